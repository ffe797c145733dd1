//! The year's programme against its plan, and what one already does on a day.

use chrono::Duration;
use domain::{
    days::{
        Act, DayId, Details, Plan, Public, Room, edition, page,
        plan::{self, Progress},
        programme::{self, Asked},
        registration::{self, State, Wishes},
    },
    members::Member,
    text::Line,
};

use crate::{
    place::{Place, seen_by},
    registering::{day_of, desk_of, published},
};

/// A day of that title that begins that many hours after the usual one.
async fn day(place: &Place, title: &str, hours_later: i64, capacity: u32) -> DayId {
    let mut details =
        Details { title: Line::parse(title).expect("a title"), ..day_of(place, capacity, None) };
    for session in &mut details.sessions {
        session.starts_at += Duration::hours(hours_later);
        session.ends_at += Duration::hours(hours_later);
    }
    published(place, &details).await
}

async fn comes(place: &Place, member: &Member, day: DayId) -> State {
    registration::register(place, member, day, &Wishes::default()).await.expect("they come")
}

/// What is said to Claire before she registers for that day.
async fn conflicts(place: &Place, day: DayId) -> Vec<String> {
    let found = programme::conflicts(place, &place.claire, day).await.expect("it is read");
    found.into_iter().map(|day| day.title).collect()
}

#[tokio::test]
async fn what_one_already_does_at_that_time_is_said_and_nothing_else() {
    let place = Place::founded().await;
    // Three hours each: the second overlaps the first, the third begins as the first ends.
    let first = day(&place, "La première journée", 0, 1).await;
    let second = day(&place, "La deuxième journée", 2, 5).await;
    let third = day(&place, "La troisième journée", 3, 5).await;
    assert_eq!(conflicts(&place, second).await, [""; 0], "nothing yet");
    comes(&place, &place.claire, first).await;
    assert_eq!(conflicts(&place, second).await, ["La première journée"]);
    assert_eq!(conflicts(&place, third).await, [""; 0], "one ends as the other begins");
    assert_eq!(conflicts(&place, first).await, [""; 0], "a day is not in its own way");
    let of_karim = programme::conflicts(&place, &place.karim, second).await.expect("it is read");
    assert_eq!(of_karim, [], "it is hers, not his");

    assert_eq!(comes(&place, &place.claire, second).await, State::Seated, "said, and left to her");
    assert_eq!(conflicts(&place, third).await, ["La deuxième journée"]);
    registration::withdraw(&place, &place.claire, first, None).await.expect("she leaves");
    assert_eq!(conflicts(&place, second).await, [""; 0]);

    // Whoever waits may have to choose one day; a day called off is in nobody's way.
    comes(&place, &place.karim, first).await;
    assert_eq!(comes(&place, &place.claire, first).await, State::Waiting);
    assert_eq!(conflicts(&place, second).await, ["La première journée"]);
    edition::act(&place, &desk_of(&place), first, 2, Act::Cancel, None).await.expect("it is called off");
    assert_eq!(conflicts(&place, second).await, [""; 0]);
}

#[tokio::test]
async fn a_year_is_counted_against_its_plan_by_public() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let plan = Plan { year: 2027, for_advisors: 8, for_assistants: 4, for_both: 4 };
    plan::set(&place, &organiser, &plan).await.expect("it is made");
    let of = |title: &str, public| Details {
        title: Line::parse(title).expect("a title"),
        public,
        ..day_of(&place, 5, None)
    };
    let held = published(&place, &of("Une journée tenue", Public::Advisors)).await;
    let called_off = published(&place, &of("Une journée annulée", Public::Advisors)).await;
    published(&place, &of("Une journée à venir", Public::Both)).await;
    edition::make(&place, &organiser, &of("Un brouillon", Public::Both), &domain::forum::Submission::new())
        .await
        .expect("it is made");
    edition::act(&place, &organiser, called_off, 2, Act::Cancel, None).await.expect("it is called off");
    place.passes(Duration::days(15));
    edition::act(&place, &organiser, held, 2, Act::Hold, None).await.expect("it is held");

    let visitor = seen_by(&place.helene);
    let days = programme::of_year(&place, &visitor, 2027).await.expect("it is listed");
    let (read, years) = plan::of_year(&place, &visitor, 2027).await.expect("it is read");
    assert_eq!((read, years), (plan, vec![2027]));
    assert_eq!(
        Progress::of(&plan, &days),
        Progress {
            held: 1,
            counted: 2,
            target: 16,
            publics: [(Public::Advisors, 1, 8), (Public::Assistants, 0, 4), (Public::Both, 1, 4)],
        }
    );
    let free = Asked { free: true, ..Asked::default() };
    let titles: Vec<_> = days.iter().filter(|day| free.keeps(day)).map(|day| day.title.as_str()).collect();
    assert_eq!(titles, ["Une journée à venir"], "what is held or called off has no seat to give");
}

#[tokio::test]
async fn an_antenne_s_seats_are_counted_for_its_own_people() {
    let place = Place::founded().await;
    let details = Details { room: Room { capacity: 5, antenne_quota: Some(2) }, ..day_of(&place, 5, None) };
    let day = published(&place, &details).await;
    let left = async |member: &Member| {
        page::read(&place, &seen_by(member), day).await.expect("it is there").left_for_antenne()
    };
    assert_eq!(left(&place.claire).await, Some(2));
    comes(&place, &place.claire, day).await;
    assert_eq!(left(&place.claire).await, Some(1));
    assert_eq!(left(&place.karim).await, Some(2), "another antenne");
    assert_eq!(left(&place.delphine).await, None, "whoever is of no antenne has no quota");
}
