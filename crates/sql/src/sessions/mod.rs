//! Which devices are signed in.

mod begin;
mod read;
mod ticket;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    BeginRefused, Digest, Fault, NameKey, NewSession, NewTicket, ORIGIN_KNOWN_FOR, Person,
    ProlongRefused, ProlongSession, Prolonged, Session, SessionId, Sessions, StoreError, Timestamp,
    UserId,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

use crate::{
    engine::Store,
    entity::{Moment, origin, session, ticket as ticket_row},
    orm::Orm,
};

/// The sessions of either database.
pub(crate) struct SqlSessions {
    pub(crate) store: Arc<Store>,
    pub(crate) orm: Arc<Orm>,
}

#[async_trait]
impl Sessions for SqlSessions {
    async fn begin(&self, order: NewSession) -> Result<(), StoreError<BeginRefused>> {
        begin::begin(&self.orm, order)
            .await
            .map_err(|failed| failed.doing("begin a session"))
    }

    async fn prolong(
        &self,
        order: ProlongSession,
    ) -> Result<Prolonged, StoreError<ProlongRefused>> {
        begin::prolong(&self.orm, order)
            .await
            .map_err(|failed| failed.doing("prolong a session"))
    }

    async fn owner(
        &self,
        session: SessionId,
        user: UserId,
        at: Timestamp,
    ) -> Result<Option<Person>, Fault> {
        read::owner(&self.store, session, user, at).await
    }

    async fn of(&self, user: UserId, at: Timestamp) -> Result<Vec<Session>, Fault> {
        read::of(&self.orm, user, at)
            .await
            .map_err(|error| Fault::new("list sessions", error))
    }

    async fn end(&self, user: UserId, session: SessionId) -> Result<bool, Fault> {
        let ended = self.end_one(user, session).await;
        ended.map_err(|error| Fault::new("end a session", error))
    }

    async fn end_all(&self, user: UserId) -> Result<(), Fault> {
        let ended = async {
            let tx = self.orm.begin().await?;
            end_all_but(&tx, user, None).await?;
            tx.commit().await
        };
        ended
            .await
            .map_err(|error| Fault::new("end all sessions", error))
    }

    async fn admit(&self, order: NewTicket) -> Result<bool, Fault> {
        ticket::admit(&self.orm, order)
            .await
            .map_err(|error| Fault::new("keep a ticket", error))
    }

    async fn redeem(
        &self,
        secret: Digest,
        at: Timestamp,
    ) -> Result<Option<(Person, SessionId)>, Fault> {
        ticket::redeem(&self.orm, secret, at)
            .await
            .map_err(|error| Fault::new("redeem a ticket", error))
    }

    async fn knows_origin(&self, username: &NameKey, origin: Digest) -> Result<bool, Fault> {
        read::knows_origin(&self.store, username, origin).await
    }

    async fn forget_expired(&self, at: Timestamp) -> Result<(), Fault> {
        let forgotten = self.forget(at).await;
        forgotten.map_err(|error| Fault::new("forget expired sessions", error))
    }
}

impl SqlSessions {
    async fn end_one(&self, user: UserId, id: SessionId) -> Result<bool, DbErr> {
        let _turn = self.orm.turn().await;
        let ended = session::Entity::delete_many()
            .filter(session::Column::Id.eq(id.get()))
            .filter(session::Column::UserId.eq(user.get()))
            .exec(&self.orm.write)
            .await?;
        Ok(ended.rows_affected > 0)
    }

    async fn forget(&self, at: Timestamp) -> Result<(), DbErr> {
        let _turn = self.orm.turn().await;
        let now = Moment::of(at, self.orm.write.get_database_backend());
        ticket_row::Entity::delete_many()
            .filter(ticket_row::Column::ExpiresAt.lte(now))
            .exec(&self.orm.write)
            .await?;
        session::Entity::delete_many()
            .filter(session::Column::ExpiresAt.lte(now))
            .exec(&self.orm.write)
            .await?;
        let known_since = at.minus(ORIGIN_KNOWN_FOR);
        let known_since = Moment::of(known_since, self.orm.write.get_database_backend());
        origin::Entity::delete_many()
            .filter(origin::Column::UsedAt.lte(known_since))
            .exec(&self.orm.write)
            .await
            .map(drop)
    }
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
    ending.exec(tx).await.map(drop)
}
