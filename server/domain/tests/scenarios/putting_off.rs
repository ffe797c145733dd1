//! A day that is put off or called off: what becomes of its seats, of its date, of those who are told.

use chrono::Duration;
use domain::{
    Failure,
    days::{
        Act, DayId, Details, Refusal, State as DayState, edition, page,
        registration::{self, State, Wishes, desk},
    },
    forum::Submission,
    members::{
        Member,
        audit::Origin,
        departure::{self, KeptName},
        dormancy::Patience,
    },
    upkeep,
};

use crate::{
    place::{Place, seen_by},
    registering::{day_of, desk_of, published},
};

async fn comes(place: &Place, member: &Member, day: DayId) -> State {
    registration::register(place, member, day, &Wishes::default()).await.expect("they come")
}

async fn stands(place: &Place, member: &Member, day: DayId) -> Option<State> {
    let day = page::read(place, &seen_by(member), day).await.expect("it is there");
    day.mine.map(|mine| mine.state)
}

async fn acts(place: &Place, day: DayId, edition: i32, act: Act) -> Result<DayState, Option<Refusal>> {
    edition::act(place, &desk_of(place), day, edition, act, None).await.map_err(Failure::refusal)
}

/// What was written to that person, but for what they did themselves.
fn news(place: &Place, member: &Member) -> Vec<String> {
    let own = ["Inscription confirmée", "Sur la liste d’attente", "Désistement noté"];
    let subjects = place.letters_of(member).into_iter().map(|letter| letter.subject);
    let told = subjects.filter(|subject| own.iter().all(|own| !subject.starts_with(own)));
    told.map(|subject| subject.split('\u{a0}').next().unwrap_or_default().to_owned()).collect()
}

async fn told(place: &Place) {
    place.passes(Duration::minutes(6));
    place.worker_passes().await;
}

/// The same day, so much later.
fn later(details: &Details, by: Duration) -> Details {
    let mut later = details.clone();
    for session in &mut later.sessions {
        session.starts_at += by;
        session.ends_at += by;
    }
    later
}

#[tokio::test]
async fn it_is_on_again_with_a_date_to_come_and_those_who_come_are_told_once() {
    let place = Place::founded().await;
    let details = day_of(&place, 3, None);
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    place.worker_passes().await;
    assert_eq!(acts(&place, day, 2, Act::Postpone).await, Ok(DayState::Postponed));
    told(&place).await;
    place.passes(Duration::days(16));
    assert_eq!(acts(&place, day, 3, Act::Resume).await, Err(Some(Refusal::DateIsPast)));
    // The new date is known before it is said that the day is on again.
    let moved = later(&details, Duration::days(40));
    edition::change(&place, &desk_of(&place), day, 3, &moved).await.expect("it has a date");
    told(&place).await;
    assert_eq!(news(&place, &place.claire), ["Reportée"], "nothing is asked of her yet");
    assert_eq!(acts(&place, day, 4, Act::Resume).await, Ok(DayState::Published));
    told(&place).await;
    told(&place).await;
    assert_eq!(news(&place, &place.claire), ["Reportée", "De nouveau au programme"]);
    assert_eq!(place.number("SELECT COUNT(*) FROM surveys WHERE opened_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn what_was_put_off_and_is_called_off_after_its_date_is_told() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 3, None)).await;
    comes(&place, &place.claire, day).await;
    place.worker_passes().await;
    acts(&place, day, 2, Act::Postpone).await.expect("it is put off");
    told(&place).await;
    place.passes(Duration::days(30));
    acts(&place, day, 3, Act::Cancel).await.expect("it is called off");
    told(&place).await;
    assert_eq!(news(&place, &place.claire), ["Reportée", "Annulée"]);
}

#[tokio::test]
async fn seats_are_given_in_a_day_that_is_on_and_to_come_only() {
    let place = Place::founded().await;
    let details = day_of(&place, 1, None);
    let day = published(&place, &details).await;
    for member in [&place.claire, &place.karim, &place.lucie] {
        comes(&place, member, day).await;
    }
    place.worker_passes().await;
    acts(&place, day, 2, Act::Postpone).await.expect("it is put off");
    place.passes(Duration::days(16));
    registration::withdraw(&place, &place.claire, day, None)
        .await
        .expect("she leaves, though its date has passed");
    assert_eq!(stands(&place, &place.karim, day).await, Some(State::Waiting), "nobody knows when it is");
    let moved = later(&details, Duration::days(40));
    edition::change(&place, &desk_of(&place), day, 3, &moved).await.expect("it has a date");
    assert_eq!(stands(&place, &place.karim, day).await, Some(State::Waiting));
    acts(&place, day, 4, Act::Resume).await.expect("it is on again");
    assert_eq!(
        stands(&place, &place.karim, day).await,
        Some(State::Seated),
        "the queue goes on where it was"
    );
    assert_eq!(stands(&place, &place.lucie, day).await, Some(State::Waiting));

    place.passes(Duration::days(39));
    acts(&place, day, 5, Act::Hold).await.expect("it was held");
    let larger = Details { room: domain::days::Room { capacity: 9, antenne_quota: None }, ..moved };
    edition::change(&place, &desk_of(&place), day, 6, &larger).await.expect("a larger room was found");
    assert_eq!(
        stands(&place, &place.lucie, day).await,
        Some(State::Waiting),
        "nobody gets a seat afterwards"
    );
}

#[tokio::test]
async fn whoever_leaves_the_community_while_it_is_put_off_gives_the_seat_back() {
    let place = Place::founded().await;
    let details = day_of(&place, 1, None);
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    acts(&place, day, 2, Act::Postpone).await.expect("it is put off");
    departure::ask(&place, &place.claire, KeptName::Former, Origin::HERE).await.expect("she leaves");
    place.passes(Duration::days(40));
    upkeep::look_after_accounts(&place, Patience::default()).await.expect("accounts are looked after");
    place.worker_passes().await;
    let moved = later(&details, Duration::days(90));
    edition::change(&place, &desk_of(&place), day, 3, &moved).await.expect("it has a date");
    acts(&place, day, 4, Act::Resume).await.expect("it is on again");
    assert_eq!(stands(&place, &place.karim, day).await, Some(State::Seated));
}

#[tokio::test]
async fn nobody_is_put_in_the_list_of_a_draft() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let made = edition::make(&place, &organiser, &day_of(&place, 3, None), &Submission::new()).await;
    let day = made.expect("it is made");
    let claire = place.claire.id();
    let enrolled = desk::enrol(&place, &organiser, day, claire).await.map_err(Failure::refusal);
    assert_eq!(enrolled, Err(Some(Refusal::NotPublished)));
    let invited = desk::invite(&place, &organiser, day, claire).await.map_err(Failure::refusal);
    assert_eq!(invited, Err(Some(Refusal::NotPublished)));
}

#[tokio::test]
async fn whoever_registers_after_the_change_knew_the_new_date() {
    let place = Place::founded().await;
    let details = day_of(&place, 3, None);
    let day = published(&place, &details).await;
    comes(&place, &place.karim, day).await;
    place.worker_passes().await;
    let moved = later(&details, Duration::days(1));
    edition::change(&place, &desk_of(&place), day, 2, &moved).await.expect("it moves");
    place.passes(Duration::minutes(2));
    comes(&place, &place.claire, day).await;
    told(&place).await;
    let asked = async |member: &Member| {
        let day = page::read(&place, &seen_by(member), day).await.expect("it is there");
        day.mine.expect("they come").asked_again
    };
    assert!(asked(&place.karim).await);
    assert!(!asked(&place.claire).await);
}
