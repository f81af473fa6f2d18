//! What the routes ask of the use cases and how they show what comes back.

use actix_web::http::Method;
use domain::{
    Appended, Context, DiscoverQuery, Discovered, Emoji, Member, MessagePage, NameKey, Person,
    ReactionTally, Reactors, ReadMarker, RoomId, RoomKind, Seq,
};
use serde_json::json;

use crate::given::{
    ANN, BOB, GARDEN, HELLO, NOON, Ports, account, ann, ann_sends, anybody, ask, membership,
    message, room, seat, username,
};

const WHEN: &str = "2025-06-15T15:06:40.000000Z";

#[actix_web::test]
async fn who_registers_gets_a_token() {
    let mut ports = Ports::new().with_passwords();
    ports.accounts.expect_open().returning(|_| Ok(account(ANN)));
    ports
        .sessions
        .expect_begin()
        .withf(|order| order.device.as_str() == "a phone")
        .returning(|_| Ok(()));
    let form = json!({"username": "Ann", "email": "ann@example.org", "password": "correct horse"});
    let request = anybody(Method::POST, "/api/auth/register").set_json(form);
    let request = request.insert_header(("user-agent", "a phone"));
    let told = ask(ports, request).await;
    assert_eq!(told.status, 201);
    let expected = json!({
        "access_token": "ann", "token_type": "bearer", "expires_in": 1_800,
        "refresh_token": "refresh",
    });
    assert_eq!(told.json(), expected);
}

#[actix_web::test]
async fn people_see_their_own_account() {
    let told = ask(Ports::new(), ann(Method::GET, "/api/auth/me")).await;
    let expected = json!({
        "id": 1, "username": "Ann", "email": "ann@example.org", "display_name": null,
        "avatar_url": null, "bio": null, "status": "online", "is_admin": false, "created_at": WHEN,
    });
    assert_eq!(told.json(), expected);
}

#[actix_web::test]
async fn rooms_are_a_plain_list_with_unread_counts_when_asked_for() {
    for (path, unread) in [
        ("/api/rooms", None),
        ("/api/rooms?include_unread=false", None),
        ("/api/rooms?include_unread=true", Some(2)),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_seats()
            .returning(|user| Ok(vec![seat(user)]));
        let told = ask(ports, ann(Method::GET, path)).await;
        let mut expected = json!([{
            "id": 7, "name": "Garden", "description": null, "kind": "public", "created_by": 1,
            "created_at": WHEN, "member_count": 2, "last_read_at": WHEN, "last_seq": 5,
            "version": 9,
        }]);
        if let Some(unread) = unread {
            *expected.pointer_mut("/0").unwrap() = {
                let mut room = expected.pointer("/0").unwrap().clone();
                room.as_object_mut()
                    .unwrap()
                    .insert("unread_count".into(), json!(unread));
                room
            };
        }
        assert_eq!(told.json(), expected, "{path}");
    }
}

#[actix_web::test]
async fn discovery_is_a_plain_list_with_its_cursor_in_a_header() {
    let mut ports = Ports::new();
    ports
        .rooms
        .expect_discover()
        .withf(|viewer, query| {
            let expected = DiscoverQuery {
                name_contains: Some(NameKey::of("gard")),
                after: None,
                limit: 2,
            };
            *viewer == ANN && *query == expected
        })
        .returning(|_, _| {
            let found = |id| Discovered {
                room: room(id),
                membership: (id == 7).then(|| membership(ANN)),
            };
            Ok(vec![found(7), found(8)])
        });
    let told = ask(
        ports,
        ann(Method::GET, "/api/rooms/discover?q=Gard&limit=1"),
    )
    .await;
    let rooms = told.json();
    assert_eq!(rooms.as_array().map(Vec::len), Some(1));
    assert_eq!(rooms.pointer("/0/is_member"), Some(&json!(true)));
    let cursor = told.header("x-next-cursor").unwrap().to_owned();
    let mut ports = Ports::new();
    ports
        .rooms
        .expect_discover()
        .withf(|_, query| query.after == Some(GARDEN) && query.limit == 201)
        .returning(|_, _| Ok(vec![]));
    let path = format!("/api/rooms/discover?q=&cursor={cursor}");
    let told = ask(ports, ann(Method::GET, &path)).await;
    assert_eq!((told.status, told.json()), (200, json!([])));
    assert_eq!(told.header("x-next-cursor"), None);
}

