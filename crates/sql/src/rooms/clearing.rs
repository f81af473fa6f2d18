//! A room is deleted at once, a large one's messages a portion at a time.
//!
//! SQLite has one writer: to delete a hundred thousand messages in one transaction would keep everybody
//! waiting who sends. So the room is first taken from everybody, in one transaction, and what was said
//! in it goes beside what else is written. A server that stops meanwhile goes on when it starts again.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnAcquireErr, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, QueryFilter, QuerySelect, Set, Statement,
};

use tokio::time::sleep;

use crate::{
    entity::{membership, room},
    orm::{Orm, OrmTx},
};

/// The kind of a room that is being cleared: nobody is in it, and nobody finds it.
pub(crate) const CLOSED: &str = "closed";

/// What could not be cleared is tried again after this.
const RETRY: Duration = Duration::from_secs(30);

/// So many messages are deleted at once: some milliseconds' work.
const PORTION: i64 = 500;

/// Deletes a room that `tx` has locked, with everything in it. What is too much for one transaction is
/// deleted afterwards.
pub(super) async fn delete(orm: &Arc<Orm>, tx: OrmTx, room: room::Model) -> Result<(), DbErr> {
    let id = room.id;
    if room.last_seq <= PORTION {
        // Messages, reactions and memberships go with it: their foreign keys cascade.
        room::Entity::delete_by_id(id).exec(&*tx).await?;
        return tx.commit().await;
    }
    withdraw(&tx, id).await?;
    tx.commit().await?;
    tokio::spawn(clear_surely(Arc::downgrade(orm), id));
    Ok(())
}

/// Takes the room from everybody. Its name is free; the one in its place can't be anybody's wish, for it
/// has a control character in it.
async fn withdraw(tx: &DatabaseTransaction, id: i64) -> Result<(), DbErr> {
    membership::Entity::delete_many()
        .filter(membership::Column::RoomId.eq(id))
        .exec(tx)
        .await?;
    let nameless = format!("\u{1}{id}");
    let row = room::ActiveModel {
        id: Set(id),
        name: Set(nameless.clone()),
        name_key: Set(nameless),
        description: Set(None),
        kind: Set(CLOSED.to_owned()),
        member_count: Set(0),
        ..Default::default()
    };
    row.update(tx).await.map(drop)
}

/// Clears the rooms that a server before this one left.
pub(crate) async fn clear_all(orm: Weak<Orm>) {
    let left = loop {
        let Some(open) = orm.upgrade() else { return };
        match left(&open).await {
            Ok(left) => break left,
            Err(error) => tracing::warn!(%error, "deleted rooms could not be looked for"),
        }
        drop(open);
        sleep(RETRY).await;
    };
    for id in left {
        clear_surely(Weak::clone(&orm), id).await;
    }
}

async fn left(orm: &Orm) -> Result<Vec<i64>, DbErr> {
    room::Entity::find()
        .select_only()
        .column(room::Column::Id)
        .filter(room::Column::Kind.eq(CLOSED))
        .into_tuple()
        .all(&orm.read)
        .await
}

/// Clears a room, however often it takes while the database is open.
async fn clear_surely(orm: Weak<Orm>, id: i64) {
    while let Some(open) = orm.upgrade() {
        let Err(error) = clear(&open, id).await else {
            return;
        };
        if matches!(
            error,
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
        ) {
            return;
        }
        tracing::warn!(%error, room.id = id, "a deleted room is not cleared away yet");
        drop(open);
        sleep(RETRY).await;
    }
}

/// The newest first, so that no answer loses what it answers.
async fn clear(orm: &Orm, id: i64) -> Result<(), DbErr> {
    loop {
        let tx = orm.begin().await?;
        let portion = Statement::from_sql_and_values(
            tx.get_database_backend(),
            "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE room_id = $1 \
             ORDER BY seq DESC LIMIT $2)",
            [id.into(), PORTION.into()],
        );
        let deleted = tx.execute_raw(portion).await?.rows_affected();
        if deleted == 0 {
            room::Entity::delete_by_id(id).exec(&*tx).await?;
            return tx.commit().await;
        }
        tx.commit().await?;
        // Whoever waits to write is let on before the next portion.
        tokio::task::yield_now().await;
    }
}
