//! What becomes of a document in time: taken back before anybody read it, read again on its day, brought back.

use chrono::Duration;
use domain::{
    Id,
    library::resource::{Act, Content, Details, Refusal, Resource, State, WebAddress, acting, desk, reading},
};

use super::{details, refused};
use crate::{
    desk::at_desk,
    place::{Place, seen_by},
};

/// The titles in the desk’s queues: what is to be read before it is published, and what is to be read again.
async fn queues(place: &Place) -> (Vec<String>, Vec<String>) {
    let queues = desk::queues(place, &at_desk(&place.delphine)).await.expect("it is read");
    let titles = |listed: Vec<reading::Listed>| listed.into_iter().map(|one| one.title).collect();
    (titles(queues.to_review), titles(queues.reviews))
}

/// How many letters ask Delphine to read that document again.
fn asked(place: &Place, title: &str) -> usize {
    let letters = place.letters_of(&place.delphine);
    letters
        .iter()
        .filter(|letter| letter.subject.starts_with("À relire") && letter.subject.contains(title))
        .count()
}

fn link() -> Content {
    Content::Link(WebAddress::parse("https://exemple.fr/jurys").expect("it is an address"))
}

#[tokio::test]
async fn what_its_depositor_takes_back_waits_for_nobody_and_is_written_about_to_nobody() {
    let place = Place::founded().await;
    let resource = place.deposits(&place.claire, "Trame du livret", "Bonjour").await;
    assert_eq!(queues(&place).await.0, ["Trame du livret"]);
    assert_eq!(refused(place.does(&place.karim, resource, Act::TakeBack).await), Refusal::NotThere);
    assert_eq!(refused(place.does(&place.delphine, resource, Act::TakeBack).await), Refusal::MayNot);
    assert_eq!(place.does(&place.claire, resource, Act::TakeBack).await.expect("hers"), State::Draft);
    place.worker_passes().await;
    assert_eq!((queues(&place).await.0, asked(&place, "Trame")), (Vec::new(), 0));
    assert_eq!(refused(place.does(&place.delphine, resource, Act::Validate).await), Refusal::MayNot);

    place.does(&place.claire, resource, Act::Submit).await.expect("she hands it in again");
    place.worker_passes().await;
    assert_eq!((queues(&place).await.0, asked(&place, "Trame")), (vec!["Trame du livret".to_owned()], 1));
    place.does(&place.delphine, resource, Act::Validate).await.expect("she may");
    assert_eq!(
        refused(place.does(&place.claire, resource, Act::TakeBack).await),
        Refusal::MayNot,
        "it was read"
    );
}

#[tokio::test]
async fn a_document_is_read_again_on_its_day_and_a_year_after_somebody_said_that_it_holds() {
    let place = Place::founded().await;
    let mut fields = details("Calendrier des jurys");
    fields.review_on = Some(place.now().date_naive() + Duration::days(10));
    let resource = place.deposits_as(&place.delphine, fields, link()).await.expect("she may");
    let waits = async |days: i64| {
        place.passes(Duration::days(days));
        !queues(&place).await.1.is_empty()
    };
    assert!(!waits(9).await, "the day before");
    assert!(waits(1).await, "its day");
    assert!(waits(30).await, "until somebody has read it");
    assert_eq!(place.does(&place.delphine, resource, Act::Renew).await.expect("it holds"), State::Published);
    assert!(!waits(0).await, "it was read");
    assert!(!waits(364).await, "it holds for a year");
    assert!(waits(1).await, "no longer");
    place.does(&place.delphine, resource, Act::Withdraw).await.expect("she may");
    assert!(!waits(0).await, "what is not in the library any more is not read again");
}

#[tokio::test]
async fn what_is_brought_back_is_read_again_before_anybody_sees_it() {
    let place = Place::founded().await;
    let resource = place.published("Modèle de lettre", "Une rubrique ornithologie").await;
    place.reads().await;
    place.worker_passes().await;
    let published_at = seen(&place, resource).await.published_at;
    place.passes(Duration::days(3));
    place.does(&place.delphine, resource, Act::Withdraw).await.expect("she may");
    assert_eq!(refused(place.does(&place.claire, resource, Act::Restore).await), Refusal::MayNot);
    assert_eq!(place.does(&place.raphael, resource, Act::Restore).await.expect("he may"), State::ToReview);
    place.worker_passes().await;
    assert_eq!((queues(&place).await.0, asked(&place, "Modèle")), (vec!["Modèle de lettre".to_owned()], 1));
    let looked = reading::find(&place, &seen_by(&place.karim), resource).await;
    assert_eq!(refused(looked), Refusal::NotThere, "it is not there yet");
    assert_eq!(place.find(&place.karim, "ornithologie").await.total, 0);

    place.does(&place.delphine, resource, Act::Validate).await.expect("she may");
    place.worker_passes().await;
    assert_eq!(seen(&place, resource).await.published_at, published_at, "it is no news");
    assert_eq!(place.find(&place.karim, "ornithologie").await.total, 1);
}

async fn seen(place: &Place, resource: Id<Resource>) -> Resource {
    reading::find(place, &seen_by(&place.delphine), resource).await.expect("she sees everything")
}

#[tokio::test]
async fn a_review_date_and_an_end_do_not_stand_in_one_anothers_way() {
    let place = Place::founded().await;
    let today = place.now().date_naive();
    let fields = |title: &str, until: i64| {
        let day = |days| Some(today + Duration::days(days));
        Details { review_on: day(2), valid_until: day(until), ..details(title) }
    };
    let short =
        place.deposits_as(&place.delphine, fields("Le calendrier", 5), link()).await.expect("she may");
    let long = place.deposits_as(&place.delphine, fields("La procédure", 30), link()).await.expect("she may");
    place.passes(Duration::days(3));
    assert_eq!(queues(&place).await.1, ["Le calendrier", "La procédure"]);
    place.does(&place.delphine, long, Act::Renew).await.expect("it holds");
    assert!(seen(&place, long).await.details.valid_until.is_some(), "an end to come stays");

    place.passes(Duration::days(3));
    assert_eq!(acting::expire(&place).await.expect("it is marked"), 1);
    assert_eq!(queues(&place).await.1, [""; 0], "what is over is not to be read again");
    place.does(&place.delphine, short, Act::Renew).await.expect("it holds after all");
    assert_eq!(seen(&place, short).await.details.valid_until, None, "an end that is past does not");
}
