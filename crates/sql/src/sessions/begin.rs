//! Sessions begin and go on.

use domain::{
    BeginRefused, Digest, Generation, NewSession, ProlongRefused, ProlongSession, ProlongVerdict,
    Prolonged, SessionId, SessionState, UserId, check_prolong,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QuerySelect, Set,
    sea_query::{LockType, OnConflict},
};

use crate::{
    entity::{Moment, origin, session, user},
    failed::Failed,
    orm::Orm,
    sessions::ending::{end, lock_account},
};

/// The account's row is locked, as by whoever changes a password: one waits for the other.
pub(super) async fn begin(orm: &Orm, order: NewSession) -> Result<(), Failed<BeginRefused>> {
    let tx = orm.begin().await?;
    let account = lock_account(&tx, order.user).await?;
    let lets_in = |row: &user::Model| {
        row.disabled_at.is_none() && row.hashed_password == order.password_hash.expose()
    };
    if !account.as_ref().is_some_and(lets_in) {
        return Err(Failed::Refused(BeginRefused));
    }
    let moment = |at| Moment::of(at, tx.get_database_backend());
    let row = session::ActiveModel {
        id: Set(order.id.get()),
        user_id: Set(order.user.get()),
        secret: Set(order.secret.bytes().to_vec()),
        generation: Set(Generation::ZERO.get()),
        device: Set(order.device.into_string()),
        created_at: Set(moment(order.created_at)),
        used_at: Set(moment(order.created_at)),
        expires_at: Set(moment(order.expires_at)),
    };
    session::Entity::insert(row)
        .exec_without_returning(&*tx)
        .await?;
    if let Some(origin) = order.origin {
        remember(&tx, order.user, origin, moment(order.created_at)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes note of where the account was signed in to from.
async fn remember(
    tx: &DatabaseTransaction,
    user: UserId,
    origin: Digest,
    at: Moment,
) -> Result<(), DbErr> {
    let row = origin::ActiveModel {
        user_id: Set(user.get()),
        origin: Set(origin.bytes().to_vec()),
        used_at: Set(at),
    };
    let known = OnConflict::columns([origin::Column::UserId, origin::Column::Origin])
        .update_column(origin::Column::UsedAt)
        .to_owned();
    origin::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(tx)
        .await
        .map(drop)
}

pub(super) async fn prolong(
    orm: &Orm,
    order: ProlongSession,
) -> Result<Prolonged, Failed<ProlongRefused>> {
    let tx = orm.begin().await?;
    let found = session::Entity::find()
        .filter(session::Column::Secret.eq(order.secret.bytes().to_vec()))
        .lock(LockType::NoKeyUpdate)
        .one(&*tx)
        .await?;
    let row = found.ok_or(Failed::Refused(ProlongRefused::NoSuchSession))?;
    let (id, owner) = (SessionId::new(row.id), UserId::restored(row.user_id));
    let refused = match check_prolong(state_of(&row), &order) {
        ProlongVerdict::Next => {
            let person = owner_of(&tx, owner).await?;
            let generation = order.generation.next();
            replace(&tx, row, &order, generation).await?;
            tx.commit().await?;
            return Ok(Prolonged {
                session: id,
                person,
                generation,
            });
        }
        ProlongVerdict::Again => {
            return Ok(Prolonged {
                session: id,
                person: owner_of(&tx, owner).await?,
                generation: Generation::restored(row.generation),
            });
        }
        ProlongVerdict::Reused => ProlongRefused::Reused {
            user: owner,
            session: id,
        },
        ProlongVerdict::Expired => ProlongRefused::NoSuchSession,
    };
    end(&tx, row.id).await?;
    tx.commit().await?;
    Err(Failed::Refused(refused))
}

fn state_of(row: &session::Model) -> SessionState {
    SessionState {
        generation: Generation::restored(row.generation),
        used_at: row.used_at.timestamp(),
        expires_at: row.expires_at.timestamp(),
    }
}

/// The reference from the session to its account guarantees that there is one.
async fn owner_of(
    tx: &DatabaseTransaction,
    owner: UserId,
) -> Result<domain::Person, Failed<ProlongRefused>> {
    let found = user::Entity::find_by_id(owner.get()).one(tx).await?;
    found
        .map(domain::Person::from)
        .ok_or(Failed::Refused(ProlongRefused::NoSuchSession))
}

async fn replace(
    tx: &DatabaseTransaction,
    row: session::Model,
    order: &ProlongSession,
    generation: Generation,
) -> Result<(), DbErr> {
    let moment = |at| Moment::of(at, tx.get_database_backend());
    let end = order.span.end(row.created_at.timestamp(), order.at);
    let row = session::ActiveModel {
        id: Set(row.id),
        generation: Set(generation.get()),
        used_at: Set(moment(order.at)),
        expires_at: Set(moment(end)),
        ..Default::default()
    };
    row.update(tx).await.map(drop)
}
