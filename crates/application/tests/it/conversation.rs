//! Messages: posting, changing, reading and finding them.

use std::sync::Arc;
use std::time::Duration;

use application::{
    Conversation, ConversationPorts, Failure, LookAround, LookRefused, PostMessage, PostRefused,
    ReadNewer, ReadPage, SearchEverywhere, SearchRoom,
};
use domain::{
    AppendRefused, Appended, Context, DeleteMessage, DeleteRefused, EditMessage, EditRefused,
    Emoji, Limited, Measured, MessageId, MessagePage, MockLimiter, MockMessages, MockMeter,
    MockRooms, NoSeat, Quota, React, ReactRefused, ReactionTally, SearchQuery, Sent, Seq,
    StoreError, Verdict,
};

use crate::given::{
    ANN, GARDEN, HELLO, ManualClock, NOON, ann, body, breakdown, marker, membership, message,
};

#[derive(Default)]
struct Ports {
    messages: MockMessages,
    rooms: MockRooms,
    limiter: MockLimiter,
    meter: MockMeter,
}

impl Ports {
    fn conversation(self) -> Conversation {
        Conversation::new(ConversationPorts {
            messages: Arc::new(self.messages),
            rooms: Arc::new(self.rooms),
            limiter: Arc::new(self.limiter),
            clock: ManualClock::at(NOON),
            meter: Arc::new(self.meter),
        })
    }

    fn with_allowance(quota: Option<Quota>) -> Self {
        let mut ports = Self::default();
        ports
            .limiter
            .expect_take()
            .times(1)
            .withf(|what| *what == Limited::Sends(ANN))
            .returning(move |_| Ok(Verdict::Allowed(quota)));
        ports
    }

    /// The one send is counted as this.
    fn counted(mut self, sent: Sent) -> Self {
        self.meter
            .expect_note()
            .times(1)
            .withf(move |measured| *measured == Measured::Sent(sent))
            .return_const(());
        self
    }

    fn with_seat() -> Self {
        let mut ports = Self::default();
        ports
            .rooms
            .expect_membership()
            .times(1)
            .withf(|user, room| (*user, *room) == (ANN, GARDEN))
            .returning(|user, _| Ok(membership(user)));
        ports
    }

    fn without_seat() -> Self {
        let mut ports = Self::default();
        ports
            .rooms
            .expect_membership()
            .returning(|_, _| Err(StoreError::Conflict(NoSeat::NotAMember)));
        ports
    }
}

fn say_hello() -> PostMessage {
    PostMessage {
        room: GARDEN,
        body: body("hello"),
        client_id: None,
        reply_to: None,
    }
}

fn quota(remaining: u32) -> Quota {
    Quota {
        limit: 30,
        remaining,
        reset_in: Duration::from_secs(60),
    }
}

fn a_page() -> MessagePage {
    MessagePage {
        messages: vec![message("hello")],
        more: true,
    }
}

fn words() -> SearchQuery {
    SearchQuery::parse("hello").unwrap()
}

fn tally() -> Vec<ReactionTally> {
    vec![ReactionTally {
        emoji: Emoji::parse("👍").unwrap(),
        count: 1,
        by_viewer: true,
    }]
}

#[tokio::test]
async fn a_posted_message_comes_back_as_stored_with_what_is_left_to_send() {
    let mut ports = Ports::with_allowance(Some(quota(29)));
    ports
        .messages
        .expect_append()
        .times(1)
        .withf(|order| (order.room, order.author, order.at) == (GARDEN, ANN, NOON))
        .returning(|_| Ok(Appended::New(message("hello"))));
    let conversation = ports.counted(Sent::Stored).conversation();
    let posted = conversation.post(&ann().await, say_hello()).await.unwrap();
    assert_eq!(posted.message, message("hello"));
    assert!(!posted.already);
    assert_eq!(posted.quota, Some(quota(29)));
}

