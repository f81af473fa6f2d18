//! What creators do: open a room, rename it, close it.

use std::sync::Arc;

use domain::{
    CloseRefused, NameTaken, NewRoom, Room, RoomDescription, RoomEdit, RoomEditRefused, RoomId,
    RoomKind, Seat, UserId,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, Set};

use super::{clearing, kind_name, kind_named, seating};
use crate::{
    accounts::is_taken,
    entity::{Moment, room},
    failed::Failed,
    orm::Orm,
};

pub(super) async fn open(orm: &Orm, order: NewRoom) -> Result<Seat, Failed<NameTaken>> {
    let tx = orm.begin().await?;
    let (creator, at) = (order.creator, order.created_at);
    let opened = insert(&tx, order).await.map_err(|error| {
        if is_taken(&error) {
            Failed::Refused(NameTaken)
        } else {
            Failed::Broke(error)
        }
    })?;
    let seat = seating::sit_down(&tx, opened, creator, at).await?;
    tx.commit().await?;
    Ok(seat)
}

async fn insert(tx: &DatabaseTransaction, order: NewRoom) -> Result<room::Model, DbErr> {
    let row = room::ActiveModel {
        name_key: Set(order.name.key().as_str().to_owned()),
        name: Set(order.name.into_string()),
        description: Set(order.description.map(RoomDescription::into_string)),
        kind: Set(kind_name(order.kind).to_owned()),
        created_by: Set(order.creator.get()),
        created_at: Set(Moment::of(order.created_at, tx.get_database_backend())),
        member_count: Set(0),
        last_seq: Set(0),
        version: Set(0),
        ..Default::default()
    };
    row.insert(tx).await
}

pub(super) async fn edit(
    orm: &Orm,
    id: RoomId,
    by: UserId,
    edit: RoomEdit,
) -> Result<Room, Failed<RoomEditRefused>> {
    let tx = orm.begin().await?;
    let found = seating::lock(&tx, id).await?;
    let room = found.ok_or(Failed::Refused(RoomEditRefused::NoSuchRoom))?;
    if room.created_by != by.get() {
        let seen = sees(&tx, &room, by).await?;
        let refused = if seen {
            RoomEditRefused::NotTheCreator
        } else {
            RoomEditRefused::NoSuchRoom
        };
        return Err(Failed::Refused(refused));
    }
    if edit.name.is_none() && edit.description.is_none() {
        return Ok(room.into());
    }
    let mut row = room::ActiveModel {
        id: Set(room.id),
        ..Default::default()
    };
    if let Some(name) = edit.name {
        row.name_key = Set(name.key().as_str().to_owned());
        row.name = Set(name.into_string());
    }
    if let Some(description) = edit.description {
        row.description = Set(description.map(RoomDescription::into_string));
    }
    let edited = row.update(&*tx).await.map_err(|error| {
        if is_taken(&error) {
            Failed::Refused(RoomEditRefused::NameTaken)
        } else {
            Failed::Broke(error)
        }
    })?;
    tx.commit().await?;
    Ok(edited.into())
}

pub(super) async fn close(
    orm: &Arc<Orm>,
    id: RoomId,
    by: UserId,
) -> Result<(), Failed<CloseRefused>> {
    let tx = orm.begin().await?;
    let found = seating::lock(&tx, id).await?;
    let room = found.ok_or(Failed::Refused(CloseRefused::NoSuchRoom))?;
    if room.created_by != by.get() {
        let seen = sees(&tx, &room, by).await?;
        let refused = if seen {
            CloseRefused::NotTheCreator
        } else {
            CloseRefused::NoSuchRoom
        };
        return Err(Failed::Refused(refused));
    }
    Ok(clearing::delete(orm, tx, room).await?)
}

pub(super) async fn demolish(orm: &Arc<Orm>, id: RoomId) -> Result<(), Failed<CloseRefused>> {
    let tx = orm.begin().await?;
    let found = seating::lock(&tx, id).await?;
    let room = found.ok_or(Failed::Refused(CloseRefused::NoSuchRoom))?;
    Ok(clearing::delete(orm, tx, room).await?)
}

/// Whether the room may be known to `user` at all.
async fn sees(tx: &DatabaseTransaction, room: &room::Model, user: UserId) -> Result<bool, DbErr> {
    match kind_named(&room.kind) {
        RoomKind::Public => Ok(true),
        RoomKind::Private => Ok(seating::find(tx, room.id, user).await?.is_some()),
    }
}
