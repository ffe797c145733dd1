//! A process dies at any moment, a browser closes at any moment: nothing is lost, nothing is done twice, nothing is half-done.
//!
//! Each scenario is cut at its first wait, then at its second, and so on up to its last; after each cut the place is found
//! whole, mostly by another process.

use chrono::Duration;
use domain::{
    Community, Failure, Id,
    forum::{Submission, Topic, TopicKind, reply, topic},
    members::{
        Refusal,
        sign_in::{self, Destination},
    },
    notices::{self, Posting},
    search, upkeep,
};

use crate::{
    mishaps::cut_after,
    place::{JURY, Place, said, seen_by, titled},
};

/// About as many waits as the longest of them has: how many there are depends on how fast the database answers.
const CUTS: std::ops::Range<usize> = 0..24;

/// That it was cut short at least once: otherwise the scenario shows nothing.
#[track_caller]
fn was_cut(times: usize) {
    assert!(times > 0, "it came through each time");
}

async fn ask(place: &Place) {
    let destination = Destination::parse("/");
    sign_in::ask(place, place.claire.email(), &destination).await.expect("the link is asked for");
}

async fn follow_to_the_end(community: &Community) {
    // The dead process's transaction may take a moment to end: until then its entry is not ours.
    while upkeep::lags(community).await.expect("they are read")[0].entries > 0 {
        notices::follow(community).await.expect("the database answers");
    }
}

#[tokio::test]
async fn a_worker_that_dies_while_it_acts_on_an_entry_has_it_acted_upon_once() {
    let place = Place::founded().await;
    follow_to_the_end(&place).await;
    let (other, _) = place.another_process().await;
    let mut cut = 0;
    for waits in CUTS {
        ask(&place).await;
        let ended = cut_after(waits, notices::follow(&place)).await;
        follow_to_the_end(&other).await;
        let letters = i64::try_from(waits + 1).expect("it is small");
        assert_eq!(place.number("SELECT COUNT(*) FROM letters").await, letters, "cut after {waits} waits");
        let minted = "SELECT COUNT(*) FROM sign_in_links WHERE token_hash IS NOT NULL";
        assert_eq!(place.number(minted).await, letters, "cut after {waits} waits");
        cut += usize::from(ended.is_none());
        // So that Claire may get another letter.
        place.passes(Duration::minutes(15));
    }
    was_cut(cut);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_aborted_task_gives_its_entry_back() {
    let place = Place::founded().await;
    follow_to_the_end(&place).await;
    for round in 1..=10 {
        ask(&place).await;
        let community = place.community();
        let task = tokio::spawn(async move { notices::follow(&community).await.map(|_| ()) });
        for _ in 0..round * 3 {
            tokio::task::yield_now().await;
        }
        task.abort();
        let _ = task.await;
        follow_to_the_end(&place).await;
        assert_eq!(place.number("SELECT COUNT(*) FROM letters").await, round);
        place.passes(Duration::minutes(15));
    }
}

#[tokio::test]
async fn a_worker_that_dies_while_it_posts_loses_no_letter() {
    let place = Place::founded().await;
    let (other, _) = place.another_process().await;
    let mut cut = 0;
    for waits in CUTS {
        ask(&place).await;
        follow_to_the_end(&place).await;
        let before = place.mailer.letters().len();
        let ended = cut_after(waits, notices::post(&place)).await;
        // Within its lease the letter is the dead process's; then it is anybody's.
        place.passes(Duration::minutes(1) + Duration::microseconds(1));
        while notices::post(&other).await.expect("the database answers") != Posting::Nothing {}
        let sent = place.mailer.letters().len() - before;
        // Between the post office and the note that it was there, a crash leaves a copy, with the same `Message-ID`.
        assert!((1..=2).contains(&sent), "cut after {waits} waits: {sent}");
        assert_eq!(place.number("SELECT COUNT(*) FROM letters WHERE posted_at IS NULL").await, 0);
        cut += usize::from(ended.is_none());
        place.passes(Duration::minutes(15));
    }
    was_cut(cut);
}

#[tokio::test]
async fn within_its_lease_a_letter_is_left_to_the_one_who_claimed_it() {
    let place = Place::founded().await;
    ask(&place).await;
    follow_to_the_end(&place).await;
    let lease = place.now() + Duration::minutes(1);
    place.tamper(&format!("UPDATE letters SET attempts = 1, claimed_until = '{}'", lease.to_rfc3339())).await;
    place.passes(Duration::minutes(1));
    assert_eq!(notices::post(&place).await.expect("it answers"), Posting::Nothing);
    place.passes(Duration::microseconds(1));
    assert_eq!(notices::post(&place).await.expect("it answers"), Posting::Posted);
}

async fn replies(place: &Place, topic: Id<Topic>) -> u32 {
    topic::find(place, &seen_by(&place.claire), topic).await.expect("it is there").replies
}

#[tokio::test]
async fn a_reply_cut_short_is_written_whole_or_not_at_all_and_sending_it_again_writes_it_once() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    let body = said("Non.");
    let mut cut = 0;
    for waits in CUTS {
        let form = Submission::new();
        let before = replies(&place, topic).await;
        let ended = cut_after(waits, reply::post(&place, &place.karim, topic, &body, &form)).await;
        // One look, since the commit may be on its way: how many replies there are, are counted, and are recorded.
        let look = "SELECT COUNT(*) || ' ' || MAX(t.replies) || ' ' ||
                (SELECT COUNT(*) FROM journal WHERE kind = 'reply_posted')
            FROM topics t LEFT JOIN replies r ON r.topic_id = t.id";
        let seen: String = place.column(look).await.remove(0);
        let whole = [before, before + 1].map(|all| format!("{} {all} {all}", all.max(1)));
        assert!(whole.contains(&seen), "cut after {waits} waits: {seen}, {before} before");
        let again = reply::post(&place, &place.karim, topic, &body, &form).await.expect("it is posted");
        assert_eq!(again.number, before + 1, "cut after {waits} waits");
        assert_eq!(replies(&place, topic).await, before + 1);
        cut += usize::from(ended.is_none());
    }
    was_cut(cut);
}

