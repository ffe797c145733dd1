//! Inviting: from the desk to the account, and every way it may end otherwise.

use chrono::Duration;
use domain::{
    Community, Failure, Id, Role, Roles,
    mail::{EmailAddress, Letter},
    members::{
        Invitation, Member, MemberName, Message, Organiser, Refusal,
        audit::Origin,
        directory,
        invitations::{self, Host, Invitee, Listed, Misread, State, Unsaid, Why, Workplace},
        sessions,
    },
    notices::{self, Posting},
    secret::Token,
    statements, upkeep,
};

use crate::{
    mishaps::at_once,
    place::{Place, seen_by},
};

/// That person at the desk.
pub(crate) fn desk(member: &Member) -> Organiser {
    member.as_organiser(Origin::HERE).expect("there is a place for that person")
}

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("it is an address")
}

fn invitee(email: &str, role: Role) -> Invitee {
    Invitee { email: address(email), name: None, role, workplace: Workplace::default(), message: None }
}

/// Delphine invites an advisor at that address.
pub(crate) async fn invite(place: &Place, email: &str) -> Id<Invitation> {
    try_to_invite(place, &invitee(email, Role::Advisor)).await.expect("nobody else did")
}

async fn try_to_invite(community: &Place, invitee: &Invitee) -> Result<Id<Invitation>, Option<Refusal>> {
    let delphine = desk(&community.delphine);
    invitations::invite(community, Host::Organiser(&delphine), invitee).await.map_err(Failure::refusal)
}

fn letters_to(place: &Place, email: &str) -> Vec<Letter> {
    place.mailer.letters().into_iter().filter(|letter| letter.to.as_str() == email).collect()
}

/// The token in the last letter to that address.
pub(crate) async fn token(place: &Place, email: &str) -> Token {
    place.worker_passes().await;
    let letter = letters_to(place, email).pop().expect("a letter has come");
    let (_, rest) = letter.text.split_once("/invitation/").expect("the letter has a link");
    Token::presented(&rest[..43]).expect("the link ends with a token")
}

fn named(name: &str) -> MemberName {
    MemberName::parse(name).expect("it is a name")
}

async fn accept(community: &Community, token: &Token) -> Result<(Token, Id<Member>), Option<Refusal>> {
    let accepted = invitations::accept(community, token, &named("Nora Petit"), "Firefox", Origin::HERE).await;
    accepted.map_err(Failure::refusal)
}

async fn looks_good(community: &Community, token: &Token) -> bool {
    match invitations::look(community, token).await {
        Ok(_) => true,
        Err(failure) => {
            assert_eq!(failure.refusal(), Some(Refusal::InvitationSpent));
            false
        }
    }
}

async fn listed(place: &Place, state: Option<State>) -> Vec<Listed> {
    let delphine = desk(&place.delphine);
    invitations::list(place, &delphine, state, 1).await.expect("it is read").0
}

