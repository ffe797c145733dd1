//! A panic is one person's bad moment, not everybody's.

use std::{
    io, panic,
    sync::{Arc, Mutex},
};

use axum::{Router, http::StatusCode, routing::get};
use server::telemetry;

use crate::common::{Place, With};

/// A place with an address where everything falls.
async fn unsteady() -> Place {
    async fn fall() {
        panic!("a test falls");
    }
    Place::with(With { more: Router::new().route("/panique", get(fall)), ..With::default() }).await
}

/// The log of all the tests; each line of a request holds its reference.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Listens, panics included, from now on: in all the tests, because a listener of one thread misses lines that
    /// another thread was the first to write.
    fn listen() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let subscriber =
            tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        tracing::subscriber::set_global_default(subscriber).expect("only one test listens");
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |accident| {
            telemetry::note(accident);
            usual(accident);
        }));
        log
    }

    /// What it says of that request.
    fn of(&self, reference: &str) -> String {
        let log = String::from_utf8_lossy(&self.0.lock().expect("nobody fell while writing")).into_owned();
        log.lines().filter(|line| line.contains(reference)).collect::<Vec<_>>().join("\n")
    }
}

impl io::Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody fell while writing").write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_panic_is_a_page_with_a_reference_and_the_process_lives() {
    let place = unsteady().await;
    let answer = place.get("/panique").await;
    answer.is_a_page_with(StatusCode::INTERNAL_SERVER_ERROR);
    let reference = answer.header("x-request-id");
    assert!(reference.len() == 8 && answer.text().contains(reference), "{reference}: {}", answer.text());
    assert!(!answer.text().contains("a test falls"), "the words of a panic are for the log");

    assert_eq!(place.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_log_tells_the_same_reference_and_nothing_that_was_typed() {
    let place = unsteady().await;
    let log = Log::listen();
    let said = log.of(place.get("/panique").await.header("x-request-id"));
    assert!(said.contains("a test falls") && said.contains("panics.rs"), "{said}");

    for (path, route) in
        [("/connexion/secret-secret-secret", "/connexion/{token}"), ("/recherche?q=confidence", "/recherche")]
    {
        let said = log.of(place.get(path).await.header("x-request-id"));
        assert!(said.contains(&format!("route=\"{route}\"")), "{said}");
        for typed in ["secret-secret", "confidence", "203.0.113.7"] {
            assert!(!said.contains(typed), "{typed} in:\n{said}");
        }
    }
}
