//! What became of a certification is said wherever it is named; forms know it by its number and by its acronym.

use axum::http::StatusCode;
use chrono::Duration;
use domain::{
    Id, Role,
    days::Details,
    library::{
        resource,
        shelf::{bookmarks, collections},
    },
    text::Markdown,
};

use crate::{
    cast::{CERTIFICATIONS, Person, address},
    certified::SOLIDARITIES,
    common::{Answer, Place},
    days::morning,
    documents::{PDF, details},
    markup,
};

impl Place {
    /// Sends a form as its page does: in parts where it may carry a file.
    async fn sends(&self, person: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
        match path.starts_with("/ressources/documents") {
            true => self.posts(person, path, fields, None).await,
            false => self.send(person, path, fields).await,
        }
    }
}

#[tokio::test]
async fn a_replaced_certification_says_so_in_lists_choices_and_texts() {
    let place = Place::unhurried().await;
    place.records().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let certifications = vec!["RNCP25467".parse().expect("it is a number")];
    let about = resource::Details { certifications, ..details("Guide du jury") };
    let (document, _) = place.deposited(&jeanne, about, "document.pdf", PDF, false).await;
    let shelved = Id::new(document.number());
    let update = place.update(&jeanne, "Les derniers jurys").await;
    let collection = place.collection(&claire, "Pour lundi").await;
    bookmarks::keep(&place.community, &claire.member, shelved, true).await.expect("it is kept");
    collections::put(&place.community, &claire.member, collection, shelved, true).await.expect("it is put");
    let followed = [("geste", "suivre"), ("vue", "actualites")];
    place.send(&claire, "/ressources/suivis", &followed).await;
    let objectives = Markdown::parse("Après le RNCP25467.").expect("something is said");
    let day = Details { objectives, ..morning("Financer un parcours", Duration::days(20)) };
    let (_, day) = place.day(&jeanne, &day).await;
    let topic = place.open(&claire, CERTIFICATIONS, "Et maintenant ?", "Le RNCP25467 ferme.").await;
    place.reply(&jeanne, topic, "Oui, RNCP25467 est fermée, `RNCP25467` aussi.").await;

    for path in [
        "/",
        "/ressources",
        "/ressources?certification=25467",
        "/ressources/actualites",
        &format!("/ressources/actualites/{update}-les-derniers-jurys"),
        "/ressources/favoris",
        &format!("/ressources/collections/{collection}-pour-lundi"),
        &format!("/ressources/documents/{document}-guide-du-jury"),
        &address(topic, "Et maintenant ?"),
        &format!("/journees/{day}"),
    ] {
        let page = place.page(&claire, path).await;
        let at = page.find("remplacée").unwrap_or_else(|| panic!("{path}: {page}"));
        assert!(page[at..].contains("RNCP36004"), "{path}");
    }
    let choice = place.page(&claire, "/ressources").await;
    assert!(choice.contains("(RNCP25467, remplacée) – 1"), "where one chooses: {choice}");
    let topic = place.page(&claire, &address(topic, "Et maintenant ?")).await;
    let said = topic.matches("<span class=\"chip-state\">(remplacée par").count();
    assert_eq!(said, 2, "in each text once, and not in the code: {topic}");
}

#[tokio::test]
async fn forms_take_an_acronym_and_say_what_they_do_not_know() {
    let place = Place::unhurried().await;
    place.records().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let announce = "/ressources/actualites/nouvelle";
    let update = |about: &'static str| {
        [
            ("certificateur", "Ministère des Solidarités"),
            ("titre", "Le calendrier des jurys"),
            ("texte", "À partir de mars."),
            ("date", "2027-03-01"),
            ("certifications", about),
        ]
    };
    let deposit = |about: &'static str| {
        [
            ("nature", "link"),
            ("titre", "Le site du ministère"),
            ("adresse", "https://exemple.fr/"),
            ("lecteurs", "everybody"),
            ("certifications", about),
        ]
    };
    let day = |about: &'static str| {
        [
            ("annee", "2027"),
            ("titre", "Une journée de plus"),
            ("objectifs", "Apprendre."),
            ("public", "tous"),
            ("modalite", "visio"),
            ("places", "12"),
            ("certifications", about),
        ]
    };
    for (path, unknown, known) in [
        (announce, update("DEAES, RNCP99").to_vec(), update("deaes").to_vec()),
        ("/ressources/documents/nouveau", deposit("DEAES\nRNCP99").to_vec(), deposit("deaes").to_vec()),
        ("/animation/journees/nouvelle", day("DEAES, RNCP99").to_vec(), day("deaes").to_vec()),
    ] {
        let refused = place.sends(&jeanne, path, &unknown).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let page = refused.text();
        assert!(
            page.contains("«\u{a0}RNCP99\u{a0}» ne désigne aucune certification connue ici"),
            "{path}: {page}"
        );
        assert!(page.contains("DEAES"), "nothing that was typed is lost: {path}");
        let kept = place.sends(&jeanne, path, &known).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{path}: {}", kept.text());
        if !path.starts_with("/animation") {
            let page = place.page(&jeanne, kept.header("location")).await;
            assert!(page.contains("RNCP36004"), "the one of today: {page}");
        }
    }
}

#[tokio::test]
async fn a_list_that_is_empty_says_what_to_try() {
    let place = Place::unhurried().await;
    place.records().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    for path in [
        "/ressources/certifications?q=astronaute&niveau=3",
        "/ressources/certificateurs?q=astronaute&sorte=universite",
        "/ressources/actualites?q=astronaute&effet=replaces",
    ] {
        let page = place.page(&claire, path).await;
        for words in ["Sans le choix «\u{a0}", "/recherche?q=astronaute", "Demander à la communauté"] {
            assert!(page.contains(words), "{path}: {words} {page}");
        }
        let without = page.find("Sans le choix").map(|at| &page[..at]).and_then(|page| page.rfind("href=\""));
        let href = without.map(|at| page[at + 6..].split('"').next().unwrap_or_default()).expect("a link");
        assert!(href.ends_with("?q=astronaute"), "{path}: {href}");
        let page = place.page(&helene, path).await;
        assert!(!page.contains("Demander à la communauté"), "she has no board: {path}");
    }
}

#[tokio::test]
async fn a_certification_and_a_certifier_are_followed_from_their_pages() {
    let place = Place::unhurried().await;
    place.records().await;
    let claire = place.person("Claire Bernard", Role::Advisor).await;
    for (path, view) in [
        ("/ressources/certifications/RNCP36004", "ressources?certification=36004"),
        (SOLIDARITIES, "ressources?certificateur=ministere-des-solidarites"),
    ] {
        let page = place.page(&claire, path).await;
        let field = markup::find(&page, "name", "vue").expect("what is followed");
        assert_eq!(field.attribute("value"), Some(view), "{path}");
        assert!(markup::find(&page, "type", "application/atom+xml").is_some(), "{path}");
        let followed = place.send(&claire, "/ressources/suivis", &[("geste", "suivre"), ("vue", view)]).await;
        let page = place.page(&claire, followed.header("location")).await;
        assert!(page.contains("Ne plus suivre"), "{path}");
    }
}
