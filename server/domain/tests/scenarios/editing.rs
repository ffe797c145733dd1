//! Changing what one wrote: nobody else does, and two tabs lose nothing.

use chrono::Duration;
use domain::{
    Failure, Id,
    forum::{
        Draft, Refusal, Reply, Topic,
        edition::{self, Target},
        topic,
    },
    members::Member,
};

use crate::{
    mishaps::at_once,
    place::{ASSISTANTS, JURY, Place, said, seen_by, titled},
};

type Outcome<T> = Result<T, Option<Refusal>>;

async fn open(place: &Place, member: &Member, target: Target) -> Outcome<Draft> {
    edition::open(place, member, target).await.map_err(Failure::refusal)
}

async fn change(place: &Place, member: &Member, topic: Id<Topic>, text: &str, version: i32) -> Outcome<()> {
    let changed =
        edition::change_topic(place, member, topic, &titled("Oral de la VAE"), &said(text), version).await;
    changed.map_err(Failure::refusal)
}

async fn change_reply(
    place: &Place,
    member: &Member,
    reply: Id<Reply>,
    text: &str,
    version: i32,
) -> Outcome<()> {
    edition::change_reply(place, member, reply, &said(text), version).await.map_err(Failure::refusal)
}

async fn shown(place: &Place, topic: Id<Topic>) -> (Topic, Vec<Reply>) {
    topic::read(place, &seen_by(&place.claire), topic, 1).await.expect("it is there")
}

#[tokio::test]
async fn claire_changes_her_topic_and_everybody_sees_that_she_did() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VEA", "Peut-on venir acompagné ?").await;
    place.passes(Duration::minutes(3));
    let draft = open(&place, &place.claire, Target::Topic(topic)).await.expect("it is hers");
    assert_eq!((draft.title.as_str(), draft.body.as_str()), ("Oral de la VEA", "Peut-on venir acompagné ?"));
    assert_eq!((draft.topic, draft.number), (topic, None));
    change(&place, &place.claire, topic, "Peut-on venir accompagné ?", draft.version)
        .await
        .expect("it is changed");
    let (topic, _) = shown(&place, topic).await;
    assert_eq!(topic.title, "Oral de la VAE");
    assert!(topic.message.html.as_str().contains("accompagné"));
    assert_eq!(topic.message.edited_at, Some(place.now()));
    assert_eq!(topic.message.written_at, place.now() - Duration::minutes(3));
}

#[tokio::test]
async fn karim_changes_his_reply_as_often_as_he_likes() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.reply(&place.karim, topic, "Nom.").await;
    let reply = shown(&place, topic).await.1[0].id;
    for text in ["Non.", "Non, jamais.", "Non, sauf aménagement."] {
        let draft = open(&place, &place.karim, Target::Reply(reply)).await.expect("it is his");
        assert_eq!((draft.topic, draft.number, draft.title.as_str()), (topic, Some(1), "Oral de la VAE"));
        change_reply(&place, &place.karim, reply, text, draft.version).await.expect("it is changed");
        let (_, replies) = shown(&place, topic).await;
        assert_eq!(replies[0].message.html.as_str().trim(), format!("<p>{text}</p>"));
        assert_eq!(replies[0].number, 1);
    }
}

#[tokio::test]
async fn of_two_tabs_the_second_is_told_and_changes_nothing() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Version 1").await;
    place.reply(&place.claire, topic, "Réponse 1").await;
    let reply = shown(&place, topic).await.1[0].id;
    let drafts = [
        open(&place, &place.claire, Target::Topic(topic)).await.expect("it is hers"),
        open(&place, &place.claire, Target::Reply(reply)).await.expect("it is hers"),
    ];
    change(&place, &place.claire, topic, "Version 2", drafts[0].version)
        .await
        .expect("the first tab is in time");
    change_reply(&place, &place.claire, reply, "Réponse 2", drafts[1].version)
        .await
        .expect("the first tab is in time");
    let (before, entries) = (shown(&place, topic).await, place.number("SELECT COUNT(*) FROM journal").await);

    place.passes(Duration::minutes(1));
    let meanwhile = Err(Some(Refusal::ChangedMeanwhile));
    assert_eq!(change(&place, &place.claire, topic, "Version 3", drafts[0].version).await, meanwhile);
    assert_eq!(change_reply(&place, &place.claire, reply, "Réponse 3", drafts[1].version).await, meanwhile);
    assert_eq!(shown(&place, topic).await, before);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal").await, entries, "and nothing follows from it");

    // With the text as it is now before her eyes, she may.
    let draft = open(&place, &place.claire, Target::Topic(topic)).await.expect("it is hers");
    assert_eq!(draft.body.as_str(), "Version 2");
    change(&place, &place.claire, topic, "Version 3", draft.version)
        .await
        .expect("nothing changed meanwhile");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_tabs_at_the_same_instant_exactly_one_wins() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Version 0").await;
    let version = open(&place, &place.claire, Target::Topic(topic)).await.expect("it is hers").version;
    let tabs = (1..=8).map(|tab| {
        let (community, claire) = (place.community(), place.claire.clone());
        async move {
            let (title, body) = (titled("Oral de la VAE"), said(&format!("Version {tab}")));
            let changed = edition::change_topic(&community, &claire, topic, &title, &body, version).await;
            changed.map_err(Failure::refusal).map(|()| tab)
        }
    });
    let outcomes = at_once(tabs).await;
    let winners: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.ok()).collect();
    assert_eq!(winners.len(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(_) | Err(Some(Refusal::ChangedMeanwhile)))));
    let draft = open(&place, &place.claire, Target::Topic(topic)).await.expect("it is hers");
    assert_eq!(draft.body.as_str(), format!("Version {}", winners[0]));
    assert_eq!(place.number("SELECT COUNT(*) FROM journal WHERE kind = 'topic_edited'").await, 1);
}

#[tokio::test]
async fn nobody_changes_what_somebody_else_wrote() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.reply(&place.claire, topic, "Je me réponds.").await;
    let before = shown(&place, topic).await;
    let reply = before.1[0].id;
    // Not even those who organise or administer.
    for (other, expected) in [
        (&place.karim, Refusal::NotTheAuthor),
        (&place.delphine, Refusal::NotTheAuthor),
        (&place.raphael, Refusal::NotThere),
        (&place.helene, Refusal::NotThere),
    ] {
        assert_eq!(open(&place, other, Target::Topic(topic)).await, Err(Some(expected)));
        assert_eq!(open(&place, other, Target::Reply(reply)).await, Err(Some(expected)));
        assert_eq!(change(&place, other, topic, "Détourné", 1).await, Err(Some(expected)));
        assert_eq!(change_reply(&place, other, reply, "Détourné", 1).await, Err(Some(expected)));
    }
    assert_eq!(shown(&place, topic).await, before);
}

#[tokio::test]
async fn what_is_not_there_for_a_person_cannot_be_changed_by_guessing_its_number() {
    let place = Place::founded().await;
    let topic = place.ask(&place.lucie, ASSISTANTS, "Relances", "Comment faites-vous ?").await;
    let not_there = Err(Some(Refusal::NotThere));
    assert_eq!(open(&place, &place.claire, Target::Topic(topic)).await.map(|_| ()), not_there);
    assert_eq!(change(&place, &place.claire, topic, "Devinée", 1).await, not_there);
    assert_eq!(open(&place, &place.claire, Target::Reply(Id::new(9_999))).await.map(|_| ()), not_there);
    assert_eq!(change_reply(&place, &place.claire, Id::new(9_999), "Devinée", 1).await, not_there);
}
