//! Golden frames: one file per event, read by the web client's tests too.

use std::fs;
use std::path::Path;

use domain::{
    ClientId, Emoji, Message, MessageBody, MessageId, Person, ReactionTally, Room, RoomDescription,
    RoomId, RoomKind, RoomName, Seq, Timestamp, UserId, Username, Version,
};
use protocol::{
    DeletedMessage, EditedMessage, FieldErrors, MembershipChange, Reaction, ReactionCount,
    ResumeOutcome, ServerEvent, User,
};

const AT: Timestamp = Timestamp::from_micros(1_769_860_800_123_456);

fn ann() -> Person {
    Person {
        id: UserId::restored(7),
        username: Username::restored("Ann"),
    }
}

fn bob() -> Person {
    Person {
        id: UserId::restored(8),
        username: Username::restored("Bob"),
    }
}

fn message() -> Message {
    Message {
        id: MessageId::restored(41),
        room: RoomId::restored(3),
        seq: Seq::restored(12),
        version: Version::restored(20),
        author: ann(),
        body: MessageBody::restored("Hello, \"world\" \u{1f44b}\nsecond line"),
        created_at: AT,
        edited_at: None,
        deleted_at: None,
        reply_to: Some(MessageId::restored(40)),
        client_id: ClientId::parse("0198c0de-0000-7000-8000-000000000001"),
        reactions: Vec::new(),
    }
}

fn room() -> Room {
    Room {
        id: RoomId::restored(3),
        name: RoomName::restored("Garden"),
        description: Some(RoomDescription::restored("Plants and people")),
        kind: RoomKind::Public,
        created_by: UserId::restored(7),
        created_at: AT,
        member_count: 2,
        last_seq: Seq::restored(12),
        version: Version::restored(20),
    }
}

fn check(name: &str, event: &ServerEvent<'_>) {
    let written = serde_json::to_string_pretty(event).unwrap() + "\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/frames")
        .join(format!("{name}.json"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &written).unwrap();
    }
    let golden = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        golden, written,
        "the wire changed; `just generate` accepts it"
    );
}

#[test]
fn events_about_messages_keep_their_shape() {
    let posted = message();
    check(
        "new_message",
        &ServerEvent::NewMessage {
            version: 20,
            message: protocol::Message::seen_by(&posted, None),
        },
    );
    check(
        "new_message.own",
        &ServerEvent::NewMessage {
            version: 20,
            message: protocol::Message::seen_by(&posted, Some(UserId::restored(7))),
        },
    );
    let tally = ReactionTally {
        emoji: Emoji::parse("\u{1f525}").unwrap(),
        count: 2,
        by_viewer: true,
    };
    let seen = Message {
        reactions: vec![tally.clone()],
        ..message()
    };
    check(
        "new_message.resumed",
        &ServerEvent::NewMessage {
            version: 20,
            message: protocol::Message::seen_by(&seen, Some(UserId::restored(8))),
        },
    );
    let edited = Message {
        body: MessageBody::restored("Hello again"),
        version: Version::restored(21),
        edited_at: Some(AT),
        ..message()
    };
    check(
        "message_edited",
        &ServerEvent::MessageEdited {
            version: 21,
            message: EditedMessage::from(&edited),
        },
    );
    check(
        "message_deleted",
        &ServerEvent::MessageDeleted {
            version: 24,
            message: DeletedMessage {
                id: 41,
                room_id: 3,
                deleted_at: AT.into(),
            },
        },
    );
    check(
        "reactions_changed",
        &ServerEvent::ReactionsChanged {
            room_id: 3,
            message_id: 41,
            version: 22,
            reactions: vec![ReactionCount::from(&tally)],
        },
    );
}

#[test]
fn events_about_reactions_keep_their_shape() {
    let reaction = |count| Reaction {
        room_id: 3,
        message_id: 41,
        emoji: "\u{1f525}",
        user_id: 8,
        count,
    };
    check(
        "reaction_added",
        &ServerEvent::ReactionAdded {
            version: 22,
            reaction: reaction(1),
        },
    );
    check(
        "reaction_removed",
        &ServerEvent::ReactionRemoved {
            version: 23,
            reaction: reaction(0),
        },
    );
}

#[test]
fn events_about_subscriptions_keep_their_shape() {
    let (ann, bob) = (ann(), bob());
    let subscribed = |resume| ServerEvent::Subscribed {
        room_id: 3,
        online_users: vec![User::from(&ann), User::from(&bob)],
        online_count: 2,
        version: 20,
        last_seq: 12,
        epoch: "e1",
        resume,
    };
    check("subscribed", &subscribed(None));
    check(
        "subscribed.replayed",
        &subscribed(Some(ResumeOutcome::Replayed)),
    );
    check("subscribed.reset", &subscribed(Some(ResumeOutcome::Reset)));
    check("unsubscribed", &ServerEvent::Unsubscribed { room_id: 3 });
    check(
        "user_joined",
        &ServerEvent::UserJoined {
            room_id: 3,
            user: User::from(&bob),
        },
    );
    check(
        "user_left",
        &ServerEvent::UserLeft {
            room_id: 3,
            user: User::from(&bob),
        },
    );
    check(
        "online_count",
        &ServerEvent::OnlineCount {
            room_id: 3,
            online_count: 731,
        },
    );
    check(
        "typing_indicator",
        &ServerEvent::TypingIndicator {
            room_id: 3,
            user: User::from(&bob),
        },
    );
}

#[test]
fn events_about_rooms_keep_their_shape() {
    let (room, last) = (room(), message());
    check(
        "room_updated",
        &ServerEvent::RoomUpdated {
            room: protocol::Room::new(&room, None),
        },
    );
    check("room_deleted", &ServerEvent::RoomDeleted { room_id: 3 });
    check(
        "watching",
        &ServerEvent::Watching {
            epoch: "e1",
            max_message_chars: 1_000,
        },
    );
    check(
        "room_activity",
        &ServerEvent::RoomActivity {
            room_id: 3,
            seq: 12,
            unread_count: 4,
            last_message: Some(protocol::Message::seen_by(&last, None)),
        },
    );
    check(
        "membership_changed",
        &ServerEvent::MembershipChanged {
            room_id: 3,
            user_id: 8,
            change: MembershipChange::Removed,
        },
    );
}

#[test]
fn answers_to_the_socket_itself_keep_their_shape() {
    check("pong", &ServerEvent::Pong);
    check(
        "server_restarting",
        &ServerEvent::ServerRestarting {
            reconnect_in_ms: 850,
        },
    );
    check(
        "error",
        &ServerEvent::Error {
            message: "Some fields are not valid; see the list of errors.",
            code: "invalid_request",
            details: Some(FieldErrors::one("content", "must not be empty").0),
            client_id: ClientId::parse("0198c0de-0000-7000-8000-000000000001").map(ClientId::get),
            room_id: Some(3),
        },
    );
}
