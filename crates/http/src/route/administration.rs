//! Running the place: for administrators only.

use actix_web::web::Data;
use application::{Administrator, Change};
use domain::{RoomId, RoomsQuery, UserId};
use protocol::{
    Activity, AdminAccount, AdminAccountPage, AdminRoom, AdminRoomPage, Day, Fields, IdCursor,
    NameCursor, NewPassword, Problem, RoleForm, Storage,
};

use super::people;
use crate::Services;
use crate::answer::{Answer, nothing, ok};
use crate::extract::{Form, InRoom, OfUser, Query, Ruled};

/// List all accounts.
#[utoipa::path(
    get, path = "/api/admin/users", operation_id = "admin_list_users", tag = "administration",
    params(
        ("q" = Option<String>, Query, description = "Only names that contain this."),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "50 unless given."),
        ("cursor" = Option<String>, Query, description = "The next_cursor of the page before."),
    ),
    responses(
        (status = 200, body = AdminAccountPage, description = "By name."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn users(services: Data<Services>, Ruled(by, query): Ruled<Query>) -> Answer {
    let wanted = people::directory(&query)?;
    let page = services.people.accounts(&by, wanted).await?;
    ok(&AdminAccountPage {
        users: page.accounts.iter().map(AdminAccount::from).collect(),
        next_cursor: page.next.map(|key| NameCursor(key).encode()),
    })
}

/// Make somebody an administrator, or no longer one.
#[utoipa::path(
    patch, path = "/api/admin/users/{user_id}", operation_id = "admin_set_role", tag = "administration",
    params(("user_id" = i64, Path, minimum = 1)), request_body = RoleForm,
    responses(
        (status = 200, body = AdminAccount, description = "The account as it is now."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn set_role(
    services: Data<Services>,
    Ruled(by, (OfUser(user), form)): Ruled<(OfUser, Form<RoleForm>)>,
) -> Answer {
    let change = match form.0.parse()? {
        true => Change::Promote,
        false => Change::Demote,
    };
    change_account(&services, &by, user, change).await
}

/// Disable an account: it lets nobody in, and its sockets close.
#[utoipa::path(
    post, path = "/api/admin/users/{user_id}/disable", operation_id = "admin_disable_user", tag = "administration",
    params(("user_id" = i64, Path, minimum = 1)),
    responses(
        (status = 200, body = AdminAccount, description = "The account as it is now."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn disable(
    services: Data<Services>,
    Ruled(by, OfUser(user)): Ruled<OfUser>,
) -> Answer {
    change_account(&services, &by, user, Change::Disable).await
}

/// Let the owner of a disabled account in again.
#[utoipa::path(
    post, path = "/api/admin/users/{user_id}/enable", operation_id = "admin_enable_user", tag = "administration",
    params(("user_id" = i64, Path, minimum = 1)),
    responses(
        (status = 200, body = AdminAccount, description = "The account as it is now."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn enable(
    services: Data<Services>,
    Ruled(by, OfUser(user)): Ruled<OfUser>,
) -> Answer {
    change_account(&services, &by, user, Change::Enable).await
}

async fn change_account(
    services: &Services,
    by: &Administrator,
    user: UserId,
    change: Change,
) -> Answer {
    let account = services.people.administer(by, user, change).await?;
    ok(&AdminAccount::from(&account))
}

/// Give somebody a new password, which is told this once; all their devices are signed out.
#[utoipa::path(
    post, path = "/api/admin/users/{user_id}/reset-password", operation_id = "admin_reset_password", tag = "administration",
    params(("user_id" = i64, Path, minimum = 1)),
    responses(
        (status = 200, body = NewPassword, description = "The new password."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn reset_password(
    services: Data<Services>,
    Ruled(by, OfUser(user)): Ruled<OfUser>,
) -> Answer {
    let password = services.people.reset_password(&by, user).await?;
    ok(&NewPassword {
        password: password.expose(),
    })
}

/// List all rooms, private ones too.
#[utoipa::path(
    get, path = "/api/admin/rooms", operation_id = "admin_list_rooms", tag = "administration",
    params(
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "50 unless given."),
        ("cursor" = Option<String>, Query, description = "The next_cursor of the page before."),
    ),
    responses(
        (status = 200, body = AdminRoomPage, description = "By id."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn rooms(services: Data<Services>, Ruled(by, query): Ruled<Query>) -> Answer {
    let mut fields = Fields::new();
    let limit = query.number(&mut fields, "limit", 1..=100).unwrap_or(50);
    fields.finish(Some(()))?;
    let after: Option<RoomId> = query.cursor(|text| IdCursor::decode(text)?.room())?;
    let page = services
        .overview
        .rooms(&by, RoomsQuery { after, limit })
        .await?;
    ok(&AdminRoomPage {
        rooms: page.rooms.iter().map(AdminRoom::from).collect(),
        next_cursor: page.next.map(|room| IdCursor::from(room).encode()),
    })
}

/// Delete any room.
#[utoipa::path(
    delete, path = "/api/admin/rooms/{room_id}", operation_id = "admin_delete_room", tag = "administration",
    params(("room_id" = i64, Path, minimum = 1)),
    responses(
        (status = 204, description = "Deleted."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn delete_room(
    services: Data<Services>,
    Ruled(by, InRoom(room)): Ruled<InRoom>,
) -> Answer {
    services.overview.demolish(&by, room).await?;
    nothing()
}

/// Tell how much there is.
#[utoipa::path(
    get, path = "/api/admin/storage", operation_id = "admin_storage", tag = "administration",
    responses(
        (status = 200, body = Storage, description = "The figures."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn storage(services: Data<Services>, Ruled(by, ()): Ruled) -> Answer {
    let holdings = services.overview.holdings(&by).await?;
    ok(&Storage::from(holdings))
}

/// Tell what happened day by day.
#[utoipa::path(
    get, path = "/api/admin/activity", operation_id = "admin_activity", tag = "administration",
    params(("days" = Option<u32>, Query, minimum = 1, maximum = 365, description = "30 unless given; today is one.")),
    responses(
        (status = 200, body = Activity, description = "Oldest day first."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn activity(services: Data<Services>, Ruled(by, query): Ruled<Query>) -> Answer {
    let mut fields = Fields::new();
    let days = query.number(&mut fields, "days", 1..=365).unwrap_or(30);
    fields.finish(Some(()))?;
    let counts = services.overview.days(&by, days).await?;
    ok(&Activity {
        days: counts.iter().map(Day::from).collect(),
    })
}
