//! Registering for a day by its form: what is taken, what is refused and in which words, what nobody else reads.

use axum::http::StatusCode;
use chrono::{Duration, Utc};
use domain::{
    Role,
    days::{Act, Details, Public, Room, registration::desk},
};

use crate::{
    cast::Person,
    common::Place,
    days::{at_desk, is_refused, leads_to, morning, words},
    markup,
};

const REGISTER: (&str, &str) = ("acte", "inscrire");

async fn team(place: &Place) -> Person {
    place.person("Odile Grandjean", Role::Organiser).await
}

#[tokio::test]
async fn one_registers_says_what_one_needs_and_withdraws() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (team(&place).await, place.person("Jeanne Martin", Role::Advisor).await);
    let (_, slug) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    let page = format!("/journees/{slug}");
    let before = words(&place.see(&jeanne, &page).await);
    assert!(before.contains("10 places restantes") && before.contains("M’inscrire"), "{before}");
    assert!(!before.contains("4512"), "the way in is for those who come: {before}");

    let sent =
        place.send(&jeanne, &page, &[REGISTER, ("besoins", "Une place assise"), ("remarque", "")]).await;
    leads_to(&sent, &format!("{page}?fait=inscrire"));
    let answer = place.see(&jeanne, &format!("{page}?fait=inscrire")).await;
    let status = markup::find(&answer.text(), "role", "status").expect("it is said");
    assert!(status.attribute("autofocus").is_some());
    let after = words(&answer);
    assert!(after.contains("Votre place est confirmée.") && after.contains("4512"), "{after}");
    assert!(after.contains("9 places restantes"), "{after}");
    let needs = markup::find(&answer.text(), "name", "besoins").expect("what was said is there");
    assert_eq!(needs.attribute("value"), Some("Une place assise"));

    leads_to(
        &place.send(&jeanne, &page, &[("acte", "besoins"), ("besoins", "Rien")]).await,
        &format!("{page}?fait=besoins"),
    );
    // The same button, twice.
    place.send(&jeanne, &page, &[REGISTER]).await;
    assert!(words(&place.see(&jeanne, &page).await).contains("9 places restantes"));

    let left = place.send(&jeanne, &page, &[("acte", "desister"), ("mot", "Un jury ce jour-là.")]).await;
    leads_to(&left, &format!("{page}?fait=desister"));
    let again = words(&place.see(&jeanne, &format!("{page}?fait=desister")).await);
    assert!(again.contains("Votre désistement est enregistré.") && again.contains("M’inscrire"), "{again}");
    leads_to(&place.send(&jeanne, &page, &[("acte", "desister")]).await, &format!("{page}?fait=desister"));
    let listed = desk::list(&place.community, &at_desk(&odile), page_id(&slug)).await.expect("it is listed");
    assert_eq!(listed.iter().map(|one| one.word.as_str()).collect::<Vec<_>>(), ["Un jury ce jour-là."]);
}

fn page_id(slug: &str) -> domain::days::DayId {
    domain::days::edition::number(slug).expect("it begins with a number")
}

#[tokio::test]
async fn what_is_refused_says_why_and_writes_nothing() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (team(&place).await, place.person("Jeanne Martin", Role::Advisor).await);
    let soon = Duration::days(20);
    let now = Utc::now();
    let for_assistants =
        Details { public: Public::Assistants, ..morning("Une journée d’assistantes", soon) };
    let closed = Details { closes_at: Some(now - Duration::hours(1)), ..morning("Une journée close", soon) };
    let to_open =
        Details { opens_at: Some(now + Duration::days(2)), ..morning("Une journée à ouvrir", soon) };
    let begun = morning("Une journée commencée", -Duration::hours(1));
    for (details, why) in [
        (for_assistants, "Cette journée est proposée aux assistantes et assistants."),
        (closed, "Les inscriptions sont closes."),
        (to_open, "Les inscriptions ouvrent le"),
        (begun, "La journée a commencé"),
    ] {
        let (day, slug) = place.day(&odile, &details).await;
        let page = format!("/journees/{slug}");
        let shown = place.see(&jeanne, &page).await;
        assert!(words(&shown).contains(why), "the page says it before: {}", words(&shown));
        assert!(!words(&shown).contains("M’inscrire"), "{why}");
        is_refused(&place.send(&jeanne, &page, &[REGISTER]).await, why);
        let listed = desk::list(&place.community, &at_desk(&odile), day).await.expect("it is listed");
        assert_eq!(listed, [], "{why}");
        is_refused(
            &place.send(&jeanne, &page, &[("acte", "desister")]).await,
            "Vous n’êtes pas dans la liste",
        );
        is_refused(
            &place.send(&jeanne, &page, &[("acte", "besoins")]).await,
            "Vous n’êtes pas dans la liste",
        );
        is_refused(
            &place.send(&jeanne, &page, &[("acte", "confirmer")]).await,
            "Vous n’êtes pas dans la liste",
        );
    }
}

