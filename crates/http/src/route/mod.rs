//! The routes, one file per area.

pub(crate) mod administration;
pub(crate) mod auth;
pub(crate) mod health;
pub(crate) mod members;
pub(crate) mod messages;
pub(crate) mod metrics;
pub(crate) mod people;
pub(crate) mod reading;
pub(crate) mod rooms;
pub(crate) mod search;

use actix_web::guard::{self, Guard};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, Resource, Route};

use crate::MetricsPage;
use crate::limit::{Limited, Limits};
use crate::watch::RoutePattern;
use crate::whole::whole;

pub use metrics::configure_metrics;

/// Makes every route known. `/api/rooms/discover` stands before `/api/rooms/{room_id}`, which would
/// match it too.
pub(crate) fn configure(config: &mut ServiceConfig, limits: &Limits, metrics: MetricsPage) {
    let limited = |limited, route| limits.guard(limited, route);
    let register = limited(Limited::Register, whole(auth::register));
    let log_in = limited(Limited::LogIn, whole(auth::log_in));
    let discover = limited(Limited::Discover, web::to(rooms::discover));
    let join = limited(Limited::Join, whole(rooms::join));
    let leave = limited(Limited::Leave, whole(rooms::leave));
    config
        .service(at("/health", [(Method::GET, web::to(health::alive))]))
        .service(at("/ready", [(Method::GET, web::to(health::ready))]))
        .service(at("/api/health/db", [(Method::GET, web::to(health::pool))]))
        .service(at("/api/auth/register", [(Method::POST, register)]))
        .service(at("/api/auth/login", [(Method::POST, log_in)]))
        .service(at("/api/rooms/discover", [(Method::GET, discover)]))
        .service(at("/api/rooms/{room_id}/join", [(Method::POST, join)]))
        .service(at("/api/rooms/{room_id}/leave", [(Method::POST, leave)]));
    match metrics {
        MetricsPage::Here => metrics::configure(config),
        MetricsPage::Elsewhere => {}
    }
    accounts(config);
    administration(config);
    rooms_and_members(config);
    history(config);
    all_messages(config);
}

fn accounts(config: &mut ServiceConfig) {
    let refresh = [(Method::POST, whole(auth::refresh))];
    let log_out = [(Method::POST, whole(auth::log_out))];
    let log_out_everywhere = [(Method::POST, whole(auth::log_out_everywhere))];
    let sessions = [(Method::GET, web::to(auth::sessions))];
    let end_session = [(Method::DELETE, whole(auth::end_session))];
    let ticket = [(Method::POST, whole(auth::ticket))];
    let password = [(Method::POST, whole(people::change_password))];
    let me = [
        (Method::GET, web::to(people::me)),
        (Method::PATCH, whole(people::edit)),
    ];
    config
        .service(at("/api/auth/refresh", refresh))
        .service(at("/api/auth/logout", log_out))
        .service(at("/api/auth/logout-all", log_out_everywhere))
        .service(at("/api/auth/sessions", sessions))
        .service(at("/api/auth/sessions/{session_id}", end_session))
        .service(at("/api/auth/ws-ticket", ticket))
        .service(at("/api/auth/password", password))
        .service(at("/api/auth/me", me))
        .service(at("/api/users", [(Method::GET, web::to(people::list))]))
        .service(at(
            "/api/users/{user_id}",
            [(Method::GET, web::to(people::show))],
        ));
}

fn administration(config: &mut ServiceConfig) {
    let role = [(Method::PATCH, whole(administration::set_role))];
    let disable = [(Method::POST, whole(administration::disable))];
    let enable = [(Method::POST, whole(administration::enable))];
    let reset = [(Method::POST, whole(administration::reset_password))];
    let users = [(Method::GET, web::to(administration::users))];
    let rooms = [(Method::GET, web::to(administration::rooms))];
    let delete_room = [(Method::DELETE, whole(administration::delete_room))];
    let storage = [(Method::GET, web::to(administration::storage))];
    let activity = [(Method::GET, web::to(administration::activity))];
    config
        .service(at("/api/admin/users", users))
        .service(at("/api/admin/users/{user_id}", role))
        .service(at("/api/admin/users/{user_id}/disable", disable))
        .service(at("/api/admin/users/{user_id}/enable", enable))
        .service(at("/api/admin/users/{user_id}/reset-password", reset))
        .service(at("/api/admin/rooms", rooms))
        .service(at("/api/admin/rooms/{room_id}", delete_room))
        .service(at("/api/admin/storage", storage))
        .service(at("/api/admin/activity", activity));
}

