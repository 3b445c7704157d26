//! Who stays and who goes when the house is full, over real sockets.

use std::net::Ipv4Addr;

use axum::body::Body;

use super::super::address::Proxies;
use super::super::guests::Caps;
use super::*;

/// More than the system keeps for somebody who does not read.
const LARGE: usize = 64 * 1024 * 1024;

#[test]
fn the_refusal_says_how_long_it_is() {
    let text = std::str::from_utf8(REFUSAL).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    assert!(head.contains(&format!("content-length: {}\r\n", body.len())));
}

/// A server with so many places that answers everything with a file.
async fn served(places: usize, file: usize) -> (SocketAddr, Arc<Guests>) {
    let caps = Caps {
        all: places,
        per_address: usize::MAX,
    };
    let guests = Guests::new(caps, Proxies::default());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.expect("a free port");
    let addr = listener.local_addr().expect("its address");
    let answer = move |_, _| {
        let body = Body::from(vec![b'x'; file]);
        std::future::ready(Response::new(body))
    };
    let doors = serve(listener, Arc::clone(&guests), Stopping::new(), answer);
    tokio::spawn(doors);
    (addr, guests)
}

async fn asked(addr: SocketAddr) -> TcpStream {
    let mut socket = TcpStream::connect(addr).await.expect("a connection");
    let ask = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n";
    socket.write_all(ask).await.expect("sent");
    socket
}

/// How many bytes come until as many are there or the server hangs up.
async fn taken(socket: &mut TcpStream, enough: usize) -> usize {
    let mut buffer = vec![0; 256 * 1024];
    let mut taken = 0;
    while taken < enough {
        match socket.read(&mut buffer).await {
            Ok(count @ 1..) => taken += count,
            _ => break,
        }
    }
    taken
}

#[tokio::test(flavor = "multi_thread")]
async fn who_still_reads_an_answer_is_not_sent_away_for_a_newcomer() {
    let (addr, _guests) = served(3, LARGE).await;
    let mut reader = asked(addr).await;
    assert!(taken(&mut reader, 1).await > 0, "it is on its way");
    let mut idle = Vec::new();
    for _ in 0..2 {
        idle.push(TcpStream::connect(addr).await.expect("a connection"));
    }
    // Only who has been idle for half a second may be sent away; the reader has
    // been there for longer.
    tokio::time::sleep(Duration::from_millis(800)).await;
    let mut newcomer = asked(addr).await;
    assert!(taken(&mut newcomer, 1).await > 0, "it is let in");
    assert_eq!(taken(&mut idle[0], 1).await, 0, "for the longest idle");
    // Its head stands before it, and a little was taken at the beginning.
    let most = LARGE - 1024 * 1024;
    let rest = taken(&mut reader, most).await;
    assert!(rest >= most, "the file comes, not {rest} bytes of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_taken_the_whole_answer_is_idle() {
    let (addr, guests) = served(1, 1_000).await;
    let mut reader = asked(addr).await;
    assert!(taken(&mut reader, 1_000).await >= 1_000);
    tokio::time::sleep(Duration::from_millis(800)).await;
    let mut newcomer = asked(addr).await;
    assert!(taken(&mut newcomer, 1_000).await >= 1_000, "it is let in");
    assert_eq!(taken(&mut reader, 1).await, 0, "and the other had to go");
    assert_eq!(guests.count(), 1);
}
