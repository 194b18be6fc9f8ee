//! A headless Chromium, driven over its debugging protocol.

use std::{path::PathBuf, process::Stdio, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
    time::timeout,
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

/// How long the browser may take for anything at all before the test gives up on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one page; it ends with this value.
pub(crate) struct Browser {
    _child: Child,
    _profile: tempfile::TempDir,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    session: String,
    asked: u64,
    /// Every URL the page has requested.
    pub(crate) requested: Vec<String>,
}

/// Where Chromium is installed, if it is.
fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join("chromium"))
        .find(|program| program.is_file())
}

impl Browser {
    /// Starts the browser; `None`, with the reason printed, where there is none.
    #[expect(clippy::print_stderr, reason = "a test that is skipped says why")]
    pub(crate) async fn start() -> Option<Self> {
        let Some(program) = program() else {
            eprintln!("skipped: chromium is not installed");
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .args([
                "--remote-debugging-port=0",
                "--window-size=1280,2000",
                "about:blank",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("chromium starts");
        let mut lines = BufReader::new(child.stderr.take().expect("stderr")).lines();
        let endpoint = async {
            while let Some(line) = lines.next_line().await.expect("readable") {
                if let Some((_, url)) = line.split_once("DevTools listening on ") {
                    return url.to_owned();
                }
            }
            panic!("chromium ended before it listened");
        };
        let endpoint = timeout(PATIENCE, endpoint)
            .await
            .expect("chromium listens in time");
        // Its complaints have to go somewhere, or it blocks on a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });

        let (socket, _) = connect_async(endpoint)
            .await
            .expect("the debugging protocol");
        let mut browser = Self {
            _child: child,
            _profile: profile,
            socket,
            session: String::new(),
            asked: 0,
            requested: Vec::new(),
        };
        let target = browser
            .ask("Target.createTarget", json!({"url": "about:blank"}))
            .await;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = browser.ask("Target.attachToTarget", attach).await;
        attached["sessionId"]
            .as_str()
            .expect("a session")
            .clone_into(&mut browser.session);
        browser.ask("Network.enable", json!({})).await;
        Some(browser)
    }

    /// Opens a page.
    pub(crate) async fn open(&mut self, url: &str) {
        let opened = self.ask("Page.navigate", json!({"url": url})).await;
        assert_eq!(opened["errorText"], Value::Null, "{url}");
    }

    /// Runs an async function body in the page and returns what it returns.
    pub(crate) async fn run(&mut self, body: &str) -> Value {
        let expression = format!("(async () => {{ {body} }})()");
        let evaluated =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let answer = self.ask("Runtime.evaluate", evaluated).await;
        assert_eq!(
            answer["exceptionDetails"],
            Value::Null,
            "the page's script failed"
        );
        answer["result"]["value"].clone()
    }

    async fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.asked += 1;
        let mut message = json!({"id": self.asked, "method": method, "params": parameters});
        if !self.session.is_empty() {
            message["sessionId"] = self.session.as_str().into();
        }
        self.socket
            .send(Message::text(message.to_string()))
            .await
            .expect("the browser listens");
        let id = self.asked;
        timeout(PATIENCE, self.answer(id))
            .await
            .unwrap_or_else(|_| panic!("no answer to {method}"))
    }

    async fn answer(&mut self, id: u64) -> Value {
        loop {
            let message = self
                .socket
                .next()
                .await
                .expect("the browser lives")
                .expect("a message");
            let Message::Text(text) = message else {
                continue;
            };
            let mut message: Value = serde_json::from_str(&text).expect("JSON");
            if message["method"] == "Network.requestWillBeSent" {
                self.requested.extend(
                    message["params"]["request"]["url"]
                        .as_str()
                        .map(str::to_owned),
                );
            }
            if message["id"] == id {
                assert_eq!(message["error"], Value::Null, "the browser refused");
                return message["result"].take();
            }
        }
    }
}
