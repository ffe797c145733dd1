//! What follows a day: its discussion, and the documents that came out of it.

use domain::{
    Failure, Id,
    days::{
        DayId, Details, Public, Refusal,
        discussion::{self, Discussion},
        documents::{self, Moment},
        page,
        registration::{self, Wishes, desk},
    },
    library::resource::{Act, Content, Resource},
    members::Member,
};

use crate::{
    documents::details,
    place::{ASSISTANTS, CERTIFICATIONS, JURY, Place, seen_by},
    registering::{day_of, desk_of, published},
};

async fn comes(place: &Place, member: &Member, day: DayId) {
    registration::register(place, member, day, &Wishes::default()).await.expect("they come");
}

async fn discussion(place: &Place, member: &Member, day: DayId) -> Discussion {
    page::read(place, &seen_by(member), day).await.expect("it is there").discussion
}

/// Where that person would open it.
async fn board(place: &Place, member: &Member, day: DayId) -> Option<String> {
    let visitor = seen_by(member);
    let day = page::read(place, &visitor, day).await.expect("it is there");
    let board = discussion::where_to_open(place, &visitor, &day).await.expect("it is read");
    board.map(|board| board.slug)
}

#[tokio::test]
async fn a_day_has_one_discussion_which_leads_back_to_it() {
    let place = Place::founded().await;
    let details = Details { certifications: vec![25_467], ..day_of(&place, 5, None) };
    let day = published(&place, &details).await;
    assert_eq!(board(&place, &place.claire, day).await, None, "she has no part in it yet");
    comes(&place, &place.claire, day).await;
    assert_eq!(board(&place, &place.claire, day).await.as_deref(), Some(CERTIFICATIONS));
    let topic = place.ask(&place.claire, CERTIFICATIONS, "Après la journée", "Qui a essayé ?").await;
    let follows = |member, topic| {
        let place = &place;
        async move { discussion::follow(place, member, day, topic).await.map_err(Failure::refusal) }
    };
    assert_eq!(follows(&place.karim, topic).await, Err(Some(Refusal::NotThere)), "it is not his day");
    assert_eq!(follows(&place.claire, topic).await, Ok(()));
    assert_eq!(follows(&place.claire, topic).await, Ok(()), "twice is once");
    place.reply(&place.karim, topic, "Moi, hier.").await;
    let there = Discussion::There { topic, title: "Après la journée".to_owned(), replies: 1 };
    assert_eq!(discussion(&place, &place.claire, day).await, there);
    assert_eq!(
        discussion(&place, &place.helene, day).await,
        Discussion::Elsewhere,
        "the funder has no boards"
    );
    assert_eq!(board(&place, &place.claire, day).await, None, "one is enough");
    let other = place.ask(&place.claire, JURY, "Une autre", "Et là ?").await;
    assert_eq!(follows(&place.claire, other).await, Err(Some(Refusal::MayNot)));
    assert_eq!(follows(&place.delphine, other).await, Err(Some(Refusal::MayNot)));

    let followed = |member, topic| {
        let place = &place;
        async move { discussion::followed_by(place, &seen_by(member), topic).await.expect("it is read") }
    };
    assert_eq!(followed(&place.karim, topic).await.map(|day| day.id), Some(day));
    assert_eq!(followed(&place.karim, other).await, None);
}

#[tokio::test]
async fn a_topic_that_one_does_not_see_is_absent_from_the_day() {
    let place = Place::founded().await;
    let details = Details { public: Public::Assistants, ..day_of(&place, 5, None) };
    let day = published(&place, &details).await;
    comes(&place, &place.lucie, day).await;
    assert_eq!(board(&place, &place.lucie, day).await.as_deref(), Some(ASSISTANTS));
    let topic = place.ask(&place.lucie, ASSISTANTS, "Entre nous", "Et la suite ?").await;
    discussion::follow(&place, &place.lucie, day, topic).await.expect("it is hers to open");
    assert_eq!(discussion(&place, &place.claire, day).await, Discussion::Elsewhere);
    // Nor does anybody tie a topic that they do not see.
    let second = published(&place, &day_of(&place, 5, None)).await;
    comes(&place, &place.claire, second).await;
    let tied = discussion::follow(&place, &place.claire, second, topic).await.map_err(Failure::refusal);
    assert_eq!(tied, Err(Some(Refusal::MayNot)));
    assert_eq!(discussion(&place, &place.claire, second).await, Discussion::Nowhere);
}

/// A document of that person's, which waits to be read again.
async fn deposited(place: &Place, member: &Member) -> Id<Resource> {
    let upload = place.sends(member, "diapositives.txt", b"Les trois circuits").await;
    let deposited = place.deposits_as(member, details("Les diapositives"), Content::File(upload.id)).await;
    deposited.expect("it is deposited")
}

/// The documents that the day names to that person: number, and whether it came out of it.
async fn documents_of(place: &Place, member: &Member, day: DayId) -> Vec<(i64, bool)> {
    let day = page::read(place, &seen_by(member), day).await.expect("it is there");
    day.documents.into_iter().map(|(number, _, after)| (number, after)).collect()
}

#[tokio::test]
async fn what_one_brings_came_out_of_the_day_once_it_is_published() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 5, None)).await;
    let document = deposited(&place, &place.claire).await;
    let brings = |member| {
        let place = &place;
        async move { documents::bring(place, member, day, document).await.map_err(Failure::refusal) }
    };
    assert_eq!(brings(&place.claire).await, Err(Some(Refusal::NotThere)), "she was not there");
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    assert_eq!(
        brings(&place.karim).await,
        Err(Some(Refusal::NoSuchDocument(document.number()))),
        "it is not his to bring"
    );
    assert_eq!(brings(&place.claire).await, Ok(()));
    assert_eq!(brings(&place.claire).await, Ok(()), "twice is once");
    assert_eq!(documents_of(&place, &place.karim, day).await, [], "it is not published");
    place.does(&place.delphine, document, Act::Validate).await.expect("she may");
    assert_eq!(documents_of(&place, &place.karim, day).await, [(document.number(), true)]);
    let days = documents::days_of(&place, &seen_by(&place.karim), document).await.expect("it is read");
    assert_eq!(days.iter().map(|day| day.id).collect::<Vec<_>>(), [day]);

    // Whoever only ever reads is invited, and still deposits nothing.
    let organiser = desk_of(&place);
    desk::invite(&place, &organiser, day, place.helene.id()).await.expect("she is invited");
    assert_eq!(brings(&place.helene).await, Err(Some(Refusal::NotThere)));
    documents::name(&place, &organiser, day, document, Moment::Before).await.expect("it is read before");
    assert_eq!(documents_of(&place, &place.karim, day).await, [(document.number(), false)]);
    let days = documents::days_of(&place, &seen_by(&place.karim), document).await.expect("it is read");
    assert_eq!(days, [], "it did not come out of the day");
    documents::forget(&place, &organiser, day, document).await.expect("it is named no more");
    assert_eq!(documents_of(&place, &place.karim, day).await, []);
    let none = documents::name(&place, &organiser, day, Id::new(999), Moment::After).await;
    assert_eq!(none.map_err(Failure::refusal), Err(Some(Refusal::NoSuchDocument(999))));
}
