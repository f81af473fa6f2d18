//! Memberships begin and end. Each change locks the room first, as a send does, so a message is
//! stored either before its author left or not at all.

use domain::{
    AddRefused, JoinRefused, LeaveRefused, Member, RemoveRefused, RoomId, RoomKind, Seat,
    Timestamp, UserId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QuerySelect, Set, sea_query::LockType,
};

use super::{CLOSED, kind_named};
use crate::{
    entity::{Moment, membership, room, user},
    failed::Failed,
    orm::Orm,
};

pub(super) async fn join(
    orm: &Orm,
    id: RoomId,
    user: UserId,
    at: Timestamp,
) -> Result<Seat, Failed<JoinRefused>> {
    let tx = orm.begin().await?;
    let found = lock(&tx, id).await?;
    let room = found.ok_or(Failed::Refused(JoinRefused::NoSuchRoom))?;
    if find(&tx, room.id, user).await?.is_some() {
        return Err(Failed::Refused(JoinRefused::AlreadyAMember));
    }
    if kind_named(&room.kind) == RoomKind::Private {
        return Err(Failed::Refused(JoinRefused::NoSuchRoom));
    }
    let seat = sit_down(&tx, room, user, at).await?;
    tx.commit().await?;
    Ok(seat)
}

pub(super) async fn leave(orm: &Orm, id: RoomId, user: UserId) -> Result<(), Failed<LeaveRefused>> {
    let tx = orm.begin().await?;
    let found = lock(&tx, id).await?;
    let room = found.ok_or(Failed::Refused(LeaveRefused::NoSuchRoom))?;
    let Some(seat) = find(&tx, room.id, user).await? else {
        return Err(Failed::Refused(match kind_named(&room.kind) {
            RoomKind::Public => LeaveRefused::NotAMember,
            RoomKind::Private => LeaveRefused::NoSuchRoom,
        }));
    };
    if room.created_by == user.get() {
        return Err(Failed::Refused(LeaveRefused::CreatorCannotLeave));
    }
    stand_up(&tx, &room, &seat).await?;
    tx.commit().await?;
    Ok(())
}

/// Who adds whom.
pub(super) struct Invitation {
    pub(super) room: RoomId,
    pub(super) by: UserId,
    pub(super) user: UserId,
    pub(super) at: Timestamp,
}

pub(super) async fn add(orm: &Orm, order: Invitation) -> Result<Member, Failed<AddRefused>> {
    let tx = orm.begin().await?;
    let found = lock(&tx, order.room).await?;
    let room = found.ok_or(Failed::Refused(AddRefused::NoSuchRoom))?;
    let kind = kind_named(&room.kind);
    let by_member = find(&tx, room.id, order.by).await?.is_some();
    match (kind, by_member) {
        (RoomKind::Private, true) => {}
        (RoomKind::Private, false) => return Err(Failed::Refused(AddRefused::NoSuchRoom)),
        (RoomKind::Public, true) => return Err(Failed::Refused(AddRefused::PublicRoom)),
        (RoomKind::Public, false) => return Err(Failed::Refused(AddRefused::NotAMember)),
    }
    let found = user::Entity::find_by_id(order.user.get()).one(&*tx).await?;
    let person = found.ok_or(Failed::Refused(AddRefused::NoSuchUser))?;
    if find(&tx, room.id, order.user).await?.is_some() {
        return Err(Failed::Refused(AddRefused::AlreadyAMember));
    }
    sit_down(&tx, room, order.user, order.at).await?;
    tx.commit().await?;
    Ok(Member {
        person: person.into(),
        joined_at: order.at,
    })
}

pub(super) async fn remove(
    orm: &Orm,
    id: RoomId,
    by: UserId,
    user: UserId,
) -> Result<(), Failed<RemoveRefused>> {
    let tx = orm.begin().await?;
    let found = lock(&tx, id).await?;
    let room = found.ok_or(Failed::Refused(RemoveRefused::NoSuchRoom))?;
    if room.created_by != by.get() {
        let seen =
            kind_named(&room.kind) == RoomKind::Public || find(&tx, room.id, by).await?.is_some();
        let refused = if seen {
            RemoveRefused::NotTheCreator
        } else {
            RemoveRefused::NoSuchRoom
        };
        return Err(Failed::Refused(refused));
    }
    if user == by {
        return Err(Failed::Refused(RemoveRefused::CreatorCannotLeave));
    }
    let seat = find(&tx, room.id, user).await?;
    let seat = seat.ok_or(Failed::Refused(RemoveRefused::NoSuchMember))?;
    stand_up(&tx, &room, &seat).await?;
    tx.commit().await?;
    Ok(())
}

/// The room, unless it is deleted, held until the transaction ends; statements that follow see what was
/// committed before.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: RoomId,
) -> Result<Option<room::Model>, DbErr> {
    room::Entity::find_by_id(id.get())
        .filter(room::Column::Kind.ne(CLOSED))
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await
}

/// The membership of `user`, if any.
pub(super) async fn find(
    tx: &DatabaseTransaction,
    room: i64,
    user: UserId,
) -> Result<Option<membership::Model>, DbErr> {
    membership::Entity::find()
        .filter(membership::Column::UserId.eq(user.get()))
        .filter(membership::Column::RoomId.eq(room))
        .one(tx)
        .await
}

/// A membership begins, with everything in the room counted as read.
pub(super) async fn sit_down(
    tx: &DatabaseTransaction,
    room: room::Model,
    user: UserId,
    at: Timestamp,
) -> Result<Seat, DbErr> {
    let now = Moment::of(at, tx.get_database_backend());
    let seat = membership::ActiveModel {
        user_id: Set(user.get()),
        room_id: Set(room.id),
        joined_at: Set(now),
        last_read_seq: Set(room.last_seq),
        last_read_at: Set(now),
        ..Default::default()
    };
    let membership = seat.insert(tx).await?.into();
    let room = count(tx, &room, 1).await?.into();
    Ok(Seat { room, membership })
}

async fn stand_up(
    tx: &DatabaseTransaction,
    room: &room::Model,
    seat: &membership::Model,
) -> Result<(), DbErr> {
    membership::Entity::delete_by_id(seat.id).exec(tx).await?;
    count(tx, room, -1).await.map(drop)
}

async fn count(
    tx: &DatabaseTransaction,
    room: &room::Model,
    change: i64,
) -> Result<room::Model, DbErr> {
    let row = room::ActiveModel {
        id: Set(room.id),
        member_count: Set(room.member_count + change),
        ..Default::default()
    };
    row.update(tx).await
}
