//! Behind nginx and Caddy, configured as `deploy/` says.

use std::net::IpAddr;

use futures_util::{SinkExt, StreamExt};
use outside::{Proxy, Server, Setup};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::task::spawn_blocking;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

/// A server that believes its proxy, and a proxy before it.
async fn behind(start: fn(&Server) -> Proxy) -> (Server, Proxy) {
    let setup = Setup::sqlite()
        .with("ROSTRA_RATE_LIMITS", "on")
        .with("ROSTRA_TRUSTED_PROXIES", "127.0.0.1");
    let server = setup.start().await;
    spawn_blocking(move || {
        let proxy = start(&server);
        (server, proxy)
    })
    .await
    .unwrap()
}

/// Somebody whose address the proxy sees.
fn from(address: [u8; 4]) -> Client {
    // The client wants to know who would encrypt, even for addresses that are not encrypted.
    outside::client();
    let builder = Client::builder()
        .no_proxy()
        .local_address(IpAddr::from(address));
    builder.build().unwrap()
}

/// Opens an account, whatever the client claims about its address.
async fn register(client: &Client, proxy: &Proxy, number: u8) -> (StatusCode, Value) {
    let form = json!({
        "username": format!("Ann {number}"),
        "email": format!("ann-{number}@example.org"),
        "password": "correct horse battery",
    });
    let asking = client
        .post(format!("{}/api/auth/register", proxy.url()))
        .header("x-forwarded-for", format!("203.0.113.{number}"))
        .json(&form);
    let answer = asking.send().await.unwrap();
    let status = answer.status();
    (status, answer.json().await.unwrap())
}

/// The page, as the server itself tells it; the figures are hidden.
async fn is_served(client: &Client, proxy: &Proxy, server: &Server) {
    let page = client.get(proxy.url()).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let direct = client.get(server.url()).send().await.unwrap();
    assert_eq!(page.text().await.unwrap(), direct.text().await.unwrap());
    let figures = client.get(format!("{}/metrics", proxy.url())).send();
    assert_eq!(figures.await.unwrap().status(), 404);
}

/// A socket of a page that the proxy serves.
async fn is_connected(proxy: &Proxy, token: &str) {
    let url = proxy.url().replacen("http", "ws", 1);
    let url = format!("{url}/ws/connect?token={token}");
    let mut request = url.into_client_request().unwrap();
    let origin = proxy.url().parse().unwrap();
    request.headers_mut().insert("origin", origin);
    let (mut socket, _) = connect_async(request).await.unwrap();
    let ping = json!({"action": "ping"}).to_string();
    socket.send(Message::text(ping)).await.unwrap();
    let told = socket.next().await.unwrap().unwrap();
    let told: Value = serde_json::from_str(told.to_text().unwrap()).unwrap();
    assert_eq!(told["type"], "pong");
    socket.close(None).await.unwrap();
    while let Some(Ok(_)) = socket.next().await {}
}

/// Five people a minute may register from one address: from that which the proxy sees, not from
/// those which the client claims, nor from the proxy's own.
async fn page_requests_and_sockets_pass(start: fn(&Server) -> Proxy) {
    let (server, proxy) = behind(start).await;
    let (ann, bob) = (from([127, 9, 9, 1]), from([127, 9, 9, 2]));
    is_served(&ann, &proxy, &server).await;
    let mut token = String::new();
    for number in 1..=5 {
        let (status, answer) = register(&ann, &proxy, number).await;
        assert_eq!(status, 201, "{answer}");
        answer["access_token"]
            .as_str()
            .unwrap()
            .clone_into(&mut token);
    }
    let (status, answer) = register(&ann, &proxy, 6).await;
    assert_eq!(
        (status.as_u16(), &answer["code"]),
        (429, &json!("rate_limited"))
    );
    let (status, answer) = register(&bob, &proxy, 7).await;
    assert_eq!(status, 201, "{answer}");
    is_connected(&proxy, &token).await;
    let log = proxy.access_log();
    assert!(!log.contains(&token), "{log}");
}

#[tokio::test]
async fn behind_nginx_page_requests_and_sockets_pass() {
    page_requests_and_sockets_pass(Proxy::nginx).await;
}

#[tokio::test]
async fn behind_caddy_page_requests_and_sockets_pass() {
    page_requests_and_sockets_pass(Proxy::caddy).await;
}
