//! Files travel once, in the smallest form that the browser reads.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};

use crate::common::{Answer, Place, get};

const SHEET: &str = "/pkg/communaute.34.css";

async fn sheet(place: &Place, name: &str, value: &str) -> Answer {
    place.ask(get(SHEET).header(name, value).body(Body::empty()).expect("well made")).await
}

#[tokio::test]
async fn a_file_travels_in_the_form_that_the_browser_reads() {
    let place = Place::new().await;
    for (accepted, coding, body) in
        [("gzip, br", "br", "brotli"), ("gzip", "gzip", "gzip"), ("identity", "", "a { color: red }")]
    {
        let answer = sheet(&place, "accept-encoding", accepted).await;
        assert_eq!((answer.header("content-encoding"), answer.text().as_str()), (coding, body));
        assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    }
    let icon = place.get("/favicon.svg").await;
    assert_eq!(
        (icon.header("content-type"), icon.header("cache-control")),
        ("image/svg+xml", "public, max-age=604800")
    );
}

#[tokio::test]
async fn what_the_browser_has_does_not_travel_again() {
    let place = Place::new().await;
    let tag = place.get(SHEET).await.header("etag").to_owned();
    let known = sheet(&place, "if-none-match", &tag).await;
    assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(known.header("etag"), tag);
    assert_eq!(sheet(&place, "if-none-match", "\"another\"").await.status, StatusCode::OK);
}

#[tokio::test]
async fn its_head_tells_its_length_and_no_more() {
    let place = Place::new().await;
    let head = get(SHEET).method(Method::HEAD).body(Body::empty()).expect("well made");
    let answer = place.ask(head).await;
    assert_eq!(
        (answer.status, answer.body.len(), answer.header("content-length")),
        (StatusCode::OK, 0, "16")
    );
}

#[tokio::test]
async fn there_is_nothing_beside_the_files() {
    let place = Place::new().await;
    for path in [
        "/pkg/",
        "/pkg/communaute.34.css.br",
        "/manifest.json",
        "/pkg/../manifest.json",
        "/pkg/%2e%2e/x",
        "/fonts/",
    ] {
        assert_eq!(place.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
