//! What signs in, and from where.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use application::Device;
use domain::DeviceName;

use crate::HttpSettings;

/// The client's `User-Agent`, fit to be shown, and its address.
pub(crate) struct ByDevice(pub(crate) Device);

impl FromRequest for ByDevice {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let agent = request.headers().get(header::USER_AGENT);
        let agent = agent.map(|it| String::from_utf8_lossy(it.as_bytes()));
        let settings = request.app_data::<web::Data<HttpSettings>>();
        let address = settings.and_then(|it| it.trusted_proxies.client(request.head()));
        ready(Ok(Self(Device {
            name: DeviceName::of(&agent.unwrap_or_default()),
            address,
        })))
    }
}
