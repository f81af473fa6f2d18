//! PostgreSQL: the room becomes a word of each message, as on SQLite.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0014_search_by_room",
    // There from the start.
    sqlite: "",
    // A search of one room intersects two word lists of one index instead of looking up every match
    // of all rooms. Words of a text are written small, so no text contains the word "R17".
    postgres: "
        ALTER TABLE messages DROP COLUMN search_vector;
        ALTER TABLE messages ADD COLUMN search_vector TSVECTOR GENERATED ALWAYS AS (
            to_tsvector('english', content) || array_to_tsvector(ARRAY['R' || room_id::text])
        ) STORED;
        CREATE INDEX ix_messages_search_vector ON messages USING GIN (search_vector)
            WITH (gin_pending_list_limit = 256);
    ",
};
