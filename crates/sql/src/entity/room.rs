//! Table `rooms`.

use domain::{Room, RoomDescription, RoomId, RoomName, Seq, UserId, Version};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait,
    EnumIter, PrimaryKeyTrait,
};

use super::Moment;
use crate::rooms::kind_named;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rooms")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) name_key: String,
    pub(crate) description: Option<String>,
    pub(crate) kind: String,
    pub(crate) created_by: i64,
    pub(crate) created_at: Moment,
    pub(crate) member_count: i64,
    pub(crate) last_seq: i64,
    pub(crate) version: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Room {
    fn from(row: Model) -> Self {
        Self {
            id: RoomId::restored(row.id),
            name: RoomName::restored(row.name),
            description: row.description.map(RoomDescription::restored),
            kind: kind_named(&row.kind),
            created_by: UserId::restored(row.created_by),
            created_at: row.created_at.timestamp(),
            member_count: row.member_count,
            last_seq: Seq::restored(row.last_seq),
            version: Version::restored(row.version),
        }
    }
}
