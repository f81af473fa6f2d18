//! WebSocket frames (RFC 6455), as far as a chat on loopback needs them: whole, not fragmented, not compressed.

pub(crate) const TEXT: u8 = 0x1;
pub(crate) const CLOSE: u8 = 0x8;
pub(crate) const PING: u8 = 0x9;
pub(crate) const PONG: u8 = 0xA;

const FIN: u8 = 0x80;
const MASKED: u8 = 0x80;

/// Any key costs the server the same; a fixed one costs the generator least.
const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

/// Where a frame's payload lies in the bytes it was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) opcode: u8,
    /// Whether this is one whole frame without extensions, the only sort expected here.
    pub(crate) is_plain: bool,
    pub(crate) mask: Option<[u8; 4]>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The first frame of `bytes`, once it is there to its end.
pub(crate) fn first(bytes: &[u8]) -> Option<Head> {
    let (&[first, second], rest) = bytes.split_first_chunk::<2>()?;
    let (length, mut start) = match second & 0x7f {
        126 => (usize::from(u16::from_be_bytes(*rest.first_chunk()?)), 4),
        127 => (
            usize::try_from(u64::from_be_bytes(*rest.first_chunk()?)).ok()?,
            10,
        ),
        short => (usize::from(short), 2),
    };
    let mut mask = None;
    if second & MASKED != 0 {
        mask = Some(*bytes.get(start..)?.first_chunk::<4>()?);
        start += 4;
    }
    let end = start.checked_add(length)?;
    let (opcode, is_plain) = (first & 0x0f, first & 0xf0 == FIN);
    (end <= bytes.len()).then_some(Head {
        opcode,
        is_plain,
        mask,
        start,
        end,
    })
}

/// Masks or unmasks: the operation is its own inverse.
pub(crate) fn mask(payload: &mut [u8], key: [u8; 4]) {
    for (byte, key) in payload.iter_mut().zip(key.iter().cycle()) {
        *byte ^= key;
    }
}

/// Appends a frame as a server sends it.
pub(crate) fn push(out: &mut Vec<u8>, opcode: u8, payload: &[u8]) {
    push_head(out, opcode, payload.len(), 0);
    out.extend_from_slice(payload);
}

/// Appends a frame as a client sends it.
pub(crate) fn push_masked(out: &mut Vec<u8>, opcode: u8, payload: &[u8]) {
    push_head(out, opcode, payload.len(), MASKED);
    out.extend_from_slice(&MASK);
    let start = out.len();
    out.extend_from_slice(payload);
    mask(out.get_mut(start..).unwrap_or_default(), MASK);
}

fn push_head(out: &mut Vec<u8>, opcode: u8, length: usize, masked: u8) {
    out.push(FIN | opcode);
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short), _) if short < 126 => out.push(masked | short),
        (_, Ok(middle)) => {
            out.push(masked | 126);
            out.extend_from_slice(&middle.to_be_bytes());
        }
        _ => {
            out.push(masked | 127);
            out.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_found_only_when_it_is_whole() {
        for length in [0, 1, 125, 126, 300, 65_535, 65_536] {
            let payload = vec![b'x'; length];
            let mut wire = Vec::new();
            push(&mut wire, TEXT, &payload);
            assert_eq!(first(&wire[..wire.len() - 1]), None);
            let (start, end) = (wire.len() - length, wire.len());
            let whole = Head {
                opcode: TEXT,
                is_plain: true,
                mask: None,
                start,
                end,
            };
            assert_eq!(first(&wire), Some(whole));
        }
    }

    #[test]
    fn what_a_client_masks_a_server_unmasks() {
        let mut wire = Vec::new();
        push_masked(&mut wire, TEXT, b"hello, forum");
        assert_eq!(first(&wire).and_then(|head| head.mask), Some(MASK));
        let payload = &mut wire[6..];
        mask(payload, MASK);
        assert_eq!(payload, b"hello, forum");
    }
}
