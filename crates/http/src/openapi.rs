//! The interface as an OpenAPI document, from which the web client's types are generated.

use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::route::{
    administration, auth, health, members, messages, people, reading, rooms, search,
};

/// The document, as it is committed in `web/src/protocol/openapi.json`.
pub fn openapi_json() -> String {
    let mut text = Document::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rostra",
        description = "Real-time chat: rooms, history, search, reactions. What a socket at /ws/connect hears and says is described by the components ServerEvent and ClientAction.",
        license(name = "MIT"),
    ),
    paths(
        auth::register, auth::log_in, auth::refresh, auth::log_out, auth::log_out_everywhere,
        auth::sessions, auth::end_session, auth::ticket,
        people::me, people::edit, people::change_password, people::list, people::show,
        administration::users, administration::set_role, administration::disable,
        administration::enable, administration::reset_password, administration::rooms,
        administration::delete_room, administration::storage, administration::activity,
        rooms::list, rooms::discover, rooms::open, rooms::show, rooms::edit, rooms::close,
        rooms::join, rooms::leave, rooms::mark_read,
        members::list, members::add, members::remove,
        messages::post, messages::edit, messages::delete, messages::react, messages::unreact,
        reading::page, reading::newer, reading::context, reading::reactors, reading::unread,
        search::in_room, search::everywhere,
        health::alive, health::ready, health::pool,
    ),
    components(schemas(protocol::ServerEvent, protocol::ClientActionSchema)),
    security(("bearer" = [])),
    modifiers(&Bearer),
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", scheme);
    }
}
