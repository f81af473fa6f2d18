//! How often a client may ask: the one place that knows `actix-governor` (GPL-3.0-or-later).
//!
//! These limits are per process, and their memory is bounded however many addresses ask. What must hold over all nodes goes through the `Limiter` port.

mod crowd;
mod general;
mod whose;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use actix_governor::governor::middleware::StateInformationMiddleware;
use actix_governor::{Governor, GovernorConfig, GovernorConfigBuilder};
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::{Next, from_fn};
use actix_web::{Error, HttpMessage, Route};
use domain::Quota;

use crate::extract::sign_in;
use crate::failed::{REMAINING, RESET, tell_quota};
use crate::{RateLimits, TrustedProxies};
use crowd::Crowd;
use general::General;
use whose::Whose;

pub(crate) use whose::Client;

/// How often a minute, route by route.
const REGISTER: NonZeroU32 = NonZeroU32::new(5).unwrap();
const LOG_IN: NonZeroU32 = NonZeroU32::new(10).unwrap();
const JOIN: NonZeroU32 = NonZeroU32::new(10).unwrap();
const LEAVE: NonZeroU32 = NonZeroU32::new(10).unwrap();
const DISCOVER: NonZeroU32 = NonZeroU32::new(30).unwrap();

const MINUTE: Duration = Duration::from_secs(60);

/// The limited routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limited {
    /// 5 a minute from one address.
    Register,
    /// 10 a minute from one address.
    LogIn,
    /// 10 a minute of one account.
    Join,
    /// 10 a minute of one account.
    Leave,
    /// 30 a minute of one account.
    Discover,
}

/// The counters of all limited routes, shared by all workers.
#[derive(Clone)]
pub(crate) struct Limits(Option<Arc<Counters>>);

struct Counters {
    general: Arc<General>,
    register: Counter,
    log_in: Counter,
    join: Counter,
    leave: Counter,
    discover: Counter,
}

struct Counter {
    per_minute: NonZeroU32,
    crowd: Arc<Crowd>,
    config: GovernorConfig<Whose, StateInformationMiddleware>,
}

impl Limits {
    /// Counters that start at zero, or none at all.
    pub(crate) fn new(limits: RateLimits, proxies: &Arc<TrustedProxies>) -> Self {
        match limits {
            RateLimits::Off => Self(None),
            RateLimits::On { api_per_minute } => {
                let by_address = |per_minute| {
                    let crowd = Arc::<Crowd>::default();
                    let whose = Whose::Address(Arc::clone(proxies), Arc::clone(&crowd));
                    Counter::new(per_minute, whose, crowd)
                };
                let by_account =
                    |per_minute| Counter::new(per_minute, Whose::Account, Arc::default());
                Self(Some(Arc::new(Counters {
                    general: Arc::new(General::new(api_per_minute, proxies)),
                    register: by_address(REGISTER),
                    log_in: by_address(LOG_IN),
                    join: by_account(JOIN),
                    leave: by_account(LEAVE),
                    discover: by_account(DISCOVER),
                })))
            }
        }
    }

    /// Whether anything is limited.
    pub(crate) const fn are_on(&self) -> bool {
        self.0.is_some()
    }

    /// The route, closed to who asks too often.
    pub(crate) fn guard(&self, limited: Limited, route: Route) -> Route {
        let Some(counters) = &self.0 else {
            return route;
        };
        let counter = counters.of(limited);
        let (config, per_minute) = (&counter.config, counter.per_minute);
        let counted = route.wrap(Governor::new(config));
        match limited {
            Limited::Register | Limited::LogIn => counted.wrap(from_fn(move |request, next| {
                tell(request, next, per_minute)
            })),
            Limited::Join | Limited::Leave | Limited::Discover => counted
                .wrap(from_fn(move |request, next| {
                    tell(request, next, per_minute)
                }))
                .wrap(from_fn(signed_in)),
        }
    }

    /// Lets a request through, unless its client asks too often for anything at all.
    pub(crate) async fn pass<B: MessageBody + 'static>(
        self,
        request: ServiceRequest,
        next: Next<B>,
    ) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
        match &self.0 {
            Some(counters) => general::limit(request, next, &counters.general).await,
            None => Ok(next.call(request).await?.map_into_left_body()),
        }
    }

    /// Forgets who asked longest ago. The counters never do so themselves; ask every few seconds.
    pub(crate) fn forget_idle(&self) {
        let Some(counters) = &self.0 else {
            return;
        };
        counters.general.forget_idle();
        for counter in counters.all() {
            let limiter = counter.config.limiter();
            limiter.retain_recent();
            limiter.shrink_to_fit();
            counter.crowd.look(limiter.len());
        }
    }
}

