//! What an operator is told about requests, and who may read the figures.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use actix_web::App;
use actix_web::http::Method;
use actix_web::test::{TestRequest, init_service};
use domain::Fault;
use http::{Acted, Answered, HttpSettings, MetricsPage, Monitor, configure_metrics};
use tracing::Span;

use crate::given::{Ports, ann, anybody, ask, ask_app, ask_with, breakdown, settings};

/// Remembers what it was told.
#[derive(Default)]
struct Notebook {
    answered: Mutex<Vec<(&'static str, &'static str, u16)>>,
    parents: Mutex<Vec<Option<String>>>,
}

impl Monitor for Notebook {
    fn begins(&self, _: &Span, parent: Option<&str>) {
        let parent = parent.map(str::to_owned);
        self.parents.lock().unwrap().push(parent);
    }

    fn answered(&self, request: &Answered) {
        let line = (request.method, request.route, request.status);
        self.answered.lock().unwrap().push(line);
    }

    fn acted(&self, _: &Acted) {}

    fn figures(&self) -> Result<String, Fault> {
        Ok("rostra_sockets 3\n".to_owned())
    }
}

fn watched_by(notebook: &Arc<Notebook>) -> Ports {
    let mut ports = Ports::new();
    ports.rooms.expect_seats().returning(|_| Err(breakdown()));
    ports.monitor = notebook.clone();
    ports
}

fn from(peer: &str) -> TestRequest {
    let peer: SocketAddr = peer.parse().unwrap();
    anybody(Method::GET, "/metrics").peer_addr(peer)
}

#[actix_web::test]
async fn a_request_is_told_by_its_pattern_and_nothing_the_client_made_up() {
    let asked = [
        (
            anybody(Method::GET, "/api/rooms/17"),
            ("GET", "/api/rooms/{room_id}", 401),
        ),
        (ann(Method::GET, "/api/rooms"), ("GET", "/api/rooms", 500)),
        (anybody(Method::GET, "/made/up"), ("GET", "other", 404)),
        (
            anybody(Method::PUT, "/api/rooms"),
            ("PUT", "/api/rooms", 405),
        ),
        (
            anybody(Method::from_bytes(b"MADEUP").unwrap(), "/health"),
            ("other", "/health", 405),
        ),
        (anybody(Method::HEAD, "/health"), ("HEAD", "/health", 200)),
    ];
    for (request, expected) in asked {
        let notebook = Arc::new(Notebook::default());
        ask(watched_by(&notebook), request).await;
        assert_eq!(*notebook.answered.lock().unwrap(), [expected]);
    }
}

#[actix_web::test]
async fn the_trace_that_a_request_is_part_of_is_passed_on() {
    let notebook = Arc::new(Notebook::default());
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let request = anybody(Method::GET, "/health").insert_header(("traceparent", parent));
    ask(watched_by(&notebook), request).await;
    assert_eq!(*notebook.parents.lock().unwrap(), [Some(parent.to_owned())]);
}

#[actix_web::test]
async fn on_the_common_address_the_machine_itself_reads_the_figures() {
    let notebook = Arc::new(Notebook::default());
    for peer in ["127.0.0.1:5000", "[::1]:5000", "[::ffff:127.0.0.1]:5000"] {
        let told = ask(watched_by(&notebook), from(peer)).await;
        assert_eq!(told.status, 200, "{peer}");
        assert_eq!(told.body, "rostra_sockets 3\n");
        let kind = told.header("content-type").unwrap();
        assert!(kind.starts_with("text/plain; version=0.0.4"), "{kind}");
    }
}

#[actix_web::test]
async fn nobody_else_learns_that_there_are_figures() {
    let notebook = Arc::new(Notebook::default());
    let strangers = [
        from("192.0.2.1:5000"),
        from("127.0.0.1:5000").insert_header(("x-forwarded-for", "127.0.0.1")),
        from("127.0.0.1:5000").insert_header(("forwarded", "for=127.0.0.1")),
        from("127.0.0.1:5000").insert_header(("x-real-ip", "127.0.0.1")),
        from("127.0.0.1:5000").insert_header(("via", "1.1 proxy")),
    ];
    for request in strangers {
        let told = ask(watched_by(&notebook), request).await;
        assert_eq!(told.refusal(), (404, "not_found".to_owned()));
    }
}

#[actix_web::test]
async fn figures_at_an_address_of_their_own_are_for_whoever_reaches_it() {
    let notebook = Arc::new(Notebook::default());
    let elsewhere = HttpSettings {
        metrics: MetricsPage::Elsewhere,
        ..settings()
    };
    let told = ask_with(elsewhere, watched_by(&notebook), from("127.0.0.1:5000")).await;
    assert_eq!(told.status, 404);
    let app = App::new().configure(configure_metrics(notebook));
    let told = ask_app(&init_service(app).await, from("192.0.2.1:5000")).await;
    assert_eq!(
        (told.status, told.body.as_ref()),
        (200, &b"rostra_sockets 3\n"[..])
    );
}
