//! A client that costs next to nothing: one connection, one request after the
//! other.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use futures::future::join_all;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// One kept-alive connection.
pub(super) struct Client {
    stream: BufReader<TcpStream>,
    port: u16,
    line: Vec<u8>,
    body: Vec<u8>,
}

impl Client {
    pub(super) async fn connect(port: u16) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            port,
            line: Vec::new(),
            body: Vec::new(),
        })
    }

    /// Asks for a page; gives its body.
    pub(super) async fn get(&mut self, path: &str, encoding: &str) -> anyhow::Result<&[u8]> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: text/html\r\n\
             Accept-Encoding: {encoding}\r\n\r\n",
            self.port
        );
        self.ask(&request).await
    }

    /// Asks for a page as a member does.
    pub(super) async fn get_as(&mut self, path: &str, session: &str) -> anyhow::Result<&[u8]> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: text/html\r\n\
             Accept-Encoding: identity\r\nCookie: session={session}\r\n\r\n",
            self.port
        );
        self.ask(&request).await
    }

    /// Posts a form as a script does.
    pub(super) async fn post(
        &mut self,
        path: &str,
        form: &str,
        session: &str,
    ) -> anyhow::Result<&[u8]> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
             Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Cookie: session={session}\r\nContent-Length: {}\r\n\r\n{form}",
            form.len(),
            port = self.port,
        );
        self.ask(&request).await
    }

    async fn ask(&mut self, request: &str) -> anyhow::Result<&[u8]> {
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        self.next_line().await?;
        if !self.line.starts_with(b"HTTP/1.1 200") {
            let first = request.lines().next().unwrap_or_default().to_owned();
            bail!("{first}: {}", String::from_utf8_lossy(&self.line).trim());
        }
        let mut length = None;
        while self.next_line().await? > 2 {
            const NAME: &[u8] = b"content-length:";
            if let Some((name, value)) = self.line.split_at_checked(NAME.len())
                && name.eq_ignore_ascii_case(NAME)
            {
                length = Some(std::str::from_utf8(value)?.trim().parse::<usize>()?);
            }
        }
        self.body
            .resize(length.context("the answer has no length")?, 0);
        self.stream.read_exact(&mut self.body).await?;
        Ok(&self.body)
    }

    async fn next_line(&mut self) -> anyhow::Result<usize> {
        self.line.clear();
        Ok(self.stream.read_until(b'\n', &mut self.line).await?)
    }
}

/// How long requests took, from the shortest on, and all of them together.
pub(super) struct Times {
    pub(super) each: Vec<Duration>,
    pub(super) all: Duration,
}

impl Times {
    /// The time in milliseconds that this share of the requests stayed below.
    pub(super) fn share(&self, share: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the list"
        )]
        let place = (self.each.len() as f64 * share) as usize;
        self.each[place.min(self.each.len() - 1)].as_secs_f64() * 1e3
    }

    /// Requests a second.
    pub(super) fn rate(&self) -> f64 {
        self.each.len() as f64 / self.all.as_secs_f64()
    }
}

/// So many clients ask for so many pages each; `path` names them by number.
pub(super) async fn visit(
    port: u16,
    (clients, each): (usize, usize),
    encoding: &str,
    path: impl Fn(usize) -> String,
) -> anyhow::Result<Times> {
    let path = &path;
    measure((0..clients).map(|number| async move {
        let mut client = Client::connect(port).await?;
        let mut times = Vec::with_capacity(each);
        for turn in 0..each {
            let path = path(number * each + turn);
            let asked = Instant::now();
            client.get(&path, encoding).await?;
            times.push(asked.elapsed());
        }
        anyhow::Ok(times)
    }))
    .await
}

/// Runs all of these at the same time.
pub(super) async fn measure(
    clients: impl Iterator<Item = impl Future<Output = anyhow::Result<Vec<Duration>>>>,
) -> anyhow::Result<Times> {
    let start = Instant::now();
    let mut each = Vec::new();
    for times in join_all(clients).await {
        each.extend(times?);
    }
    let all = start.elapsed();
    each.sort();
    Ok(Times { each, all })
}
