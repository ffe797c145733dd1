//! Pages without an island carry no script, those of passkeys one; the others, only their own, by a number that is never the same.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::{Role, library::resource::Readers};

use crate::{
    cast::{LIFE, Person, address},
    common::{Answer, Place},
    markup,
};

const PAGES: [&str; 25] = [
    "/",
    "/mon-compte",
    "/mon-compte/connaissances",
    "/mon-compte/coordonnees",
    "/mon-compte/photo",
    "/mon-compte/mot-de-passe",
    "/mon-compte/adresse",
    "/annuaire",
    "/annuaire?q=jeanne&role=conseil",
    "/annuaire/antennes",
    "/annuaire/antennes/1",
    "/annuaire/1",
    "/forums",
    "/forums/vie-de-la-communaute",
    "/guide",
    "/guide/1",
    "/recherche",
    "/recherche?q=jury",
    "/aide",
    "/charte",
    "/accessibilite",
    "/mentions-legales",
    "/confidentialite",
    "/plan-du-site",
    "/contact",
];

#[tokio::test]
async fn a_page_without_an_island_has_no_script_at_all() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    place.open(&jeanne, LIFE, "Un jury en juin", "Bonjour, **une** question.").await;
    place.index_follows().await;
    for path in PAGES {
        let answer = place.see(&jeanne, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        is_still(&answer, path);
    }
    for path in ["/", "/connexion?envoye", "/connexion/nulle", "/aide", "/plan-du-site", "/nulle-part"] {
        is_still(&place.get(path).await, path);
    }
    is_still(&place.see(&jeanne, "/forums/nulle-part").await, "404");
    is_still(&place.send(&jeanne, "/mon-compte", &[("nom", "")]).await, "422");
    is_still(&place.send(&jeanne, "/guide", &[]).await, "405");
    is_still(&place.sent_by(None, "/mon-compte", &[("nom", "Jeanne")]).await, "401");
}

/// No script, and a policy that would let none in.
#[track_caller]
fn is_still(answer: &Answer, which: &str) {
    let page = answer.text();
    assert!(page.contains("<html lang=\"fr\""), "{which}: {page}");
    assert!(!page.contains("<script") && !page.contains("modulepreload"), "{which}: {page}");
    assert_eq!(markup::dangers(&page), [""; 0], "{which}");
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{which}: {policy}");
}

#[tokio::test]
async fn a_page_with_an_island_lets_its_own_scripts_in_by_a_new_number_each_time() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let title = "Un jury en juin";
    let topic = place.open(&jeanne, LIFE, title, "Bonjour, **une** question.").await;
    let reply = place.reply(&jeanne, topic, "Une réponse.").await;
    let topic_page = address(topic, title);
    let (opening, topic_edit) =
        (format!("/forums/{LIFE}/nouveau"), format!("/forums/sujets/{topic}/modifier"));
    let pages = [opening, topic_page, topic_edit, format!("/forums/reponses/{reply}/modifier")];
    let mut numbers = BTreeSet::new();
    for path in &pages {
        for answer in answers(&place, &jeanne, path).await {
            numbers.insert(signed(&answer, path));
            // A browser that draws no frame is never idle: the islands would sleep for ever.
            let page = answer.text();
            assert!(page.contains("window.requestIdleCallback(c, { timeout: 500 });"), "{path}: {page}");
            assert!(!page.contains("window.requestIdleCallback(c);"), "{path}: {page}");
        }
    }
    assert_eq!(numbers.len(), pages.len() * 4, "a number came twice");
}

#[tokio::test]
async fn the_forms_of_a_document_follow_its_file_and_its_page_has_no_script() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let (_, own) = place.document(&jeanne, "Guide du jury", Readers::Everybody, true).await;
    let own = format!("/ressources/documents/{own}");
    is_still(&place.see(&jeanne, &own).await, &own);
    let mut numbers = BTreeSet::new();
    for path in ["/ressources/documents/nouveau".to_owned(), format!("{own}/version")] {
        let refused = place.posts(&jeanne, &path, &[], None).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        for answer in [place.see(&jeanne, &path).await, refused] {
            numbers.insert(signed(&answer, &path));
            let page = answer.text();
            let field = markup::find(&page, "id", "fichier").expect("one chooses a file");
            let described = field.attribute("aria-describedby").unwrap_or_default();
            assert!(described.ends_with("fichier-envoi"), "{path}: {field:?}");
            for id in ["fichier-envoi", "fichier-nom"] {
                assert!(markup::find(&page, "id", id).is_some(), "{path} has no {id}");
            }
        }
    }
    assert_eq!(numbers.len(), 4, "a number came twice");
}

#[tokio::test]
async fn the_pages_of_passkeys_let_their_one_script_in_and_nothing_from_elsewhere() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let mut numbers = BTreeSet::new();
    for _ in 0..2 {
        for (person, path) in
            [(None, "/connexion"), (None, "/connexion/mot-de-passe"), (Some(&jeanne), "/mon-compte/securite")]
        {
            let answer = place.seen_by(person, path).await;
            numbers.insert(signed(&answer, path));
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("script-src 'nonce-") && !policy.contains("wasm"), "{path}: {policy}");
            assert_eq!(answer.text().matches("<script").count(), 1, "{path}");
            // Without a script, nothing is said of what needs one.
            let page = answer.text();
            let shown = markup::find(&page, "class", "passkey").expect("it is in the page");
            assert!(shown.attribute("hidden").is_some(), "{path}: {shown:?}");
        }
    }
    assert_eq!(numbers.len(), 6, "a number came twice");
}

/// The page asked for twice, refused, and previewed.
async fn answers(place: &Place, person: &Person, path: &str) -> [Answer; 4] {
    let preview =
        [("titre", "Un jury en juin"), ("genre", "question"), ("texte", "**Oui**"), ("apercu", "oui")];
    let answers = [
        place.see(person, path).await,
        place.see(person, path).await,
        place.send(person, path, &[("texte", "")]).await,
        place.send(person, path, &preview).await,
    ];
    let statuses = [200, 200, 422, 200];
    assert_eq!(answers.each_ref().map(|answer| answer.status.as_u16()), statuses, "{path}");
    answers
}

/// The number that lets the page's scripts in, each of which bears it.
#[track_caller]
fn signed(answer: &Answer, path: &str) -> String {
    let policy = answer.header("content-security-policy");
    let (_, rest) = policy.split_once("'nonce-").unwrap_or_else(|| panic!("{path} has no nonce: {policy}"));
    let (number, _) = rest.split_once('\'').expect("the quote is closed");
    assert!(number.len() >= 16, "{number} can be guessed");
    assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{policy}");
    let page = answer.text();
    let scripts: Vec<_> = markup::tags(&page).into_iter().filter(|tag| tag.name == "script").collect();
    assert!(!scripts.is_empty(), "{path} has no script");
    for script in scripts {
        assert_eq!(script.attribute("nonce"), Some(number), "{path}: {script:?}");
    }
    assert_eq!(markup::dangers(&page), [""; 0], "{path}");
    number.to_owned()
}
