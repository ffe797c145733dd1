//! The journal: in order, each entry acted upon exactly once, no entry a dead end.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use chrono::Duration;
use domain::{
    Community,
    forum::edition,
    members::{
        Member,
        sign_in::{self, Destination},
    },
    notices, search, upkeep,
};
use futures::future::join_all;

use crate::{
    mishaps::at_once,
    place::{JURY, Place, said, titled},
};

async fn ask(community: &Community, member: &Member) {
    sign_in::ask(community, member.email(), &Destination::parse("/")).await.expect("the link is asked for");
}

async fn follow(community: &Community) -> bool {
    notices::follow(community).await.expect("the database answers")
}

/// An entry that nothing can be done with: its kind is of no version known here.
const POISON: &str =
    "INSERT INTO journal (at, kind, subject_id) SELECT MIN(joined_at), 'comet_seen', 1 FROM members";

#[tokio::test]
async fn the_journal_tells_what_happened_in_order_and_who_did_it() {
    let place = Place::founded().await;
    let before = place.number("SELECT MAX(id) FROM journal").await;
    ask(&place, &place.claire).await;
    let topic = place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.reply(&place.karim, topic, "Non.").await;
    let (title, body) = (titled("Oral de la VAE"), said("Peut-on ?"));
    edition::change_topic(&place, &place.claire, topic, &title, &body, 1).await.expect("it is changed");
    let told = format!(
        "SELECT kind || ' by ' || COALESCE(m.name, 'nobody') FROM journal j LEFT JOIN members m ON m.id = j.actor_id
        WHERE j.id > {before} ORDER BY j.id"
    );
    let told: Vec<String> = place.column(&told).await;
    let expected = [
        "sign_in_asked by nobody",
        "topic_opened by Claire Bernard",
        "reply_posted by Karim Haddad",
        "topic_edited by Claire Bernard",
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn a_new_place_begins_with_its_guide_and_its_people() {
    let place = Place::founded().await;
    let kinds: Vec<String> = place.column("SELECT kind FROM journal ORDER BY id").await;
    assert_eq!(kinds, [["guide_changed"; 5].as_slice(), &["member_joined"; 7]].concat());
}

#[tokio::test]
async fn what_has_no_letter_is_passed_over_in_one_step() {
    let place = Place::founded().await;
    assert!(follow(&place).await, "the founding's twelve entries at once");
    assert!(!follow(&place).await, "nothing is left");
    place.ask(&place.claire, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    ask(&place, &place.claire).await;
    place.ask(&place.karim, JURY, "Jury en juin", "Qui y va ?").await;
    assert!(follow(&place).await, "the letter, and the topic before it");
    assert!(follow(&place).await, "the topic after it");
    assert!(!follow(&place).await);
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 1);
}

#[tokio::test]
async fn how_far_the_readers_are_behind_is_told() {
    let place = Place::founded().await;
    place.worker_passes().await;
    ask(&place, &place.claire).await;
    let asked_at = place.now();
    place.passes(Duration::minutes(2));
    ask(&place, &place.karim).await;
    let lags = upkeep::lags(&place).await.expect("they are read");
    assert_eq!(
        lags.each_ref().map(|lag| (lag.reader, lag.entries, lag.since)),
        [("letters", 2, Some(asked_at)), ("index", 2, Some(asked_at))]
    );
    place.worker_passes().await;
    let lags = upkeep::lags(&place).await.expect("they are read");
    assert_eq!(lags.map(|lag| (lag.entries, lag.since)), [(0, None), (0, None)]);
}

#[tokio::test]
async fn an_entry_that_points_nowhere_is_passed_over() {
    let place = Place::founded().await;
    for kind in [
        "sign_in_asked",
        "topic_opened",
        "reply_edited",
        "member_changed",
        "member_renamed",
        "closure_asked",
        "guide_changed",
    ] {
        let insert = format!(
            "INSERT INTO journal (at, kind, subject_id) SELECT MIN(joined_at), '{kind}', 999999 FROM members"
        );
        place.tamper(&insert).await;
    }
    ask(&place, &place.claire).await;
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal_setbacks").await, 0);
}

/// Lets time pass until the letters have come to the end of the journal, and tells what each rest lasted.
async fn rests(place: &Place) -> Vec<i64> {
    let mut rests = Vec::new();
    loop {
        while follow(place).await {}
        if upkeep::lags(place).await.expect("they are read")[0].entries == 0 {
            return rests;
        }
        assert!(rests.len() < 20, "it is never put aside");
        let retry_at = place.instant("SELECT retry_at FROM journal_readers WHERE name = 'letters'").await;
        let rest = retry_at.expect("a try is set") - place.now();
        place.passes(rest - Duration::microseconds(1));
        assert!(!follow(place).await, "it is not time yet");
        place.passes(Duration::microseconds(1));
        rests.push(rest.num_seconds());
    }
}

#[tokio::test]
async fn an_entry_that_fails_is_tried_eight_times_then_put_aside_and_the_next_are_acted_upon() {
    let place = Place::founded().await;
    while follow(&place).await {}
    // Claire's address is broken beyond what any version wrote: her letter cannot be written.
    ask(&place, &place.claire).await;
    let poison = place.number("SELECT MAX(id) FROM journal").await;
    ask(&place, &place.karim).await;
    place.tamper("UPDATE members SET email = 'nulle part' WHERE email = 'claire@exemple.fr'").await;

    assert_eq!(rests(&place).await, [1, 2, 4, 8, 16, 32, 64]);
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.karim).len(), 1, "the next entry was acted upon");
    let aside: Vec<i64> =
        place.column("SELECT entry_id FROM journal_setbacks WHERE reader = 'letters'").await;
    assert_eq!(aside, [poison]);
    let why: Vec<String> = place.column("SELECT error FROM journal_setbacks").await;
    assert!(why[0].contains("unreadable record"), "{why:?}");
}

