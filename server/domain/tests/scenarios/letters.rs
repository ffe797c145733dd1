//! Letters: written with what they tell, posted when the post can, never lost, never left twice.

use chrono::{DateTime, Duration, Utc};
use domain::{
    members::{
        Member,
        sign_in::{self, Destination},
    },
    notices::{self, Posting},
};
use sea_orm::{ConnectionTrait, TransactionTrait};

use crate::{inviting, mishaps::at_once, place::Place};

async fn ask(place: &Place, member: &Member) {
    sign_in::ask(place, member.email(), &Destination::parse("/")).await.expect("the link is asked for");
}

/// A letter for that person in the outbox.
async fn write_to(place: &Place, member: &Member) {
    ask(place, member).await;
    while notices::follow(place).await.expect("the letters are written") {}
}

async fn post(place: &Place) -> Posting {
    notices::post(place).await.expect("the database answers")
}

async fn try_at(place: &Place) -> DateTime<Utc> {
    place.instant("SELECT try_at FROM letters").await.expect("it has its time")
}

#[tokio::test]
async fn the_letter_is_short_in_french_and_says_all_there_is_to_know() {
    let place = Place::founded().await;
    ask(&place, &place.helene).await;
    place.worker_passes().await;
    let letters = place.letters_of(&place.helene);
    let [letter] = &letters[..] else { panic!("one letter: {letters:?}") };
    assert_eq!(letter.subject, "Votre lien de connexion");
    for said in
        ["Bonjour Hélène Garnier,", "15 minutes", "ne sert qu’une fois", "Vous n’avez rien demandé\u{202f}?"]
    {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    assert_eq!(letter.text.matches("https://communaute.exemple.fr/connexion/").count(), 1, "{}", letter.text);
    assert!(letter.html.contains("Bonjour Hélène Garnier,"), "{}", letter.html);
}

/// The letter, the hash of its token and the reader's step are one transaction: where the letter cannot be written, the others
/// are not either.
#[tokio::test]
async fn a_letter_is_written_in_the_transaction_of_the_readers_step() {
    let place = Place::founded().await;
    place.worker_passes().await;
    let reader = "SELECT position FROM journal_readers WHERE name = 'letters'";
    let before = place.number(reader).await;
    place.tamper("ALTER TABLE letters RENAME TO mislaid").await;
    ask(&place, &place.claire).await;
    assert!(!notices::follow(&place).await.expect("the failure is noted"));
    assert_eq!(place.number("SELECT COUNT(*) FROM sign_in_links WHERE token_hash IS NOT NULL").await, 0);
    assert_eq!(place.number(reader).await, before);

    place.tamper("ALTER TABLE mislaid RENAME TO letters").await;
    place.passes(Duration::seconds(1));
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.claire).len(), 1);
    assert_eq!(place.number(reader).await, before + 1);
}

#[tokio::test]
async fn a_posted_letter_leaves_only_its_trace() {
    let place = Place::founded().await;
    write_to(&place, &place.claire).await;
    assert_eq!(
        place.number("SELECT COUNT(*) FROM letters WHERE body_text <> '' AND posted_at IS NULL").await,
        1
    );
    assert_eq!(notices::waiting(&place).await.expect("it is read"), 1);
    assert_eq!(post(&place).await, Posting::Posted);
    let trace =
        "SELECT COUNT(*) FROM letters WHERE body_text = '' AND body_html = '' AND posted_at IS NOT NULL
        AND claimed_until IS NULL AND error IS NULL AND recipient = 'claire@exemple.fr'";
    assert_eq!(place.number(trace).await, 1);
    assert_eq!(notices::waiting(&place).await.expect("it is read"), 0);
    assert_eq!(post(&place).await, Posting::Nothing);
}

#[tokio::test]
async fn a_letter_that_cannot_leave_is_tried_again_ever_later() {
    let place = Place::founded().await;
    write_to(&place, &place.claire).await;
    place.mailer.fail_next(4);
    for seconds in [30, 60, 120, 240] {
        assert_eq!(post(&place).await, Posting::Delayed);
        assert_eq!(try_at(&place).await, place.now() + Duration::seconds(seconds));
        place.passes(Duration::seconds(seconds) - Duration::microseconds(1));
        assert_eq!(post(&place).await, Posting::Nothing, "it is not time yet");
        place.passes(Duration::microseconds(1));
    }
    assert_eq!(post(&place).await, Posting::Posted);
    assert_eq!(place.letters_of(&place.claire).len(), 1);
}

