//! Lists that are read page by page.

/// Cuts a list that was read one too long; tells whether there was more.
pub(crate) fn cut<T>(list: &mut Vec<T>, limit: u32) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = list.len() > limit;
    list.truncate(limit);
    more
}
