//! Names that look alike have one key.

use domain::{EmailAddress, NameKey, RoomName, Username};

#[test]
fn names_that_look_alike_are_the_same() {
    let groups: [&[&str]; 10] = [
        &["Ann", "ann", "ANN", " ann "],
        // Full-width letters.
        &["Ann", "Ａｎｎ", "ａｎｎ"],
        // One letter and its parts.
        &["Zoë", "Zoe\u{308}", "ZOË"],
        // A ligature and its letters.
        &["ﬁsh", "fish", "FISH"],
        // Small and superscript digits.
        &["room 2", "ROOM ²"],
        // Invisible characters in between.
        &[
            "admin",
            "ad\u{200b}min",
            "ad\u{ad}min",
            "\u{feff}admin",
            "ad\u{2060}min",
        ],
        // White space behind an invisible character.
        &["Ann", "Ann \u{200b}", "\u{feff} Ann", "Ann\u{3000}"],
        // The capital letter expands to two characters.
        &["İstanbul", "i\u{307}stanbul"],
        &["ΣΑΣ", "σασ", "σας", "Σας"],
        &["Straße", "STRASSE", "strasse", "STRAẞE"],
    ];
    for group in groups {
        let keys: Vec<_> = group.iter().map(|name| NameKey::of(name)).collect();
        assert!(
            keys.windows(2).all(|two| two[0] == two[1]),
            "{group:?}: {keys:?}"
        );
    }
}

#[test]
fn names_that_look_different_are_different() {
    for (one, other) in [("Ann", "Anna"), ("Zoe", "Zoë"), ("tea room", "tearoom")] {
        assert_ne!(NameKey::of(one), NameKey::of(other));
    }
}

#[test]
fn a_key_of_a_key_is_the_key() {
    for name in [
        "Ａｎｎ",
        "ﬁsh",
        "İstanbul",
        "Zoe\u{308}",
        "ad\u{200b}min",
        "ǅ",
        "ϒ\u{301}",
        "Σίσυφος",
        "STRAẞE",
    ] {
        let key = NameKey::of(name);
        assert_eq!(NameKey::of(key.as_str()), key, "{name:?}");
    }
}

#[test]
fn every_kind_of_name_is_compared_by_its_key_and_shown_as_written() {
    let username = Username::parse("Ａnn").unwrap();
    assert_eq!(username.key().as_str(), "ann");
    assert_eq!(username.to_string(), "Ａnn");
    assert_eq!(RoomName::parse("Garden").unwrap().key().as_str(), "garden");
    let email = EmailAddress::parse("Ann@Example.org").unwrap();
    assert_eq!(email.key().as_str(), "ann@example.org");
}
