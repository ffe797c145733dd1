//! A mail server on the loopback, small and obstinate, for tests.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::Duration,
};

/// What the server answers where it matters.
#[derive(Clone, Copy)]
pub(super) struct Answers {
    /// To `MAIL FROM`.
    pub(super) mail: &'static str,
    /// To `RCPT TO`.
    pub(super) rcpt: &'static str,
    /// To the message.
    pub(super) content: &'static str,
    /// To `QUIT`; nothing at all when empty.
    pub(super) quit: &'static str,
}

pub(super) const ACCEPTS: Answers =
    Answers { mail: "250 2.1.0 Ok", rcpt: "250 2.1.5 Ok", content: "250 2.0.0 Ok", quit: "221 Bye" };

pub(super) struct FakeServer {
    port: u16,
    heard: Receiver<String>,
}

impl FakeServer {
    /// Serves any number of conversations until the test ends.
    pub(super) fn answering(answers: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (tell, heard) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that leaves in the middle ends the conversation, not the server.
                let _ = converse(&stream, answers, &tell);
            }
        });
        Self { port, heard }
    }

    /// Takes calls and never says a word.
    pub(super) fn silent() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (_, heard) = mpsc::channel();
        thread::spawn(move || {
            let calls: Vec<_> = listener.incoming().take(1).collect();
            thread::sleep(Duration::from_secs(30));
            drop(calls);
        });
        Self { port, heard }
    }

    /// A port where nobody listens.
    pub(super) fn dead() -> u16 {
        TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port()
    }

    pub(super) fn url(&self, query: &str) -> String {
        format!("smtp://127.0.0.1:{}{query}", self.port)
    }

    /// Every line heard so far, commands and messages.
    pub(super) fn heard(&self) -> Vec<String> {
        self.heard.try_iter().collect()
    }
}

fn converse(stream: &TcpStream, answers: Answers, tell: &Sender<String>) -> std::io::Result<()> {
    let mut out = stream;
    let mut say = |line: &str| write!(out, "{line}\r\n");
    say("220 fake.example ESMTP")?;
    let mut in_message = false;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        // The test may have ended: nobody needs to hear it then.
        let _ = tell.send(line.clone());
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match (in_message, verb.as_str()) {
            (true, ".") => {
                in_message = false;
                say(answers.content)?;
            }
            (true, _) => {}
            (false, "EHLO") => say("250-fake.example\r\n250 AUTH PLAIN")?,
            (false, "AUTH") => say("535 5.7.8 Authentication failed")?,
            (false, "MAIL") => say(answers.mail)?,
            (false, "RCPT") => say(answers.rcpt)?,
            (false, "DATA") => {
                in_message = true;
                say("354 Go on")?;
            }
            (false, "QUIT") if answers.quit.is_empty() => thread::sleep(Duration::from_secs(30)),
            (false, "QUIT") => return say(answers.quit),
            (false, _) => say("500 What?")?,
        }
    }
    Ok(())
}
