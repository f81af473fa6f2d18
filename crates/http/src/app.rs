//! The application that every worker runs.

use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Condition, from_fn};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{App, Error};
use tokio::time::{MissedTickBehavior, interval};

use crate::cors::cors;
use crate::edge::edge;
use crate::limit::Limits;
use crate::{Documents, HttpSettings, Services, TrustedProxies, documents, route, site};

/// Often, because what comes in between is the memory that a flood of addresses can take.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);

/// Everything that the workers share; cloned into each of them.
///
/// ```text
/// let http = Http::new(settings, services);
/// spawn(http.clone().upkeep());
/// serve(move || http.app().configure(configure_socket(parts.clone())))
/// ```
#[derive(Clone)]
pub struct Http {
    settings: Data<HttpSettings>,
    services: Data<Services>,
    proxies: Arc<TrustedProxies>,
    limits: Limits,
}

impl Http {
    /// The edge as configured, over these services. Its limits count for all clones together.
    pub fn new(settings: HttpSettings, services: Services) -> Self {
        let proxies = Arc::new(settings.trusted_proxies.clone());
        Self {
            limits: Limits::new(settings.rate_limits, &proxies),
            settings: Data::new(settings),
            services: Data::new(services),
            proxies,
        }
    }

    /// The application for one worker: every route, and what is true of every answer.
    pub fn app(
        &self,
    ) -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<impl MessageBody + use<>>,
            Error = Error,
            InitError = (),
        > + use<>,
    > {
        let proxies = Arc::clone(&self.proxies);
        let monitor = Arc::clone(&self.services.monitor);
        let origins = &self.settings.cors_origins;
        let limits = self.limits.clone();
        App::new()
            .configure(|config| self.configure(config))
            .wrap(Condition::new(
                self.limits.are_on(),
                from_fn(move |request, next| limits.clone().pass(request, next)),
            ))
            .wrap(Condition::new(!origins.is_empty(), cors(origins)))
            .wrap(from_fn(move |request, next| {
                edge(request, next, Arc::clone(&proxies), Arc::clone(&monitor))
            }))
    }

    /// Forgets clients that asked long ago, for ever; run it once beside the server.
    pub async fn upkeep(self) {
        let mut ticks = interval(UPKEEP_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            self.limits.forget_idle();
        }
    }

    fn configure(&self, config: &mut ServiceConfig) {
        config
            .app_data(self.settings.clone())
            .app_data(self.services.clone());
        route::configure(config, &self.limits, self.settings.metrics);
        match self.settings.documents {
            Documents::Served => documents::configure(config),
            Documents::Hidden => {}
        }
        site::configure(config);
    }
}
