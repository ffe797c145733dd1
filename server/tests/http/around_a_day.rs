//! What is said and kept around a day, over HTTP: questions, minutes, its discussion, its documents.

use axum::http::StatusCode;
use chrono::Duration;
use domain::{
    Role,
    days::{
        Act, DayId,
        registration::{self, Wishes},
    },
    library::resource::{Act as Deed, Readers},
};

use crate::{
    cast::Person,
    common::Place,
    days::{is_refused, leads_to, morning, words},
    markup,
};

async fn team(place: &Place) -> (Person, Person, Person) {
    (
        place.person("Odile Grandjean", Role::Organiser).await,
        place.person("Jeanne Martin", Role::Advisor).await,
        place.person("Karim Haddad", Role::Advisor).await,
    )
}

async fn comes(place: &Place, person: &Person, day: DayId) {
    let come = registration::register(&place.community, &person.member, day, &Wishes::default()).await;
    come.expect("they come");
}

/// The number of the question, from the page where it is.
fn numbered(page: &str, question: &str) -> String {
    let before = page.split_once(question).expect("it is there").0;
    let id = before.rsplit_once("id=\"question-").expect("it has a number").1;
    id.split('"').next().expect("it ends").to_owned()
}

#[tokio::test]
async fn one_asks_votes_and_reads_what_becomes_of_it() {
    let place = Place::unhurried().await;
    let (odile, jeanne, karim) = team(&place).await;
    let (day, slug) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    let (home, page) = (format!("/journees/{slug}"), format!("/journees/{slug}/questions"));
    place.see(&jeanne, &page).await.is_a_page_with(StatusCode::NOT_FOUND);
    assert!(!words(&place.see(&jeanne, &home).await).contains("Questions posées avant"));
    comes(&place, &jeanne, day).await;
    comes(&place, &karim, day).await;

    let short = [("acte", "poser"), ("question", "Qui"), ("precision", "Pour le DEAES."), ("envoi", "")];
    let refused = place.send(&jeanne, &page, &short).await;
    is_refused(&refused, "La question est trop court");
    let typed = markup::find(&refused.text(), "id", "question").expect("the field is there");
    assert_eq!((typed.attribute("value"), typed.attribute("aria-invalid")), (Some("Qui"), Some("true")));
    assert!(refused.text().contains("Pour le DEAES."), "nothing is lost");

    let asked =
        [("acte", "poser"), ("question", "Qui paie le jury ?"), ("precision", ""), ("journee", "oui")];
    leads_to(&place.send(&jeanne, &page, &asked).await, &format!("{home}?fait=question#questions"));
    let shown = place.see(&karim, &home).await;
    assert!(
        words(&shown).contains("Qui paie le jury") && words(&shown).contains("1 voix"),
        "{}",
        words(&shown)
    );
    let number = numbered(&shown.text(), "Qui paie le jury");
    for _ in 0..2 {
        let vote = [("acte", "voter"), ("numero", number.as_str())];
        leads_to(&place.send(&karim, &page, &vote).await, &format!("{page}?fait=voix#questions"));
    }
    assert!(words(&place.see(&jeanne, &page).await).contains("2 voix"));
    let own = place.send(&jeanne, &page, &[("acte", "voter"), ("numero", &number)]).await;
    is_refused(&own, "C’est votre question");
    let not_theirs = place.send(&karim, &page, &[("acte", "answered"), ("numero", &number)]).await;
    not_theirs.is_a_page_with(StatusCode::NOT_FOUND);
    let word = [("acte", "answered"), ("numero", number.as_str()), ("mot", "La Région, sur demande.")];
    leads_to(&place.send(&odile, &page, &word).await, &format!("{page}?fait=question-suite#questions"));
    let after = words(&place.see(&karim, &page).await);
    assert!(after.contains("Réponse donnée") && after.contains("La Région, sur demande."), "{after}");
    assert!(!after.contains("Retirer ma voix"), "what is answered is not voted for: {after}");
}

