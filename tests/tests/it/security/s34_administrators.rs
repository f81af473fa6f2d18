//! Administrators: the first account, nobody by accident, and never none.

use std::time::Instant;

use outside::{Person, Server, Setup, anonymous};
use serde_json::{Value, json};

use super::AT_ONCE;
use super::command_line::user;

async fn is_admin(server: &Server, person: &Person) -> bool {
    let me = person.get(server, "/api/auth/me").await.expect(200);
    me["is_admin"].as_bool().unwrap()
}

async fn role(server: &Server, by: &Person, of: &Person, is_admin: bool) -> outside::Answer {
    let path = format!("/api/admin/users/{}", of.id);
    by.patch(server, &path, &json!({"is_admin": is_admin}))
        .await
}

async fn does(server: &Server, by: &Person, what: &str, to: &Person) -> outside::Answer {
    let path = format!("/api/admin/users/{}/{what}", to.id);
    by.post(server, &path, &Value::Null).await
}

/// S30: of people who register at once on a fresh server, one runs it.
async fn s30_of_concurrent_first_accounts_exactly_one_is_the_admin(setup: Setup) {
    let server = setup.start().await;
    let names: Vec<_> = (0..8).map(|number| format!("Ann {number}")).collect();
    let registering = names.iter().map(|name| server.person(name));
    let people = futures_util::future::join_all(registering).await;
    let mut admins = 0;
    for person in &people {
        admins += usize::from(is_admin(&server, person).await);
    }
    assert_eq!(admins, 1);
}

async fn s34_the_last_admin_can_neither_step_down_nor_be_disabled(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let refused = role(&server, &ann, &ann, false).await;
    refused.problem(409, "last_administrator");
    let refused = does(&server, &ann, "disable", &ann).await;
    refused.problem(409, "last_administrator");
    role(&server, &ann, &bob, true).await.expect(200);
    role(&server, &ann, &ann, false).await.expect(200);
    assert!(!is_admin(&server, &ann).await);
    let refused = does(&server, &ann, "disable", &bob).await;
    refused.problem(403, "not_an_administrator");
    let refused = role(&server, &bob, &bob, false).await;
    refused.problem(409, "last_administrator");
}

/// Two administrators who take each other's right at once can't both succeed.
async fn s34_concurrent_orders_leave_an_admin(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    role(&server, &ann, &bob, true).await.expect(200);
    let (first, second) = tokio::join!(
        role(&server, &ann, &bob, false),
        role(&server, &bob, &ann, false),
    );
    assert!(first.status == 200 || second.status == 200);
    let left = [is_admin(&server, &ann).await, is_admin(&server, &bob).await];
    assert!(left.contains(&true), "{left:?}");
}

/// S16 of the field's mistakes: every door closes, not only the front one.
async fn s06_a_disabled_user_is_out_at_once_and_stays_out(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let mut socket = bob.connects(&server).await;
    let ticket = bob.ticket(&server).await;
    does(&server, &ann, "disable", &bob).await.expect(200);
    let since = Instant::now();
    assert_eq!(socket.closed().await, 1008);
    assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
    let asked = bob.get(&server, "/api/auth/me").await;
    asked.problem(401, "not_authenticated");
    let refreshed = bob.asks_for_tokens(&server).await;
    refreshed.problem(401, "not_authenticated");
    for query in [format!("?token={}", bob.token), format!("?ticket={ticket}")] {
        let (mut socket, _) = outside::Socket::open(&server, &query, "Bob").await;
        assert_eq!(socket.next_or_closed().await, Err(1008));
    }
    let form = bob.login_form();
    let refused = anonymous().post(&server, "/api/auth/login", &form).await;
    refused.problem(401, "invalid_credentials");
    let listed = ann.get(&server, "/api/users").await.expect(200);
    assert_eq!(listed["users"].as_array().unwrap().len(), 1);
    does(&server, &ann, "enable", &bob).await.expect(200);
    bob.signs_in(&server).await;
}

