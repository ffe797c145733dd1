//! What certifiers announce: by whom, corrected in the open, and told to those who follow.

use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use domain::{
    Failure, Id,
    library::{
        Certifier, Speaker, certifier,
        follow::{self, View},
        import::{self, Origin, Source},
        update::{self, Announcement, Effect, Part, Refusal, Update, UpdateTitle, Word},
    },
    members::{
        LetterChoices, Member, audit,
        letter_choices::{self, Digest},
    },
    statements,
};

use crate::place::{Place, said, seen_by};

/// A place with two certifiers; Paul speaks for the first.
pub(crate) async fn with_certifiers() -> Place {
    let place = Place::founded().await;
    for (slug, name) in [("ministere-des-solidarites", "Ministère des solidarités"), ("cnam", "CNAM")] {
        let folded = name.to_lowercase();
        place
            .tamper(&format!(
                "INSERT INTO certifiers (slug, name, folded, kind, changed_at)
                VALUES ('{slug}', '{name}', '{folded}', 'ministry', '2027-01-01T00:00:00Z')"
            ))
            .await;
    }
    let paul = place.paul.id();
    place
        .tamper(&format!(
            "INSERT INTO certifier_members (certifier_id, member_id, since)
            SELECT id, {paul}, '2027-01-01T00:00:00Z' FROM certifiers WHERE slug = 'ministere-des-solidarites'"
        ))
        .await;
    place
}

pub(crate) async fn certifier_of(place: &Place, slug: &str) -> Id<Certifier> {
    certifier::naming::named(place, slug).await.expect("the database answers").expect("it is there").id
}

pub(crate) async fn paul_speaks(place: &Place) -> Speaker {
    let ministry = certifier_of(place, "ministere-des-solidarites").await;
    certifier::speaker(place, &place.paul, None, ministry).await.expect("Paul is its contact")
}

pub(crate) fn announcement(title: &str) -> Announcement {
    Announcement {
        title: UpdateTitle::parse(title).expect("it is a title"),
        body: said("Le **nouveau** diplôme s’obtient en cinq blocs."),
        dated_on: NaiveDate::from_ymd_opt(2027, 3, 1).expect("it is a day"),
        effect: Some(Effect::Replaces),
        until_on: None,
        about: vec![491],
        former: vec![25467],
        latter: vec![36004],
        documents: Vec::new(),
    }
}

async fn announce(place: &Place, title: &str) -> Id<Update> {
    let paul = paul_speaks(place).await;
    update::publish(place, &paul, &announcement(title)).await.expect("it is announced")
}

async fn wants(place: &Place, member: &Member, digest: Digest) {
    let choices = LetterChoices { digest, ..LetterChoices::default() };
    letter_choices::change(place, member, choices).await.expect("the choice is kept");
}

async fn follows(place: &Place, member: &Member, view: &str) {
    let view = View::read(view).expect("it is a view");
    follow::follow(place, member, &view).await.expect("one may follow");
}

#[tokio::test]
async fn a_certifiers_contact_announces_and_nobody_else_does_in_its_name() {
    let place = with_certifiers().await;
    let (ministry, cnam) =
        (certifier_of(&place, "ministere-des-solidarites").await, certifier_of(&place, "CNAM").await);
    for (member, certifier) in [(&place.claire, ministry), (&place.paul, cnam), (&place.helene, ministry)] {
        assert!(certifier::speaker(&place, member, None, certifier).await.is_err());
    }
    let delphine = place.delphine.as_organiser(audit::Origin::default());
    certifier::speaker(&place, &place.delphine, delphine.as_ref(), cnam).await.expect("an organiser may");

    let id = announce(&place, "Le DEAES est remplacé").await;
    assert_eq!(announce(&place, "Le DEAES est remplacé").await, id, "sent twice, announced once");
    for (member, _) in place.everybody() {
        let read = update::read(&place, &seen_by(member), id).await.expect("everybody reads it");
        assert_eq!(read.certifier.1, "Ministère des solidarités");
        assert_eq!((read.of(Part::Former), read.of(Part::Latter)), (vec![25467], vec![36004]));
        assert_eq!(
            read.html.as_str(),
            "<p>Le <strong>nouveau</strong> diplôme s’obtient en cinq blocs.</p>\n"
        );
    }
    let nobody = domain::members::Visitor::SIGNED_OUT;
    assert!(update::read(&place, &nobody, id).await.is_err());
}

