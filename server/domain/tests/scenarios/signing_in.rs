//! Signing in by a link in a letter.

use chrono::Duration;
use domain::{
    Community, Failure,
    mail::{EmailAddress, Letter},
    members::{
        Member, Refusal, sessions,
        sign_in::{self, Destination},
    },
    secret::Token,
    statements, upkeep,
};

use crate::{mishaps::at_once, place::Place};

/// Claire's question on the jury, where she was going.
fn her_question() -> Destination {
    Destination::parse("/forums/sujets/12-jury-de-juin")
}

async fn ask(place: &Place, member: &Member) {
    sign_in::ask(place, member.email(), &her_question()).await.expect("the link is asked for");
}

/// Asks for a link and takes it from the letter.
async fn link(place: &Place, member: &Member) -> Token {
    ask(place, member).await;
    place.worker_passes().await;
    carried_by(place.letters_of(member).last().expect("a letter has come"))
}

fn carried_by(letter: &Letter) -> Token {
    let (_, rest) =
        letter.text.split_once("https://communaute.exemple.fr/connexion/").expect("the letter has a link");
    Token::presented(&rest[..43]).expect("the link ends with a token")
}

async fn enter(community: &Community, token: &Token) -> Result<Token, Option<Refusal>> {
    sign_in::enter(community, token, "Firefox sous Linux")
        .await
        .map(|(session, ..)| session)
        .map_err(Failure::refusal)
}

async fn looks_good(community: &Community, token: &Token) -> bool {
    match sign_in::look(community, token).await {
        Ok(()) => true,
        Err(failure) => {
            assert_eq!(failure.refusal(), Some(Refusal::LinkSpent));
            false
        }
    }
}

const SPENT: Result<Token, Option<Refusal>> = Err(Some(Refusal::LinkSpent));

