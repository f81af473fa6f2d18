//! What people tell of themselves.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0010_profiles",
    sqlite: "
        ALTER TABLE users ADD COLUMN display_name TEXT;
        ALTER TABLE users ADD COLUMN bio TEXT;
        ALTER TABLE users ADD COLUMN availability TEXT NOT NULL DEFAULT 'online';
    ",
    postgres: "
        ALTER TABLE users ADD COLUMN display_name TEXT;
        ALTER TABLE users ADD COLUMN bio TEXT;
        ALTER TABLE users ADD COLUMN availability TEXT NOT NULL DEFAULT 'online';
    ",
};
