//! Passwords change, and with them who is signed in.

use domain::{NewPassword, PasswordChanged};
use sea_orm::{ActiveModelTrait, Set};

use crate::{
    entity::user,
    failed::Failed,
    orm::Orm,
    sessions::{end_all_but, lock_account},
};

/// The account's row is locked first, as by whoever begins a session.
pub(super) async fn change(orm: &Orm, order: NewPassword) -> Result<(), Failed<PasswordChanged>> {
    let tx = orm.begin().await?;
    let account = lock_account(&tx, order.user).await?;
    let account = account.filter(|it| it.hashed_password == order.replaces.expose());
    let account = account.ok_or(Failed::Refused(PasswordChanged))?;
    let row = user::ActiveModel {
        id: Set(account.id),
        hashed_password: Set(order.password_hash.expose().to_owned()),
        ..Default::default()
    };
    row.update(&*tx).await?;
    end_all_but(&tx, order.user, Some(order.keep)).await?;
    tx.commit().await?;
    Ok(())
}