impl Counters {
    const fn of(&self, limited: Limited) -> &Counter {
        match limited {
            Limited::Register => &self.register,
            Limited::LogIn => &self.log_in,
            Limited::Join => &self.join,
            Limited::Leave => &self.leave,
            Limited::Discover => &self.discover,
        }
    }

    const fn all(&self) -> [&Counter; 5] {
        [
            &self.register,
            &self.log_in,
            &self.join,
            &self.leave,
            &self.discover,
        ]
    }
}

impl Counter {
    #[expect(
        clippy::expect_used,
        reason = "a minute has more nanoseconds than a u32 counts, so neither is ever zero"
    )]
    fn new(per_minute: NonZeroU32, whose: Whose, crowd: Arc<Crowd>) -> Self {
        let config = GovernorConfigBuilder::default()
            .key_extractor(whose)
            .period(MINUTE / per_minute.get())
            .burst_size(per_minute.get())
            .use_headers()
            .finish()
            .expect("neither period nor size is zero");
        Self {
            per_minute,
            crowd,
            config,
        }
    }
}

/// Finds out who asks before their account is counted.
async fn signed_in(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match sign_in(request.request()).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            let response = next.call(request).await?;
            Ok(response.map_into_boxed_body())
        }
        Err(failed) => Ok(request.error_response(failed)),
    }
}

/// Adds when everything is available again, which `actix-governor` does not tell.
async fn tell(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    per_minute: NonZeroU32,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    // A refusal tells its quota itself.
    let remaining = headers
        .get(&REMAINING)
        .and_then(|it| it.to_str().ok()?.parse().ok());
    if let Some(remaining) = remaining.filter(|_| !headers.contains_key(&RESET)) {
        tell_quota(headers, quota_of(per_minute, remaining));
    }
    Ok(response.map_into_boxed_body())
}

/// What is left of a limit, and when all of it is available again.
fn quota_of(per_minute: NonZeroU32, remaining: u32) -> Quota {
    let taken = per_minute.get().saturating_sub(remaining);
    Quota {
        limit: per_minute.get(),
        remaining,
        reset_in: MINUTE / per_minute.get() * taken,
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::num::NonZeroU32;

    use actix_governor::KeyExtractor;
    use actix_web::test::TestRequest;

    use super::{Counter, Crowd, TrustedProxies, Whose, crowd};
    use std::sync::Arc;

    /// What the type promises: no limit is too small or too large to be counted.
    #[test]
    fn any_limit_makes_a_counter() {
        for per_minute in [NonZeroU32::MIN, NonZeroU32::MAX] {
            let counter = Counter::new(per_minute, Whose::Account, Arc::default());
            assert_eq!(counter.per_minute, per_minute);
        }
    }

    /// However many addresses come between two looks, the memory they take stays the same.
    #[test]
    fn s22_a_flood_of_addresses_takes_bounded_memory() {
        const BETWEEN_LOOKS: u32 = 5_000;
        let crowd = Arc::<Crowd>::default();
        let proxies = Arc::new(TrustedProxies::default());
        let whose = Whose::Address(proxies, Arc::clone(&crowd));
        let counter = Counter::new(super::REGISTER, whose.clone(), Arc::clone(&crowd));
        let limiter = counter.config.limiter();
        for number in 0..150_000_u32 {
            let address = IpAddr::from(Ipv4Addr::from_bits(0x0b00_0000 + number));
            let peer = std::net::SocketAddr::new(address, 5_000);
            let request = TestRequest::default().peer_addr(peer).to_srv_request();
            let _ = limiter.check_key(&whose.extract(&request).unwrap());
            if number % BETWEEN_LOOKS == 0 {
                limiter.retain_recent();
                crowd.look(limiter.len());
            }
        }
        let shared = usize::try_from(crowd::SHARED).unwrap();
        let most = crowd::CROWD + usize::try_from(BETWEEN_LOOKS).unwrap() + shared;
        assert!(limiter.len() <= most, "{}", limiter.len());
    }
}
