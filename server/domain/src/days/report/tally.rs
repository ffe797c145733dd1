//! Adding up.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Day, Speaker, Turnout, Year,
    store::{Coming, Read, Registered, Said},
};
use crate::{
    Id,
    days::{
        Plan, State, registration,
        survey::{Kind, Satisfaction},
    },
};

/// What was read of that year, added up.
pub(super) fn year(read: &Read, year: i32) -> Year {
    let days: Vec<Day> = read.days.iter().filter(|(of, _)| *of == year).map(|(_, day)| day.clone()).collect();
    let held: BTreeSet<i64> =
        days.iter().filter(|day| day.state == State::Held).map(|day| day.id.number()).collect();
    let comings: Vec<&Coming> = read.comings.iter().filter(|one| held.contains(&one.day.number())).collect();
    let registered: Vec<&Registered> =
        read.registered.iter().filter(|one| held.contains(&one.day.number())).collect();
    let all = |keeps: &dyn Fn(&(String, String)) -> bool| {
        let comings = comings.iter().copied().filter(|one| keeps(&one.antenne));
        turnout(comings, registered.iter().copied().filter(|one| keeps(&one.antenne)))
    };
    let places = comings.iter().map(|one| &one.antenne).chain(registered.iter().map(|one| &one.antenne));
    let antennes: BTreeSet<&(String, String)> = places.collect();
    let departments: BTreeSet<&String> = antennes.iter().map(|(department, _)| department).collect();
    let measured = |kind: Kind| {
        let of =
            read.satisfaction.iter().filter(|(day, one, _)| *one == kind && held.contains(&day.number()));
        of.fold(Satisfaction::default(), |sum, (_, _, one)| sum.and(one))
    };
    let said = |what: &'static str| read.said.iter().filter(move |one| one.year == year && one.what == what);
    Year {
        plan: read.plans.iter().find(|plan| plan.year == year).copied().unwrap_or(Plan::usual(year)),
        speakers: speakers(said("speaker").filter(|one| held.contains(&one.day.number()))),
        turnout: all(&|_| true),
        antennes: antennes.iter().map(|place| ((*place).clone(), all(&|one| one == *place))).collect(),
        departments: departments.iter().map(|code| ((*code).clone(), all(&|one| one.0 == **code))).collect(),
        hot: measured(Kind::Hot),
        cold: measured(Kind::Cold),
        resources: said("resource").map(|one| (Id::new(one.number), one.name.clone())).collect(),
        minutes: said("minutes").map(|one| (one.day, one.name.clone())).collect(),
        days: days.into_iter().map(|day| with_figures(day, read)).collect(),
    }
}

fn with_figures(day: Day, read: &Read) -> Day {
    let turnout = turnout(
        read.comings.iter().filter(|one| one.day == day.id),
        read.registered.iter().filter(|one| one.day == day.id),
    );
    let hot = read.satisfaction.iter().find(|(of, kind, _)| (*of, *kind) == (day.id, Kind::Hot));
    Day { turnout, hot: hot.map(|(.., one)| *one).unwrap_or_default(), ..day }
}

fn turnout<'a>(
    comings: impl Iterator<Item = &'a Coming>,
    registered: impl Iterator<Item = &'a Registered>,
) -> Turnout {
    let mut sum = Turnout::default();
    let (mut people, mut comings_of) = (BTreeSet::new(), BTreeSet::new());
    for one in comings {
        sum.expected += one.expected;
        sum.present += one.present;
        sum.minutes += one.minutes;
        if one.present > 0 {
            // Whoever was of two antennes, under two accounts, came once.
            comings_of.insert((one.day.number(), &one.person));
            people.insert(&one.person);
        }
    }
    sum.comings = u32::try_from(comings_of.len()).unwrap_or(u32::MAX);
    sum.people = u32::try_from(people.len()).unwrap_or(u32::MAX);
    for one in registered {
        match one.state {
            registration::State::Invited => continue,
            registration::State::Seated => sum.seated += one.people,
            registration::State::Withdrawn => sum.withdrawn += one.people,
            registration::State::Waiting | registration::State::OverQuota => {}
        }
        sum.registered += one.people;
    }
    sum
}

/// By how often, then by name. One name for two bodies is two people.
fn speakers<'a>(said: impl Iterator<Item = &'a Said>) -> Vec<Speaker> {
    let mut days: BTreeMap<(&str, &str), BTreeSet<i64>> = BTreeMap::new();
    for one in said {
        days.entry((&one.name, &one.more)).or_default().insert(one.day.number());
    }
    let speaker = |((name, organisation), days): ((&str, &str), BTreeSet<i64>)| Speaker {
        name: name.to_owned(),
        organisation: organisation.to_owned(),
        days: u32::try_from(days.len()).unwrap_or(u32::MAX),
    };
    let mut speakers: Vec<Speaker> = days.into_iter().map(speaker).collect();
    speakers.sort_by_key(|one| Reverse(one.days));
    speakers
}

