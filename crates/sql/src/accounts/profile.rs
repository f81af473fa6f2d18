//! What people tell of themselves, and finding them.

use domain::{Account, Bio, DirectoryQuery, DisplayName, NameKey, ProfileEdit, UserId, Whom};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, sea_query::Expr,
};

use crate::{
    entity::user::{self, availability_name},
    orm::Orm,
};

pub(super) async fn edit(
    orm: &Orm,
    user: UserId,
    edit: ProfileEdit,
) -> Result<Option<Account>, DbErr> {
    let tx = orm.begin().await?;
    let Some(found) = user::Entity::find_by_id(user.get()).one(&*tx).await? else {
        return Ok(None);
    };
    let row = user::ActiveModel {
        id: Set(found.id),
        display_name: given(edit.display_name, DisplayName::into_string),
        bio: given(edit.bio, Bio::into_string),
        availability: match edit.availability {
            Some(availability) => Set(availability_name(availability).to_owned()),
            None => ActiveValue::NotSet,
        },
        ..Default::default()
    };
    let is_changed = row.display_name.is_set() || row.bio.is_set() || row.availability.is_set();
    let row = match is_changed {
        true => row.update(&*tx).await?,
        false => found,
    };
    tx.commit().await?;
    Ok(Some(row.into()))
}

fn given<T>(edit: Option<Option<T>>, write: fn(T) -> String) -> ActiveValue<Option<String>> {
    match edit {
        Some(text) => Set(text.map(write)),
        None => ActiveValue::NotSet,
    }
}

pub(super) async fn directory(orm: &Orm, query: &DirectoryQuery) -> Result<Vec<Account>, DbErr> {
    let after = query.after.as_ref().map_or("", NameKey::as_str);
    let mut people = user::Entity::find().filter(user::Column::UsernameKey.gt(after));
    if query.whom == Whom::Enabled {
        people = people.filter(user::Column::DisabledAt.is_null());
    }
    if let Some(part) = &query.name_contains {
        let place = match orm.read.get_database_backend() {
            sea_orm::DbBackend::Sqlite => "instr(username_key, ?) > 0",
            _ => "strpos(username_key, $1) > 0",
        };
        people = people.filter(Expr::cust_with_values(place, [part.as_str()]));
    }
    let rows = people
        .order_by_asc(user::Column::UsernameKey)
        .limit(u64::from(query.limit))
        .all(&orm.read)
        .await?;
    Ok(rows.into_iter().map(Account::from).collect())
}
