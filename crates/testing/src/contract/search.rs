//! What `Messages` promises about search.

use domain::{MessageId, SearchQuery, Seq};

use crate::{Chat, chat::texts};

async fn all_of(chat: &Chat, person: &domain::Person, query: &str) -> Vec<String> {
    let query = SearchQuery::parse(query).unwrap();
    let found = chat
        .messages
        .search_everywhere(person.id, &query, None, 100)
        .await;
    texts(&found.unwrap().messages)
}

/// English words are found in every form.
pub async fn words_are_found_in_every_form(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let said = [
        "I was running late",
        "She runs the deploy",
        "A quiet walk",
        "RUN!",
    ];
    chat.post_all(room, &ann, &said).await;
    for query in ["run", "Running", "runs"] {
        let expected = ["RUN!", "She runs the deploy", "I was running late"];
        assert_eq!(chat.found(&ann, room, query).await, expected, "{query}");
    }
    assert_eq!(chat.found(&ann, room, "deploys walking").await, [""; 0]);
}

/// All words must be there, in any order; stop words do not count.
pub async fn all_words_of_a_query_are_meant(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post_all(
        room,
        &ann,
        &["red house", "blue house", "a house, quite red"],
    )
    .await;
    let expected = ["a house, quite red", "red house"];
    for query in ["house red", "the house that is red", "RED, House!"] {
        assert_eq!(chat.found(&ann, room, query).await, expected, "{query}");
    }
}

/// Whatever somebody types is only words.
pub async fn s25_any_query_is_safe(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post(room, &ann, "plain words").await;
    let hostile = [
        "\"",
        "'",
        "*",
        "plain*",
        "words OR plain",
        "NOT plain",
        "(plain",
        "plain)",
        "a:b",
        "content:plain",
        "room:r1",
        "^plain",
        "plain NEAR words",
        "NEAR(plain words)",
        "{content}",
        "-plain",
        "+plain",
        "plain & words",
        "plain | words",
        "!plain",
        "<->",
        "\\",
        "%",
        "_",
        "'; DROP TABLE messages; --",
        "\"\"\"",
        "😀",
        "\u{301}",
        "ﷺ",
        "a\u{0301}",
        "\u{200b}x",
    ];
    for query in hostile {
        chat.found(&ann, room, query).await;
        all_of(&chat, &ann, query).await;
    }
    let long: String = "x\" ".repeat(66);
    chat.found(&ann, room, &long).await;
    assert_eq!(chat.texts(&ann, room).await, ["plain words"]);
}

/// Nothing is meant, so nothing is found.
pub async fn stop_words_and_punctuation_find_nothing(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    chat.post(room, &ann, "the and of ... (!)").await;
    for query in ["the", "and of", "...", "(!)", "-"] {
        assert_eq!(chat.found(&ann, room, query).await, [""; 0], "{query}");
        assert_eq!(all_of(&chat, &ann, query).await, [""; 0], "{query}");
    }
}

/// Deleted messages are gone, edited ones say what they say now.
pub async fn search_knows_the_newest_text_only(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    let posted = chat
        .post_all(room, &ann, &["an apple", "an orange", "a cherry"])
        .await;
    chat.messages
        .edit(chat.edit(posted[0].id, &ann, "a banana"))
        .await
        .unwrap();
    chat.messages
        .edit(chat.edit(posted[0].id, &ann, "two bananas"))
        .await
        .unwrap();
    chat.messages
        .delete(chat.delete(posted[1].id, &ann))
        .await
        .unwrap();
    chat.react(posted[2].id, &ann, "👍").await.unwrap();
    let cases = [
        ("apple", vec![]),
        ("orange", vec![]),
        ("banana", vec!["two bananas"]),
        ("cherries", vec!["a cherry"]),
    ];
    for (query, expected) in cases {
        assert_eq!(chat.found(&ann, room, query).await, expected, "{query}");
    }
}

/// Pages follow each other by number.
pub async fn search_is_paged_newest_first(chat: Chat) {
    let ann = chat.person("Ann").await;
    let room = chat.public("Lobby", &ann, &[]).await;
    for at in 1..=10 {
        let text = if at % 2 == 0 {
            format!("tea {at}")
        } else {
            format!("coffee {at}")
        };
        chat.post(room, &ann, &text).await;
    }
    let right = chat.right(&ann, room).await;
    let query = SearchQuery::parse("tea").unwrap();
    let page = async |before: Option<i64>| {
        let before = before.map(Seq::restored);
        let page = chat
            .messages
            .search(&right, &query, before, 2)
            .await
            .unwrap();
        (texts(&page.messages), page.more)
    };
    assert_eq!(
        page(None).await,
        (vec!["tea 10".to_owned(), "tea 8".to_owned()], true)
    );
    assert_eq!(
        page(Some(8)).await,
        (vec!["tea 6".to_owned(), "tea 4".to_owned()], true)
    );
    assert_eq!(page(Some(4)).await, (vec!["tea 2".to_owned()], false));
    assert_eq!(page(Some(2)).await, (vec![], false));
    assert_eq!(page(Some(1)).await, (vec![], false));
}

