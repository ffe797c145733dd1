//! What a year of days came to, as the funder reads it.

use chrono::Duration;
use domain::{
    Failure,
    days::{
        Act, DayId, Details, Plan, State,
        attendance::{
            Mark,
            sheet::{self, Said, Tick, Who},
        },
        details::Speaker,
        edition,
        minutes::{publication, writing},
        plan,
        registration::{self, Wishes},
        report::{self, Refusal},
    },
    members::Member,
    statements,
    text::Line,
};

use crate::{
    place::{Place, said, seen_by},
    registering::{day_of, desk_of, published},
};

/// A day of 2027 with a speaker, where these people have a seat; it is over.
async fn over(place: &Place, members: &[&Member]) -> DayId {
    let speaker = Speaker {
        name: Line::parse("Anne Leroy").expect("a name"),
        function: None,
        organisation: Some(Line::parse("CNAM").expect("a body")),
        certifier: None,
        member: None,
    };
    let details = Details {
        theme: Some(Line::parse("Financement").expect("a theme")),
        speakers: vec![speaker],
        ..day_of(place, 10, None)
    };
    let day = published(place, &details).await;
    for member in members {
        registration::register(place, member, day, &Wishes::default()).await.expect("they come");
    }
    place.passes(Duration::days(15));
    day
}

/// Says who was there.
async fn fills_in(place: &Place, day: DayId, marks: &[(&Member, Mark)]) {
    let session = sheet::read(place, &desk_of(place), day).await.expect("it is there").sessions[0].id;
    let tick = |(member, mark): &(&Member, Mark)| Tick {
        session,
        who: Who::Member(member.id()),
        said: Some(Said { mark: *mark, minutes: None, word: None }),
    };
    let ticks: Vec<Tick> = marks.iter().map(tick).collect();
    sheet::tick(place, &desk_of(place), day, &ticks).await.expect("she ticks");
}

async fn acts(place: &Place, day: DayId, act: Act) {
    let (organiser, edition) = (desk_of(place), edition::open(place, &desk_of(place), day).await);
    let (_, edition, _) = edition.expect("it is there");
    edition::act(place, &organiser, day, edition, act, None).await.expect("she may");
}

#[tokio::test]
async fn a_year_is_what_was_held_who_came_and_what_came_out_of_it() {
    let place = Place::founded().await;
    let (claire, karim, lucie) = (&place.claire, &place.karim, &place.lucie);
    let planned = Plan { year: 2027, for_advisors: 8, for_assistants: 4, for_both: 4 };
    plan::set(&place, &desk_of(&place), &planned).await.expect("it is planned");
    let held = over(&place, &[claire, karim, lucie]).await;
    fills_in(&place, held, &[(claire, Mark::Present), (karim, Mark::Absent), (lucie, Mark::Present)]).await;
    acts(&place, held, Act::Hold).await;
    // Over, but nobody says that it was held.
    let left = over(&place, &[karim]).await;
    fills_in(&place, left, &[(karim, Mark::Present)]).await;
    writing::change(&place, claire, held, 0, &said("Ce que nous retenons.")).await.expect("she was there");
    publication::publish(&place, &desk_of(&place), held, 1).await.expect("they are published");

    let funder = seen_by(&place.helene);
    let (read, counted) = statements::counted(report::of_years(&place, &funder, 2027)).await;
    let (year, before, years) = read.expect("the funder reads it");
    assert_eq!((counted, years), (5, vec![2027]));
    assert_eq!((year.plan, year.days.len(), year.count(|_| true)), (planned, 2, 1));
    let turnout = year.turnout;
    assert_eq!((turnout.registered, turnout.seated, turnout.withdrawn), (3, 3, 0));
    assert_eq!((turnout.expected, turnout.present, turnout.people), (3, 2, 2));
    assert_eq!(turnout.minutes, 2 * 180, "the hours really attended, of the day that was held");
    assert_eq!(year.themes(), [("Financement".to_owned(), 1)]);
    let spoke: Vec<_> =
        year.speakers.iter().map(|one| (one.name.as_str(), one.organisation.as_str())).collect();
    assert_eq!(spoke, [("Anne Leroy", "CNAM")]);
    assert_eq!(year.minutes, [(held, "Financer un parcours".to_owned())]);
    assert!(before.is_none(), "the community had no days then: nothing is compared with nothing");
    let states: Vec<_> = year.days.iter().map(|day| (day.state, day.turnout.people)).collect();
    assert_eq!(states, [(State::Held, 2), (State::Published, 0)]);

    let missing = report::who_has_not_come(&place, &desk_of(&place), 2027).await.expect("she may ask");
    let missing: Vec<_> = missing.iter().map(|(_, name, _)| name.as_str()).collect();
    assert!(
        missing.contains(&karim.name().as_str()) && !missing.contains(&claire.name().as_str()),
        "{missing:?}"
    );
    assert!(!missing.contains(&place.helene.name().as_str()), "no day is for her: {missing:?}");
}

#[tokio::test]
async fn the_report_is_for_the_team_and_the_funder_and_for_a_year_that_has_one() {
    let place = Place::founded().await;
    over(&place, &[&place.claire]).await;
    for member in [&place.claire, &place.lucie, &place.paul] {
        let read = report::of_years(&place, &seen_by(member), 2027).await;
        assert!(matches!(read, Err(Failure::Refused(Refusal::NotThere))), "{}", member.name().as_str());
    }
    for member in [&place.helene, &place.delphine] {
        report::of_years(&place, &seen_by(member), 2027).await.expect("it is for them");
        for year in [2031, -1, 0, i32::MAX, i32::MIN] {
            let read = report::of_years(&place, &seen_by(member), year).await;
            assert!(matches!(read, Err(Failure::Refused(Refusal::NotThere))), "{year}");
        }
    }
}