#[tokio::test]
async fn a_message_sent_twice_is_answered_with_the_first() {
    let mut ports = Ports::with_allowance(None);
    ports
        .messages
        .expect_append()
        .returning(|_| Ok(Appended::Already(message("hello"))));
    let conversation = ports.counted(Sent::Repeated).conversation();
    let posted = conversation.post(&ann().await, say_hello()).await.unwrap();
    assert!(posted.already);
    assert_eq!(posted.quota, None);
}

#[tokio::test]
async fn who_sent_too_much_posts_nothing() {
    let mut ports = Ports::default();
    let retry_after = Duration::from_millis(1_500);
    ports.limiter.expect_take().returning(move |_| {
        Ok(Verdict::Refused {
            quota: quota(0),
            retry_after,
        })
    });
    ports.messages.expect_append().never();
    let conversation = ports.counted(Sent::Limited).conversation();
    let refused = conversation.post(&ann().await, say_hello()).await;
    let expected = PostRefused::TooMany {
        quota: quota(0),
        retry_after,
    };
    assert_eq!(why(refused), Some(expected));
}

#[tokio::test]
async fn a_room_that_does_not_take_a_message_is_told_with_what_is_left_to_send() {
    for why in [
        AppendRefused::NoSuchRoom,
        AppendRefused::NotAMember,
        AppendRefused::NoSuchReply,
    ] {
        let mut ports = Ports::with_allowance(Some(quota(29)));
        ports
            .messages
            .expect_append()
            .returning(move |_| Err(StoreError::Conflict(why)));
        let conversation = ports.counted(Sent::Refused).conversation();
        let refused = conversation.post(&ann().await, say_hello()).await;
        let quota = Some(quota(29));
        let expected = PostRefused::NotTaken { why, quota };
        assert_eq!(self::why(refused), Some(expected));
    }
}

/// The refusal, if it is one.
fn why<T, R>(answer: Result<T, Failure<R>>) -> Option<R> {
    match answer {
        Err(Failure::Refused(refused)) => Some(refused),
        Ok(_) | Err(Failure::Fault(_)) => None,
    }
}

#[tokio::test]
async fn a_broken_log_is_a_fault() {
    let mut ports = Ports::with_allowance(None);
    ports
        .messages
        .expect_append()
        .returning(|_| Err(StoreError::Fault(breakdown())));
    let conversation = ports.counted(Sent::Failed).conversation();
    let failure = conversation.post(&ann().await, say_hello()).await;
    assert!(matches!(failure.unwrap_err(), Failure::Fault(_)));
}

#[tokio::test]
async fn an_edit_is_ordered_in_the_callers_name() {
    let mut ports = Ports::default();
    let order = EditMessage {
        message: HELLO,
        by: ANN,
        body: body("hello!"),
        at: NOON,
    };
    ports
        .messages
        .expect_edit()
        .withf(move |given| *given == order)
        .returning(|_| Ok(message("hello!")));
    let conversation = ports.conversation();
    let edited = conversation.edit(&ann().await, HELLO, body("hello!")).await;
    assert_eq!(edited.unwrap(), message("hello!"));
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_refused() {
    let mut ports = Ports::default();
    ports
        .messages
        .expect_edit()
        .returning(|_| Err(StoreError::Conflict(EditRefused::Unchanged)));
    let conversation = ports.conversation();
    let refused = conversation.edit(&ann().await, HELLO, body("hello")).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(EditRefused::Unchanged)
    ));
}

#[tokio::test]
async fn a_deletion_is_ordered_in_the_callers_name() {
    let mut ports = Ports::default();
    let order = DeleteMessage {
        message: HELLO,
        by: ANN,
        at: NOON,
    };
    ports
        .messages
        .expect_delete()
        .times(1)
        .withf(move |given| *given == order)
        .returning(|_| Ok(()));
    let conversation = ports.conversation();
    conversation.delete(&ann().await, HELLO).await.unwrap();
}

#[tokio::test]
async fn who_may_not_delete_is_refused() {
    let mut ports = Ports::default();
    ports
        .messages
        .expect_delete()
        .returning(|_| Err(StoreError::Conflict(DeleteRefused::NotAllowed)));
    let conversation = ports.conversation();
    let refused = conversation.delete(&ann().await, HELLO).await.unwrap_err();
    assert!(matches!(
        refused,
        Failure::Refused(DeleteRefused::NotAllowed)
    ));
}

