//! Asking for an account, and what the desk answers.

use chrono::Duration;
use domain::{
    Failure, Role,
    members::{
        MemberName, Message, Refusal,
        access::{self, AccessRequest, Claim},
        audit::Origin,
        invitations::{self, Organisation, State, Workplace},
        likeness::{Alike, Likeness},
    },
    notices, statements, upkeep,
};

use crate::{
    inviting::{address, desk, invite, token},
    place::Place,
};

fn claim(name: &str, email: &str) -> Claim {
    Claim {
        name: MemberName::parse(name).expect("it is a name"),
        email: address(email),
        structure: Organisation::parse("Antenne VAE de Melun").expect("it is a line"),
        role: Role::Advisor,
        reason: message("J’arrive à l’antenne le mois prochain."),
    }
}

fn message(text: &str) -> Message {
    Message::parse(text).expect("something is said")
}

async fn ask(place: &Place, name: &str, email: &str) {
    access::ask(place, &claim(name, email)).await.expect("anybody may ask");
}

async fn waiting(place: &Place) -> Vec<(AccessRequest, Vec<Alike>)> {
    access::waiting(place, &desk(&place.delphine)).await.expect("it is read")
}

#[tokio::test]
async fn noras_request_is_granted_with_another_role_and_she_comes_in() {
    let place = Place::founded().await;
    ask(&place, "Nora Petit", "nora@exemple.fr").await;
    place.worker_passes().await;
    assert_eq!(place.mailer.letters().len(), 0, "nobody writes to an address before the desk has looked");
    let [(request, alike)] = &waiting(&place).await[..] else { panic!("one request") };
    assert_eq!((request.name.as_str(), request.times, alike.len()), ("Nora Petit", 1, 0));

    let delphine = desk(&place.delphine);
    let words = Some(message("Bienvenue parmi nous."));
    let workplace = Workplace::default();
    access::grant(&place, &delphine, request.id, Role::Assistant, workplace, words).await.expect("granted");
    assert_eq!(waiting(&place).await, []);
    let token = token(&place, "nora@exemple.fr").await;
    let offer = invitations::look(&place, &token).await.expect("it is good");
    assert_eq!((offer.role, offer.name.as_deref()), (Role::Assistant, Some("Nora Petit")));
    let name = MemberName::parse("Nora Petit").expect("it is a name");
    invitations::accept(&place, &token, &name, "Firefox", Origin::HERE).await.expect("she accepts");

    let gone = access::refuse(&place, &delphine, request.id, &message("Trop tard.")).await;
    assert_eq!(gone.map_err(Failure::refusal), Err(Some(Refusal::NoSuchRequest)));
}

#[tokio::test]
async fn a_refusal_is_a_letter_with_the_desks_word() {
    let place = Place::founded().await;
    ask(&place, "Max Duval", "max@exemple.fr").await;
    let request = waiting(&place).await[0].0.id;
    let delphine = desk(&place.delphine);
    let word = message("La communauté réunit des professionnels.\nPour vous-même : vae.gouv.fr.");
    access::refuse(&place, &delphine, request, &word).await.expect("it waits");
    place.worker_passes().await;
    let letters = place.mailer.letters();
    let [letter] = &letters[..] else { panic!("one letter: {letters:?}") };
    assert_eq!(letter.to.as_str(), "max@exemple.fr");
    assert!(
        letter.text.contains("vae.gouv.fr") && letter.text.contains("Bonjour Max Duval"),
        "{}",
        letter.text
    );
    for answer in [
        access::refuse(&place, &delphine, request, &word).await.map_err(Failure::refusal),
        access::find(&place, &delphine, request).await.map(|_| ()).map_err(Failure::refusal),
    ] {
        assert_eq!(answer, Err(Some(Refusal::NoSuchRequest)));
    }
    let deeds = "SELECT COUNT(*) FROM audit_log WHERE deed = 'access_refused' AND detail = 'advisor'";
    assert_eq!(place.number(deeds).await, 1);
    // He may ask again.
    ask(&place, "Max Duval", "max@exemple.fr").await;
    assert_eq!(waiting(&place).await.len(), 1);
}

#[tokio::test]
async fn asking_twice_is_one_request_which_says_the_latest() {
    let place = Place::founded().await;
    ask(&place, "Nora", "nora@exemple.fr").await;
    place.passes(Duration::hours(1));
    ask(&place, "Nora Petit", "NORA@exemple.fr").await;
    let [(request, _)] = &waiting(&place).await[..] else { panic!("one request") };
    assert_eq!((request.name.as_str(), request.times, request.made_at), ("Nora Petit", 2, place.now()));
}

