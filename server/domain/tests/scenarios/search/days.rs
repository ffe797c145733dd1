//! Days in the one search: what is said of them, never how to get there; and their minutes once they are published.

use chrono::Duration;
use domain::{
    days::{
        Act, DayId, Details, Session, Speaker, State,
        agenda::Agenda,
        edition,
        minutes::{publication, writing},
        registration::{self, Wishes},
    },
    forum::Submission,
    members::{Member, Message},
    search::{self, Found, Kind, Place as Where},
    text::{Line, Markdown},
};

use super::is_nothing;
use crate::{
    place::{Place, said},
    registering::{day_of, desk_of, published},
};

/// A day that says a rare word in each of its places, and one in what only those who come read.
fn details(place: &Place) -> Details {
    let usual = day_of(place, 5, None);
    let session = Session {
        agenda: Agenda::parse("9h30 Le tachygraphe | Avec la batellerie").expect("an agenda"),
        ..usual.sessions[0].clone()
    };
    Details {
        title: Line::parse("Une journée d’ornithologie").expect("a title"),
        objectives: Markdown::parse("Savoir ce qu’est la **philatélie**.").expect("a text"),
        theme: Some(Line::parse("Héraldique").expect("a theme")),
        place: Some(Line::parse("Péniche Zygmunt").expect("a place")),
        access: Some(Markdown::parse("Digicode: sésame").expect("a text")),
        speakers: vec![Speaker {
            name: Line::parse("Nadia Ferrand").expect("a name"),
            function: Some(Line::parse("Vexillologue").expect("a function")),
            organisation: None,
            certifier: None,
            member: None,
        }],
        certifications: vec![25_467],
        sessions: vec![session],
        ..usual
    }
}

/// The words that find it, each in a place of its own.
const WORDS: [&str; 9] = [
    "ornithologie",
    "philatélie",
    "héraldique",
    "Zygmunt",
    "Ferrand",
    "vexillologue",
    "tachygraphe",
    "batellerie",
    "RNCP25467",
];

fn days_in(found: &Found) -> Vec<(DayId, State)> {
    let day = |place: &Where| match place {
        Where::Day { id, state, .. } => Some((*id, *state)),
        _ => None,
    };
    found.hits.iter().filter_map(|hit| day(&hit.place)).collect()
}

fn minutes_in(found: &Found) -> Vec<DayId> {
    let day = |place: &Where| match place {
        Where::Minutes { day, .. } => Some(*day),
        _ => None,
    };
    found.hits.iter().filter_map(|hit| day(&hit.place)).collect()
}

fn count_of(found: &Found, kind: Kind) -> usize {
    found.kinds.iter().find(|(of, _)| *of == kind).map_or(0, |(_, count)| *count)
}

#[tokio::test]
async fn what_is_said_of_a_day_finds_it_and_how_to_get_there_does_not() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let draft = edition::make(&place, &organiser, &details(&place), &Submission::new()).await;
    let day = draft.expect("it is made");
    place.worker_passes().await;
    for (member, role) in place.everybody() {
        for typed in ["ornithologie", "Zygmunt", "Zygmont", "vexillologue"] {
            let found = place.find(member, typed).await;
            assert!(days_in(&found).is_empty() && count_of(&found, Kind::Day) == 0, "{role:?}: {found:?}");
            assert_eq!(found.corrected, None, "a draft lends no word: {role:?}");
        }
    }
    edition::act(&place, &organiser, day, 1, Act::Publish, None).await.expect("it is published");
    place.worker_passes().await;
    for (member, role) in place.everybody() {
        for typed in WORDS {
            let found = place.find(member, typed).await;
            assert_eq!(days_in(&found), [(day, State::Published)], "{role:?} {typed}: {found:?}");
            assert_eq!(count_of(&found, Kind::Day), 1, "{role:?} {typed}");
        }
        is_nothing(&place.find(member, "sésame").await);
    }
    let nobody = domain::members::Visitor::SIGNED_OUT;
    let question = search::Question::parse("ornithologie");
    is_nothing(&search::find(&place, &nobody, question, None, 1).await.expect("the search answers"));
}

