//! Seeing the site in somebody's place: with their consent, for half an hour.

use chrono::Duration;
use domain::{
    Failure, Role, Roles,
    members::{
        self, Member, Password, Session,
        audit::{Deed, Origin},
        desk::{
            Refusal, acting, roles,
            suspension::{self, Reason},
        },
        proof, sessions,
    },
    secret::Token,
};

use crate::{
    desk::{at_desk, whole_log},
    place::Place,
};

async fn resume(place: &Place, token: &Token) -> (Session, Member) {
    sessions::resume(place, token).await.expect("it is read").expect("it is open")
}

async fn allow(place: &Place, member: &Member) {
    acting::allow(place, member, Origin::HERE).await.expect("it is allowed");
}

async fn start(place: &Place, by: &Member, token: &Token, member: &Member) -> Result<(), Option<Refusal>> {
    let (session, _) = resume(place, token).await;
    acting::start(place, &at_desk(by), session.id, member.id()).await.map_err(Failure::refusal)
}

/// Whose pages the session shows.
async fn shown(place: &Place, token: &Token) -> String {
    resume(place, token).await.1.name().to_string()
}

async fn deeds(place: &Place) -> Vec<Deed> {
    whole_log(place)
        .await
        .into_iter()
        .filter_map(|line| line.deed)
        .take_while(|deed| *deed != Deed::Joined)
        .collect()
}

#[tokio::test]
async fn whoever_looks_in_somebodys_place_cannot_change_how_they_come_in() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.delphine, "Firefox").await;
    allow(&place, &place.claire).await;
    assert_eq!(start(&place, &place.delphine, &token, &place.claire).await, Ok(()));
    let (session, member) = resume(&place, &token).await;
    assert_eq!(member.name().as_str(), "Claire Bernard");
    let password = Password::presented("bonjour la compagnie");
    let proven = proof::prove(&place, &member, &session, &password, Origin::HERE).await;
    assert_eq!(proven.err().and_then(Failure::refusal), Some(members::Refusal::ProofNeeded));
}

#[tokio::test]
async fn nobody_sees_the_site_in_a_place_that_was_not_lent() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.delphine, "Firefox").await;
    assert_eq!(start(&place, &place.delphine, &token, &place.claire).await, Err(Some(Refusal::NoConsent)));
    allow(&place, &place.claire).await;
    assert_eq!(start(&place, &place.delphine, &token, &place.karim).await, Err(Some(Refusal::NoConsent)));
    place.passes(Duration::hours(24));
    assert_eq!(start(&place, &place.delphine, &token, &place.claire).await, Err(Some(Refusal::NoConsent)));
    assert_eq!(shown(&place, &token).await, "Delphine Roux");
}

#[tokio::test]
async fn delphine_sees_what_claire_sees_and_the_session_says_who_looks() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.delphine, "Firefox").await;
    place.sign_in(&place.claire, "Safari").await;
    let seen = place.instant(&format!("SELECT seen_at FROM members WHERE id = {}", place.claire.id())).await;
    allow(&place, &place.claire).await;
    assert_eq!(start(&place, &place.delphine, &token, &place.claire).await, Ok(()));
    place.passes(Duration::minutes(29));
    let (session, member) = resume(&place, &token).await;
    assert_eq!(member.id(), place.claire.id());
    let looking = session.acting.expect("the session says it");
    assert_eq!((looking.by, looking.name.as_str()), (place.delphine.id(), "Delphine Roux"));
    assert!(member.as_organiser(Origin::HERE).is_none(), "she has Claire's rights, not her own");
    let consent = acting::consent(&place, place.claire.id()).await.expect("it is read").expect("it is given");
    assert_eq!(
        consent.looking.iter().map(|acting| acting.name.as_str()).collect::<Vec<_>>(),
        ["Delphine Roux"]
    );
    let now = place.instant(&format!("SELECT seen_at FROM members WHERE id = {}", place.claire.id())).await;
    assert_eq!(now, seen, "Claire was not here");

    let (session, _) = resume(&place, &token).await;
    for _ in 0..2 {
        acting::stop(&place, &session, Origin::HERE).await.expect("it is stopped");
    }
    assert_eq!(shown(&place, &token).await, "Delphine Roux");
    assert_eq!(deeds(&place).await, [Deed::ActingStopped, Deed::ActingStarted, Deed::HelpAllowed]);
}

