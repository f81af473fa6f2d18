//! How the process is.

use actix_web::web::Data;
use protocol::{Code, DatabaseHealth, Problem, Status};

use crate::Services;
use crate::answer::{Answer, ok};
use crate::extract::By;

/// Tell that the process is alive.
#[utoipa::path(
    get, path = "/health", operation_id = "alive", tag = "operations", security(()),
    responses((status = 200, body = Status, description = "Alive.")),
)]
pub(crate) async fn alive() -> Answer {
    ok(&Status::OK)
}

/// Tell whether new work is welcome.
#[utoipa::path(
    get, path = "/ready", operation_id = "ready", tag = "operations", security(()),
    responses(
        (status = 200, body = Status, description = "Ready."),
        (status = 503, body = Problem, content_type = "application/problem+json", description = "The database does not answer, or the process is about to stop."),
    ),
)]
pub(crate) async fn ready(services: Data<Services>) -> Answer {
    if services.health.is_ready().await {
        ok(&Status::OK)
    } else {
        Err(Code::Unavailable.into())
    }
}

/// Tell how the connections to the database are used.
#[utoipa::path(
    get, path = "/api/health/db", operation_id = "database_health", tag = "operations",
    responses(
        (status = 200, body = DatabaseHealth, description = "The pool's figures."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn pool(services: Data<Services>, By(_caller, ()): By) -> Answer {
    let figures = services.health.pool().await?;
    ok(&DatabaseHealth {
        pool_size: figures.size,
        checked_out: figures.checked_out,
        overflow: figures.overflow,
        status: "ok",
    })
}