#[actix_web::test]
async fn a_private_room_is_created_as_such() {
    let mut ports = Ports::new();
    ports
        .rooms
        .expect_open()
        .withf(|order| order.kind == RoomKind::Private && order.name.as_str() == "Garden")
        .returning(|order| Ok(seat(order.creator)));
    let form = json!({"name": " Garden ", "kind": "private"});
    let told = ask(ports, ann_sends(Method::POST, "/api/rooms", form)).await;
    assert_eq!(told.status, 201);
}

#[actix_web::test]
async fn reading_up_to_a_message_or_altogether() {
    for (body, up_to) in [
        (None, None),
        (Some(json!({})), None),
        (Some(json!({"seq": 4})), Some(4)),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_mark_read()
            .withf(move |user, room, given, _| {
                (*user, *room, *given) == (ANN, GARDEN, up_to.map(Seq::restored))
            })
            .returning(|_, _, _, at| Ok(ReadMarker { seq: Seq::ZERO, at }));
        let request = ann(Method::PATCH, "/api/rooms/7/read");
        let request = match body {
            Some(body) => request.set_json(body),
            None => request,
        };
        let told = ask(ports, request).await;
        let expected = json!({"status": "ok", "room_id": 7, "last_read_at": WHEN});
        assert_eq!(told.json(), expected);
    }
}

#[actix_web::test]
async fn what_is_done_without_a_result_says_ok_or_nothing() {
    let mut ports = Ports::new();
    ports.rooms.expect_leave().returning(|_, _| Ok(()));
    let told = ask(ports, ann(Method::POST, "/api/rooms/7/leave")).await;
    assert_eq!((told.status, told.json()), (200, json!({"status": "ok"})));
    let mut ports = Ports::new();
    ports.rooms.expect_close().returning(|_, _| Ok(()));
    let told = ask(ports, ann(Method::DELETE, "/api/rooms/7")).await;
    assert_eq!((told.status, told.body.len()), (204, 0));
    let mut ports = Ports::new();
    ports
        .messages
        .expect_delete()
        .withf(|order| order.message == HELLO && order.by == ANN)
        .returning(|_| Ok(()));
    let told = ask(ports, ann(Method::DELETE, "/api/messages/40")).await;
    assert_eq!((told.status, told.body.len()), (204, 0));
}

#[actix_web::test]
async fn members_come_in_pages() {
    let mut ports = Ports::new().with_seats();
    ports.rooms.expect_members().returning(|_, after, _| {
        let member = |user| Member {
            person: Person {
                id: user,
                username: username(user),
            },
            joined_at: NOON,
        };
        let all = [member(ANN), member(BOB)];
        let is_later = |it: &Member| {
            after
                .as_ref()
                .is_none_or(|key| it.person.username.key() > *key)
        };
        Ok(all.into_iter().filter(is_later).collect())
    });
    ports
        .presence
        .expect_online_among()
        .returning(|_, _| Ok(vec![ANN]));
    let told = ask(ports, ann(Method::GET, "/api/rooms/7/members?limit=1")).await;
    let expected = json!({
        "members": [{"id": 1, "username": "Ann", "joined_at": WHEN, "online": true}],
        "next_cursor": "bi5hbm4",
    });
    assert_eq!(told.json(), expected);
}

