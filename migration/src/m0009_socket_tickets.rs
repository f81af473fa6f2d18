//! One-use tickets for sockets: used up by deleting them, on whatever node. `secret` is a digest.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0009_socket_tickets",
    sqlite: "
        CREATE TABLE socket_tickets (
            secret BLOB NOT NULL PRIMARY KEY,
            session_id BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ix_socket_tickets_session ON socket_tickets (session_id);
        CREATE INDEX ix_socket_tickets_expires ON socket_tickets (expires_at);
    ",
    postgres: "
        CREATE TABLE socket_tickets (
            secret BYTEA NOT NULL PRIMARY KEY,
            session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            expires_at TIMESTAMPTZ NOT NULL
        );
        CREATE INDEX ix_socket_tickets_session ON socket_tickets (session_id);
        CREATE INDEX ix_socket_tickets_expires ON socket_tickets (expires_at);
    ",
};
