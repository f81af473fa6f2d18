//! Who reads nothing costs little, in the kernel too.

use std::fs;

use outside::{Setup, Socket};

/// What one connection may hold in the kernel: what its bound lets wait, and the last writes.
const HELD: usize = 512 * 1024;

/// Without a bound the kernel holds some megabytes for each, for as long as the peer is there.
#[tokio::test]
async fn s23_who_reads_nothing_costs_the_kernel_little() {
    let setup = Setup::sqlite().with("ROSTRA_MAX_MESSAGE_CHARS", "16000");
    let server = setup.start().await;
    let (ann, bob) = (server.person("Ann").await, server.person("Bob").await);
    let room = ann.opens(&server, "Room").await;
    bob.joins(&server, room).await;
    let silent = bob.hears(&server, room).await;
    let mut sender = ann.connects(&server).await;
    let text = "x".repeat(15_000);
    for _ in 0..24 {
        for _ in 0..20 {
            sender.send(room, &text).await;
        }
        sender.hear_until_pong().await;
    }
    let held = kernel_holds_for(server.url(), &silent);
    assert!(0 < held && held < HELD, "{held} bytes");
}

/// Bytes that the server's kernel still has to hand to this client, as Linux tells them.
fn kernel_holds_for(url: &str, client: &Socket) -> usize {
    let port = |text: &str| u16::from_str_radix(text.rsplit(':').next().unwrap(), 16).unwrap();
    let server: u16 = url.rsplit(':').next().unwrap().parse().unwrap();
    let table = fs::read_to_string("/proc/net/tcp").expect("the table of connections");
    let mut lines = table
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    let line = lines.find(|line| port(line[1]) == server && port(line[2]) == client.local_port());
    let queues = line.expect("the connection is there")[4].to_owned();
    usize::from_str_radix(queues.split(':').next().unwrap(), 16).unwrap()
}
