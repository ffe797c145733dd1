//! Questions collected before a day, and who votes for them.

use chrono::Duration;
use domain::{
    Failure, Id,
    days::{
        Act, DayId, Details, Speaker, edition, page,
        question::{self, Asked, MOST, Outcome, Question, Refusal, Word},
        registration::{self, Wishes, desk},
    },
    forum::Submission,
    members::{
        Member, Message,
        audit::Origin,
        departure::{self, KeptName},
        dormancy::Patience,
    },
    text::Line,
    upkeep,
};

use crate::{
    mishaps::at_once,
    place::{Place, seen_by},
    registering::{day_of, desk_of, published},
};

fn asked(text: &str) -> Asked {
    Asked::parse(text).expect("a question")
}

async fn asks(
    place: &Place,
    member: &Member,
    day: DayId,
    text: &str,
) -> Result<Id<Question>, Option<Refusal>> {
    let asked = question::ask(place, member, day, &asked(text), None, &Submission::new()).await;
    asked.map_err(Failure::refusal)
}

async fn votes(
    place: &Place,
    member: &Member,
    day: DayId,
    question: Id<Question>,
    wanted: bool,
) -> Result<(), Option<Refusal>> {
    question::vote(place, member, day, question, wanted).await.map_err(Failure::refusal)
}

/// What that person reads of them: the words, the votes, whether theirs is among them.
async fn read_by(place: &Place, member: &Member, day: DayId) -> Option<Vec<(String, u32, bool)>> {
    let visitor = seen_by(member);
    let day = page::read(place, &visitor, day).await.expect("it is there");
    let questions = question::list(place, &visitor, &day).await.expect("it is read")?;
    Some(questions.into_iter().map(|one| (one.asked, one.votes, one.voted)).collect())
}

async fn comes(place: &Place, member: &Member, day: DayId) {
    registration::register(place, member, day, &Wishes::default()).await.expect("they come");
}

/// A day where Claire has the only seat, Karim waits, Lucie is invited and Paul speaks.
async fn day_with_people(place: &Place) -> DayId {
    let speaker = Speaker {
        name: Line::parse("Paul Petit").expect("a name"),
        function: None,
        organisation: None,
        certifier: None,
        member: Some(place.paul.id()),
    };
    let day = published(place, &Details { speakers: vec![speaker], ..day_of(place, 1, None) }).await;
    comes(place, &place.claire, day).await;
    comes(place, &place.karim, day).await;
    desk::invite(place, &desk_of(place), day, place.lucie.id()).await.expect("she is invited");
    day
}

#[tokio::test]
async fn those_who_have_part_in_the_day_ask_and_vote_and_nobody_else_reads_it() {
    let place = Place::founded().await;
    let day = day_with_people(&place).await;
    let dates = asks(&place, &place.claire, day, "Quand tombent les jurys ?").await.expect("she comes");
    let price = asks(&place, &place.karim, day, "Qui paie le jury ?").await.expect("he waits");
    assert_eq!(votes(&place, &place.lucie, day, price, true).await, Ok(()), "she is invited");
    assert_eq!(votes(&place, &place.delphine, day, price, true).await, Ok(()), "she organises");
    assert_eq!(votes(&place, &place.lucie, day, price, true).await, Ok(()), "twice is once");
    assert_eq!(votes(&place, &place.karim, day, price, true).await, Err(Some(Refusal::Own)));

    let expected = |voted| {
        Some(vec![("Qui paie le jury ?".into(), 3, voted), ("Quand tombent les jurys ?".into(), 1, false)])
    };
    assert_eq!(read_by(&place, &place.lucie, day).await, expected(true));
    assert_eq!(read_by(&place, &place.paul, day).await, expected(false), "whoever speaks prepares with them");
    assert_eq!(read_by(&place, &place.helene, day).await, None, "the funder reads the programme");
    let other = published(&place, &day_of(&place, 5, None)).await;
    assert_eq!(read_by(&place, &place.claire, other).await, None, "it is not her day");

    for stranger in [&place.helene, &place.paul] {
        assert_eq!(asks(&place, stranger, day, "Et moi ?").await, Err(Some(Refusal::NotThere)));
        assert_eq!(votes(&place, stranger, day, dates, true).await, Err(Some(Refusal::NotThere)));
    }
    assert_eq!(votes(&place, &place.lucie, other, price, true).await, Err(Some(Refusal::NotThere)));
    assert_eq!(
        votes(&place, &place.claire, day, Id::new(999), true).await,
        Err(Some(Refusal::NotThere)),
        "no such question"
    );
    assert_eq!(votes(&place, &place.delphine, day, price, false).await, Ok(()));
    assert_eq!(votes(&place, &place.delphine, day, price, false).await, Ok(()), "twice is once");
    assert_eq!(read_by(&place, &place.karim, day).await.expect("he reads")[0].1, 2);
}

