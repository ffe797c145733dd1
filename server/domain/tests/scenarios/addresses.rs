//! Changing one's address, with both addresses' consent.

use chrono::Duration;
use domain::{
    Failure,
    mail::{EmailAddress, Letter},
    members::{
        Member, MemberName, Password, Refusal,
        address::{self, Side, State},
        audit::Origin,
        joining,
        proof::{self, Proven},
        sessions,
        sign_in::{self, Destination},
    },
    secret::Token,
    statements, upkeep,
};

use crate::{mishaps::at_once, place::Place};

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("it is an address")
}

async fn proven(place: &Place, member: &Member) -> (Token, Proven) {
    let token = place.sign_in(member, "Firefox").await;
    let (session, _) = sessions::resume(place, &token).await.expect("it is read").expect("it is open");
    let nothing = Password::presented("");
    let proven = proof::prove(place, member, &session, &nothing, Origin::HERE).await;
    (token, proven.expect("the link was just used"))
}

async fn ask(place: &Place, member: &Member, new: &str) -> Result<Token, Option<Refusal>> {
    let (token, proven) = proven(place, member).await;
    address::ask(place, &proven, &address(new)).await.map(|()| token).map_err(Failure::refusal)
}

fn letters_to(place: &Place, to: &str) -> Vec<Letter> {
    place.mailer.letters().into_iter().filter(|letter| letter.to == address(to)).collect()
}

fn link_in(letter: &Letter) -> Option<Token> {
    let (_, rest) = letter.text.split_once("/connexion/adresse/")?;
    Token::presented(&rest[..43])
}

/// The links in the last letters to the two addresses.
async fn links(place: &Place, old: &str, new: &str) -> (Token, Token) {
    place.worker_passes().await;
    let link =
        |to: &str| link_in(letters_to(place, to).last().expect("a letter came")).expect("it has a link");
    (link(old), link(new))
}

async fn confirm(place: &Place, token: &Token) -> Result<(), Option<Refusal>> {
    address::confirm(place, token, Origin::HERE).await.map_err(Failure::refusal)
}

async fn state(place: &Place, token: &Token) -> Option<(Side, State)> {
    match address::look(place, token).await {
        Ok(looked) => Some((looked.side, looked.state)),
        Err(failure) => {
            assert_eq!(failure.refusal(), Some(Refusal::LinkSpent));
            None
        }
    }
}

async fn has_account(place: &Place, email: &str) -> bool {
    upkeep::member(place, &address(email)).await.expect("the database answers").is_some()
}

async fn is_open(place: &Place, token: &Token) -> bool {
    sessions::resume(place, token).await.expect("it is read").is_some()
}

const OLD: &str = "claire@exemple.fr";
const NEW: &str = "claire.bernard@ailleurs.fr";
const SPENT: Result<(), Option<Refusal>> = Err(Some(Refusal::LinkSpent));

#[tokio::test]
async fn both_addresses_confirm_then_the_account_has_the_new_one() {
    let place = Place::founded().await;
    let telephone = place.sign_in(&place.claire, "Safari").await;
    let desk = ask(&place, &place.claire, NEW).await.expect("it is asked for");
    let (old, new) = links(&place, OLD, NEW).await;
    for _ in 0..3 {
        let (looked, statements) = statements::counted(state(&place, &new)).await;
        assert_eq!((looked, statements), (Some((Side::New, State::Open)), 1), "looking changes nothing");
    }
    assert_eq!(confirm(&place, &new).await, Ok(()));
    assert_eq!(confirm(&place, &new).await, Ok(()), "twice is as good as once");
    assert_eq!(state(&place, &new).await, Some((Side::New, State::Half)));
    assert!(has_account(&place, OLD).await && is_open(&place, &telephone).await, "one is not both");
    let pending = address::pending(&place, &place.claire).await.expect("it is read").expect("it waits");
    assert!(pending.new_confirmed && !pending.old_confirmed);

    // A link that waits in the old mailbox opens nothing once the account has left it.
    sign_in::ask(&place, &address(OLD), &Destination::parse("/")).await.expect("anybody may ask");
    place.worker_passes().await;
    let waiting = letters_to(&place, OLD).pop().expect("a letter came");
    let (_, rest) = waiting.text.split_once("/connexion/").expect("it has a link");
    let waiting = Token::presented(&rest[..43]).expect("it is a token");

    assert_eq!(confirm(&place, &old).await, Ok(()));
    assert_eq!(
        (state(&place, &old).await, state(&place, &new).await),
        (Some((Side::Old, State::Done)), Some((Side::New, State::Done)))
    );
    assert!(has_account(&place, NEW).await && !has_account(&place, OLD).await);
    assert!(is_open(&place, &desk).await && !is_open(&place, &telephone).await);
    assert!(sign_in::look(&place, &waiting).await.is_err());
    assert_eq!(address::pending(&place, &place.claire).await.expect("it is read"), None);

    place.worker_passes().await;
    for to in [OLD, NEW] {
        let last = letters_to(&place, to).pop().expect("a letter came");
        assert_eq!(last.subject, "Votre adresse a changé", "{to}");
    }
    let deeds: Vec<String> =
        place.column("SELECT deed FROM audit_log WHERE deed LIKE 'address%' ORDER BY id").await;
    assert_eq!(deeds, ["address_change_asked", "address_changed"]);
    let details: Vec<String> = place.column("SELECT detail FROM audit_log WHERE deed LIKE 'address%'").await;
    assert!(details.iter().all(String::is_empty), "no address is in the log");
}

