//! What a client asks for, again and again, and what it must get.

use std::net::SocketAddr;

use memchr::memmem;

use crate::{
    client::request,
    fault::{Fault, Result},
    needle,
    scenario::{scan::Run, words},
};

pub(crate) trait Job: Send {
    /// The next request; none when the job is done.
    fn request(&mut self) -> Option<String>;
    fn check(&mut self, status: u16, body: &[u8]) -> Result<()>;
}

/// Who calls whom.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
}

impl Call {
    fn get(&self, path: &str) -> String {
        request(self.address, "GET", path, &self.token, "")
    }
}

/// Pages through a room from its newest message to its oldest, then again.
#[derive(Debug)]
pub(crate) struct History {
    call: Call,
    path: String,
    length: u64,
    page: u64,
    /// The `seq` that the next page must begin with.
    due: u64,
    cursor: String,
}

impl History {
    pub(crate) fn new(call: Call, room: u64, length: u64, page: u64) -> Self {
        let path = format!("/api/rooms/{room}/messages?limit={page}");
        Self {
            call,
            path,
            length,
            page,
            due: length,
            cursor: String::new(),
        }
    }
}

impl Job for History {
    fn request(&mut self) -> Option<String> {
        if self.due == self.length {
            return Some(self.call.get(&self.path));
        }
        Some(
            self.call
                .get(&format!("{}&cursor={}", self.path, self.cursor)),
        )
    }

    fn check(&mut self, status: u16, body: &[u8]) -> Result<()> {
        let first = after(body, br#""seq":"#).and_then(needle::number);
        let messages = count(body, br#""content":""#);
        if status != 200 || first != Some(self.due) || messages as u64 != self.page {
            return Err(wrong("history page", status, body));
        }
        self.due -= self.page;
        if self.due == 0 {
            self.due = self.length;
            return Ok(());
        }
        let cursor = after(body, br#""next_cursor":""#).and_then(needle::string);
        self.cursor = escaped(cursor.ok_or_else(|| wrong("history cursor", status, body))?);
        Ok(())
    }
}

/// Lists the client's rooms with what is unread in each.
#[derive(Debug)]
pub(crate) struct RoomList {
    call: Call,
    rooms: usize,
}

impl RoomList {
    pub(crate) fn new(call: Call, rooms: usize) -> Self {
        Self { call, rooms }
    }
}

impl Job for RoomList {
    fn request(&mut self) -> Option<String> {
        Some(self.call.get("/api/rooms?include_unread=true"))
    }

    fn check(&mut self, status: u16, body: &[u8]) -> Result<()> {
        match status == 200 && count(body, br#""unread_count":"#) == self.rooms {
            true => Ok(()),
            false => Err(wrong("room list", status, body)),
        }
    }
}

/// Searches for one word after the other.
#[derive(Debug)]
pub(crate) struct Search {
    call: Call,
    path: String,
    word: u64,
}

impl Search {
    pub(crate) fn new(call: Call, path: &str, client: usize) -> Self {
        let word = words::scatter(client as u64 + 1);
        Self {
            call,
            path: path.to_owned(),
            word,
        }
    }
}

impl Job for Search {
    fn request(&mut self) -> Option<String> {
        self.word = words::scatter(self.word.wrapping_add(1));
        let word = words::word(self.word);
        Some(self.call.get(&format!("{}?q={word}&limit=20", self.path)))
    }

    /// With so many messages no word of the vocabulary is missing.
    fn check(&mut self, status: u16, body: &[u8]) -> Result<()> {
        let word = words::word(self.word);
        match status == 200 && memmem::find(body, word.as_bytes()).is_some() {
            true => Ok(()),
            false => Err(wrong(&format!("search for {word}"), status, body)),
        }
    }
}

/// Posts messages to one room.
#[derive(Debug)]
pub(crate) struct Posts {
    call: Call,
    run: Run,
    room: u64,
    number: u64,
    left: u64,
}

impl Posts {
    pub(crate) fn new(call: Call, run: Run, room: u64, client: u64) -> Self {
        // Room for the numbers of each room and client.
        let number = (room % 10_000) * 100_000_000 + client * 1_000_000;
        Self {
            call,
            run,
            room,
            number,
            left: u64::MAX,
        }
    }

    pub(crate) fn no_more_than(self, left: u64) -> Self {
        Self { left, ..self }
    }
}

impl Job for Posts {
    fn request(&mut self) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        self.number += 1;
        let (room, text) = (self.room, words::text(self.number));
        let id = self.run.client_id(self.number);
        let body = format!(r#"{{"room_id":{room},"content":"{text}","client_id":"{id}"}}"#);
        Some(request(
            self.call.address,
            "POST",
            "/api/messages",
            &self.call.token,
            &body,
        ))
    }

    fn check(&mut self, status: u16, body: &[u8]) -> Result<()> {
        match status == 201 && after(body, br#""seq":"#).is_some() {
            true => Ok(()),
            false => Err(wrong("post", status, body)),
        }
    }
}

fn after<'a>(body: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    body.get(memmem::find(body, key)? + key.len()..)
}

fn count(body: &[u8], key: &[u8]) -> usize {
    memmem::find_iter(body, key).count()
}

/// Whatever a cursor holds, it fits into a query.
fn escaped(cursor: &[u8]) -> String {
    let mut text = String::with_capacity(cursor.len());
    for &byte in cursor {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                text.push(char::from(byte));
            }
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

fn wrong(what: &str, status: u16, body: &[u8]) -> Fault {
    let shown = body.get(..400).unwrap_or(body);
    Fault::Answer(format!(
        "{what}: {status} {}",
        String::from_utf8_lossy(shown)
    ))
}
