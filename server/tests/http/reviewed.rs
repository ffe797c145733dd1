//! A document that a certifier's contact reads again, over HTTP: what is offered, what comes of it, what others get.

use axum::http::StatusCode;
use domain::{
    Role,
    library::{certifier, resource::Details},
    members::audit::Origin,
};

use crate::{
    cast::Person,
    common::Place,
    documents::{PDF, details},
    markup,
};

const ACTS: [&str; 8] =
    ["submit", "take-back", "validate", "send-back", "outdate", "renew", "withdraw", "restore"];

/// Those of a place in which a document of Claire’s waits for the certifier that Paul speaks for.
struct Waiting {
    place: Place,
    claire: Person,
    paul: Person,
    /// Another contact, who speaks for nobody here.
    ines: Person,
    path: String,
}

async fn waiting() -> Waiting {
    let place = Place::unhurried().await;
    let certifier = place.certifier().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let paul = place.person("Paul Lemaire", Role::Certifier).await;
    let ines = place.person("Inès Cohen", Role::Certifier).await;
    let organiser = jeanne.member.as_organiser(Origin::HERE).expect("there is a place at the desk");
    let email = paul.member.email();
    certifier::desk::give_voice(&place.community, &organiser, certifier, email).await.expect("he speaks");
    let details = Details { certifiers: vec![certifier], ..details("Procédure du certificateur") };
    let (_, slug) = place.deposited(&claire, details, "procedure.pdf", PDF, false).await;
    Waiting { place, claire, paul, ines, path: format!("/ressources/documents/{slug}") }
}

impl Waiting {
    /// The gestures that the page offers that person, and the edition it was shown at.
    async fn offered(&self, person: &Person) -> (Vec<String>, String) {
        let page = self.place.see(person, &self.path).await;
        page.is_a_page_with(StatusCode::OK);
        let tags = markup::tags(&page.text());
        let buttons = tags.iter().filter(|tag| tag.attribute("name") == Some("geste"));
        let acts = buttons.filter_map(|tag| tag.attribute("value")).filter(|value| ACTS.contains(value));
        let edition = markup::find(&page.text(), "name", "edition");
        let edition = edition.and_then(|field| field.attribute("value").map(str::to_owned));
        (acts.map(str::to_owned).collect(), edition.unwrap_or_default())
    }

    async fn does(&self, person: &Person, act: &str, word: &str, edition: &str) -> (StatusCode, String) {
        let fields = [("geste", act), ("mot", word), ("edition", edition)];
        let answer = self.place.send(person, &self.path, &fields).await;
        (answer.status, answer.header("location").to_owned())
    }

    async fn is_read_by(&self, person: &Person) -> StatusCode {
        self.place.see(person, &format!("{}/fichier/1", self.path)).await.status
    }
}

#[tokio::test]
async fn a_contact_publishes_from_the_page_and_everybody_reads_it() {
    let waiting = waiting().await;
    let helene = waiting.place.person("Hélène Lefort", Role::Funder).await;
    assert_eq!(waiting.is_read_by(&helene).await, StatusCode::NOT_FOUND);
    let (acts, edition) = waiting.offered(&waiting.paul).await;
    assert_eq!(acts, ["validate", "send-back", "withdraw"]);
    let done = waiting.does(&waiting.paul, "validate", "", &edition).await;
    assert_eq!(done, (StatusCode::SEE_OTHER, format!("{}?fait=geste", waiting.path)));
    let page = waiting.place.see(&waiting.paul, &done.1).await.text();
    assert!(page.contains("C’est fait.") && !page.contains("À relire"), "{page}");
    assert_eq!(waiting.is_read_by(&helene).await, StatusCode::OK);
    assert_eq!(waiting.offered(&waiting.paul).await.0, ["renew", "outdate", "withdraw"]);
    let late = waiting.does(&waiting.paul, "validate", "", &edition).await;
    assert_eq!(late.0, StatusCode::UNPROCESSABLE_ENTITY, "it was published already");
}

#[tokio::test]
async fn a_contact_who_speaks_for_another_certifier_gets_nothing_of_it() {
    let waiting = waiting().await;
    waiting.place.see(&waiting.ines, &waiting.path).await.is_a_page_with(StatusCode::NOT_FOUND);
    assert_eq!(waiting.is_read_by(&waiting.ines).await, StatusCode::NOT_FOUND);
    let edition = waiting.offered(&waiting.paul).await.1;
    for act in ACTS {
        let done = waiting.does(&waiting.ines, act, "Un mot.", &edition).await;
        assert_eq!(done, (StatusCode::NOT_FOUND, String::new()), "{act}");
    }
    let claires = waiting.offered(&waiting.claire).await.0;
    assert_eq!(claires, ["take-back", "withdraw"], "it still waits");
}

#[tokio::test]
async fn a_contact_sends_back_with_a_word_and_without_one_is_asked_for_it() {
    let waiting = waiting().await;
    let edition = waiting.offered(&waiting.paul).await.1;
    let fields = [("geste", "send-back"), ("mot", ""), ("edition", edition.as_str())];
    let asked = waiting.place.send(&waiting.paul, &waiting.path, &fields).await;
    asked.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text().contains("Dites pourquoi, en quelques mots"), "{}", asked.text());
    let done = waiting.does(&waiting.paul, "send-back", "Il manque une page.", &edition).await;
    assert_eq!(done.0, StatusCode::SEE_OTHER);
    waiting.place.see(&waiting.paul, &waiting.path).await.is_a_page_with(StatusCode::NOT_FOUND);
    let page = waiting.place.see(&waiting.claire, &waiting.path).await.text();
    assert!(page.contains("Brouillon") && page.contains("Il manque une page."), "{page}");
    assert_eq!(waiting.offered(&waiting.claire).await.0, ["submit", "withdraw"]);
}
