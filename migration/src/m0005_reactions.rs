//! Reactions: one row per message, emoji and person. `version` is the room's version that the
//! reaction took, and so the order of first use.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0005_reactions",
    sqlite: "
        CREATE TABLE message_reactions (
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            emoji TEXT NOT NULL,
            user_id INTEGER NOT NULL REFERENCES users (id),
            version INTEGER NOT NULL,
            PRIMARY KEY (message_id, emoji, user_id)
        ) STRICT, WITHOUT ROWID;
    ",
    postgres: r#"
        CREATE TABLE message_reactions (
            message_id BIGINT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            emoji TEXT COLLATE "C" NOT NULL,
            user_id BIGINT NOT NULL REFERENCES users (id),
            version BIGINT NOT NULL,
            PRIMARY KEY (message_id, emoji, user_id)
        );
    "#,
};
