//! Signing in by password, for those who chose one.

use std::time::Instant;

use chrono::Duration;
use domain::{
    Community, Failure,
    mail::EmailAddress,
    members::{
        Member, Password, Refusal, Session,
        audit::Origin,
        entrance::{self, Knock},
        password::{self, hashing},
        proof::{self, Needed},
        sessions,
    },
    secret::Token,
    statements, upkeep,
};

use crate::{mishaps::at_once, place::Place};

const RAIN: &str = "pluie fine sur la verrière";
const ROOF: &str = "le toit de l’antenne est vert";

const OFFICE: Origin = Origin::address(std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 10)));
const ELSEWHERE: Origin = Origin::address(std::net::IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 7)));

const WRONG: Option<Refusal> = Some(Refusal::WrongPassword);

async fn session_of(place: &Place, member: &Member) -> Session {
    let token = place.sign_in(member, "Firefox").await;
    resume(place, &token).await.expect("the session is open")
}

async fn resume(place: &Place, token: &Token) -> Option<Session> {
    sessions::resume(place, token).await.expect("the sessions are read").map(|(session, _)| session)
}

/// Chooses a password, having just come in by a link.
async fn choose(place: &Place, member: &Member, text: &str) {
    let session = session_of(place, member).await;
    let nothing = Password::presented("");
    let proven =
        proof::prove(place, member, &session, &nothing, OFFICE).await.expect("the link was just used");
    let chosen = Password::chosen(text, member).expect("it is a good one");
    password::set(place, &proven, &chosen).await.expect("it is set");
}

async fn try_from(
    community: &Community,
    origin: Origin,
    email: &EmailAddress,
    text: &str,
) -> Result<Token, Option<Refusal>> {
    let password = Password::presented(text);
    let knock = Knock { email, password: &password, device: "Firefox sous Linux", origin };
    entrance::by_password(community, &knock).await.map(|(token, _)| token).map_err(Failure::refusal)
}

async fn enter(community: &Community, email: &EmailAddress, text: &str) -> Result<Token, Option<Refusal>> {
    try_from(community, OFFICE, email, text).await
}

fn waits(result: &Result<Token, Option<Refusal>>) -> Option<u32> {
    match result {
        Err(Some(Refusal::Wait { seconds })) => Some(*seconds),
        _ => None,
    }
}

#[tokio::test]
async fn claire_chooses_a_password_enters_with_it_and_takes_it_away() {
    let place = Place::founded().await;
    let email = place.claire.email();
    assert_eq!(enter(&place, email, RAIN).await.err(), Some(WRONG), "nobody has a password to begin with");
    choose(&place, &place.claire, RAIN).await;
    place.worker_passes().await;
    let token = enter(&place, email, RAIN).await.expect("it is hers");
    assert_eq!(resume(&place, &token).await.expect("it is open").way, sessions::Way::Password);
    assert_eq!(enter(&place, email, ROOF).await.err(), Some(WRONG));
    assert_eq!(enter(&place, place.karim.email(), RAIN).await.err(), Some(WRONG));
    // Typed on a keyboard that composes accents otherwise.
    assert!(enter(&place, email, "pluie fine sur la verrie\u{300}re").await.is_ok());

    let session = resume(&place, &token).await.expect("it is open");
    let proven = proof::prove(&place, &place.claire, &session, &Password::presented(RAIN), OFFICE).await;
    password::remove(&place, &proven.expect("she typed it")).await.expect("it is removed");
    assert_eq!(enter(&place, email, RAIN).await.err(), Some(WRONG));

    place.worker_passes().await;
    let subjects: Vec<_> = place.letters_of(&place.claire).into_iter().map(|letter| letter.subject).collect();
    assert_eq!(subjects, ["Votre mot de passe a été enregistré", "Votre mot de passe a été supprimé"]);
    let deeds: Vec<String> =
        place.column("SELECT deed FROM audit_log WHERE deed LIKE 'password%' ORDER BY id").await;
    assert_eq!(deeds, ["password_set", "password_removed"]);
    let from: Vec<String> = place.column("SELECT address FROM audit_log WHERE deed LIKE 'password%'").await;
    assert_eq!(from, ["192.0.2.10", "192.0.2.10"]);
}

