//! What a page asks of the database: at most nine statements, however much there is.

use chrono::{Datelike, Duration, Utc};
use domain::{
    Role,
    days::{
        Act, Modality,
        attendance::{
            certificate,
            sheet::{self, Said, Tick, Who},
        },
        registration::desk,
    },
    forum::PAGE,
    library::resource::Readers,
    text::dates,
};
use server::guard::Limits;

use crate::{
    attending,
    cast::{LIFE, Person, address},
    common::{Place, With},
    days::{at_desk, morning},
};

/// The bar for any page, with the two of a new visit added.
const MOST: u32 = 9;
const VISIT: u32 = 2;

/// What each page takes at most, its session included.
const BUDGET: &[(&str, u32)] = &[
    ("/", 7),
    ("/connexion", 1),
    ("/connexion/mot-de-passe", 1),
    ("/connexion/adresse/{token}", 2),
    ("/connexion/{token}", 2),
    ("/mon-compte", 6),
    ("/mon-compte/connaissances", 4),
    ("/mon-compte/coordonnees", 3),
    ("/mon-compte/photo", 3),
    ("/invitation/{invitation}", 2),
    ("/demande-acces", 1),
    ("/bienvenue", 2),
    ("/mon-compte/donnees", 3),
    ("/mon-compte/securite", 3),
    ("/mon-compte/adresse", 2),
    ("/mon-compte/mot-de-passe", 2),
    ("/annuaire", 4),
    ("/annuaire/antennes", 4),
    ("/annuaire/antennes/{antenne}", 4),
    ("/annuaire/{member}", 5),
    ("/animation", 1),
    ("/animation/invitations", 2),
    ("/animation/invitations/nouvelle", 2),
    ("/animation/invitations/liste", 2),
    ("/animation/demandes", 3),
    ("/animation/demandes/{request}", 4),
    ("/animation/personnes", 3),
    ("/animation/personnes/{member}", 6),
    ("/animation/journal", 2),
    ("/animation/certifications", 3),
    ("/animation/certifications/{import}", 4),
    ("/animation/certificateurs", 3),
    ("/animation/certificateurs/{certifier}", 5),
    ("/ressources/certifications", 5),
    ("/ressources/certifications/{number}", 7),
    ("/ressources/certificateurs", 2),
    ("/ressources/certificateurs/{certifier}", 7),
    ("/ressources/certificateurs/{certifier}/modifier", 5),
    ("/forums", 2),
    ("/forums/{board}", 3),
    ("/forums/{board}/nouveau", 2),
    ("/forums/sujets/{topic}", 7),
    ("/forums/sujets/{topic}/modifier", 3),
    ("/forums/reponses/{reply}/modifier", 2),
    ("/ressources/documents/nouveau", 1),
    ("/ressources/documents/{document}", 7),
    ("/ressources/documents/{document}/modifier", 3),
    ("/ressources/documents/{document}/version", 3),
    ("/ressources/documents/{document}/versions/{version}", 6),
    ("/ressources/documents/{document}/signaler", 3),
    ("/animation/ressources", 4),
    ("/journees", 3),
    ("/journees?vue=mois", 3),
    ("/journees?vue=annee", 3),
    ("/journees/{day}", 7),
    ("/journees/{day}/questions", 5),
    ("/journees/{day}/compte-rendu", 5),
    ("/journees/{day}/compte-rendu/modifier", 5),
    ("/journees/{day}/compte-rendu/versions", 5),
    ("/journees/{day}/compte-rendu/versions/{version}", 5),
    ("/journees/bilan/{year}", 7),
    ("/journees/propositions", 2),
    ("/journees/propositions/nouvelle", 1),
    ("/journees/propositions/{proposal}", 5),
    ("/journees/propositions/{proposal}/modifier", 2),
    ("/journees/besoins", 4),
    ("/journees/{day}/questionnaire/{moment}", 3),
    ("/animation/journees/besoins", 2),
    ("/animation/journees/besoins/nouveau", 2),
    ("/animation/journees/besoins/{survey}", 6),
    ("/animation/journees/besoins/{survey}/questions", 3),
    ("/animation/journees/{day}/questionnaires", 7),
    ("/animation/journees/questions/{moment}", 2),
    ("/animation/journees/{day}/questionnaires/{moment}", 5),
    ("/journees/agenda", 2),
    ("/journees/presence", 2),
    ("/journees/{day}/emargement", 5),
    ("/animation/journees/{day}/emargement", 5),
    ("/animation/journees/{day}/code", 5),
    ("/animation/journees/{day}/feuilles", 3),
    ("/attestations/{code}", 3),
    ("/animation/journees", 4),
    ("/animation/journees/nouvelle", 2),
    ("/animation/journees/{day}", 7),
    ("/animation/journees/{day}/modifier", 7),
    ("/animation/journees/{day}/documents", 4),
    ("/ressources/depots", 2),
    ("/guide", 2),
    ("/guide/{stage}", 4),
    // Two less when the catalogue has not changed since it was read.
    ("/ressources", 7),
    ("/ressources?etape=2&tri=utiles", 5),
    ("/ressources/actualites", 6),
    ("/ressources/actualites/nouvelle", 2),
    ("/ressources/actualites/{update}", 5),
    ("/ressources/actualites/{update}/corriger", 6),
    ("/ressources/favoris", 5),
    ("/ressources/collections/{collection}", 4),
    ("/ressources/suivis", 4),
    ("/ressources/documents/{document}/avis", 6),
    ("/recherche", 1),
    ("/aide", 1),
    ("/charte", 1),
    ("/accessibilite", 1),
    ("/mentions-legales", 1),
    ("/confidentialite", 1),
    ("/plan-du-site", 3),
    ("/contact", 1),
    ("/recherche?q=message&dans=reponses", 2),
    ("/recherche?q=zzyzxw", 2),
    ("/ressources?q=zzyzxw", 7),
];

