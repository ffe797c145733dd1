//! What people are asked: of a day, without a name; of the year's needs, until it closes.

use chrono::Duration;
use domain::{
    Failure, Role,
    days::{
        Act, DayId, Public,
        attendance::{
            Mark,
            sheet::{self as attendance, Said, Tick, Who},
        },
        edition,
        registration::{self, Wishes},
        report,
        survey::{
            Answer, Kind, Nature, Question, Refusal, Satisfaction, Sheet, SurveyId, Wording, answering, desk,
            model,
            question::{Label, Words},
            results,
        },
        waiting,
    },
    members::{self, Member, departure::KeptName, desk::merge},
};

use crate::{
    mishaps::{at_once, cut_after},
    place::{Place, seen_by},
    registering::{day_of, desk_of, published},
};

/// A day that these people came to, and that has just ended.
pub(crate) async fn ended(place: &Place, people: &[&Member]) -> DayId {
    let day = published(place, &day_of(place, 30, None)).await;
    for member in people {
        registration::register(place, member, day, &Wishes::default()).await.expect("they come");
    }
    place.worker_passes().await;
    place.passes(Duration::days(14) + Duration::hours(3));
    day
}

/// Four people of the antennes: enough for results to be shown.
pub(crate) async fn crowd(place: &Place) -> Vec<Member> {
    let mut crowd = vec![place.claire.clone(), place.karim.clone(), place.lucie.clone()];
    crowd.extend(place.crowd(1).await);
    crowd
}

/// A sheet with that mark everywhere, and these words.
fn sheet(questions: &[Question], mark: u8, words: &str) -> Sheet {
    let typed = |question: &Question| match question.wording.nature {
        Nature::Text => words.to_owned(),
        Nature::Scale => mark.to_string(),
        Nature::Choice | Nature::Several | Nature::YesNo => "1".to_owned(),
    };
    Sheet::read(questions, |id| questions.iter().filter(|question| question.id == id).map(typed).collect())
        .expect("it is a sheet")
}

pub(crate) async fn answers(
    place: &Place,
    member: &Member,
    day: DayId,
    kind: Kind,
    mark: u8,
) -> Result<(), Option<Refusal>> {
    let asked = answering::of_day(place, member, day, kind).await.map_err(Failure::refusal)?;
    let sheet = sheet(&asked.questions, mark, &format!("Le mot numéro {mark}"));
    answering::answer(place, member, asked.survey.id, asked.survey.edition, &sheet)
        .await
        .map_err(Failure::refusal)
}

pub(crate) async fn survey_of(place: &Place, day: DayId, kind: Kind) -> SurveyId {
    let planned = desk::of_day(place, &desk_of(place), day).await.expect("planned");
    let survey = planned.surveys.into_iter().find(|one| one.kind == kind).and_then(|one| one.survey);
    survey.expect("it is made").id
}

/// What the yearly report says of that day, for the funder.
async fn measured(place: &Place, day: DayId) -> Satisfaction {
    let (year, ..) = report::of_years(place, &seen_by(&place.helene), 2027).await.expect("it is read");
    year.days.into_iter().find(|one| one.id == day).expect("it is there").hot
}

fn subjects(place: &Place, member: &Member) -> Vec<String> {
    let letters = place.letters_of(member).into_iter().map(|letter| letter.subject);
    letters.filter(|subject| subject.contains("avis") || subject.contains("esoins")).collect()
}

#[tokio::test]
async fn it_opens_as_the_day_ends_for_those_who_had_a_seat_and_tells_them_once() {
    let place = Place::founded().await;
    let day = ended(&place, &[&place.claire, &place.karim]).await;
    place.passes(-Duration::hours(1));
    place.worker_passes().await;
    assert_eq!(answers(&place, &place.claire, day, Kind::Hot, 5).await, Err(Some(Refusal::NotThere)));
    place.passes(Duration::hours(1));
    place.worker_passes().await;
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire), ["Votre avis sur «\u{a0}Financer un parcours\u{a0}»"]);
    assert_eq!(subjects(&place, &place.lucie), Vec::<String>::new(), "she was not there");
    assert_eq!(waiting::to_answer(&place, &place.claire).await.expect("waiting").len(), 1);
    assert_eq!(waiting::to_answer(&place, &place.lucie).await.expect("waiting"), []);
    assert_eq!(answers(&place, &place.lucie, day, Kind::Hot, 5).await, Err(Some(Refusal::NotThere)));
    assert_eq!(answers(&place, &place.claire, day, Kind::Cold, 5).await, Err(Some(Refusal::NotThere)));
}

