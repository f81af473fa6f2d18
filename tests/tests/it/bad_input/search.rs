//! Searches in the language of the database underneath: they are words, and mean nothing else.

use outside::{Person, Server, Setup};
use serde_json::{Value, json};

/// The address with the query in it, every byte percent-encoded.
fn asking(path: &str, query: &str) -> String {
    let encode = |byte| format!("%{byte:02X}");
    format!("{path}?q={}", query.bytes().map(encode).collect::<String>())
}

async fn found(server: &Server, person: &Person, path: &str, query: &str) -> Vec<String> {
    let answer = person.get(server, &asking(path, query)).await;
    assert_eq!(answer.status, 200, "{query} in {path}: {}", answer.text);
    let messages = answer.body["messages"].as_array().unwrap().iter();
    let contents = messages.map(|it| it["content"].as_str().unwrap().to_owned());
    contents.collect()
}

async fn s25_operators_are_words_like_others(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    for content in ["apple", "pear", "apple pear", "O'Reilly writes C++ at 100%"] {
        ann.says(&server, room, content).await;
    }
    let (both, apples) = (vec!["apple pear"], vec!["apple pear", "apple"]);
    let cases: [(&str, &[&str]); 34] = [
        ("apple pear", &both),
        ("apple OR pear", &both),
        ("apple AND pear", &both),
        ("apple NOT pear", &both),
        ("apple & pear", &both),
        ("apple | pear", &both),
        ("apple && !pear", &both),
        ("apple <-> pear", &both),
        ("pear <-> apple", &both),
        ("(apple", &apples),
        ("apple)", &apples),
        ("\"apple", &apples),
        ("\"apple\" \"", &apples),
        ("-apple", &apples),
        ("+apple", &apples),
        ("!apple", &apples),
        ("^apple", &apples),
        ("apple*", &apples),
        ("appl*", &apples),
        ("app*", &[]),
        ("NEAR(apple pear)", &[]),
        ("apple'; DROP TABLE messages; --", &[]),
        ("' OR 1=1 --", &[]),
        ("%", &[]),
        ("_____", &[]),
        ("\"", &[]),
        ("''", &[]),
        ("\"\"\"\"", &[]),
        ("()*&|!<>:^-+", &[]),
        ("\\", &[]),
        ("*", &[]),
        ("\u{202e}\u{fffd}", &[]),
        ("the", &[]),
        ("🍐", &[]),
    ];
    let local = format!("/api/rooms/{room}/messages/search");
    for (query, expected) in cases {
        for path in [local.as_str(), "/api/search"] {
            assert_eq!(
                found(&server, &ann, path, query).await,
                expected,
                "{query} in {path}"
            );
        }
    }
    // Still there, and still found.
    assert_eq!(found(&server, &ann, &local, "o'reilly").await.len(), 1);
}

async fn the_longest_searches_of_odd_words_are_answered(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    let room = ann.opens(&server, "Room").await;
    ann.says(&server, room, "apple").await;
    let local = format!("/api/rooms/{room}/messages/search");
    for word in [
        "a", "a ", "\" ", "\"a", "(", "é", "🍐", "a-", "a.b@c ", "1e9 ", "/x ", "<b>", "字",
    ] {
        let query: String = word.chars().cycle().take(200).collect();
        for path in [local.as_str(), "/api/search"] {
            found(&server, &ann, path, &query).await;
        }
    }
    for query in [
        "a\u{0}",
        "a\u{1b}b",
        "a\u{7f}b",
        "",
        " \u{3000} ",
        &"é".repeat(201),
    ] {
        for path in [local.as_str(), "/api/search"] {
            let answer = ann.get(&server, &asking(path, query)).await;
            let problem = answer.problem(422, "invalid_request");
            assert_eq!(problem["errors"][0]["field"], "q", "{query}");
        }
    }
    let answer = ann.get(&server, &format!("{local}?q=%FF%FEapple")).await;
    assert!([200, 422].contains(&answer.status), "{answer:?}");
}

async fn part_of_a_room_name_is_no_pattern(setup: Setup) {
    let server = setup.start().await;
    let ann = server.person("Ann").await;
    for name in ["Plain", "100% sure", "snake_case", "back\\slash", "it's"] {
        ann.opens(&server, name).await;
    }
    let cases = [
        ("%", json!(["100% sure"])),
        ("_", json!(["snake_case"])),
        ("\\", json!(["back\\slash"])),
        ("'", json!(["it's"])),
        ("PLAIN", json!(["Plain"])),
        ("*", json!([])),
        ("%%", json!([])),
        ("[a-z]", json!([])),
    ];
    for (query, expected) in cases {
        let path = asking("/api/rooms/discover", query);
        let rooms = ann.get(&server, &path).await.expect(200);
        let names = rooms
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["name"].clone());
        assert_eq!(Value::from_iter(names), expected, "{query}");
    }
}

on_both_databases!(
    s25_operators_are_words_like_others,
    the_longest_searches_of_odd_words_are_answered,
    part_of_a_room_name_is_no_pattern,
);
