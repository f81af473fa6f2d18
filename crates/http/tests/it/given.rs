//! What the tests start from: ports that can be told what to answer, and a client.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use application::{
    Conversation, ConversationPorts, Lobby, LobbyPorts, Overview, OverviewPorts, People,
    PeoplePorts,
};
use async_trait::async_trait;
use bytes::Bytes;
use domain::{
    AccessToken, Account, Attempt, BodyLimit, Claims, Digest, EmailAddress, Fault, Membership,
    Message, MessageBody as Body, MessageId, MockAccounts, MockAttempts, MockClock,
    MockConnections, MockEvents, MockLimiter, MockMessages, MockOversight, MockPasswords,
    MockPresence, MockRooms, MockSecrets, MockSessions, MockTokens, PasswordHash, Person, Profile,
    ReadMarker, Room, RoomId, RoomKind, RoomName, Seat, Secret, Seq, SessionId, SessionSpan,
    Timestamp, TokenRefused, UserId, Username, Verdict, Version,
};
use http::{
    Documents, Health, Http, HttpSettings, MetricsPage, Monitor, PoolFigures, RateLimits, Services,
    TrustedProxies,
};
use serde_json::Value;
use uuid::Uuid;

/// 2025-06-15T15:06:40Z
pub(crate) const NOON: Timestamp = Timestamp::from_micros(1_750_000_000_000_000);
pub(crate) const ANN: UserId = UserId::restored(1);
pub(crate) const BOB: UserId = UserId::restored(2);
pub(crate) const GARDEN: RoomId = RoomId::restored(7);
pub(crate) const HELLO: MessageId = MessageId::restored(40);

/// The ports; each test says what its own answer.
pub(crate) struct Ports {
    pub(crate) accounts: MockAccounts,
    pub(crate) sessions: MockSessions,
    pub(crate) attempts: MockAttempts,
    pub(crate) passwords: MockPasswords,
    pub(crate) rooms: MockRooms,
    pub(crate) messages: MockMessages,
    pub(crate) limiter: MockLimiter,
    pub(crate) presence: MockPresence,
    pub(crate) connections: MockConnections,
    pub(crate) health: FixedHealth,
    pub(crate) monitor: Arc<dyn Monitor>,
}

/// A process in a state that a test chose.
#[derive(Clone, Copy)]
pub(crate) struct FixedHealth {
    pub(crate) is_ready: bool,
}

#[async_trait]
impl Health for FixedHealth {
    async fn is_ready(&self) -> bool {
        self.is_ready
    }

    async fn pool(&self) -> Result<PoolFigures, Fault> {
        Ok(PoolFigures {
            size: 8,
            checked_out: 1,
            overflow: 0,
        })
    }
}

impl Ports {
    /// Ann and Bob exist; nothing is limited.
    pub(crate) fn new() -> Self {
        let mut accounts = MockAccounts::new();
        accounts
            .expect_find()
            .returning(|user| Ok(Some(account(user))));
        let mut sessions = MockSessions::new();
        sessions.expect_owner().returning(|_, user, _| {
            Ok(Some(Person {
                id: user,
                username: username(user),
            }))
        });
        Self {
            accounts,
            sessions,
            attempts: MockAttempts::new(),
            passwords: MockPasswords::new(),
            rooms: MockRooms::new(),
            messages: MockMessages::new(),
            limiter: MockLimiter::new(),
            presence: MockPresence::new(),
            connections: MockConnections::new(),
            health: FixedHealth { is_ready: true },
            monitor: Arc::new(()),
        }
    }

    /// Nobody holds anybody back from sending.
    pub(crate) fn without_send_limit(mut self) -> Self {
        self.limiter
            .expect_take()
            .returning(|_| Ok(Verdict::Allowed(None)));
        self
    }

    /// Ann and Bob sit in the garden.
    pub(crate) fn with_seats(mut self) -> Self {
        self.rooms
            .expect_membership()
            .returning(|user, _| Ok(membership(user)));
        self
    }

    /// The password hash port takes any password.
    pub(crate) fn with_passwords(mut self) -> Self {
        self.passwords
            .expect_hash()
            .returning(|_| Ok(PasswordHash::new("hash")));
        self.passwords.expect_verify().returning(|_, _| Ok(false));
        self.attempts
            .expect_begin()
            .returning(|_| Ok(Attempt::Allowed));
        self.sessions
            .expect_knows_origin()
            .returning(|_, _| Ok(false));
        self
    }

    pub(crate) fn services(self) -> Services {
        let mut clock = MockClock::new();
        clock.expect_now().returning(|| NOON);
        let mut events = MockEvents::new();
        events.expect_publish().returning(|_| ());
        let (clock, events) = (Arc::new(clock), Arc::new(events));
        let (rooms, accounts) = (Arc::new(self.rooms), Arc::new(self.accounts));
        Services {
            people: People::new(
                PeoplePorts {
                    accounts,
                    sessions: Arc::new(self.sessions),
                    attempts: Arc::new(self.attempts),
                    passwords: Arc::new(self.passwords),
                    tokens: Arc::new(tokens()),
                    secrets: Arc::new(secrets()),
                    connections: Arc::new(self.connections),
                    events: events.clone(),
                    clock: clock.clone(),
                },
                SessionSpan::DEFAULT,
            ),
            lobby: Lobby::new(LobbyPorts {
                rooms: rooms.clone(),
                presence: Arc::new(self.presence),
                events: events.clone(),
                clock: clock.clone(),
            }),
            overview: Overview::new(OverviewPorts {
                oversight: Arc::new(MockOversight::new()),
                rooms: rooms.clone(),
                events: events.clone(),
                clock: clock.clone(),
            }),
            conversation: Conversation::new(ConversationPorts {
                messages: Arc::new(self.messages),
                rooms,
                limiter: Arc::new(self.limiter),
                clock,
                meter: Arc::new(()),
            }),
            health: Arc::new(self.health),
            monitor: self.monitor,
        }
    }
}

