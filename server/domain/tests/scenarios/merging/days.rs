//! Two accounts of one person, both in the list of a day: one seat, the better one, and the other to the next.

use domain::{
    days::{
        DayId, Details,
        question::{self, Asked},
        registration::{self, State, Wishes, desk},
    },
    forum::Submission,
    members::Member,
};

use super::{claire_again, merged};
use crate::{
    place::{Place, seen_by},
    registering::{day_of, desk_of, published},
};

async fn comes(place: &Place, member: &Member, day: DayId) -> State {
    registration::register(place, member, day, &Wishes::default()).await.expect("they come")
}

/// Where everybody stands.
async fn list(place: &Place, day: DayId) -> Vec<(String, State)> {
    let listed = desk::list(place, &desk_of(place), day).await.expect("it is listed");
    listed.into_iter().map(|one| (one.member.1, one.state)).collect()
}

fn listed(expected: &[(&str, State)]) -> Vec<(String, State)> {
    expected.iter().map(|(name, state)| ((*name).to_owned(), *state)).collect()
}

#[tokio::test]
async fn the_account_that_still_comes_wins_over_the_one_that_withdrew() {
    let place = Place::founded().await;
    let other = claire_again(&place).await;
    let details = Details { ..day_of(&place, 2, None) };
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    registration::withdraw(&place, &place.claire, day, None).await.expect("she leaves");
    assert_eq!(comes(&place, &other, day).await, State::Seated, "and comes back from her other mailbox");
    assert_eq!(merged(&place, &place.delphine, &place.claire, &other).await, Ok(()));
    place.worker_passes().await;
    assert_eq!(list(&place, day).await, listed(&[("Claire Bernard", State::Seated)]));
}

#[tokio::test]
async fn a_seat_wins_over_a_place_in_the_queue_which_shortens() {
    let place = Place::founded().await;
    let other = claire_again(&place).await;
    let day = published(&place, &day_of(&place, 1, None)).await;
    assert_eq!(comes(&place, &other, day).await, State::Seated);
    assert_eq!(comes(&place, &place.claire, day).await, State::Waiting);
    assert_eq!(comes(&place, &place.karim, day).await, State::Waiting);
    assert_eq!(merged(&place, &place.delphine, &place.claire, &other).await, Ok(()));
    place.worker_passes().await;
    let expected = [("Claire Bernard", State::Seated), ("Karim Haddad", State::Waiting)];
    assert_eq!(list(&place, day).await, listed(&expected));
}

#[tokio::test]
async fn of_two_seats_one_goes_to_the_next() {
    let place = Place::founded().await;
    let other = claire_again(&place).await;
    let day = published(&place, &day_of(&place, 2, None)).await;
    assert_eq!(comes(&place, &place.claire, day).await, State::Seated);
    assert_eq!(comes(&place, &other, day).await, State::Seated);
    assert_eq!(comes(&place, &place.karim, day).await, State::Waiting);
    assert_eq!(merged(&place, &place.delphine, &place.claire, &other).await, Ok(()));
    place.worker_passes().await;
    let expected = [("Claire Bernard", State::Seated), ("Karim Haddad", State::Seated)];
    assert_eq!(list(&place, day).await, listed(&expected), "never one too many, never one lost");
}

#[tokio::test]
async fn a_vote_for_what_is_now_one_s_own_question_counts_for_nothing_more() {
    let place = Place::founded().await;
    let other = claire_again(&place).await;
    let day = published(&place, &day_of(&place, 5, None)).await;
    for member in [&place.claire, &other, &place.karim] {
        comes(&place, member, day).await;
    }
    let asked = Asked::parse("Quand tombent les jurys ?").expect("a question");
    let form = Submission::new();
    let mine = question::ask(&place, &place.claire, day, &asked, None, &form).await.expect("she asks");
    let karims = question::ask(&place, &place.karim, day, &asked, None, &form).await.expect("he asks");
    question::ask(&place, &other, day, &asked, None, &form)
        .await
        .expect("the same form from the other account");
    for (member, question) in
        [(&other, mine), (&place.karim, mine), (&other, karims), (&place.claire, karims)]
    {
        question::vote(&place, member, day, question, true).await.expect("they vote");
    }
    assert_eq!(merged(&place, &place.delphine, &place.claire, &other).await, Ok(()));
    let visitor = seen_by(&place.karim);
    let read = domain::days::page::read(&place, &visitor, day).await.expect("it is there");
    let listed = question::list(&place, &visitor, &read).await.expect("it is read").expect("he reads");
    let votes: Vec<_> = listed.iter().map(|one| (one.author.1.as_str(), one.votes)).collect();
    assert_eq!(votes, [("Claire Bernard", 2), ("Karim Haddad", 2), ("Claire Bernard", 1)]);
}
