//! The organisers' desk: finding people, reading the audit log.

use std::net::IpAddr;

use chrono::Duration;
use domain::{
    Failure, Role, forum,
    members::{
        Member, Organiser,
        audit::{Deed, Origin},
        departure::KeptName,
        desk::{
            Refusal, departure,
            log::{self, Entry, Whom},
            people::{self, State, Whereabouts},
        },
        sessions,
    },
    upkeep,
};

use crate::place::{JURY, Place, seen_by};

/// That person at the desk, from an address of the tests.
pub(crate) fn at_desk(member: &Member) -> Organiser {
    member.as_organiser(Origin::address(IpAddr::from([192, 0, 2, 7]))).expect("they have a place there")
}

async fn found(place: &Place, filter: &people::Filter) -> people::Found {
    people::find(place, &at_desk(&place.delphine), filter).await.expect("the desk answers")
}

async fn names(place: &Place, filter: &people::Filter) -> Vec<String> {
    found(place, filter).await.people.into_iter().map(|person| person.name).collect()
}

/// The whole log, as Delphine reads it.
pub(crate) async fn whole_log(place: &Place) -> Vec<Entry> {
    let delphine = at_desk(&place.delphine);
    log::read(place, &delphine, &log::Filter::default(), None).await.expect("the desk answers").entries
}

#[tokio::test]
async fn only_organisers_and_administrators_have_a_place_at_the_desk() {
    let place = Place::founded().await;
    for (member, role) in place.everybody() {
        let expected = matches!(role, Role::Organiser | Role::Administrator);
        assert_eq!(member.as_organiser(Origin::HERE).is_some(), expected, "{}", member.name());
    }
}

#[tokio::test]
async fn people_are_found_by_role_place_state_and_name() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.karim, "Firefox").await;
    sessions::resume(&place, &token).await.expect("it is read").expect("Karim is here");

    let everybody = found(&place, &people::Filter::default()).await;
    assert_eq!(everybody.people.len(), 7);
    assert_eq!(everybody.states, [1, 6, 0, 0], "only Karim has come");
    let karim = everybody.people.iter().find(|person| person.name == "Karim Haddad").expect("he is there");
    assert_eq!((karim.seen_at, karim.state()), (Some(place.now()), State::Active));
    assert_eq!(karim.department.as_deref(), Some("93"));

    let filter = people::Filter::default;
    assert_eq!(
        names(&place, &people::Filter { role: Some(Role::Advisor), ..filter() }).await,
        ["Claire Bernard", "Karim Haddad"]
    );
    assert_eq!(
        names(&place, &people::Filter { words: "HELENE".to_owned(), ..filter() }).await,
        ["Hélène Garnier"]
    );
    assert_eq!(
        names(&place, &people::Filter { words: "paul@".to_owned(), ..filter() }).await,
        ["Paul Lemaire"]
    );
    let melun = Some(Whereabouts::Department("77".to_owned()));
    assert_eq!(names(&place, &people::Filter { place: melun, ..filter() }).await, ["Lucie Petit"]);
    let never = people::Filter { state: Some(State::NeverCame), role: Some(Role::Advisor), ..filter() };
    assert_eq!(names(&place, &never).await, ["Claire Bernard"]);
}

#[tokio::test]
async fn a_list_that_leaves_as_a_file_is_written_in_the_log_with_who_and_from_where() {
    let place = Place::founded().await;
    let delphine = at_desk(&place.delphine);
    let filter = people::Filter { role: Some(Role::Advisor), ..people::Filter::default() };
    let people = people::export(&place, &delphine, &filter).await.expect("it is exported");
    assert_eq!(people.len(), 2);
    let log = whole_log(&place).await;
    let line = log.first().expect("a line was written");
    assert_eq!((line.deed, line.detail.as_str()), (Some(Deed::PeopleExported), "2"));
    assert_eq!(line.actor.as_ref().map(|actor| actor.id), Some(place.delphine.id()));
    assert_eq!(line.address.as_deref(), Some("192.0.2.7"));
}

