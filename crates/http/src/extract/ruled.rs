//! Requests of those who run the place.

use actix_web::dev::Payload;
use actix_web::{Error, FromRequest, HttpRequest};
use application::Administrator;
use futures_util::future::LocalBoxFuture;

use super::by::{services, sign_in};
use crate::failed::Failed;

/// A request of an administrator, with what else the route takes from it.
///
/// The right comes first: who has none learns nothing about the rest of their request.
pub(crate) struct Ruled<T = ()>(pub(crate) Administrator, pub(crate) T);

impl<T: FromRequest + 'static> FromRequest for Ruled<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let caller = sign_in(&request).await?;
            let people = &services(&request)?.people;
            let administrator = people.administrator(&caller).await.map_err(Failed::from)?;
            let rest = T::from_request(&request, &mut payload).await;
            Ok(Self(administrator, rest.map_err(Into::into)?))
        })
    }
}