const TITLE: &str = "Un sujet qui grandit";

#[tokio::test]
async fn no_page_asks_for_more_than_its_budget_nor_for_more_as_the_place_grows() {
    let place = Place::with(With { limits: Limits::none(), measuring: true, ..With::default() }).await;
    // An organiser: the pages of the desk are for her too.
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let topic = place.open(&jeanne, LIFE, TITLE, "Un message.").await;
    let reply = place.reply(&jeanne, topic, "Un message en réponse.").await;
    let request = place.request().await;
    place.certifications().await;
    let (document, slug) = place.document(&jeanne, "Un document", Readers::Everybody, false).await;
    place.second_version(&jeanne, document).await;
    let (update, collection) =
        (place.update(&jeanne, "Une actualité").await, place.collection(&jeanne, "À moi").await);
    // She is invited: what else she does that day is asked as well.
    let (invited, day) = place.day(&jeanne, &morning("Une journée", Duration::days(20))).await;
    let invitation = desk::invite(&place.community, &at_desk(&jeanne), invited, jeanne.member.id()).await;
    invitation.expect("she is invited");
    let written = place.written_day(&jeanne, "Une journée racontée").await;
    let code = certified(&place, &jeanne).await;
    // She works in an antenne too: she is asked what she needs, and what she thinks of a day that is over.
    place.tamper(&format!("UPDATE members SET roles = 9 WHERE id = {}", jeanne.member.id())).await;
    let (needs, over) =
        (place.needs(&jeanne).await, place.day_over(&jeanne, "Une journée passée", &[&jeanne]).await.1);
    let proposal = place.proposal(&jeanne, "Un thème").await.1;
    let path = |(route, _): &(&str, u32)| {
        let [topic, reply] = [address(topic, TITLE), reply.to_string()];
        route
            .replace("{day}/compte-rendu", &format!("{written}/compte-rendu"))
            .replace("/forums/sujets/{topic}", &topic)
            .replace("{reply}", &reply)
            .replace("{board}", LIFE)
            .replace("{update}", &format!("{update}-une-actualite"))
            .replace("{collection}", &format!("{collection}-a-moi"))
            .replace("{member}", &jeanne.member.id().to_string())
            .replace("{antenne}", "1")
            .replace("{day}/questionnaire", &format!("{over}/questionnaire"))
            .replace("{day}", &day)
            .replace("{moment}", "chaud")
            .replace("{survey}", &needs.to_string())
            .replace("{proposal}", &proposal)
            .replace("{document}", &slug)
            .replace("{version}", "1")
            .replace("{token}", &"A".repeat(43))
            .replace("{invitation}", &"A".repeat(43))
            .replace("{request}", &request.to_string())
            .replace("{stage}", "3")
            .replace("{import}", "1")
            .replace("{code}", &code)
            .replace("/animation/certificateurs/{certifier}", "/animation/certificateurs/1")
            .replace("{certifier}", "ministere-du-travail")
            .replace("{number}", "RNCP25467")
            .replace("{year}", &dates::today(Utc::now()).year().to_string())
    };
    let paths: Vec<String> = BUDGET.iter().map(path).collect();
    place.index_follows().await;
    let few = counts(&place, &jeanne, &paths).await;
    for number in 0..2 * PAGE - 1 {
        place.reply(&jeanne, topic, &format!("Un message numéro {number}.")).await;
        place.open(&jeanne, LIFE, &format!("Un sujet numéro {number}"), "Un message.").await;
        let role = Role::ALL[number as usize % Role::ALL.len()];
        place.person(&format!("Membre numéro {number}"), role).await;
        place.invitation(&jeanne).await;
        place.proposal(&jeanne, &format!("Thème numéro {number}")).await;
        place.update(&jeanne, &format!("Actualité numéro {number}")).await;
        place.request().await;
        place.day(&jeanne, &morning(&format!("Journée numéro {number}"), Duration::days(20))).await;
        place.document(&jeanne, &format!("Un document {number}"), Readers::Everybody, false).await;
    }
    place.index_follows().await;
    let many = counts(&place, &jeanne, &paths).await;
    let measured = || BUDGET.iter().zip(&few).zip(&many);
    let over: Vec<String> = measured()
        .filter(|(((_, budget), few), many)| few != many || *many > budget)
        .map(|(((route, budget), few), many)| {
            format!("{route}: {few}, then {many}, for a budget of {budget}")
        })
        .collect();
    assert!(over.is_empty(), "over their budgets, or more as the place grows: {over:#?}");
    for (((route, budget), _), many) in measured() {
        assert!(*many > 0, "{route} was not counted");
        assert!(budget + VISIT <= MOST, "{route}: a budget of {budget} is too much");
    }
}

