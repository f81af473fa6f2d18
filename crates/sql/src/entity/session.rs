//! Table `sessions`.

use domain::{DeviceName, Session, SessionId, UserId};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait,
    EnumIter, PrimaryKeyTrait, Uuid,
};

use super::Moment;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) user_id: i64,
    pub(crate) secret: Vec<u8>,
    pub(crate) generation: i64,
    pub(crate) device: String,
    pub(crate) created_at: Moment,
    pub(crate) used_at: Moment,
    pub(crate) expires_at: Moment,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Session {
    fn from(row: Model) -> Self {
        Self {
            id: SessionId::new(row.id),
            user: UserId::restored(row.user_id),
            device: DeviceName::restored(row.device),
            created_at: row.created_at.timestamp(),
            used_at: row.used_at.timestamp(),
            expires_at: row.expires_at.timestamp(),
        }
    }
}
