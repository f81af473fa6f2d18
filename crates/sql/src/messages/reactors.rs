//! Who reacted to a message: one statement.

use std::sync::LazyLock;

use domain::{Emoji, Fault, Membership, MessageId, Person, Reactors, UserId, Username};
use sqlx::Error;

use crate::engine::{Arg, Row, Sql, Store};

/// A message without reactions answers one row without a name; a message that is not there, none.
static REACTORS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|_| {
        "SELECT e.emoji, e.people, e.user_id, u.username FROM messages m LEFT JOIN ( \
            SELECT g.emoji, g.user_id, g.first_version, \
                count(*) OVER (PARTITION BY g.emoji) AS people, \
                row_number() OVER (PARTITION BY g.emoji ORDER BY g.user_id) AS place \
            FROM message_reactions g WHERE g.message_id = $2 \
         ) e ON e.place <= $3 LEFT JOIN users u ON u.id = e.user_id \
         WHERE m.id = $2 AND m.room_id = $1 ORDER BY e.first_version, e.emoji, e.user_id"
            .to_owned()
    })
});

pub(super) async fn reactors(
    store: &Store,
    right: &Membership,
    message: MessageId,
    limit: u32,
) -> Result<Option<Vec<Reactors>>, Fault> {
    let broke = |error| Fault::new("read who reacted", error);
    let args = [
        Arg::Int(right.room().get()),
        Arg::Int(message.get()),
        Arg::Int(i64::from(limit)),
    ];
    let rows = store.read(&REACTORS, &args).await.map_err(broke)?;
    if rows.is_empty() {
        return Ok(None);
    }
    gathered(&rows).map(Some).map_err(broke)
}

/// The people of each emoji, whose rows follow each other.
fn gathered(rows: &[Row]) -> Result<Vec<Reactors>, Error> {
    let mut gathered: Vec<Reactors> = Vec::new();
    for row in rows {
        let Some(emoji) = row.get::<Option<&str>>(0)? else {
            continue;
        };
        let person = Person {
            id: UserId::restored(row.get(2)?),
            username: Username::restored(row.get::<&str>(3)?),
        };
        match gathered.last_mut().filter(|it| it.emoji.as_str() == emoji) {
            Some(kind) => kind.people.push(person),
            None => gathered.push(Reactors {
                emoji: Emoji::restored(emoji),
                count: row.get(1)?,
                people: vec![person],
            }),
        }
    }
    Ok(gathered)
}
