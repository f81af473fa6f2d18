//! Who may edit, delete and react.

use domain::{
    DeleteRefused, EditRefused, Emoji, MAX_REACTION_KINDS, Message, MessageBody, MessageId, Person,
    ReactRefused, ReactionTally, RoomId, Seq, Standing, Timestamp, UserId, Username, Version,
    check_delete, check_edit, check_react,
};

const ANN: UserId = UserId::restored(1);
const BOB: UserId = UserId::restored(2);

const AUTHOR: Standing = Standing {
    user: ANN,
    is_member: true,
    is_creator: false,
    sees_room: true,
};
const MEMBER: Standing = Standing {
    user: BOB,
    ..AUTHOR
};
const CREATOR: Standing = Standing {
    is_creator: true,
    ..MEMBER
};
/// Wrote the message and left the room since.
const FORMER_AUTHOR: Standing = Standing {
    is_member: false,
    ..AUTHOR
};
const PASSER_BY: Standing = Standing {
    is_member: false,
    ..MEMBER
};
const OUTSIDER: Standing = Standing {
    sees_room: false,
    ..PASSER_BY
};

fn message() -> Message {
    Message {
        id: MessageId::restored(10),
        room: RoomId::restored(5),
        seq: Seq::restored(1),
        version: Version::restored(1),
        author: Person {
            id: ANN,
            username: Username::restored("Ann"),
        },
        body: MessageBody::restored("hello"),
        created_at: Timestamp::from_micros(0),
        edited_at: None,
        deleted_at: None,
        reply_to: None,
        client_id: None,
        reactions: Vec::new(),
    }
}

fn deleted() -> Message {
    Message {
        body: MessageBody::scrubbed(),
        deleted_at: Some(Timestamp::from_micros(1)),
        ..message()
    }
}

#[test]
fn only_the_author_edits_and_only_to_something_new() {
    let rows = [
        ("its author", AUTHOR, message(), "new", Ok(())),
        (
            "its author, to the same",
            AUTHOR,
            message(),
            "hello",
            Err(EditRefused::Unchanged),
        ),
        (
            "its author, deleted",
            AUTHOR,
            deleted(),
            "new",
            Err(EditRefused::Deleted),
        ),
        (
            "another member",
            MEMBER,
            message(),
            "new",
            Err(EditRefused::NotTheAuthor),
        ),
        (
            "another member, deleted",
            MEMBER,
            deleted(),
            "new",
            Err(EditRefused::NotTheAuthor),
        ),
        (
            "the room's creator",
            CREATOR,
            message(),
            "new",
            Err(EditRefused::NotTheAuthor),
        ),
        (
            "an author who left",
            FORMER_AUTHOR,
            message(),
            "new",
            Err(EditRefused::NotAMember),
        ),
        (
            "somebody of no room",
            PASSER_BY,
            message(),
            "new",
            Err(EditRefused::NotAMember),
        ),
        (
            "who sees no room",
            OUTSIDER,
            message(),
            "new",
            Err(EditRefused::NoSuchMessage),
        ),
        (
            "who sees no room, deleted",
            OUTSIDER,
            deleted(),
            "new",
            Err(EditRefused::NoSuchMessage),
        ),
    ];
    for (who, standing, message, text, expected) in rows {
        let body = MessageBody::restored(text);
        assert_eq!(check_edit(standing, &message, &body), expected, "{who}");
    }
}

#[test]
fn author_and_creator_delete_again_and_again() {
    let rows = [
        ("its author", AUTHOR, Ok(())),
        ("the room's creator", CREATOR, Ok(())),
        ("another member", MEMBER, Err(DeleteRefused::NotAllowed)),
        (
            "an author who left",
            FORMER_AUTHOR,
            Err(DeleteRefused::NotAMember),
        ),
        (
            "somebody of no room",
            PASSER_BY,
            Err(DeleteRefused::NotAMember),
        ),
        (
            "who sees no room",
            OUTSIDER,
            Err(DeleteRefused::NoSuchMessage),
        ),
    ];
    for (who, standing, expected) in rows {
        assert_eq!(check_delete(standing, &message()), expected, "{who}");
        assert_eq!(check_delete(standing, &deleted()), expected, "{who}, again");
    }
}

#[test]
fn members_react_to_what_is_not_deleted() {
    let thumb = Emoji::parse("👍").unwrap();
    let rows = [
        ("its author", AUTHOR, message(), Ok(())),
        ("another member", MEMBER, message(), Ok(())),
        (
            "another member, deleted",
            MEMBER,
            deleted(),
            Err(ReactRefused::Deleted),
        ),
        (
            "somebody of no room",
            PASSER_BY,
            message(),
            Err(ReactRefused::NotAMember),
        ),
        (
            "who sees no room",
            OUTSIDER,
            message(),
            Err(ReactRefused::NoSuchMessage),
        ),
        (
            "who sees no room, deleted",
            OUTSIDER,
            deleted(),
            Err(ReactRefused::NoSuchMessage),
        ),
    ];
    for (who, standing, message, expected) in rows {
        assert_eq!(
            check_react(standing, &message, Some(&thumb)),
            expected,
            "{who}"
        );
        assert_eq!(
            check_react(standing, &message, None),
            expected,
            "{who}, back"
        );
    }
}

#[test]
fn a_message_bears_at_most_twenty_kinds_of_emoji() {
    let kinds = "😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙";
    let given: Vec<_> = kinds.chars().map(Emoji::restored).collect();
    assert_eq!(given.len(), MAX_REACTION_KINDS);
    let full = Message {
        reactions: given.iter().cloned().map(tally).collect(),
        ..message()
    };
    let another = Emoji::parse("👍").unwrap();
    let refused = check_react(MEMBER, &full, Some(&another));
    assert_eq!(refused, Err(ReactRefused::TooManyKinds));
    assert_eq!(
        check_react(MEMBER, &full, given.first()),
        Ok(()),
        "a kind that is there"
    );
    assert_eq!(check_react(MEMBER, &full, None), Ok(()), "taken back");
}

fn tally(emoji: Emoji) -> ReactionTally {
    ReactionTally {
        emoji,
        count: 1,
        by_viewer: false,
    }
}