#[tokio::test]
async fn an_entry_of_an_unknown_kind_is_put_aside_as_well_and_the_index_passes_it() {
    let place = Place::founded().await;
    place.worker_passes().await;
    place.tamper(POISON).await;
    ask(&place, &place.karim).await;
    place.ask(&place.claire, JURY, "Oral de la VAE", "Un souci de tachygraphe.").await;
    while search::follow(&place).await.expect("the index follows") {}
    assert_eq!(place.find(&place.karim, "tachygraphe").await.total, 1);

    assert_eq!(rests(&place).await, [1, 2, 4, 8, 16, 32, 64]);
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.karim).len(), 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal_setbacks").await, 1);
}

#[tokio::test]
async fn even_the_very_first_entry_may_fail() {
    let place = Place::founded().await;
    // The letters have never been followed here: their reader has no row yet.
    place.tamper("DELETE FROM journal").await;
    place.tamper(POISON).await;
    ask(&place, &place.karim).await;
    assert_eq!(rests(&place).await, [1, 2, 4, 8, 16, 32, 64]);
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.karim).len(), 1);
}

#[tokio::test]
async fn a_passing_trouble_costs_a_moment_and_nothing_else() {
    let place = Place::founded().await;
    while follow(&place).await {}
    ask(&place, &place.claire).await;
    place.tamper("ALTER TABLE letters RENAME TO mislaid").await;
    for seconds in [1, 2, 4] {
        assert!(!follow(&place).await);
        place.passes(Duration::seconds(seconds));
    }
    place.tamper("ALTER TABLE mislaid RENAME TO letters").await;
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 1);
    let reader = "SELECT CAST(failures AS BIGINT) FROM journal_readers WHERE name = 'letters'";
    assert_eq!(place.number(reader).await, 0, "the next trouble counts from nought");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_act_on_each_entry_exactly_once_while_others_write() {
    let place = Place::founded().await;
    while follow(&place).await {}
    let (other, _) = place.another_process().await;
    let everybody = place.everybody().map(|(member, _)| member.clone());
    let asked = Arc::new(AtomicU32::new(0));
    let asking: Vec<_> = (0..28_u32)
        .map(|number| {
            let community = if number.is_multiple_of(2) { place.community() } else { other.clone() };
            let (member, asked) = (everybody[number as usize % 7].clone(), asked.clone());
            tokio::spawn(async move {
                ask(&community, &member).await;
                asked.fetch_add(1, Ordering::SeqCst);
            })
        })
        .collect();
    let following = (0..4_u32).map(|number| {
        let community = if number.is_multiple_of(2) { place.community() } else { other.clone() };
        let asked = asked.clone();
        async move {
            let mut acted = 0;
            // Whether all was asked is read first: what was asked before is then in the journal.
            while asked.load(Ordering::SeqCst) < 28
                || upkeep::lags(&community).await.expect("it is read")[0].entries > 0
            {
                acted += u32::from(follow(&community).await);
            }
            acted
        }
    });
    let acted: u32 = at_once(following).await.into_iter().sum();
    join_all(asking).await;
    assert_eq!(acted, 28, "what was asked, each once");
    assert_eq!(place.number("SELECT COUNT(*) FROM letters").await, 28);
    let minted = "SELECT COUNT(DISTINCT token_hash) FROM sign_in_links WHERE token_hash IS NOT NULL";
    assert_eq!(place.number(minted).await, 28);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal_setbacks").await, 0);
}