#[tokio::test]
async fn reactions_are_given_and_taken_back_in_the_callers_name() {
    let thumb = || Emoji::parse("👍").unwrap();
    let order = move || React {
        message: HELLO,
        by: ANN,
        emoji: thumb(),
        at: NOON,
    };
    let mut ports = Ports::default();
    ports
        .messages
        .expect_react()
        .withf(move |given| *given == order())
        .returning(|_| Ok(tally()));
    ports
        .messages
        .expect_unreact()
        .withf(move |given| *given == order())
        .returning(|_| Ok(vec![]));
    let conversation = ports.conversation();
    let caller = ann().await;
    let given = conversation.react(&caller, HELLO, thumb()).await.unwrap();
    assert_eq!(given, tally());
    let left = conversation.unreact(&caller, HELLO, thumb()).await.unwrap();
    assert_eq!(left, []);
}

#[tokio::test]
async fn a_reaction_to_a_deleted_message_is_refused() {
    let mut ports = Ports::default();
    ports
        .messages
        .expect_react()
        .returning(|_| Err(StoreError::Conflict(ReactRefused::Deleted)));
    let conversation = ports.conversation();
    let thumb = Emoji::parse("👍").unwrap();
    let refused = conversation.react(&ann().await, HELLO, thumb).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(ReactRefused::Deleted)
    ));
}

#[tokio::test]
async fn a_page_is_read_with_the_readers_own_right() {
    let mut ports = Ports::with_seat();
    ports
        .messages
        .expect_page()
        .withf(|right, before, limit| {
            (right, *before, *limit) == (&membership(ANN), Some(Seq::restored(5)), 50)
        })
        .returning(|_, _, _| Ok(a_page()));
    let conversation = ports.conversation();
    let read = ReadPage {
        room: GARDEN,
        before: Some(Seq::restored(5)),
        limit: 50,
    };
    let page = conversation.page(&ann().await, read).await.unwrap();
    assert_eq!(page, a_page());
}

#[tokio::test]
async fn newer_messages_are_read_with_the_readers_own_right() {
    let mut ports = Ports::with_seat();
    ports
        .messages
        .expect_newer()
        .withf(|right, after, limit| {
            (right, *after, *limit) == (&membership(ANN), Seq::restored(5), 50)
        })
        .returning(|_, _, _| Ok(a_page()));
    let conversation = ports.conversation();
    let read = ReadNewer {
        room: GARDEN,
        after: Seq::restored(5),
        limit: 50,
    };
    let page = conversation.newer(&ann().await, read).await.unwrap();
    assert_eq!(page, a_page());
}

const AROUND_HELLO: LookAround = LookAround {
    room: GARDEN,
    target: HELLO,
    before: 25,
    after: 20,
};

#[tokio::test]
async fn a_message_is_shown_amid_its_neighbors() {
    let context = Context {
        messages: vec![message("hello")],
        older: true,
        newer: false,
    };
    let answer = context.clone();
    let mut ports = Ports::with_seat();
    ports
        .messages
        .expect_around()
        .withf(|_, target, before, after| (*target, *before, *after) == (HELLO, 25, 20))
        .returning(move |_, _, _, _| Ok(Some(answer.clone())));
    let conversation = ports.conversation();
    let found = conversation.around(&ann().await, AROUND_HELLO).await;
    assert_eq!(found.unwrap(), context);
}

#[tokio::test]
async fn a_message_of_another_room_is_not_shown() {
    let mut ports = Ports::with_seat();
    ports
        .messages
        .expect_around()
        .returning(|_, _, _, _| Ok(None));
    let conversation = ports.conversation();
    let refused = conversation.around(&ann().await, AROUND_HELLO).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(LookRefused::NoSuchMessage)
    ));
}

