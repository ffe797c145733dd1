//! Inviting many: a list given, and the list of those who were invited.

use chrono::Duration;
use domain::{
    Role,
    members::{
        Refusal,
        invitations::{self, Host, Misread, State, Unsaid, Why},
    },
};

use crate::{
    inviting::{accept, address, desk, invite, letters_to, listed, state, token},
    place::Place,
};

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