#[tokio::test]
async fn it_is_not_me_stops_everything() {
    let place = Place::founded().await;
    let telephone = place.sign_in(&place.claire, "Safari").await;
    let intruder = ask(&place, &place.claire, "intrus@ailleurs.fr").await.expect("it is asked for");
    let (old, new) = links(&place, OLD, "intrus@ailleurs.fr").await;
    assert_eq!(confirm(&place, &new).await, Ok(()));
    let by_the_new = address::refuse(&place, &new, Origin::HERE).await.map_err(Failure::refusal);
    assert_eq!(by_the_new, SPENT, "the new address stops nothing");
    address::refuse(&place, &old, Origin::HERE).await.expect("the old one does");
    assert!(!is_open(&place, &intruder).await && !is_open(&place, &telephone).await);
    assert_eq!((confirm(&place, &old).await, confirm(&place, &new).await), (SPENT, SPENT));
    assert!(has_account(&place, OLD).await && !has_account(&place, "intrus@ailleurs.fr").await);
    assert_eq!(place.number("SELECT COUNT(*) FROM audit_log WHERE deed = 'address_change_refused'").await, 1);
}

#[tokio::test]
async fn a_change_waits_a_day_and_a_new_asking_takes_its_place() {
    let place = Place::founded().await;
    ask(&place, &place.claire, NEW).await.expect("it is asked for");
    let (old, new) = links(&place, OLD, NEW).await;
    assert_eq!(confirm(&place, &old).await, Ok(()));
    place.passes(Duration::hours(24));
    assert_eq!((confirm(&place, &new).await, state(&place, &new).await), (SPENT, None));

    ask(&place, &place.claire, NEW).await.expect("it is asked for again");
    let (old, _) = links(&place, OLD, NEW).await;
    ask(&place, &place.claire, "autre@ailleurs.fr").await.expect("another is better");
    assert_eq!(confirm(&place, &old).await, SPENT);
    let pending = address::pending(&place, &place.claire).await.expect("it is read").expect("it waits");
    assert_eq!(pending.new, address("autre@ailleurs.fr"));
}

#[tokio::test]
async fn an_address_that_is_taken_shows_no_difference_but_to_whom_it_belongs() {
    let place = Place::founded().await;
    let traces = "SELECT (SELECT COUNT(*) FROM address_changes) * 1000 + (SELECT COUNT(*) FROM journal)";
    let mut seen = Vec::new();
    for new in [NEW, "karim@exemple.fr"] {
        let (_, proven) = proven(&place, &place.claire).await;
        let before = place.number(traces).await;
        let (asked, statements) = statements::counted(address::ask(&place, &proven, &address(new))).await;
        seen.push((asked.map_err(Failure::refusal), statements, place.number(traces).await - before));
    }
    assert_eq!(seen[0], seen[1]);
    place.worker_passes().await;
    let to_karim = letters_to(&place, "karim@exemple.fr").pop().expect("a letter came");
    assert_eq!((to_karim.subject.as_str(), link_in(&to_karim)), ("Cette adresse a déjà un compte", None));
    assert!(!to_karim.text.contains("Claire") && !to_karim.text.contains(OLD), "who asked is not said");
    let of_old = link_in(letters_to(&place, OLD).last().expect("a letter came")).expect("it has a link");
    assert_eq!(confirm(&place, &of_old).await, Ok(()));
    assert!(has_account(&place, OLD).await, "nothing comes of it");
}

#[tokio::test]
async fn an_address_taken_meanwhile_is_not_taken_away() {
    let place = Place::founded().await;
    ask(&place, &place.claire, NEW).await.expect("it is asked for");
    let (old, new) = links(&place, OLD, NEW).await;
    let name = MemberName::parse("Claire Autre").expect("it is a name");
    let newcomer = joining::Newcomer::new(name, address(NEW), place.claire.roles());
    joining::welcome(&place, &newcomer).await.expect("she is welcome");
    assert_eq!(confirm(&place, &new).await, Ok(()));
    assert_eq!(confirm(&place, &old).await, SPENT);
    assert!(has_account(&place, OLD).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_confirmations_at_once_are_one_change() {
    let place = Place::founded().await;
    ask(&place, &place.claire, NEW).await.expect("it is asked for");
    let (old, new) = links(&place, OLD, NEW).await;
    let both = [old.clone(), new, old].map(|token| {
        let community = place.community();
        async move { address::confirm(&community, &token, Origin::HERE).await.is_ok() }
    });
    let results = at_once(both).await;
    assert!(results.contains(&true), "{results:?}");
    assert!(has_account(&place, NEW).await);
    assert_eq!(place.number("SELECT COUNT(*) FROM audit_log WHERE deed = 'address_changed'").await, 1);
}

#[tokio::test]
async fn letters_to_anybody_are_few_and_ones_own_address_is_no_change() {
    let place = Place::founded().await;
    assert_eq!(ask(&place, &place.claire, "CLAIRE@exemple.fr").await.err(), Some(Some(Refusal::SameAddress)));
    for number in 0..5 {
        ask(&place, &place.claire, &format!("victime-{number}@ailleurs.fr")).await.expect("five are allowed");
    }
    let sixth = ask(&place, &place.claire, "victime-6@ailleurs.fr").await;
    assert_eq!(sixth.err(), Some(Some(Refusal::Wait { seconds: 86_400 })));
    assert!(ask(&place, &place.karim, NEW).await.is_ok(), "one person's askings are nobody else's");
}
