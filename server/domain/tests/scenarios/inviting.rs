//! Inviting: who may, whom, and every way it may end otherwise.

use chrono::Duration;
use domain::{
    Community, Failure, Id, Role,
    mail::{EmailAddress, Letter},
    members::{
        Invitation, Member, MemberName, Organiser, Refusal,
        audit::Origin,
        invitations::{self, Host, Invitee, Listed, State, Workplace},
    },
    notices::{self, Posting},
    secret::Token,
    upkeep,
};

use crate::{mishaps::at_once, place::Place};

/// That person at the desk.
pub(crate) fn desk(member: &Member) -> Organiser {
    member.as_organiser(Origin::HERE).expect("there is a place for that person")
}

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("it is an address")
}

pub(crate) fn invitee(email: &str, role: Role) -> Invitee {
    Invitee { email: address(email), name: None, role, workplace: Workplace::default(), message: None }
}

/// Delphine invites an advisor at that address.
pub(crate) async fn invite(place: &Place, email: &str) -> Id<Invitation> {
    try_to_invite(place, &invitee(email, Role::Advisor)).await.expect("nobody else did")
}

pub(crate) async fn try_to_invite(
    community: &Place,
    invitee: &Invitee,
) -> Result<Id<Invitation>, Option<Refusal>> {
    let delphine = desk(&community.delphine);
    invitations::invite(community, Host::Organiser(&delphine), invitee).await.map_err(Failure::refusal)
}

pub(crate) fn letters_to(place: &Place, email: &str) -> Vec<Letter> {
    place.mailer.letters().into_iter().filter(|letter| letter.to.as_str() == email).collect()
}

/// The token in the last letter to that address.
pub(crate) async fn token(place: &Place, email: &str) -> Token {
    place.worker_passes().await;
    let letter = letters_to(place, email).pop().expect("a letter has come");
    let (_, rest) = letter.text.split_once("/invitation/").expect("the letter has a link");
    Token::presented(&rest[..43]).expect("the link ends with a token")
}

pub(crate) fn named(name: &str) -> MemberName {
    MemberName::parse(name).expect("it is a name")
}

pub(crate) async fn accept(
    community: &Community,
    token: &Token,
) -> Result<(Token, Id<Member>), Option<Refusal>> {
    let accepted = invitations::accept(community, token, &named("Nora Petit"), "Firefox", Origin::HERE).await;
    accepted.map_err(Failure::refusal)
}

pub(crate) async fn looks_good(community: &Community, token: &Token) -> bool {
    match invitations::look(community, token).await {
        Ok(_) => true,
        Err(failure) => {
            assert_eq!(failure.refusal(), Some(Refusal::InvitationSpent));
            false
        }
    }
}

pub(crate) async fn listed(place: &Place, state: Option<State>) -> Vec<Listed> {
    let delphine = desk(&place.delphine);
    invitations::list(place, &delphine, state, 1).await.expect("it is read").0
}

pub(crate) async fn state(place: &Place, invitation: Id<Invitation>) -> State {
    let all = listed(place, None).await;
    all.into_iter().find(|one| one.id == invitation).expect("it is on the list").state
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
