//! Whose requests are counted together.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use actix_governor::KeyExtractor;
use actix_governor::governor::NotUntil;
use actix_governor::governor::clock::{Clock, DefaultClock, QuantaInstant};
use actix_web::dev::ServiceRequest;
use actix_web::{HttpMessage, HttpResponse, HttpResponseBuilder, ResponseError};
use application::Caller;
use domain::{Quota, UserId};
use protocol::Code;

use super::crowd::Crowd;
use crate::TrustedProxies;
use crate::failed::Failed;

/// What tells clients apart.
#[derive(Clone)]
pub(super) enum Whose {
    /// Their account; somebody must have signed in before.
    Account,
    /// Their address.
    Address(Arc<TrustedProxies>, Arc<Crowd>),
}

/// One client.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Client {
    Account(UserId),
    V4(Ipv4Addr),
    /// A household or server has a whole /64, so that is what counts.
    V6([u16; 4]),
    /// One of many addresses of a crowd.
    Shared(u64),
}

impl From<IpAddr> for Client {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Self::V6([a, b, c, d])
            }
        }
    }
}

impl KeyExtractor for Whose {
    type Key = Client;
    type KeyExtractionError = Failed;

    fn extract(&self, request: &ServiceRequest) -> Result<Client, Failed> {
        match self {
            Self::Account => {
                let extensions = request.extensions();
                let caller = extensions.get::<Caller>().ok_or(Code::NotAuthenticated)?;
                Ok(Client::Account(caller.user()))
            }
            Self::Address(proxies, crowd) => Ok(crowd.client(proxies.client(request.head()))),
        }
    }

    fn exceed_rate_limit_response(
        &self,
        refused: &NotUntil<QuantaInstant>,
        _: HttpResponseBuilder,
    ) -> HttpResponse {
        let wait = refused.wait_time_from(DefaultClock::default().now());
        let limit = refused.quota().burst_size();
        let interval: Duration = refused.quota().replenish_interval();
        let quota = Quota {
            limit: limit.get(),
            remaining: 0,
            reset_in: wait + interval * limit.get().saturating_sub(1),
        };
        Failed::too_many(quota, wait).error_response()
    }
}
