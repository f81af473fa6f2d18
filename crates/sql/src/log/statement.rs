//! The statements of the writer: each takes all rows of a batch at once.

use std::sync::LazyLock;

use crate::{
    engine::{
        Dialect, Draft,
        Kind::{Int, Text, Time, Uuid},
        Shape, Sql,
    },
    messages::{columns, reactors},
    rooms::CLOSED,
};

const ROOM: Shape = Shape {
    name: "a",
    columns: &[("room", Int)],
};
const MESSAGE: Shape = Shape {
    name: "b",
    columns: &[("message", Int)],
};

const ASK: Shape = Shape {
    name: "o",
    columns: &[
        ("room", Int),
        ("author", Int),
        ("client", Uuid),
        ("reply", Int),
    ],
};

/// Locks the rooms named and those of the messages named, in the order of their ids, and looks up
/// what is to be known of the appends. Answers, in this order of columns:
///
/// - for each append its place in the input, its author's name if a member, the message that the
///   client id named before, and the message to answer if it is in the room;
/// - from [`ROOM_AT`] on each room as it is now that it is locked, where the place is null.
///
/// On PostgreSQL a statement sees what was committed when it began, and it may then wait for a lock.
/// A row that it locks it sees as it is after the wait: so it locks the memberships too, once it has
/// the rooms. What it may have missed of other nodes is a client id, which is unique.
///
/// On SQLite this begins the transaction, which alone decides what it sees.
pub(crate) static OPENING: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let begin = draft.either("BEGIN IMMEDIATE; ", "");
        format!("{begin}{}", known(draft))
    })
});

/// The same within a transaction.
pub(crate) static KNOWN: LazyLock<Sql> = LazyLock::new(|| Sql::new(known));

fn known(draft: &mut Draft) -> String {
    let (rooms, senders) = (rooms(draft), senders(draft));
    match draft.dialect() {
        Dialect::Sqlite => format!("{rooms} UNION ALL {senders}"),
        Dialect::Postgres => format!(
            "WITH locked AS MATERIALIZED ({rooms}) SELECT * FROM locked \
             UNION ALL {senders} WHERE (SELECT count(*) FROM locked) >= 0"
        ),
    }
}

/// Where a row of [`OPENING`] tells of a room.
pub(crate) const ROOM_AT: usize = 4;

fn rooms(draft: &mut Draft) -> String {
    let (rooms, messages) = (draft.rows_of(&ROOM), draft.rows_of(&MESSAGE));
    let nobody = draft.either(
        "NULL, NULL, NULL, NULL",
        "NULL::bigint, NULL::text, NULL::bigint, NULL::bigint",
    );
    let last_id = draft.either(
        "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0)",
        "NULL::bigint",
    );
    let wanted = format!(
        "(SELECT a.room FROM {rooms} UNION ALL \
            SELECT m.room_id FROM {messages} JOIN messages m ON m.id = b.message)"
    );
    // An array, because PostgreSQL looks at a row again that it waited for, and then does not find it
    // in a subquery of several rows.
    let (wanted, lock) = match draft.dialect() {
        Dialect::Sqlite => (format!("IN {wanted}"), ""),
        Dialect::Postgres => (
            format!("= ANY(ARRAY{wanted})"),
            "ORDER BY r.id FOR NO KEY UPDATE OF r",
        ),
    };
    format!(
        "SELECT {nobody}, r.id, r.kind, r.created_by, r.last_seq, r.version, r.last_message_at, \
            {last_id} \
         FROM rooms r WHERE r.id {wanted} {lock}"
    )
}

fn senders(draft: &mut Draft) -> String {
    let asks = draft.rows_of(&ASK);
    let seat = draft.either(
        "LEFT JOIN user_room s ON s.user_id = o.author AND s.room_id = o.room",
        "LEFT JOIN LATERAL (SELECT k.user_id FROM user_room k \
            WHERE k.user_id = o.author AND k.room_id = o.room FOR KEY SHARE) s ON TRUE",
    );
    format!(
        "SELECT o.ord, u.username, d.id, p.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL \
         FROM {asks} {seat} \
         LEFT JOIN users u ON u.id = s.user_id \
         LEFT JOIN messages d ON d.user_id = o.author AND d.client_id = o.client \
            AND d.client_id IS NOT NULL \
         LEFT JOIN messages p ON p.id = o.reply AND p.room_id = o.room"
    )
}

/// Messages by id, each as its author sees it; none of a room that is being cleared.
pub(crate) static OWN: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let messages = draft.rows_of(&MESSAGE);
        format!(
            "SELECT {} FROM {messages} JOIN messages m ON m.id = b.message \
             JOIN rooms r ON r.id = m.room_id AND r.kind <> '{CLOSED}' \
             JOIN users u ON u.id = m.user_id",
            columns(draft, "m.user_id")
        )
    })
});

const SUBJECT: Shape = Shape {
    name: "o",
    columns: &[("message", Int), ("who", Int)],
};

