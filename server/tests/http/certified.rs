//! The pages of a certification and of a certifier: what the records say of them, and what the community has.

use std::sync::Arc;

use atom_syndication::Feed;
use axum::http::StatusCode;
use chrono::{Days, NaiveDate, Utc};
use domain::{
    Role,
    library::{
        certifier,
        import::{self, Origin, Source},
        resource::{Act, Details, Readers, acting},
    },
    members::Message,
    text::dates,
};

use crate::{
    cast::{ASSISTANTS, CERTIFICATIONS, Person, address},
    common::{ADDRESS, Place},
    documents::{PDF, details},
    markup,
};

mod said;
mod topics;

const NAMES: &str = "Numero_Fiche;Nom_Certificateur
RNCP36004;Ministère des Solidarités
RNCP25467;Ministère des Solidarités
RNCP100;Branche de la batellerie
";
const BLOCKS: &str = "Numero_Fiche;Bloc_Competences_Code;Bloc_Competences_Libelle
RNCP36004;RNCP36004BC01;Accompagner la personne
RNCP36004;RNCP36004BC02;Travailler « ensemble » & transmettre
RNCP25467;RNCP25467BC01;Se positionner
";
const WAYS: &str = "Numero_Fiche;Code_Voie_Acces;Libelle_Voie_Acces
RNCP36004;EXP;Par expérience
RNCP36004;APP;En contrat d’apprentissage
RNCP36004;CDI;Par candidature individuelle
RNCP25467;APP;En contrat d’apprentissage
";
const LINEAGE: &str = "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification
RNCP25467;;RNCP36004
";

const SOLIDARITIES: &str = "/ressources/certificateurs/ministere-des-solidarites";
const BARGES: &str = "/ressources/certificateurs/branche-de-la-batellerie";

impl Place {
    /// The DEAES of today, whose registration ends in three months; the one before, replaced; two more, one of which is over.
    async fn records(&self) {
        let typed = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
        let (soon, past) = (typed(soon()), typed(past()));
        let standard = format!(
            "Numero_Fiche;Intitule;Nomenclature_Europe_Niveau;Date_Fin_Enregistrement;Actif
RNCP36004;Diplôme d'État d'accompagnant éducatif et social;NIV3;{soon};ACTIVE
RNCP25467;Diplôme d'État d'accompagnant éducatif et social;NIV3;{past};ACTIVE
RNCP100;Batelier;;;ACTIVE
RNCP200;Fournier;;;INACTIVE
"
        );
        let file = |name: &str, text: &str| (name.to_owned(), Arc::from(text.as_bytes()));
        let source = Source::Files(vec![
            file("Standard.csv", &standard),
            file("Blocs_De_Competences.csv", BLOCKS),
            file("VoixdAcces.csv", WAYS),
            file("Certificateurs.csv", NAMES),
            file("Ancienne_Nouvelle_Certification.csv", LINEAGE),
        ]);
        import::run(&self.community, None, source, Origin::Export, |_| {}).await.expect("they come in");
    }

    /// The page of that record, for that person.
    async fn record(&self, person: &Person, number: u32) -> String {
        self.page(person, &format!("/ressources/certifications/RNCP{number}")).await
    }

    async fn page(&self, person: &Person, path: &str) -> String {
        let answer = self.see(person, path).await;
        answer.is_a_page_with(StatusCode::OK);
        answer.text()
    }
}

fn soon() -> NaiveDate {
    dates::today(Utc::now()) + Days::new(90)
}

fn past() -> NaiveDate {
    dates::today(Utc::now()) - Days::new(90)
}

/// Where the links of the page lead, in order.
fn links(html: &str) -> Vec<String> {
    let tags = markup::tags(html).into_iter().filter(|tag| tag.name == "a");
    tags.filter_map(|tag| tag.attribute("href").map(str::to_owned)).collect()
}

