//! Which devices are signed in.

mod begin;
mod ending;
mod read;
mod ticket;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    BeginRefused, Digest, EndingMark, Fault, NameKey, NewSession, NewTicket, ORIGIN_KNOWN_FOR,
    Person, ProlongRefused, ProlongSession, Prolonged, Session, SessionId, Sessions, StoreError,
    Timestamp, UserId,
};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use crate::{
    engine::Store,
    entity::{Moment, origin, ticket as ticket_row},
    orm::Orm,
};

pub(crate) use ending::{end_all_but, lock_account};

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
        let ended = ending::end_one(&self.orm, user, session).await;
        ended.map_err(|error| Fault::new("end a session", error))
    }

    async fn end_all(&self, user: UserId) -> Result<(), Fault> {
        let ended = async {
            let tx = self.orm.begin().await?;
            lock_account(&tx, user).await?;
            end_all_but(&tx, user, None).await?;
            tx.commit().await
        };
        ended
            .await
            .map_err(|error| Fault::new("end all sessions", error))
    }

    async fn last_ending(&self) -> Result<Option<EndingMark>, Fault> {
        ending::last(&self.store).await
    }

    async fn ongoing(
        &self,
        sessions: &[SessionId],
        at: Timestamp,
    ) -> Result<Vec<SessionId>, Fault> {
        ending::ongoing(&self.orm, sessions, at)
            .await
            .map_err(|error| Fault::new("look which sessions go on", error))
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
        let forgotten = async {
            ending::end_expired(&self.orm, at).await?;
            self.forget(at).await
        };
        forgotten
            .await
            .map_err(|error| Fault::new("forget expired sessions", error))
    }
}

impl SqlSessions {
    async fn forget(&self, at: Timestamp) -> Result<(), DbErr> {
        let _turn = self.orm.turn().await;
        let now = Moment::of(at, self.orm.write.get_database_backend());
        ticket_row::Entity::delete_many()
            .filter(ticket_row::Column::ExpiresAt.lte(now))
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
