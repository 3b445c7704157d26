//! HTTP by hand, for what no decent client does: stopping half-way, dripping,
//! never reading.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::House;

/// How long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection.
pub struct Raw {
    socket: TcpStream,
}

/// What came back: status, head in lower case, body.
#[derive(Clone, Debug)]
pub struct Answer {
    /// `200`.
    pub status: u16,
    /// The lines of the head.
    pub head: String,
    /// The rest.
    pub body: String,
}

impl Answer {
    /// The value of a header, empty without it.
    pub fn header(&self, name: &str) -> &str {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value.trim())
    }
}

impl Raw {
    /// Connects, if anybody listens.
    pub async fn try_connect(house: &House) -> Option<Self> {
        let address = ("127.0.0.1", house.port());
        let socket = TcpStream::connect(address).await.ok()?;
        Some(Self { socket })
    }

    /// Connects.
    pub async fn connect(house: &House) -> Self {
        Self::try_connect(house).await.expect("a connection")
    }

    /// Connects as somebody whose hands are full: little is taken at a time.
    pub async fn with_small_hands(house: &House) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(2_048).expect("a small buffer");
        let address = format!("127.0.0.1:{}", house.port());
        let address = address.parse().expect("an address");
        let socket = socket.connect(address).await.expect("a connection");
        Self { socket }
    }

    /// Sends these bytes; whether they could be sent.
    pub async fn send(&mut self, bytes: &str) -> bool {
        self.socket.write_all(bytes.as_bytes()).await.is_ok()
    }

    /// Sends what is no text.
    pub async fn send_bytes(&mut self, bytes: &[u8]) -> bool {
        self.socket.write_all(bytes).await.is_ok()
    }

    /// Waits until the server closes the connection; what it said before.
    pub async fn rest(&mut self) -> String {
        let mut told = Vec::new();
        let mut buffer = vec![0; 16 * 1024];
        let reading = async {
            // A reset ends it as well as a farewell.
            while let Ok(count @ 1..) = self.socket.read(&mut buffer).await {
                told.extend_from_slice(&buffer[..count]);
            }
        };
        tokio::time::timeout(PATIENCE, reading)
            .await
            .expect("the server closes the connection");
        String::from_utf8_lossy(&told).into_owned()
    }

    /// The answer to the last request of this connection, if there is a whole one.
    pub async fn try_answer(&mut self) -> Option<Answer> {
        let told = self.rest().await;
        let (head, body) = told.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer {
            status,
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        })
    }

    /// The same; there must be one.
    pub async fn answer(&mut self) -> Answer {
        self.try_answer().await.expect("an answer")
    }

    /// Reads one answer with a length and leaves the connection open.
    pub async fn keep_answer(&mut self) -> Answer {
        let mut told = String::new();
        let mut buffer = vec![0; 16 * 1024];
        loop {
            let count = self.socket.read(&mut buffer).await.expect("bytes");
            assert!(count > 0, "the answer broke off: {told}");
            told.push_str(&String::from_utf8_lossy(&buffer[..count]));
            let Some((head, body)) = told.split_once("\r\n\r\n") else {
                continue;
            };
            let answer = Answer {
                status: head
                    .split(' ')
                    .nth(1)
                    .and_then(|s| s.parse().ok())
                    .unwrap_or(0),
                head: head.to_ascii_lowercase(),
                body: body.to_owned(),
            };
            if answer.header("content-length") == body.len().to_string() {
                return answer;
            }
        }
    }
}
