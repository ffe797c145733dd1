//! The same button pressed twice, the same text open in two tabs, a session that belongs to somebody else.

use axum::http::StatusCode;
use domain::Role;

use crate::{
    cast::{LIFE, Person, address},
    common::{Answer, Place},
    markup,
};

/// The number that a page gave its form.
async fn number(place: &Place, person: &Person, path: &str) -> String {
    let page = place.see(person, path).await.text();
    let field = markup::find(&page, "name", "envoi").expect("the form has a number");
    field.attribute("value").expect("it has a value").to_owned()
}

#[tokio::test]
async fn the_same_form_sent_twice_writes_once() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let opening = format!("/forums/{LIFE}/nouveau");
    let fields = [("genre", "question"), ("titre", "Un jury en juin"), ("texte", "Bonjour.")];
    let first = place.send(&jeanne, &opening, &fields).await;
    let second = place.send(&jeanne, &opening, &fields).await;
    same_place(&first, &second);
    assert_eq!(place.tally(&jeanne, LIFE).await, (1, 0), "one topic");

    let topic = first.header("location").to_owned();
    let envoi = number(&place, &jeanne, &topic).await;
    let fields = [("texte", "Une réponse."), ("envoi", envoi.as_str())];
    let (first, second) =
        tokio::join!(place.send(&jeanne, &topic, &fields), place.send(&jeanne, &topic, &fields));
    same_place(&first, &second);
    assert!(first.header("location").ends_with("#reponse-1"), "{}", first.header("location"));
    assert_eq!(place.tally(&jeanne, LIFE).await, (1, 1), "one reply");
}

#[tokio::test]
async fn a_form_sent_twice_at_once_opens_one_topic() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let opening = format!("/forums/{LIFE}/nouveau");
    let fields = [("genre", "question"), ("titre", "Un jury en juin"), ("texte", "Bonjour.")];
    let send = || place.send(&jeanne, &opening, &fields);
    let (first, second, third) = tokio::join!(send(), send(), send());
    same_place(&first, &second);
    same_place(&first, &third);
    assert_eq!(place.tally(&jeanne, LIFE).await, (1, 0));
}

#[tokio::test]
async fn a_form_come_back_to_opens_no_second_topic_unless_it_says_something_else() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let opening = format!("/forums/{LIFE}/nouveau");
    let fields = |text| [("genre", "question"), ("titre", "Un jury en juin"), ("texte", text)];
    let first = place.send(&jeanne, &opening, &fields("Bonjour.")).await;
    // The browser shows the form anew, with what was typed in it.
    place.see(&jeanne, &opening).await;
    let again = place.send(&jeanne, &opening, &fields("Bonjour.")).await;
    same_place(&first, &again);
    assert_eq!(place.tally(&jeanne, LIFE).await, (1, 0));

    let other = place.send(&jeanne, &opening, &fields("Bonjour à tous.")).await;
    assert_ne!(other.header("location"), first.header("location"));
    assert_eq!(place.tally(&jeanne, LIFE).await, (2, 0));
}

#[track_caller]
fn same_place(first: &Answer, second: &Answer) {
    assert_eq!(
        (first.status, second.status),
        (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER),
        "{}",
        second.text()
    );
    assert_eq!(first.header("location"), second.header("location"));
}

#[tokio::test]
async fn of_two_tabs_the_second_keeps_its_text_and_is_told() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let title = "Un jury en juin";
    let topic = place.open(&jeanne, LIFE, title, "Bonjour.").await;
    let reply = place.reply(&jeanne, topic, "Une réponse.").await;
    for edit in [format!("/forums/sujets/{topic}/modifier"), format!("/forums/reponses/{reply}/modifier")] {
        let page = place.see(&jeanne, &edit).await.text();
        let version = markup::find(&page, "name", "version").expect("the form says its version");
        let version = version.attribute("value").expect("it has a value").to_owned();
        let tab = |text| [("titre", title), ("texte", text), ("version", version.as_str())];
        let first = place.send(&jeanne, &edit, &tab("Le texte du premier onglet")).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());

        let second = place.send(&jeanne, &edit, &tab("Le texte du second onglet")).await;
        second.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
        let area = markup::find(&second.text(), "name", "texte").expect("the text is there");
        assert_eq!(area.text, "\nLe texte du second onglet");
        assert_eq!(area.attribute("aria-invalid"), Some("true"));
        assert!(second.text().contains("a été modifié entre-temps"), "{}", second.text());

        let forged = [("titre", title), ("texte", "Sans version"), ("version", "9999999999")];
        assert_eq!(place.send(&jeanne, &edit, &forged).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let kept = place.see(&jeanne, &address(topic, title)).await.text();
    assert_eq!(kept.matches("Le texte du premier onglet").count(), 2, "{kept}");
    assert!(!kept.contains("second onglet") && !kept.contains("Sans version"), "{kept}");
}

#[tokio::test]
async fn a_form_of_a_page_whose_address_changed_meanwhile_is_read_where_it_is() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let topic = place.open(&jeanne, LIFE, "Un titre d’avant", "Bonjour.").await;
    let before = format!("/forums/sujets/{topic}-un-autre-titre");
    let refused = place.send(&jeanne, &before, &[("texte", "")]).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.header("location"), "");
    let taken = place.send(&jeanne, &before, &[("texte", "Bonjour aussi.")]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_ends_the_session_of_another() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let paul = place.person("Paul Lemaire", Role::Administrator).await;
    let page = place.see(&jeanne, "/mon-compte").await;
    assert_eq!(page.status, StatusCode::OK);
    for session in 1..20 {
        let answer = place.send(&paul, "/mon-compte/sessions", &[("session", &session.to_string())]).await;
        // Paul's own is among them: from then on his forms are those of somebody signed out.
        assert!([303, 401].contains(&answer.status.as_u16()), "{}", answer.text());
    }
    assert_eq!(place.see(&jeanne, "/mon-compte").await.status, StatusCode::OK);
    assert_eq!(place.see(&paul, "/mon-compte").await.status, StatusCode::SEE_OTHER);
}
