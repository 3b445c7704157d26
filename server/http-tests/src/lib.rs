//! A running server with scratch data, and people who visit it: what the
//! black-box tests are written with. It runs the program of the release build,
//! or the one that `BARNRAISE_BIN` names.

#![expect(
    clippy::missing_panics_doc,
    reason = "it serves tests: what goes wrong here fails the test"
)]

pub mod cluster;
mod ledger;
mod process;
mod raw;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use reqwest::header::{ACCEPT, LOCATION, ORIGIN, REFERER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use tempfile::TempDir;

pub use ledger::Ledger;
pub use raw::{Answer, Raw};

/// Everybody's password in the demo.
pub const PASSWORD: &str = "barnraise-demo";

/// The file in a server's folder that holds what it says.
const SAID: &str = "said.log";

/// The program under test.
pub fn program(data: &Path) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let built = std::env::var_os("BARNRAISE_BIN")
        .map_or_else(|| root.join("target/release/barnraise"), PathBuf::from);
    let mut command = Command::new(built);
    command
        .env("BARNRAISE_DATA_DIR", data)
        .env("BARNRAISE_LIMITS", "relaxed")
        .env("BARNRAISE_LOG", "warn")
        .env("LEPTOS_SITE_ROOT", root.join("target/site"))
        .env_remove("DATABASE_URL")
        .env_remove("BARNRAISE_BASE_URL");
    command
}

/// The same program started by a shell, after these words of its own.
pub fn after(words: &str, program: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("{words}; exec \"$0\" \"$@\""))
        .arg(program.get_program());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell
}

/// Whether the long forms are wanted: as many times as the bar says, as
/// `make bench` does it.
pub fn long() -> bool {
    std::env::var_os("BARNRAISE_LONG_TESTS").is_some()
}

/// Runs a command on this folder's database; whether it succeeded, and all that
/// it said.
pub fn command(data: &Path, words: &[&str]) -> (bool, String) {
    let done = program(data)
        .args(words)
        .output()
        .expect("the program runs");
    let said = [done.stdout, done.stderr].concat();
    (
        done.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// A server on a free port; killed when dropped.
pub struct House {
    child: Child,
    port: u16,
    scratch: TempDir,
}

impl House {
    /// A server with the demo organisation.
    pub async fn demo() -> Self {
        Self::demo_with(&[]).await
    }

    /// The same with settings from the environment.
    pub async fn demo_with(settings: &[(&str, &str)]) -> Self {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let seeded = program(scratch.path())
            .args(["seed", "--demo"])
            .stdout(Stdio::null())
            .status();
        assert!(
            seeded.expect("the program runs").success(),
            "the demo moves in"
        );
        Self::start_with(scratch, settings).await
    }

    /// A server on this folder.
    pub async fn start(scratch: TempDir) -> Self {
        Self::start_with(scratch, &[]).await
    }

    /// The same with settings from the environment. What it says is kept in
    /// the folder.
    pub async fn start_with(scratch: TempDir, settings: &[(&str, &str)]) -> Self {
        let program = program(scratch.path());
        Self::start_as(program, scratch, settings).await
    }

    /// The same started by another command than the program itself.
    pub async fn start_as(
        mut program: Command,
        scratch: TempDir,
        settings: &[(&str, &str)],
    ) -> Self {
        let port = free_port();
        let said = File::options()
            .create(true)
            .append(true)
            .open(scratch.path().join(SAID))
            .expect("a file for what it says");
        let child = program
            .arg("serve")
            .env("BARNRAISE_ADDR", format!("127.0.0.1:{port}"))
            .envs(settings.iter().copied())
            .stdout(said)
            .spawn()
            .expect("the program runs");
        let house = Self {
            child,
            port,
            scratch,
        };
        let visitor = house.visitor();
        for _ in 0..400 {
            if let Ok(answer) = visitor.client.get(house.url("/livez")).send().await {
                assert_eq!(answer.status(), StatusCode::OK);
                return house;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("the server did not start");
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it has said so far: greetings and the log.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.scratch.path().join(SAID)).expect("what it said")
    }

    /// Asks the process to stop, as the system does.
    pub fn terminate(&self) {
        let sent = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(sent.expect("a signal").success());
    }

    /// How the process ended, once it has.
    pub async fn ended(&mut self) -> ExitStatus {
        loop {
            if let Some(status) = self.child.try_wait().expect("the process is ours") {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Ends the process at once, as a power cut would; gives its folder.
    pub fn kill(mut self) -> TempDir {
        self.child.kill().expect("the process is ours");
        self.child.wait().expect("it ends");
        std::mem::replace(
            &mut self.scratch,
            tempfile::tempdir().expect("a scratch folder"),
        )
    }

    /// The address of a path on this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        self.scratch.path().to_owned()
    }

    /// Somebody without an account, with cookies of their own.
    pub fn visitor(&self) -> Person {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .build()
            .expect("a client");
        Person {
            client,
            base: self.url(""),
        }
    }

    /// Somebody who was here before the server started anew, in the same
    /// browser: cookies go by host, not by port.
    pub fn back(&self, person: &Person) -> Person {
        Person {
            client: person.client.clone(),
            base: self.url(""),
        }
    }

    /// Somebody of the demo, signed in.
    pub async fn member(&self, email: &str) -> Person {
        let person = self.visitor();
        let answer = person
            .post(
                "/sign-in",
                "/api/accounts/sign-in",
                &[("email", email), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{email} signs in");
        assert_eq!(location(&answer), "/");
        person
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // Ours, and its data is scratch.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// A browser without scripts.
#[derive(Clone)]
pub struct Person {
    /// What asks, with its cookies.
    pub client: Client,
    base: String,
}

impl Person {
    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Response {
        let request = self
            .client
            .get(format!("{}{path}", self.base))
            .header(ACCEPT, "text/html");
        request.send().await.expect("an answer")
    }

    /// A page's text; its status must be this.
    pub async fn page(&self, path: &str, status: StatusCode) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), status, "{path}");
        answer.text().await.expect("text")
    }

    /// Posts a plain form that stood on the page `from`.
    pub async fn post(&self, from: &str, action: &str, fields: &[(&str, &str)]) -> Response {
        self.client
            .post(format!("{}{action}", self.base))
            .header(ACCEPT, "text/html")
            .header(ORIGIN, &self.base)
            .header(REFERER, format!("{}{from}", self.base))
            .form(fields)
            .send()
            .await
            .expect("an answer")
    }

    /// Posts as a script does.
    pub async fn call(&self, action: &str, fields: &[(&str, &str)]) -> Response {
        self.try_call(action, fields).await.expect("an answer")
    }

    /// The same towards a server that may be gone.
    pub async fn try_call(&self, action: &str, fields: &[(&str, &str)]) -> Option<Response> {
        let request = self
            .client
            .post(format!("{}{action}", self.base))
            .header(ACCEPT, "application/json")
            .header(ORIGIN, &self.base)
            .form(fields);
        request.send().await.ok()
    }
}

/// Where an answer sends the browser.
pub fn location(answer: &Response) -> String {
    let value = answer.headers().get(LOCATION).expect("a place to go on");
    value.to_str().expect("plain text").to_owned()
}
