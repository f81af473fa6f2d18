//! Who has an account.

mod administer;
mod password;
mod profile;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Account, AccountTaken, Accounts, Administer, AdministerRefused, Credentials, DirectoryQuery,
    Fault, NameKey, NewAccount, NewPassword, PasswordChanged, ProfileEdit, StoreError, UserId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, Set, SqlErr,
};

use crate::{
    entity::{Moment, user},
    orm::Orm,
};

/// The accounts of either database.
pub(crate) struct SqlAccounts {
    pub(crate) orm: Arc<Orm>,
}

#[async_trait]
impl Accounts for SqlAccounts {
    async fn open(&self, order: NewAccount) -> Result<Account, StoreError<AccountTaken>> {
        let broke = |error| StoreError::Fault(Fault::new("open an account", error));
        let username = order.username.key();
        match self.insert(order).await {
            Ok(row) => Ok(row.into()),
            Err(error) if is_taken(&error) => {
                let taken = self.by_key(&username).await.map_err(broke)?.is_some();
                let which = if taken {
                    AccountTaken::Username
                } else {
                    AccountTaken::Email
                };
                Err(StoreError::Conflict(which))
            }
            Err(error) => Err(broke(error)),
        }
    }

    async fn find(&self, user: UserId) -> Result<Option<Account>, Fault> {
        let found = user::Entity::find_by_id(user.get())
            .one(&self.orm.read)
            .await;
        let row = found.map_err(|error| Fault::new("find an account", error))?;
        Ok(row.map(Account::from))
    }

    async fn credentials(&self, username: &NameKey) -> Result<Option<Credentials>, Fault> {
        let found = self.by_key(username).await;
        let row = found.map_err(|error| Fault::new("look up a sign-in", error))?;
        Ok(row.map(Credentials::from))
    }

    async fn credentials_of(&self, user: UserId) -> Result<Option<Credentials>, Fault> {
        let found = user::Entity::find_by_id(user.get())
            .one(&self.orm.read)
            .await;
        let row = found.map_err(|error| Fault::new("look up a password", error))?;
        Ok(row.map(Credentials::from))
    }

    async fn edit(&self, user: UserId, edit: ProfileEdit) -> Result<Option<Account>, Fault> {
        let edited = profile::edit(&self.orm, user, edit).await;
        edited.map_err(|error| Fault::new("change a profile", error))
    }

    async fn directory(&self, query: &DirectoryQuery) -> Result<Vec<Account>, Fault> {
        let found = profile::directory(&self.orm, query).await;
        found.map_err(|error| Fault::new("list people", error))
    }

    async fn administer(
        &self,
        user: UserId,
        order: Administer,
    ) -> Result<Account, StoreError<AdministerRefused>> {
        let done = administer::administer(&self.orm, user, order).await;
        done.map_err(|failed| failed.doing("administer an account"))
    }

    async fn change_password(&self, order: NewPassword) -> Result<(), StoreError<PasswordChanged>> {
        let changed = password::change(&self.orm, order).await;
        changed.map_err(|failed| failed.doing("change a password"))
    }
}

impl SqlAccounts {
    async fn insert(&self, order: NewAccount) -> Result<user::Model, DbErr> {
        let tx = self.orm.begin().await?;
        let backend = tx.get_database_backend();
        let is_admin = is_first(&tx).await?;
        let row = user::ActiveModel {
            username_key: Set(order.username.key().as_str().to_owned()),
            username: Set(order.username.into_string()),
            email_key: Set(order.email.key().as_str().to_owned()),
            email: Set(order.email.into_string()),
            hashed_password: Set(order.password_hash.expose().to_owned()),
            created_at: Set(Moment::of(order.created_at, backend)),
            is_admin: Set(is_admin),
            ..Default::default()
        };
        let opened = row.insert(&*tx).await?;
        tx.commit().await?;
        Ok(opened)
    }

    async fn by_key(&self, username: &NameKey) -> Result<Option<user::Model>, DbErr> {
        user::Entity::find()
            .filter(user::Column::UsernameKey.eq(username.as_str()))
            .one(&self.orm.read)
            .await
    }
}

/// Whether the account that is being opened is the first of all. Of concurrent ones exactly one gets
/// the row by which that is claimed; the others wait for it.
async fn is_first(tx: &DatabaseTransaction) -> Result<bool, DbErr> {
    if user::Entity::find().one(tx).await?.is_some() {
        return Ok(false);
    }
    let claim = "INSERT INTO server_state (name, value) VALUES ('first_account', 'opened') \
        ON CONFLICT (name) DO NOTHING";
    let claimed = tx.execute_unprepared(claim).await?;
    Ok(claimed.rows_affected() > 0)
}

/// Whether a name that must be unique is taken.
pub(crate) fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
