//! Two accounts of one person.

use std::collections::BTreeSet;

use chrono::Duration;
use domain::{
    Failure, Id, Role, Roles,
    forum::{Submission, board, reply},
    library::{browse, shelf::opinions},
    mail::EmailAddress,
    members::{
        Member, MemberName, Refusal as DoorRefusal,
        audit::{Deed, Origin},
        desk::{
            Refusal, acting, log,
            merge::{self, handled},
            people,
            postings::{self, Destination, OrganisationName},
            suspension::{self, Reason},
        },
        directory, joining, sessions, sign_in,
    },
    upkeep,
};

use crate::{
    desk::{at_desk, whole_log},
    place::{JURY, Place, said, seen_by},
};

mod days;

/// Claire came a second time, from her other mailbox.
async fn claire_again(place: &Place) -> Member {
    let name = MemberName::parse("Claire Bernard-Diallo").expect("it is a name");
    let email = EmailAddress::parse("claire.bernard@maison.fr").expect("it is an address");
    let mut newcomer = joining::Newcomer::new(name, email.clone(), Roles::of(&[Role::Assistant]));
    newcomer.organisation = Some("Défi métiers".to_owned());
    newcomer.function = Some("Conseillère VAE".to_owned());
    joining::welcome(place, &newcomer).await.expect("she is welcome");
    upkeep::member(place, &email).await.expect("the database answers").expect("she is there")
}

async fn merged(place: &Place, by: &Member, kept: &Member, other: &Member) -> Result<(), Option<Refusal>> {
    merge::merge(place, &at_desk(by), kept.id(), other.id()).await.map_err(Failure::refusal)
}

/// Every column of the database that references members, from its own catalogue.
async fn references(place: &Place) -> BTreeSet<String> {
    let query = if place.is_postgres() {
        "SELECT k.table_name || '.' || k.column_name FROM information_schema.table_constraints c
            JOIN information_schema.key_column_usage k ON k.constraint_name = c.constraint_name
                AND k.constraint_schema = c.constraint_schema
            JOIN information_schema.constraint_column_usage u ON u.constraint_name = c.constraint_name
                AND u.constraint_schema = c.constraint_schema
        WHERE c.constraint_type = 'FOREIGN KEY' AND u.table_name = 'members'"
    } else {
        "SELECT t.name || '.' || f.\"from\" FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f
        WHERE t.type = 'table' AND f.\"table\" = 'members'"
    };
    place.column(query).await.into_iter().collect()
}

#[tokio::test]
async fn a_merge_takes_care_of_every_column_that_names_members() {
    let place = Place::founded().await;
    let handled: BTreeSet<String> = handled().into_iter().collect();
    let found = references(&place).await;
    assert!(found.len() >= 13, "the catalogue was read: {found:?}");
    assert_eq!(handled, found);
    place.tamper("CREATE TABLE badges (id INTEGER, holder BIGINT CONSTRAINT badges_holder REFERENCES members (id))").await;
    assert!(references(&place).await.contains("badges.holder"), "a new table is noticed");
}

