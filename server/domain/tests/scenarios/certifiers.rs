//! Certifiers: one body under many names, who speaks for it, what it says of itself.

use std::sync::Arc;

use domain::{
    Failure, Id, Role, Roles,
    library::{
        Certifier, Rncp, certification,
        certifier::{
            self, Contact, Kind, Names, Refusal,
            desk::{self, CertifierName},
            edition::{self, Draft},
            listing, proposals,
        },
        import::{self, Origin, Source},
    },
    members::{audit::Deed, desk::roles},
    search::Place as Where,
    text::{Markdown, folded},
};

use crate::{
    certifications::snapshot,
    desk::{at_desk, whole_log},
    place::{Place, seen_by},
};

const RECORDS: &str = "Numero_Fiche;Intitule;Actif\nRNCP1;Boulanger;ACTIVE\nRNCP2;Fournier;ACTIVE\n";
const NAMES: &str = "Numero_Fiche;Siret_Certificateur;Nom_Certificateur
RNCP1;11000007200014;MINISTERE DU TRAVAIL
RNCP1;;Ministère du  Travail
RNCP1;;Ministère chargé de l'Emploi
RNCP2;;Ministère du travail
RNCP2;13001533200013;Aix-Marseille Université
";

pub(crate) async fn with_certifiers(place: &Place) {
    let file = |name: &str, text: &str| (name.to_owned(), Arc::from(text.as_bytes()));
    let source = Source::Files(vec![file("Standard.csv", RECORDS), file("Certificateurs.csv", NAMES)]);
    import::run(place, None, source, Origin::Export, |_| {}).await.expect("it is imported");
}

pub(crate) async fn called(place: &Place, words: &str) -> Certifier {
    let asked = listing::Asked { words: words.to_owned(), kind: None };
    let (mut found, _) =
        listing::list(place, &seen_by(&place.claire), &asked, 1).await.expect("the list answers");
    found.remove(0).certifier
}

/// The folded form of one of a certifier's names, as its page at the desk has it.
async fn folded_name(place: &Place, slug: &str, name: &str) -> String {
    let sheet = certifier::read(place, &seen_by(&place.claire), slug).await.expect("it is there");
    let spelling = sheet.names.into_iter().find(|one| one.name == name);
    spelling.expect("it has that name").folded
}

#[tokio::test]
async fn only_identical_names_join_by_themselves() {
    let place = Place::founded().await;
    with_certifiers(&place).await;
    let (all, total) =
        listing::list(&place, &seen_by(&place.claire), &listing::Asked::default(), 1).await.expect("a list");
    assert_eq!(total, 3);
    let travail = &all[0];
    assert_eq!(
        (travail.certifier.name.as_str(), travail.kind, travail.delivers),
        ("Ministère du Travail", Kind::Ministry, 2)
    );
    let proposals = proposals::waiting(&place, &at_desk(&place.delphine)).await.expect("they are proposed");
    assert_eq!(proposals.len(), 1);
    assert_eq!(proposals[0].likeness, proposals::Likeness::Family("travail et emploi"));
}

#[tokio::test]
async fn two_that_are_one_body_become_one_and_the_old_address_leads_there() {
    let place = Place::founded().await;
    with_certifiers(&place).await;
    let delphine = at_desk(&place.delphine);
    let (travail, emploi) = (called(&place, "travail").await, called(&place, "emploi").await);
    let speaker = certifier::in_name_of(&place, &delphine, emploi.id).await.expect("she may");
    let draft = Draft { procedures: Markdown::parse("Écrire **d’abord**.").ok(), ..Draft::default() };
    edition::change(&place, &speaker, 1, &draft).await.expect("it is written");
    place.worker_passes().await;

    let slug = desk::merge(&place, &delphine, travail.id, emploi.id).await.expect("they are merged");
    assert_eq!(slug, travail.slug);
    let claire = seen_by(&place.claire);
    let sheet = certifier::read(&place, &claire, &travail.slug).await.expect("it is there");
    assert_eq!(sheet.names.len(), 2);
    assert!(sheet.procedures_html.as_str().contains("<strong>d’abord</strong>"), "{sheet:?}");
    assert_eq!(sheet.delivers, (2, 2));
    assert!(certifier::read(&place, &claire, &emploi.slug).await.is_err());
    assert_eq!(
        certifier::moved(&place, &claire, &emploi.slug).await.expect("it is known"),
        Some(travail.slug.clone())
    );
    assert!(proposals::waiting(&place, &delphine).await.expect("they are proposed").is_empty());
    let line = &whole_log(&place).await[0];
    assert_eq!(
        (line.deed, line.detail.as_str()),
        (Some(Deed::CertifiersMerged), "Ministère chargé de l'Emploi → Ministère du Travail")
    );

    // The next import writes the same names: they lead where the organiser said.
    with_certifiers(&place).await;
    assert_eq!(listing::list(&place, &claire, &listing::Asked::default(), 1).await.expect("a list").1, 2);
    place.worker_passes().await;
    let found = place.find(&place.claire, "ministère emploi").await;
    assert_eq!(found.hits.len(), found.total, "{found:?}");
    let again = desk::merge(&place, &delphine, travail.id, travail.id).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::Same))));
}