/// For each change: the message, who reacted to it, and whether the one who asks is a member.
pub(crate) static TARGETS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let subjects = draft.rows_of(&SUBJECT);
        format!(
            "SELECT {}, {}, m.body_version, o.ord, (SELECT s.user_id FROM user_room s \
                WHERE s.user_id = o.who AND s.room_id = m.room_id) FROM {subjects} \
             JOIN messages m ON m.id = o.message JOIN users u ON u.id = m.user_id",
            columns(draft, "o.who"),
            reactors(draft)
        )
    })
});

const PLACE: Shape = Shape {
    name: "o",
    columns: &[("room", Int), ("member", Int)],
};

/// For each read marker to move: where it stands.
pub(crate) static MARKERS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let places = draft.rows_of(&PLACE);
        format!(
            "SELECT o.ord, s.last_read_seq, s.last_read_at FROM {places} \
             JOIN user_room s ON s.user_id = o.member AND s.room_id = o.room"
        )
    })
});

const POST: Shape = Shape {
    name: "p",
    columns: &[
        ("id", Int),
        ("room", Int),
        ("seq", Int),
        ("version", Int),
        ("author", Int),
        ("at", Time),
        ("reply", Int),
        ("client", Uuid),
        ("content", Text),
    ],
};
const HEAD: Shape = Shape {
    name: "h",
    columns: &[("room", Int), ("seq", Int), ("version", Int), ("at", Time)],
};
const MARK: Shape = Shape {
    name: "k",
    columns: &[("room", Int), ("member", Int), ("seq", Int), ("at", Time)],
};

const POST_COLUMNS: &str = "room_id, seq, version, posted_version, body_version, user_id, \
    created_at, reply_to, client_id, content";
const POST_VALUES: &str = "p.room, p.seq, p.version, p.version, p.version, p.author, p.at, \
    p.reply, p.client, p.content";

/// Messages in, counters and read markers on; the last statement of every transaction that writes.
/// On SQLite it also commits, so that a batch of messages needs two trips to the connection's thread.
pub(crate) static SETTLE: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let posts = draft.rows_of(&POST);
        let heads = draft.rows_of(&HEAD);
        let marks = draft.rows_of(&MARK);
        let update_heads = format!(
            "UPDATE rooms SET last_seq = h.seq, version = h.version, last_message_at = h.at \
             FROM {heads} WHERE rooms.id = h.room"
        );
        let update_marks = format!(
            "UPDATE user_room SET last_read_seq = k.seq, last_read_at = k.at \
             FROM {marks} WHERE user_room.user_id = k.member AND user_room.room_id = k.room"
        );
        match draft.dialect() {
            Dialect::Sqlite => format!(
                "INSERT INTO messages (id, {POST_COLUMNS}) SELECT p.id, {POST_VALUES} FROM {posts}; \
                 {update_heads}; {update_marks}; COMMIT"
            ),
            Dialect::Postgres => format!(
                "WITH posted AS (INSERT INTO messages ({POST_COLUMNS}) SELECT {POST_VALUES} \
                    FROM {posts} ORDER BY p.ord RETURNING id, room_id, seq), \
                 heads AS ({update_heads}), marks AS ({update_marks}) \
                 SELECT id, room_id, seq FROM posted"
            ),
        }
    })
});

const REVISION: Shape = Shape {
    name: "t",
    columns: &[("id", Int), ("version", Int), ("reactions", Int)],
};

/// Messages that changed in any way.
pub(crate) static REVISE: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let revisions = draft.rows_of(&REVISION);
        format!(
            "UPDATE messages SET version = t.version, reaction_count = t.reactions \
             FROM {revisions} WHERE messages.id = t.id"
        )
    })
});

const TEXT: Shape = Shape {
    name: "t",
    columns: &[
        ("id", Int),
        ("body_version", Int),
        ("edited_at", Time),
        ("deleted_at", Time),
        ("content", Text),
    ],
};

/// Messages that say something else now; apart, because only this touches the search index.
pub(crate) static REWRITE: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let texts = draft.rows_of(&TEXT);
        format!(
            "UPDATE messages SET body_version = t.body_version, edited_at = t.edited_at, \
             deleted_at = t.deleted_at, content = t.content FROM {texts} WHERE messages.id = t.id"
        )
    })
});

const GONE: Shape = Shape {
    name: "t",
    columns: &[("message", Int), ("emoji", Text), ("member", Int)],
};

/// Reactions that were taken back.
pub(crate) static TAKE_BACK: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let gone = draft.rows_of(&GONE);
        format!(
            "DELETE FROM message_reactions WHERE (message_id, emoji, user_id) IN ( \
             SELECT t.message, t.emoji, t.member FROM {gone})"
        )
    })
});

const GIVEN: Shape = Shape {
    name: "t",
    columns: &[
        ("message", Int),
        ("emoji", Text),
        ("member", Int),
        ("since", Int),
    ],
};

/// Reactions that were given.
pub(crate) static GIVE: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|draft| {
        let given = draft.rows_of(&GIVEN);
        format!(
            "INSERT INTO message_reactions (message_id, emoji, user_id, first_version) \
             SELECT t.message, t.emoji, t.member, t.since FROM {given}"
        )
    })
});
