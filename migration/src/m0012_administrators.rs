//! Who runs the place: the first account, and whom an administrator makes one.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0012_administrators",
    sqlite: "
        ALTER TABLE users ADD COLUMN is_admin INTEGER NOT NULL DEFAULT 0;
        UPDATE users SET is_admin = 1 WHERE id = (SELECT min(id) FROM users);
    ",
    postgres: "
        ALTER TABLE users ADD COLUMN is_admin BOOLEAN NOT NULL DEFAULT FALSE;
        UPDATE users SET is_admin = TRUE WHERE id = (SELECT min(id) FROM users);
    ",
};
