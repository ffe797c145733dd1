//! Browsing by certifier and by year: what is left, what is counted, and for whom.

use chrono::NaiveDate;
use domain::{
    Id,
    library::{
        Certifier,
        browse::{self, Asked, Facet, Found},
        resource::{Content, Details, Readers, WebAddress},
    },
    members::Member,
};

use super::details;
use crate::{
    announcing::{certifier_of, with_certifiers},
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