#[tokio::test]
async fn a_topic_cut_short_is_opened_whole_or_not_at_all() {
    let place = Place::founded().await;
    let board = place.board(&place.claire, JURY).await;
    let mut cut = 0;
    for waits in CUTS {
        let kind = TopicKind::Question;
        let opening = topic::Opening {
            kind,
            title: titled(&format!("Oral de la VAE {waits}")),
            body: said("Peut-on ?"),
            certifications: Vec::new(),
        };
        let ended = cut_after(waits, topic::open(&place, &place.claire, &board, &opening)).await;
        let look = "SELECT MAX(topics) || ' ' || (SELECT COUNT(*) FROM topics) || ' ' ||
                (SELECT COUNT(*) FROM journal WHERE kind = 'topic_opened') FROM boards";
        let seen: String = place.column(look).await.remove(0);
        let whole = [waits, waits + 1].map(|all| format!("{all} {all} {all}"));
        assert!(whole.contains(&seen), "cut after {waits} waits: {seen}");
        topic::open(&place, &place.claire, &board, &opening).await.expect("it is opened");
        let written = i64::try_from(waits + 1).expect("it is small");
        assert_eq!(place.number("SELECT COUNT(*) FROM topics").await, written, "cut after {waits} waits");
        cut += usize::from(ended.is_none());
    }
    was_cut(cut);
}

#[tokio::test]
async fn a_sign_in_cut_short_spends_the_link_only_with_a_session() {
    let place = Place::founded().await;
    let mut cut = 0;
    for waits in CUTS {
        let token = upkeep::link(&place, place.claire.email(), None).await.expect("the link is made");
        let ended = cut_after(waits, sign_in::enter(&place, &token, "Firefox")).await;
        let unmatched = "SELECT (SELECT COUNT(*) FROM sign_in_links WHERE used_at IS NOT NULL) - (SELECT COUNT(*) FROM sessions)";
        assert_eq!(place.number(unmatched).await, 0, "cut after {waits} waits");
        cut += usize::from(ended.is_none());
        // The link still lets Claire in, unless the commit went through.
        let again = sign_in::enter(&place, &token, "Firefox").await.map(|_| ());
        let refused = again.map_err(Failure::refusal);
        assert!(matches!(refused, Ok(()) | Err(Some(Refusal::LinkSpent))), "{refused:?}");
        let sessions = i64::try_from(waits + 1).expect("it is small");
        assert_eq!(place.number("SELECT COUNT(*) FROM sessions").await, sessions, "cut after {waits} waits");
    }
    was_cut(cut);
}

#[tokio::test]
async fn an_index_that_stops_between_two_batches_goes_on_where_it_was() {
    let place = Place::founded().await;
    let mut cut = 0;
    for waits in CUTS {
        place.ask(&place.claire, JURY, &format!("Tachygraphe {waits}"), "Un souci de tachygraphe.").await;
        // It waits two or three times only, for the database and for the index.
        let ended = cut_after(waits % 4, search::follow(&place)).await;
        while search::follow(&place).await.expect("the index follows") {}
        let found = place.find(&place.claire, "tachygraphe").await;
        assert_eq!(found.total, waits + 1, "cut after {waits} waits");
        cut += usize::from(ended.is_none());
    }
    was_cut(cut);
}
