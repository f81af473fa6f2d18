//! Every name is found by its key: whoever lost theirs to case folding gets another name.

use crate::step::Step;

/// A name that [`m0015`](crate::m0015_folded_names) left with its old key cannot be signed in with, and
/// its key is not what a page of names goes on after. With its id behind it, it is nobody else's.
const RENAME: &str = "
        UPDATE users SET
            username = username || '-' || CAST(id AS TEXT),
            username_key = replace(replace(username_key, 'ς', 'σ'), 'ß', 'ss')
                || '-' || CAST(id AS TEXT)
        WHERE replace(replace(username_key, 'ς', 'σ'), 'ß', 'ss') <> username_key;
        UPDATE rooms SET
            name = name || '-' || CAST(id AS TEXT),
            name_key = replace(replace(name_key, 'ς', 'σ'), 'ß', 'ss')
                || '-' || CAST(id AS TEXT)
        WHERE replace(replace(name_key, 'ς', 'σ'), 'ß', 'ss') <> name_key;
    ";

pub(crate) const STEP: Step = Step {
    name: "m0016_names_that_became_one",
    sqlite: RENAME,
    postgres: RENAME,
};
