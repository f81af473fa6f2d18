//! One's own account, and who else is here.

use actix_web::web::Data;
use application::{ChangePassword, ReadDirectory, Shown};
use domain::{NameKey, SearchQuery};
use protocol::{
    Account, Connected, Fields, Given, NameCursor, PasswordForm, Problem, ProfileForm,
    PublicProfile, UserPage,
};

use crate::Services;
use crate::answer::{Answer, nothing, ok};
use crate::extract::{By, Form, OfUser, Query};
use crate::failed::Failed;

/// Show the caller's own account.
#[utoipa::path(
    get, path = "/api/auth/me", operation_id = "me", tag = "accounts",
    responses(
        (status = 200, body = Account, description = "The account."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn me(services: Data<Services>, By(caller, ()): By) -> Answer {
    let account = services.people.me(&caller).await?;
    ok(&Account::from(&account))
}

/// Change what the caller tells of themselves.
#[utoipa::path(
    patch, path = "/api/auth/me", operation_id = "edit_profile", tag = "accounts",
    request_body = ProfileForm,
    responses(
        (status = 200, body = Account, description = "The account as it is now."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn edit(
    services: Data<Services>,
    By(caller, form): By<Form<ProfileForm>>,
) -> Answer {
    let edit = form.0.parse()?;
    let account = services.people.edit_profile(&caller, edit).await?;
    ok(&Account::from(&account))
}

/// Change the caller's password; all other devices are signed out.
#[utoipa::path(
    post, path = "/api/auth/password", operation_id = "change_password", tag = "accounts",
    request_body = PasswordForm,
    responses(
        (status = 204, description = "Changed."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn change_password(
    services: Data<Services>,
    By(caller, form): By<Form<PasswordForm>>,
) -> Answer {
    let (current, new) = form.0.parse()?;
    let order = ChangePassword { current, new };
    services.people.change_password(&caller, order).await?;
    nothing()
}

/// List the people who have an account.
#[utoipa::path(
    get, path = "/api/users", operation_id = "list_users", tag = "accounts",
    params(
        ("q" = Option<String>, Query, description = "Only names that contain this."),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "50 unless given."),
        ("cursor" = Option<String>, Query, description = "The next_cursor of the page before."),
    ),
    responses(
        (status = 200, body = UserPage, description = "By name."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn list(services: Data<Services>, By(caller, query): By<Query>) -> Answer {
    let wanted = directory(&query)?;
    let page = services.people.directory(&caller, wanted).await?;
    ok(&UserPage {
        users: page.people.iter().map(profile).collect(),
        next_cursor: page.next.map(|key| NameCursor(key).encode()),
    })
}

/// Show one person.
#[utoipa::path(
    get, path = "/api/users/{user_id}", operation_id = "show_user", tag = "accounts",
    params(("user_id" = i64, Path, minimum = 1)),
    responses(
        (status = 200, body = PublicProfile, description = "The person."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn show(services: Data<Services>, By(caller, OfUser(user)): By<OfUser>) -> Answer {
    let shown = services.people.find(&caller, user).await?;
    ok(&profile(&shown))
}

/// Which people or accounts a query asks for.
pub(super) fn directory(query: &Query) -> Result<ReadDirectory, Failed> {
    let mut fields = Fields::new();
    let limit = query.number(&mut fields, "limit", 1..=100).unwrap_or(50);
    let words = match query.given("q") {
        Given::Value(text) if text.trim().is_empty() => Given::Missing,
        given => given,
    };
    let words = fields.optional("q", &words, |raw| SearchQuery::parse(raw));
    fields.finish(Some(()))?;
    let after = query.cursor(NameCursor::decode)?.map(|cursor| cursor.0);
    let name_contains = words.map(|words| NameKey::of(words.as_str()));
    Ok(ReadDirectory {
        name_contains,
        after,
        limit,
    })
}

fn profile(shown: &Shown) -> PublicProfile<'_> {
    let connected = match shown.is_connected {
        true => Connected::Yes,
        false => Connected::No,
    };
    PublicProfile::of(&shown.account, connected)
}