#[tokio::test]
async fn who_reacted_in_another_room_is_not_told() {
    let mut ports = Ports::with_seat();
    ports
        .messages
        .expect_reactors()
        .withf(|right, message, limit| (right.room(), *message, *limit) == (GARDEN, HELLO, 100))
        .returning(|_, _, _| Ok(None));
    let conversation = ports.conversation();
    let refused = conversation.reactors(&ann().await, GARDEN, HELLO).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(LookRefused::NoSuchMessage)
    ));
}

#[tokio::test]
async fn a_room_is_searched_with_the_readers_own_right() {
    let mut ports = Ports::with_seat();
    ports
        .messages
        .expect_search()
        .withf(|right, query, before, limit| {
            (right, query, *before, *limit) == (&membership(ANN), &words(), None, 20)
        })
        .returning(|_, _, _, _| Ok(a_page()));
    let conversation = ports.conversation();
    let search = SearchRoom {
        room: GARDEN,
        query: words(),
        before: None,
        limit: 20,
    };
    let found = conversation.search(&ann().await, search).await.unwrap();
    assert_eq!(found, a_page());
}

#[tokio::test]
async fn a_search_everywhere_is_bound_to_the_caller() {
    let mut ports = Ports::default();
    let before = Some(MessageId::restored(90));
    ports
        .messages
        .expect_search_everywhere()
        .withf(move |user, query, given, limit| {
            (*user, query, *given, *limit) == (ANN, &words(), before, 20)
        })
        .returning(|_, _, _, _| Ok(a_page()));
    let conversation = ports.conversation();
    let search = SearchEverywhere {
        query: words(),
        before,
        limit: 20,
    };
    let found = conversation.search_everywhere(&ann().await, search).await;
    assert_eq!(found.unwrap(), a_page());
}

#[tokio::test]
async fn who_has_no_seat_reads_nothing_at_all() {
    let caller = ann().await;
    let newest = ReadPage {
        room: GARDEN,
        before: None,
        limit: 1,
    };
    let first = ReadNewer {
        room: GARDEN,
        after: Seq::ZERO,
        limit: 1,
    };
    let search = SearchRoom {
        room: GARDEN,
        query: words(),
        before: None,
        limit: 1,
    };
    let conversation = Ports::without_seat().conversation();
    assert!(matches!(
        conversation.page(&caller, newest).await,
        Err(Failure::Refused(NoSeat::NotAMember))
    ));
    assert!(matches!(
        conversation.newer(&caller, first).await,
        Err(Failure::Refused(NoSeat::NotAMember))
    ));
    assert!(matches!(
        conversation.search(&caller, search).await,
        Err(Failure::Refused(NoSeat::NotAMember))
    ));
    assert!(matches!(
        conversation.around(&caller, AROUND_HELLO).await,
        Err(Failure::Refused(LookRefused::Seat(NoSeat::NotAMember)))
    ));
    assert!(matches!(
        conversation.reactors(&caller, GARDEN, HELLO).await,
        Err(Failure::Refused(LookRefused::Seat(NoSeat::NotAMember)))
    ));
}

#[tokio::test]
async fn a_read_marker_is_moved_by_the_store() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_mark_read()
        .withf(|user, room, up_to, at| {
            (*user, *room, *up_to, *at) == (ANN, GARDEN, Some(Seq::restored(4)), NOON)
        })
        .returning(|_, _, _, _| Ok(marker(4)));
    let conversation = ports.conversation();
    let up_to = Some(Seq::restored(4));
    let stands = conversation.mark_read(&ann().await, GARDEN, up_to).await;
    assert_eq!(stands.unwrap(), marker(4));
}

#[tokio::test]
async fn who_has_no_seat_marks_nothing_read() {
    let mut ports = Ports::default();
    ports
        .rooms
        .expect_mark_read()
        .returning(|_, _, _, _| Err(StoreError::Conflict(NoSeat::NoSuchRoom)));
    let conversation = ports.conversation();
    let refused = conversation.mark_read(&ann().await, GARDEN, None).await;
    assert!(matches!(
        refused.unwrap_err(),
        Failure::Refused(NoSeat::NoSuchRoom)
    ));
}
