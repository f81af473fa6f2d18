//! Every refusal of every use case has its status and its name.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use domain::{
    AccountTaken, AddRefused, AppendRefused, CloseRefused, Credentials, DeleteRefused, EditRefused,
    Fault, JoinRefused, LeaveRefused, NameTaken, NoSeat, PasswordHash, ReactRefused, RemoveRefused,
    RoomEditRefused, StoreError,
};
use serde_json::json;

use crate::given::{Ports, account, ann, ann_sends, anybody, ask};

async fn expect(ports: Ports, request: TestRequest, status: u16, code: &str) {
    let told = ask(ports, request).await;
    assert_eq!(told.refusal(), (status, code.to_owned()));
    let body = told.json();
    let detail = body.get("detail").and_then(|it| it.as_str()).unwrap();
    assert!(
        detail.ends_with('.') && !detail.contains(char::is_numeric),
        "{detail}"
    );
}

#[actix_web::test]
async fn of_registering() {
    for (refused, code) in [
        (AccountTaken::Username, "username_taken"),
        (AccountTaken::Email, "email_taken"),
    ] {
        let mut ports = Ports::new().with_passwords();
        ports
            .accounts
            .expect_open()
            .returning(move |_| Err(StoreError::Conflict(refused)));
        let form =
            json!({"username": "Ann", "email": "ann@example.org", "password": "correct horse"});
        let request = anybody(Method::POST, "/api/auth/register").set_json(form);
        expect(ports, request, 400, code).await;
    }
}

#[actix_web::test]
async fn of_signing_in() {
    for name in ["Ann", "", "\0"] {
        let mut ports = Ports::new().with_passwords();
        ports.accounts.expect_credentials().returning(|_| Ok(None));
        let form = json!({"username": name, "password": "wrong"});
        let request = anybody(Method::POST, "/api/auth/login").set_json(form);
        expect(ports, request, 401, "invalid_credentials").await;
    }
}

#[actix_web::test]
async fn of_prolonging_a_session() {
    for token in ["never given", ""] {
        let form = json!({"refresh_token": token});
        let request = anybody(Method::POST, "/api/auth/refresh").set_json(form);
        expect(Ports::new(), request, 401, "not_authenticated").await;
    }
}

#[actix_web::test]
async fn of_ending_a_session() {
    let mut ports = Ports::new();
    ports.sessions.expect_end().returning(|_, _| Ok(false));
    let path = "/api/auth/sessions/00000000-0000-0000-0000-000000000009";
    let request = ann(Method::DELETE, path);
    expect(ports, request, 404, "session_not_found").await;
}

#[actix_web::test]
async fn of_changing_a_password() {
    let mut ports = Ports::new().with_passwords();
    ports.accounts.expect_credentials_of().returning(|user| {
        Ok(Some(Credentials {
            account: account(user),
            password_hash: PasswordHash::new("hash"),
        }))
    });
    let form = json!({"current_password": "wrong horse", "new_password": "better horse"});
    let request = ann_sends(Method::POST, "/api/auth/password", form);
    expect(ports, request, 403, "wrong_password").await;
}

/// Busy rather than broken, and when to ask again.
#[actix_web::test]
async fn of_a_password_that_is_not_looked_at() {
    let mut ports = Ports::new();
    let overload = |_: &str, _| Err(Fault::overload("compare a password"));
    ports.passwords.expect_verify().returning(overload);
    ports.accounts.expect_credentials_of().returning(|user| {
        Ok(Some(Credentials {
            account: account(user),
            password_hash: PasswordHash::new("hash"),
        }))
    });
    let form = json!({"current_password": "some horse", "new_password": "better horse"});
    let request = ann_sends(Method::POST, "/api/auth/password", form);
    let told = ask(ports, request).await;
    assert_eq!(told.refusal(), (503, "busy".to_owned()));
    assert_eq!(told.header("retry-after"), Some("5"));
}

#[actix_web::test]
async fn of_looking_for_nobody() {
    let mut ports = Ports::new();
    ports.accounts.checkpoint();
    ports.accounts.expect_find().returning(|_| Ok(None));
    ports.connections.expect_among().returning(|_| Ok(vec![]));
    let request = ann(Method::GET, "/api/users/9");
    expect(ports, request, 404, "user_not_found").await;
}