#[tokio::test]
async fn everything_that_the_other_account_did_and_had_is_the_kept_ones() {
    let place = Place::founded().await;
    place.passes(Duration::hours(1));
    let other = claire_again(&place).await;
    let (delphine, now) = (at_desk(&place.delphine), place.now());
    let asked = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    let topic = place.ask(&other, ASSISTANTS, "Les convocations", "Qui les envoie ?").await;
    // The same form with the same words, from each of her accounts.
    let form = Submission::new();
    let karims = place.ask(&place.karim, LIFE, "Un pot de rentrée", "Jeudi ?").await;
    for member in [&place.claire, &other] {
        reply::post(&place, member, karims, &said("Avec joie."), &form).await.expect("it is posted");
    }
    let telephone = place.sign_in(&other, "Safari").await;
    let link = upkeep::link(&place, other.email(), None).await.expect("the link is made");
    let name = OrganisationName::parse("CIBC").expect("it is a name");
    postings::move_to(&place, &delphine, other.id(), &Destination::Organisation(name))
        .await
        .expect("she moves");
    let reason = Reason::parse("Par erreur").expect("it is a reason");
    suspension::suspend(&place, &delphine, other.id(), Some(now + Duration::days(1)), &reason)
        .await
        .expect("done");
    suspension::lift(&place, &delphine, other.id()).await.expect("undone");
    let telephone_again = place.sign_in(&other, "Safari").await;
    acting::allow(&place, &other, Origin::HERE).await.expect("she allows it");
    place.worker_passes().await;
    assert_eq!(place.find(&place.karim, "Diallo").await.hits.len(), 1);

    assert_eq!(merged(&place, &place.delphine, &place.claire, &other).await, Ok(()));
    for column in references(&place).await {
        let (table, column) = column.split_once('.').expect("it is table.column");
        let left = format!("SELECT COUNT(*) FROM {table} WHERE {column} = {}", other.id());
        assert_eq!(place.number(&left).await, 0, "{table}.{column} still names the account that is gone");
    }
    assert_eq!(place.number(&format!("SELECT COUNT(*) FROM members WHERE id = {}", other.id())).await, 0);

    // What she wrote is hers, under one name, and the counts are right.
    let claire = seen_by(&place.claire);
    let opened =
        board::opened_by(&place, &seen_by(&place.delphine), place.claire.id(), 10).await.expect("it is read");
    let opened: BTreeSet<_> = opened.into_iter().map(|topic| topic.id.number()).collect();
    assert_eq!(opened, BTreeSet::from([asked.number(), topic.number()]));
    assert_eq!(board::find(&place, &claire, JURY).await.expect("it is there").topics, 1);
    let (thread, replies) = domain::forum::topic::read(&place, &claire, karims, 1).await.expect("it is read");
    assert_eq!((thread.replies, replies.len()), (2, 2), "neither reply is lost");
    assert!(replies.iter().all(|reply| reply.message.author.id == place.claire.id()));

    // Her telephone and the link in her other mailbox open the kept account; sessions that were ended stay so.
    let (_, here) =
        sessions::resume(&place, &telephone_again).await.expect("it is read").expect("it is open");
    assert_eq!(here.id(), place.claire.id());
    assert_eq!(here.roles(), Roles::of(&[Role::Advisor, Role::Assistant]), "she is what both were");
    assert!(sessions::resume(&place, &telephone).await.expect("it is read").is_none());
    let (_, member, _) = sign_in::enter(&place, &link, "Edge").await.expect("the link is good");
    assert_eq!(member, place.claire.id());
    assert!(acting::consent(&place, place.claire.id()).await.expect("it is read").is_some());

    // Where she worked: one present, the rest is past.
    let history = postings::history(&place, &delphine, place.claire.id()).await.expect("it is read");
    assert_eq!(history.len(), 3);
    let present: Vec<_> = history.iter().filter(|posting| posting.until.is_none()).collect();
    assert_eq!(present.len(), 1);
    assert_eq!(present[0].antenne.as_deref(), Some("Centre conseil VAE 75 - Paris 4ème"));
    let profile = directory::profile(&place, &claire, place.claire.id()).await.expect("she is there");
    assert_eq!(
        (profile.name.as_str(), profile.function.as_deref()),
        ("Claire Bernard", Some("Conseillère VAE"))
    );

    // The old address leads to the kept one; the index follows; the log says it.
    let nobody = directory::profile(&place, &claire, other.id()).await.map_err(Failure::refusal);
    assert_eq!(nobody, Err(Some(DoorRefusal::NoSuchMember)));
    let moved = directory::moved(&place, &claire, other.id()).await.expect("it is read");
    assert_eq!(moved, Some((place.claire.id(), "Claire Bernard".to_owned())));
    place.worker_passes().await;
    assert_eq!(place.find(&place.karim, "Diallo").await.hits.len(), 0, "nobody is called so any more");
    let line = whole_log(&place).await.remove(0);
    assert_eq!((line.deed, line.detail), (Some(Deed::Merged), other.id().to_string()));
    let about = log::Filter { whom: Some(log::Whom::Exactly(place.claire.id())), ..log::Filter::default() };
    let about = log::read(&place, &delphine, &about, None).await.expect("it is read").entries;
    assert_eq!(about.iter().filter(|line| line.deed == Some(Deed::Joined)).count(), 2, "she came twice");
}