#[tokio::test]
async fn a_name_joined_by_mistake_is_a_certifier_of_its_own_again_and_stays_one() {
    let place = Place::founded().await;
    with_certifiers(&place).await;
    let (delphine, claire) = (at_desk(&place.delphine), seen_by(&place.claire));
    let (travail, emploi) = (called(&place, "travail").await, called(&place, "emploi").await);
    let speaker = certifier::in_name_of(&place, &delphine, emploi.id).await.expect("she may");
    let draft = Draft { procedures: Markdown::parse("Écrire d’abord.").ok(), ..Draft::default() };
    edition::change(&place, &speaker, 1, &draft).await.expect("it is written");
    desk::merge(&place, &delphine, travail.id, emploi.id).await.expect("they are merged");
    with_certifiers(&place).await;

    let joined = folded_name(&place, &travail.slug, "Ministère chargé de l'Emploi").await;
    let apart = desk::detach(&place, &delphine, travail.id, &joined).await.expect("it is taken off");
    assert_eq!((apart.slug.as_str(), apart.name.as_str()), (emploi.slug.as_str(), emploi.name.as_str()));
    assert_ne!(apart.id, travail.id);

    // At once: each has its certifications, its address and its names; what was written stays where it was.
    let of = certification::read(&place, &claire, Rncp::new(1).expect("a number"))
        .await
        .expect("it is there")
        .certifiers;
    let mut of: Vec<String> = of.into_iter().map(|one| one.slug).collect();
    of.sort();
    assert_eq!(of, [emploi.slug.as_str(), travail.slug.as_str()]);
    let [kept, alone] = [
        certifier::read(&place, &claire, &travail.slug).await.expect("it is there"),
        certifier::read(&place, &claire, &emploi.slug).await.expect("it has its address again"),
    ];
    assert_eq!((kept.names.len(), kept.delivers, kept.procedures.as_str()), (1, (2, 2), "Écrire d’abord."));
    assert_eq!((alone.names.len(), alone.delivers, alone.procedures.as_str()), (1, (1, 1), ""));
    assert_eq!((alone.kind, alone.names[0].decided), (Kind::Ministry, false));
    assert_eq!(certifier::moved(&place, &claire, &emploi.slug).await.expect("it is known"), None);
    let line = &whole_log(&place).await[0];
    assert_eq!(
        (line.deed, line.detail.as_str()),
        (Some(Deed::SpellingDetached), "Ministère du Travail → Ministère chargé de l'Emploi")
    );

    // Later: nobody is asked again, the imports leave them apart, the search finds each.
    assert!(proposals::waiting(&place, &delphine).await.expect("they are proposed").is_empty());
    for _ in 0..2 {
        with_certifiers(&place).await;
        let again = certifier::read(&place, &claire, &emploi.slug).await.expect("it is there");
        assert_eq!((again.certifier, again.delivers), (apart.clone(), (1, 1)));
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM certifiers").await, 3);
    place.worker_passes().await;
    let found = place.find(&place.claire, "ministère emploi").await;
    let mut slugs = found.hits.iter().filter_map(|hit| match &hit.place {
        Where::Certifier { slug } => Some(slug.as_str()),
        _ => None,
    });
    assert_eq!(slugs.next(), Some(emploi.slug.as_str()), "{found:?}");

    // A mistake the other way round is mended as well: they may be one again.
    desk::merge(&place, &delphine, travail.id, apart.id).await.expect("they are merged");
    assert_eq!(
        certifier::moved(&place, &claire, &emploi.slug).await.expect("it is known"),
        Some(travail.slug)
    );
}

#[tokio::test]
async fn a_certifier_keeps_its_own_name_and_another_address_is_found_for_one_that_is_taken() {
    let place = Place::founded().await;
    with_certifiers(&place).await;
    let (delphine, claire) = (at_desk(&place.delphine), seen_by(&place.claire));
    let (travail, emploi) = (called(&place, "travail").await, called(&place, "emploi").await);
    let refused = |done: Result<_, Failure<Refusal>>| done.err().and_then(Failure::refusal);
    let own = folded_name(&place, &travail.slug, "Ministère du Travail").await;
    let alone = desk::detach(&place, &delphine, travail.id, &own).await;
    assert_eq!(refused(alone), Some(Refusal::OwnName), "it has no other");
    desk::merge(&place, &delphine, travail.id, emploi.id).await.expect("they are merged");
    let alone = desk::detach(&place, &delphine, travail.id, &own).await;
    assert_eq!(refused(alone), Some(Refusal::OwnName), "it goes by it");
    for (certifier, folded) in [(travail.id, "nobody's"), (emploi.id, own.as_str()), (Id::new(999), "x")] {
        let done = desk::detach(&place, &delphine, certifier, folded).await;
        assert_eq!(refused(done), Some(Refusal::NotThere), "{folded}");
    }

    // Under another name, it can do without the first one; its address stays, and the name has one beside it.
    let called = CertifierName::parse("Ministère du Plein emploi").expect("a name");
    let version = certifier::read(&place, &claire, &travail.slug).await.expect("it is there").version;
    desk::correct(&place, &delphine, travail.id, version, &called, Kind::Ministry).await.expect("corrected");
    let apart = desk::detach(&place, &delphine, travail.id, &own).await.expect("it is taken off");
    assert_eq!(apart.slug, format!("{}-2", travail.slug));
    let last = folded_name(&place, &travail.slug, "Ministère chargé de l'Emploi").await;
    let again = desk::detach(&place, &delphine, travail.id, &last).await;
    assert_eq!(refused(again), Some(Refusal::OwnName), "one name stays");
}

#[tokio::test]
async fn two_that_were_told_apart_are_not_proposed_again() {
    let place = Place::founded().await;
    with_certifiers(&place).await;
    let delphine = at_desk(&place.delphine);
    let (travail, emploi) = (called(&place, "travail").await, called(&place, "emploi").await);
    for _ in 0..2 {
        desk::tell_apart(&place, &delphine, travail.id, emploi.id).await.expect("it is noted");
    }
    assert!(proposals::waiting(&place, &delphine).await.expect("they are proposed").is_empty());
    let nowhere = desk::tell_apart(&place, &delphine, travail.id, Id::new(999)).await;
    assert!(matches!(nowhere, Err(Failure::Refused(Refusal::NotThere))));
}

#[tokio::test]
async fn only_who_was_given_a_voice_speaks_for_a_certifier() {
    let place = Place::founded().await;
    with_certifiers(&place).await;
    let delphine = at_desk(&place.delphine);
    let travail = called(&place, "travail").await;
    let refused = |done: Result<_, Failure<Refusal>>| done.err().and_then(Failure::refusal);
    for (member, _) in place.everybody() {
        let done = certifier::contact(&place, member, travail.id).await.map(|_| ());
        assert_eq!(refused(done), Some(Refusal::NotTheirs), "{}", member.name());
    }
    let done = desk::give_voice(&place, &delphine, travail.id, place.claire.email()).await.map(|_| ());
    assert_eq!(refused(done), Some(Refusal::NotACertifier));
    for _ in 0..2 {
        desk::give_voice(&place, &delphine, travail.id, place.paul.email()).await.expect("he speaks");
    }
    let paul = certifier::contact(&place, &place.paul, travail.id).await.expect("he speaks");
    assert_eq!(paul.certifier(), &travail);
    let emploi = called(&place, "emploi").await;
    let done = certifier::contact(&place, &place.paul, emploi.id).await.map(|_| ());
    assert_eq!(refused(done), Some(Refusal::NotTheirs), "for one certifier and no other");
    let speaker =
        certifier::speaker(&place, &place.delphine, Some(&delphine), emploi.id).await.expect("in its name");
    assert!(!speaker.is_contact());
    let done = certifier::speaker(&place, &place.claire, None, emploi.id).await.map(|_| ());
    assert_eq!(refused(done), Some(Refusal::NotTheirs));
    assert_eq!(whole_log(&place).await.iter().filter(|line| line.deed == Some(Deed::VoiceGiven)).count(), 1);

    roles::change(&place, &delphine, place.paul.id(), Roles::of(&[Role::Advisor]))
        .await
        .expect("he changes jobs");
    let paul =
        domain::upkeep::member(&place, place.paul.email()).await.expect("it is read").expect("he is here");
    assert!(certifier::spoken_for(&place, &paul).await.expect("it is read").is_empty());
    desk::take_voice(&place, &delphine, travail.id, paul.id()).await.expect("it is taken back");
    let again = desk::take_voice(&place, &delphine, travail.id, paul.id()).await;
    assert_eq!(refused(again), Some(Refusal::NotThere));
}

#[tokio::test]
async fn a_certifier_says_how_it_goes_and_of_two_who_write_at_once_one_is_told() {
    let place = Place::founded().await;
    with_certifiers(&place).await;
    let delphine = at_desk(&place.delphine);
    let travail = called(&place, "travail").await;
    desk::give_voice(&place, &delphine, travail.id, place.paul.email()).await.expect("he speaks");
    let paul = certifier::speaker(&place, &place.paul, None, travail.id).await.expect("he speaks");
    let contact = Contact { departement: "75".into(), name: "Paul Lemaire".into(), ..Contact::default() };
    let draft = Draft {
        juries: Markdown::parse("Jury en **juin**").ok(),
        contacts: vec![contact.clone(), contact],
        ..Draft::default()
    };
    edition::change(&place, &paul, 1, &draft).await.expect("it is written");
    let late = edition::change(&place, &paul, 1, &Draft::default()).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::ChangedMeanwhile))));
    let name = CertifierName::parse("Ministère du Travail et des Solidarités").expect("a name");
    desk::correct(&place, &delphine, travail.id, 2, &name, Kind::Ministry).await.expect("it is corrected");
    let sheet = certifier::read(&place, &seen_by(&place.helene), &travail.slug).await.expect("it is there");
    assert_eq!((sheet.contacts.len(), sheet.version, sheet.certifier.name.as_str()), (2, 3, name.as_str()));
    assert_eq!(sheet.voices.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Paul Lemaire"]);
    place.worker_passes().await;
    assert_eq!(place.find(&place.claire, "juin").await.total, 1);
}