/// Two good tokens: `ann` and `bob`.
fn tokens() -> MockTokens {
    let mut tokens = MockTokens::new();
    tokens.expect_verify().returning(|token| match token {
        "ann" => Ok(claims(ANN)),
        "bob" => Ok(claims(BOB)),
        _ => Err(TokenRefused),
    });
    tokens.expect_issue().returning(|_, _| AccessToken {
        secret: "ann".into(),
        expires_in: std::time::Duration::from_secs(1_800),
    });
    tokens
}

/// Refresh tokens that nobody looks into.
fn secrets() -> MockSecrets {
    let mut secrets = MockSecrets::new();
    secrets.expect_fresh().returning(|| Secret::new([7; 32]));
    secrets
        .expect_fresh_session()
        .returning(|| SessionId::new(Uuid::nil()));
    secrets
        .expect_digest()
        .returning(|secret| Digest::new(*secret.expose()));
    secrets
        .expect_refresh_token()
        .returning(|_, _| "refresh".to_owned());
    secrets.expect_read_refresh_token().returning(|_| None);
    secrets.expect_origin().returning(|_| Digest::new([9; 32]));
    secrets
}

/// What the tests need not choose.
pub(crate) fn settings() -> HttpSettings {
    HttpSettings {
        body_limit: BodyLimit::DEFAULT,
        cors_origins: Vec::new(),
        trusted_proxies: TrustedProxies::default(),
        rate_limits: RateLimits::Off,
        documents: Documents::Hidden,
        metrics: MetricsPage::Here,
    }
}

/// An answer, read to its end.
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Told {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Status and stable name of a refusal.
    pub(crate) fn refusal(&self) -> (u16, String) {
        let body = self.json();
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        assert_eq!(
            body.get("status").and_then(Value::as_u64),
            Some(self.status.into())
        );
        let code = body.get("code").and_then(Value::as_str).unwrap();
        (self.status, code.to_owned())
    }

    /// The fields that a form was refused for.
    pub(crate) fn wrong_fields(&self) -> Vec<String> {
        let body = self.json();
        let errors = body.get("errors").and_then(Value::as_array).cloned();
        let fields = errors.unwrap_or_default().into_iter();
        let name = |error: Value| Some(error.get("field")?.as_str()?.to_owned());
        fields.filter_map(name).collect()
    }
}

/// Asks an application of its own; limits do not outlive the call.
pub(crate) async fn ask(ports: Ports, request: TestRequest) -> Told {
    ask_with(settings(), ports, request).await
}

pub(crate) async fn ask_with(settings: HttpSettings, ports: Ports, request: TestRequest) -> Told {
    let http = Http::new(settings, ports.services());
    ask_app(&init_service(http.app()).await, request).await
}

pub(crate) async fn ask_app<S, B>(app: &S, request: TestRequest) -> Told
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    let response = call_service(app, request.to_request()).await;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Told {
        status,
        headers,
        body: read_body(response).await,
    }
}

/// A request of somebody who is not signed in.
pub(crate) fn anybody(method: Method, path: &str) -> TestRequest {
    let peer: SocketAddr = "192.0.2.1:5000".parse().unwrap();
    TestRequest::with_uri(path).method(method).peer_addr(peer)
}

/// A request of Ann.
pub(crate) fn ann(method: Method, path: &str) -> TestRequest {
    anybody(method, path).insert_header(("authorization", "Bearer ann"))
}

/// A request of Ann with a body.
pub(crate) fn ann_sends(method: Method, path: &str, body: Value) -> TestRequest {
    ann(method, path).set_json(body)
}

pub(crate) fn username(user: UserId) -> Username {
    Username::restored(if user == ANN { "Ann" } else { "Bob" })
}

pub(crate) fn account(user: UserId) -> Account {
    Account {
        id: user,
        username: username(user),
        email: EmailAddress::restored("ann@example.org"),
        profile: Profile::default(),
        is_admin: false,
        disabled_at: None,
        created_at: NOON,
    }
}

fn claims(user: UserId) -> Claims {
    Claims {
        user,
        session: SessionId::new(Uuid::nil()),
        expires_at: NOON,
    }
}

pub(crate) fn membership(user: UserId) -> Membership {
    let seq = Seq::restored(3);
    Membership::found(GARDEN, user, NOON, ReadMarker { seq, at: NOON })
}

pub(crate) fn room(id: i64) -> Room {
    Room {
        id: RoomId::restored(id),
        name: RoomName::restored("Garden"),
        description: None,
        kind: RoomKind::Public,
        created_by: ANN,
        created_at: NOON,
        member_count: 2,
        last_seq: Seq::restored(5),
        version: Version::restored(9),
    }
}

pub(crate) fn seat(user: UserId) -> Seat {
    Seat {
        room: room(7),
        membership: membership(user),
    }
}

pub(crate) fn message(seq: i64) -> Message {
    Message {
        id: MessageId::restored(100 + seq),
        room: GARDEN,
        seq: Seq::restored(seq),
        version: Version::restored(seq),
        author: Person {
            id: ANN,
            username: username(ANN),
        },
        body: Body::restored("hello"),
        created_at: NOON,
        edited_at: None,
        deleted_at: None,
        reply_to: None,
        client_id: None,
        reactions: Vec::new(),
    }
}

pub(crate) fn breakdown() -> Fault {
    Fault::new("read the garden", "secret host db-7 refused")
}
