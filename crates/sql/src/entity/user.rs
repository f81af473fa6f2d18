//! Table `users`.

use domain::{
    Account, Availability, Bio, Credentials, DisplayName, EmailAddress, PasswordHash, Person,
    Profile, UserId, Username,
};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait,
    EnumIter, PrimaryKeyTrait,
};

use super::Moment;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) username_key: String,
    pub(crate) email: String,
    pub(crate) email_key: String,
    pub(crate) hashed_password: String,
    pub(crate) created_at: Moment,
    pub(crate) display_name: Option<String>,
    pub(crate) bio: Option<String>,
    pub(crate) availability: String,
    pub(crate) is_admin: bool,
    pub(crate) disabled_at: Option<Moment>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Credentials {
    fn from(row: Model) -> Self {
        Self {
            password_hash: PasswordHash::new(row.hashed_password.clone()),
            account: row.into(),
        }
    }
}

impl From<Model> for Account {
    fn from(row: Model) -> Self {
        Self {
            id: UserId::restored(row.id),
            username: Username::restored(row.username),
            email: EmailAddress::restored(row.email),
            profile: Profile {
                display_name: row.display_name.map(DisplayName::restored),
                bio: row.bio.map(Bio::restored),
                availability: availability_named(&row.availability),
            },
            is_admin: row.is_admin,
            disabled_at: row.disabled_at.map(Moment::timestamp),
            created_at: row.created_at.timestamp(),
        }
    }
}

impl From<Model> for Person {
    fn from(row: Model) -> Self {
        Self {
            id: UserId::restored(row.id),
            username: Username::restored(row.username),
        }
    }
}

/// What the database calls an availability.
pub(crate) const fn availability_name(availability: Availability) -> &'static str {
    match availability {
        Availability::Online => "online",
        Availability::Away => "away",
        Availability::DoNotDisturb => "do_not_disturb",
    }
}

/// The availability that a name in the database means.
fn availability_named(name: &str) -> Availability {
    match name {
        "away" => Availability::Away,
        "do_not_disturb" => Availability::DoNotDisturb,
        _ => Availability::Online,
    }
}
