//! How a refused action is told: an `error` event; the socket stays open.

use application::{Failure, PostRefused};
use domain::{AppendRefused, ClientId, Fault, NoSeat, RoomId};
use protocol::{Code, FieldErrors, ServerEvent};
use realtime::SubscribeRefused;

/// Why an action was not done, and what it was about.
#[derive(Debug)]
pub(super) struct Refusal {
    code: Code,
    errors: Option<FieldErrors>,
    room: Option<RoomId>,
    client_id: Option<ClientId>,
}

impl Refusal {
    pub(super) const fn new(code: Code, errors: Option<FieldErrors>) -> Self {
        Self {
            code,
            errors,
            room: None,
            client_id: None,
        }
    }

    pub(super) const fn binary() -> Self {
        Self::new(Code::InvalidJson, None)
    }

    pub(super) const fn not_subscribed() -> Self {
        Self::new(Code::NotSubscribed, None)
    }

    pub(super) fn about(self, room: RoomId) -> Self {
        Self {
            room: Some(room),
            ..self
        }
    }

    pub(super) fn about_send(self, client_id: Option<ClientId>) -> Self {
        Self { client_id, ..self }
    }

    pub(super) fn event(&self) -> ServerEvent<'_> {
        ServerEvent::Error {
            message: self.code.detail(),
            code: self.code.as_str(),
            details: self.errors.as_ref().map(|errors| errors.0.clone()),
            client_id: self.client_id.map(ClientId::get),
            room_id: self.room.map(RoomId::get),
        }
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::new(code, None)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        if fault.is_overload() {
            return Code::Busy.into();
        }
        tracing::error!(error = %fault.with_causes(), "an action on a socket failed");
        Code::Internal.into()
    }
}

impl From<NoSeat> for Refusal {
    fn from(refused: NoSeat) -> Self {
        match refused {
            NoSeat::NoSuchRoom => Code::RoomNotFound.into(),
            NoSeat::NotAMember => Code::NotAMember.into(),
        }
    }
}

impl From<PostRefused> for Refusal {
    fn from(refused: PostRefused) -> Self {
        match refused {
            PostRefused::TooMany { .. } => Code::RateLimited.into(),
            PostRefused::NotTaken { why, .. } => match why {
                AppendRefused::NoSuchRoom => Code::RoomNotFound.into(),
                AppendRefused::NotAMember => Code::NotAMember.into(),
                AppendRefused::NoSuchReply => Code::ReplyNotFound.into(),
            },
        }
    }
}

impl From<SubscribeRefused> for Refusal {
    fn from(refused: SubscribeRefused) -> Self {
        match refused {
            SubscribeRefused::TooMany => Code::TooManySubscriptions.into(),
            SubscribeRefused::NoSeat(no_seat) => no_seat.into(),
            SubscribeRefused::Ended => Code::NotAMember.into(),
            SubscribeRefused::Fault(fault) => fault.into(),
        }
    }
}

impl<R: Into<Self>> From<Failure<R>> for Refusal {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(refused) => refused.into(),
            Failure::Fault(fault) => fault.into(),
        }
    }
}