#[tokio::test]
async fn a_correction_keeps_what_was_said_before_and_why() {
    let place = with_certifiers().await;
    let id = announce(&place, "Le DEAES est remplacé en 2027").await;
    let paul = paul_speaks(&place).await;
    let (mut corrected, version) = update::open(&place, &paul, id).await.expect("Paul may");
    assert_eq!(corrected, announcement("Le DEAES est remplacé en 2027"));
    corrected.title = UpdateTitle::parse("Le DEAES est remplacé en 2028").expect("it is a title");
    (corrected.effect, corrected.former) = (Some(Effect::Modifies), vec![36004]);
    corrected.dated_on = NaiveDate::from_ymd_opt(2028, 3, 1).expect("it is a day");
    let word = Word::parse("La date était fausse").expect("it is a word");
    place.passes(Duration::hours(2));
    update::correct(&place, &paul, id, &corrected, &word, version).await.expect("it is corrected");
    let late = update::correct(&place, &paul, id, &corrected, &word, version).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::ChangedMeanwhile))));

    let read = update::read(&place, &seen_by(&place.claire), id).await.expect("it is there");
    assert_eq!(read.title, "Le DEAES est remplacé en 2028");
    assert_eq!((read.of(Part::Former), read.of(Part::Latter)), (vec![36004], vec![]));
    let [before] = read.corrections.as_slice() else { panic!("one correction: {:?}", read.corrections) };
    assert_eq!(
        (before.title.as_str(), before.word.as_str(), before.by.as_str()),
        ("Le DEAES est remplacé en 2027", "La date était fausse", "Paul Lemaire")
    );
    // Not only its words: what it did, to which certifications, and when.
    assert_eq!((before.effect, before.dated_on.to_string().as_str()), (Some(Effect::Replaces), "2027-03-01"));
    assert_eq!(before.certifications, [(491, Part::About), (25467, Part::Former), (36004, Part::Latter)]);
    assert_eq!((read.effect, read.dated_on.to_string().as_str()), (Some(Effect::Modifies), "2028-03-01"));
}

#[tokio::test]
async fn nobody_announces_with_a_document_that_is_not_there() {
    let place = with_certifiers().await;
    let paul = paul_speaks(&place).await;
    let with = Announcement { documents: vec![7], ..announcement("Avec un document") };
    let refused = update::publish(&place, &paul, &with).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NoSuchDocument(7)))));
    assert_eq!(place.number("SELECT COUNT(*) FROM updates").await, 0);
}

#[tokio::test]
async fn announcements_are_listed_by_what_they_name_and_found_by_the_search() {
    let place = with_certifiers().await;
    let deaes = announce(&place, "Le DEAES est remplacé").await;
    place.passes(Duration::hours(1));
    let paul = paul_speaks(&place).await;
    let other = Announcement {
        effect: None,
        dated_on: NaiveDate::from_ymd_opt(2026, 9, 1).expect("it is a day"),
        about: vec![4504],
        ..announcement("Calendrier des jurys d’août")
    };
    let jurys = update::publish(&place, &paul, &other).await.expect("it is announced");
    place.worker_passes().await;
    let claire = seen_by(&place.claire);
    for (query, expected) in [
        ("", &[deaes, jurys][..]),
        ("certification=RNCP25467", &[deaes]),
        ("certification=4504", &[jurys]),
        ("certificateur=ministere-des-solidarites&annee=2026", &[jurys]),
        ("certificateur=cnam", &[]),
        ("effet=replaces", &[deaes]),
        ("q=JURYS+aout", &[jurys]),
        ("q=100%25", &[]),
    ] {
        let asked = update::Asked::read_query(query);
        let (listed, total) = update::list::all(&place, &claire, &asked, 1).await.expect("it is listed");
        let ids: Vec<_> = listed.iter().map(|one| one.id).collect();
        assert_eq!((ids.as_slice(), total as usize), (expected, expected.len()), "{query}");
        // For a page that lists them among other things.
        let (latest, statements) =
            statements::counted(update::list::latest(&place, &claire, &asked, 1)).await;
        assert_eq!(
            (latest.expect("they are read").as_slice(), statements),
            (&listed[..1.min(listed.len())], 1)
        );
    }
    assert_eq!(update::list::years(&place).await.expect("they are counted"), [(2027, 1), (2026, 1)]);
    let found = place.find(&place.helene, "calendrier des jurys").await;
    assert_eq!(
        found.hits.first().map(|hit| hit.place.clone()),
        Some(domain::search::Place::Update { id: jurys.number() })
    );
}

