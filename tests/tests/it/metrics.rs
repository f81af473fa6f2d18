//! The figures that an operator reads, and the dashboard that is built on them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use outside::{Person, Server, Setup, anonymous, client, uuid};
use serde_json::{Value, json};

/// Every sample by its name and labels, as the text has them.
#[derive(Debug)]
struct Figures(BTreeMap<String, f64>);

impl Figures {
    async fn of(server: &Server) -> Self {
        let answer = anonymous().get(server, "/metrics").await;
        let kind = answer.header("content-type").to_owned();
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(kind, "text/plain; version=0.0.4; charset=utf-8");
        Self::read(&answer.text)
    }

    fn read(text: &str) -> Self {
        let samples = text.lines().filter(|line| !line.starts_with('#'));
        let sample = |line: &str| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            (name.to_owned(), value.parse().unwrap())
        };
        Self(samples.map(sample).collect())
    }

    #[track_caller]
    fn get(&self, sample: &str) -> f64 {
        *self
            .0
            .get(sample)
            .unwrap_or_else(|| panic!("no {sample} in {:#?}", self.0))
    }

    /// Names without labels, as queries use them.
    fn names(&self) -> BTreeSet<&str> {
        self.0
            .keys()
            .map(|sample| sample.split('{').next().unwrap())
            .collect()
    }
}

fn request(method: &str, route: &str, status: &str) -> String {
    format!(
        "rostra_http_request_seconds_count{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}}"
    )
}

/// Two people talk, one comes back, one is refused.
async fn talk(server: &Server) -> (Person, Person, i64) {
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(server, "Room").await;
    bob.joins(server, room).await;
    let mut bobs = bob.hears(server, room).await;
    let mut anns = ann.hears(server, room).await;
    anns.send(room, "over the socket").await;
    bobs.hear("new_message").await;
    let order = json!({"room_id": room, "content": "twice", "client_id": uuid()});
    ann.post(server, "/api/messages", &order).await.expect(201);
    ann.post(server, "/api/messages", &order).await.expect(200);
    bobs.hear("new_message").await;
    let nowhere = json!({"room_id": 999_999, "content": "hello"});
    bob.post(server, "/api/messages", &nowhere)
        .await
        .problem(404, "room_not_found");
    let resume = |since: i64, epoch: &str| json!({"action": "subscribe", "room_id": room, "since": since, "epoch": epoch});
    let epoch = bobs.subscribe(room).await["epoch"].clone();
    bobs.say(resume(0, epoch.as_str().unwrap())).await;
    assert_eq!(bobs.hear("subscribed").await["resume"], "replayed");
    bobs.say(resume(0, "another")).await;
    assert_eq!(bobs.hear("subscribed").await["resume"], "reset");
    bobs.hear_until_pong().await;
    (ann, bob, room)
}

async fn the_figures_follow_what_happens(setup: Setup) {
    let server = setup.start().await;
    let before = Figures::of(&server).await;
    assert_eq!(before.get("rostra_sends_total{outcome=\"stored\"}"), 0.0);
    let (ann, _bob, _room) = talk(&server).await;
    let mut listening = ann.connects(&server).await;
    listening.hear_until_pong().await;

    let figures = Figures::of(&server).await;
    let expected = [
        ("rostra_sends_total{outcome=\"stored\"}", 2.0),
        ("rostra_sends_total{outcome=\"repeated\"}", 1.0),
        ("rostra_sends_total{outcome=\"refused\"}", 1.0),
        ("rostra_sends_total{outcome=\"failed\"}", 0.0),
        ("rostra_sends_total{outcome=\"limited\"}", 0.0),
        ("rostra_deliveries_total", 4.0),
        ("rostra_resumes_total{outcome=\"replayed\"}", 1.0),
        ("rostra_resumes_total{outcome=\"reset\"}", 1.0),
        ("rostra_slow_consumers_total", 0.0),
        ("rostra_commit_failures_total", 0.0),
        ("rostra_commit_queue", 0.0),
        ("rostra_worker_backlog", 0.0),
        (
            "rostra_socket_action_seconds_count{action=\"send_message\"}",
            1.0,
        ),
    ];
    for (sample, value) in expected {
        assert_eq!(figures.get(sample), value, "{sample}");
    }
    assert_eq!(figures.get(&request("POST", "/api/messages", "2xx")), 2.0);
    assert_eq!(figures.get(&request("POST", "/api/messages", "4xx")), 1.0);
    assert!(figures.get("rostra_sockets") >= 1.0);
    assert!(figures.get("rostra_commit_orders_sum") >= 3.0);
    assert!(figures.get("rostra_commit_seconds_sum") > 0.0);
    assert!(figures.get("rostra_database_connections") > 0.0);
    assert!(figures.get("process_resident_memory_bytes") > 1e6);
    assert!(figures.get("process_open_fds") > 3.0);
}

