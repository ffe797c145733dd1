//! Many people, many processes, at the same instant.

use domain::{
    Community, Failure, Id,
    forum::{Submission, Topic, TopicKind, reply, topic},
    members::sign_in::{self, Destination},
    notices, upkeep,
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
    let process = processes(&place).await;
    let board = place.board(&place.claire, JURY).await;
    let copies = (0..10).map(|number| {
        let (community, claire, board) = (process(number), place.claire.clone(), board.clone());
        let (title, body) = (titled("Oral de la VAE"), said("Peut-on ?"));
        let opening = topic::Opening { kind: TopicKind::Question, title, body, certifications: Vec::new() };
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
            let (title, body) = (titled(&format!("Oral de la VAE, séance {number}")), said("Peut-on ?"));
            let opening =
                topic::Opening { kind: TopicKind::Question, title, body, certifications: Vec::new() };
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
    place.somebody_waits().await;
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

async fn follow_to_the_end(community: &Community) {
    while notices::follow(community).await.expect("the database answers") {}
}

/// The harm that the lock of `record` keeps away: numbers are given when entries are written, and seen when they are committed.
/// A reader that passes in between sees 14 before 13, and never 13.
#[tokio::test]
async fn without_the_lock_of_record_an_entry_would_be_skipped() {
    let Some(place) = Place::founded_on_postgres().await else { return };
    follow_to_the_end(&place).await;
    let asked = "INSERT INTO sign_in_links (member_id, destination, asked_at, expires_at)
        SELECT id, '/', '2027-03-02 08:30:00+00', '2027-03-02 08:45:00+00' FROM members WHERE email = 'claire@exemple.fr'";
    let recorded = "INSERT INTO journal (at, kind, subject_id) SELECT asked_at, 'sign_in_asked', MAX(id) FROM sign_in_links
        GROUP BY asked_at, id ORDER BY id DESC LIMIT 1";
    let slow = place.console.begin().await.expect("it begins");
    slow.execute_unprepared(asked).await.expect("a link is asked for");
    slow.execute_unprepared(recorded).await.expect("and recorded, without the lock");
    let quick = place.console.begin().await.expect("it begins");
    quick.execute_unprepared(asked).await.expect("another link is asked for");
    quick.execute_unprepared(recorded).await.expect("and recorded, without the lock");
    quick.commit().await.expect("the second is there first");
    follow_to_the_end(&place).await;
    slow.commit().await.expect("the first comes second");
    follow_to_the_end(&place).await;
    assert_eq!(upkeep::lags(&place).await.expect("they are read")[0].entries, 0, "all seems well");
    assert_eq!(place.number("SELECT COUNT(*) FROM letters").await, 1, "and a letter was never written");
}

/// The same with the lock: whoever records second waits until the first is there.
#[tokio::test]
async fn with_the_lock_of_record_the_second_waits_for_the_first() {
    let Some(place) = Place::founded_on_postgres().await else { return };
    follow_to_the_end(&place).await;
    let slow = place.console.begin().await.expect("it begins");
    slow.execute_unprepared("SELECT pg_advisory_xact_lock(7661101)").await.expect("the lock is taken");
    let insert = "INSERT INTO journal (at, kind, subject_id) SELECT MIN(joined_at), 'member_changed', MIN(id) FROM members";
    slow.execute_unprepared(insert).await.expect("an entry is written");
    let (community, claire) = (place.community(), place.claire.clone());
    let quick = tokio::spawn(async move {
        sign_in::ask(&community, claire.email(), &Destination::parse("/"))
            .await
            .expect("the link is asked for");
    });
    place.somebody_waits().await;
    follow_to_the_end(&place).await;
    assert!(!quick.is_finished(), "nobody overtakes");
    slow.commit().await.expect("the first is there");
    quick.await.expect("then the second");
    let before = place.number("SELECT position FROM journal_readers WHERE name = 'letters'").await;
    let after: Vec<String> =
        place.column(&format!("SELECT kind FROM journal WHERE id > {before} ORDER BY id")).await;
    assert_eq!(after, ["member_changed", "sign_in_asked"]);
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 1);
}
