//! What operators see, and nobody else.

use axum::{body::Body, http::StatusCode};
use domain::members::dormancy::Patience;
use server::worker::Worker;

use crate::common::{Answer, Place, SECRET, from, get};

async fn metrics(place: &Place, request: axum::http::request::Builder) -> Answer {
    place.ask(request.body(Body::empty()).expect("well made")).await
}

#[tokio::test]
async fn metrics_are_for_this_machine_or_for_the_token() {
    let place = Place::new().await;
    place.get("/aide").await;
    let here = || from(([127, 0, 0, 1], 40_000), "/metrics");
    let local = metrics(&place, here()).await;
    assert_eq!(local.status, StatusCode::OK);
    for figure in
        ["journal_lag_entries{reader=\"letters\"}", "letters_waiting", "process_resident_memory_bytes"]
    {
        assert!(local.text().contains(figure), "no {figure} in:\n{}", local.text());
    }
    assert!(local.text().contains("route=\"/aide\""), "{}", local.text());
    let token = get("/metrics").header("authorization", format!("Bearer {SECRET}"));
    assert_eq!(metrics(&place, token).await.status, StatusCode::OK);

    assert_eq!(metrics(&place, get("/metrics")).await.status, StatusCode::NOT_FOUND);
    let wrong = get("/metrics").header("authorization", "Bearer 0123456789abcdef0124");
    assert_eq!(metrics(&place, wrong).await.status, StatusCode::NOT_FOUND);
    let passed_on = here().header("x-forwarded-for", "198.51.100.1");
    assert_eq!(metrics(&place, passed_on).await.status, StatusCode::NOT_FOUND, "a proxy passed it on");
}

#[tokio::test]
async fn figures_never_name_what_was_typed() {
    let place = Place::new().await;
    place.get("/connexion/secret-secret-secret").await;
    place.get("/recherche?q=confidence").await;
    place.get("/nulle-part/confidence").await;
    let figures = metrics(&place, from(([127, 0, 0, 1], 40_000), "/metrics")).await.text();
    assert!(figures.contains("/connexion/{token}"), "{figures}");
    assert!(!figures.contains("secret-secret") && !figures.contains("confidence"), "{figures}");
}

#[tokio::test]
async fn the_process_says_whether_it_can_work() {
    let place = Place::new().await;
    assert_eq!(place.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(
        place.get("/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "the index is not built yet"
    );

    let worker = Worker::start(&place.community, &place.engine, Patience::default());
    let mut answer = place.get("/readyz").await;
    for _ in 0..100 {
        if answer.status == StatusCode::OK {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        answer = place.get("/readyz").await;
    }
    worker.rest().await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    for part in ["database", "disk", "index", "worker"] {
        assert!(answer.text().contains(&format!("\"{part}\":\"ok\"")), "{}", answer.text());
    }
}