#[actix_web::test]
async fn a_message_is_created_once() {
    for (appended, status) in [
        (Appended::New(message(6)), 201),
        (Appended::Already(message(6)), 200),
    ] {
        let mut ports = Ports::new().without_send_limit();
        ports
            .messages
            .expect_append()
            .withf(|order| (order.room, order.author) == (GARDEN, ANN) && order.client_id.is_some())
            .returning(move |_| Ok(appended.clone()));
        let form = json!({
            "room_id": 7, "content": "hello", "client_id": "6f9b1b1e-2a42-4a53-8a3c-0b1f8c1d2e3f",
        });
        let told = ask(ports, ann_sends(Method::POST, "/api/messages", form)).await;
        assert_eq!(told.status, status);
        let expected = json!({
            "id": 106, "room_id": 7, "seq": 6, "version": 6, "user_id": 1, "username": "Ann",
            "content": "hello", "created_at": WHEN, "edited_at": null, "deleted_at": null,
            "reply_to": null, "reactions": [], "attachments": [],
        });
        assert_eq!(told.json(), expected);
    }
}

#[actix_web::test]
async fn a_page_of_history_leads_to_the_next() {
    let mut ports = Ports::new().with_seats();
    ports
        .messages
        .expect_page()
        .withf(|_, before, limit| before.is_none() && *limit == 50)
        .returning(|_, _, _| {
            Ok(MessagePage {
                messages: vec![message(5), message(4)],
                more: true,
            })
        });
    let told = ask(ports, ann(Method::GET, "/api/rooms/7/messages")).await;
    let page = told.json();
    assert_eq!(page.pointer("/messages/1/seq"), Some(&json!(4)));
    let cursor = page.get("next_cursor").and_then(|it| it.as_str()).unwrap();
    let mut ports = Ports::new().with_seats();
    ports
        .messages
        .expect_page()
        .withf(|_, before, limit| *before == Some(Seq::restored(4)) && *limit == 100)
        .returning(|_, _, _| {
            Ok(MessagePage {
                messages: vec![],
                more: false,
            })
        });
    let path = format!("/api/rooms/7/messages?limit=100&cursor={cursor}");
    let told = ask(ports, ann(Method::GET, &path)).await;
    assert_eq!(told.json(), json!({"messages": [], "next_cursor": null}));
}

#[actix_web::test]
async fn who_reacted_is_told_by_name() {
    let mut ports = Ports::new().with_seats();
    let told = || Reactors {
        emoji: Emoji::parse("🔥").unwrap(),
        count: 120,
        people: vec![message(4).author],
    };
    ports
        .messages
        .expect_reactors()
        .withf(|_, message, _| *message == HELLO)
        .returning(move |_, _, _| Ok(Some(vec![told()])));
    let path = "/api/rooms/7/messages/40/reactions";
    let author = message(4).author;
    assert_eq!(
        ask(ports, ann(Method::GET, path)).await.json(),
        json!({"reactions": [{
            "emoji": "🔥", "count": 120,
            "users": [{"id": author.id.get(), "username": author.username.as_str()}],
        }]})
    );
}

#[actix_web::test]
async fn cursors_of_a_context_lead_both_ways() {
    let mut ports = Ports::new().with_seats();
    ports
        .messages
        .expect_around()
        .withf(|_, target, before, after| (*target, *before, *after) == (HELLO, 1, 25))
        .returning(|_, _, _, _| {
            Ok(Some(Context {
                messages: vec![message(4), message(5)],
                older: true,
                newer: true,
            }))
        });
    let path = "/api/rooms/7/messages/40/context?before=1";
    let context = ask(ports, ann(Method::GET, path)).await.json();
    assert_eq!(context.get("target_message_id"), Some(&json!(40)));
    let cursor = |name| {
        context
            .get(name)
            .and_then(|it| it.as_str())
            .unwrap()
            .to_owned()
    };
    for (path, after) in [(cursor("newer_cursor"), 5), (cursor("older_cursor"), 4)] {
        let mut ports = Ports::new().with_seats();
        ports
            .messages
            .expect_newer()
            .withf(move |_, given, limit| *given == Seq::restored(after) && *limit == 50)
            .returning(|_, _, _| {
                Ok(MessagePage {
                    messages: vec![],
                    more: false,
                })
            });
        let path = format!("/api/rooms/7/messages/newer?cursor={path}");
        assert_eq!(ask(ports, ann(Method::GET, &path)).await.status, 200);
    }
}

