//! Every name is found by its key: whoever lost theirs to case folding gets another name.

use crate::step::Step;

/// A name that [`m0015`](crate::m0015_folded_names) left with its old key cannot be signed in with, and
/// its key is not what a page of names goes on after. Its owner is called after their id from now on,
/// and shown by the old name where they have chosen no other; signing in by e-mail goes on working.
const RENAME: &str = "
        WITH lost AS (
            SELECT id, username AS old, CASE WHEN EXISTS (
                SELECT 1 FROM users o WHERE o.username_key = 'renamed-' || CAST(u.id AS TEXT)
            ) THEN 'renamed-again-' ELSE 'renamed-' END || CAST(id AS TEXT) AS new
            FROM users u
            WHERE replace(replace(username_key, 'ς', 'σ'), 'ß', 'ss') <> username_key
        )
        UPDATE users SET username = l.new, username_key = l.new,
            display_name = coalesce(display_name, l.old)
        FROM lost l WHERE l.id = users.id;
        WITH lost AS (
            SELECT id, name AS old, CASE WHEN EXISTS (
                SELECT 1 FROM rooms o WHERE o.name_key = 'renamed-' || CAST(r.id AS TEXT)
            ) THEN 'renamed-again-' ELSE 'renamed-' END || CAST(id AS TEXT) AS new
            FROM rooms r
            WHERE replace(replace(name_key, 'ς', 'σ'), 'ß', 'ss') <> name_key
        )
        UPDATE rooms SET name = l.new, name_key = l.new,
            description = coalesce(description, l.old)
        FROM lost l WHERE l.id = rooms.id;
    ";

pub(crate) const STEP: Step = Step {
    name: "m0016_names_that_became_one",
    sqlite: RENAME,
    postgres: RENAME,
};