#[tokio::test]
async fn the_alert_says_what_is_over_what_ends_soon_and_nothing_of_the_others() {
    let place = Place::unhurried().await;
    place.records().await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    let soon = format!("Son enregistrement prend fin le {}, dans moins de six mois.", dates::on(soon()));
    let past = format!("Son enregistrement a pris fin le {}.", dates::on(past()));
    let inactive = "Sa fiche n’est plus active.";
    for (number, state, said) in [
        (36_004, "Expire bientôt", Some(soon.as_str())),
        (25_467, "Remplacée", Some(past.as_str())),
        (100, "Active", None),
        (200, "Inactive", Some(inactive)),
    ] {
        let page = place.record(&helene, number).await;
        for words in [soon.as_str(), &past, inactive] {
            assert_eq!(page.contains(words), said == Some(words), "RNCP{number}: {words} {page}");
        }
        assert!(page.contains(&format!(">{state}<")), "RNCP{number}: {page}");
        let replaced = page.contains("<p>Remplacée par");
        assert_eq!(replaced, number == 25_467, "RNCP{number}: {page}");
    }
    let replaced = place.record(&helene, 25_467).await;
    assert!(links(&replaced).contains(&"/ressources/certifications/RNCP36004".to_owned()), "{replaced}");
}

#[tokio::test]
async fn blocks_ways_certifiers_and_the_official_record_are_on_the_page() {
    let place = Place::unhurried().await;
    place.records().await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    let deaes = place.record(&helene, 36_004).await;
    let blocks = [
        "Accompagner la personne",
        "RNCP36004BC01",
        "Travailler « ensemble » &amp; transmettre",
        "RNCP36004BC02",
    ];
    let at = blocks.map(|words| deaes.find(words).unwrap_or_else(|| panic!("{words} is not in {deaes}")));
    assert!(at.is_sorted(), "in order: {at:?}");
    assert!(!deaes.contains("RNCP25467BC01"), "another’s");
    assert!(deaes.contains("<dt>Par la VAE</dt><dd>Oui</dd>"), "{deaes}");
    assert!(deaes.contains("En contrat d’apprentissage, Par candidature individuelle"), "{deaes}");
    assert!(links(&deaes).contains(&SOLIDARITIES.to_owned()), "{deaes}");
    let official = "https://www.francecompetences.fr/recherche/rncp/36004/";
    let link = markup::find(&deaes, "href", official).expect("the official record");
    assert_eq!(link.attribute("rel"), Some("external"));

    let before = place.record(&helene, 25_467).await;
    assert!(before.contains("<dt>Par la VAE</dt><dd>Ce n’est pas dit dans les données</dd>"), "{before}");
    let barge = place.record(&helene, 100).await;
    assert!(barge.contains("Les données n’en donnent aucun pour cette fiche."), "{barge}");
    assert!(!barge.contains("Autres voies d’accès"), "{barge}");
}

/// Documents about the DEAES of its ministry: one that is over, one for the antennes, a draft; their titles.
async fn documents(place: &Place, by: &Person) {
    let ministry = certifier::naming::named(&place.community, "ministere-des-solidarites").await;
    let ministry = ministry.expect("it is read").expect("it is there").id;
    for (title, readers, draft) in [
        ("Guide du jury", Readers::Everybody, false),
        ("Outil des antennes", Readers::Antennes, false),
        ("Pas encore prêt", Readers::Everybody, true),
    ] {
        let certifications = vec!["RNCP36004".parse().expect("it is a number")];
        let details = Details { readers, certifications, certifiers: vec![ministry], ..details(title) };
        let (id, _) = place.deposited(by, details, "document.pdf", PDF, draft).await;
        if title == "Guide du jury" {
            let word = Message::parse("Un autre est en préparation.").expect("something is said");
            acting::act(&place.community, &by.member, id, 1, Act::Outdate, Some(&word))
                .await
                .expect("she may");
        }
    }
}

#[tokio::test]
async fn documents_are_on_the_pages_of_what_they_are_about_for_those_who_may_read_them() {
    let place = Place::unhurried().await;
    place.records().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    documents(&place, &jeanne).await;
    let people = [
        (place.person("Claire Bernard", Role::Advisor).await, true),
        (place.person("Paul Lemaire", Role::Certifier).await, false),
        (place.person("Hélène Lefort", Role::Funder).await, false),
    ];
    for (person, is_antenne) in &people {
        for path in ["/ressources/certifications/RNCP36004", SOLIDARITIES] {
            let page = place.page(person, path).await;
            let at = page.find("Guide du jury").unwrap_or_else(|| panic!("{path}: {page}"));
            assert!(page[at..].contains("Périmé"), "it is over, and says so: {path}");
            assert_eq!(page.contains("Outil des antennes"), *is_antenne, "{path} {page}");
            assert!(!page.contains("Pas encore prêt"), "a draft is nowhere: {path}");
        }
        for path in ["/ressources/certifications/RNCP25467", BARGES] {
            let page = place.page(person, path).await;
            assert!(page.contains("Aucun document n’a encore été déposé ici."), "{path} {page}");
        }
    }
}