#[actix_web::test]
async fn a_search_everywhere_reads_on_by_message() {
    let mut ports = Ports::new();
    ports
        .messages
        .expect_search_everywhere()
        .withf(|user, query, before, limit| {
            *user == ANN && query.as_str() == "a \" ' (" && before.is_none() && *limit == 20
        })
        .returning(|_, _, _, _| {
            Ok(MessagePage {
                messages: vec![message(5)],
                more: true,
            })
        });
    let told = ask(ports, ann(Method::GET, "/api/search?q=a+%22+%27+(")).await;
    let page = told.json();
    let cursor = page.get("next_cursor").and_then(|it| it.as_str()).unwrap();
    let mut ports = Ports::new();
    ports
        .messages
        .expect_search_everywhere()
        .withf(|_, _, before, _| *before == Some(message(5).id))
        .returning(|_, _, _, _| {
            Ok(MessagePage {
                messages: vec![],
                more: false,
            })
        });
    let path = format!("/api/search?q=a&cursor={cursor}");
    assert_eq!(ask(ports, ann(Method::GET, &path)).await.status, 200);
}

#[actix_web::test]
async fn a_reaction_is_taken_back_by_its_percent_encoded_emoji() {
    for path in ["%F0%9F%91%8D", "%f0%9f%91%8d"] {
        let mut ports = Ports::new();
        ports
            .messages
            .expect_unreact()
            .withf(|order| order.message == HELLO && order.emoji == Emoji::parse("👍").unwrap())
            .returning(|_| {
                Ok(vec![ReactionTally {
                    emoji: Emoji::parse("🔥").unwrap(),
                    count: 2,
                    by_viewer: false,
                }])
            });
        let path = format!("/api/messages/40/reactions/{path}");
        let told = ask(ports, ann(Method::DELETE, &path)).await;
        let left = json!({"reactions": [{"emoji": "🔥", "count": 2, "reacted_by_me": false}]});
        assert_eq!(told.json(), left);
    }
}

#[actix_web::test]
async fn unread_messages_are_counted_in_all_and_by_room() {
    let mut ports = Ports::new();
    ports.rooms.expect_seats().returning(|user| {
        let mut read = seat(user);
        read.room.id = RoomId::restored(8);
        read.room.last_seq = Seq::restored(3);
        Ok(vec![seat(user), read])
    });
    let told = ask(ports, ann(Method::GET, "/api/unread")).await;
    assert_eq!(told.json(), json!({"total": 2, "rooms": {"7": 2}}));
}

#[actix_web::test]
async fn probes_are_answered_without_a_token() {
    let told = ask(Ports::new(), anybody(Method::GET, "/health")).await;
    assert_eq!((told.status, told.json()), (200, json!({"status": "ok"})));
    let told = ask(Ports::new(), anybody(Method::GET, "/ready")).await;
    assert_eq!(told.status, 200);
    let mut ports = Ports::new();
    ports.health.is_ready = false;
    let told = ask(ports, anybody(Method::GET, "/ready")).await;
    assert_eq!(told.refusal(), (503, "unavailable".into()));
    assert!(told.json().get("request_id").is_some());
    let told = ask(Ports::new(), ann(Method::GET, "/api/health/db")).await;
    let expected = json!({"pool_size": 8, "checked_out": 1, "overflow": 0, "status": "ok"});
    assert_eq!(told.json(), expected);
}
