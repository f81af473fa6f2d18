//! Accounts, sessions and people, as they cross the wire.

use domain::{Availability, Bio, DisplayName, Password, ProfileEdit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{FieldErrors, Fields, Given, Time};

/// A sign-in.
#[derive(Serialize, ToSchema)]
pub struct Token<'a> {
    /// Shown with every request as `Authorization: Bearer`.
    pub access_token: &'a str,
    /// Always `bearer`.
    pub token_type: &'static str,
    /// For how many seconds the access token is good.
    pub expires_in: u64,
    /// Gets the next pair of tokens, once.
    pub refresh_token: &'a str,
}

/// Prolongs a session.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RefreshForm {
    /// The newest one of the session.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    pub refresh_token: Given<String>,
}

impl RefreshForm {
    /// The token. Any string will do: what was never given is refused, not malformed.
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut fields = Fields::new();
        let token = fields.required("refresh_token", &self.refresh_token, anything);
        fields.finish(token)
    }
}

/// Changes one's password.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct PasswordForm {
    /// The password until now.
    #[serde(default)]
    #[schema(value_type = String, format = Password, required = true)]
    pub current_password: Given<String>,
    /// 8 characters to 71 bytes.
    #[serde(default)]
    #[schema(value_type = String, format = Password, min_length = 8, required = true)]
    pub new_password: Given<String>,
}

impl PasswordForm {
    /// The password until now, as it was typed, and the one from now on.
    pub fn parse(&self) -> Result<(String, Password), FieldErrors> {
        let mut fields = Fields::new();
        let current = fields.required("current_password", &self.current_password, anything);
        let new = fields.required("new_password", &self.new_password, |raw| {
            Password::parse(raw)
        });
        fields.finish(current.zip(new))
    }
}

/// Changes one's profile; a missing field stays as it is, null or an empty text removes it.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ProfileForm {
    /// At most 50 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 50)]
    pub display_name: Given<String>,
    /// At most 500 characters; newlines are allowed.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub bio: Given<String>,
    /// Whether one wants to be spoken to.
    #[serde(default)]
    #[schema(value_type = Option<ChosenStatus>)]
    pub status: Given<String>,
}

/// Whether somebody wants to be spoken to while they are connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChosenStatus {
    /// Gladly.
    Online,
    /// They may not notice.
    Away,
    /// Better not.
    DoNotDisturb,
}

impl ProfileForm {
    /// Checks all fields; at least one must be there.
    pub fn parse(&self) -> Result<ProfileEdit, FieldErrors> {
        let mut fields = Fields::new();
        let display_name = emptied(&self.display_name).or_else(|| {
            fields.optional("display_name", &self.display_name, |raw| {
                DisplayName::parse(raw)
            })
        });
        let bio =
            emptied(&self.bio).or_else(|| fields.optional("bio", &self.bio, |raw| Bio::parse(raw)));
        let availability = fields.optional("status", &self.status, |raw| match raw.as_str() {
            "online" => Ok(Availability::Online),
            "away" => Ok(Availability::Away),
            "do_not_disturb" => Ok(Availability::DoNotDisturb),
            _ => Err("must be online, away or do_not_disturb"),
        });
        let given = [&self.display_name, &self.bio, &self.status];
        if given.iter().all(|it| **it == Given::Missing) {
            fields.refuse::<()>("display_name", "is required unless another field is given");
        }
        if self.status == Given::Null {
            fields.refuse::<()>("status", "must be a string");
        }
        fields.finish(Some(ProfileEdit {
            display_name,
            bio,
            availability,
        }))
    }
}

/// A text that is to be removed.
fn emptied<T>(given: &Given<String>) -> Option<Option<T>> {
    (*given == Given::Null).then_some(None)
}

#[expect(clippy::ptr_arg, reason = "a field's parser gets what the field holds")]
pub(crate) fn anything(raw: &String) -> Result<String, std::convert::Infallible> {
    Ok(raw.clone())
}

