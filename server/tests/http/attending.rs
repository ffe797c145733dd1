//! Signing for a day, by oneself and by the organisers' hand: what the pages offer, what they refuse and in which words.

use axum::http::StatusCode;
use chrono::{Duration, Utc};
use domain::{
    Role,
    days::{
        DayId, Details, Modality,
        attendance::{
            Mark, Marked,
            sheet::{self, Sheet},
            signing,
        },
        registration::{self, Wishes},
    },
};

use crate::{
    cast::Person,
    common::Place,
    days::{at_desk, is_refused, leads_to, morning, words},
    documents::PDF,
    markup,
};

/// A morning that began that long ago, where these people had a seat.
pub(crate) async fn begun(
    place: &Place,
    odile: &Person,
    ago: Duration,
    modality: Modality,
    people: &[&Person],
) -> (DayId, String) {
    let details = Details { modality, ..morning("Financer un parcours", -ago) };
    let (day, slug) = place.day(odile, &details).await;
    let before = place.community.at(Utc::now() - Duration::days(30));
    for person in people {
        registration::register(&before, &person.member, day, &Wishes::default()).await.expect("they come");
    }
    (day, slug)
}

async fn sheet(place: &Place, odile: &Person, day: DayId) -> Sheet {
    sheet::read(&place.community, &at_desk(odile), day).await.expect("it is there")
}

/// What is known of that person in the only session.
async fn known(place: &Place, odile: &Person, day: DayId, name: &str) -> Option<Marked> {
    let people = sheet(place, odile, day).await.people;
    people.into_iter().find(|line| line.name == name)?.marks.pop()?
}

/// The name of a field of that person's, in the only session.
fn field(what: &str, person: &Person, sheet: &Sheet) -> String {
    format!("{what}-m{}-{}", person.member.id(), sheet.sessions[0].id)
}

#[tokio::test]
async fn an_organiser_ticks_everybody_in_one_form() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let (jeanne, karim) = (
        place.person("Jeanne Martin", Role::Advisor).await,
        place.person("Karim Haddad", Role::Advisor).await,
    );
    let (day, _) = begun(&place, &odile, Duration::hours(2), Modality::OnSite, &[&jeanne, &karim]).await;
    let page = format!("/animation/journees/{day}/emargement");
    let shown = place.see(&odile, &page).await;
    assert!(
        words(&shown).contains("Personnes attendues : 2") && words(&shown).contains("Jeanne Martin"),
        "{}",
        words(&shown)
    );

    let blank = sheet(&place, &odile, day).await;
    let session = blank.sessions[0].id.to_string();
    let (hers, his) = (field("presence", &jeanne, &blank), field("presence", &karim, &blank));
    let (how_long, why) = (field("duree", &jeanne, &blank), format!("motif-m{}", karim.member.id()));
    let venue = format!("venue-1-{session}");
    let too_long = [
        (hers.as_str(), "present"),
        (how_long.as_str(), "999"),
        (why.as_str(), "Un jury"),
        (his.as_str(), "excused"),
    ];
    let answer = place.send(&odile, &page, &too_long).await;
    is_refused(&answer, "La séance dure 180 minutes");
    let kept = markup::find(&answer.text(), "name", &how_long).expect("the field is there");
    assert_eq!(kept.attribute("value"), Some("999"), "what was typed is there");
    assert_eq!(known(&place, &odile, day, "Karim Haddad").await, None, "nothing is written");

    let form = [
        (hers.as_str(), "present"),
        (how_long.as_str(), "150"),
        (his.as_str(), "excused"),
        (why.as_str(), "Un jury ce jour-là"),
        ("nom-1", "Nadège Roussel"),
        ("structure-1", "Greta de Paris"),
        (venue.as_str(), "oui"),
        ("acte", "feuille"),
    ];
    leads_to(&place.send(&odile, &page, &form).await, &format!("{page}?fait=feuille"));
    let said = known(&place, &odile, day, "Jeanne Martin").await.expect("it is said");
    assert_eq!((said.mark, said.minutes), (Mark::Present, 150));
    let said = known(&place, &odile, day, "Karim Haddad").await.expect("it is said");
    assert_eq!((said.mark, said.word.as_str()), (Mark::Excused, "Un jury ce jour-là"));
    assert_eq!(known(&place, &odile, day, "Nadège Roussel").await.map(|said| said.minutes), Some(180));
    let answer = place.see(&odile, &format!("{page}?fait=feuille")).await;
    assert!(markup::find(&answer.text(), "role", "status").is_some(), "it is said");
    assert!(words(&answer).contains("Personnes venues sans inscription"), "{}", words(&answer));
    leads_to(&place.send(&odile, &page, &form).await, &format!("{page}?fait=feuille"));
    assert_eq!(sheet(&place, &odile, day).await.people.len(), 3, "sent twice, she came once");

    // Somebody of the community, by name or address; whoever is nobody here is not made up from an address.
    let nobody = [("nom-1", "personne@exemple.fr"), (venue.as_str(), "oui")];
    is_refused(&place.send(&odile, &page, &nobody).await, "Aucun membre n’a cette adresse");
    place.person("Lucie Petit", Role::Assistant).await;
    let lucie = [("nom-1", "lucie-petit@exemple.fr"), (venue.as_str(), "oui")];
    leads_to(&place.send(&odile, &page, &lucie).await, &format!("{page}?fait=feuille"));
    assert_eq!(known(&place, &odile, day, "Lucie Petit").await.map(|said| said.mark), Some(Mark::Present));
    is_refused(&place.send(&odile, &page, &[("nom-1", "Ana Roy")]).await, "Cochez au moins une séance");
}

