//! Texts like those of people: a thousand words, each in about one message of eighty.

const SYLLABLES: [&str; 10] = ["ba", "ko", "mi", "ru", "ta", "lo", "ne", "vi", "zu", "po"];
const WORDS_IN_TEXT: u64 = 12;

/// A word of the vocabulary; any number names one.
pub(crate) fn word(number: u64) -> String {
    let syllable = |place: u64| SYLLABLES[(number / place % 10) as usize];
    format!("{}{}{}", syllable(100), syllable(10), syllable(1))
}

/// The text of a message: its number, by which receivers check it, then words.
pub(crate) fn text(number: u64) -> String {
    let mut text = format!("{number:010}");
    for place in 0..WORDS_IN_TEXT {
        text.push(' ');
        text.push_str(&word(scatter(number * WORDS_IN_TEXT + place)));
    }
    text
}

/// Spreads neighboring numbers (the finalizer of SplitMix64).
pub(crate) fn scatter(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
