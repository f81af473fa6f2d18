//! Sessions end, and whoever holds sockets for them can see that some did (decision 0018).

use std::sync::LazyLock;

use domain::{EndingMark, Fault, SessionId, Timestamp, UserId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, DeleteMany, EntityTrait, QueryFilter,
    QuerySelect, sea_query::LockType,
};
use uuid::Uuid;

use crate::{
    engine::{Sql, Store},
    entity::{Moment, session, user},
    orm::Orm,
};

/// So many sessions are looked up by one statement.
const AT_ONCE: usize = 500;

static LAST: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|_| "SELECT value FROM server_state WHERE name = 'last_ending'".to_owned())
});

pub(super) async fn last(store: &Store) -> Result<Option<EndingMark>, Fault> {
    let broke = |error| Fault::new("look whether sessions ended", error);
    let rows = store.read(&LAST, &[]).await.map_err(broke)?;
    let mark = rows.first().map(|row| row.get::<&str>(0));
    Ok(mark.transpose().map_err(broke)?.map(EndingMark::restored))
}

pub(super) async fn ongoing(
    orm: &Orm,
    sessions: &[SessionId],
    at: Timestamp,
) -> Result<Vec<SessionId>, DbErr> {
    let now = Moment::of(at, orm.read.get_database_backend());
    let mut ongoing = Vec::with_capacity(sessions.len());
    for some in sessions.chunks(AT_ONCE) {
        let ids = some.iter().map(|session| session.get());
        let found: Vec<Uuid> = session::Entity::find()
            .select_only()
            .column(session::Column::Id)
            .filter(session::Column::Id.is_in(ids))
            .filter(session::Column::ExpiresAt.gt(now))
            .into_tuple()
            .all(&orm.read)
            .await?;
        ongoing.extend(found.into_iter().map(SessionId::new));
    }
    Ok(ongoing)
}

pub(super) async fn end_one(orm: &Orm, user: UserId, id: SessionId) -> Result<bool, DbErr> {
    let tx = orm.begin().await?;
    let one = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id.get()))
        .filter(session::Column::UserId.eq(user.get()));
    let ended = end_those(&tx, one).await?;
    tx.commit().await?;
    Ok(ended)
}

/// The account of `user`, held until the transaction ends: no session of theirs begins meanwhile.
pub(crate) async fn lock_account(
    tx: &DatabaseTransaction,
    user: UserId,
) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find_by_id(user.get())
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await
}

/// Ends the sessions of `user`, all or all but one. The account's row must be locked before, so that
/// none begins meanwhile.
pub(crate) async fn end_all_but(
    tx: &DatabaseTransaction,
    user: UserId,
    kept: Option<SessionId>,
) -> Result<(), DbErr> {
    let theirs = session::Entity::delete_many().filter(session::Column::UserId.eq(user.get()));
    let ending = match kept {
        Some(kept) => theirs.filter(session::Column::Id.ne(kept.get())),
        None => theirs,
    };
    end_those(tx, ending).await.map(drop)
}

pub(super) async fn end(tx: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
    let one = session::Entity::delete_many().filter(session::Column::Id.eq(id));
    end_those(tx, one).await.map(drop)
}

pub(super) async fn end_expired(orm: &Orm, at: Timestamp) -> Result<(), DbErr> {
    let tx = orm.begin().await?;
    let now = Moment::of(at, tx.get_database_backend());
    let expired = session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now));
    end_those(&tx, expired).await?;
    tx.commit().await
}

/// Every session that ends is ended here; whether there was any. The mark is the last row that a
/// transaction locks, so that those who end different sessions at once wait for each other there and
/// never in a circle.
async fn end_those(
    tx: &DatabaseTransaction,
    which: DeleteMany<session::Entity>,
) -> Result<bool, DbErr> {
    let ended = which.exec(tx).await?.rows_affected > 0;
    if ended {
        let mark = Uuid::new_v4().simple();
        let renew = format!(
            "INSERT INTO server_state (name, value) VALUES ('last_ending', '{mark}') \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        );
        tx.execute_unprepared(&renew).await?;
    }
    Ok(ended)
}
