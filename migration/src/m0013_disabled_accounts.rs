//! Accounts that let nobody in: what they wrote stays.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0013_disabled_accounts",
    sqlite: "
        ALTER TABLE users ADD COLUMN disabled_at INTEGER;
    ",
    postgres: "
        ALTER TABLE users ADD COLUMN disabled_at TIMESTAMPTZ;
    ",
};