/// By how many days, then by name.
pub(super) fn themes<'a>(held: impl Iterator<Item = &'a Day>) -> Vec<(String, u32)> {
    let mut themes: BTreeMap<&str, u32> = BTreeMap::new();
    for day in held.filter(|day| !day.theme.is_empty()) {
        *themes.entry(&day.theme).or_default() += 1;
    }
    let mut themes: Vec<(String, u32)> =
        themes.into_iter().map(|(theme, days)| (theme.to_owned(), days)).collect();
    themes.sort_by_key(|(_, days)| Reverse(*days));
    themes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::{Modality, Public};

    fn day(id: i64, state: State, theme: &str) -> (i32, Day) {
        let day = Day {
            id: Id::new(id),
            title: format!("Journée {id}"),
            public: Public::Both,
            modality: Modality::Video,
            theme: theme.to_owned(),
            starts_at: None,
            state,
            turnout: Turnout::default(),
            hot: Satisfaction::default(),
        };
        (2027, day)
    }

    fn coming(day: i64, person: &str, antenne: &str, expected: u32, present: u32) -> Coming {
        Coming {
            day: Id::new(day),
            person: person.to_owned(),
            antenne: ("75".to_owned(), antenne.to_owned()),
            expected,
            present,
            minutes: u64::from(present) * 180,
        }
    }

    fn registered(day: i64, state: registration::State, people: u32) -> Registered {
        Registered { day: Id::new(day), antenne: ("75".to_owned(), "Nord".to_owned()), state, people }
    }

    fn read() -> Read {
        use registration::State::{Invited, OverQuota, Seated, Waiting, Withdrawn};
        let marks = |good: u32| Satisfaction { asked: 5, answered: 4, marks: [0, 0, 0, 0, good] };
        Read {
            plans: vec![Plan { year: 2027, for_advisors: 8, for_assistants: 4, for_both: 4 }],
            days: vec![
                day(1, State::Held, "Jury"),
                day(2, State::Held, "Financement"),
                day(3, State::Cancelled, "Jury"),
                day(4, State::Held, "Jury"),
            ],
            comings: vec![
                coming(1, "7", "Nord", 2, 2),
                coming(2, "7", "Nord", 2, 1),
                coming(1, "8", "Sud", 2, 0),
                coming(1, "gLéa", "Sud", 1, 1),
                coming(3, "9", "Nord", 2, 2),
            ],
            registered: vec![
                registered(1, Seated, 5),
                registered(1, Withdrawn, 2),
                registered(1, Waiting, 1),
                registered(1, OverQuota, 1),
                registered(1, Invited, 3),
                registered(3, Seated, 9),
            ],
            satisfaction: vec![
                (Id::new(1), Kind::Hot, marks(4)),
                (Id::new(2), Kind::Hot, marks(3)),
                (Id::new(3), Kind::Hot, marks(9)),
                (Id::new(1), Kind::Cold, marks(1)),
            ],
            said: vec![
                Said {
                    what: "speaker".into(),
                    year: 2027,
                    day: Id::new(1),
                    name: "Anne".into(),
                    more: "CNAM".into(),
                    number: 0,
                },
                Said {
                    what: "speaker".into(),
                    year: 2027,
                    day: Id::new(4),
                    name: "Anne".into(),
                    more: "CNAM".into(),
                    number: 0,
                },
                Said {
                    what: "speaker".into(),
                    year: 2027,
                    day: Id::new(2),
                    name: "Bruno".into(),
                    more: String::new(),
                    number: 0,
                },
                Said {
                    what: "speaker".into(),
                    year: 2027,
                    day: Id::new(3),
                    name: "Zoé".into(),
                    more: String::new(),
                    number: 0,
                },
                Said {
                    what: "minutes".into(),
                    year: 2027,
                    day: Id::new(1),
                    name: "Journée 1".into(),
                    more: String::new(),
                    number: 0,
                },
            ],
        }
    }

    #[test]
    fn what_was_called_off_adds_nothing() {
        let year = year(&read(), 2027);
        assert_eq!((year.plan.target(), year.days.len(), year.count(|_| true)), (16, 4, 3));
        let Turnout { registered, seated, withdrawn, expected, present, comings, people, minutes } =
            year.turnout;
        assert_eq!(
            (registered, seated, withdrawn),
            (9, 5, 2),
            "those who were only invited did not register"
        );
        assert_eq!((expected, present, comings, people, minutes), (7, 4, 3, 2, 720));
        assert_eq!((year.hot.asked, year.hot.marks[4], year.cold.marks[4]), (10, 7, 1));
    }

    #[test]
    fn the_parts_make_the_whole() {
        let year = year(&read(), 2027);
        let sums = |parts: Vec<Turnout>| {
            parts.iter().fold((0, 0, 0), |(registered, present, minutes), one| {
                (registered + one.registered, present + one.present, minutes + one.minutes)
            })
        };
        let whole = (year.turnout.registered, year.turnout.present, year.turnout.minutes);
        assert_eq!(sums(year.antennes.iter().map(|(_, one)| *one).collect()), whole);
        assert_eq!(sums(year.departments.iter().map(|(_, one)| *one).collect()), whole);
        let names: Vec<_> =
            year.antennes.iter().map(|((_, name), one)| (name.as_str(), one.people)).collect();
        assert_eq!(names, [("Nord", 1), ("Sud", 1)]);
    }

    #[test]
    fn themes_and_speakers_come_by_how_often() {
        let year = year(&read(), 2027);
        assert_eq!(year.themes(), [("Jury".to_owned(), 2), ("Financement".to_owned(), 1)]);
        let speakers: Vec<_> = year.speakers.iter().map(|one| (one.name.as_str(), one.days)).collect();
        assert_eq!(speakers, [("Anne", 2), ("Bruno", 1)]);
        assert_eq!(Turnout::default().rate(), None);
        assert_eq!(year.turnout.rate(), Some(4.0 / 7.0));
    }

    #[test]
    fn another_year_has_nothing_of_it() {
        let year = year(&read(), 2026);
        assert_eq!((year.days.len(), year.turnout, year.speakers.len()), (0, Turnout::default(), 0));
        assert_eq!(year.plan, Plan::usual(2026));
    }
}