#[tokio::test]
async fn the_log_is_filtered_by_person_deed_and_period() {
    let place = Place::founded().await;
    let begun = place.now();
    place.passes(Duration::days(3));
    let (delphine, raphael) = (at_desk(&place.delphine), at_desk(&place.raphael));
    people::export(&place, &delphine, &people::Filter::default()).await.expect("it is exported");
    place.passes(Duration::days(3));
    log::export(&place, &raphael, &log::Filter::default()).await.expect("it is exported");

    let deeds = async |filter: log::Filter| {
        let lines = log::read(&place, &delphine, &filter, None).await.expect("the desk answers");
        lines.entries.into_iter().filter_map(|entry| entry.deed).collect::<Vec<_>>()
    };
    let filter = log::Filter::default;
    assert_eq!(deeds(filter()).await.len(), 9, "seven people came, two files left");
    assert_eq!(
        deeds(log::Filter { whom: Some(Whom::Called("ROUX delph".to_owned())), ..filter() }).await,
        [Deed::PeopleExported, Deed::Joined]
    );
    let exactly = log::Filter { whom: Some(Whom::Exactly(place.raphael.id())), ..filter() };
    assert_eq!(deeds(exactly).await, [Deed::LogExported, Deed::Joined]);
    assert_eq!(deeds(log::Filter { whom: Some(Whom::Called("personne".to_owned())), ..filter() }).await, []);
    assert_eq!(deeds(log::Filter { deed: Some(Deed::LogExported), ..filter() }).await, [Deed::LogExported]);
    let period = log::Filter {
        from: Some(begun + Duration::days(3)),
        to: Some(begun + Duration::days(6)),
        ..filter()
    };
    assert_eq!(deeds(period).await, [Deed::PeopleExported], "the end is not in it");
}

#[tokio::test]
async fn a_long_log_is_read_page_after_page_and_each_line_once() {
    let place = Place::founded().await;
    let delphine = at_desk(&place.delphine);
    for _ in 0..log::PAGE * 2 {
        people::export(&place, &delphine, &people::Filter::default()).await.expect("it is exported");
    }
    let (mut before, mut read) = (None, Vec::new());
    loop {
        let lines = log::read(&place, &delphine, &log::Filter::default(), before).await.expect("it is read");
        read.extend(lines.entries.iter().map(|entry| entry.id));
        // Somebody writes meanwhile: pages that count lines would show one twice.
        people::export(&place, &delphine, &people::Filter::default()).await.expect("it is exported");
        before = lines.next;
        if before.is_none() {
            break;
        }
    }
    assert!(read.is_sorted_by(|newer, older| newer > older));
    assert_eq!(read.len() as u32, log::PAGE * 2 + 7);
}

#[tokio::test]
async fn a_line_stays_and_its_network_address_goes_after_a_year() {
    let place = Place::founded().await;
    let delphine = at_desk(&place.delphine);
    people::export(&place, &delphine, &people::Filter::default()).await.expect("it is exported");
    place.passes(Duration::days(365));
    upkeep::tidy(&place).await.expect("it is tidied");
    assert_eq!(whole_log(&place).await[0].address.as_deref(), Some("192.0.2.7"), "a year to the second");
    place.passes(Duration::seconds(1));
    upkeep::tidy(&place).await.expect("it is tidied");
    let log = whole_log(&place).await;
    assert_eq!((log.len(), log[0].deed, log[0].address.as_deref()), (8, Some(Deed::PeopleExported), None));
    assert_eq!(upkeep::tidy(&place).await.expect("it is tidied"), 0, "once");
}

async fn closes(place: &Place, by: &Member, whom: &Member, kept: KeptName) -> Result<(), Option<Refusal>> {
    departure::close(place, &at_desk(by), whom.id(), kept).await.map_err(Failure::refusal)
}

#[tokio::test]
async fn the_account_of_whoever_leaves_is_closed_from_the_desk_and_what_they_wrote_stays() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.karim, "Firefox").await;
    let topic = place.ask(&place.karim, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    assert_eq!(closes(&place, &place.delphine, &place.karim, KeptName::Former).await, Ok(()));
    assert!(sessions::resume(&place, &token).await.expect("it is read").is_none());
    let read = forum::topic::find(&place, &seen_by(&place.claire), topic).await.expect("it is there");
    assert_ne!(read.message.author.name, "Karim Haddad");
    let line = whole_log(&place).await.remove(0);
    assert_eq!((line.deed, line.actor.map(|by| by.id)), (Some(Deed::Closed), Some(place.delphine.id())));
    assert_eq!(line.address.as_deref(), Some("192.0.2.7"));
    let person = people::one(&place, &at_desk(&place.delphine), place.karim.id()).await.expect("a row stays");
    assert_eq!(person.state(), State::Left);
    assert_eq!(closes(&place, &place.delphine, &place.karim, KeptName::Own).await, Err(Some(Refusal::Left)));
}

#[tokio::test]
async fn nobody_is_sent_away_who_is_oneself_an_administrator_or_the_last_organiser() {
    let place = Place::founded().await;
    let own = KeptName::Own;
    assert_eq!(closes(&place, &place.delphine, &place.delphine, own).await, Err(Some(Refusal::Oneself)));
    assert_eq!(closes(&place, &place.delphine, &place.raphael, own).await, Err(Some(Refusal::NotYours)));
    let last = Err(Some(Refusal::Last(Role::Organiser)));
    assert_eq!(closes(&place, &place.raphael, &place.delphine, own).await, last);
}
