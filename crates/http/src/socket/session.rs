//! What a client asks over its socket, one frame after the other.

use std::rc::Rc;
use std::time::Instant;

use actix_web::http::header::HeaderValue;
use application::{Caller, PostMessage, Posted};
use domain::RoomId;
use protocol::{ActionRefused, ClientAction, SendMessage, ServerEvent, parse_action, pong_frame};
use realtime::{CloseCode, Socket};
use tracing::{Instrument, Span, info_span};

use crate::Acted;

use super::Endpoint;
use super::answer::Refusal;
use super::frames::Received;
use super::incoming::Incoming;

/// One client's conversation with the server.
pub(super) struct Session {
    endpoint: Rc<Endpoint>,
    caller: Caller,
    socket: Rc<Socket>,
    /// What the request that opened the socket is called.
    request_id: Option<HeaderValue>,
}

impl Session {
    pub(super) fn new(
        endpoint: &Rc<Endpoint>,
        caller: Caller,
        socket: Rc<Socket>,
        request_id: Option<HeaderValue>,
    ) -> Self {
        Self {
            endpoint: Rc::clone(endpoint),
            caller,
            socket,
            request_id,
        }
    }

    /// Reads until the connection ends. Frames are answered one after the other, so that what one
    /// client sends is stored in the order it was sent, and a flood waits in its own connection.
    pub(super) async fn listen(self, mut incoming: Incoming) {
        let mut is_broken = false;
        while let Some(received) = incoming.next().await {
            self.socket.heard();
            match received {
                // Boxed, so that the many sockets that wait for their next frame stay small.
                Ok(Received::Text(text)) => Box::pin(self.act(&text)).await,
                Ok(Received::Binary) => self.refuse(&Refusal::binary()),
                Ok(Received::Ping(payload)) => self.socket.send(pong_frame(&payload)),
                Ok(Received::Pong) => {}
                Ok(Received::Close) => {
                    self.socket.close(CloseCode::Normal);
                    break;
                }
                Err(code) => {
                    self.socket.close(code);
                    is_broken = true;
                    break;
                }
            }
        }
        self.endpoint.local.disconnect(&self.socket).await;
        if is_broken {
            Box::pin(incoming.drain()).await;
        }
    }

    async fn act(&self, text: &str) {
        if self.socket.is_closing() {
            return;
        }
        let began = Instant::now();
        let parsed = parse_action(text, self.endpoint.parts.local.body_limit);
        let action = parsed.as_ref().map_or("invalid", ClientAction::name);
        let span = self.span(action);
        let obeyed = match parsed {
            Ok(action) => self.obey(action).instrument(span).await,
            Err(refused) => Err(Refusal::from(refused)),
        };
        if let Err(refusal) = obeyed {
            self.refuse(&refusal);
        }
        let took = began.elapsed();
        self.endpoint.parts.monitor.acted(&Acted { action, took });
    }

    fn span(&self, action: &'static str) -> Span {
        let id = self.request_id.as_ref().and_then(|id| id.to_str().ok());
        info_span!(
            "action",
            request.id = id,
            user.id = self.caller.user().get(),
            operation = action
        )
    }

    async fn obey(&self, action: ClientAction) -> Result<(), Refusal> {
        let local = &self.endpoint.local;
        match action {
            ClientAction::Subscribe { room, resume } => {
                let subscribed = local.subscribe(&self.socket, room, resume).await;
                subscribed.map_err(|error| Refusal::from(error).about(room))
            }
            ClientAction::Unsubscribe { room } => {
                local.unsubscribe(&self.socket, room).await;
                self.socket.tell(&ServerEvent::Unsubscribed {
                    room_id: room.get(),
                });
                Ok(())
            }
            ClientAction::Send(send) => self.send(send).await,
            ClientAction::Typing { room } if local.typing(&self.socket, room) => Ok(()),
            ClientAction::Typing { room } => Err(Refusal::not_subscribed().about(room)),
            ClientAction::Watch => local.watch(&self.socket).await.map_err(Refusal::from),
            ClientAction::MarkRead { room, seq } => {
                let marked = self
                    .endpoint
                    .parts
                    .conversation
                    .mark_read(&self.caller, room, seq);
                marked
                    .await
                    .map(|_| ())
                    .map_err(|error| Refusal::from(error).about(room))
            }
            ClientAction::Ping => {
                self.socket.tell(&ServerEvent::Pong);
                Ok(())
            }
        }
    }

    async fn send(&self, send: SendMessage) -> Result<(), Refusal> {
        let (room, client_id) = (send.room, send.client_id);
        let order = PostMessage {
            room,
            body: send.body,
            client_id,
            reply_to: send.reply_to,
        };
        let posted = self
            .endpoint
            .parts
            .conversation
            .post(&self.caller, order)
            .await;
        let posted =
            posted.map_err(|error| Refusal::from(error).about(room).about_send(client_id))?;
        if self.must_be_told(&posted, room) {
            self.socket.tell(&ServerEvent::NewMessage {
                version: posted.message.version.get(),
                message: protocol::Message::seen_by(&posted.message, Some(self.caller.user())),
            });
        }
        Ok(())
    }

    /// A new message comes back through the subscription. What was stored before is told to nobody
    /// again but the sender, who waits for it; so is a sender told who does not listen to the room.
    fn must_be_told(&self, posted: &Posted, room: RoomId) -> bool {
        let waits = posted.message.client_id.is_some();
        posted.already || (waits && !self.socket.listens_to(room))
    }

    fn refuse(&self, refusal: &Refusal) {
        self.socket.tell(&refusal.event());
    }
}

impl From<ActionRefused> for Refusal {
    fn from(refused: ActionRefused) -> Self {
        let refusal = Self::new(refused.code, refused.errors);
        let refusal = refusal.about_send(refused.client_id);
        match refused.room {
            Some(room) => refusal.about(room),
            None => refusal,
        }
    }
}
