//! What was written has its consequences, and resting loses none.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use domain::{Role, members::dormancy::Patience};
use server::worker::Worker;

use crate::common::{Place, post};

/// Waits until that many letters left.
async fn letters(place: &Place, many: usize) {
    for _ in 0..100 {
        if place.mailer.letters().len() >= many {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(place.mailer.letters().len(), many);
}

async fn ask(place: &Place) {
    let asking = post("/connexion").body(Body::from("courriel=jeanne%40exemple.fr")).expect("well made");
    assert_eq!(place.ask(asking).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_link_that_was_asked_for_leaves_by_post() {
    let place = Place::new().await;
    place.link("jeanne@exemple.fr", Role::Advisor).await;
    let worker = Worker::start(&place.community, &place.engine, Patience::default());
    ask(&place).await;
    letters(&place, 1).await;
    assert!(place.mailer.letters()[0].text.contains("https://communaute.exemple.fr/connexion/"));
    worker.rest().await;

    // Asked for while nobody works: the next worker writes it.
    ask(&place).await;
    let worker = Worker::start(&place.community, &place.engine, Patience::default());
    letters(&place, 2).await;
    worker.rest().await;
}