#[tokio::test]
async fn the_shipped_names_are_proposed_and_never_joined() {
    let place = Place::founded().await;
    import::run(&place, None, snapshot(), Origin::Shipped, |_| {}).await.expect("it is imported");
    let total = place.number("SELECT COUNT(*) FROM certifiers").await;
    assert_eq!(place.number("SELECT COUNT(*) FROM certifier_names").await, total);
    let proposals = proposals::waiting(&place, &at_desk(&place.delphine)).await.expect("they are proposed");
    let has = |one: &str, other: &str| {
        proposals.iter().any(|proposal| {
            let both = [&proposal.kept, &proposal.other].map(|known| folded(&known.certifier.name));
            both.contains(&folded(one)) && both.contains(&folded(other))
        })
    };
    assert!(has(
        "CONSERVATOIRE NATIONAL DES ARTS ET METIERS",
        "Conservatoire national des arts et métiers (CNAM)"
    ));
    assert!(has("UNIVERSITE D'AIX MARSEILLE", "Aix-Marseille Université"));
    assert!(proposals.len() > 100 && (proposals.len() as i64) < total, "{}", proposals.len());
}

#[tokio::test]
async fn a_typed_name_leads_to_one_certifier_or_to_the_nearest() {
    let place = Place::founded().await;
    import::run(&place, None, snapshot(), Origin::Shipped, |_| {}).await.expect("it is imported");
    let delphine = at_desk(&place.delphine);
    let names = Names::of(&place).await.expect("they are read");
    let one = |typed: &str| names.one(typed).map(|one| one.name.clone());
    let cnam = names.one("cnam").expect("an acronym leads to it").clone();
    assert_eq!(folded(&cnam.name), "conservatoire national des arts et metiers (cnam)");
    let capitals =
        names.one("CONSERVATOIRE NATIONAL DES ARTS ET METIERS").expect("a spelling leads to it").clone();
    assert_ne!(capitals.id, cnam.id);
    for typed in ["ministère du travial", "Univercité de Lile"] {
        assert_eq!(one(typed), None, "{typed}");
    }
    let near = |typed: &str| names.near(typed).into_iter().map(|one| folded(&one.name)).collect::<Vec<_>>();
    for (typed, word) in [("ministère du travial", "travail"), ("Univercité de Lile", "lille")] {
        let near = near(typed);
        assert!(!near.is_empty() && near[0].contains(word), "{typed}: {near:?}");
    }
    assert_eq!(near("université").len(), certifier::naming::PROPOSED);

    // Merged, they are one under both spellings and both addresses.
    desk::merge(&place, &delphine, cnam.id, capitals.id).await.expect("they are merged");
    for typed in ["conservatoire national des arts et métiers", capitals.slug.as_str(), cnam.slug.as_str()] {
        let found = certifier::naming::named(&place, typed).await.expect("it is read");
        assert_eq!(found.map(|one| one.id), Some(cnam.id), "{typed}");
    }
}

#[tokio::test]
async fn a_merge_leaves_no_column_behind() {
    let place = Place::founded().await;
    let query = if place.is_postgres() {
        "SELECT k.table_name || '.' || k.column_name FROM information_schema.key_column_usage k
            JOIN information_schema.constraint_column_usage c ON c.constraint_name = k.constraint_name
            JOIN information_schema.table_constraints t ON t.constraint_name = k.constraint_name
        WHERE c.table_name = 'certifiers' AND t.constraint_type = 'FOREIGN KEY'"
    } else {
        "SELECT m.name || '.' || f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
        WHERE m.type = 'table' AND f.\"table\" = 'certifiers'"
    };
    let mut named: Vec<String> = place.column(query).await;
    let mut handled = desk::handled();
    named.sort();
    handled.sort();
    assert_eq!(named, handled);
}
