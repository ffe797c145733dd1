//! A panic is one person's bad moment, not everybody's.

use axum::{Router, http::StatusCode, routing::get};

use crate::common::{Place, With};

#[tokio::test]
async fn a_panic_is_a_page_with_a_reference_and_the_process_lives() {
    async fn fall() {
        panic!("a test falls");
    }
    let place =
        Place::with(With { more: Router::new().route("/panique", get(fall)), ..With::default() }).await;
    let answer = place.get("/panique").await;
    answer.is_a_page_with(StatusCode::INTERNAL_SERVER_ERROR);
    let reference = answer.header("x-request-id");
    assert!(reference.len() == 8 && answer.text().contains(reference), "{reference}: {}", answer.text());
    assert!(!answer.text().contains("a test falls"), "the words of a panic are for the log");

    assert_eq!(place.get("/").await.status, StatusCode::OK);
}
