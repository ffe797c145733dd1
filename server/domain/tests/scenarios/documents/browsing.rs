//! Browsing by certifier and by year: what is left, what is counted, and for whom.

use chrono::NaiveDate;
use domain::{
    Id,
    library::{
        Certifier,
        browse::{self, Asked, Facet, Found},
        certifier::desk,
        resource::{Act, Content, Details, Readers, ResourceTitle, WebAddress, edition, reading},
        shelf::opinions,
    },
    members::Member,
};

use super::details;
use crate::{
    announcing::{certifier_of, with_certifiers},
    desk::at_desk,
    place::{Place, seen_by},
};

const MINISTRY: &str = "ministere-des-solidarites";

/// Three documents: the ministry’s of 2025, one of both certifiers for the antennes, and the CNAM’s of no date, published in 2027.
async fn three() -> Place {
    let place = with_certifiers().await;
    let (ministry, cnam) = (certifier_of(&place, MINISTRY).await, certifier_of(&place, "cnam").await);
    let day = |year| NaiveDate::from_ymd_opt(year, 9, 1);
    for (title, certifiers, dated_on, readers) in [
        ("La procédure", vec![ministry], day(2025), Readers::Everybody),
        ("Le calendrier", vec![ministry, cnam], day(2026), Readers::Antennes),
        ("Le guide", vec![cnam], None, Readers::Everybody),
    ] {
        let fields = Details { certifiers, dated_on, readers, ..details(title) };
        shelve(&place, fields).await;
    }
    place
}

async fn shelve(place: &Place, fields: Details) {
    let link = Content::Link(WebAddress::parse("https://exemple.fr/page").expect("it is an address"));
    place.deposits_as(&place.delphine, fields, link).await.expect("an organiser publishes at once");
}

async fn found(place: &Place, member: &Member, query: &str) -> Found {
    let query = format!("{query}&tri=titre");
    browse::look(place, &seen_by(member), &Asked::read_query(&query), 1).await.expect("it answers")
}

fn titles(found: &Found) -> Vec<&str> {
    found.page.iter().map(|one| one.title.as_str()).collect()
}

#[tokio::test]
async fn the_library_is_narrowed_by_certifier_and_by_year() {
    let place = three().await;
    for (query, expected) in [
        ("", &["La procédure", "Le calendrier", "Le guide"][..]),
        ("certificateur=cnam", &["Le calendrier", "Le guide"]),
        ("certificateur=ministere-des-solidarites", &["La procédure", "Le calendrier"]),
        ("certificateur=personne", &[]),
        ("annee=2025", &["La procédure"]),
        ("annee=2026", &["Le calendrier"]),
        ("annee=2027", &["Le guide"]),
        ("certificateur=cnam&annee=2026", &["Le calendrier"]),
        ("certificateur=cnam&annee=2025", &[]),
        ("annee=bientot", &["La procédure", "Le calendrier", "Le guide"]),
    ] {
        assert_eq!(titles(&found(&place, &place.claire, query).await), expected, "{query}");
    }
    let nothing = found(&place, &place.claire, "certificateur=cnam&annee=2025").await;
    assert_eq!(nothing.wider, [(Facet::Year, 2), (Facet::Certifier, 1)], "what to give up is said");
}

#[tokio::test]
async fn certifiers_and_years_count_what_one_may_see() {
    let place = three().await;
    let counted = async |member: &Member, query: &str| {
        let counts = found(&place, member, query).await.counts;
        let certifiers: Vec<_> =
            counts.certifiers.into_iter().map(|(slug, _, count)| (slug, count)).collect();
        (certifiers, counts.years)
    };
    let (cnam, ministry) = ("cnam".to_owned(), MINISTRY.to_owned());
    assert_eq!(
        counted(&place.claire, "").await,
        (vec![(cnam.clone(), 2), (ministry.clone(), 2)], vec![(2027, 1), (2026, 1), (2025, 1)])
    );
    assert_eq!(
        counted(&place.helene, "").await,
        (vec![(cnam.clone(), 1), (ministry.clone(), 1)], vec![(2027, 1), (2025, 1)]),
        "nothing of what is for the antennes"
    );
    assert_eq!(
        counted(&place.claire, "certificateur=cnam").await,
        (vec![(cnam.clone(), 2), (ministry, 2)], vec![(2027, 1), (2026, 1)]),
        "each choice counts with the others kept"
    );
    assert_eq!(counted(&place.claire, "annee=2027").await.0, [(cnam, 1)]);
}

#[tokio::test]
async fn a_certifier_that_is_unknown_refuses_the_deposit() {
    let place = Place::founded().await;
    let fields = Details { certifiers: vec![Id::<Certifier>::new(999)], ..details("Le guide") };
    let link = Content::Link(WebAddress::parse("https://exemple.fr/page").expect("it is an address"));
    let outcome = place.deposits_as(&place.delphine, fields, link).await;
    assert_eq!(super::refused(outcome), domain::library::resource::Refusal::NoSuchCertifier);
    assert_eq!(place.number("SELECT COUNT(*) FROM resources").await, 0);
}

#[tokio::test]
async fn whatever_changes_is_listed_at_once_here_and_in_another_process() {
    let place = three().await;
    let (other, _) = place.another_process().await;
    // What both list, which is the same, in one line a document.
    let listed = async || -> Vec<String> {
        let mut both = Vec::new();
        for community in [place.community(), other.clone()] {
            let asked = Asked::read_query("tri=titre&certificateur=cnam");
            let found =
                browse::look(&community, &seen_by(&place.claire), &asked, 1).await.expect("it answers");
            let line = |one: &browse::Listed| format!("{} {:?} {:?}", one.title, one.useful, one.certifiers);
            both.push(found.page.iter().map(line).collect::<Vec<_>>());
        }
        assert_eq!(both[0], both[1]);
        both.remove(0)
    };
    let before = listed().await;
    assert_eq!(before.len(), 2, "{before:?}");
    let visitor = seen_by(&place.delphine);
    let guide = place.number("SELECT id FROM resources WHERE title = 'Le guide'").await;
    let (guide, judged) = (Id::new(guide), Id::new(guide));

    opinions::give(&place, &place.claire, judged, Some((true, None))).await.expect("she says so");
    assert!(listed().await[1].contains("(1, 0)"), "an opinion");
    opinions::give(&place, &place.claire, judged, None).await.expect("she takes it back");
    assert_eq!(listed().await, before);

    let seen = reading::find(&place, &visitor, guide).await.expect("it is there");
    let renamed =
        Details { title: ResourceTitle::parse("Le guide, revu").expect("a title"), ..seen.details.clone() };
    edition::change(&place, &place.delphine, guide, seen.edition, &renamed).await.expect("she may");
    assert!(listed().await[1].starts_with("Le guide, revu"), "what is said of it");

    place.does(&place.delphine, guide, Act::Withdraw).await.expect("she may");
    assert_eq!(listed().await.len(), 1, "where it stands");
    for act in [Act::Restore, Act::Validate] {
        place.does(&place.delphine, guide, act).await.expect("she may");
    }
    assert_eq!(listed().await.len(), 2);

    let (ministry, cnam) = (certifier_of(&place, MINISTRY).await, certifier_of(&place, "cnam").await);
    desk::merge(&place, &at_desk(&place.delphine), cnam, ministry).await.expect("they are merged");
    let all = listed().await;
    assert!(all.len() == 3 && all.iter().all(|line| !line.contains(MINISTRY)), "who delivers it: {all:?}");
}
