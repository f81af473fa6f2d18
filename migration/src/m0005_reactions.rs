//! Reactions: one row per message, emoji and person. `first_version` is the version at which the
//! emoji appeared on the message, the same for all who give it: the order in which they are shown
//! does not change while anybody's is left.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0005_reactions",
    sqlite: "
        CREATE TABLE message_reactions (
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            emoji TEXT NOT NULL,
            user_id INTEGER NOT NULL REFERENCES users (id),
            first_version INTEGER NOT NULL,
            PRIMARY KEY (message_id, emoji, user_id)
        ) STRICT, WITHOUT ROWID;
    ",
    postgres: r#"
        CREATE TABLE message_reactions (
            message_id BIGINT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            emoji TEXT COLLATE "C" NOT NULL,
            user_id BIGINT NOT NULL REFERENCES users (id),
            first_version BIGINT NOT NULL,
            PRIMARY KEY (message_id, emoji, user_id)
        );
    "#,
};