on_both_databases!(the_figures_follow_what_happens);

#[tokio::test]
async fn nothing_a_client_makes_up_makes_a_figure() {
    let server = Setup::sqlite().start().await;
    let ann = server.person("Ann").await;
    let ask = async |number: i64| {
        ann.get(&server, &format!("/api/rooms/{number}")).await;
        ann.get(&server, &format!("/made/up/{number}")).await;
        ann.ask(&server, "MADEUP", "/api/rooms", &Value::Null).await;
        let mut socket = ann.connects(&server).await;
        socket
            .say(json!({"action": format!("dance {number}")}))
            .await;
        socket.hear("error").await;
    };
    ask(0).await;
    Figures::of(&server).await;
    let names = |figures: Figures| figures.0.into_keys().collect::<BTreeSet<_>>();
    let before = names(Figures::of(&server).await);
    for number in 1..20 {
        ask(number).await;
    }
    assert_eq!(names(Figures::of(&server).await), before);
    assert!(
        before
            .iter()
            .all(|name| !name.contains("made") && !name.contains("MADEUP"))
    );
}

#[tokio::test]
async fn figures_can_have_an_address_of_their_own() {
    let server = Setup::sqlite()
        .with("ROSTRA_METRICS_ADDR", "127.0.0.1:0")
        .start()
        .await;
    anonymous()
        .get(&server, "/metrics")
        .await
        .problem(404, "not_found");
    let log = server.log();
    let url = log
        .iter()
        .find_map(|line| line["metrics_url"].as_str())
        .unwrap();
    // The proxy's mark, which hides the figures on the common address, does not matter here.
    let request = client().get(url).header("x-forwarded-for", "192.0.2.1");
    let figures = Figures::read(&request.send().await.unwrap().text().await.unwrap());
    assert_eq!(figures.get("rostra_sockets"), 0.0);
    let elsewhere = url.replace("/metrics", "/api/rooms");
    assert_eq!(client().get(elsewhere).send().await.unwrap().status(), 404);
}

/// Everything in a query that looks like the name of a figure.
fn names_in(query: &str) -> impl Iterator<Item = &str> {
    let words = query.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    words.filter(|word| word.starts_with("rostra_") || word.starts_with("process_"))
}

fn queries(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let query = fields.get("expr").and_then(Value::as_str);
            found.extend(query.map(str::to_owned));
            fields.values().for_each(|it| queries(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| queries(it, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[tokio::test]
async fn every_figure_that_the_dashboard_and_the_alerts_name_exists() {
    let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy");
    let dashboard = fs::read_to_string(deploy.join("grafana-dashboard.json")).unwrap();
    let mut named = Vec::new();
    queries(&serde_json::from_str(&dashboard).unwrap(), &mut named);
    assert!(
        named.len() >= 15,
        "the dashboard shows too little: {named:?}"
    );
    let alerts = fs::read_to_string(deploy.join("prometheus-alerts.yaml")).unwrap();
    named.extend(
        alerts
            .lines()
            .filter(|line| line.contains("expr:"))
            .map(str::to_owned),
    );

    let server = Setup::sqlite().start().await;
    talk(&server).await;
    let figures = Figures::of(&server).await;
    let known = figures.names();
    for query in named {
        assert!(names_in(&query).next().is_some(), "no figure in {query}");
        for name in names_in(&query) {
            assert!(known.contains(name), "{name} in {query} is no figure");
        }
    }
}
