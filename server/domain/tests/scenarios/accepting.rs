//! Accepting: from the letter of an invitation to the account, and what may come between.

use chrono::Duration;
use domain::{
    Role, Roles,
    members::{
        Message, Refusal,
        audit::Origin,
        directory,
        invitations::{self, Invitee, State, Workplace},
        sessions,
    },
    secret::Token,
    statements, upkeep,
};

use crate::{
    inviting::{
        accept, address, invite, invitee, letters_to, listed, looks_good, named, state, token, try_to_invite,
    },
    mishaps::at_once,
    place::{Place, seen_by},
};

#[tokio::test]
async fn nora_comes_in_by_her_letter_with_her_role_her_antenne_and_a_session() {
    let place = Place::founded().await;
    let (antennes, _) =
        directory::everybody(&place, &seen_by(&place.claire)).await.expect("the directory is read");
    let melun = antennes.iter().find(|antenne| antenne.name.ends_with("Melun")).expect("it is there");
    let message = Message::parse("Nous nous sommes vues à Melun.\nÀ bientôt <b>ici</b> !").expect("short");
    let nora = Invitee {
        name: Some(named("Nora Petit")),
        workplace: Workplace::of(Role::Assistant, Some(melun.id), None),
        message: Some(message),
        ..invitee("nora@exemple.fr", Role::Assistant)
    };
    let invitation = try_to_invite(&place, &nora).await.expect("she is invited");
    assert_eq!(state(&place, invitation).await, State::Waiting);
    let token = token(&place, "nora@exemple.fr").await;
    assert_eq!(state(&place, invitation).await, State::Sent);

    let letters = letters_to(&place, "nora@exemple.fr");
    let [letter] = &letters[..] else { panic!("one letter: {letters:?}") };
    assert_eq!(letter.subject, "Delphine Roux vous invite à rejoindre la Communauté VAE");
    let read = letter.text.replace(['\n', '\u{a0}'], " ");
    for said in [
        "Bonjour Nora Petit,",
        "assistante ou assistant (Centre conseil VAE 77 - Melun)",
        "Nous nous sommes vues à Melun. À bientôt <b>ici</b>",
        "14 jours, jusqu’au mardi 16 mars 2027",
    ] {
        assert!(read.contains(said), "{said}: {read}");
    }
    assert!(!letter.html.contains("<b>ici"), "what she writes is text: {}", letter.html);

    let offer = invitations::look(&place, &token).await.expect("it is good");
    assert_eq!((offer.email.as_str(), offer.host.as_deref()), ("nora@exemple.fr", Some("Delphine Roux")));
    let (session, member) =
        invitations::accept(&place, &token, &named("Nora Petit-Lambert"), "Safari", Origin::HERE)
            .await
            .expect("she accepts");
    let (_, nora) = sessions::resume(&place, &session).await.expect("it is read").expect("it is open");
    assert_eq!((nora.id(), nora.name().as_str()), (member, "Nora Petit-Lambert"));
    assert_eq!((nora.roles(), nora.is_welcomed()), (Roles::of(&[Role::Assistant]), false));
    let profile = directory::profile(&place, &seen_by(&place.claire), member).await.expect("she is shown");
    assert_eq!(profile.antenne.map(|antenne| antenne.id), Some(melun.id));
    assert!(place.find(&place.claire, "Lambert").await.hits.is_empty());
    place.worker_passes().await;
    assert_eq!(place.find(&place.claire, "Lambert").await.hits.len(), 1, "she is found as well");

    let [line] = &listed(&place, Some(State::Accepted)).await[..] else { panic!("one accepted") };
    assert_eq!(line.member, Some((member, "Nora Petit-Lambert".to_owned())));
    assert_eq!((&line.email, &line.name), (&None, &None), "the account has them");
    assert!(place.instant("SELECT charter_at FROM members ORDER BY id DESC LIMIT 1").await.is_some());
    let deeds: Vec<String> = place.column("SELECT deed FROM audit_log ORDER BY id DESC LIMIT 2").await;
    assert_eq!(deeds, ["joined", "invited"]);
}