#[actix_web::test]
async fn of_creating_a_room() {
    let mut ports = Ports::new();
    ports
        .rooms
        .expect_open()
        .returning(|_| Err(StoreError::Conflict(NameTaken)));
    let request = ann_sends(Method::POST, "/api/rooms", json!({"name": "Garden"}));
    expect(ports, request, 400, "room_name_taken").await;
}

#[actix_web::test]
async fn of_seeing_a_room_and_marking_it_read() {
    for (refused, status, code) in [
        (NoSeat::NoSuchRoom, 404, "room_not_found"),
        (NoSeat::NotAMember, 403, "not_a_member"),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_seat()
            .returning(move |_, _| Err(StoreError::Conflict(refused)));
        expect(ports, ann(Method::GET, "/api/rooms/7"), status, code).await;
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_mark_read()
            .returning(move |_, _, _, _| Err(StoreError::Conflict(refused)));
        expect(ports, ann(Method::PATCH, "/api/rooms/7/read"), status, code).await;
    }
}

#[actix_web::test]
async fn of_everything_that_reads_a_room() {
    for path in [
        "/api/rooms/7/members",
        "/api/rooms/7/messages",
        "/api/rooms/7/messages/newer",
        "/api/rooms/7/messages/40/context",
        "/api/rooms/7/messages/40/reactions",
        "/api/rooms/7/messages/search?q=hello",
    ] {
        for (refused, status, code) in [
            (NoSeat::NoSuchRoom, 404, "room_not_found"),
            (NoSeat::NotAMember, 403, "not_a_member"),
        ] {
            let mut ports = Ports::new();
            ports
                .rooms
                .expect_membership()
                .returning(move |_, _| Err(StoreError::Conflict(refused)));
            expect(ports, ann(Method::GET, path), status, code).await;
        }
    }
}

#[actix_web::test]
async fn of_looking_around_a_message_that_is_not_there() {
    let mut ports = Ports::new().with_seats();
    ports
        .messages
        .expect_around()
        .returning(|_, _, _, _| Ok(None));
    let request = ann(Method::GET, "/api/rooms/7/messages/40/context");
    expect(ports, request, 404, "message_not_found").await;
    let mut ports = Ports::new().with_seats();
    ports
        .messages
        .expect_reactors()
        .returning(|_, _, _| Ok(None));
    let request = ann(Method::GET, "/api/rooms/7/messages/40/reactions");
    expect(ports, request, 404, "message_not_found").await;
}

#[actix_web::test]
async fn of_editing_a_room() {
    for (refused, status, code) in [
        (RoomEditRefused::NoSuchRoom, 404, "room_not_found"),
        (RoomEditRefused::NotTheCreator, 403, "not_the_creator"),
        (RoomEditRefused::NameTaken, 400, "room_name_taken"),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_edit()
            .returning(move |_, _, _| Err(StoreError::Conflict(refused)));
        let request = ann_sends(Method::PATCH, "/api/rooms/7", json!({"name": "Orchard"}));
        expect(ports, request, status, code).await;
    }
}

#[actix_web::test]
async fn of_deleting_a_room() {
    for (refused, status, code) in [
        (CloseRefused::NoSuchRoom, 404, "room_not_found"),
        (CloseRefused::NotTheCreator, 403, "not_the_creator"),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_close()
            .returning(move |_, _| Err(StoreError::Conflict(refused)));
        expect(ports, ann(Method::DELETE, "/api/rooms/7"), status, code).await;
    }
}

#[actix_web::test]
async fn of_joining() {
    for (refused, status, code) in [
        (JoinRefused::NoSuchRoom, 404, "room_not_found"),
        (JoinRefused::AlreadyAMember, 409, "already_a_member"),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_join()
            .returning(move |_, _, _| Err(StoreError::Conflict(refused)));
        expect(ports, ann(Method::POST, "/api/rooms/7/join"), status, code).await;
    }
}

#[actix_web::test]
async fn of_leaving() {
    for (refused, status, code) in [
        (LeaveRefused::NoSuchRoom, 404, "room_not_found"),
        (LeaveRefused::NotAMember, 400, "not_in_room"),
        (
            LeaveRefused::CreatorCannotLeave,
            403,
            "creator_cannot_leave",
        ),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_leave()
            .returning(move |_, _| Err(StoreError::Conflict(refused)));
        expect(ports, ann(Method::POST, "/api/rooms/7/leave"), status, code).await;
    }
}