#[tokio::test]
async fn after_half_an_hour_one_sees_ones_own_site_again() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.delphine, "Firefox").await;
    allow(&place, &place.claire).await;
    assert_eq!(start(&place, &place.delphine, &token, &place.claire).await, Ok(()));
    place.passes(Duration::minutes(30));
    assert_eq!(shown(&place, &token).await, "Delphine Roux");
    assert_eq!(shown(&place, &token).await, "Delphine Roux");
    assert_eq!(
        deeds(&place).await,
        [Deed::ActingStopped, Deed::ActingStarted, Deed::HelpAllowed],
        "said once"
    );
}

#[tokio::test]
async fn consent_that_is_withdrawn_ends_it_at_once() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.delphine, "Firefox").await;
    allow(&place, &place.claire).await;
    assert_eq!(start(&place, &place.delphine, &token, &place.claire).await, Ok(()));
    for _ in 0..2 {
        acting::withdraw(&place, &place.claire, Origin::HERE).await.expect("it is withdrawn");
    }
    assert_eq!(shown(&place, &token).await, "Delphine Roux");
    assert_eq!(acting::consent(&place, place.claire.id()).await.expect("it is read"), None);
    let expected = [Deed::HelpWithdrawn, Deed::ActingStopped, Deed::ActingStarted, Deed::HelpAllowed];
    assert_eq!(deeds(&place).await, expected);
}

#[tokio::test]
async fn nobody_gains_a_right_by_seeing_the_site_in_somebodys_place() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.delphine, "Firefox").await;
    for member in [&place.raphael, &place.delphine, &place.claire] {
        allow(&place, member).await;
    }
    assert_eq!(start(&place, &place.delphine, &token, &place.raphael).await, Err(Some(Refusal::NotYours)));
    assert_eq!(start(&place, &place.delphine, &token, &place.delphine).await, Err(Some(Refusal::Oneself)));

    // Claire becomes an administrator while Delphine looks: it ends.
    assert_eq!(start(&place, &place.delphine, &token, &place.claire).await, Ok(()));
    let raphael = at_desk(&place.raphael);
    let both = Roles::of(&[Role::Advisor, Role::Administrator]);
    roles::change(&place, &raphael, place.claire.id(), both).await.expect("it is given");
    assert_eq!(shown(&place, &token).await, "Delphine Roux");

    // And when Delphine is no organiser any more, or the member may not come in.
    allow(&place, &place.karim).await;
    assert_eq!(start(&place, &place.delphine, &token, &place.karim).await, Ok(()));
    let reason = Reason::parse("Essai").expect("it is a reason");
    suspension::suspend(&place, &raphael, place.karim.id(), None, &reason).await.expect("done");
    assert_eq!(shown(&place, &token).await, "Delphine Roux");
    suspension::lift(&place, &raphael, place.karim.id()).await.expect("undone");
    assert_eq!(start(&place, &place.delphine, &token, &place.karim).await, Ok(()));
    roles::change(&place, &raphael, place.lucie.id(), Roles::of(&[Role::Organiser]))
        .await
        .expect("it is given");
    roles::change(&place, &raphael, place.delphine.id(), Roles::of(&[Role::Advisor]))
        .await
        .expect("it is taken");
    assert_eq!(shown(&place, &token).await, "Delphine Roux");
}

#[tokio::test]
async fn a_session_is_lent_by_its_owner_only() {
    let place = Place::founded().await;
    let of_karim = place.sign_in(&place.karim, "Firefox").await;
    allow(&place, &place.claire).await;
    let refused = start(&place, &place.delphine, &of_karim, &place.claire).await;
    assert_eq!(refused, Err(Some(Refusal::NoSuchPerson)), "Karim's session is not Delphine's to use");
    assert_eq!(shown(&place, &of_karim).await, "Karim Haddad");
}
