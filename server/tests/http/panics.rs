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

/// A log that the test reads.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("nobody fell while writing")).into_owned()
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
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let _listening = tracing::subscriber::set_default(subscriber);
    // The other tests still hear of theirs.
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |accident| {
        telemetry::note(accident);
        usual(accident);
    }));

    let answer = place.get("/panique").await;
    let reference = answer.header("x-request-id");
    let lines = log.text();
    let panic = lines.lines().find(|line| line.contains("a test falls")).expect("the panic is noted");
    assert!(panic.contains(reference) && panic.contains("panics.rs"), "{panic}");

    place.get("/connexion/secret-secret-secret").await;
    place.get("/recherche?q=confidence").await;
    let lines = log.text();
    assert!(lines.contains("/connexion/{token}"), "{lines}");
    for typed in ["secret-secret", "confidence", "203.0.113.7"] {
        assert!(!lines.contains(typed), "{typed} in:\n{lines}");
    }
}
