//! Names are compared by full case folding: `ς` is `σ`, and `ß` is `ss`.

use crate::step::Step;

/// Of names that become the same one keeps the key that all would have: whoever had it before, else the
/// oldest. The others keep their old keys, by which nobody finds them, until the next step.
const FOLD: &str = "
        WITH folded AS (
            SELECT id, username_key AS old,
                replace(replace(username_key, 'ς', 'σ'), 'ß', 'ss') AS new
            FROM users
        )
        UPDATE users SET username_key = f.new FROM folded f
        WHERE f.id = users.id AND f.new <> f.old AND NOT EXISTS (
            SELECT 1 FROM folded o WHERE o.new = f.new AND o.id <> f.id
            AND (o.new = o.old OR o.id < f.id)
        );
        WITH folded AS (
            SELECT id, email_key AS old,
                replace(replace(email_key, 'ς', 'σ'), 'ß', 'ss') AS new
            FROM users
        )
        UPDATE users SET email_key = f.new FROM folded f
        WHERE f.id = users.id AND f.new <> f.old AND NOT EXISTS (
            SELECT 1 FROM folded o WHERE o.new = f.new AND o.id <> f.id
            AND (o.new = o.old OR o.id < f.id)
        );
        WITH folded AS (
            SELECT id, name_key AS old,
                replace(replace(name_key, 'ς', 'σ'), 'ß', 'ss') AS new
            FROM rooms
        )
        UPDATE rooms SET name_key = f.new FROM folded f
        WHERE f.id = rooms.id AND f.new <> f.old AND NOT EXISTS (
            SELECT 1 FROM folded o WHERE o.new = f.new AND o.id <> f.id
            AND (o.new = o.old OR o.id < f.id)
        );
    ";

pub(crate) const STEP: Step = Step {
    name: "m0015_folded_names",
    sqlite: FOLD,
    postgres: FOLD,
};