/// The code of a certificate of that person's, of a day that was held.
async fn certified(place: &Place, jeanne: &Person) -> String {
    let (day, _) = attending::begun(place, jeanne, Duration::hours(5), Modality::OnSite, &[]).await;
    let organiser = at_desk(jeanne);
    let sheet = sheet::read(&place.community, &organiser, day).await.expect("it is there");
    let who = Who::Member(jeanne.member.id());
    let tick = Tick { session: sheet.sessions[0].id, who, said: Some(Said::PRESENT) };
    sheet::tick(&place.community, &organiser, day, &[tick]).await.expect("it is said");
    place.done_to(jeanne, day, Act::Hold).await;
    let made = certificate::own(&place.community, &jeanne.member, day).await.expect("she was there");
    made.code.spaced()
}

/// What each page took, as the process says in measuring mode.
async fn counts(place: &Place, person: &Person, paths: &[String]) -> Vec<u32> {
    let mut counts = Vec::new();
    for path in paths {
        let answer = place.see(person, path).await;
        let expected = if path.ends_with(&"A".repeat(43)) { 410 } else { 200 };
        assert_eq!(answer.status.as_u16(), expected, "{path}: {}", answer.text());
        let said = answer.header("server-timing").trim_matches(|c: char| !c.is_ascii_digit());
        counts.push(said.parse().unwrap_or_else(|_| panic!("{path}: no figure in {said:?}")));
    }
    counts
}

#[test]
fn every_page_has_a_budget() {
    for route in app::routes::addresses() {
        assert!(BUDGET.iter().any(|(of, _)| *of == route), "{route} has no budget");
    }
}
