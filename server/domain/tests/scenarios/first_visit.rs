//! The first visit, and the letters one wants.

use domain::{
    Failure,
    members::{
        LetterChoices, Presentation, Refusal,
        first_visit::{self, Steps},
        letter_choices::{self, Answers, Digest},
        sessions,
    },
    text::Line,
};

use crate::place::Place;

const FEWER: LetterChoices = LetterChoices { answers: Answers::Daily, digest: Digest::Never, days: false };

fn steps(charter: bool) -> Steps {
    Steps {
        function: Some(Line::parse("Conseillère VAE").expect("it is a line")),
        presentation: Presentation::parse("À Paris depuis 2009.").expect("it is short"),
        choices: FEWER,
        charter,
    }
}

#[tokio::test]
async fn claire_says_who_she_is_and_which_letters_she_wants_once_the_charter_is_accepted() {
    let place = Place::founded().await;
    let before = first_visit::look(&place, &place.claire).await.expect("it is read");
    assert_eq!((before.charter, before.over, before.choices), (false, false, LetterChoices::default()));
    let session = place.sign_in(&place.claire, "Firefox").await;
    let welcomed = async || {
        let (_, claire) = sessions::resume(&place, &session).await.expect("read").expect("it is open");
        claire.is_welcomed()
    };
    assert!(!welcomed().await);

    let refused = first_visit::finish(&place, &place.claire, &steps(false)).await;
    assert_eq!(refused.map_err(Failure::refusal), Err(Some(Refusal::CharterFirst)));
    assert_eq!(first_visit::look(&place, &place.claire).await.expect("it is read"), before);

    first_visit::finish(&place, &place.claire, &steps(true)).await.expect("the charter is accepted");
    let after = first_visit::look(&place, &place.claire).await.expect("it is read");
    assert_eq!((after.charter, after.over, after.choices), (true, true, FEWER));
    assert_eq!(
        (after.function.as_str(), after.presentation.as_str()),
        ("Conseillère VAE", "À Paris depuis 2009.")
    );
    assert!(welcomed().await);
    place.worker_passes().await;
    assert_eq!(place.find(&place.karim, "Paris depuis 2009").await.hits.len(), 1, "it is found as well");
    let karim = first_visit::look(&place, &place.karim).await.expect("it is read");
    assert!(!karim.over, "nobody else was changed");
}

#[tokio::test]
async fn a_second_time_the_first_dates_stay() {
    let place = Place::founded().await;
    let dates = async || {
        let claire = place.claire.id();
        let charter = place.instant(&format!("SELECT charter_at FROM members WHERE id = {claire}")).await;
        (charter, place.instant(&format!("SELECT welcomed_at FROM members WHERE id = {claire}")).await)
    };
    first_visit::finish(&place, &place.claire, &steps(true)).await.expect("it is written");
    let first = dates().await;
    assert_eq!(first, (Some(place.now()), Some(place.now())));
    place.passes(chrono::Duration::days(1));
    first_visit::finish(&place, &place.claire, &steps(false)).await.expect("the charter was accepted");
    assert_eq!(dates().await, first);
}

#[tokio::test]
async fn letters_are_chosen_again_whenever_one_likes() {
    let place = Place::founded().await;
    letter_choices::change(&place, &place.claire, FEWER).await.expect("it is written");
    assert_eq!(letter_choices::of(&place, &place.claire).await.expect("it is read"), FEWER);
    let karim = letter_choices::of(&place, &place.karim).await.expect("it is read");
    assert_eq!(karim, LetterChoices::default());
}
