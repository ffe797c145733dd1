//! A form that arrives after its session ended.

use axum::{body::Body, http::StatusCode};
use domain::Role;

use crate::{
    cast::{LIFE, address},
    common::{Place, post},
    markup,
};

const TYPED: &str =
    "\r\nPremière ligne,\r\n\r\n  « deuxième » & la suite :\r\n</textarea><script>alert(1)</script><xss>\"'";

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session_to_the_letter() {
    let place = Place::unhurried().await;
    let mut jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let title = "Un jury en juin";
    let topic = place.open(&jeanne, LIFE, title, "Bonjour.").await;
    let page = address(topic, title);
    // She left in another tab.
    let left = place.send(&jeanne, "/deconnexion", &[]).await;
    assert_eq!((left.status, left.header("location")), (StatusCode::SEE_OTHER, "/connexion?fin"));

    let hostile = "\"><script>alert(1)</script>";
    let fields = [("texte", TYPED), ("titre", hostile), ("<b>", "x"), ("envoi", "")];
    let answer = place.send(&jeanne, &page, &fields).await;
    answer.is_a_page_with(StatusCode::UNAUTHORIZED);
    let html = answer.text();
    assert_eq!(markup::dangers(&html), [""; 0]);
    assert!(
        !markup::has(&html, "script") && !markup::has(&html, "xss") && !markup::has(&html, "b"),
        "{html}"
    );
    let area = markup::find(&html, "name", "texte").expect("the text is there");
    assert_eq!(markup::decoded(&area.text), format!("\n{TYPED}"));
    assert!(area.attribute("hidden").is_some());
    let line = markup::find(&html, "name", "titre").expect("the title is there");
    assert_eq!(line.attribute("value"), Some(hostile));
    assert_eq!(
        markup::find(&html, "method", "post").and_then(|form| form.attribute("action").map(str::to_owned)),
        Some(page.clone())
    );

    // She signs in again elsewhere, comes back and presses the button.
    jeanne.cookie = place.sign_in(&jeanne.member).await;
    let again = place.send(&jeanne, &page, &[("texte", TYPED), ("envoi", "")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    let read = place.see(&jeanne, &page).await.text();
    assert_eq!(markup::dangers(&read), [""; 0]);
    assert!(read.contains("Première ligne,"), "{read}");
}

#[tokio::test]
async fn whoever_left_already_leaves_again_without_a_word() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    for _ in 0..2 {
        let answer = place.send(&jeanne, "/deconnexion", &[]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/connexion?fin"));
        assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
    }
}

#[tokio::test]
async fn a_destination_leads_into_this_site_and_nowhere_else() {
    let place = Place::unhurried().await;
    place.person("Jeanne Martin", Role::Advisor).await;
    let elsewhere = [
        "https://ailleurs.fr",
        "//ailleurs.fr",
        "/\\ailleurs.fr",
        "/\t/ailleurs.fr",
        "/guide\r\nSet-Cookie: intrus=1",
        "/guide\u{85}x",
        "javascript:alert(1)",
        "\"><xss>",
        "/connexion/demonstration",
    ];
    for suite in elsewhere {
        let query: String = url::form_urlencoded::byte_serialize(suite.as_bytes()).collect();
        let page = place.get(&format!("/connexion?suite={query}")).await;
        page.is_a_page_with(StatusCode::OK);
        assert_eq!(page.header("set-cookie"), "", "{suite:?}");
        assert_eq!(markup::dangers(&page.text()), [""; 0], "{suite:?}");
        assert_eq!(location_after_sign_in(&place, suite).await, "/", "{suite:?}");
    }
    assert_eq!(location_after_sign_in(&place, "/forums?page=2").await, "/forums?page=2");
}

/// Asks for a link as the page's form does, follows the letter, and tells where the door leads. Links are few to an address, so
/// that each asking has somebody of its own.
async fn location_after_sign_in(place: &Place, suite: &str) -> String {
    let who = place.mailer.letters().len();
    let person = place.person(&format!("Personne {who}"), Role::Advisor).await;
    let fields = [("courriel", person.member.email().as_str()), ("suite", suite)];
    let asked = place.sent_by(None, "/connexion", &fields).await;
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/connexion?envoye"));
    while domain::notices::follow(&place.community).await.expect("the letter is written") {}
    domain::notices::post(&place.community).await.expect("the letter leaves");
    let letter = place.mailer.letters().pop().expect("there is a letter").text;
    let (_, rest) = letter.split_once("/connexion/").expect("it has a link");
    let link = format!("/connexion/{}", &rest[..43]);
    let answer = place.ask(post(&link).body(Body::empty()).expect("well made")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
    answer.header("location").to_owned()
}

#[tokio::test]
async fn an_address_with_line_ends_in_it_sends_nobody_anywhere_else() {
    let place = Place::unhurried().await;
    for path in [
        "/forums/%0d%0aSet-Cookie:%20intrus=1",
        "//ailleurs.fr/guide",
        "/guide?x=%0d%0aA:%20b",
        "/forums//ailleurs.fr",
    ] {
        let answer = place.get(path).await;
        assert_eq!(answer.header("set-cookie"), "", "{path}");
        let location = answer.header("location");
        assert!(location.is_empty() || location.starts_with("/connexion?suite=%2F"), "{path}: {location}");
    }
}