#[tokio::test]
async fn a_desk_left_open_changes_no_password() {
    let place = Place::founded().await;
    let old = session_of(&place, &place.claire).await;
    let needed =
        async |session: &Session| proof::needed(&place, &place.claire, session).await.expect("it is read");
    assert_eq!(needed(&old).await, Needed::Nothing);
    place.passes(Duration::minutes(15));
    assert_eq!(needed(&old).await, Needed::Link);
    let nothing = Password::presented("");
    let refused = proof::prove(&place, &place.claire, &old, &nothing, OFFICE).await.map(|_| ());
    assert_eq!(refused.map_err(Failure::refusal), Err(Some(Refusal::ProofNeeded)));

    choose(&place, &place.claire, RAIN).await;
    let token = enter(&place, place.claire.email(), RAIN).await.expect("it is hers");
    let by_password = resume(&place, &token).await.expect("it is open");
    assert_eq!(needed(&by_password).await, Needed::Password, "even a moment later");
    let guessed = proof::prove(&place, &place.claire, &by_password, &Password::presented(ROOF), OFFICE)
        .await
        .map(|_| ());
    assert_eq!(guessed.map_err(Failure::refusal), Err(WRONG));
    let right = proof::prove(&place, &place.claire, &by_password, &Password::presented(RAIN), OFFICE).await;
    assert!(right.is_ok());
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_not_this_one() {
    let place = Place::founded().await;
    let telephone = place.sign_in(&place.claire, "Safari").await;
    let of_karim = place.sign_in(&place.karim, "Chrome").await;
    let desk = place.sign_in(&place.claire, "Firefox").await;
    let session = resume(&place, &desk).await.expect("it is open");
    let proven = proof::prove(&place, &place.claire, &session, &Password::presented(""), OFFICE).await;
    let chosen = Password::chosen(RAIN, &place.claire).expect("it is a good one");
    password::set(&place, &proven.expect("the link was just used"), &chosen).await.expect("it is set");
    assert!(resume(&place, &telephone).await.is_none());
    assert!(resume(&place, &desk).await.is_some() && resume(&place, &of_karim).await.is_some());
}

#[tokio::test]
async fn of_a_hundred_wrong_passwords_ten_are_compared_and_one_letter_leaves() {
    let place = Place::founded().await;
    choose(&place, &place.claire, RAIN).await;
    place.worker_passes().await;
    let before = place.letters_of(&place.claire).len();
    let (email, mut compared, mut waited) = (place.claire.email(), 0, 0);
    for number in 0..100 {
        let (result, verified) = hashing::counted(enter(&place, email, &format!("{ROOF} {number}"))).await;
        compared += verified;
        waited += u32::from(waits(&result).is_some());
    }
    assert_eq!((compared, waited), (10, 90));
    // Even the right one waits: that it was right is not said either.
    let (right, verified) = hashing::counted(enter(&place, email, RAIN)).await;
    assert_eq!((waits(&right), verified), (Some(901), 0));
    assert!(
        !place.sign_in(&place.claire, "Firefox").await.reveal().is_empty(),
        "a link lets her in all the same"
    );
    assert!(enter(&place, place.karim.email(), RAIN).await.err() == Some(WRONG), "and nobody else waits");

    place.worker_passes().await;
    let letters = place.letters_of(&place.claire);
    assert_eq!(letters.len(), before + 1);
    assert_eq!(letters.last().expect("it came").subject, "Des essais de connexion à votre compte");

    place.passes(Duration::minutes(15));
    assert!(enter(&place, email, RAIN).await.is_ok());
    // Twice more the same day: nobody is written to again.
    for _ in 0..2 {
        for _ in 0..10 {
            assert_eq!(enter(&place, email, ROOF).await.err(), Some(WRONG));
        }
        place.passes(Duration::minutes(15));
    }
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), before + 1);
    place.passes(Duration::hours(24));
    for _ in 0..10 {
        assert_eq!(enter(&place, email, ROOF).await.err(), Some(WRONG));
    }
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), before + 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tries_made_at_once_on_two_processes_are_all_counted() {
    let place = Place::founded().await;
    choose(&place, &place.claire, RAIN).await;
    let (other, _) = place.another_process().await;
    let tries = (0..30).map(|number| {
        let community = if number % 2 == 0 { place.community() } else { other.clone() };
        let email = place.claire.email().clone();
        async move { enter(&community, &email, ROOF).await }
    });
    let results = at_once(tries).await;
    let wrong = results.iter().filter(|result| **result == Err(WRONG)).count();
    let waiting = results.iter().filter(|result| waits(result).is_some()).count();
    assert_eq!((wrong, waiting), (10, 20), "{results:?}");
}

#[tokio::test]
async fn two_accounts_from_one_network_are_two_and_a_whole_list_of_accounts_is_one_network() {
    let place = Place::founded().await;
    choose(&place, &place.claire, RAIN).await;
    choose(&place, &place.karim, ROOF).await;
    for _ in 0..10 {
        assert_eq!(enter(&place, place.claire.email(), ROOF).await.err(), Some(WRONG));
    }
    assert!(enter(&place, place.karim.email(), ROOF).await.is_ok(), "at the next desk, Karim comes in");
    // One password on many accounts: each is tried once, the network fifty times.
    for number in 0..40 {
        let email = EmailAddress::parse(&format!("membre-{number}@exemple.fr")).expect("it is an address");
        assert_eq!(enter(&place, &email, RAIN).await.err(), Some(WRONG));
    }
    assert!(waits(&enter(&place, place.karim.email(), ROOF).await).is_some());
    let from_home = try_from(&place, ELSEWHERE, place.karim.email(), ROOF).await;
    assert!(from_home.is_ok(), "from elsewhere he comes in");
    let nowhere = try_from(&place, Origin::HERE, place.lucie.email(), ROOF).await;
    assert_eq!(nowhere.err(), Some(WRONG), "what comes from nowhere shares no network");
}

