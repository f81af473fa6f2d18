//! Signing up, in and out.

use actix_web::web::Data;
use application::{LogIn, Register, SignedIn};
use protocol::{
    LoginForm, Problem, RefreshForm, RegisterForm, SessionEntry, SessionList, SocketTicket, Token,
};

use crate::Services;
use crate::answer::{Answer, created, nothing, ok};
use crate::extract::{By, ByDevice, Form, OfSession};

/// Open an account and sign in.
#[utoipa::path(
    post, path = "/api/auth/register", operation_id = "register", tag = "accounts",
    request_body = RegisterForm, security(()),
    responses(
        (status = 201, body = Token, description = "Signed in."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn register(
    services: Data<Services>,
    ByDevice(device): ByDevice,
    form: Form<RegisterForm>,
) -> Answer {
    let fields = form.0.parse()?;
    let order = Register {
        username: fields.username,
        email: fields.email,
        password: fields.password,
        device,
    };
    let signed_in = services.people.register(order).await?;
    created(&token(&signed_in))
}

/// Sign in.
#[utoipa::path(
    post, path = "/api/auth/login", operation_id = "log_in", tag = "accounts",
    request_body = LoginForm, security(()),
    responses(
        (status = 200, body = Token, description = "Signed in."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn log_in(
    services: Data<Services>,
    ByDevice(device): ByDevice,
    form: Form<LoginForm>,
) -> Answer {
    let (name, password) = form.0.parse()?;
    let order = LogIn {
        name,
        password,
        device,
    };
    let signed_in = services.people.log_in(order).await?;
    ok(&token(&signed_in))
}

/// Get the next pair of tokens of a session. A refresh token that was replaced before signs the
/// session out.
#[utoipa::path(
    post, path = "/api/auth/refresh", operation_id = "refresh", tag = "accounts",
    request_body = RefreshForm, security(()),
    responses(
        (status = 200, body = Token, description = "The next pair."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn refresh(services: Data<Services>, form: Form<RefreshForm>) -> Answer {
    let refresh_token = form.0.parse()?;
    let signed_in = services.people.prolong(&refresh_token).await?;
    ok(&token(&signed_in))
}

/// Sign this device out; its sockets close.
#[utoipa::path(
    post, path = "/api/auth/logout", operation_id = "log_out", tag = "accounts",
    responses(
        (status = 204, description = "Signed out."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn log_out(services: Data<Services>, By(caller, ()): By) -> Answer {
    services.people.log_out(&caller).await?;
    nothing()
}

/// Sign all devices out, this one included; their sockets close.
#[utoipa::path(
    post, path = "/api/auth/logout-all", operation_id = "log_out_everywhere", tag = "accounts",
    responses(
        (status = 204, description = "Signed out."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn log_out_everywhere(services: Data<Services>, By(caller, ()): By) -> Answer {
    services.people.log_out_everywhere(&caller).await?;
    nothing()
}

/// List the devices that are signed in.
#[utoipa::path(
    get, path = "/api/auth/sessions", operation_id = "list_sessions", tag = "accounts",
    responses(
        (status = 200, body = SessionList, description = "Last used first."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn sessions(services: Data<Services>, By(caller, ()): By) -> Answer {
    let open = services.people.sessions(&caller).await?;
    let entries = open.iter().map(|open| SessionEntry {
        id: open.session.id.get(),
        user_agent: open.session.device.as_str(),
        created_at: open.session.created_at.into(),
        last_used_at: open.session.used_at.into(),
        expires_at: open.session.expires_at.into(),
        current: open.is_current,
    });
    ok(&SessionList {
        sessions: entries.collect(),
    })
}

/// Sign one device out; its sockets close.
#[utoipa::path(
    delete, path = "/api/auth/sessions/{session_id}", operation_id = "end_session", tag = "accounts",
    params(("session_id" = uuid::Uuid, Path)),
    responses(
        (status = 204, description = "Signed out."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn end_session(
    services: Data<Services>,
    By(caller, OfSession(session)): By<OfSession>,
) -> Answer {
    services.people.end_session(&caller, session).await?;
    nothing()
}

/// Get a ticket that lets one socket in, so that no token stands in an address.
#[utoipa::path(
    post, path = "/api/auth/ws-ticket", operation_id = "issue_ticket", tag = "accounts",
    responses(
        (status = 200, body = SocketTicket, description = "The ticket."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn ticket(services: Data<Services>, By(caller, ()): By) -> Answer {
    let ticket = services.people.issue_ticket(&caller).await?;
    ok(&SocketTicket {
        ticket: &ticket.text,
        expires_in: ticket.expires_in.as_secs(),
    })
}

fn token(signed_in: &SignedIn) -> Token<'_> {
    Token {
        access_token: &signed_in.token.secret,
        token_type: "bearer",
        expires_in: signed_in.token.expires_in.as_secs(),
        refresh_token: &signed_in.refresh_token,
    }
}
