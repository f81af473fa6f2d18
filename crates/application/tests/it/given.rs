//! What the tests start from: people, rooms, messages, a clock, and ears for events.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use application::{Caller, People, PeoplePorts};
use domain::{
    Account, Claims, Clock, EmailAddress, Event, Events, Fault, Membership, Message, MessageBody,
    MessageId, MockAccounts, MockAttempts, MockConnections, MockPasswords, MockSecrets,
    MockSessions, MockTokens, Person, Profile, ReadMarker, Room, RoomId, RoomKind, RoomName, Seat,
    Seq, SessionId, SessionSpan, Timestamp, UserId, Username, Version,
};
use uuid::Uuid;

/// A clock that stands still until it is moved.
pub(crate) struct ManualClock(AtomicI64);

impl ManualClock {
    pub(crate) fn at(time: Timestamp) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(time.micros())))
    }

    pub(crate) fn advance(&self, by: Duration) {
        let micros = i64::try_from(by.as_micros()).unwrap();
        self.0.fetch_add(micros, Ordering::SeqCst);
    }

    pub(crate) fn set_back(&self, by: Duration) {
        let micros = i64::try_from(by.as_micros()).unwrap();
        self.0.fetch_sub(micros, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Remembers what was told.
#[derive(Default)]
pub(crate) struct RecordingEvents(Mutex<Vec<Event>>);

impl RecordingEvents {
    pub(crate) fn heard(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }
}

impl Events for RecordingEvents {
    fn publish(&self, events: Vec<Event>) {
        self.0.lock().unwrap().extend(events);
    }
}

pub(crate) const NOON: Timestamp = Timestamp::from_micros(1_750_000_000_000_000);
pub(crate) const ANN: UserId = UserId::restored(1);
pub(crate) const BOB: UserId = UserId::restored(2);
pub(crate) const GARDEN: RoomId = RoomId::restored(7);
pub(crate) const HELLO: MessageId = MessageId::restored(40);

pub(crate) fn username(name: &str) -> Username {
    Username::parse(name).unwrap()
}

pub(crate) fn person(id: UserId, name: &str) -> Person {
    Person {
        id,
        username: username(name),
    }
}

pub(crate) fn account(id: UserId, name: &str) -> Account {
    Account {
        id,
        username: username(name),
        email: EmailAddress::parse(&format!("{name}@example.org")).unwrap(),
        profile: Profile::default(),
        is_admin: false,
        disabled_at: None,
        created_at: NOON,
    }
}

pub(crate) fn claims(user: UserId) -> Claims {
    Claims {
        user,
        session: SessionId::new(Uuid::nil()),
        expires_at: NOON.plus(Duration::from_secs(1_800)),
    }
}

/// The ports of `People`; each test says what its own answer.
#[derive(Default)]
pub(crate) struct PeopleMocks {
    pub(crate) accounts: MockAccounts,
    pub(crate) sessions: MockSessions,
    pub(crate) attempts: MockAttempts,
    pub(crate) passwords: MockPasswords,
    pub(crate) tokens: MockTokens,
    pub(crate) secrets: MockSecrets,
    pub(crate) connections: MockConnections,
}

/// The service over them, with what it told and a clock that stands at noon.
pub(crate) struct Given {
    pub(crate) people: People,
    pub(crate) events: Arc<RecordingEvents>,
    pub(crate) clock: Arc<ManualClock>,
}

impl PeopleMocks {
    pub(crate) fn give(self) -> Given {
        let (clock, events) = (ManualClock::at(NOON), Arc::new(RecordingEvents::default()));
        let ports = PeoplePorts {
            accounts: Arc::new(self.accounts),
            sessions: Arc::new(self.sessions),
            attempts: Arc::new(self.attempts),
            passwords: Arc::new(self.passwords),
            tokens: Arc::new(self.tokens),
            secrets: Arc::new(self.secrets),
            connections: Arc::new(self.connections),
            events: events.clone(),
            clock: clock.clone(),
        };
        Given {
            people: People::new(ports, SessionSpan::DEFAULT),
            events,
            clock,
        }
    }
}

/// Ann, signed in the way everybody is.
pub(crate) async fn ann() -> Caller {
    let mut ports = PeopleMocks::default();
    ports.tokens.expect_verify().returning(|_| Ok(claims(ANN)));
    ports
        .sessions
        .expect_owner()
        .returning(|_, user, _| Ok(Some(person(user, "Ann"))));
    let given = ports.give();
    given.people.authenticate("ann's token").await.unwrap()
}

pub(crate) fn garden() -> Room {
    Room {
        id: GARDEN,
        name: RoomName::parse("Garden").unwrap(),
        description: None,
        kind: RoomKind::Public,
        created_by: ANN,
        created_at: NOON,
        member_count: 1,
        last_seq: Seq::restored(5),
        version: Version::restored(9),
    }
}

pub(crate) fn marker(seq: i64) -> ReadMarker {
    ReadMarker {
        seq: Seq::restored(seq),
        at: NOON,
    }
}

pub(crate) fn membership(user: UserId) -> Membership {
    Membership::found(GARDEN, user, NOON, marker(3))
}

pub(crate) fn seat(user: UserId) -> Seat {
    Seat {
        room: garden(),
        membership: membership(user),
    }
}

pub(crate) fn body(text: &str) -> MessageBody {
    MessageBody::restored(text)
}

pub(crate) fn message(text: &str) -> Message {
    Message {
        id: HELLO,
        room: GARDEN,
        seq: Seq::restored(6),
        version: Version::restored(10),
        author: person(ANN, "Ann"),
        body: body(text),
        created_at: NOON,
        edited_at: None,
        deleted_at: None,
        reply_to: None,
        client_id: None,
        reactions: Vec::new(),
    }
}

pub(crate) fn breakdown() -> Fault {
    Fault::new("ask the store", "it is gone")
}