const LIFE: &str = "vie-de-la-communaute";
const ASSISTANTS: &str = crate::place::ASSISTANTS;

#[tokio::test]
async fn an_address_that_led_to_an_account_that_is_merged_in_turn_leads_on() {
    let place = Place::founded().await;
    let other = claire_again(&place).await;
    assert_eq!(merged(&place, &place.delphine, &place.claire, &other).await, Ok(()));
    assert_eq!(merged(&place, &place.delphine, &place.lucie, &place.claire).await, Ok(()));
    for old in [other.id(), place.claire.id()] {
        let moved = directory::moved(&place, &seen_by(&place.karim), old).await.expect("it is read");
        assert_eq!(moved.map(|(id, _)| id), Some(place.lucie.id()));
    }
    let again = merged(&place, &place.delphine, &place.lucie, &place.claire).await;
    assert_eq!(again, Err(Some(Refusal::NoSuchPerson)), "what is done is done");
}

#[tokio::test]
async fn an_organiser_may_merge_her_own_two_accounts() {
    let place = Place::founded().await;
    let name = MemberName::parse("Delphine Roux").expect("it is a name");
    let email = EmailAddress::parse("delphine@maison.fr").expect("it is an address");
    let newcomer = joining::Newcomer::new(name, email.clone(), Roles::of(&[Role::Organiser]));
    joining::welcome(&place, &newcomer).await.expect("she is welcome");
    let other = upkeep::member(&place, &email).await.expect("the database answers").expect("she is there");
    assert_eq!(merged(&place, &other, &place.delphine, &other).await, Ok(()));
    let line = whole_log(&place).await.remove(0);
    assert_eq!(line.actor.map(|actor| actor.id), Some(place.delphine.id()));
}

#[tokio::test]
async fn no_merge_makes_anybody_an_administrator_whom_an_organiser_is_not_over() {
    let place = Place::founded().await;
    let other = claire_again(&place).await;
    let refused = Err(Some(Refusal::NotYours));
    assert_eq!(
        merged(&place, &place.delphine, &place.raphael, &other).await,
        refused,
        "her sessions would be his"
    );
    assert_eq!(
        merged(&place, &place.delphine, &other, &place.raphael).await,
        refused,
        "his role would be hers"
    );
    assert_eq!(merged(&place, &place.delphine, &other, &other).await, Err(Some(Refusal::SamePerson)));
    let reason = Reason::parse("Essai").expect("it is a reason");
    suspension::suspend(&place, &at_desk(&place.delphine), other.id(), None, &reason).await.expect("done");
    assert_eq!(merged(&place, &place.delphine, &place.claire, &other).await, Err(Some(Refusal::Suspended)));
    let everybody = people::find(&place, &at_desk(&place.delphine), &people::Filter::default()).await;
    assert_eq!(everybody.expect("it is read").people.len(), 8, "nobody is gone");
}

#[tokio::test]
async fn whoever_judged_a_document_under_two_accounts_judged_it_once() {
    let place = Place::founded().await;
    let again = claire_again(&place).await;
    let resource = Id::new(place.published("Guide du jury", "Bonjour").await.number());
    for member in [&place.claire, &again, &place.karim] {
        opinions::give(&place, member, resource, Some((true, None))).await.expect("they say so");
    }
    let listed = async || {
        let visitor = seen_by(&place.karim);
        let found = browse::look(&place, &visitor, &browse::Asked::default(), 1).await.expect("it answers");
        found.page[0].useful
    };
    assert_eq!(listed().await, (3, 0));
    assert_eq!(merged(&place, &place.delphine, &place.claire, &again).await, Ok(()));
    assert_eq!(listed().await, (2, 0));
}