#[tokio::test]
async fn a_sheet_opened_before_somebody_signed_takes_nothing_back() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let (day, slug) = begun(&place, &odile, Duration::hours(1), Modality::Video, &[&jeanne]).await;
    let page = format!("/animation/journees/{day}/emargement");
    let open = sheet(&place, &odile, day).await;
    let session = open.sessions[0].id.to_string();
    let own = format!("/journees/{slug}/emargement");
    leads_to(
        &place.send(&jeanne, &own, &[("acte", "clic"), ("seance", &session)]).await,
        &format!("{own}?fait=signature"),
    );
    let (hers, before) = (field("presence", &jeanne, &open), field("avant", &jeanne, &open));
    let stale = [(hers.as_str(), ""), (before.as_str(), ""), ("acte", "toutes")];
    leads_to(&place.send(&odile, &page, &stale).await, &format!("{page}?fait=feuille"));
    let said = known(&place, &odile, day, "Jeanne Martin").await.expect("she signed");
    assert_eq!(said.way, domain::days::attendance::Way::Click, "what she said stands");
    // From a sheet that shows it, it is taken back.
    let taken = [(hers.as_str(), ""), (before.as_str(), "present 180")];
    leads_to(&place.send(&odile, &page, &taken).await, &format!("{page}?fait=feuille"));
    assert_eq!(known(&place, &odile, day, "Jeanne Martin").await, None);
}

#[tokio::test]
async fn the_room_shows_a_code_that_changes_and_one_signs_with_it() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let (jeanne, karim) = (
        place.person("Jeanne Martin", Role::Advisor).await,
        place.person("Karim Haddad", Role::Advisor).await,
    );
    let (day, slug) = begun(&place, &odile, Duration::hours(1), Modality::OnSite, &[&jeanne]).await;
    let screen = place.see(&odile, &format!("/animation/journees/{day}/code")).await;
    let seconds: u32 = screen.header("refresh").parse().expect("it asks for itself again");
    assert!((1..=30).contains(&seconds), "{seconds}");
    assert!(screen.text().contains("<svg") && !screen.text().contains("<script"), "a square, and no script");
    let (_, shown) = signing::shown(&place.community, &at_desk(&odile), day).await.expect("it is shown");
    let code = shown[0].code.as_str().to_owned();

    let today = words(&place.see(&jeanne, "/").await);
    assert!(today.contains("À signer jusqu’à"), "{today}");
    let own = format!("/journees/{slug}/emargement");
    let asked = format!("/journees/{day}/emargement?code={code}");
    let moved = place.see(&jeanne, &asked).await;
    assert_eq!(moved.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(moved.header("location"), format!("{own}?code={code}"), "the code goes along");
    let page = place.see(&jeanne, &format!("{own}?code={code}")).await;
    let typed = markup::find(&page.text(), "name", "code").expect("there is a field");
    assert_eq!(typed.attribute("value"), Some(code.as_str()), "a press confirms it");
    assert_eq!(known(&place, &odile, day, "Jeanne Martin").await, None, "following a link signs nothing");

    is_refused(
        &place.send(&jeanne, &own, &[("acte", "code"), ("code", "12")]).await,
        "Le code a six chiffres.",
    );
    let session = shown[0].session.id.to_string();
    let click = [("acte", "clic"), ("seance", session.as_str())];
    is_refused(&place.send(&jeanne, &own, &click).await, "émargez avec le code affiché");
    is_refused(
        &place.send(&karim, &own, &[("acte", "code"), ("code", &code)]).await,
        "Vous n’avez pas de place",
    );
    assert!(words(&place.see(&karim, &own).await).contains("dites-le à l’équipe d’animation"));

    let (_, shown) = signing::shown(&place.community, &at_desk(&odile), day).await.expect("it is shown");
    let code = shown[0].code.as_str();
    leads_to(
        &place.send(&jeanne, &own, &[("acte", "code"), ("code", code)]).await,
        &format!("{own}?fait=signature"),
    );
    let after = words(&place.see(&jeanne, &format!("{own}?fait=signature")).await);
    assert!(after.contains("C’est signé") && after.contains("Présence signée avec le code"), "{after}");
    assert!(!words(&place.see(&jeanne, "/").await).contains("À signer jusqu’à"));
}