async fn s34_a_reset_password_is_told_once_and_signs_everybody_out(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let mut socket = bob.connects(&server).await;
    let reset = does(&server, &ann, "reset-password", &bob)
        .await
        .expect(200);
    let since = Instant::now();
    assert_eq!(socket.closed().await, 1008);
    assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
    let old = bob.login_form();
    let refused = anonymous().post(&server, "/api/auth/login", &old).await;
    refused.problem(401, "invalid_credentials");
    let new = json!({"username": "Bob", "password": reset["password"]});
    let let_in = anonymous().post(&server, "/api/auth/login", &new).await;
    let_in.expect(200);
}

async fn administrators_see_rooms_figures_and_days(setup: Setup) {
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = bob.opens_private(&server, "Secret garden").await;
    bob.says(&server, room, "hello").await;
    let mut socket = bob.hears(&server, room).await;
    let page = ann.get(&server, "/api/admin/rooms").await.expect(200);
    let listed = &page["rooms"][0];
    assert_eq!(listed["name"], "Secret garden");
    assert_eq!(listed["creator"], "Bob");
    assert_eq!(
        (&listed["member_count"], &listed["message_count"]),
        (&json!(1), &json!(1))
    );
    let storage = ann.get(&server, "/api/admin/storage").await.expect(200);
    for (field, count) in [("users", 2), ("rooms", 1), ("messages", 1), ("sessions", 2)] {
        assert_eq!(storage[field], count, "{field}: {storage}");
    }
    assert!(storage["database_bytes"].as_i64().unwrap() > 0);
    let activity = ann.get(&server, "/api/admin/activity").await.expect(200);
    let days = activity["days"].as_array().unwrap();
    let sum = |field: &str| {
        days.iter()
            .map(|day| day[field].as_i64().unwrap())
            .sum::<i64>()
    };
    assert_eq!((sum("messages"), sum("users")), (1, 2));
    let path = format!("/api/admin/rooms/{room}");
    ann.delete(&server, &path).await.expect(204);
    assert_eq!(socket.hear("room_deleted").await["room_id"], room);
    ann.delete(&server, &path)
        .await
        .problem(404, "room_not_found");
}

async fn the_command_line_looks_after_accounts(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let add = [
        "add",
        "Bob",
        "--email",
        "bob@example.org",
        "--admin",
        "--password-stdin",
    ];
    let (done, told) = user(&server, &add, "correct horse battery\n");
    assert!(done && told.contains("an administrator"), "{told}");
    assert!(!told.contains("correct horse"), "{told}");
    let bob = Person {
        name: "Bob".to_owned(),
        ..anonymous()
    }
    .signs_in(&server)
    .await;
    assert!(is_admin(&server, &bob).await);
    let (done, told) = user(&server, &["list"], "");
    assert!(
        done && told.contains("Ann") && told.contains("bob@example.org"),
        "{told}"
    );
    let (done, told) = user(&server, &["reset-password", "Ann"], "");
    let password = told.split("password: ").nth(1).unwrap().trim();
    assert!(done, "{told}");
    let form = json!({"username": "Ann", "password": password});
    anonymous()
        .post(&server, "/api/auth/login", &form)
        .await
        .expect(200);
    for (words, said) in [
        (&["disable", "ann"][..], "disabled"),
        (&["enable", "Ann"], "enabled"),
        (&["set-admin", "Ann", "--off"], "no administrator"),
    ] {
        let (done, told) = user(&server, words, "");
        assert!(done && told.contains(said), "{told}");
    }
    for (words, said) in [
        (&["disable", "Bob"][..], "last administrator"),
        (&["disable", "Nobody"], "no user Nobody"),
        (
            &["add", "Ann", "--email", "other@example.org"],
            "already taken",
        ),
        (
            &["add", "x", "--email", "other@example.org"],
            "name must be",
        ),
        (
            &["reset-password", "Bob", "--password-stdin"],
            "no password",
        ),
    ] {
        let (done, told) = user(&server, words, "");
        assert!(!done && told.contains(said), "{words:?}: {told}");
    }
    drop(ann);
}

on_both_databases!(
    s30_of_concurrent_first_accounts_exactly_one_is_the_admin,
    s34_the_last_admin_can_neither_step_down_nor_be_disabled,
    s34_concurrent_orders_leave_an_admin,
    s06_a_disabled_user_is_out_at_once_and_stays_out,
    s34_a_reset_password_is_told_once_and_signs_everybody_out,
    administrators_see_rooms_figures_and_days,
    the_command_line_looks_after_accounts,
);