#[tokio::test]
async fn whoever_was_there_is_asked_and_whoever_was_not_is_not() {
    let place = Place::founded().await;
    let (claire, karim, lucie) = (&place.claire, &place.karim, &place.lucie);
    let day = ended(&place, &[claire, karim]).await;
    let organiser = desk_of(&place);
    let session = attendance::read(&place, &organiser, day).await.expect("it is there").sessions[0].id;
    let absent = Said { mark: Mark::Absent, minutes: None, word: None };
    let ticks = [(karim, absent), (lucie, Said::PRESENT)];
    let ticks = ticks.map(|(member, said)| Tick { session, who: Who::Member(member.id()), said: Some(said) });
    attendance::tick(&place, &organiser, day, &ticks).await.expect("she ticks");
    place.worker_passes().await;
    let asked = async |member| waiting::to_answer(&place, member).await.expect("waiting").len();
    assert_eq!(asked(claire).await, 1, "nothing is said of her, who had a seat");
    assert_eq!(asked(lucie).await, 1, "she came without one");
    assert_eq!(asked(karim).await, 0, "he was not there");
}

#[tokio::test]
async fn nobody_answers_twice_and_those_who_have_not_are_reminded_once() {
    let place = Place::founded().await;
    let day = ended(&place, &[&place.claire, &place.karim]).await;
    place.worker_passes().await;
    assert_eq!(answers(&place, &place.claire, day, Kind::Hot, 4).await, Ok(()));
    assert_eq!(answers(&place, &place.claire, day, Kind::Hot, 1).await, Err(Some(Refusal::AnsweredAlready)));
    assert_eq!(waiting::to_answer(&place, &place.claire).await.expect("waiting"), []);
    place.passes(Duration::days(8));
    place.worker_passes().await;
    place.passes(Duration::days(8));
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire).len(), 1, "she has answered");
    assert_eq!(
        subjects(&place, &place.karim),
        [
            "Votre avis sur «\u{a0}Financer un parcours\u{a0}»",
            "Rappel\u{a0}: votre avis sur «\u{a0}Financer un parcours\u{a0}»"
        ]
    );
    place.passes(Duration::days(15));
    assert_eq!(answers(&place, &place.karim, day, Kind::Hot, 4).await, Err(Some(Refusal::NotOpen)));
}

#[tokio::test]
async fn whoever_answered_under_one_of_two_accounts_has_answered() {
    let place = Place::founded().await;
    let day = ended(&place, &[&place.claire, &place.karim]).await;
    place.worker_passes().await;
    assert_eq!(answers(&place, &place.karim, day, Kind::Hot, 4).await, Ok(()));
    let merged = merge::merge(&place, &desk_of(&place), place.claire.id(), place.karim.id()).await;
    merged.expect("they are one");
    assert_eq!(answers(&place, &place.claire, day, Kind::Hot, 1).await, Err(Some(Refusal::AnsweredAlready)));
}