#[actix_web::test]
async fn of_adding_a_member() {
    for (refused, status, code) in [
        (AddRefused::NoSuchRoom, 404, "room_not_found"),
        (AddRefused::NotAMember, 403, "not_a_member"),
        (AddRefused::PublicRoom, 403, "room_is_public"),
        (AddRefused::NoSuchUser, 404, "user_not_found"),
        (AddRefused::AlreadyAMember, 409, "already_a_member"),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_add_member()
            .returning(move |_, _, _, _| Err(StoreError::Conflict(refused)));
        let request = ann_sends(Method::POST, "/api/rooms/7/members", json!({"user_id": 2}));
        expect(ports, request, status, code).await;
    }
}

#[actix_web::test]
async fn of_removing_a_member() {
    for (refused, status, code) in [
        (RemoveRefused::NoSuchRoom, 404, "room_not_found"),
        (RemoveRefused::NotTheCreator, 403, "not_the_creator"),
        (RemoveRefused::NoSuchMember, 404, "member_not_found"),
        (
            RemoveRefused::CreatorCannotLeave,
            403,
            "creator_cannot_leave",
        ),
    ] {
        let mut ports = Ports::new();
        ports
            .rooms
            .expect_remove_member()
            .returning(move |_, _, _| Err(StoreError::Conflict(refused)));
        let request = ann(Method::DELETE, "/api/rooms/7/members/2");
        expect(ports, request, status, code).await;
    }
}

#[actix_web::test]
async fn of_posting() {
    for (refused, status, code) in [
        (AppendRefused::NoSuchRoom, 404, "room_not_found"),
        (AppendRefused::NotAMember, 403, "not_a_member"),
        (AppendRefused::NoSuchReply, 404, "reply_not_found"),
    ] {
        let mut ports = Ports::new().without_send_limit();
        ports
            .messages
            .expect_append()
            .returning(move |_| Err(StoreError::Conflict(refused)));
        let form = json!({"room_id": 7, "content": "hello"});
        let request = ann_sends(Method::POST, "/api/messages", form);
        expect(ports, request, status, code).await;
    }
}

#[actix_web::test]
async fn of_editing_a_message() {
    for (refused, status, code) in [
        (EditRefused::NoSuchMessage, 404, "message_not_found"),
        (EditRefused::NotAMember, 403, "not_a_member"),
        (EditRefused::NotTheAuthor, 403, "not_the_author"),
        (EditRefused::Deleted, 409, "message_deleted"),
        (EditRefused::Unchanged, 409, "nothing_changed"),
    ] {
        let mut ports = Ports::new();
        ports
            .messages
            .expect_edit()
            .returning(move |_| Err(StoreError::Conflict(refused)));
        let request = ann_sends(Method::PATCH, "/api/messages/40", json!({"content": "new"}));
        expect(ports, request, status, code).await;
    }
}

#[actix_web::test]
async fn of_deleting_a_message() {
    for (refused, status, code) in [
        (DeleteRefused::NoSuchMessage, 404, "message_not_found"),
        (DeleteRefused::NotAMember, 403, "not_a_member"),
        (DeleteRefused::NotAllowed, 403, "not_allowed_to_delete"),
    ] {
        let mut ports = Ports::new();
        ports
            .messages
            .expect_delete()
            .returning(move |_| Err(StoreError::Conflict(refused)));
        expect(ports, ann(Method::DELETE, "/api/messages/40"), status, code).await;
    }
}

#[actix_web::test]
async fn of_reacting() {
    for (refused, status, code) in [
        (ReactRefused::NoSuchMessage, 404, "message_not_found"),
        (ReactRefused::NotAMember, 403, "not_a_member"),
        (ReactRefused::Deleted, 409, "message_deleted"),
        (ReactRefused::TooManyKinds, 409, "too_many_reactions"),
    ] {
        let mut ports = Ports::new();
        ports
            .messages
            .expect_react()
            .returning(move |_| Err(StoreError::Conflict(refused)));
        let form = json!({"emoji": "👍"});
        let request = ann_sends(Method::POST, "/api/messages/40/reactions", form);
        expect(ports, request, status, code).await;
    }
}
