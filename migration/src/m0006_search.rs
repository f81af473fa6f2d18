//! Text search: stemmed English words, found without reading a room from end to end.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0006_search",
    // The room is a word of each document ("r17"), so that a search of one room intersects two word
    // lists instead of looking up every match of all rooms. The triggers keep deleted messages out.
    sqlite: "
        CREATE VIEW messages_searchable (id, content, room) AS
            SELECT id, content, 'r' || room_id FROM messages WHERE deleted_at IS NULL;
        CREATE VIRTUAL TABLE messages_search USING fts5(
            content, room,
            content = 'messages_searchable', content_rowid = 'id',
            tokenize = 'porter unicode61 remove_diacritics 2', detail = full
        );
        CREATE TRIGGER messages_search_insert AFTER INSERT ON messages
        WHEN new.deleted_at IS NULL BEGIN
            INSERT INTO messages_search (rowid, content, room)
                VALUES (new.id, new.content, 'r' || new.room_id);
        END;
        CREATE TRIGGER messages_search_update AFTER UPDATE OF content, deleted_at ON messages BEGIN
            INSERT INTO messages_search (messages_search, rowid, content, room)
                SELECT 'delete', old.id, old.content, 'r' || old.room_id
                WHERE old.deleted_at IS NULL;
            INSERT INTO messages_search (rowid, content, room)
                SELECT new.id, new.content, 'r' || new.room_id WHERE new.deleted_at IS NULL;
        END;
        CREATE TRIGGER messages_search_delete AFTER DELETE ON messages
        WHEN old.deleted_at IS NULL BEGIN
            INSERT INTO messages_search (messages_search, rowid, content, room)
                VALUES ('delete', old.id, old.content, 'r' || old.room_id);
        END;
    ",
    // A deleted message has no text, so its vector is empty and never matches. Every search reads the
    // list of words not yet sorted in: it is kept short.
    postgres: "
        ALTER TABLE messages ADD COLUMN search_vector TSVECTOR
            GENERATED ALWAYS AS (to_tsvector('english', content)) STORED;
        CREATE INDEX ix_messages_search_vector ON messages USING GIN (search_vector)
            WITH (gin_pending_list_limit = 256);
    ",
};
