//! The usual questions: chosen once for all the surveys to come.

use domain::{
    Failure,
    days::{
        DayId,
        survey::{
            Kind, Nature, Refusal, Wording, answering, desk, model,
            question::{Label, Words},
            usual,
        },
    },
    members::Member,
};

use crate::{place::Place, registering::desk_of, surveying::ended};

fn asked(words: &str) -> Vec<Wording> {
    let choices = ["Oui", "Non"].map(|label| Label::parse(label).expect("a label")).to_vec();
    let words = Words::parse(words).expect("some words");
    vec![Wording { words, nature: Nature::Choice, choices, required: true, measures: false }]
}

/// What that person is asked of the day.
async fn asked_of(place: &Place, member: &Member, day: DayId, kind: Kind) -> Vec<Wording> {
    let found = answering::of_day(place, member, day, kind).await.expect("it is open to them");
    found.questions.into_iter().map(|question| question.wording).collect()
}

#[tokio::test]
async fn the_days_to_come_are_asked_the_usual_questions_and_the_others_keep_theirs() {
    let place = Place::founded().await;
    let desk_ = desk_of(&place);
    let (first, second) = (ended(&place, &[&place.claire]).await, ended(&place, &[&place.claire]).await);
    let usually = usual::of(&place, &desk_, Kind::Hot).await.expect("it is read");
    assert_eq!((usually.edition, usually.questions), (0, model::of(Kind::Hot)));
    // The second day has its own, and the first is open, with the program's.
    let own = desk::Plan { delay: 0, edition: 0, questions: asked("La salle vous a-t-elle convenu ?") };
    desk::plan(&place, &desk_, second, Kind::Hot, &own).await.expect("worded");
    place.worker_passes().await;

    let chosen = asked("Le rythme vous a-t-il convenu ?");
    usual::change(&place, &desk_, Kind::Hot, 0, &chosen).await.expect("she chooses");
    let third = ended(&place, &[&place.claire]).await;
    let planned = desk::of_day(&place, &desk_, third).await.expect("it is there");
    assert_eq!(planned.surveys[0].questions, chosen, "what will be asked is told before");
    assert_eq!(planned.surveys[1].questions, model::of(Kind::Cold), "each kind has its own");
    place.worker_passes().await;
    assert_eq!(asked_of(&place, &place.claire, first, Kind::Hot).await, model::of(Kind::Hot));
    assert_eq!(asked_of(&place, &place.claire, second, Kind::Hot).await, own.questions);
    assert_eq!(asked_of(&place, &place.claire, third, Kind::Hot).await, chosen);

    usual::restore(&place, &desk_, Kind::Hot).await.expect("she goes back");
    usual::restore(&place, &desk_, Kind::Hot).await.expect("twice");
    let usually = usual::of(&place, &desk_, Kind::Hot).await.expect("it is read");
    assert_eq!((usually.edition, usually.questions), (0, model::of(Kind::Hot)));
    assert_eq!(asked_of(&place, &place.claire, third, Kind::Hot).await, chosen, "what is open keeps its own");
}

#[tokio::test]
async fn two_organisers_do_not_undo_each_other_and_nothing_is_no_question() {
    let place = Place::founded().await;
    let desk_ = desk_of(&place);
    let (one, other) = (asked("Une première ?"), asked("Une seconde ?"));
    let change = async |edition: i32, questions: &[Wording]| {
        usual::change(&place, &desk_, Kind::Needs, edition, questions).await.map_err(Failure::refusal)
    };
    assert_eq!(change(0, &[]).await, Err(Some(Refusal::NoQuestion)));
    assert_eq!(change(3, &one).await, Err(Some(Refusal::ChangedMeanwhile)));
    assert_eq!(place.number("SELECT COUNT(*) FROM survey_models").await, 0, "a refusal leaves nothing");
    assert_eq!(change(0, &one).await, Ok(()));
    assert_eq!(
        change(0, &other).await,
        Err(Some(Refusal::ChangedMeanwhile)),
        "she had opened the program’s own"
    );
    assert_eq!(change(1, &other).await, Ok(()));
    let usually = usual::of(&place, &desk_, Kind::Needs).await.expect("it is read");
    assert_eq!((usually.edition, usually.questions), (2, other));
}
