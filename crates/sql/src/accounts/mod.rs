//! Who has an account.

mod password;
mod profile;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Account, AccountTaken, Accounts, Credentials, DirectoryQuery, Fault, NameKey, NewAccount,
    NewPassword, PasswordChanged, ProfileEdit, StoreError, UserId,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, QueryFilter, Set, SqlErr};

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

    async fn change_password(&self, order: NewPassword) -> Result<(), StoreError<PasswordChanged>> {
        let changed = password::change(&self.orm, order).await;
        changed.map_err(|failed| failed.doing("change a password"))
    }
}

impl SqlAccounts {
    async fn insert(&self, order: NewAccount) -> Result<user::Model, DbErr> {
        let backend = self.orm.write.get_database_backend();
        let row = user::ActiveModel {
            username_key: Set(order.username.key().as_str().to_owned()),
            username: Set(order.username.into_string()),
            email_key: Set(order.email.key().as_str().to_owned()),
            email: Set(order.email.into_string()),
            hashed_password: Set(order.password_hash.expose().to_owned()),
            created_at: Set(Moment::of(order.created_at, backend)),
            ..Default::default()
        };
        let _turn = self.orm.turn().await;
        row.insert(&self.orm.write).await
    }

    async fn by_key(&self, username: &NameKey) -> Result<Option<user::Model>, DbErr> {
        user::Entity::find()
            .filter(user::Column::UsernameKey.eq(username.as_str()))
            .one(&self.orm.read)
            .await
    }
}

/// Whether a name that must be unique is taken.
pub(crate) fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