/// Neither the answer nor the work tells whether the address has an account; only its owner is told, once a day.
#[tokio::test]
async fn a_member_who_asks_leaves_the_same_traces_and_is_told_by_a_letter() {
    let place = Place::founded().await;
    place.worker_passes().await;
    let asked = async |name: &str, email: &str| {
        let rows = "SELECT (SELECT COUNT(*) FROM access_requests) * 1000000
            + (SELECT COUNT(*) FROM journal) * 1000 + (SELECT COUNT(*) FROM letters)";
        let before = place.number(rows).await;
        let claim = claim(name, email);
        let (answer, statements) = statements::counted(access::ask(&place, &claim)).await;
        answer.expect("anybody may ask");
        (place.number(rows).await - before, statements)
    };
    let by_nora = asked("Nora Petit", "nora@exemple.fr").await;
    assert_eq!(by_nora, asked("Quelqu’un", "claire@exemple.fr").await);
    assert_eq!(by_nora.0, 1_001_000, "one request and one journal entry");
    let names: Vec<_> = waiting(&place).await.into_iter().map(|(request, _)| request.name).collect();
    assert_eq!(names, ["Nora Petit"], "the desk has nothing to do for Claire");

    for _ in 0..3 {
        ask(&place, "Quelqu’un", "claire@exemple.fr").await;
        place.worker_passes().await;
    }
    let letters = place.letters_of(&place.claire);
    let [letter] = &letters[..] else { panic!("one letter a day: {letters:?}") };
    assert_eq!(letter.subject, "Vous avez déjà un compte");
    assert!(
        letter.text.contains("Bonjour Claire Bernard") && letter.text.contains("/connexion\n"),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains("Quelqu’un,\n"), "what a stranger typed is not in it: {}", letter.text);
    assert_eq!(place.mailer.letters().len(), 1);
    place.passes(Duration::days(1));
    ask(&place, "Quelqu’un", "claire@exemple.fr").await;
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 2);
}

#[tokio::test]
async fn accounts_and_invitations_that_look_like_it_are_pointed_out() {
    let place = Place::founded().await;
    invite(&place, "clairebernard@ailleurs.fr").await;
    ask(&place, "BERNARD Claire", "clairebernard@ailleurs.fr").await;
    let [(request, alike)] = &waiting(&place).await[..] else { panic!("one request") };
    let seen: Vec<_> = alike.iter().map(|one| (one.why, one.member)).collect();
    assert_eq!(seen, [(Likeness::Invited, None), (Likeness::SameName, Some(place.claire.id()))]);

    // Granting it replaces the invitation: one open invitation an address.
    let delphine = desk(&place.delphine);
    let workplace = Workplace::default();
    access::grant(&place, &delphine, request.id, Role::Advisor, workplace, None).await.expect("granted");
    let (list, _) = invitations::list(&place, &delphine, None, 1).await.expect("it is read");
    let states: Vec<_> = list.iter().map(|one| one.state).collect();
    assert_eq!(states, [State::Waiting, State::Revoked]);
    place.worker_passes().await;
    assert_eq!(place.mailer.letters().len(), 1, "the letter of the first did not leave any more");
}

#[tokio::test]
async fn an_invitation_answers_the_request_of_its_address() {
    let place = Place::founded().await;
    ask(&place, "Nora Petit", "nora@exemple.fr").await;
    invite(&place, "nora@exemple.fr").await;
    assert_eq!(waiting(&place).await, []);
}

#[tokio::test]
async fn an_answered_request_is_forgotten_after_ninety_days_and_one_that_waits_is_not() {
    let place = Place::founded().await;
    ask(&place, "Max Duval", "max@exemple.fr").await;
    ask(&place, "Quelqu’un", "claire@exemple.fr").await;
    ask(&place, "Ana Roy", "ana@exemple.fr").await;
    ask(&place, "Nora Petit", "nora@exemple.fr").await;
    let delphine = desk(&place.delphine);
    let requests = waiting(&place).await;
    let [max, ana] = [requests[0].0.id, requests[1].0.id];
    access::refuse(&place, &delphine, max, &message("Non.")).await.expect("it waits");
    access::grant(&place, &delphine, ana, Role::Advisor, Workplace::default(), None).await.expect("granted");
    while notices::follow(&place).await.expect("the letters are written") {}
    let left = "SELECT email FROM access_requests ORDER BY id";
    place.passes(Duration::days(90));
    upkeep::tidy(&place).await.expect("it is tidied");
    assert_eq!(place.column::<String>(left).await.len(), 4);
    place.passes(Duration::seconds(1));
    upkeep::tidy(&place).await.expect("it is tidied");
    assert_eq!(place.column::<String>(left).await, ["nora@exemple.fr"]);
}