/// A room's search tells nothing of other rooms.
pub async fn a_room_is_searched_alone(chat: Chat) {
    let ann = chat.person("Ann").await;
    let lobby = chat.public("Lobby", &ann, &[]).await;
    let hall = chat.public("Hall", &ann, &[]).await;
    chat.post(lobby, &ann, "tea in the lobby").await;
    chat.post(hall, &ann, "tea in the hall").await;
    assert_eq!(chat.found(&ann, lobby, "tea").await, ["tea in the lobby"]);
    assert_eq!(chat.found(&ann, hall, "tea").await, ["tea in the hall"]);
}

/// Everywhere is where one is a member now.
pub async fn searching_everywhere_stays_within_ones_rooms(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let lobby = chat.public("Lobby", &ann, &[&bob]).await;
    let cellar = chat.private("Cellar", &ann, &[]).await;
    let hall = chat.public("Hall", &ann, &[&bob]).await;
    chat.post(lobby, &ann, "tea one").await;
    chat.post(cellar, &ann, "tea two").await;
    chat.post(hall, &ann, "tea three").await;
    chat.post(lobby, &bob, "tea four").await;
    assert_eq!(
        all_of(&chat, &bob, "tea").await,
        ["tea four", "tea three", "tea one"]
    );
    chat.rooms.leave(hall, bob.id).await.unwrap();
    assert_eq!(all_of(&chat, &bob, "tea").await, ["tea four", "tea one"]);
}

/// Pages follow each other by message id.
pub async fn searching_everywhere_is_paged(chat: Chat) {
    let ann = chat.person("Ann").await;
    let rooms = [
        chat.public("Lobby", &ann, &[]).await,
        chat.public("Hall", &ann, &[]).await,
    ];
    for at in 0..5 {
        chat.post(rooms[at % 2], &ann, &format!("tea {at}")).await;
    }
    let query = SearchQuery::parse("tea").unwrap();
    let mut before: Option<MessageId> = None;
    let mut seen = Vec::new();
    loop {
        let page = chat
            .messages
            .search_everywhere(ann.id, &query, before, 2)
            .await
            .unwrap();
        seen.extend(texts(&page.messages));
        before = page.messages.last().map(|message| message.id);
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, ["tea 4", "tea 3", "tea 2", "tea 1", "tea 0"]);
}

/// With more matches than asked for, the newest are told, whichever rooms they are in.
pub async fn searching_everywhere_tells_the_newest_of_all_rooms(chat: Chat) {
    let ann = chat.person("Ann").await;
    let mut rooms = Vec::new();
    for name in ["Attic", "Barn", "Cellar"] {
        rooms.push(chat.public(name, &ann, &[]).await);
    }
    let mut posted = Vec::new();
    for _ in 0..20 {
        for room in &rooms {
            posted.push(chat.post(*room, &ann, "tea is ready").await.id);
        }
    }
    posted.reverse();
    let query = SearchQuery::parse("tea").unwrap();
    let found = chat
        .messages
        .search_everywhere(ann.id, &query, None, 7)
        .await
        .unwrap();
    let found: Vec<_> = found.messages.iter().map(|it| it.id).collect();
    assert_eq!(found, posted[..7]);
}

/// However much of it was said where one is not.
pub async fn what_is_common_elsewhere_is_found_in_ones_own_rooms(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[]).await;
    let elsewhere = chat.public("Hall", &bob, &[]).await;
    let own = chat.post_all(room, &ann, &["7 of us", "7 of them"]).await;
    for _ in 0..450 {
        chat.post(elsewhere, &bob, "7").await;
    }
    assert_eq!(all_of(&chat, &ann, "7").await, ["7 of them", "7 of us"]);
    let query = SearchQuery::parse("7").unwrap();
    let before = Some(own[1].id);
    let page = chat
        .messages
        .search_everywhere(ann.id, &query, before, 5)
        .await
        .unwrap();
    assert_eq!(texts(&page.messages), ["7 of us"]);
    let nobody = chat.person("Cem").await;
    assert!(all_of(&chat, &nobody, "7").await.is_empty());
}

/// However long ago it was said, and however much was said since.
pub async fn a_rare_word_is_found_far_back(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let room = chat.public("Lobby", &ann, &[]).await;
    let elsewhere = chat.public("Hall", &bob, &[]).await;
    chat.post_all(room, &ann, &["a zebra", "two zebras"]).await;
    chat.post(elsewhere, &bob, "a zebra elsewhere").await;
    chat.post_numbers(room, &ann, 1_050).await;
    chat.post(room, &ann, "one more zebra").await;
    let expected = ["one more zebra", "two zebras", "a zebra"];
    assert_eq!(chat.found(&ann, room, "zebra").await, expected);
    assert_eq!(all_of(&chat, &ann, "zebra").await, expected);
    let right = chat.right(&ann, room).await;
    let query = SearchQuery::parse("zebra").unwrap();
    let before = Some(Seq::restored(1_000));
    let page = chat
        .messages
        .search(&right, &query, before, 1)
        .await
        .unwrap();
    assert_eq!(
        (texts(&page.messages), page.more),
        (vec!["two zebras".to_owned()], true)
    );
}
