//! The journal: in order, each entry acted upon exactly once, no entry a dead end.

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
use sea_orm::{ConnectionTrait, TransactionTrait};

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
    for kind in ["sign_in_asked", "topic_opened", "reply_edited", "member_changed", "guide_changed"] {
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
    let (other, _) = place.another_process().await;
    let everybody = place.everybody().map(|(member, _)| member.clone());
    // Somebody signs in as the people ask, and each process follows meanwhile.
    let asking = (0..28_u32).map(|number| {
        let community = if number.is_multiple_of(2) { place.community() } else { other.clone() };
        let member = everybody[number as usize % 7].clone();
        tokio::spawn(async move { ask(&community, &member).await })
    });
    let asking: Vec<_> = asking.collect();
    let following = (0..4_u32).map(|number| {
        let community = if number.is_multiple_of(2) { place.community() } else { other.clone() };
        async move {
            let mut acted = 0;
            // Until all that is asked for here, and the founding's twelve entries, are behind the reader.
            while upkeep::lags(&community).await.expect("it is read")[0].entries > 0 || acted == 0 {
                acted += usize::from(follow(&community).await);
            }
            acted
        }
    });
    at_once(following).await;
    for asked in asking {
        asked.await.expect("no panic");
    }
    while follow(&place).await {}
    assert_eq!(place.number("SELECT COUNT(*) FROM letters").await, 28);
    let minted = "SELECT COUNT(DISTINCT token_hash) FROM sign_in_links WHERE token_hash IS NOT NULL";
    assert_eq!(place.number(minted).await, 28);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal_setbacks").await, 0);
}

/// The harm that the lock of `record` keeps away: numbers are given when entries are written, and seen when they are committed.
/// A reader that passes in between sees 14 before 13, and never 13.
#[tokio::test]
async fn without_the_lock_of_record_an_entry_would_be_skipped() {
    let Some(place) = Place::founded_on_postgres().await else { return };
    while follow(&place).await {}
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
    while follow(&place).await {}
    slow.commit().await.expect("the first comes second");
    while follow(&place).await {}
    assert_eq!(upkeep::lags(&place).await.expect("they are read")[0].entries, 0, "all seems well");
    assert_eq!(place.number("SELECT COUNT(*) FROM letters").await, 1, "and a letter was never written");
}

/// The same with the lock: whoever records second waits until the first is there.
#[tokio::test]
async fn with_the_lock_of_record_the_second_waits_for_the_first() {
    let Some(place) = Place::founded_on_postgres().await else { return };
    while follow(&place).await {}
    let slow = place.console.begin().await.expect("it begins");
    slow.execute_unprepared("SELECT pg_advisory_xact_lock(7661101)").await.expect("the lock is taken");
    let insert = "INSERT INTO journal (at, kind, subject_id) SELECT MIN(joined_at), 'member_changed', MIN(id) FROM members";
    slow.execute_unprepared(insert).await.expect("an entry is written");
    let (community, claire) = (place.community(), place.claire.clone());
    let quick = tokio::spawn(async move { ask(&community, &claire).await });
    while place.number("SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'").await == 0
    {
        assert!(!quick.is_finished(), "nobody overtakes");
        tokio::task::yield_now().await;
    }
    while follow(&place).await {}
    slow.commit().await.expect("the first is there");
    quick.await.expect("then the second");
    let before = place.number("SELECT position FROM journal_readers WHERE name = 'letters'").await;
    let after: Vec<String> =
        place.column(&format!("SELECT kind FROM journal WHERE id > {before} ORDER BY id")).await;
    assert_eq!(after, ["member_changed", "sign_in_asked"]);
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 1);
}
