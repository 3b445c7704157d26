//! The accept loop: who connects is let in, served over HTTP/1.1 under
//! deadlines, and when the server stops, seen out.

use std::future::Future;
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::response::Response;
use futures::FutureExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::delivery::Delivery;
use super::guests::{Full, Guests, Phase, Place};
use super::paced::Paced;
use super::stop::Stopping;

/// How long a connection may be silent between two requests. Longer than
/// common proxies keep theirs, so that it is they who close.
const IDLE: Duration = Duration::from_secs(75);
/// Bytes a request's head may have.
const HEAD_BYTES: usize = 64 * 1024;
/// Pause when the system cannot accept just now.
const PAUSE: Duration = Duration::from_millis(100);
/// When the server stops: how long who just came may still ask.
const LAST_WORD: Duration = Duration::from_secs(1);
/// How long a refusal may take to be read.
const FAREWELL: Duration = Duration::from_secs(1);
/// Refusals given at the same time; beyond, connections are dropped unheard.
const FAREWELLS: usize = 256;

/// What somebody reads whom no place is left for.
const REFUSAL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    content-type: text/plain; charset=utf-8\r\n\
    content-length: 70\r\n\
    retry-after: 5\r\n\
    cache-control: no-store\r\n\
    x-content-type-options: nosniff\r\n\
    referrer-policy: same-origin\r\n\
    x-frame-options: DENY\r\n\
    content-security-policy: default-src 'none'; frame-ancestors 'none'\r\n\
    connection: close\r\n\r\n\
    A moment, please. Too many are connected; try again in a few seconds.\n";

/// Lets people in until it is time to stop. Returns when the last connection
/// that waited at the door is in; those inside go on.
pub(crate) async fn serve<A, F>(
    listener: TcpListener,
    guests: Arc<Guests>,
    stopping: Stopping,
    answer: A,
) where
    A: Fn(SocketAddr, Request<Incoming>) -> F + Clone + Send + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    let farewells = Arc::new(Semaphore::new(FAREWELLS));
    let enter = |(socket, peer)| match guests.admit(SocketAddr::ip(&peer)) {
        Ok(place) => seat(socket, peer, place, &guests, &stopping, answer.clone()),
        Err(full) => refuse(socket, full, &farewells),
    };
    let mut stop = std::pin::pin!(stopping.heard());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok(connection) => enter(connection),
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                // No file handles, or no memory: more would only fail the same way.
                tracing::error!("accepting connections: {error}");
                guests.make_room();
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    while let Some(Ok(connection)) = listener.accept().now_or_never() {
        enter(connection);
    }
}

/// Waits until everybody inside has been answered and left; after `limit`, the
/// rest is sent away. How many those were.
pub(crate) async fn see_out(guests: &Guests, limit: Duration) -> usize {
    match tokio::time::timeout(limit, guests.all_left()).await {
        Ok(()) => 0,
        Err(_) => guests.clear(),
    }
}

/// Serves one connection in a task of its own.
fn seat<A, F>(
    socket: TcpStream,
    peer: SocketAddr,
    place: Place,
    guests: &Guests,
    stopping: &Stopping,
    answer: A,
) where
    A: Fn(SocketAddr, Request<Incoming>) -> F + Send + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    // Answers are written whole; waiting to fill packets would only delay them.
    let _ = socket.set_nodelay(true);
    let number = place.number();
    let stopping = stopping.clone();
    metrics::counter!("barnraise_connections_total", "outcome" => "accepted").increment(1);
    let task = tokio::spawn(async move {
        let guest = Arc::clone(&place.guest);
        let io = TokioIo::new(Paced::new(socket, Arc::clone(&guest)));
        let asking = Arc::clone(&guest);
        let service = service_fn(move |request| {
            asking.enter(Phase::Busy);
            let (answer, guest) = (answer(peer, request), Arc::clone(&asking));
            async move {
                let response = answer.await;
                Ok::<_, std::convert::Infallible>(response.map(|body| Delivery::new(body, guest)))
            }
        });
        let mut connection = std::pin::pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(IDLE)
                .max_buf_size(HEAD_BYTES)
                .serve_connection(io, service)
        );
        tokio::select! {
            // A connection that breaks off is its client's business.
            _ = connection.as_mut() => return,
            () = stopping.heard() => {}
        }
        if matches!(guest.phase(), Phase::Fresh | Phase::Head) {
            let word = tokio::time::timeout(LAST_WORD, connection.as_mut());
            if word.await.is_ok() {
                return;
            }
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
        drop(place);
    });
    guests.seat(number, task.abort_handle());
}

/// Says no, and lets it be read: a socket closed at once takes its last words
/// back when the client had already begun to speak.
fn refuse(mut socket: TcpStream, full: Full, farewells: &Arc<Semaphore>) {
    let why = match full {
        Full::House => "full",
        Full::Address => "address",
    };
    metrics::counter!("barnraise_connections_total", "outcome" => why).increment(1);
    let Ok(turn) = Arc::clone(farewells).try_acquire_owned() else {
        return;
    };
    tokio::spawn(async move {
        let farewell = async {
            socket.write_all(REFUSAL).await?;
            socket.shutdown().await?;
            let mut unread = [0; 4096];
            while socket.read(&mut unread).await? > 0 {}
            Ok::<_, Error>(())
        };
        // Whether it was heard changes nothing.
        let _ = tokio::time::timeout(FAREWELL, farewell).await;
        drop(turn);
    });
}

/// Whether only this one connection failed, and the next may be fine.
fn is_of_one_connection(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionRefused
            | ErrorKind::Interrupted
    )
}

#[cfg(test)]
mod tests;