#[tokio::test]
async fn a_change_replaces_what_was_said_and_a_day_that_is_called_off_says_so() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let day = published(&place, &details(&place)).await;
    place.worker_passes().await;
    let objectives = Markdown::parse("Savoir ce qu’est la numismatique.").expect("a text");
    let changed = Details { objectives, ..details(&place) };
    edition::change(&place, &organiser, day, 2, &changed).await.expect("it is changed");
    place.worker_passes().await;
    is_nothing(&place.find(&place.claire, "philatélie").await);
    assert_eq!(days_in(&place.find(&place.claire, "numismatique").await), [(day, State::Published)]);
    let word = Message::parse("La péniche a coulé.").expect("a word");
    edition::act(&place, &organiser, day, 3, Act::Cancel, Some(&word)).await.expect("it is called off");
    // Said at once: the database is asked again.
    assert_eq!(days_in(&place.find(&place.claire, "numismatique").await), [(day, State::Cancelled)]);
    place.worker_passes().await;
    assert_eq!(days_in(&place.find(&place.claire, "numismatique").await), [(day, State::Cancelled)]);
}

/// A day that has just ended, where Claire came.
async fn held(place: &Place) -> DayId {
    let day = published(place, &details(place)).await;
    registration::register(place, &place.claire, day, &Wishes::default()).await.expect("she comes");
    place.passes(Duration::days(14) + Duration::hours(4));
    day
}

async fn writes(place: &Place, member: &Member, day: DayId, edition: i32, text: &str) {
    writing::change(place, member, day, edition, &said(text)).await.expect("they write");
}

#[tokio::test]
async fn minutes_are_found_as_long_as_they_are_published() {
    let place = Place::founded().await;
    let day = held(&place).await;
    writes(&place, &place.claire, day, 0, "## Retenu\n\nLa **campanologie** d’abord.").await;
    place.worker_passes().await;
    for (member, _) in place.everybody() {
        is_nothing(&place.find(member, "campanologie").await);
        is_nothing(&place.find(member, "campanolojie").await);
    }
    let organiser = desk_of(&place);
    publication::publish(&place, &organiser, day, 1).await.expect("it is published");
    place.worker_passes().await;
    for (member, role) in place.everybody() {
        let found = place.find(member, "campanologie").await;
        assert_eq!((minutes_in(&found), count_of(&found, Kind::Minutes)), (vec![day], 1), "{role:?}");
        assert!(found.hits[0].title_html.contains("Compte rendu"), "{found:?}");
    }
    writes(&place, &place.delphine, day, 1, "La carillonnerie d’abord.").await;
    place.worker_passes().await;
    is_nothing(&place.find(&place.helene, "campanologie").await);
    assert_eq!(minutes_in(&place.find(&place.helene, "carillonnerie").await), [day]);
    publication::reopen(&place, &organiser, day).await.expect("it is given back");
    // The index is behind: nothing shows through.
    is_nothing(&place.find(&place.helene, "carillonnerie").await);
    place.worker_passes().await;
    is_nothing(&place.find(&place.claire, "carillonnerie").await);
}

#[tokio::test]
async fn an_index_built_anew_has_the_same_days() {
    let place = Place::founded().await;
    place.worker_passes().await;
    let organiser = desk_of(&place);
    let day = held(&place).await;
    writes(&place, &place.claire, day, 0, "La campanologie d’abord.").await;
    publication::publish(&place, &organiser, day, 1).await.expect("it is published");
    let later = Details {
        title: Line::parse("Une journée de numismatique").expect("a title"),
        ..day_of(&place, 5, None)
    };
    let called_off = published(&place, &later).await;
    let word = Message::parse("Faute de monde.").expect("a word");
    edition::act(&place, &organiser, called_off, 2, Act::Cancel, Some(&word))
        .await
        .expect("it is called off");
    edition::make(&place, &organiser, &details(&place), &Submission::new()).await.expect("a draft is made");
    place.worker_passes().await;
    let answers = async |community: &domain::Community| {
        let mut answers = Vec::new();
        for (member, _) in place.everybody() {
            for typed in WORDS.into_iter().chain(["campanologie", "numismatique", "sésame"]) {
                let found = super::search_in(community, &crate::place::seen_by(member), typed).await;
                answers.push((days_in(&found), minutes_in(&found), found.total));
            }
        }
        answers
    };
    let followed = answers(&place).await;
    let (other, engine) = place.another_process().await;
    while search::follow(&other).await.expect("the index follows") {}
    assert_eq!(engine.count(), place.engine.count());
    assert_eq!(answers(&other).await, followed);
    let entries = search::rebuild(&place).await.expect("it is rebuilt");
    assert_eq!(entries, place.engine.count());
    assert_eq!(answers(&place).await, followed);
}