#[tokio::test]
async fn two_write_the_minutes_and_the_second_is_shown_both_texts() {
    let place = Place::unhurried().await;
    let (odile, jeanne, karim) = team(&place).await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    let (day, slug) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    comes(&place, &jeanne, day).await;
    comes(&place, &karim, day).await;
    let page = format!("/journees/{slug}/compte-rendu");
    place.see(&jeanne, &page).await.is_a_page_with(StatusCode::NOT_FOUND);
    place.tamper(&format!("UPDATE training_days SET starts_at = '2026-01-05T08:00:00Z', ends_at = '2026-01-05T11:00:00Z' WHERE id = {day}")).await;

    let blank = place.see(&jeanne, &page).await;
    assert!(words(&blank).contains("Commencer le compte rendu"), "{}", words(&blank));
    let edit = format!("{page}/modifier");
    let form = place.see(&jeanne, &edit).await.text();
    assert!(form.contains("## Ce que nous retenons"), "{form}");
    let first = place.send(&jeanne, &edit, &[("edition", "0"), ("texte", "Les trois circuits.")]).await;
    leads_to(&first, &format!("{page}?fait=ecrit"));
    // Karim had opened it before.
    let late = place.send(&karim, &edit, &[("edition", "0"), ("texte", "Le CPF d’abord.")]).await;
    is_refused(&late, "Quelqu’un a enregistré un autre texte entre-temps");
    let both = late.text();
    assert!(both.contains("Les trois circuits.") && both.contains("Le CPF d’abord."), "{both}");
    let edition = markup::find(&both, "name", "edition").expect("it is there");
    assert_eq!(edition.attribute("value"), Some("1"), "what is sent next is sent knowing theirs");
    let joined = [("edition", "1"), ("texte", "Les trois circuits.\r\n\r\nLe CPF d’abord.")];
    leads_to(&place.send(&karim, &edit, &joined).await, &format!("{page}?fait=ecrit"));
    let empty = place.send(&karim, &edit, &[("edition", "2"), ("texte", " ")]).await;
    is_refused(&empty, "Le compte rendu est vide.");

    let versions = words(&place.see(&jeanne, &format!("{page}/versions")).await);
    assert!(versions.contains("Version 2") && versions.contains("Karim Haddad"), "{versions}");
    let version = place.see(&jeanne, &format!("{page}/versions/2")).await.text();
    assert!(version.contains("<ins>") && version.contains("Le CPF d’abord."), "{version}");
    place.see(&helene, &page).await.is_a_page_with(StatusCode::NOT_FOUND);
    let stale = place.send(&odile, &page, &[("acte", "publier"), ("edition", "1")]).await;
    is_refused(&stale, "Quelqu’un a écrit depuis");
    let published = place.send(&odile, &page, &[("acte", "publier"), ("edition", "2")]).await;
    leads_to(&published, &format!("{page}?fait=publier"));
    let read = words(&place.see(&helene, &page).await);
    assert!(read.contains("Le CPF d’abord.") && read.contains("Jeanne Martin et Karim Haddad"), "{read}");
    assert!(!read.contains("Versions") && !read.contains("Modifier"), "{read}");
    let home = place.see(&helene, &format!("/journees/{slug}")).await.text();
    assert!(markup::find(&home, "href", &page).is_some(), "the day leads there: {home}");
    place.send(&jeanne, &edit, &joined).await.is_a_page_with(StatusCode::NOT_FOUND);

    place.index_follows().await;
    let found = place.see(&helene, "/recherche?q=circuits&dans=comptes-rendus").await.text();
    assert!(markup::find(&found, "href", &page).is_some(), "{found}");
    let day = words(&place.see(&helene, "/recherche?q=financer+un+parcours&dans=journees").await);
    assert!(day.contains("lundi 5 janvier 2026"), "{day}");
}

