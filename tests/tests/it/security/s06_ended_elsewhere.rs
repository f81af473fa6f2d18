//! Sessions that another process ends: the command line beside the server, or another server on the
//! same database. The promise is the same as for those that the server ends itself.

use std::time::Instant;

use outside::{Person, Server, Setup, Socket, anonymous};
use serde_json::{Value, json};

use super::AT_ONCE;
use super::command_line::user;

/// Somebody with a socket whom the server has just seen.
async fn seen(server: &Server, person: &Person) -> Socket {
    let mut socket = person.connects(server).await;
    socket.hear_until_pong().await;
    person.get(server, "/api/auth/me").await.expect(200);
    socket
}

/// Fails unless the socket closes at once after `since`, and nothing else lets them in.
async fn is_out(server: &Server, person: &Person, socket: &mut Socket, since: Instant) {
    assert_eq!(socket.closed().await, 1008);
    assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
    let asked = person.get(server, "/api/auth/me").await;
    asked.problem(401, "not_authenticated");
    let refreshed = person.asks_for_tokens(server).await;
    refreshed.problem(401, "not_authenticated");
}

async fn s06_who_is_disabled_from_the_command_line_is_out_at_once(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let mut others = seen(&server, &ann).await;
    let mut socket = seen(&server, &bob).await;
    let (done, told) = user(&server, &["disable", "bob"], "");
    let since = Instant::now();
    assert!(done, "{told}");
    is_out(&server, &bob, &mut socket, since).await;
    assert_eq!(others.hear_until_pong().await, Vec::<Value>::new());
    ann.get(&server, "/api/auth/me").await.expect(200);
}

async fn s06_a_password_reset_from_the_command_line_signs_out_at_once(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let mut socket = seen(&server, &ann).await;
    let words = ["reset-password", "Ann", "--password-stdin"];
    let (done, told) = user(&server, &words, "better horse\n");
    let since = Instant::now();
    assert!(done, "{told}");
    is_out(&server, &ann, &mut socket, since).await;
    let form = json!({"username": "Ann", "password": "better horse"});
    let let_in = anonymous().post(&server, "/api/auth/login", &form).await;
    let_in.expect(200);
}

/// What was ended while no server ran is ended when one does.
async fn s06_accounts_are_looked_after_while_no_server_runs(setup: Setup) {
    let mut server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    server.terminate();
    assert!(server.ended().await.success());
    let (done, told) = user(&server, &["disable", "Bob"], "");
    assert!(done, "{told}");
    server.start().await;
    ann.get(&server, "/api/auth/me").await.expect(200);
    let asked = bob.get(&server, "/api/auth/me").await;
    asked.problem(401, "not_authenticated");
}

on_both_databases!(
    s06_who_is_disabled_from_the_command_line_is_out_at_once,
    s06_a_password_reset_from_the_command_line_signs_out_at_once,
    s06_accounts_are_looked_after_while_no_server_runs,
);

#[tokio::test]
async fn s06_who_signs_out_at_one_server_is_out_at_another() {
    let setup = Setup::postgres().await;
    let here = setup.clone().start().await;
    let there = setup.start().await;
    let ann = here.person("Ann").await;
    let mut kept = seen(&there, &ann).await;
    let phone = ann.signs_in(&here).await;
    let mut socket = seen(&there, &phone).await;
    phone.signs_out(&here).await;
    let since = Instant::now();
    is_out(&there, &phone, &mut socket, since).await;
    assert_eq!(kept.hear_until_pong().await, Vec::<Value>::new());
}
