//! Devices that are signed in: one row for each, gone when it ends. `secret` is a digest.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0008_sessions",
    sqlite: "
        CREATE TABLE sessions (
            id BLOB NOT NULL PRIMARY KEY,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            secret BLOB NOT NULL,
            generation INTEGER NOT NULL DEFAULT 0,
            device TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            used_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX uq_sessions_secret ON sessions (secret);
        CREATE INDEX ix_sessions_user ON sessions (user_id);
        CREATE INDEX ix_sessions_expires ON sessions (expires_at);
    ",
    postgres: "
        CREATE TABLE sessions (
            id UUID NOT NULL PRIMARY KEY,
            user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            secret BYTEA NOT NULL,
            generation BIGINT NOT NULL DEFAULT 0,
            device TEXT NOT NULL,
            created_at TIMESTAMPTZ NOT NULL,
            used_at TIMESTAMPTZ NOT NULL,
            expires_at TIMESTAMPTZ NOT NULL
        );
        CREATE UNIQUE INDEX uq_sessions_secret ON sessions (secret);
        CREATE INDEX ix_sessions_user ON sessions (user_id);
        CREATE INDEX ix_sessions_expires ON sessions (expires_at);
    ",
};
