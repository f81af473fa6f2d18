//! Bytes from a client become frames: no matter how the network cut them, and whatever they are.

use actix_http::ws::{Codec, Frame, Item, ProtocolError};
use bytes::{Bytes, BytesMut};
use realtime::CloseCode;
use tokio_util::codec::Decoder;

/// Frames are at most this long, put together from fragments or not; longer ones close with 1009.
const MAX_FRAME_BYTES: usize = 64 * 1024;

/// What a client sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Received {
    Text(String),
    Binary,
    Ping(Bytes),
    Pong,
    Close,
}

/// The frames in what was read so far.
pub(super) struct Frames {
    codec: Codec,
    buffer: BytesMut,
    fragments: Option<Fragments>,
}

/// A message that has begun and not ended.
struct Fragments {
    is_text: bool,
    bytes: Vec<u8>,
}

impl Frames {
    pub(super) fn new() -> Self {
        Self {
            codec: Codec::new().max_size(MAX_FRAME_BYTES),
            buffer: BytesMut::new(),
            fragments: None,
        }
    }

    /// Adds what was read.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame, or how to close because of it; `None` when more must be read.
    pub(super) fn next(&mut self) -> Result<Option<Received>, CloseCode> {
        while let Some(frame) = self.codec.decode(&mut self.buffer).map_err(close_code)? {
            let received = match frame {
                Frame::Text(bytes) => Some(text(bytes.to_vec())?),
                Frame::Binary(_) => Some(Received::Binary),
                Frame::Ping(payload) => Some(Received::Ping(payload)),
                Frame::Pong(_) => Some(Received::Pong),
                Frame::Close(_) => Some(Received::Close),
                Frame::Continuation(item) => self.put_together(item)?,
            };
            if received.is_some() {
                return Ok(received);
            }
        }
        // An idle socket keeps no buffer.
        if self.buffer.is_empty() {
            self.buffer = BytesMut::new();
        }
        Ok(None)
    }

    fn put_together(&mut self, item: Item) -> Result<Option<Received>, CloseCode> {
        let (is_last, bytes) = match item {
            Item::FirstText(bytes) => return self.begin(true, &bytes),
            Item::FirstBinary(bytes) => return self.begin(false, &bytes),
            Item::Continue(bytes) => (false, bytes),
            Item::Last(bytes) => (true, bytes),
        };
        let mut fragments = self.fragments.take().ok_or(CloseCode::Protocol)?;
        if fragments.bytes.len() + bytes.len() > MAX_FRAME_BYTES {
            return Err(CloseCode::TooBig);
        }
        fragments.bytes.extend_from_slice(&bytes);
        if !is_last {
            self.fragments = Some(fragments);
            return Ok(None);
        }
        match fragments.is_text {
            true => text(fragments.bytes).map(Some),
            false => Ok(Some(Received::Binary)),
        }
    }

    fn begin(&mut self, is_text: bool, bytes: &[u8]) -> Result<Option<Received>, CloseCode> {
        let bytes = bytes.to_vec();
        let before = self.fragments.replace(Fragments { is_text, bytes });
        match before {
            Some(_) => Err(CloseCode::Protocol),
            None => Ok(None),
        }
    }
}

