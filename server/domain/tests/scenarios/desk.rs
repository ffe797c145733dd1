//! The organisers' desk: finding people, reading the audit log.

use std::net::IpAddr;

use chrono::Duration;
use domain::{
    Role,
    members::{
        Member, Organiser,
        audit::{Deed, Origin},
        desk::{
            log::{self, Entry, Whom},
            people::{self, State, Whereabouts},
        },
        sessions,
    },
};

use crate::place::Place;

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