fn rooms_and_members(config: &mut ServiceConfig) {
    config
        .service(at(
            "/api/rooms",
            [
                (Method::GET, web::to(rooms::list)),
                (Method::POST, whole(rooms::open)),
            ],
        ))
        .service(at(
            "/api/rooms/{room_id}",
            [
                (Method::GET, web::to(rooms::show)),
                (Method::PATCH, whole(rooms::edit)),
                (Method::DELETE, whole(rooms::close)),
            ],
        ))
        .service(at(
            "/api/rooms/{room_id}/read",
            [(Method::PATCH, whole(rooms::mark_read))],
        ))
        .service(at(
            "/api/rooms/{room_id}/members",
            [
                (Method::GET, web::to(members::list)),
                (Method::POST, whole(members::add)),
            ],
        ))
        .service(at(
            "/api/rooms/{room_id}/members/{user_id}",
            [(Method::DELETE, whole(members::remove))],
        ));
}

fn history(config: &mut ServiceConfig) {
    config
        .service(at(
            "/api/rooms/{room_id}/messages",
            [(Method::GET, web::to(reading::page))],
        ))
        .service(at(
            "/api/rooms/{room_id}/messages/newer",
            [(Method::GET, web::to(reading::newer))],
        ))
        .service(at(
            "/api/rooms/{room_id}/messages/search",
            [(Method::GET, web::to(search::in_room))],
        ))
        .service(at(
            "/api/rooms/{room_id}/messages/{message_id}/context",
            [(Method::GET, web::to(reading::context))],
        ))
        .service(at(
            "/api/rooms/{room_id}/messages/{message_id}/reactions",
            [(Method::GET, web::to(reading::reactors))],
        ));
}

fn all_messages(config: &mut ServiceConfig) {
    config
        .service(at("/api/messages", [(Method::POST, whole(messages::post))]))
        .service(at(
            "/api/messages/{message_id}",
            [
                (Method::PATCH, whole(messages::edit)),
                (Method::DELETE, whole(messages::delete)),
            ],
        ))
        .service(at(
            "/api/messages/{message_id}/reactions",
            [(Method::POST, whole(messages::react))],
        ))
        .service(at(
            "/api/messages/{message_id}/reactions/{emoji}",
            [(Method::DELETE, whole(messages::unreact))],
        ))
        .service(at(
            "/api/search",
            [(Method::GET, web::to(search::everywhere))],
        ))
        .service(at("/api/unread", [(Method::GET, web::to(reading::unread))]));
}

/// An address, and what it offers; any other method is answered 405 with what it does offer.
pub(crate) fn at<const N: usize>(path: &'static str, routes: [(Method, Route); N]) -> Resource {
    let methods: Vec<_> = routes.iter().map(|(method, _)| method.as_str()).collect();
    let allow = HeaderValue::try_from(methods.join(", "));
    let allow = allow.unwrap_or(HeaderValue::from_static(""));
    let resource = routes
        .into_iter()
        .fold(web::resource(path), |resource, (method, route)| {
            resource.route(route.guard(offers(method)))
        });
    let resource = resource.app_data(RoutePattern(path));
    resource.default_service(web::to(move || {
        let allow = allow.clone();
        async move {
            HttpResponse::MethodNotAllowed()
                .insert_header((header::ALLOW, allow))
                .finish()
        }
    }))
}

/// Whoever offers GET offers HEAD; the framework leaves the body away.
fn offers(method: Method) -> impl Guard {
    guard::fn_guard(move |context| {
        let asked = &context.head().method;
        *asked == method || (*asked == Method::HEAD && method == Method::GET)
    })
}
