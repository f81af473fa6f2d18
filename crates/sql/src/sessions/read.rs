//! Whose sessions there are.

use std::sync::LazyLock;

use domain::{Digest, Fault, NameKey, Person, Session, SessionId, Timestamp, UserId, Username};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    engine::{Arg, Sql, Store},
    entity::{Moment, session},
    orm::Orm,
};

static OWNER: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|_| {
        "SELECT u.username FROM sessions s JOIN users u ON u.id = s.user_id \
         WHERE s.id = $1 AND s.user_id = $2 AND s.expires_at > $3 \
         AND u.disabled_at IS NULL"
            .to_owned()
    })
});

pub(super) async fn owner(
    store: &Store,
    session: SessionId,
    user: UserId,
    at: Timestamp,
) -> Result<Option<Person>, Fault> {
    let broke = |error| Fault::new("find a session", error);
    let args = [
        Arg::Uuid(session.get()),
        Arg::Int(user.get()),
        Arg::Time(at),
    ];
    let rows = store.read(&OWNER, &args).await.map_err(broke)?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let username = Username::restored(row.get::<&str>(0).map_err(broke)?);
    Ok(Some(Person { id: user, username }))
}

static KNOWS: LazyLock<Sql> = LazyLock::new(|| {
    Sql::new(|_| {
        "SELECT 1 FROM users u JOIN known_origins k ON k.user_id = u.id \
         WHERE u.username_key = $1 AND k.origin = $2"
            .to_owned()
    })
});

pub(super) async fn knows_origin(
    store: &Store,
    username: &NameKey,
    origin: Digest,
) -> Result<bool, Fault> {
    let args = [Arg::Text(username.as_str()), Arg::Bytes(origin.bytes())];
    let rows = store.read(&KNOWS, &args).await;
    let rows = rows.map_err(|error| Fault::new("look up an origin", error))?;
    Ok(!rows.is_empty())
}

pub(super) async fn of(orm: &Orm, user: UserId, at: Timestamp) -> Result<Vec<Session>, DbErr> {
    let now = Moment::of(at, orm.read.get_database_backend());
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(user.get()))
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_desc(session::Column::UsedAt)
        .order_by_asc(session::Column::Id)
        .all(&orm.read)
        .await?;
    Ok(rows.into_iter().map(Session::from).collect())
}
