//! One-use tickets: kept as digests, used up by deleting them.

use domain::{Digest, NewTicket, Person, SessionId, Timestamp};
use sea_orm::{DbErr, EntityTrait, QuerySelect, Set, sea_query::LockType};

use crate::{
    entity::{Moment, session, ticket, user},
    orm::Orm,
};

/// The session's row is locked, so that it does not end between the look and the insert.
pub(super) async fn admit(orm: &Orm, order: NewTicket) -> Result<bool, DbErr> {
    let tx = orm.begin().await?;
    let found = session::Entity::find_by_id(order.session.get())
        .lock(LockType::KeyShare)
        .one(&*tx)
        .await?;
    if found.is_none() {
        return Ok(false);
    }
    let row = ticket::ActiveModel {
        secret: Set(order.secret.bytes().to_vec()),
        session_id: Set(order.session.get()),
        expires_at: Set(Moment::of(
            order.expires_at,
            orm.write.get_database_backend(),
        )),
    };
    ticket::Entity::insert(row)
        .exec_without_returning(&*tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

pub(super) async fn redeem(
    orm: &Orm,
    secret: Digest,
    at: Timestamp,
) -> Result<Option<(Person, SessionId)>, DbErr> {
    let tx = orm.begin().await?;
    let found = ticket::Entity::find_by_id(secret.bytes().to_vec())
        .lock(LockType::Update)
        .one(&*tx)
        .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    ticket::Entity::delete_by_id(row.secret).exec(&*tx).await?;
    let session = session::Entity::find_by_id(row.session_id)
        .one(&*tx)
        .await?;
    let is_good = row.expires_at.timestamp() > at;
    let session = session.filter(|it| is_good && it.expires_at.timestamp() > at);
    let owner = match &session {
        Some(session) => user::Entity::find_by_id(session.user_id).one(&*tx).await?,
        None => None,
    };
    tx.commit().await?;
    let session = session.map(|it| SessionId::new(it.id));
    Ok(owner.map(Person::from).zip(session))
}
