//! From talk to library: what was said becomes a document in two clicks, with who said it and a link both ways.

use axum::http::StatusCode;
use domain::Role;

use crate::{
    cast::{JURY, LIFE, address},
    common::Place,
    markup::{self, Tag},
};

/// The fields of the page's form, as a browser would send them if nobody changed any.
fn untouched(html: &str) -> Vec<(String, String)> {
    let form = html.split_once("enctype=\"multipart/form-data\"").expect("the form is there").1;
    let form = form.split_once("</form>").expect("it ends").0;
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut list = String::new();
    for tag in markup::tags(form) {
        let is = |name: &str| tag.attribute(name).is_some();
        let value = || tag.attribute("value").unwrap_or_default().to_owned();
        let name = tag.attribute("name").unwrap_or_default().to_owned();
        match (tag.name.as_str(), tag.attribute("type").unwrap_or_default()) {
            ("select", _) => list = name,
            ("option", _) if is("selected") => fields.push((list.clone(), value())),
            ("textarea", _) => fields.push((name, text(&tag))),
            ("input", "radio" | "checkbox") if !is("checked") => {}
            ("input", kind) if kind != "file" => fields.push((name, value())),
            _ => {}
        }
    }
    fields
}

/// HTML leaves out a line that begins a text area.
fn text(tag: &Tag) -> String {
    tag.text.strip_prefix('\n').unwrap_or(&tag.text).to_owned()
}

#[tokio::test]
async fn a_reply_becomes_a_document_by_a_form_sent_as_it_came() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let topic =
        place.open(&claire, LIFE, "Relire un livret 2", "Comment faites-vous avec la fatigue ?").await;
    let reply = place.reply(&claire, topic, "Je fais lire **à voix haute**.").await;
    let discussion = address(topic, "Relire un livret 2");

    let before = place.see(&jeanne, &discussion).await.text();
    assert!(!before.contains("Devenue une ressource"), "{before}");
    let first = format!("/ressources/documents/nouveau?sujet={topic}&reponse={reply}");
    assert!(markup::find(&before, "href", &first).is_some(), "{before}");
    let form = place.see(&jeanne, &first).await;
    form.is_a_page_with(StatusCode::OK);
    let fields = untouched(&form.text());
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = place.posts(&jeanne, "/ressources/documents/nouveau", &fields, None).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let document = made.header("location").trim_end_matches("?fait=depot").to_owned();

    let page = place.see(&jeanne, &document).await.text();
    assert!(page.contains("D’après une réponse de Claire Bernard"), "{page}");
    assert!(page.contains("<strong>à voix haute</strong>"), "{page}");
    assert!(markup::find(&page, "href", &format!("{discussion}#reponse-1")).is_some(), "{page}");
    let file = place.see(&jeanne, &format!("{document}/fichier/1")).await;
    assert_eq!(file.text(), "Je fais lire **à voix haute**.");
    let after = place.see(&claire, &discussion).await.text();
    let of_the_reply = after.split_once("id=\"reponse-1\"").expect("it is there").1;
    assert!(of_the_reply.contains("Devenue une ressource"), "{after}");
    assert!(markup::find(of_the_reply, "href", &document).is_some(), "{after}");
}

#[tokio::test]
async fn what_an_advisor_makes_of_a_topic_waits_and_the_topic_says_nothing_of_it_yet() {
    let place = Place::unhurried().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    let topic = place.open(&claire, LIFE, "Relire un livret 2", "Voici ma grille de relecture.").await;
    let first = format!("/ressources/documents/nouveau?sujet={topic}");
    let form = place.see(&claire, &first).await;
    form.is_a_page_with(StatusCode::OK);
    let fields = untouched(&form.text());
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = place.posts(&claire, "/ressources/documents/nouveau", &fields, None).await;
    let document = made.header("location").trim_end_matches("?fait=depot").to_owned();
    let page = place.see(&claire, &document).await.text();
    assert!(page.contains("D’après un message de Claire Bernard") && page.contains("À relire"), "{page}");
    let discussion = place.see(&claire, &address(topic, "Relire un livret 2")).await.text();
    assert!(!discussion.contains("Devenue une ressource"), "{discussion}");
    // Whoever deposits nothing, or does not read that board, makes nothing of what is said there.
    place.see(&helene, &first).await.is_a_page_with(StatusCode::NOT_FOUND);
    let paul = place.person("Paul Lemaire", Role::Certifier).await;
    let hidden = place.open(&claire, JURY, "Entre conseillères", "Un message.").await;
    let hidden = format!("/ressources/documents/nouveau?sujet={hidden}");
    place.see(&paul, &hidden).await.is_a_page_with(StatusCode::NOT_FOUND);
}
