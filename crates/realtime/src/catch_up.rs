//! Catching up: a subscription that missed something reads it, as one that begins does.

use std::rc::Rc;
use std::time::Duration;

use protocol::ServerEvent;
use tokio::time::sleep;

use crate::CloseCode;
use crate::local::LocalHub;
use crate::subscribe::{SubscribeRefused, replay_to};
use crate::subscription::Subscription;

/// The database knows less than was announced, as a replica may; it will know more in a moment.
const PAUSE: Duration = Duration::from_millis(100);

impl LocalHub {
    /// Brings a live subscription that missed something up to date; silent when it can.
    pub(crate) async fn catch_up(&self, subscription: &Rc<Subscription>) {
        loop {
            let before = subscription.heard();
            match self.catch_up_once(subscription).await {
                Ok(true) => return,
                Ok(false) if subscription.heard() == before => sleep(PAUSE).await,
                Ok(false) => {}
                Err(_) if subscription.has_ended() => return,
                Err(refused) => return self.give_up(subscription, refused),
            }
        }
    }

    async fn catch_up_once(
        &self,
        subscription: &Rc<Subscription>,
    ) -> Result<bool, SubscribeRefused> {
        let _own = subscription.socket.catching_up.acquire().await;
        let _turn = self.turn_of(&subscription.socket).await;
        let right = self.right(subscription).await?;
        let since = subscription.heard();
        let changes = self.changes(&right, Some(since)).await?;
        let is_told_anew = subscription.has_missed() || changes.changes.is_none();
        let online = match is_told_anew {
            true => Some(self.online(subscription).await?),
            false => None,
        };
        self.confirm(subscription).await?;
        if changes.head.version < since {
            return Ok(false);
        }
        match (online, &changes.changes) {
            // Without the changes it is a reset: too much was missed, the client loads the history.
            (Some(online), _) => {
                self.tell_begin(subscription, &changes, Some(Some(since)), &online);
            }
            (None, Some(changed)) => replay_to(&subscription.socket, changed, since),
            (None, None) => {}
        }
        subscription.socket.write_out();
        self.parts
            .hub
            .stands_at(subscription.room, changes.head.version);
        Ok(subscription.go_live(changes.head.version))
    }

    fn give_up(&self, subscription: &Rc<Subscription>, refused: SubscribeRefused) {
        match refused {
            SubscribeRefused::Fault(fault) => {
                tracing::error!(error = %fault.with_causes(), "a subscription could not catch up");
                // The client comes back and resumes; better late than wrong.
                subscription.socket.close(CloseCode::TooSlow);
            }
            SubscribeRefused::NoSeat(_) | SubscribeRefused::TooMany | SubscribeRefused::Ended => {
                self.finish(subscription);
                let room_id = subscription.room.get();
                let unsubscribed = ServerEvent::Unsubscribed { room_id };
                subscription.socket.tell(&unsubscribed);
            }
        }
    }
}
