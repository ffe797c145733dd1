//! The synthetic community of the bench: it is as large as it was asked to be, and its pages have something on them.

use domain::{
    days::report,
    library::{
        browse::{self, Asked, Facet, PAGE},
        holdings,
        import::{self, Origin, Source},
    },
    members::Visitor,
    upkeep::{self, Sizes},
};

use crate::place::{JURY, Place, seen_by};

const SIZES: Sizes = Sizes { members: 20, topics: 30, replies: 200, resources: 120, days: 20 };

const RECORDS: &str = "Numero_Fiche;Intitule;Nomenclature_Europe_Niveau;Actif\nRNCP1;Boulanger;NIV3;ACTIVE\nRNCP2;Fournier;NIV4;ACTIVE\n";
const NAMES: &str = "Numero_Fiche;Nom_Certificateur\nRNCP1;Ministère du travail\nRNCP2;Branche du pain\n";

#[tokio::test]
async fn what_is_generated_is_as_large_as_asked_and_is_read_like_any_other() {
    let place = Place::founded().await;
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().into());
    let source = Source::Files(vec![file("Standard.csv", RECORDS), file("Certificateurs.csv", NAMES)]);
    import::run(&place, None, source, Origin::Export, |_| {}).await.expect("they come in");
    upkeep::generate(&place, SIZES, |_| {}).await.expect("it is generated");
    let counted = "SELECT (SELECT COUNT(*) FROM members WHERE email LIKE 'membre-%') || ' ' || (SELECT COUNT(*) FROM topics)
        || ' ' || (SELECT COUNT(*) FROM replies) || ' ' || (SELECT COUNT(*) FROM resources)
        || ' ' || (SELECT COUNT(*) FROM training_days WHERE state = 'held') || ' ' || (SELECT COUNT(*) FROM training_days)";
    assert_eq!(place.column::<String>(counted).await, ["20 30 200 120 12 20"]);
    assert!(place.board(&place.claire, JURY).await.topics > 0);

    let look = async |visitor: Visitor, query: &str| {
        browse::look(&place, &visitor, &Asked::read_query(query), 1).await.expect("the library answers")
    };
    let whole = look(seen_by(&place.claire), "").await;
    assert_eq!((whole.whole, whole.page.len()), (120, PAGE));
    assert_eq!(look(seen_by(&place.helene), "").await.whole, 96, "one in five is for the antennes");
    for facet in Facet::ALL.into_iter().filter(|facet| !matches!(facet, Facet::Words | Facet::Departement)) {
        let first = match facet {
            Facet::Kind => whole.counts.kinds[0].0.clone(),
            Facet::Certification => whole.counts.certifications[0].0.to_string(),
            Facet::Certifier => whole.counts.certifiers[0].0.clone(),
            Facet::Level => whole.counts.levels[0].0.to_string(),
            Facet::Stage => whole.counts.stages[0].0.to_string(),
            Facet::Year => whole.counts.years[0].0.to_string(),
            Facet::Tag => whole.counts.tags[0].0.clone(),
            _ => whole.counts.freshness[0].0.code().to_owned(),
        };
        let narrowed = look(seen_by(&place.claire), &format!("{}={first}", facet.name())).await.total;
        assert!((1..=120).contains(&narrowed), "{facet:?} {first}: {narrowed}");
    }
    let number = "RNCP1".parse().expect("it is a number");
    let held = holdings::about(&place, &seen_by(&place.claire), number).await.expect("it is read");
    assert!(!held.latest.is_empty(), "a certification has documents");
    let (year, ..) =
        report::of_years(&place, &seen_by(&place.helene), 2027).await.expect("the funder reads it");
    assert!(
        year.turnout.people > 0 && year.turnout.rate().is_some_and(|rate| rate < 1.0),
        "{:?}",
        year.turnout
    );
}
