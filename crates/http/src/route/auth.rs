//! Accounts and sign-in (contract, section 2).

use actix_web::web::Data;
use application::{Register, SignedIn};
use protocol::{Account, LoginForm, Problem, RegisterForm, Token};

use crate::Services;
use crate::answer::{Answer, created, ok};
use crate::extract::{By, Form};

/// Open an account and sign in.
#[utoipa::path(
    post, path = "/api/auth/register", operation_id = "register", tag = "accounts",
    request_body = RegisterForm, security(()),
    responses(
        (status = 201, body = Token, description = "Signed in."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn register(services: Data<Services>, form: Form<RegisterForm>) -> Answer {
    let fields = form.0.parse()?;
    let order = Register {
        username: fields.username,
        email: fields.email,
        password: fields.password,
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
pub(crate) async fn log_in(services: Data<Services>, form: Form<LoginForm>) -> Answer {
    let (name, password) = form.0.parse()?;
    let signed_in = services.people.log_in(&name, &password).await?;
    ok(&token(&signed_in))
}

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

fn token(signed_in: &SignedIn) -> Token<'_> {
    Token {
        access_token: &signed_in.token.secret,
        token_type: "bearer",
        expires_in: signed_in.token.expires_in.as_secs(),
    }
}
