//! A refused form comes back whole: all that was typed, each error beside its field, and a summary that leads there.

use axum::http::StatusCode;
use domain::Role;

use crate::{
    cast::{LIFE, Person, address},
    common::{Answer, Place},
    markup,
};

/// A form, a way to fill it in badly, and the fields that are then refused.
type Case<'a> = (&'a str, Vec<(&'a str, String)>, &'a [&'a str]);

#[tokio::test]
async fn a_refused_form_keeps_everything_and_says_what_to_mend_beside_it() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let title = "Un jury en juin";
    let topic = place.open(&jeanne, LIFE, title, "Bonjour.").await;
    let reply = place.reply(&jeanne, topic, "Une réponse.").await;
    let (opening, page) = (format!("/forums/{LIFE}/nouveau"), address(topic, title));
    let edit_topic = format!("/forums/sujets/{topic}/modifier");
    let edit_reply = format!("/forums/reponses/{reply}/modifier");
    for case in texts(&opening, &page, &edit_topic, &edit_reply) {
        check(&place, Some(&jeanne), &case).await;
    }
    for case in accounts() {
        check(&place, Some(&jeanne), &case).await;
    }
    for address in
        ["", "jeanne", "jeanne@", "@exemple.fr", "a b@exemple.fr", "a\0@exemple.fr", "\"><b>@exemple.fr"]
    {
        let fields = vec![("courriel", address.to_owned()), ("suite", "/guide".to_owned())];
        check(&place, None, &("/connexion", fields, &["courriel"])).await;
    }
    assert_eq!(place.tally(&jeanne, LIFE).await, (1, 1), "nothing of all that was written");
}

fn texts<'a>(opening: &'a str, page: &'a str, edit_topic: &'a str, edit_reply: &'a str) -> Vec<Case<'a>> {
    let (good, text) = ("Un titre assez long".to_owned(), "Un texte.\r\n\r\nDeux lignes.".to_owned());
    let genre = ("genre", "practice".to_owned());
    let mut cases: Vec<Case> = Vec::new();
    for title in ["", "    ", "Zut", "\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}", &"é".repeat(141)] {
        let fields = vec![("titre", title.to_owned()), ("texte", text.clone())];
        cases.push((edit_topic, [fields.clone(), vec![("version", "1".to_owned())]].concat(), &["titre"]));
        cases.push((opening, [vec![genre.clone()], fields].concat(), &["titre"]));
    }
    for text in ["", " \r\n \t", "\u{feff}", &"é".repeat(20_001)] {
        let text = ("texte", text.to_owned());
        let version = ("version", "1".to_owned());
        cases.push((opening, vec![genre.clone(), ("titre", good.clone()), text.clone()], &["texte"]));
        cases.push((page, vec![text.clone()], &["texte"]));
        cases.push((edit_topic, vec![("titre", good.clone()), text.clone(), version.clone()], &["texte"]));
        cases.push((edit_reply, vec![text, version], &["texte"]));
    }
    cases.push((
        opening,
        vec![("titre", String::new()), ("texte", String::new())],
        &["genre", "titre", "texte"],
    ));
    cases.push((opening, vec![("genre", "\"><b>".to_owned()), ("titre", good), ("texte", text)], &["genre"]));
    cases
}

fn accounts() -> Vec<Case<'static>> {
    let fields = |nom: &str, fonction: &str, presentation: &str| {
        let fields = [("nom", nom), ("fonction", fonction), ("presentation", presentation)];
        fields.map(|(name, value)| (name, value.to_owned())).to_vec()
    };
    let long = "à".repeat(601);
    vec![
        ("/mon-compte", fields("", "Conseillère", "Bonjour"), &["nom"]),
        ("/mon-compte", fields(&long, "Conseillère", "Bonjour"), &["nom"]),
        ("/mon-compte", fields("Jeanne", "x", "Bonjour"), &["fonction"]),
        ("/mon-compte", fields("Jeanne", &long, "Bonjour"), &["fonction"]),
        ("/mon-compte", fields("Jeanne", "Conseillère", &long), &["presentation"]),
        ("/mon-compte", fields(" ", "x", &long), &["nom", "fonction", "presentation"]),
    ]
}

async fn check(place: &Place, person: Option<&Person>, (path, fields, wrong): &Case<'_>) {
    let sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = place.sent_by(person, path, &sent).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {wrong:?}: {}", answer.text());
    for (name, value) in sent {
        is_kept(&answer, name, value);
    }
    for field in *wrong {
        is_explained(&answer, field);
    }
    let page = answer.text();
    let summary = markup::find(&page, "role", "alert").expect("there is a summary");
    assert!(
        summary.attribute("autofocus").is_some() && summary.attribute("tabindex") == Some("-1"),
        "{page}"
    );
    let (said, title) = (page.matches("<li><a href=\"#").count(), markup::tags(&page));
    assert!(said >= wrong.len(), "{path}: {page}");
    let title = title.iter().find(|tag| tag.name == "title").expect("the page has a title");
    assert!(title.text.starts_with("Erreur"), "{}", title.text);
    assert_eq!(markup::dangers(&page), [""; 0], "{path}");
}

/// What was typed is in its field again.
#[track_caller]
fn is_kept(answer: &Answer, name: &str, value: &str) {
    let page = answer.text();
    let field = markup::find(&page, "name", name).unwrap_or_else(|| panic!("no {name} in {page}"));
    match field.name.as_str() {
        "textarea" => assert_eq!(markup::decoded(&field.text), format!("\n{value}"), "{name}"),
        _ if field.attribute("type") == Some("radio") => {
            let checked = markup::tags(&page).into_iter().find(|tag| tag.attribute("checked").is_some());
            let known = ["question", "practice", "discussion"].contains(&value);
            assert!(!known || checked.is_some_and(|tag| tag.attribute("value") == Some(value)), "{page}");
        }
        _ => assert_eq!(field.attribute("value"), Some(value), "{name}"),
    }
}

/// The error is beside its field, which says so to those who do not see it; the summary leads to the field.
#[track_caller]
fn is_explained(answer: &Answer, field: &str) {
    let page = answer.text();
    let control = markup::find(&page, "id", field).unwrap_or_else(|| panic!("no #{field} in {page}"));
    let described = control.attribute("aria-describedby").unwrap_or_default();
    let error = format!("{field}-erreur");
    assert!(described.split(' ').any(|id| id == error), "{field} is described by {described:?}");
    for id in described.split(' ') {
        assert!(markup::find(&page, "id", id).is_some(), "{field}: no #{id}");
    }
    if control.name != "fieldset" {
        assert_eq!(control.attribute("aria-invalid"), Some("true"), "{field}");
    }
    let leads = markup::find(&page, "href", &format!("#{field}"));
    assert!(leads.is_some_and(|tag| tag.name == "a"), "the summary does not lead to {field}");
}