#[tokio::test]
async fn the_discussion_is_opened_in_two_clicks_and_leads_back() {
    let place = Place::unhurried().await;
    let (odile, jeanne, karim) = team(&place).await;
    let (day, slug) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    let (home, link) = (format!("/journees/{slug}"), format!("/journees/{slug}/discussion"));
    place.see(&jeanne, &link).await.is_a_page_with(StatusCode::NOT_FOUND);
    comes(&place, &jeanne, day).await;
    assert!(markup::find(&place.see(&jeanne, &home).await.text(), "href", &link).is_some());
    let form = place.see(&jeanne, &link).await;
    let address = format!("/forums/certifications-et-certificateurs/nouveau?journee={day}");
    leads_to(&form, &address);
    let form = place.see(&jeanne, &address).await.text();
    let value = |name: &str| {
        let tag = markup::find(&form, "name", name).expect("the field is there");
        tag.attribute("value").unwrap_or_default().to_owned()
    };
    let (title, numbers, hidden) = (value("titre"), value("certifications"), value("journee"));
    assert!(title.contains("Financer un parcours") && numbers == "RNCP25467" && hidden == day.to_string());
    place.certifications().await;
    let fields = [
        ("genre", "discussion"),
        ("titre", title.as_str()),
        ("certifications", &numbers),
        ("journee", &hidden),
        ("texte", "Qui a essayé ?"),
    ];
    let path = "/forums/certifications-et-certificateurs/nouveau";
    let opened = place.send(&jeanne, path, &fields).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text());
    let topic = opened.header("location").to_owned();
    leads_to(&place.send(&jeanne, path, &fields).await, &topic);
    let page = place.see(&karim, &topic).await.text();
    assert!(
        page.contains("À la suite de la journée") && markup::find(&page, "href", &home).is_some(),
        "{page}"
    );
    let day_page = place.see(&karim, &home).await.text();
    assert!(markup::find(&day_page, "href", &topic).is_some(), "{day_page}");
    leads_to(&place.see(&karim, &link).await, &topic);
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    let hidden = place.see(&helene, &home).await.text();
    assert!(!hidden.contains("On en parle") && !hidden.contains(&topic), "{hidden}");
    place.see(&helene, &link).await.is_a_page_with(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_document_joins_the_day_it_came_out_of() {
    let place = Place::unhurried().await;
    let (odile, jeanne, _) = team(&place).await;
    let (day, slug) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    let new = format!("/ressources/documents/nouveau?journee={day}");
    place.see(&jeanne, &new).await.is_a_page_with(StatusCode::NOT_FOUND);
    comes(&place, &jeanne, day).await;
    let form = place.see(&jeanne, &new).await.text();
    let kind = markup::find(&form, "value", "day-material").expect("the kind is offered");
    assert!(kind.attribute("selected").is_some() || kind.attribute("checked").is_some(), "{form}");
    assert!(form.contains("RNCP25467"), "{form}");
    place.certifications().await;
    let number = day.to_string();
    let fields = [
        ("nature", "day-material"),
        ("titre", "Les trois circuits"),
        ("certifications", "RNCP25467"),
        ("lecteurs", "everybody"),
        ("journee", number.as_str()),
        ("adresse", "https://exemple.fr/circuits"),
    ];
    let made = place.posts(&jeanne, "/ressources/documents/nouveau", &fields, None).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let document = made.header("location").trim_end_matches("?fait=depot").to_owned();
    let home = format!("/journees/{slug}");
    assert!(!place.see(&jeanne, &home).await.text().contains(&document), "it is not published yet");
    let page = place.see(&odile, &document).await.text();
    assert!(page.contains("Issu de la journée") && markup::find(&page, "href", &home).is_some(), "{page}");
    let edition = markup::find(&page, "name", "edition").expect("it is there");
    let edition = edition.attribute("value").unwrap_or_default().to_owned();
    let published = [("geste", Deed::Validate.code()), ("edition", edition.as_str())];
    assert_eq!(place.send(&odile, &document, &published).await.status, StatusCode::SEE_OTHER);
    let shown = place.see(&jeanne, &home).await.text();
    assert!(shown.contains("Ce qui en est sorti") && shown.contains(&document), "{shown}");

    // An organiser names another one, to be read before; what is no document is refused.
    let desk = format!("/animation/journees/{day}/documents");
    let (_, other) = place.document(&odile, "Une grille à lire", Readers::Everybody, false).await;
    let address = format!("/ressources/documents/{other}");
    let named = [("acte", "ajouter"), ("document", address.as_str()), ("moment", "before")];
    leads_to(&place.send(&odile, &desk, &named).await, &format!("{desk}?fait=ajouter"));
    assert!(words(&place.see(&jeanne, &home).await).contains("Une grille à lire"));
    let none = [("acte", "ajouter"), ("document", "la grille"), ("moment", "before")];
    let refused = place.send(&odile, &desk, &none).await;
    is_refused(&refused, "Aucun document publié n’a ce numéro");
    place.send(&jeanne, &desk, &named).await.is_a_page_with(StatusCode::NOT_FOUND);
    leads_to(
        &place.send(&odile, &desk, &[("acte", "retirer"), ("document", address.as_str())]).await,
        &format!("{desk}?fait=retirer"),
    );
    assert!(!words(&place.see(&jeanne, &home).await).contains("Une grille à lire"));
    place.done_to(&odile, day, Act::Cancel).await;
    place.index_follows().await;
    let found = words(&place.see(&jeanne, "/recherche?q=financer+un+parcours&dans=journees").await);
    assert!(found.contains("Annulée"), "a day that was called off says so: {found}");
}