#[tokio::test]
async fn one_person_with_many_windows_answers_once() {
    let place = Place::founded().await;
    let day = ended(&place, &[&place.claire]).await;
    place.worker_passes().await;
    let asked = answering::of_day(&place, &place.claire, day, Kind::Hot).await.expect("asked");
    let sheet = sheet(&asked.questions, 3, "Une fois");
    let tries = (0..8).map(|_| {
        let (community, claire, sheet) = (place.community(), place.claire.clone(), sheet.clone());
        let (survey, edition) = (asked.survey.id, asked.survey.edition);
        async move { answering::answer(&community, &claire, survey, edition, &sheet).await.is_ok() }
    });
    let taken = at_once(tries).await.into_iter().filter(|taken| *taken).count();
    assert_eq!(taken, 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM survey_sheets").await, 1);
}

#[tokio::test]
async fn whoever_is_cut_short_has_answered_or_has_not() {
    let place = Place::founded().await;
    let day = ended(&place, &[&place.claire]).await;
    place.worker_passes().await;
    let asked = answering::of_day(&place, &place.claire, day, Kind::Hot).await.expect("asked");
    let sheet = sheet(&asked.questions, 3, "Un mot");
    let (survey, edition) = (asked.survey.id, asked.survey.edition);
    for waits in 0.. {
        let whole = cut_after(waits, answering::answer(&place, &place.claire, survey, edition, &sheet)).await;
        // In one statement: a commit that was sent may still end between two.
        let apart = "SELECT (SELECT COUNT(*) FROM survey_roll WHERE answered = 1)
            - (SELECT COUNT(*) FROM survey_sheets)";
        assert_eq!(place.number(apart).await, 0, "after {waits} waits");
        if whole.is_some() {
            break;
        }
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM survey_sheets").await, 1);
}

#[tokio::test]
async fn results_are_shown_from_three_sheets_on_once_it_is_closed_as_sums_and_words() {
    let place = Place::founded().await;
    let crowd = crowd(&place).await;
    let people: Vec<&Member> = crowd.iter().collect();
    let day = ended(&place, &people).await;
    place.worker_passes().await;
    let survey = survey_of(&place, day, Kind::Hot).await;
    for (member, mark) in people.iter().zip([5, 4]) {
        assert_eq!(answers(&place, member, day, Kind::Hot, mark).await, Ok(()));
    }
    let few = results::of(&place, &desk_of(&place), survey, None).await.expect("read");
    assert_eq!((few.survey.asked, few.survey.answered, few.tallies), (4, 2, None));
    let of_day = measured(&place, day).await;
    assert_eq!((of_day.answered, of_day.average()), (2, None));
    for (member, mark) in people.iter().skip(2).zip([4, 1]) {
        assert_eq!(answers(&place, member, day, Kind::Hot, mark).await, Ok(()));
        // Whoever looks before and after somebody answers would read what they said.
        let open = results::of(&place, &desk_of(&place), survey, None).await.expect("read");
        assert_eq!((open.tallies, measured(&place, day).await.average()), (None, None));
    }
    desk::close(&place, &desk_of(&place), survey).await.expect("it is closed");
    let results = results::of(&place, &desk_of(&place), survey, None).await.expect("read");
    let tallies = results.tallies.expect("shown");
    assert_eq!((tallies[0].answered, tallies[0].counts.as_slice()), (4, &[1, 0, 0, 2, 1][..]));
    assert_eq!(tallies[0].average(), Some(3.5));
    let words = tallies.iter().find(|one| one.question.wording.nature == Nature::Text).expect("one in words");
    assert_eq!(words.remarks.len(), 4);
    let of_day = measured(&place, day).await;
    assert_eq!((of_day.asked, of_day.answered, of_day.marks), (4, 4, [3, 0, 0, 6, 3]));
}

#[tokio::test]
async fn an_organiser_words_the_questions_of_a_day_until_somebody_answers() {
    let place = Place::founded().await;
    let day = ended(&place, &[&place.claire, &place.karim]).await;
    let desk_ = desk_of(&place);
    let question = Wording {
        words: Words::parse("Le lieu vous a-t-il convenu ?").expect("some words"),
        nature: Nature::Choice,
        choices: ["Oui", "Non"].map(|label| Label::parse(label).expect("a label")).to_vec(),
        required: true,
        measures: false,
    };
    let plan = desk::Plan { delay: 0, edition: 0, questions: vec![question.clone()] };
    desk::plan(&place, &desk_, day, Kind::Hot, &plan).await.expect("worded");
    place.worker_passes().await;
    let asked = answering::of_day(&place, &place.claire, day, Kind::Hot).await.expect("asked");
    assert_eq!(asked.questions.iter().map(|one| &one.wording).collect::<Vec<_>>(), [&question]);
    let again = desk::Plan { edition: 1, ..plan.clone() };
    let stale = desk::plan(&place, &desk_, day, Kind::Hot, &again).await.map_err(Failure::refusal);
    assert_eq!(stale, Err(Some(Refusal::ChangedMeanwhile)));
    let more = desk::Plan { edition: 2, questions: model::of(Kind::Hot), ..plan.clone() };
    desk::plan(&place, &desk_, day, Kind::Hot, &more).await.expect("nobody has answered");
    // Whoever had the page open answers nothing that is not asked any more.
    let old = sheet(&asked.questions, 1, "");
    let late = answering::answer(&place, &place.claire, asked.survey.id, asked.survey.edition, &old).await;
    assert_eq!(late.map_err(Failure::refusal), Err(Some(Refusal::ChangedMeanwhile)));
    assert_eq!(answers(&place, &place.claire, day, Kind::Hot, 2).await, Ok(()));
    let fixed = desk::plan(&place, &desk_, day, Kind::Hot, &desk::Plan { edition: 3, ..plan }).await;
    assert_eq!(fixed.map_err(Failure::refusal), Err(Some(Refusal::QuestionsFixed)));
}

#[tokio::test]
async fn the_cold_one_opens_after_its_own_delay() {
    let place = Place::founded().await;
    let day = ended(&place, &[&place.claire]).await;
    let plan = desk::Plan { delay: 20, edition: 0, questions: model::of(Kind::Cold) };
    desk::plan(&place, &desk_of(&place), day, Kind::Cold, &plan).await.expect("planned");
    place.passes(Duration::days(19));
    place.worker_passes().await;
    assert_eq!(answers(&place, &place.claire, day, Kind::Cold, 5).await, Err(Some(Refusal::NotThere)));
    place.passes(Duration::days(1));
    place.worker_passes().await;
    assert_eq!(answers(&place, &place.claire, day, Kind::Cold, 5).await, Ok(()));
    let soon = desk::Plan { delay: 2, ..plan };
    let refused =
        desk::plan(&place, &desk_of(&place), day, Kind::Cold, &soon).await.map_err(Failure::refusal);
    assert_eq!(refused, Err(Some(Refusal::NoSuchClosing)));
}

#[tokio::test]
async fn an_organiser_keeps_one_from_opening_closes_it_and_opens_it_again() {
    let place = Place::founded().await;
    let desk_ = desk_of(&place);
    let day = ended(&place, &[&place.claire]).await;
    desk::close_of_day(&place, &desk_, day, Kind::Hot).await.expect("kept from opening");
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire), Vec::<String>::new());
    let survey = survey_of(&place, day, Kind::Hot).await;
    desk::reopen(&place, &desk_, survey, None).await.expect("it may open");
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire).len(), 1);
    desk::close(&place, &desk_, survey).await.expect("closed");
    assert_eq!(answers(&place, &place.claire, day, Kind::Hot, 5).await, Err(Some(Refusal::NotOpen)));
    desk::reopen(&place, &desk_, survey, None).await.expect("open again");
    assert_eq!(answers(&place, &place.claire, day, Kind::Hot, 5).await, Ok(()));
}

