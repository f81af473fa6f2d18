//! A reaction is exactly one emoji.

use domain::{Emoji, InvalidEmoji};

#[test]
fn one_emoji_is_accepted() {
    for raw in [
        "👍",
        "👎",
        "❤️",
        "😂",
        "🔥",
        "👀",
        "🎉",
        "👍🏽",
        "🇩🇪",
        "👩‍👩‍👧‍👦",
        "1️⃣",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        " 👍 ",
    ] {
        let emoji = Emoji::parse(raw).unwrap();
        assert_eq!(emoji.as_str(), raw.trim(), "{raw:?}");
    }
}

#[test]
fn anything_else_is_refused() {
    for raw in [
        "",
        " ",
        "a",
        "1",
        "👍👍",
        "👍a",
        "thumbs up",
        ":+1:",
        "\u{fe0f}",
        "\0",
        "©©",
    ] {
        assert_eq!(Emoji::parse(raw), Err(InvalidEmoji), "{raw:?}");
    }
}

#[test]
fn two_spellings_of_one_emoji_are_one_reaction() {
    let bare = Emoji::parse("\u{2764}").unwrap();
    let full = Emoji::parse("\u{2764}\u{fe0f}").unwrap();
    assert_eq!(bare, full);
    assert_eq!(bare.into_string(), "\u{2764}\u{fe0f}");
}
