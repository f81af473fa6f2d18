//! What administrators do to accounts.

use domain::{Account, Administer, AdministerRefused, UserId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, Set, sea_query::LockType,
};

use crate::{
    entity::{Moment, user},
    failed::Failed,
    orm::Orm,
    sessions::{end_all_but, lock_account},
};

/// Administrators' rows are locked in the order of their ids before one of them may stop being one,
/// then the account's, as by whoever begins a session.
pub(super) async fn administer(
    orm: &Orm,
    id: UserId,
    order: Administer,
) -> Result<Account, Failed<AdministerRefused>> {
    let tx = orm.begin().await?;
    let may_leave_none = matches!(order, Administer::Disable { .. } | Administer::Demote);
    let is_last = may_leave_none && is_last_administrator(&tx, id).await?;
    let found = lock_account(&tx, id).await?;
    let account = found.ok_or(Failed::Refused(AdministerRefused::NoSuchUser))?;
    if is_last {
        return Err(Failed::Refused(AdministerRefused::LastAdministrator));
    }
    let ends_sessions = matches!(
        order,
        Administer::Disable { .. } | Administer::ResetPassword(_)
    );
    let row = change(&tx, &account, order).update(&*tx).await?;
    if ends_sessions {
        end_all_but(&tx, id, None).await?;
    }
    tx.commit().await?;
    Ok(row.into())
}

async fn is_last_administrator(tx: &DatabaseTransaction, id: UserId) -> Result<bool, DbErr> {
    let administrators = user::Entity::find()
        .filter(user::Column::IsAdmin.eq(true))
        .filter(user::Column::DisabledAt.is_null())
        .order_by_asc(user::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?;
    Ok(matches!(administrators.as_slice(), [only] if only.id == id.get()))
}

fn change(tx: &DatabaseTransaction, account: &user::Model, order: Administer) -> user::ActiveModel {
    let mut row = user::ActiveModel {
        id: Set(account.id),
        ..Default::default()
    };
    match order {
        // Since when it has been disabled stays.
        Administer::Disable { .. } if account.disabled_at.is_some() => {}
        Administer::Disable { at } => {
            row.disabled_at = Set(Some(Moment::of(at, tx.get_database_backend())));
        }
        Administer::Enable => row.disabled_at = Set(None),
        Administer::Promote => row.is_admin = Set(true),
        Administer::Demote => row.is_admin = Set(false),
        Administer::ResetPassword(hash) => {
            row.hashed_password = Set(hash.expose().to_owned());
        }
    }
    row
}
