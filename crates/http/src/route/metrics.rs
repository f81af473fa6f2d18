//! The figures for the operator, and who may see them.
//!
//! They tell nothing of single people, but how busy a chat is concerns its operator only. On the
//! common address they are therefore told to the machine itself and to nobody that a proxy speaks
//! for; an address of their own tells whoever reaches it.

use std::sync::Arc;

use actix_web::dev::RequestHead;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use protocol::Code;

use crate::answer::Answer;
use crate::route::at;
use crate::{Monitor, Services};

const PATH: &str = "/metrics";

/// Version 0.0.4 of the text format, which everything that reads Prometheus reads.
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// What proxies add to a request.
const SIGNS_OF_A_PROXY: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// Tells the machine itself.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(at(PATH, [(Method::GET, web::to(told_locally))]));
}

/// Serves the figures, and nothing else, to whoever asks: for an address of their own.
pub fn configure_metrics(monitor: Arc<dyn Monitor>) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        let told = move || {
            let answer = tell(&*monitor);
            async move { answer }
        };
        config.service(at(PATH, [(Method::GET, web::to(told))]));
    }
}

async fn told_locally(request: HttpRequest, services: Data<Services>) -> Answer {
    if is_local(request.head()) {
        tell(&*services.monitor)
    } else {
        Err(Code::NotFound.into())
    }
}

fn is_local(head: &RequestHead) -> bool {
    let is_proxied = SIGNS_OF_A_PROXY
        .iter()
        .any(|name| head.headers().contains_key(*name));
    let is_here = |peer: std::net::SocketAddr| peer.ip().to_canonical().is_loopback();
    !is_proxied && head.peer_addr.is_some_and(is_here)
}

fn tell(monitor: &dyn Monitor) -> Answer {
    let mut response = HttpResponse::Ok().body(monitor.figures()?);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, TEXT);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