#[tokio::test]
async fn one_that_missed_its_time_opens_when_an_organiser_wants_it_after_all() {
    let place = Place::founded().await;
    let desk_ = desk_of(&place);
    let day = ended(&place, &[&place.claire]).await;
    desk::close_of_day(&place, &desk_, day, Kind::Hot).await.expect("kept from opening");
    place.passes(Duration::days(40));
    place.worker_passes().await;
    let survey = survey_of(&place, day, Kind::Hot).await;
    desk::reopen(&place, &desk_, survey, None).await.expect("it opens");
    assert_eq!(answers(&place, &place.claire, day, Kind::Hot, 5).await, Ok(()));
}

#[tokio::test]
async fn a_day_that_was_called_off_asks_nothing() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 10, None)).await;
    registration::register(&place, &place.claire, day, &Wishes::default()).await.expect("she comes");
    edition::act(&place, &desk_of(&place), day, 2, Act::Cancel, None).await.expect("called off");
    place.passes(Duration::days(15));
    place.worker_passes().await;
    assert_eq!(place.number("SELECT COUNT(*) FROM surveys").await, 0);
}

#[tokio::test]
async fn the_needs_of_a_year_are_asked_of_advisors_and_assistants_and_answers_change_until_it_closes() {
    let place = Place::founded().await;
    let desk_ = desk_of(&place);
    let others = place.crowd(3).await;
    let crowd = [&place.claire, &place.karim, &place.lucie, &others[0]];
    let until = place.now() + Duration::days(30);
    let questions = model::of(Kind::Needs);
    let survey = desk::ask_needs(&place, &desk_, 2028, until, &questions).await.expect("asked");
    let twice = desk::ask_needs(&place, &desk_, 2028, until, &questions).await.map_err(Failure::refusal);
    assert_eq!(twice, Err(Some(Refusal::YearTaken)));
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.lucie), ["Vos besoins pour 2028"]);
    for stranger in [&place.paul, &place.delphine, &place.helene] {
        assert_eq!(subjects(&place, stranger), Vec::<String>::new());
        assert_eq!(answering::needs(&place, stranger).await.expect("nothing"), None);
    }
    for (member, mark) in crowd.into_iter().zip([5, 4, 2, 1]) {
        let asked = answering::needs(&place, member).await.expect("asked").expect("they are asked");
        let sheet = sheet(&asked.questions, mark, "Des visites");
        answering::answer(&place, member, survey, asked.survey.edition, &sheet).await.expect("answered");
    }
    let mine = answering::needs(&place, &place.claire).await.expect("asked").expect("hers");
    let scale = mine.questions.iter().find(|one| one.wording.nature == Nature::Scale).expect("a scale").id;
    assert_eq!(mine.mine.as_ref().and_then(|sheet| sheet.of(scale)), Some(&Answer::Ranks(vec![5])));
    let changed = sheet(&mine.questions, 3, "Des visites");
    answering::answer(&place, &place.claire, survey, 1, &changed).await.expect("changed");
    let whole = results::of(&place, &desk_, survey, None).await.expect("read");
    assert_eq!((whole.sheets, whole.survey.answered), (4, 4));
    let marks =
        whole.tallies.expect("shown").into_iter().find(|one| one.question.id == scale).expect("a scale");
    assert_eq!(marks.counts, [1, 1, 1, 1, 0]);
    // Three advisors, one assistant: either would be told from the whole.
    let advisors = results::of(&place, &desk_, survey, Some(Public::Advisors)).await.expect("read");
    assert_eq!((advisors.sheets, advisors.tallies), (3, None));
    // Three of each: both are shown, until one of them may be told from what is left when both are taken from the whole.
    for member in &others[1..] {
        place
            .tamper(&format!(
                "UPDATE members SET roles = {} WHERE id = {}",
                Role::Assistant as i32,
                member.id()
            ))
            .await;
        let asked = answering::needs(&place, member).await.expect("asked").expect("they are asked");
        let sheet = sheet(&asked.questions, 3, "Des visites");
        answering::answer(&place, member, survey, asked.survey.edition, &sheet).await.expect("answered");
    }
    let shown = async |public| {
        let read = results::of(&place, &desk_, survey, Some(public)).await.expect("read");
        (read.sheets, read.tallies.is_some())
    };
    assert_eq!((shown(Public::Advisors).await, shown(Public::Assistants).await), ((3, true), (3, true)));
    let both = Role::Advisor as i32 | Role::Assistant as i32;
    let roles = format!("UPDATE members SET roles = {both} WHERE id = {}", place.claire.id());
    place.tamper(&roles).await;
    assert_eq!((shown(Public::Advisors).await, shown(Public::Assistants).await), ((3, false), (4, false)));
    place
        .tamper(&format!(
            "UPDATE members SET roles = {} WHERE id = {}",
            Role::Advisor as i32,
            place.claire.id()
        ))
        .await;
    desk::close(&place, &desk_, survey).await.expect("closed");
    let late = answering::answer(&place, &place.claire, survey, 1, &changed).await.map_err(Failure::refusal);
    assert_eq!(late, Err(Some(Refusal::NotOpen)));
    // The sheet of whoever leaves stays, and is nobody's.
    members::desk::departure::close(&place, &desk_, place.karim.id(), KeptName::Former)
        .await
        .expect("he leaves");
    assert_eq!(place.number("SELECT COUNT(*) FROM survey_signatures").await, 5);
    assert_eq!(results::of(&place, &desk_, survey, None).await.expect("read").sheets, 6);
}
