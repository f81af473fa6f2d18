//! From where people have signed in: `origin` is a keyed digest of an address, never the address.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0011_known_origins",
    sqlite: "
        CREATE TABLE known_origins (
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            origin BLOB NOT NULL,
            used_at INTEGER NOT NULL,
            PRIMARY KEY (user_id, origin)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ix_known_origins_used ON known_origins (used_at);
    ",
    postgres: "
        CREATE TABLE known_origins (
            user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            origin BYTEA NOT NULL,
            used_at TIMESTAMPTZ NOT NULL,
            PRIMARY KEY (user_id, origin)
        );
        CREATE INDEX ix_known_origins_used ON known_origins (used_at);
    ",
};