#[tokio::test]
async fn a_dead_post_office_has_three_days_to_come_back() {
    let place = Place::founded().await;
    inviting::invite(&place, "nora@exemple.fr").await;
    while notices::follow(&place).await.expect("the letters are written") {}
    let written_at = place.now();
    place.mailer.fail_next(usize::MAX);
    let mut tries = 0;
    while post(&place).await == Posting::Delayed {
        tries += 1;
        let wait = try_at(&place).await - place.now();
        assert!(wait <= Duration::hours(8), "{wait}");
        place.passes(wait.max(Duration::zero()));
    }
    assert_eq!(tries, 20);
    let lasted = place.now() - written_at;
    assert!(lasted > Duration::days(3) && lasted < Duration::days(4), "{lasted}");
    let abandoned = "SELECT COUNT(*) FROM letters WHERE abandoned_at IS NOT NULL AND posted_at IS NULL
        AND error IS NOT NULL AND body_text = '' AND body_html = ''";
    assert_eq!(place.number(abandoned).await, 1);
    place.passes(Duration::days(30));
    assert_eq!(post(&place).await, Posting::Nothing);
}

/// A link that is dead already only worries whoever receives it.
#[tokio::test]
async fn a_letter_whose_link_has_ended_is_given_up_instead_of_posted() {
    let place = Place::founded().await;
    for late in [Duration::zero(), Duration::microseconds(1)] {
        write_to(&place, &place.claire).await;
        place.passes(Duration::minutes(15) - late);
        let expected = if late.is_zero() { Posting::Delayed } else { Posting::Posted };
        assert_eq!(post(&place).await, expected, "{late}");
        assert_eq!(post(&place).await, Posting::Nothing);
    }
    assert_eq!(place.letters_of(&place.claire).len(), 1, "the one that was in time");
    let given_up = "SELECT COUNT(*) FROM letters WHERE abandoned_at IS NOT NULL AND posted_at IS NULL
        AND error = 'its time has passed' AND body_text = '' AND body_html = ''";
    assert_eq!(place.number(given_up).await, 1);
}

#[tokio::test]
async fn a_refused_letter_is_given_up_at_once_and_holds_nobody_up() {
    let place = Place::founded().await;
    place.mailer.refuse(place.claire.email());
    write_to(&place, &place.claire).await;
    write_to(&place, &place.karim).await;
    // An address that no version of this program wrote.
    write_to(&place, &place.lucie).await;
    place.tamper("UPDATE letters SET recipient = 'nulle part' WHERE recipient = 'lucie@exemple.fr'").await;
    assert_eq!(
        [post(&place).await, post(&place).await, post(&place).await],
        [Posting::Delayed, Posting::Posted, Posting::Delayed]
    );
    assert_eq!(post(&place).await, Posting::Nothing);
    assert_eq!(place.letters_of(&place.karim).len(), 1);
    place.passes(Duration::days(1));
    assert_eq!(post(&place).await, Posting::Nothing, "neither is tried again");
    let recipients: Vec<String> =
        place.column("SELECT recipient FROM letters WHERE abandoned_at IS NOT NULL ORDER BY id").await;
    assert_eq!(recipients, ["claire@exemple.fr", "nulle part"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_workers_posting_at_once_send_each_letter_once() {
    let place = Place::founded().await;
    for (member, _) in place.everybody() {
        for _ in 0..3 {
            write_to(&place, member).await;
        }
    }
    let (other, _) = place.another_process().await;
    let workers = (0..6).map(|worker| {
        let community = if worker % 2 == 0 { place.community() } else { other.clone() };
        async move {
            while notices::waiting(&community).await.expect("it is read") > 0 {
                notices::post(&community).await.expect("the database answers");
            }
        }
    });
    at_once(workers).await;
    assert_eq!(place.mailer.letters().len(), 21);
    for (member, role) in place.everybody() {
        assert_eq!(place.letters_of(member).len(), 3, "{role:?}");
    }
    assert_eq!(
        place.number("SELECT COUNT(*) FROM letters WHERE attempts = 1 AND posted_at IS NOT NULL").await,
        21
    );
}

/// The harm that the outer condition of `claim` keeps away: two processes that chose the same letter would both send it.
#[tokio::test]
async fn without_its_second_look_two_processes_would_claim_the_same_letter() {
    let Some(place) = Place::founded_on_postgres().await else { return };
    let due = "posted_at IS NULL AND abandoned_at IS NULL AND claimed_until IS NULL";
    let chosen = format!("id = (SELECT id FROM letters WHERE {due} ORDER BY try_at, id LIMIT 1)");
    for (condition, expected) in [(chosen.clone(), 1), (format!("{chosen} AND {due}"), 0)] {
        write_to(&place, &place.claire).await;
        let claim = format!("UPDATE letters SET claimed_until = now() WHERE {condition}");
        let one = place.console.begin().await.expect("it begins");
        let first = one.execute_unprepared(&claim).await.expect("the first claims it");
        assert_eq!(first.rows_affected(), 1);
        let other = place.console.begin().await.expect("it begins");
        let second = tokio::spawn(async move {
            let claimed =
                other.execute_unprepared(&claim).await.expect("it waits for the first").rows_affected();
            other.commit().await.expect("it is written");
            claimed
        });
        place.somebody_waits().await;
        one.commit().await.expect("it is written");
        assert_eq!(second.await.expect("no panic"), expected, "{condition}");
        place.tamper("DELETE FROM letters").await;
    }
}
