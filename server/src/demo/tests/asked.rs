//! What was proposed and asked: in every state, and answered by most.

use domain::{
    days::{
        proposal::{State, listing},
        report,
        survey::{Kind, desk},
    },
    members::{Member, Visitor, audit::Origin},
};

use super::Place;
use crate::demo::account;

async fn person(place: &Place, email: &str) -> Member {
    account(&place.community, email).await.expect("the database answers").expect("they are here")
}

pub(super) async fn is_in_every_state(place: &Place) {
    let claire = Visitor::from(person(place, "claire.bernard@exemple.fr").await);
    let all = listing::all(&place.community, &claire).await.expect("they are listed");
    for state in State::ALL {
        assert!(all.iter().any(|one| one.state == state), "no proposal is {state:?}");
    }
    assert!(all.len() >= 12 && all.iter().any(|one| one.comments > 1));
    let organiser = person(place, "delphine.arnaud@exemple.fr").await;
    let organiser = organiser.as_organiser(Origin::HERE).expect("there is a place at the desk");
    let needs = desk::all_needs(&place.community, &organiser).await.expect("they are listed");
    let [open, before] = needs.as_slice() else { panic!("two years were asked for") };
    let now = place.community.now();
    assert!(open.is_open(now) && !before.is_open(now));
    assert!(open.answered * 10 >= open.asked * 6 && open.answered < open.asked, "two thirds: {open:?}");
    let year = open.year.expect("it has a year") - 2;
    let funder = Visitor::from(person(place, "philippe.garrigue@exemple.fr").await);
    let (last, ..) = report::of_years(&place.community, &funder, year).await.expect("it is measured");
    let hot = last.hot;
    let average = hot.average().expect("somebody answered");
    assert!((3.5..=4.9).contains(&average), "{hot:?}");
    let waiting = domain::days::waiting::to_answer(&place.community, claire.member().expect("she is in"));
    let kinds: Vec<Kind> = waiting.await.expect("they are listed").into_iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&Kind::Needs) && kinds.contains(&Kind::Cold), "{kinds:?}");
}