#[tokio::test]
async fn looking_changes_nothing_however_often_mail_scanners_do() {
    let place = Place::founded().await;
    invite(&place, "nora@exemple.fr").await;
    let token = token(&place, "nora@exemple.fr").await;
    for _ in 0..5 {
        let (good, statements) = statements::counted(looks_good(&place, &token)).await;
        assert_eq!((good, statements), (true, 1));
    }
    assert!(accept(&place, &token).await.is_ok());
}

#[tokio::test]
async fn an_invitation_is_good_for_a_fortnight_once() {
    let place = Place::founded().await;
    let invitation = invite(&place, "nora@exemple.fr").await;
    let late = token(&place, "nora@exemple.fr").await;
    place.passes(Duration::days(14) - Duration::microseconds(1));
    assert!(looks_good(&place, &late).await);
    place.passes(Duration::microseconds(1));
    assert!(!looks_good(&place, &late).await);
    assert_eq!(accept(&place, &late).await, Err(Some(Refusal::InvitationSpent)));
    assert_eq!(state(&place, invitation).await, State::Expired);

    invite(&place, "zoe@exemple.fr").await;
    let token = token(&place, "zoe@exemple.fr").await;
    assert!(accept(&place, &token).await.is_ok());
    assert!(!looks_good(&place, &token).await);
    assert_eq!(accept(&place, &token).await, Err(Some(Refusal::InvitationSpent)));
    assert_eq!(place.number("SELECT COUNT(*) FROM members").await, 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_tabs_at_once_one_makes_the_account() {
    let place = Place::founded().await;
    let (other, _) = place.another_process().await;
    invite(&place, "nora@exemple.fr").await;
    let token = token(&place, "nora@exemple.fr").await;
    // Each tab looked, and each was told that the invitation is good.
    assert!(looks_good(&place, &token).await && looks_good(&other, &token).await);
    let tabs = (0..10).map(|tab| {
        let (community, token) =
            (if tab % 2 == 0 { place.community() } else { other.clone() }, token.clone());
        async move { accept(&community, &token).await }
    });
    let accepted = at_once(tabs).await;
    assert_eq!(accepted.iter().filter(|result| result.is_ok()).count(), 1, "{accepted:?}");
    let spent = accepted.iter().filter(|result| **result == Err(Some(Refusal::InvitationSpent)));
    assert_eq!(spent.count(), 9, "{accepted:?}");
    assert_eq!(place.number("SELECT COUNT(*) FROM members").await, 8);
    assert_eq!(place.number("SELECT COUNT(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn whoever_reads_the_database_cannot_come_in_with_it() {
    let place = Place::founded().await;
    invite(&place, "nora@exemple.fr").await;
    let token = token(&place, "nora@exemple.fr").await;
    for query in ["SELECT token_hash FROM invitations", "SELECT body_text FROM letters"] {
        for text in place.column::<String>(query).await {
            assert!(!text.contains(token.reveal()) && Token::presented(&text).is_none(), "{query}");
        }
    }
}

#[tokio::test]
async fn an_account_made_meanwhile_leaves_the_invitation_as_it_was() {
    let place = Place::founded().await;
    invite(&place, "nora@exemple.fr").await;
    let token = token(&place, "nora@exemple.fr").await;
    let nora = address("nora@exemple.fr");
    upkeep::link(&place, &nora, Some(Role::Advisor)).await.expect("the account is made at the console");
    assert_eq!(accept(&place, &token).await, Err(Some(Refusal::AddressTaken)));
    assert_eq!(place.number("SELECT COUNT(*) FROM members").await, 8);
    assert!(looks_good(&place, &token).await, "nothing half-written stays");
}
