//! Who asks.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, web};
use application::Caller;
use domain::Fault;
use futures_util::future::LocalBoxFuture;
use protocol::Code;
use tracing::Span;

use crate::Services;
use crate::failed::Failed;

/// A request of somebody who proved who they are, with what else the route takes from it.
///
/// The caller comes first: who is not signed in learns nothing about the rest of their request.
pub(crate) struct By<T = ()>(pub(crate) Caller, pub(crate) T);

impl<T: FromRequest + 'static> FromRequest for By<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let caller = sign_in(&request).await?;
            Span::current().record("user.id", caller.user().get());
            let rest = T::from_request(&request, &mut payload).await;
            Ok(Self(caller, rest.map_err(Into::into)?))
        })
    }
}

/// Who shows the bearer token of this request; a middleware that asked before left the answer.
pub(crate) async fn sign_in(request: &HttpRequest) -> Result<Caller, Failed> {
    let known = request.extensions().get::<Caller>().cloned();
    if let Some(caller) = known {
        return Ok(caller);
    }
    let token = bearer(request).ok_or(Code::NotAuthenticated)?;
    Ok(services(request)?.people.authenticate(token).await?)
}

/// The use cases behind the routes.
pub(super) fn services(request: &HttpRequest) -> Result<&Services, Failed> {
    let services = request.app_data::<web::Data<Services>>();
    let missing = || Fault::new("find the services", "the application is not configured");
    services
        .map(|data| data.get_ref())
        .ok_or_else(|| missing().into())
}

fn bearer(request: &HttpRequest) -> Option<&str> {
    let header = request
        .headers()
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?;
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
