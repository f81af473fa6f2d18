//! Answers to plain HTTP/1.1 requests.

use std::borrow::Cow;

use memchr::memmem;

use crate::fault::{Fault, Result};

/// One whole answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) body: Cow<'a, [u8]>,
    /// Its length on the wire.
    pub(crate) length: usize,
}

/// The first answer in `bytes`, once it is there to its end.
pub(crate) fn first_answer(bytes: &[u8]) -> Result<Option<Answer<'_>>> {
    let Some(end) = memmem::find(bytes, b"\r\n\r\n") else {
        return Ok(None);
    };
    let head =
        std::str::from_utf8(&bytes[..end]).map_err(|_| strange("a head that is not text"))?;
    let status = head.get(9..12).and_then(|digits| digits.parse().ok());
    let status = status.ok_or_else(|| strange("no status"))?;
    let rest = &bytes[end + 4..];
    if let Some(length) = header(head, "content-length") {
        let length = length
            .parse()
            .map_err(|_| strange("a bad content length"))?;
        let body = rest.get(..length).map(Cow::Borrowed);
        return Ok(body.map(|body| Answer {
            status,
            body,
            length: end + 4 + length,
        }));
    }
    if header(head, "transfer-encoding").is_some_and(|coding| coding == "chunked") {
        let whole = unchunked(rest)?;
        return Ok(whole.map(|(body, length)| Answer {
            status,
            body: Cow::Owned(body),
            length: end + 4 + length,
        }));
    }
    Ok(Some(Answer {
        status,
        body: Cow::Borrowed(b""),
        length: end + 4,
    }))
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split("\r\n").skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then_some(value.trim())
    })
}

fn unchunked(bytes: &[u8]) -> Result<Option<(Vec<u8>, usize)>> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let Some(line) = memmem::find(&bytes[at..], b"\r\n") else {
            return Ok(None);
        };
        let size = std::str::from_utf8(&bytes[at..at + line]).ok();
        let size = size.and_then(|size| usize::from_str_radix(size, 16).ok());
        let size = size.ok_or_else(|| strange("a bad chunk size"))?;
        let start = at + line + 2;
        let Some(chunk) = bytes.get(start..start + size + 2) else {
            return Ok(None);
        };
        body.extend_from_slice(&chunk[..size]);
        at = start + size + 2;
        if size == 0 {
            return Ok(Some((body, at)));
        }
    }
}

fn strange(what: &str) -> Fault {
    Fault::Answer(format!("an HTTP answer with {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_only_when_it_is_whole() {
        let sized = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n";
        for wire in [&sized[..], &chunked[..]] {
            assert!(matches!(first_answer(&wire[..wire.len() - 1]), Ok(None)));
            let body = Cow::Borrowed(&b"hello"[..]);
            let whole = Answer {
                status: 200,
                body,
                length: wire.len(),
            };
            assert!(matches!(first_answer(wire), Ok(Some(answer)) if answer == whole));
        }
    }
}
