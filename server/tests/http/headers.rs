//! Every kind of answer carries what browsers must know.

use axum::{Router, body::Body, http::StatusCode, routing::get as on_get};

use crate::common::{Place, With, get, post};

const ALWAYS: [&str; 8] = [
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "strict-transport-security",
];

#[tokio::test]
async fn pages_files_refusals_and_accidents_all_carry_them() {
    async fn fall() {
        panic!("a test falls");
    }
    let place =
        Place::with(With { more: Router::new().route("/panique", on_get(fall)), ..With::default() }).await;
    let kinds = [
        ("/", StatusCode::OK),
        ("/pkg/communaute.34.css", StatusCode::OK),
        ("/favicon.svg", StatusCode::OK),
        ("/healthz", StatusCode::OK),
        ("/guide", StatusCode::SEE_OTHER),
        ("/nulle-part", StatusCode::NOT_FOUND),
        ("/panique", StatusCode::INTERNAL_SERVER_ERROR),
    ];
    for (path, status) in kinds {
        let answer = place.get(path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        for name in ALWAYS {
            assert!(!answer.header(name).is_empty(), "{path} has no {name}");
        }
        assert_eq!(answer.header("x-request-id").len(), 8, "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
        assert!(!answer.header("content-security-policy").contains("unsafe-inline"), "{path}");
    }
}

#[tokio::test]
async fn a_page_that_brings_its_policy_keeps_it() {
    let own = on_get(async || ([("content-security-policy", "default-src 'self'")], "island"));
    let place = Place::with(With { more: Router::new().route("/ile", own), ..With::default() }).await;
    assert_eq!(place.get("/ile").await.header("content-security-policy"), "default-src 'self'");
}

#[tokio::test]
async fn what_opens_doors_is_kept_nowhere() {
    let place = Place::new().await;
    assert_eq!(place.get("/connexion").await.header("cache-control"), "private, no-store");
    assert_eq!(place.get("/nulle-part").await.header("cache-control"), "private, no-store");
    assert_eq!(place.get("/").await.header("cache-control"), "private, no-cache");
}

#[tokio::test]
async fn a_page_travels_compressed_when_the_browser_can_read_it() {
    let place = Place::new().await;
    let plain = place.get("/").await;
    for coding in ["br", "gzip"] {
        let asked = get("/").header("accept-encoding", coding).body(Body::empty()).expect("well made");
        let answer = place.ask(asked).await;
        assert_eq!(answer.header("content-encoding"), coding);
        assert!(answer.body.len() * 2 < plain.body.len(), "{coding}: {} bytes", answer.body.len());
    }
    let font = get("/fonts/letters.woff2").header("accept-encoding", "br, gzip").body(Body::empty());
    assert_eq!(place.ask(font.expect("well made")).await.header("content-encoding"), "");
}

#[tokio::test]
async fn measures_are_told_only_when_asked_for() {
    let place = Place::with(With { measuring: true, ..With::default() }).await;
    let still = place.get("/bench/static/20000").await;
    assert_eq!((still.status, still.body.len()), (StatusCode::OK, 20_000));
    assert_eq!(still.header("server-timing"), "sql;desc=\"0\"");
    let asking = post("/connexion").body(Body::from("courriel=jeanne%40exemple.fr")).expect("well made");
    let asked = place.ask(asking).await;
    assert_ne!(asked.header("server-timing"), "sql;desc=\"0\"");

    let usual = Place::new().await;
    assert_eq!(usual.get("/").await.header("server-timing"), "");
    assert_eq!(usual.get("/bench/static/20000").await.status, StatusCode::NOT_FOUND);
}
