//! Table `user_room`.

use domain::{Membership, ReadMarker, RoomId, Seq, UserId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait,
    EnumIter, PrimaryKeyTrait,
};

use super::Moment;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_room")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) user_id: i64,
    pub(crate) room_id: i64,
    pub(crate) joined_at: Moment,
    pub(crate) last_read_seq: i64,
    pub(crate) last_read_at: Moment,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Membership {
    fn from(row: Model) -> Self {
        let read = ReadMarker {
            seq: Seq::restored(row.last_read_seq),
            at: row.last_read_at.timestamp(),
        };
        let (room, user) = (RoomId::restored(row.room_id), UserId::restored(row.user_id));
        Self::found(room, user, row.joined_at.timestamp(), read)
    }
}
