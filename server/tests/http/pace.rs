//! Machines are slowed down, colleagues are not.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use server::{
    config::Trusted,
    guard::{Limits, Pace},
};

use crate::common::{Place, With, get, post};

fn asking() -> Request<Body> {
    post("/connexion").body(Body::from("courriel=jeanne%40exemple.fr")).expect("well made")
}

#[tokio::test]
async fn the_eleventh_sign_in_of_a_minute_waits() {
    let place = Place::new().await;
    for _ in 0..10 {
        assert_eq!(place.ask(asking()).await.status, StatusCode::SEE_OTHER);
    }
    let answer = place.ask(asking()).await;
    answer.is_a_page_with(StatusCode::TOO_MANY_REQUESTS);
    let wait: u32 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    // Reading goes on.
    assert_eq!(place.get("/connexion").await.status, StatusCode::OK);
}

#[tokio::test]
async fn those_behind_our_proxy_are_told_apart() {
    let limits = Limits { reads: Some(Pace::new(1, 1)), ..Limits::none() };
    let trusted = Trusted::new(vec!["203.0.113.0/24".parse().expect("a network")]);
    let place = Place::with(With { limits, trusted, ..With::default() }).await;
    let from =
        |client: &str| get("/aide").header("x-forwarded-for", client).body(Body::empty()).expect("well made");
    assert_eq!(place.ask(from("198.51.100.1")).await.status, StatusCode::OK);
    assert_eq!(place.ask(from("198.51.100.2")).await.status, StatusCode::OK);
    assert_eq!(place.ask(from("198.51.100.1")).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn limits_can_be_lifted() {
    let place = Place::with(With { limits: Limits::none(), ..With::default() }).await;
    for _ in 0..15 {
        assert_eq!(place.ask(asking()).await.status, StatusCode::SEE_OTHER);
    }
}
