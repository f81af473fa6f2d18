//! What people type into a search box becomes a question that SQLite's text index understands.

/// The words of English that say nothing about what is looked for: PostgreSQL's list, so that both
/// databases find the same.
const STOP_WORDS: &str = "i me my myself we our ours ourselves you your yours yourself yourselves he \
    him his himself she her hers herself it its itself they them their theirs themselves what which \
    who whom this that these those am is are was were be been being have has had having do does did \
    doing a an the and but if or because as until while of at by for with about against between \
    into through during before after above below to from up down in out on off over under again \
    further then once here there when where why how all any both each few more most other some such \
    no nor not only own same so than too very s t can will just don should now";

/// A match of all words of `query`, each quoted, so that nothing in it is taken for the index's own
/// language; none when it has only stop words and punctuation.
pub(crate) fn all_of(query: &str) -> Option<String> {
    let words: Vec<String> = query.split_whitespace().filter_map(quoted).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn quoted(word: &str) -> Option<String> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || is_stop_word(&bare.to_lowercase()) {
        return None;
    }
    Some(format!("\"{}\"", bare.replace('"', " ")))
}

fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.split_ascii_whitespace().any(|stop| stop == word)
}

#[cfg(test)]
mod tests {
    use super::all_of;

    #[test]
    fn every_word_is_quoted() {
        let cases = [
            ("hello world", Some(r#""hello" "world""#)),
            ("cat AND dog", Some(r#""cat" "dog""#)),
            (r#"say "hi" NEAR(x)"#, Some(r#""say" "hi" "NEAR(x""#)),
            ("e-mail:* ^top", Some(r#""e-mail" "top""#)),
            ("a\"b", Some(r#""a b""#)),
        ];
        for (query, expected) in cases {
            assert_eq!(all_of(query).as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn stop_words_and_punctuation_ask_nothing() {
        for query in ["the", "And OR not", "()*:^\"'", "— … ", "😀"] {
            assert_eq!(all_of(query), None, "{query}");
        }
    }
}