#[tokio::test]
async fn a_form_sent_twice_asks_once_and_nobody_asks_more_than_ten() {
    let place = Place::founded().await;
    let day = day_with_people(&place).await;
    let form = Submission::new();
    let detail = Message::parse("Pour le DEAES.").expect("something is said");
    for _ in 0..2 {
        let words = asked("Quand tombent les jurys ?");
        question::ask(&place, &place.claire, day, &words, Some(&detail), &form).await.expect("she asks");
    }
    assert_eq!(read_by(&place, &place.claire, day).await.expect("she reads").len(), 1);
    // All at once, from so many tabs.
    let tabs = (0..20).map(|rank| {
        let (community, claire) = (place.community(), place.claire.clone());
        async move {
            let words = asked(&format!("Une autre question, la {rank} ?"));
            question::ask(&community, &claire, day, &words, None, &Submission::new()).await
        }
    });
    let refused = at_once(tabs).await.into_iter().filter_map(Result::err).map(Failure::refusal);
    let refused: Vec<_> = refused.collect();
    assert_eq!(refused, vec![Some(Refusal::TooMany); 11]);
    assert_eq!(read_by(&place, &place.claire, day).await.expect("she reads").len(), MOST as usize);
    // The tenth form, sent once more, is still no refusal.
    let words = asked("Quand tombent les jurys ?");
    assert!(question::ask(&place, &place.claire, day, &words, None, &form).await.is_ok());
    assert!(asks(&place, &place.karim, day, "Et les miennes ?").await.is_ok(), "they are counted by person");
}

#[tokio::test]
async fn they_are_closed_once_the_day_begins_and_stay_readable() {
    let place = Place::founded().await;
    let day = day_with_people(&place).await;
    let question = asks(&place, &place.claire, day, "Quand tombent les jurys ?").await.expect("she asks");
    place.passes(Duration::days(14));
    assert_eq!(asks(&place, &place.claire, day, "Trop tard ?").await, Err(Some(Refusal::Closed)));
    assert_eq!(votes(&place, &place.lucie, day, question, true).await, Err(Some(Refusal::Closed)));
    let withdrawn = question::withdraw(&place, &place.claire, day, question).await;
    assert_eq!(withdrawn.map_err(Failure::refusal), Err(Some(Refusal::Closed)));
    assert_eq!(read_by(&place, &place.claire, day).await.expect("she reads").len(), 1);
    let organiser = desk_of(&place);
    let word = Word::parse("Trois sessions par an.").expect("a word");
    let answered =
        question::settle(&place, &organiser, day, question, Some(Outcome::Answered), Some(&word)).await;
    assert!(answered.is_ok(), "what was answered that day is said afterwards");
}

