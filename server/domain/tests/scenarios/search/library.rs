//! A library in which everything has changed since it was first indexed.

use domain::{
    Id,
    library::{
        Speaker,
        certifier::{desk::merge, in_name_of},
        resource::{Act, Content, Readers, Resource, edition, reading, version},
        update::{self, Announcement, Update, UpdateTitle, Word},
    },
    search::{Hit, Kind, Place as Where},
};

use super::is_nothing;
use crate::{
    certifiers::{called, with_certifiers},
    desk::at_desk,
    place::{Place, said, seen_by},
};

/// Words of a page, of an older version, of what is for the antennes, of what was withdrawn, of a correction, of a certification, of
/// a certifier that was merged.
pub(super) const WORDS: [&str; 9] = [
    "ornithologie",
    "ornitologie",
    "tachygraphe",
    "batellerie",
    "philatélie",
    "jurys d’août",
    "boulanger",
    "RNCP2",
    "ministère",
];

/// Deposits, announces, certifies; then changes it all.
pub(super) async fn lives(place: &Place) {
    with_certifiers(place).await;
    let guide = place.published("Guide du jury", "Un tachygraphe\u{c}L’ornithologie\u{c}Rien").await;
    let grid = place.published("Grille d’entretien", "La batellerie").await;
    let gone = place.published("Vieille trame", "La philatélie").await;
    place.reads().await;
    let (travail, emploi) = (called(place, "travail").await.id, called(place, "emploi").await.id);
    let ministry = in_name_of(place, &at_desk(&place.delphine), travail).await.expect("she may");
    let announced = announces(place, &ministry).await;
    place.worker_passes().await;

    adds_a_version(place, guide).await;
    keeps_for_the_antennes(place, grid).await;
    place.does(&place.delphine, gone, Act::Withdraw).await.expect("she may");
    place.reads().await;
    corrects(place, &ministry, announced).await;
    merge(place, &at_desk(&place.delphine), travail, emploi).await.expect("they are merged");
    place.worker_passes().await;
    everything_is_as_it_is_now(place).await;
}

async fn everything_is_as_it_is_now(place: &Place) {
    let found = place.find(&place.claire, "ornithologie").await;
    let page = |hit: &Hit| matches!(hit.place, Where::Resource { page: Some(2), .. });
    assert!(found.hits.len() == 1 && page(&found.hits[0]), "{found:?}");
    is_nothing(&place.find(&place.claire, "tachygraphe").await);
    is_nothing(&place.find(&place.claire, "philatélie").await);
    is_nothing(&place.find(&place.helene, "batellerie").await);
    for (typed, kind) in [
        ("batellerie", Kind::Resource),
        ("jurys d’août", Kind::Update),
        ("boulanger", Kind::Certification),
        ("ministère", Kind::Certifier),
    ] {
        let found = place.find(&place.claire, typed).await;
        assert!(found.kinds.iter().any(|(of, count)| *of == kind && *count == 1), "{typed}: {found:?}");
    }
}

async fn adds_a_version(place: &Place, resource: Id<Resource>) {
    let text = "Rien\u{c}L’ornithologie en couleurs";
    let upload = place.sends(&place.delphine, "suite.txt", text.as_bytes()).await;
    let edition = as_it_is(place, resource).await.edition;
    let content = Content::File(upload.id);
    version::add(place, &place.delphine, resource, edition, &content, None).await.expect("it is added");
}

async fn keeps_for_the_antennes(place: &Place, resource: Id<Resource>) {
    let mut found = as_it_is(place, resource).await;
    found.details.readers = Readers::Antennes;
    edition::change(place, &place.delphine, resource, found.edition, &found.details).await.expect("she may");
}

async fn as_it_is(place: &Place, resource: Id<Resource>) -> Resource {
    reading::find(place, &seen_by(&place.delphine), resource).await.expect("she sees everything")
}

async fn announces(place: &Place, speaker: &Speaker) -> Id<Update> {
    update::publish(place, speaker, &announcement("Calendrier des jurys")).await.expect("it is announced")
}

async fn corrects(place: &Place, speaker: &Speaker, update: Id<Update>) {
    let word = Word::parse("Le mois manquait").expect("it is a word");
    let corrected = announcement("Calendrier des jurys d’août");
    update::correct(place, speaker, update, &corrected, &word, 1).await.expect("it is corrected");
}

fn announcement(title: &str) -> Announcement {
    Announcement {
        title: UpdateTitle::parse(title).expect("it is a title"),
        body: said("Les sessions de l’année."),
        dated_on: "2027-03-01".parse().expect("it is a day"),
        effect: None,
        until_on: None,
        about: vec![1],
        former: Vec::new(),
        latter: Vec::new(),
        documents: Vec::new(),
    }
}