#[tokio::test]
async fn whoever_tries_codes_waits() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    let (day, slug) = begun(&place, &odile, Duration::hours(1), Modality::OnSite, &[&jeanne]).await;
    let own = format!("/journees/{slug}/emargement");
    let (_, shown) = signing::shown(&place.community, &at_desk(&odile), day).await.expect("it is shown");
    let wrong = if shown[0].code.as_str() == "000000" { "000001" } else { "000000" };
    for _ in 0..10 {
        is_refused(&place.send(&jeanne, &own, &[("code", wrong)]).await, "Ce n’est pas le code affiché");
    }
    let answer = place.send(&jeanne, &own, &[("code", wrong)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(words(&answer).contains("Réessayez dans") && !answer.header("retry-after").is_empty());
}

#[tokio::test]
async fn days_that_nobody_filled_in_are_pointed_out_to_organisers_alone() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let jeanne = place.person("Jeanne Martin", Role::Advisor).await;
    begun(&place, &odile, Duration::hours(5), Modality::OnSite, &[&jeanne]).await;
    for path in ["/", "/animation/journees"] {
        let page = words(&place.see(&odile, path).await);
        assert!(page.contains("Émargements à remplir") && page.contains("1 signature manque"), "{page}");
    }
    assert!(!words(&place.see(&jeanne, "/").await).contains("Émargements à remplir"));
}

#[tokio::test]
async fn a_signed_sheet_is_given_back_to_organisers_as_it_came() {
    let place = Place::unhurried().await;
    let odile = place.person("Odile Grandjean", Role::Organiser).await;
    let (day, _) = begun(&place, &odile, Duration::hours(5), Modality::OnSite, &[]).await;
    let page = format!("/animation/journees/{day}/feuilles");
    let send = async |name: &'static str, bytes: &'static [u8]| {
        place.posts_as(&odile, &page, &[], Some(("fichier", name, bytes))).await
    };
    is_refused(&send("notes.txt", b"Quelques notes").await, "Une feuille signée est un PDF ou une image.");
    leads_to(&send("../Feuille signée.pdf", PDF).await, &format!("{page}?fait=depot"));
    let shown = place.see(&odile, &page).await;
    let link = markup::find(&shown.text(), "download", "").expect("it is listed");
    let href = link.attribute("href").expect("it leads somewhere").to_owned();
    let given = place.see(&odile, &href).await;
    assert_eq!((given.status, given.body.as_ref()), (StatusCode::OK, PDF));
    assert_eq!(given.header("content-type"), "application/pdf");
    assert!(given.header("content-disposition").starts_with("attachment; filename=\"feuille signee.pdf\""));
    assert!(given.header("content-security-policy").starts_with("sandbox"));

    let sheet = href.rsplit('/').next().expect("it ends with a number").to_owned();
    leads_to(&place.send(&odile, &page, &[("retirer", &sheet)]).await, &format!("{page}?fait=retrait"));
    assert_eq!(place.see(&odile, &href).await.status, StatusCode::NOT_FOUND);
    assert!(words(&place.see(&odile, &page).await).contains("Retirée par Odile Grandjean"));
}