#[tokio::test]
async fn whoever_follows_is_told_once_and_all_together() {
    let place = with_certifiers().await;
    wants(&place, &place.claire, Digest::Daily).await;
    wants(&place, &place.karim, Digest::Never).await;
    follows(&place, &place.claire, "ressources?certification=25467").await;
    follows(&place, &place.claire, "actualites?certificateur=ministere-des-solidarites").await;
    follows(&place, &place.karim, "actualites").await;
    follows(&place, &place.lucie, "actualites?certificateur=cnam").await;
    follows(&place, &place.paul, "actualites").await;

    announce(&place, "Le DEAES est remplacé").await;
    announce(&place, "Les blocs du DEAES").await;
    place.worker_passes().await;
    assert!(place.letters_of(&place.claire).is_empty(), "news wait for what comes with them");
    place.passes(Duration::hours(1));
    place.worker_passes().await;
    place.worker_passes().await;
    let letters = place.letters_of(&place.claire);
    let [letter] = letters.as_slice() else { panic!("one letter, not {}", letters.len()) };
    for words in
        ["Le DEAES est remplacé", "Les blocs du DEAES", "/ressources/suivis", "(Ministère des solidarités)"]
    {
        assert!(letter.text.contains(words), "{words} in {}", letter.text);
    }
    for (member, why) in [
        (&place.karim, "he wants none"),
        (&place.lucie, "she follows another certifier"),
        (&place.paul, "he wrote it"),
    ] {
        assert!(place.letters_of(member).is_empty(), "{why}");
    }

    announce(&place, "Le même jour").await;
    place.passes(Duration::hours(2));
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 1, "one letter a day");
    place.passes(Duration::hours(22));
    place.worker_passes().await;
    let letters = place.letters_of(&place.claire);
    assert_eq!(letters.len(), 2);
    assert!(letters[1].text.contains("Le même jour") && !letters[1].text.contains("Les blocs"));
}

/// One export: the former is active, then it has ended and another takes its place.
fn export(former: &str, latter: &str) -> Source {
    let standard = format!(
        "Numero_Fiche;Intitule;Actif\nRNCP25467;Accompagnant;{former}\nRNCP36004;Accompagnant;ACTIVE\n"
    );
    let lineage =
        format!("Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\nRNCP25467;;{latter}\n");
    let file = |name: &str, text: String| (name.to_owned(), Arc::from(text.into_bytes()));
    Source::Files(vec![file("Standard.csv", standard), file("Ancienne_Nouvelle_Certification.csv", lineage)])
}

#[tokio::test]
async fn whoever_follows_a_certification_is_told_when_an_import_finds_it_replaced() {
    let place = with_certifiers().await;
    let brings =
        async |source| import::run(&place, None, source, Origin::Export, |_| {}).await.expect("it comes in");
    brings(export("ACTIVE", "")).await;
    for (member, view) in [
        (&place.claire, "ressources?certification=25467"),
        (&place.karim, "ressources?certification=36004"),
        (&place.lucie, "ressources?certification=25467&nature=template"),
    ] {
        wants(&place, member, Digest::Daily).await;
        follows(&place, member, view).await;
    }
    place.passes(Duration::hours(1));
    brings(export("INACTIVE", "RNCP36004")).await;
    brings(export("INACTIVE", "RNCP36004")).await;
    place.worker_passes().await;
    place.passes(Duration::hours(2));
    place.worker_passes().await;
    place.worker_passes().await;
    let letters = place.letters_of(&place.claire);
    let [letter] = letters.as_slice() else { panic!("one letter, not {}", letters.len()) };
    assert_eq!(letter.subject, "RNCP25467\u{a0}: remplacée par RNCP36004");
    assert!(letter.text.contains("/ressources/certifications/RNCP25467"), "{}", letter.text);
    assert_eq!(letter.text.matches("(RNCP25467)").count(), 1, "ended and replaced are one piece of news");
    for member in [&place.karim, &place.lucie] {
        assert!(place.letters_of(member).is_empty(), "they follow something else");
    }
}

#[tokio::test]
async fn whoever_stops_following_is_not_told_what_waited() {
    let place = with_certifiers().await;
    wants(&place, &place.claire, Digest::Daily).await;
    follows(&place, &place.claire, "actualites").await;
    announce(&place, "Le DEAES est remplacé").await;
    place.worker_passes().await;
    let view = View::read("actualites").expect("it is a view");
    follow::stop(&place, &place.claire, &view).await.expect("she stops");
    place.passes(Duration::hours(2));
    place.worker_passes().await;
    assert!(place.letters_of(&place.claire).is_empty());
    follows(&place, &place.claire, "actualites").await;
    announce(&place, "Ce qui vient après").await;
    place.worker_passes().await;
    place.passes(Duration::hours(2));
    place.worker_passes().await;
    let letters = place.letters_of(&place.claire);
    assert!(letters.len() == 1 && !letters[0].text.contains("est remplacé"), "the day was not used up");
}
