//! Who does what, when: the year of the demonstration as one list.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};

use super::{
    LAST,
    data::{Answer, Person, Thread},
    desk::Care,
    hours::in_office_hours,
};

/// Something that somebody does.
#[derive(Clone, Copy)]
pub(super) enum Deed<'a> {
    /// The person comes in.
    Welcome(&'a Person),
    /// Its author opens the topic.
    Open(&'a Thread),
    /// The reply's author posts it.
    Reply(&'a Thread, &'a Answer),
    /// The person is here, as they were when they last wrote.
    Visit(&'a Person),
    /// An organiser looks after the person.
    Care(&'a Care),
}

/// A deed and its time.
pub(super) struct Planned<'a> {
    /// When it is done.
    pub(super) at: DateTime<Utc>,
    /// What is done.
    pub(super) deed: Deed<'a>,
}

/// Days after which the last people came in, and before which the first did.
const NEWEST: i64 = 30;
const OLDEST: i64 = 400;

/// Everything that is done until `now`, in order of time; the funder, whose account seals the demonstration, comes last.
pub(super) fn plan<'a>(
    people: &'a [Person],
    threads: &'a [Thread],
    cares: &'a [Care],
    now: DateTime<Utc>,
) -> Vec<Planned<'a>> {
    let (first_words, last_words) = (words(threads, Ord::max), words(threads, Ord::min));
    let mut deeds = Vec::new();
    for (rank, person) in (0..).zip(people) {
        let spoke = first_words.get(person.key.as_str()).map_or(0, Duration::num_days);
        // Whoever heads the list is the first one in; the others come in some days before their first words.
        let days = if rank == 0 { OLDEST } else { (spoke + 2 + rank * 17 % 60).clamp(NEWEST, OLDEST - 1) };
        deeds.push(planned(now, Duration::days(days), Deed::Welcome(person)));
    }
    for thread in threads {
        deeds.push(planned(now, thread.age, Deed::Open(thread)));
        for answer in &thread.answers {
            deeds.push(planned(now, answer.age, Deed::Reply(thread, answer)));
        }
    }
    // Whoever has written nothing yet has not come.
    for person in people {
        if let Some(age) = last_words.get(person.key.as_str()) {
            deeds.push(planned(now, *age, Deed::Visit(person)));
        }
    }
    deeds.extend(cares.iter().map(|care| planned(now, care.age, Deed::Care(care))));
    let seals = |deed: &Deed| matches!(deed, Deed::Welcome(person) if person.newcomer.email.as_str() == LAST);
    // The sort is stable: of two deeds in the same second, a topic stays before its reply.
    deeds.sort_by_key(|planned| (seals(&planned.deed), planned.at));
    deeds
}

/// How long ago each author wrote: for the first time with `Ord::max`, for the last one with `Ord::min`.
fn words(threads: &[Thread], which: fn(Duration, Duration) -> Duration) -> HashMap<&str, Duration> {
    let mut ages = HashMap::new();
    let openings = threads.iter().map(|thread| (thread.author.as_str(), thread.age));
    let answers = threads.iter().flat_map(|thread| &thread.answers);
    for (author, age) in openings.chain(answers.map(|answer| (answer.author.as_str(), answer.age))) {
        let kept = ages.entry(author).or_insert(age);
        *kept = which(age, *kept);
    }
    ages
}

/// What is older than two days is moved into office hours; the latest news keep their age, whatever the hour is.
fn planned(now: DateTime<Utc>, age: Duration, deed: Deed<'_>) -> Planned<'_> {
    let at = now - age.max(Duration::zero());
    Planned { at: if age > Duration::days(2) { in_office_hours(at) } else { at }, deed }
}