#[tokio::test]
async fn nobody_can_tell_who_has_an_account_nor_who_has_a_password() {
    let place = Place::founded().await;
    choose(&place, &place.claire, RAIN).await;
    let nobody = EmailAddress::parse("personne@ailleurs.fr").expect("it is an address");
    let rows = "SELECT (SELECT COUNT(*) FROM password_tries) * 1000000 + (SELECT COUNT(*) FROM password_alarms) * 1000
        + (SELECT COUNT(*) FROM journal)";
    // The network is known before.
    assert_eq!(enter(&place, place.lucie.email(), ROOF).await.err(), Some(WRONG));
    let mut seen = Vec::new();
    for email in [place.claire.email(), place.karim.email(), &nobody] {
        let before = place.number(rows).await;
        let mut answers = Vec::new();
        for _ in 0..12 {
            let tried = statements::counted(hashing::counted(enter(&place, email, ROOF)));
            let ((result, verified), statements) = tried.await;
            answers.push((result, verified, statements));
        }
        seen.push((answers, place.number(rows).await - before));
    }
    assert_eq!(seen[0], seen[1], "Karim has no password");
    assert_eq!(seen[1], seen[2], "nobody has that address");
    assert!(seen[0].0.iter().take(10).all(|(_, verified, _)| *verified == 1));
}

#[tokio::test]
async fn nor_by_the_time_it_takes() {
    let place = Place::founded().await;
    choose(&place, &place.claire, RAIN).await;
    let nobody = EmailAddress::parse("personne@ailleurs.fr").expect("it is an address");
    let asked = [place.claire.email(), place.karim.email(), &nobody];
    // Their turns come one after the other, and the quickest of each is kept: a busy machine slows all three alike.
    let mut quickest = [f64::MAX; 3];
    for _ in 0..9 {
        for (email, quickest) in asked.into_iter().zip(&mut quickest) {
            let start = Instant::now();
            assert_eq!(enter(&place, email, ROOF).await.err(), Some(WRONG));
            *quickest = quickest.min(start.elapsed().as_secs_f64());
        }
    }
    // Without the comparison with nobody's hash the ratio is over ten; with it, what is left is noise, and much is allowed for.
    let (least, most) =
        (quickest.iter().copied().fold(f64::MAX, f64::min), quickest.iter().copied().fold(0.0, f64::max));
    assert!(most / least < 3.0, "{quickest:?}");
}

#[tokio::test]
async fn a_hash_of_older_parameters_is_renewed_when_its_password_comes() {
    let place = Place::founded().await;
    choose(&place, &place.claire, RAIN).await;
    // argon2id of « pluie fine sur la verrière » with m=8,t=1: what an older version of the program could have kept.
    let old = older_hash();
    place
        .tamper(&format!("UPDATE members SET password_hash = '{old}' WHERE id = {}", place.claire.id()))
        .await;
    let kept = async || {
        place.column::<String>("SELECT password_hash FROM members WHERE password_hash IS NOT NULL").await
    };
    assert_eq!(enter(&place, place.claire.email(), ROOF).await.err(), Some(WRONG));
    assert_eq!(kept().await, [old.as_str()], "a wrong one renews nothing");
    assert!(enter(&place, place.claire.email(), RAIN).await.is_ok());
    assert!(kept().await[0].starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert!(enter(&place, place.claire.email(), RAIN).await.is_ok());
}

fn older_hash() -> String {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version, password_hash::SaltString};
    let params = Params::new(8, 1, 1, None).expect("they are parameters");
    let salt = SaltString::encode_b64(&[7; 16]).expect("it is a salt");
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password(RAIN.as_bytes(), &salt).expect("it is hashed").to_string()
}

#[tokio::test]
async fn no_password_is_readable_in_the_database_and_tries_are_forgotten() {
    let place = Place::founded().await;
    choose(&place, &place.claire, RAIN).await;
    assert_eq!(enter(&place, place.claire.email(), ROOF).await.err(), Some(WRONG));
    for query in [
        "SELECT password_hash FROM members WHERE password_hash IS NOT NULL",
        "SELECT tried FROM password_tries",
    ] {
        for text in place.column::<String>(query).await {
            assert!(!text.contains("pluie") && !text.contains("toit") && !text.contains("claire@"), "{text}");
        }
    }
    let tries = "SELECT COUNT(*) FROM password_tries";
    assert_eq!(place.number(tries).await, 2);
    place.passes(Duration::minutes(16));
    upkeep::tidy(&place).await.expect("what has served goes");
    assert_eq!(place.number(tries).await, 0);
}