#[tokio::test]
async fn a_day_called_off_says_so_first_and_takes_nobody() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (team(&place).await, place.person("Jeanne Martin", Role::Advisor).await);
    for (act, title, said) in [
        (Act::Cancel, "Une journée annulée", "Annulée : cette journée n’aura pas lieu."),
        (Act::Postpone, "Une journée reportée", "Reportée : une autre date sera annoncée."),
    ] {
        let (day, slug) = place.day(&odile, &morning(title, Duration::days(20))).await;
        let page = format!("/journees/{slug}");
        place.send(&jeanne, &page, &[REGISTER]).await;
        place.done_to(&odile, day, act).await;
        let shown = words(&place.see(&jeanne, &page).await);
        let (word, heading) = (shown.find(said).expect(said), shown.rfind(title).expect(title));
        assert!(word < heading, "{shown}");
        is_refused(&place.send(&jeanne, &page, &[REGISTER]).await, "on ne s’y inscrit pas");
    }
}

#[tokio::test]
async fn who_waits_reads_their_rank() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (team(&place).await, place.person("Jeanne Martin", Role::Advisor).await);
    let (marc, lea) =
        (place.person("Marc Petit", Role::Advisor).await, place.person("Léa Roy", Role::Assistant).await);
    let small = Details {
        room: Room { capacity: 1, antenne_quota: None },
        ..morning("Une petite journée", Duration::days(20))
    };
    let (_, slug) = place.day(&odile, &small).await;
    let page = format!("/journees/{slug}");
    for person in [&jeanne, &marc, &lea] {
        place.send(person, &page, &[REGISTER]).await;
    }
    let seen = async |person| words(&place.see(person, &page).await);
    assert!(seen(&marc).await.contains("Vous êtes en tête de la liste d’attente."));
    assert!(seen(&lea).await.contains("Vous êtes 2e sur la liste d’attente."));
    let odile_reads = seen(&odile).await;
    assert!(odile_reads.contains("Complète") && odile_reads.contains("2 en attente"), "{odile_reads}");
    place.send(&jeanne, &page, &[("acte", "desister")]).await;
    assert!(seen(&marc).await.contains("Votre place est confirmée."));
    assert!(seen(&lea).await.contains("Vous êtes en tête de la liste d’attente."));
}

#[tokio::test]
async fn whose_antenne_has_all_its_seats_reads_why_and_waits() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (team(&place).await, place.person("Jeanne Martin", Role::Advisor).await);
    let marc = place.person("Marc Petit", Role::Advisor).await;
    let room = Room { capacity: 5, antenne_quota: Some(1) };
    let details = Details { room, ..morning("Financer un parcours", Duration::days(20)) };
    let (_, slug) = place.day(&odile, &details).await;
    place.tamper("UPDATE members SET antenne_id = 1").await;
    let page = format!("/journees/{slug}");
    place.send(&jeanne, &page, &[REGISTER]).await;
    let shown = words(&place.see(&marc, &page).await);
    assert!(
        shown.contains("Votre antenne a déjà sa place") && shown.contains("Me mettre sur la liste d’attente"),
        "{shown}"
    );
    leads_to(&place.send(&marc, &page, &[REGISTER]).await, &format!("{page}?fait=inscrire"));
    let waits = words(&place.see(&marc, &page).await);
    assert!(waits.contains("Vous êtes sur la liste d’attente de votre antenne."), "{waits}");
    place.send(&jeanne, &page, &[("acte", "desister")]).await;
    assert!(words(&place.see(&marc, &page).await).contains("Votre place est confirmée."));
}

#[tokio::test]
async fn whoever_is_invited_accepts_or_declines_whatever_their_role() {
    let place = Place::unhurried().await;
    let (odile, paul) = (team(&place).await, place.person("Paul Lemaire", Role::Certifier).await);
    let ida = place.person("Ida Funk", Role::Funder).await;
    let (day, slug) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    let page = format!("/journees/{slug}");
    for person in [&paul, &ida] {
        desk::invite(&place.community, &at_desk(&odile), day, person.member.id()).await.expect("invited");
    }
    let shown = words(&place.see(&paul, &page).await);
    assert!(shown.contains("Accepter l’invitation") && shown.contains("Décliner"), "{shown}");
    leads_to(&place.send(&paul, &page, &[REGISTER]).await, &format!("{page}?fait=inscrire"));
    assert!(words(&place.see(&paul, &page).await).contains("Votre place est confirmée."));
    leads_to(&place.send(&ida, &page, &[("acte", "decliner")]).await, &format!("{page}?fait=decliner"));
    is_refused(&place.send(&ida, &page, &[REGISTER]).await, "Cette journée est proposée aux conseillères");
}