#[tokio::test]
async fn the_link_in_the_letter_lets_claire_in_once() {
    let place = Place::founded().await;
    let token = link(&place, &place.claire).await;
    assert!(looks_good(&place, &token).await);
    let (session, member, destination) =
        sign_in::enter(&place, &token, "Firefox sous Linux").await.expect("the link is good");
    assert_eq!((member, destination), (place.claire.id(), her_question()));
    let (session, claire) =
        sessions::resume(&place, &session).await.expect("it is read").expect("it is open");
    assert_eq!((claire.id(), session.device.as_str()), (place.claire.id(), "Firefox sous Linux"));

    assert_eq!(enter(&place, &token).await, SPENT);
    assert!(!looks_good(&place, &token).await);
    assert_eq!(place.number("SELECT COUNT(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn a_link_asked_for_here_is_good_on_another_device() {
    let place = Place::founded().await;
    let token = link(&place, &place.claire).await;
    // Her telephone may be served by another process.
    let (telephone, _) = place.another_process().await;
    let (session, member, destination) =
        sign_in::enter(&telephone, &token, "Safari sur iPhone").await.expect("the link is good there too");
    assert_eq!((member, destination), (place.claire.id(), her_question()));
    let (session, _) = sessions::resume(&place, &session).await.expect("it is read").expect("it is open");
    assert_eq!(session.device, "Safari sur iPhone");
}

#[tokio::test]
async fn a_link_is_good_for_fifteen_minutes_and_no_longer() {
    let place = Place::founded().await;
    let token = link(&place, &place.claire).await;
    place.passes(Duration::minutes(15) - Duration::microseconds(1));
    assert!(looks_good(&place, &token).await);
    place.passes(Duration::microseconds(1));
    assert!(!looks_good(&place, &token).await);
    assert_eq!(enter(&place, &token).await, SPENT);
    assert_eq!(place.number("SELECT COUNT(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn looking_at_a_link_changes_nothing_however_often_mail_scanners_do() {
    let place = Place::founded().await;
    let token = link(&place, &place.claire).await;
    for _ in 0..5 {
        let (good, statements) = statements::counted(looks_good(&place, &token)).await;
        assert_eq!((good, statements), (true, 1));
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM sign_in_links WHERE used_at IS NOT NULL").await, 0);
    assert!(enter(&place, &token).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_tabs_at_once_exactly_one_enters() {
    let place = Place::founded().await;
    let (other, _) = place.another_process().await;
    for _ in 0..5 {
        let token = link(&place, &place.claire).await;
        // Each tab looked, and each was told that the link is good: a check before the button would let them all in.
        assert!(looks_good(&place, &token).await && looks_good(&other, &token).await);
        let tabs = (0..10).map(|tab| {
            let (community, token) =
                (if tab % 2 == 0 { place.community() } else { other.clone() }, token.clone());
            async move { enter(&community, &token).await }
        });
        let entered = at_once(tabs).await;
        assert_eq!(entered.iter().filter(|result| result.is_ok()).count(), 1, "{entered:?}");
        assert_eq!(entered.iter().filter(|result| **result == SPENT).count(), 9, "{entered:?}");
        place.passes(Duration::minutes(15));
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM sessions").await, 5);
}

#[tokio::test]
async fn somebody_unknown_leaves_the_same_traces_and_gets_no_letter() {
    let place = Place::founded().await;
    let nobody = EmailAddress::parse("personne@ailleurs.fr").expect("it is an address");
    let asked = async |email: &EmailAddress| {
        let rows =
            "SELECT (SELECT COUNT(*) FROM sign_in_links) * 1000000 + (SELECT COUNT(*) FROM journal) * 1000
            + (SELECT COUNT(*) FROM letters)";
        let before = place.number(rows).await;
        let (answer, statements) = statements::counted(sign_in::ask(&place, email, &her_question())).await;
        answer.expect("anybody may ask");
        (place.number(rows).await - before, statements)
    };
    let (by_nobody, by_claire) = (asked(&nobody).await, asked(place.claire.email()).await);
    assert_eq!(by_nobody, by_claire);
    assert_eq!(by_nobody.0, 1_001_000, "one link and one journal entry");

    place.worker_passes().await;
    let recipients: Vec<_> = place.mailer.letters().into_iter().map(|letter| letter.to).collect();
    assert_eq!(recipients, [place.claire.email().clone()]);
    assert_eq!(place.number("SELECT COUNT(*) FROM letters").await, 1);
}

#[tokio::test]
async fn nobody_floods_a_mailbox() {
    let place = Place::founded().await;
    for _ in 0..7 {
        ask(&place, &place.claire).await;
    }
    ask(&place, &place.karim).await;
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 5);
    assert_eq!(place.letters_of(&place.karim).len(), 1, "one person's flood is nobody else's");
    for letter in place.letters_of(&place.claire) {
        assert!(looks_good(&place, &carried_by(&letter)).await, "each of the five is good");
    }

    place.passes(Duration::minutes(15));
    ask(&place, &place.claire).await;
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 6);
}

#[tokio::test]
async fn whoever_reads_the_database_cannot_sign_in_with_it() {
    let place = Place::founded().await;
    let token = link(&place, &place.claire).await;
    let session = enter(&place, &token).await.expect("the link is good");
    let kept = [
        "SELECT token_hash FROM sign_in_links",
        "SELECT token_hash FROM sessions",
        "SELECT body_text FROM letters",
        "SELECT body_html FROM letters",
    ];
    for query in kept {
        for text in place.column::<String>(query).await {
            assert!(!text.contains(token.reveal()) && !text.contains(session.reveal()), "{query}");
            let presented = Token::presented(&text);
            assert!(presented.is_none(), "a hash cannot be presented as a token");
        }
    }
}

#[tokio::test]
async fn the_command_line_lets_the_first_administrator_in() {
    let place = Place::founded().await;
    let email = EmailAddress::parse("nora@exemple.fr").expect("it is an address");
    let refused = upkeep::link(&place, &email, None).await.map_err(Failure::refusal);
    assert_eq!(refused, Err(Some(Refusal::NoAccount)));
    assert_eq!(place.number("SELECT COUNT(*) FROM sign_in_links").await, 0, "nothing half-written stays");

    let link =
        upkeep::link(&place, &email, Some(domain::Role::Administrator)).await.expect("the account is made");
    let session = enter(&place, &link).await.expect("the link is good");
    let (_, nora) = sessions::resume(&place, &session).await.expect("it is read").expect("it is open");
    assert_eq!(nora.roles(), domain::Roles::of(&[domain::Role::Administrator]));
    place.worker_passes().await;
    assert!(place.mailer.letters().is_empty(), "the link was printed, not sent");
}