fn text(bytes: Vec<u8>) -> Result<Received, CloseCode> {
    let text = String::from_utf8(bytes).map_err(|_| CloseCode::InvalidText)?;
    Ok(Received::Text(text))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "maps the codec's error by value"
)]
fn close_code(error: ProtocolError) -> CloseCode {
    match error {
        ProtocolError::Overflow => CloseCode::TooBig,
        ProtocolError::UnmaskedFrame
        | ProtocolError::MaskedFrame
        | ProtocolError::InvalidOpcode(_)
        | ProtocolError::InvalidLength(_)
        | ProtocolError::BadOpCode
        | ProtocolError::ContinuationNotStarted
        | ProtocolError::ContinuationStarted
        | ProtocolError::ContinuationFragment(_)
        | ProtocolError::Io(_) => CloseCode::Protocol,
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
    use proptest::test_runner::Config;

    use super::{Frames, Received};

    const FIN: u8 = 0x80;
    const CONTINUED: u8 = 0x0;
    const TEXT: u8 = 0x1;
    const PING: u8 = 0x9;

    /// One masked frame, as a client writes it (RFC 6455, section 5.2).
    fn frame(first: u8, payload: &[u8], mask: [u8; 4]) -> Vec<u8> {
        let mut bytes = vec![first];
        match payload.len() {
            short @ 0..=125 => bytes.push(0x80 | u8::try_from(short).unwrap()),
            medium @ 126..=0xFFFF => {
                bytes.push(0x80 | 126);
                bytes.extend(u16::try_from(medium).unwrap().to_be_bytes());
            }
            long => {
                bytes.push(0x80 | 127);
                bytes.extend(u64::try_from(long).unwrap().to_be_bytes());
            }
        }
        bytes.extend(mask);
        bytes.extend(
            payload
                .iter()
                .zip(mask.iter().cycle())
                .map(|(byte, key)| byte ^ key),
        );
        bytes
    }

    /// The text in one frame, or in as many as there are cuts, with a ping between them.
    fn message(text: &str, cuts: usize, mask: [u8; 4]) -> Vec<u8> {
        let bytes = text.as_bytes();
        let size = bytes.len() / (cuts + 1) + 1;
        let pieces: Vec<&[u8]> = if bytes.is_empty() {
            vec![bytes]
        } else {
            bytes.chunks(size).collect()
        };
        let last = pieces.len() - 1;
        let mut written = Vec::new();
        for (at, piece) in pieces.into_iter().enumerate() {
            let opcode = if at == 0 { TEXT } else { CONTINUED };
            let end = if at == last { FIN } else { 0 };
            written.extend(frame(opcode | end, piece, mask));
            if at != last {
                written.extend(frame(FIN | PING, b"", mask));
            }
        }
        written
    }

    /// Everything that is received when the bytes come in pieces of these sizes.
    fn received(bytes: &[u8], sizes: &[usize]) -> Vec<Result<Received, realtime::CloseCode>> {
        let (mut frames, mut all) = (Frames::new(), Vec::new());
        let mut rest = bytes;
        let mut sizes = sizes.iter().copied().chain(std::iter::repeat(4_096));
        while !rest.is_empty() {
            let size = sizes.next().unwrap_or(1).clamp(1, rest.len());
            let (piece, after) = rest.split_at(size);
            frames.add(piece);
            rest = after;
            loop {
                match frames.next() {
                    Ok(Some(received)) => all.push(Ok(received)),
                    Ok(None) => break,
                    Err(code) => {
                        all.push(Err(code));
                        return all;
                    }
                }
            }
        }
        all
    }

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![50 => ".{0,300}", 1 => "[a-z]{65000,65530}"]
    }

    proptest! {
        #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

        #[test]
        fn a_text_arrives_as_it_was_sent_however_it_is_cut(
            text in texts(),
            cuts in 0_usize..5,
            mask in any::<[u8; 4]>(),
            sizes in vec(1_usize..2_000, 0..20),
        ) {
            let all = received(&message(&text, cuts, mask), &sizes);
            let texts: Vec<_> = all.into_iter().filter(|it| *it != Ok(Received::Ping("".into()))).collect();
            prop_assert_eq!(texts, [Ok(Received::Text(text))]);
        }

        #[test]
        fn whatever_arrives_is_frames_or_a_reason_to_close(
            bytes in vec(any::<u8>(), 0..600),
            sizes in vec(1_usize..50, 0..20),
        ) {
            let at_once = received(&bytes, &[bytes.len()]);
            let in_pieces = received(&bytes, &sizes);
            // How the network cuts the bytes makes no difference.
            prop_assert_eq!(at_once, in_pieces);
        }

        #[test]
        fn a_frame_that_claims_to_be_too_long_is_refused_before_it_is_there(
            length in 65_537_u64..u64::MAX / 2,
            mask in any::<[u8; 4]>(),
        ) {
            let mut bytes = vec![FIN | TEXT, 0x80 | 127];
            bytes.extend(length.to_be_bytes());
            bytes.extend(mask);
            bytes.extend([0; 16]);
            let all = received(&bytes, &[]);
            prop_assert!(all.len() <= 1 && all.iter().all(Result::is_err), "{all:?}");
        }
    }
}
