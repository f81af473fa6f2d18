//! What the database knows about itself, such as its epoch.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0007_server_state",
    sqlite: "
        CREATE TABLE server_state (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
    ",
    postgres: "
        CREATE TABLE server_state (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        );
    ",
};
