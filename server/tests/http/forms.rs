//! What a form must be to get in.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};

use crate::common::{ADDRESS, Place, get, post};

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused_in_french() {
    let place = Place::new().await;
    let forged = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://ailleurs.fr"),
    ];
    for (name, value) in forged {
        let request = get("/connexion").method(Method::POST).header("host", "communaute.exemple.fr");
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(Body::from("courriel=jeanne%40exemple.fr"));
        let answer = place.ask(request.expect("well made")).await;
        answer.is_a_page_with(StatusCode::FORBIDDEN);
        assert!(answer.text().contains("vient d’ailleurs"), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_form_sent_from_our_own_address_passes_behind_any_proxy() {
    let place = Place::new().await;
    // The proxy speaks to us under another name; the browser says where the page came from.
    let request =
        get("/connexion").method(Method::POST).header("host", "127.0.0.1:3000").header("origin", ADDRESS);
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("courriel=jeanne%40exemple.fr"));
    assert_eq!(place.ask(request.expect("well made")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_body_without_end_is_refused_announced_or_not() {
    let place = Place::new().await;
    let body = || Body::from(format!("courriel={}", "a".repeat(300 * 1024)));
    let silent = place.ask(post("/connexion").body(body()).expect("well made")).await;
    silent.is_a_page_with(StatusCode::PAYLOAD_TOO_LARGE);
    let announced = post("/connexion").header("content-length", 300 * 1024 + 9).body(body());
    place.ask(announced.expect("well made")).await.is_a_page_with(StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn nonsense_gets_a_page_too() {
    let place = Place::new().await;
    let method = get("/connexion").method(Method::DELETE).body(Body::empty()).expect("well made");
    place.ask(method).await.is_a_page_with(StatusCode::METHOD_NOT_ALLOWED);
    let broken = post("/connexion").body(Body::from(vec![0xff, 0xfe, b'=', 0xff])).expect("well made");
    let answer = place.ask(broken).await;
    assert!(answer.status.is_client_error() || answer.status.is_redirection(), "{}", answer.status);
    place.get("/forums/%FF%FE").await.is_not_an_accident();
    place.get("/connexion/%FF").await.is_not_an_accident();
}

impl crate::common::Answer {
    #[track_caller]
    fn is_not_an_accident(&self) {
        assert!(!self.status.is_server_error(), "{}: {}", self.status, self.text());
    }
}