#[tokio::test]
async fn of_a_draft_nobody_asks_and_of_a_day_put_off_one_still_does() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let draft = edition::make(&place, &organiser, &day_of(&place, 5, None), &Submission::new()).await;
    let draft = draft.expect("it is made");
    assert_eq!(asks(&place, &place.delphine, draft, "Déjà ?").await, Err(Some(Refusal::NotThere)));
    assert_eq!(asks(&place, &place.claire, draft, "Déjà ?").await, Err(Some(Refusal::NotThere)));
    let day = day_with_people(&place).await;
    let word = Message::parse("La salle est prise.").expect("a word");
    edition::act(&place, &organiser, day, 2, Act::Postpone, Some(&word)).await.expect("it is put off");
    place.passes(Duration::days(15));
    assert!(asks(&place, &place.claire, day, "À quelle date alors ?").await.is_ok());
    edition::act(&place, &organiser, day, 3, Act::Cancel, Some(&word)).await.expect("it is called off");
    assert_eq!(asks(&place, &place.claire, day, "Plus jamais ?").await, Err(Some(Refusal::Closed)));
}

#[tokio::test]
async fn an_organiser_says_what_became_of_it_and_its_author_withdraws_it() {
    let place = Place::founded().await;
    let day = day_with_people(&place).await;
    let organiser = desk_of(&place);
    let first = asks(&place, &place.claire, day, "Quand tombent les jurys ?").await.expect("she asks");
    let second = asks(&place, &place.karim, day, "Qui paie le jury ?").await.expect("he asks");
    assert!(votes(&place, &place.lucie, day, first, true).await.is_ok());
    let word = Word::parse("C’est la journée d’après.").expect("a word");
    question::settle(&place, &organiser, day, first, Some(Outcome::Aside), Some(&word)).await.expect("aside");
    assert_eq!(votes(&place, &place.karim, day, first, true).await, Err(Some(Refusal::Settled)));
    let visitor = seen_by(&place.karim);
    let read = page::read(&place, &visitor, day).await.expect("it is there");
    let listed = question::list(&place, &visitor, &read).await.expect("it is read").expect("he reads");
    let last = listed.last().expect("there are two");
    assert_eq!((last.id, last.outcome, last.word.as_str()), (first, Some(Outcome::Aside), word.as_str()));
    let gone = question::withdraw(&place, &place.claire, day, first).await.map_err(Failure::refusal);
    assert_eq!(gone, Err(Some(Refusal::Settled)));
    question::settle(&place, &organiser, day, first, None, None).await.expect("it waits again");
    assert_eq!(votes(&place, &place.karim, day, first, true).await, Ok(()));

    let not_hers = question::withdraw(&place, &place.claire, day, second).await.map_err(Failure::refusal);
    assert_eq!(not_hers, Err(Some(Refusal::NotThere)));
    question::withdraw(&place, &place.claire, day, first).await.expect("it is hers");
    assert_eq!(read_by(&place, &place.claire, day).await.expect("she reads").len(), 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM day_question_votes").await, 0, "with its votes");
}

#[tokio::test]
async fn the_question_of_whoever_leaves_stays_with_its_votes() {
    let place = Place::founded().await;
    let mut details = day_of(&place, 5, None);
    details.sessions[0].starts_at += Duration::days(90);
    details.sessions[0].ends_at += Duration::days(90);
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    let question = asks(&place, &place.claire, day, "Quand tombent les jurys ?").await.expect("she asks");
    assert!(votes(&place, &place.karim, day, question, true).await.is_ok());
    departure::ask(&place, &place.claire, KeptName::Former, Origin::HERE).await.expect("she leaves");
    let closure = departure::pending(&place, &place.claire).await.expect("it is read").expect("it is asked");
    place.passes(closure.due_at - place.now() + Duration::minutes(1));
    upkeep::look_after_accounts(&place, Patience::default()).await.expect("the database answers");
    let read = read_by(&place, &place.karim, day).await.expect("he reads");
    assert_eq!(read, [("Quand tombent les jurys ?".to_owned(), 2, true)]);
}
