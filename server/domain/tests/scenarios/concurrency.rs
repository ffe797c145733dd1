//! Many people, many processes, at the same instant.

use domain::{
    Community, Failure, Id,
    forum::{Submission, Topic, TopicKind, reply, topic},
};
use sea_orm::{ConnectionTrait, TransactionTrait};

use crate::{
    mishaps::at_once,
    place::{JURY, Place, said, seen_by, titled},
};

/// This process and another one, in turn.
async fn processes(place: &Place) -> impl Fn(u32) -> Community {
    let (here, (there, _)) = (place.community(), place.another_process().await);
    move |number| if number.is_multiple_of(2) { here.clone() } else { there.clone() }
}

async fn ranks(place: &Place, topic: Id<Topic>) -> Vec<i64> {
    let query =
        format!("SELECT CAST(number AS BIGINT) FROM replies WHERE topic_id = {topic} ORDER BY number");
    place.column(&query).await
}

async fn shown_replies(place: &Place, topic: Id<Topic>) -> u32 {
    topic::find(place, &seen_by(&place.claire), topic).await.expect("it is there").replies
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_replies_at_once_have_ranks_without_a_hole() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    let process = processes(&place).await;
    let replies = (0..20).map(|number| {
        let community = process(number);
        let member = place.everybody()[[0, 1, 2, 4][number as usize % 4]].0.clone();
        async move {
            let body = said(&format!("Réponse de {}", member.name()));
            reply::post(&community, &member, topic, &body, &Submission::new())
                .await
                .expect("it is posted")
                .number
        }
    });
    let mut given = at_once(replies).await;
    given.sort_unstable();
    assert_eq!(given, (1..=20).collect::<Vec<_>>());
    assert_eq!(ranks(&place, topic).await, (1..=20).collect::<Vec<_>>());
    assert_eq!(shown_replies(&place, topic).await, 20);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal WHERE kind = 'reply_posted'").await, 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reply_sent_ten_times_at_once_is_written_once() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.reply(&place.lucie, topic, "Bonne question.").await;
    let (process, form) = (processes(&place).await, Submission::new());
    let copies = (0..10).map(|number| {
        let (community, karim, form) = (process(number), place.karim.clone(), form.clone());
        async move {
            reply::post(&community, &karim, topic, &said("Non."), &form).await.expect("it is posted").number
        }
    });
    assert_eq!(at_once(copies).await, [2; 10], "each copy is told where its reply is");
    assert_eq!(ranks(&place, topic).await, [1, 2]);
    assert_eq!(shown_replies(&place, topic).await, 2);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal WHERE kind = 'reply_posted'").await, 2);

    // Somebody else's form may have the same number: it is forged, and it is theirs.
    let forged = reply::post(&place, &place.lucie, topic, &said("Si."), &form).await.expect("it is posted");
    assert_eq!(forged.number, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_topic_sent_ten_times_at_once_is_opened_once() {
    let place = Place::founded().await;
    let (process, form) = (processes(&place).await, Submission::new());
    let board = place.board(&place.claire, JURY).await;
    let copies = (0..10).map(|number| {
        let (community, claire, board) = (process(number), place.claire.clone(), board.clone());
        let (title, body, submission) = (titled("Oral de la VAE"), said("Peut-on ?"), form.clone());
        let opening = topic::Opening { kind: TopicKind::Question, title, body, submission };
        async move { topic::open(&community, &claire, &board, &opening).await.map_err(Failure::refusal) }
    });
    let opened = at_once(copies).await;
    let first = opened[0].expect("it is opened");
    assert_eq!(opened, [Ok(first); 10], "each copy is told which topic is its");
    assert_eq!(place.number("SELECT COUNT(*) FROM topics").await, 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal WHERE kind = 'topic_opened'").await, 1);
    assert_eq!(place.board(&place.claire, JURY).await.topics, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn topics_and_replies_from_everywhere_leave_counters_that_add_up() {
    let place = Place::founded().await;
    let process = processes(&place).await;
    let board = place.board(&place.claire, JURY).await;
    let writers = (0..12).map(|number| {
        let (community, board) = (process(number), board.clone());
        let (claire, karim) = (place.claire.clone(), place.karim.clone());
        async move {
            let (title, body, submission) = (titled("Oral de la VAE"), said("Peut-on ?"), Submission::new());
            let opening = topic::Opening { kind: TopicKind::Question, title, body, submission };
            let topic = topic::open(&community, &claire, &board, &opening).await.expect("it is opened");
            for _ in 0..3 {
                reply::post(&community, &karim, topic, &said("Non."), &Submission::new())
                    .await
                    .expect("it is posted");
            }
        }
    });
    at_once(writers).await;
    assert_eq!(place.board(&place.claire, JURY).await.topics, 12);
    assert_eq!(place.number("SELECT COUNT(*) FROM topics WHERE replies = 3").await, 12);
    assert_eq!(
        place.number("SELECT COUNT(*) FROM journal WHERE kind IN ('topic_opened', 'reply_posted')").await,
        48
    );
}

/// The harm that the atomic statement of `next_rank` keeps away: a rank that is read, then written, is read twice.
#[tokio::test]
async fn without_the_atomic_rank_two_replies_would_claim_the_same_one() {
    let Some(place) = Place::founded_on_postgres().await else { return };
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on ?").await;
    let insert = format!(
        "INSERT INTO replies (topic_id, number, author_id, body, body_html, renderer, posted_at, submission)
        SELECT {topic}, COALESCE(MAX(number), 0) + 1, 1, 'x', 'x', 1, now(), 'form-' || pg_backend_pid()
        FROM replies WHERE topic_id = {topic}"
    );
    let (one, other) = (place.console.begin().await, place.console.begin().await);
    let (one, other) = (one.expect("it begins"), other.expect("it begins"));
    one.execute_unprepared(&insert).await.expect("the first takes rank 1");
    let second = tokio::spawn(async move { other.execute_unprepared(&insert).await.map(|_| ()) });
    one.commit().await.expect("the first is written");
    let refused = second.await.expect("no panic").expect_err("the second took rank 1 as well");
    assert!(refused.to_string().contains("replies_number_unique"), "{refused}");
}

/// The harm that `BEGIN IMMEDIATE` keeps away: whoever read first and writes later is refused when somebody wrote in between.
#[tokio::test]
async fn without_taking_the_seat_at_once_a_writer_on_sqlite_would_be_refused() {
    let place = Place::founded().await;
    if place.is_postgres() {
        return;
    }
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on ?").await;
    let late = place.console.begin().await.expect("it begins, and takes nothing yet");
    late.execute_unprepared("SELECT COUNT(*) FROM topics").await.expect("it reads");
    place.reply(&place.karim, topic, "Non.").await;
    let refused = late.execute_unprepared("UPDATE topics SET replies = replies + 1").await;
    let refused = refused.expect_err("what it read is past").to_string();
    assert!(refused.contains("locked"), "{refused}");
}