#[tokio::test]
async fn another_day_at_the_same_time_is_said_and_left_to_the_person() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (team(&place).await, place.person("Jeanne Martin", Role::Advisor).await);
    let (_, first) = place.day(&odile, &morning("Le jury vu de l’intérieur", Duration::days(20))).await;
    let (_, second) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    let (first, second) = (format!("/journees/{first}"), format!("/journees/{second}"));
    place.send(&jeanne, &first, &[REGISTER]).await;
    let shown = place.see(&jeanne, &second).await;
    assert!(
        words(&shown).contains("Au même moment, vous comptez aussi venir à : Le jury vu de l’intérieur"),
        "{}",
        words(&shown)
    );
    assert!(markup::find(&shown.text(), "href", &first).is_some());
    leads_to(&place.send(&jeanne, &second, &[REGISTER]).await, &format!("{second}?fait=inscrire"));
    let home = words(&place.see(&jeanne, "/").await);
    assert!(home.contains("Mes prochaines journées") && home.contains("Financer un parcours"), "{home}");
}

#[tokio::test]
async fn what_was_typed_comes_back_when_it_is_refused_or_the_session_is_over() {
    let place = Place::unhurried().await;
    let (odile, mut jeanne) = (team(&place).await, place.person("Jeanne Martin", Role::Advisor).await);
    let (_, slug) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    let page = format!("/journees/{slug}");
    let (long, hostile) = ("é".repeat(501), "\"><script>alert(1)</script>");
    let refused =
        place.send(&jeanne, &page, &[REGISTER, ("besoins", long.as_str()), ("remarque", hostile)]).await;
    refused.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    let field = |name| markup::find(&html, "name", name).expect("the field is there");
    assert_eq!(field("besoins").attribute("value"), Some(long.as_str()));
    assert_eq!(field("besoins").attribute("aria-invalid"), Some("true"));
    assert_eq!(field("remarque").attribute("value"), Some(hostile));
    assert_eq!(markup::dangers(&html), [""; 0]);
    let folded = markup::tags(&html)
        .into_iter()
        .find(|tag| tag.name == "details" && tag.attribute("class") == Some("more-fields"));
    assert!(
        folded.is_some_and(|tag| tag.attribute("open").is_some()),
        "what is to be mended is not folded away"
    );

    place.send(&jeanne, "/deconnexion", &[]).await;
    let kept = place.send(&jeanne, &page, &[REGISTER, ("besoins", "Une place assise")]).await;
    kept.is_a_page_with(StatusCode::UNAUTHORIZED);
    let typed = markup::find(&kept.text(), "name", "besoins").expect("nothing is lost");
    assert_eq!(typed.attribute("value"), Some("Une place assise"));
    jeanne.cookie = place.sign_in(&jeanne.member).await;
    leads_to(
        &place.send(&jeanne, &page, &[REGISTER, ("besoins", "Une place assise")]).await,
        &format!("{page}?fait=inscrire"),
    );
}

#[tokio::test]
async fn a_day_has_one_address_and_a_draft_none_but_for_the_team() {
    let place = Place::unhurried().await;
    let (odile, jeanne) = (team(&place).await, place.person("Jeanne Martin", Role::Advisor).await);
    let (day, slug) = place.day(&odile, &morning("Financer un parcours", Duration::days(20))).await;
    for old in [day.to_string(), format!("{day}-un-autre-titre")] {
        let answer = place.see(&jeanne, &format!("/journees/{old}")).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(answer.header("location"), format!("/journees/{slug}"));
    }
    let refused = place.send(&jeanne, &format!("/journees/{day}"), &[("acte", "desister")]).await;
    is_refused(&refused, "Vous n’êtes pas dans la liste");
    assert_eq!(refused.header("location"), "", "a form is read where it was sent");
    let unknown = place.send(&jeanne, &format!("/journees/{slug}"), &[("acte", "organiser")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let details = morning("Un brouillon à garder", Duration::days(30));
    let (_, draft) = place.draft(&odile, &details).await;
    for fields in [REGISTER, ("acte", "desister"), ("acte", "confirmer")] {
        let answer = place.send(&jeanne, &format!("/journees/{draft}"), &[fields]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{fields:?}");
    }
    let listed = place.see(&jeanne, &format!("/journees?annee={}", details.year)).await.text();
    assert!(!listed.contains("Un brouillon à garder"), "{listed}");
}