/// One's own profile.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Account<'a> {
    /// Identity.
    pub id: i64,
    /// Shown beside messages.
    pub username: &'a str,
    /// Told to nobody else.
    pub email: &'a str,
    /// The name to be shown by.
    #[schema(required = true)]
    pub display_name: Option<&'a str>,
    /// Where a picture is; always null so far.
    #[schema(required = true)]
    pub avatar_url: Option<&'a str>,
    /// A few words.
    #[schema(required = true)]
    pub bio: Option<&'a str>,
    /// Whether one wants to be spoken to.
    #[schema(value_type = ChosenStatus)]
    pub status: &'static str,
    /// Whether one runs the place.
    pub is_admin: bool,
    /// When it was opened.
    pub created_at: Time,
}

impl<'a> From<&'a domain::Account> for Account<'a> {
    fn from(account: &'a domain::Account) -> Self {
        let profile = &account.profile;
        Self {
            id: account.id.get(),
            username: account.username.as_str(),
            email: account.email.as_str(),
            display_name: profile.display_name.as_ref().map(DisplayName::as_str),
            avatar_url: None,
            bio: profile.bio.as_ref().map(Bio::as_str),
            status: availability(profile.availability),
            is_admin: account.is_admin,
            created_at: account.created_at.into(),
        }
    }
}

/// Somebody, as everybody may see them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PublicProfile<'a> {
    /// Identity.
    pub id: i64,
    /// Shown beside messages.
    pub username: &'a str,
    /// The name to be shown by.
    #[schema(required = true)]
    pub display_name: Option<&'a str>,
    /// Where a picture is; always null so far.
    #[schema(required = true)]
    pub avatar_url: Option<&'a str>,
    /// A few words.
    #[schema(required = true)]
    pub bio: Option<&'a str>,
    /// `offline`, or what they chose while they are connected.
    #[schema(value_type = Presence)]
    pub presence: &'static str,
}

/// Whether somebody is connected, and wants to be spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Connected.
    Online,
    /// Connected, but may not notice.
    Away,
    /// Connected, but better left alone.
    DoNotDisturb,
    /// Not connected.
    Offline,
}

impl<'a> PublicProfile<'a> {
    /// What everybody may know of an account.
    pub fn of(account: &'a domain::Account, connected: Connected) -> Self {
        let profile = &account.profile;
        Self {
            id: account.id.get(),
            username: account.username.as_str(),
            display_name: profile.display_name.as_ref().map(DisplayName::as_str),
            avatar_url: None,
            bio: profile.bio.as_ref().map(Bio::as_str),
            presence: match connected {
                Connected::Yes => availability(profile.availability),
                Connected::No => "offline",
            },
        }
    }
}

/// Whether a device of somebody is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connected {
    /// One is.
    Yes,
    /// None is.
    No,
}

/// A page of people by name.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct UserPage<'a> {
    /// By name.
    pub users: Vec<PublicProfile<'a>>,
    /// Where to read on; null at the end.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}

/// One device that is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SessionEntry<'a> {
    /// Identity, as in the `sid` claim of its access tokens.
    pub id: uuid::Uuid,
    /// What it called itself when it signed in.
    pub user_agent: &'a str,
    /// When it signed in.
    pub created_at: Time,
    /// When it last got a new pair of tokens.
    pub last_used_at: Time,
    /// When it is signed out unless it gets another pair.
    pub expires_at: Time,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The devices that are signed in.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SessionList<'a> {
    /// Last used first.
    pub sessions: Vec<SessionEntry<'a>>,
}

/// A one-use ticket for `/ws/connect?ticket=`.
#[derive(Serialize, ToSchema)]
pub struct SocketTicket<'a> {
    /// The ticket.
    pub ticket: &'a str,
    /// For how many seconds it is good.
    pub expires_in: u64,
}

const fn availability(availability: Availability) -> &'static str {
    match availability {
        Availability::Online => "online",
        Availability::Away => "away",
        Availability::DoNotDisturb => "do_not_disturb",
    }
}