#[tokio::test]
async fn discussions_are_on_the_pages_of_what_they_name_for_those_who_may_read_them() {
    let place = Place::unhurried().await;
    place.records().await;
    let lucie = place.person("Lucie Petit", Role::Assistant).await;
    let open = place.open(&lucie, CERTIFICATIONS, "Quel jury en juin ?", "Pour le RNCP36004.").await;
    let open = address(open, "Quel jury en juin ?");
    let between = place.open(&lucie, ASSISTANTS, "Entre nous", "Le RNCP36004, encore.").await;
    let between = address(between, "Entre nous");
    let people = [
        (lucie, [true, true]),
        (place.person("Claire Bernard", Role::Advisor).await, [true, false]),
        (place.person("Paul Lemaire", Role::Certifier).await, [true, false]),
        (place.person("Hélène Lefort", Role::Funder).await, [false, false]),
    ];
    for (person, seen) in &people {
        for path in ["/ressources/certifications/RNCP36004", SOLIDARITIES] {
            let links = links(&place.page(person, path).await);
            assert_eq!([&open, &between].map(|topic| links.contains(topic)), *seen, "{path} {links:?}");
        }
        for path in ["/ressources/certifications/RNCP25467", BARGES] {
            let links = links(&place.page(person, path).await);
            assert!(!links.contains(&open) && !links.contains(&between), "it is about another: {path}");
        }
    }
}

#[tokio::test]
async fn a_list_of_certifications_is_followed_from_its_page_and_its_feed_tells_what_moved_in_it() {
    let place = Place::unhurried().await;
    // The first import, then another: RNCP25467 ends, RNCP36004 and RNCP100 arrive.
    place.certifications().await;
    place.records().await;
    let helene = place.person("Hélène Lefort", Role::Funder).await;
    let page = place.page(&helene, "/ressources/certifications?niveau=3").await;
    assert!(page.contains(">Suivre<"), "{page}");
    let feed = links(&page).into_iter().find(|href| href.contains(".atom")).expect("its feed is beside it");
    assert_eq!(feed, "/ressources/certifications.atom?niveau=3");
    let told = place.see(&helene, &feed).await;
    let told = Feed::read_from(&told.body[..]).unwrap_or_else(|why| panic!("{why}: {}", told.text()));
    let titles: Vec<_> = told.entries().iter().map(|entry| entry.title().as_str()).collect();
    let ends = ["(RNCP36004)\u{a0}: nouvelle au répertoire", "(RNCP25467)\u{a0}: remplacée par RNCP36004"];
    let all = titles.len() == ends.len() && titles.iter().zip(ends).all(|(title, end)| title.ends_with(end));
    assert!(all, "{titles:?}");
    assert_eq!(told.entries()[0].links()[0].href(), format!("{ADDRESS}/ressources/certifications/RNCP36004"));

    let view = [("geste", "suivre"), ("vue", "certifications?niveau=3")];
    for _ in 0..2 {
        assert_eq!(place.send(&helene, "/ressources/suivis", &view).await.status, StatusCode::SEE_OTHER);
    }
    let page = place.page(&helene, "/ressources/certifications?niveau=3&etat=remplacee").await;
    assert!(page.contains(">Ne plus suivre<"), "where they stand is no part of what is followed: {page}");
    let follows = place.page(&helene, "/ressources/suivis").await;
    assert!(follows.contains("Certifications\u{a0}: niveau 3"), "{follows}");
    let leads = |href: &&String| href.as_str() == "/ressources/certifications?niveau=3";
    assert_eq!(links(&follows).iter().filter(leads).count(), 1, "{follows}");
}