async fn state(place: &Place, invitation: Id<Invitation>) -> State {
    let all = listed(place, None).await;
    all.into_iter().find(|one| one.id == invitation).expect("it is on the list").state
}

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
async fn nobody_is_invited_twice_nor_when_they_are_here() {
    let place = Place::founded().await;
    let taken = try_to_invite(&place, &invitee("CLAIRE@exemple.fr", Role::Advisor)).await;
    assert_eq!(taken, Err(Some(Refusal::AddressTaken)));
    invite(&place, "nora@exemple.fr").await;
    let again = try_to_invite(&place, &invitee("Nora@Exemple.fr", Role::Funder)).await;
    assert_eq!(again, Err(Some(Refusal::AlreadyInvited)));
    place.worker_passes().await;
    assert_eq!(place.mailer.letters().len(), 1);

    // Once the first has expired, another may be made; the first stays on the list.
    place.passes(Duration::days(14));
    invite(&place, "nora@exemple.fr").await;
    let states: Vec<State> = listed(&place, None).await.iter().map(|one| one.state).collect();
    assert_eq!(states, [State::Waiting, State::Expired]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_organisers_at_once_one_invites() {
    let place = Place::founded().await;
    let (other, _) = place.another_process().await;
    let everybody = (0..10).map(|n| {
        let community = if n % 2 == 0 { place.community() } else { other.clone() };
        let organiser = desk(&place.delphine);
        async move {
            let nora = invitee("nora@exemple.fr", Role::Advisor);
            let invited = invitations::invite(&community, Host::Organiser(&organiser), &nora).await;
            invited.map_err(Failure::refusal)
        }
    });
    let invited = at_once(everybody).await;
    assert_eq!(invited.iter().filter(|result| result.is_ok()).count(), 1, "{invited:?}");
    let told = invited.iter().filter(|result| **result == Err(Some(Refusal::AlreadyInvited)));
    assert_eq!(told.count(), 9, "{invited:?}");
    place.worker_passes().await;
    assert_eq!(place.mailer.letters().len(), 1);
}

#[tokio::test]
async fn only_an_administrator_invites_another() {
    let place = Place::founded().await;
    let refused = try_to_invite(&place, &invitee("nora@exemple.fr", Role::Administrator)).await;
    assert_eq!(refused, Err(Some(Refusal::MayNotGive)));
    assert_eq!(place.number("SELECT COUNT(*) FROM invitations").await, 0);
    let raphael = desk(&place.raphael);
    let nora = invitee("nora@exemple.fr", Role::Administrator);
    assert!(invitations::invite(&place, Host::Organiser(&raphael), &nora).await.is_ok());
    for member in [&place.claire, &place.lucie, &place.paul, &place.helene] {
        assert!(member.as_organiser(Origin::HERE).is_none(), "{}", member.name());
    }
}

#[tokio::test]
async fn sent_again_it_has_another_link_and_another_fortnight_and_the_old_link_is_dead() {
    let place = Place::founded().await;
    let invitation = invite(&place, "nora@exemple.fr").await;
    let first = token(&place, "nora@exemple.fr").await;
    place.passes(Duration::days(20));
    let delphine = desk(&place.delphine);
    invitations::resend(&place, &delphine, invitation).await.expect("it is open");
    assert!(!looks_good(&place, &first).await, "before the second letter leaves");
    let second = token(&place, "nora@exemple.fr").await;
    assert_eq!((looks_good(&place, &first).await, looks_good(&place, &second).await), (false, true));
    place.passes(Duration::days(13));
    assert!(accept(&place, &second).await.is_ok());
    let again = invitations::resend(&place, &delphine, invitation).await.map_err(Failure::refusal);
    assert_eq!(again, Err(Some(Refusal::NoSuchInvitation)), "she is here");
}

#[tokio::test]
async fn revoked_it_leads_nowhere_and_its_letter_does_not_leave_any_more() {
    let place = Place::founded().await;
    let delphine = desk(&place.delphine);
    let sent = invite(&place, "nora@exemple.fr").await;
    let token = token(&place, "nora@exemple.fr").await;
    invitations::revoke(&place, &delphine, sent).await.expect("it is open");
    assert!(!looks_good(&place, &token).await);
    assert_eq!(accept(&place, &token).await, Err(Some(Refusal::InvitationSpent)));
    let again = invitations::revoke(&place, &delphine, sent).await.map_err(Failure::refusal);
    assert_eq!(again, Err(Some(Refusal::NoSuchInvitation)));

    let waiting = invite(&place, "zoe@exemple.fr").await;
    while notices::follow(&place).await.expect("the letters are written") {}
    invitations::revoke(&place, &delphine, waiting).await.expect("it is open");
    while notices::follow(&place).await.expect("the letter is withdrawn") {}
    assert_eq!(notices::post(&place).await.expect("the post works"), Posting::Nothing);
    assert_eq!(letters_to(&place, "zoe@exemple.fr"), []);
    let kept = "SELECT COUNT(*) FROM letters WHERE recipient = 'zoe@exemple.fr' AND body_text <> ''";
    assert_eq!(place.number(kept).await, 0);
    // She may be invited again.
    invite(&place, "zoe@exemple.fr").await;
}

#[tokio::test]
async fn an_address_that_the_post_refuses_is_told_on_the_list() {
    let place = Place::founded().await;
    place.mailer.refuse(&address("nora@exemple.fr"));
    let refused = invite(&place, "nora@exemple.fr").await;
    invite(&place, "zoe@exemple.fr").await;
    place.worker_passes().await;
    assert_eq!(state(&place, refused).await, State::Undelivered);
    // Sent again, it waits again.
    invitations::resend(&place, &desk(&place.delphine), refused).await.expect("it is open");
    assert_eq!(state(&place, refused).await, State::Waiting);
}

/// The list's filter is a query, the state of a line a rule: they must agree.
#[tokio::test]
async fn every_invitation_is_found_under_its_state_and_no_other() {
    let place = Place::founded().await;
    let delphine = desk(&place.delphine);
    invite(&place, "expired@exemple.fr").await;
    place.worker_passes().await;
    place.passes(Duration::days(14));
    place.mailer.refuse(&address("undelivered@exemple.fr"));
    invite(&place, "undelivered@exemple.fr").await;
    invite(&place, "accepted@exemple.fr").await;
    let accepted = token(&place, "accepted@exemple.fr").await;
    accept(&place, &accepted).await.expect("it is good");
    let revoked = invite(&place, "revoked@exemple.fr").await;
    invitations::revoke(&place, &delphine, revoked).await.expect("it is open");
    place.worker_passes().await;
    invite(&place, "sent@exemple.fr").await;
    place.worker_passes().await;
    invite(&place, "waiting@exemple.fr").await;
    let mut all: Vec<_> =
        listed(&place, None).await.into_iter().map(|one| (one.id.number(), one.state)).collect();
    assert_eq!(all.len(), State::ALL.len());
    all.sort_by_key(|(id, _)| *id);
    let mut found = Vec::new();
    for state in State::ALL {
        let under = listed(&place, Some(state)).await;
        assert_eq!(under.len(), 1, "{state:?}: {under:?}");
        found.extend(under.into_iter().map(|one| (one.id.number(), one.state)));
    }
    found.sort_by_key(|(id, _)| *id);
    assert_eq!(found, all);
}

#[tokio::test]
async fn the_list_goes_from_page_to_page() {
    let place = Place::founded().await;
    let delphine = desk(&place.delphine);
    let list: String = (0..60).map(|n| format!("membre{n}@exemple.fr\n")).collect();
    let unsaid = Unsaid { role: Some(Role::Advisor), ..Unsaid::default() };
    let outcomes = invitations::invite_many(&place, Host::Organiser(&delphine), &list, &unsaid).await;
    assert_eq!(outcomes.expect("it is written").iter().filter(|one| one.result.is_ok()).count(), 60);
    let (first, total) = invitations::list(&place, &delphine, None, 1).await.expect("it is read");
    let (second, _) =
        invitations::list(&place, &delphine, Some(State::Waiting), 2).await.expect("it is read");
    assert_eq!((first.len(), second.len(), total), (50, 10, 60));
    assert_eq!(first[0].email.as_deref(), Some("membre59@exemple.fr"));
}

#[tokio::test]
async fn of_a_list_the_good_lines_are_kept_and_the_bad_ones_told() {
    let place = Place::founded().await;
    invite(&place, "zoe@exemple.fr").await;
    let list = "Nom;Courriel;Rôle;Antenne\nNora Petit;nora@exemple.fr;Conseillère;centre conseil vae 77 - melun\n\
        Claire;claire@exemple.fr;conseillère;\nZoé;zoe@exemple.fr;assistante;\nAna;ana@exemple;conseillère;\n\
        Léa;lea@exemple.fr;administratrice;\nIda;ida@exemple.fr;assistante;";
    let delphine = desk(&place.delphine);
    let told = async || {
        let outcomes =
            invitations::invite_many(&place, Host::Organiser(&delphine), list, &Unsaid::default()).await;
        let told = outcomes.expect("it is written").into_iter().map(|one| (one.number, one.result.err()));
        told.collect::<Vec<_>>()
    };
    let refused = |refusal| Some(Why::Refused(refusal));
    assert_eq!(
        told().await,
        [
            (2, None),
            (3, refused(Refusal::AddressTaken)),
            (4, refused(Refusal::AlreadyInvited)),
            (5, Some(Why::Misread(Misread::Address))),
            (6, refused(Refusal::MayNotGive)),
            (7, None),
        ]
    );
    // A second time, nobody is invited twice.
    assert!(told().await.iter().all(|(_, why)| why.is_some()));
    place.worker_passes().await;
    assert_eq!(place.mailer.letters().len(), 3);
    let [nora] = &letters_to(&place, "nora@exemple.fr")[..] else { panic!("one letter") };
    assert!(nora.text.replace('\n', " ").contains("(Centre conseil VAE 77 - Melun)"), "{}", nora.text);
}

#[tokio::test]
async fn from_the_command_line_it_is_the_team_that_invites() {
    let place = Place::founded().await;
    let unsaid = Unsaid { role: Some(Role::Administrator), ..Unsaid::default() };
    let outcomes = invitations::invite_many(&place, Host::Team, "nora@exemple.fr", &unsaid)
        .await
        .expect("it is written");
    assert!(outcomes[0].result.is_ok(), "whoever has shell access may make administrators");
    place.worker_passes().await;
    let [letter] = &letters_to(&place, "nora@exemple.fr")[..] else { panic!("one letter") };
    assert_eq!(letter.subject, "L’équipe d’animation vous invite à rejoindre la Communauté VAE");
    let actors = "SELECT COUNT(*) FROM audit_log WHERE deed = 'invited' AND actor_id IS NULL";
    assert_eq!(place.number(actors).await, 1);
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

#[tokio::test]
async fn what_is_over_is_forgotten_after_ninety_days_and_nothing_sooner() {
    let place = Place::founded().await;
    let delphine = desk(&place.delphine);
    invite(&place, "expired@exemple.fr").await;
    let revoked = invite(&place, "revoked@exemple.fr").await;
    invitations::revoke(&place, &delphine, revoked).await.expect("it is open");
    invite(&place, "accepted@exemple.fr").await;
    let token = token(&place, "accepted@exemple.fr").await;
    accept(&place, &token).await.expect("it is good");
    let left = "SELECT COUNT(*) FROM invitations";
    for (days, expected) in [(90, 3), (1, 1), (12, 1), (2, 0)] {
        place.passes(Duration::days(days));
        upkeep::tidy(&place).await.expect("it is tidied");
        assert_eq!(place.number(left).await, expected, "{days} days later");
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM members").await, 8, "the account stays");
}
