//! How often a client may ask at all: its account when it is signed in, else its address.

use std::num::NonZeroU32;
use std::sync::Arc;

use actix_governor::governor::clock::{Clock, DefaultClock};
use actix_governor::governor::middleware::StateInformationMiddleware;
use actix_governor::governor::state::keyed::DefaultKeyedStateStore;
use actix_governor::governor::{Quota as Rate, RateLimiter};
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use domain::Quota;

use super::crowd::Crowd;
use super::quota_of;
use super::whose::Client;
use crate::TrustedProxies;
use crate::extract::sign_in;
use crate::failed::{Failed, LIMIT, tell_quota};

type Keyed =
    RateLimiter<Client, DefaultKeyedStateStore<Client>, DefaultClock, StateInformationMiddleware>;

/// What all requests of a client are counted by, beside the limits of single routes.
pub(super) struct General {
    per_minute: NonZeroU32,
    accounts: Keyed,
    addresses: Keyed,
    crowd: Arc<Crowd>,
    proxies: Arc<TrustedProxies>,
    clock: DefaultClock,
}

impl General {
    pub(super) fn new(per_minute: NonZeroU32, proxies: &Arc<TrustedProxies>) -> Self {
        let keyed = || {
            let limiter = RateLimiter::keyed(Rate::per_minute(per_minute));
            limiter.with_middleware::<StateInformationMiddleware>()
        };
        Self {
            per_minute,
            accounts: keyed(),
            addresses: keyed(),
            crowd: Arc::default(),
            proxies: Arc::clone(proxies),
            clock: DefaultClock::default(),
        }
    }

    /// Forgets who asked longest ago.
    pub(super) fn forget_idle(&self) {
        for limiter in [&self.accounts, &self.addresses] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        self.crowd.look(self.addresses.len());
    }

    /// Takes one request of whoever asks; `Err` is the refusal.
    async fn take(&self, request: &ServiceRequest) -> Result<Quota, Failed> {
        let (limiter, client) = match self.account(request).await {
            Some(account) => (&self.accounts, account),
            None => (&self.addresses, self.address(request)),
        };
        match limiter.check_key(&client) {
            Ok(left) => Ok(quota_of(self.per_minute, left.remaining_burst_capacity())),
            Err(refused) => {
                let wait = refused.wait_time_from(self.clock.now());
                Err(Failed::too_many(quota_of(self.per_minute, 0), wait))
            }
        }
    }

    /// The account of who is signed in, which is left for the route. A token that proves nothing is
    /// refused there; here it counts for its address.
    async fn account(&self, request: &ServiceRequest) -> Option<Client> {
        request.headers().get(header::AUTHORIZATION)?;
        let caller = sign_in(request.request()).await.ok()?;
        let client = Client::Account(caller.user());
        request.extensions_mut().insert(caller);
        Some(client)
    }

    fn address(&self, request: &ServiceRequest) -> Client {
        self.crowd.client(self.proxies.client(request.head()))
    }
}

/// Lets a request to the interface through, unless its client asks too often. What the page is made
/// of is not counted.
pub(super) async fn limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
    general: &General,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    // As the routes see it: `%61pi` is `api` to them.
    if !is_counted(request.match_info().as_str()) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    match general.take(&request).await {
        Ok(quota) => {
            let mut response = next.call(request).await?;
            let headers = response.headers_mut();
            // The limit of the route itself is the one that its client runs into first.
            if !headers.contains_key(&LIMIT) {
                tell_quota(headers, quota);
            }
            Ok(response.map_into_left_body())
        }
        Err(failed) => Ok(request.error_response(failed).map_into_right_body()),
    }
}

fn is_counted(path: &str) -> bool {
    path.starts_with("/api/") || path == "/ws/connect"
}
