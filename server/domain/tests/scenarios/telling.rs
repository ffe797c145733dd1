//! What people are told of a day: their seat, a change, the day that comes; and what goes in their diary.

use chrono::Duration;
use domain::{
    days::{
        Act, Details,
        details::Words,
        diary, edition, page,
        registration::{self, State, Wishes, Word, desk},
    },
    mail::Method,
    members::{
        Member, Message,
        desk::suspension::{self, Reason},
    },
};
use ical::{IcalParser, parser::ical::component::IcalEvent};

use crate::{
    place::{Place, seen_by},
    registering::{day_of, desk_of, published},
};

/// The subjects of the letters that the person has received.
fn subjects(place: &Place, member: &Member) -> Vec<String> {
    place.letters_of(member).into_iter().map(|letter| letter.subject).collect()
}

fn said(event: &IcalEvent, property: &str) -> String {
    let found = event.properties.iter().find(|one| one.name == property);
    found.and_then(|one| one.value.clone()).unwrap_or_default()
}

/// What went to the person's diary: what to do, under which number, in which order, when.
fn in_the_diary(place: &Place, member: &Member) -> Vec<(Method, String, u32, String)> {
    let theirs = place.mailer.calendars().into_iter().filter(|(to, _)| to == member.email());
    theirs
        .map(|(_, calendar)| {
            let mut read = IcalParser::new(calendar.text.as_bytes());
            let object = read.next().expect("an object").expect("it is well made");
            let event = object.events.first().expect("an event");
            let sequence = said(event, "SEQUENCE").parse().expect("a number");
            (calendar.method, said(event, "UID"), sequence, said(event, "DTSTART"))
        })
        .collect()
}

async fn comes(place: &Place, member: &Member, day: domain::days::DayId) -> State {
    registration::register(place, member, day, &Wishes::default()).await.expect("they come")
}

#[tokio::test]
async fn each_is_told_of_their_seat_their_rank_and_the_place_that_became_theirs() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 1, None)).await;
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire), ["Inscription confirmée\u{a0}: Financer un parcours"]);
    assert_eq!(subjects(&place, &place.karim), ["Sur la liste d’attente\u{a0}: Financer un parcours"]);
    assert_eq!(in_the_diary(&place, &place.karim), [], "whoever waits has nothing in their diary");

    registration::withdraw(&place, &place.claire, day, None).await.expect("she leaves");
    place.worker_passes().await;
    assert_eq!(
        subjects(&place, &place.karim)[1],
        "Une place s’est libérée pour vous\u{a0}: Financer un parcours"
    );
    let claire = in_the_diary(&place, &place.claire);
    assert_eq!(claire.len(), 2);
    assert_eq!((claire[0].0, claire[1].0), (Method::Request, Method::Cancel));
    assert_eq!(claire[0].1, claire[1].1, "the same number");
    assert!(claire[0].2 < claire[1].2, "a later sequence");
    let letter = place.letters_of(&place.claire).remove(0);
    let text = letter.text.replace('\u{a0}', " ");
    assert!(text.contains("mardi 16 mars 2027, de 9 h 30 à 12 h 30"), "{text}");
}

#[tokio::test]
async fn whoever_changes_their_mind_before_the_letter_leaves_gets_the_letter_that_is_true() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 1, None)).await;
    comes(&place, &place.claire, day).await;
    registration::withdraw(&place, &place.claire, day, None).await.expect("she leaves");
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire), ["Désistement noté\u{a0}: Financer un parcours"]);
}

#[tokio::test]
async fn a_series_of_changes_is_told_once_and_asks_again_when_the_date_moves() {
    let place = Place::founded().await;
    let details = day_of(&place, 1, None);
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    place.worker_passes().await;
    let before = in_the_diary(&place, &place.claire);

    let organiser = desk_of(&place);
    let elsewhere =
        Details { place: Some(Words::parse("Mairie de Pantin").expect("a place")), ..details.clone() };
    edition::change(&place, &organiser, day, 2, &elsewhere).await.expect("it moves");
    place.passes(Duration::minutes(3));
    let mut another_day = elsewhere.clone();
    another_day.sessions[0].starts_at += Duration::days(1);
    another_day.sessions[0].ends_at += Duration::days(1);
    edition::change(&place, &organiser, day, 3, &another_day).await.expect("it moves again");
    place.passes(Duration::minutes(4));
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire).len(), 1, "not yet: the last change was four minutes ago");

    place.passes(Duration::minutes(2));
    place.worker_passes().await;
    place.worker_passes().await;
    for member in [&place.claire, &place.karim] {
        let subjects = subjects(&place, member);
        assert_eq!(subjects[1..], ["Nouvelle date\u{a0}: Financer un parcours"], "{}", member.name());
    }
    let letter = place.letters_of(&place.claire).remove(1);
    assert!(letter.text.contains("la date et le lieu changent"), "{}", letter.text);
    assert!(
        letter.text.contains("Mairie de Pantin") && letter.text.contains("17\u{a0}mars"),
        "{}",
        letter.text.replace('\u{a0}', " ")
    );
    let after = in_the_diary(&place, &place.claire);
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after[1].1, before[0].1);
    assert!(after[1].2 > before[0].2);
    assert_ne!(after[1].3, before[0].3);

    let asked =
        page::read(&place, &seen_by(&place.claire), day).await.expect("it is there").mine.expect("she comes");
    assert!(asked.asked_again);
    registration::reconfirm(&place, &place.claire, day).await.expect("she still comes");
    let said =
        page::read(&place, &seen_by(&place.claire), day).await.expect("it is there").mine.expect("she comes");
    assert!(!said.asked_again);
}

#[tokio::test]
async fn what_is_changed_and_changed_back_is_told_to_nobody() {
    let place = Place::founded().await;
    let details = day_of(&place, 2, None);
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    place.worker_passes().await;
    let organiser = desk_of(&place);
    let elsewhere =
        Details { place: Some(Words::parse("Mairie de Pantin").expect("a place")), ..details.clone() };
    edition::change(&place, &organiser, day, 2, &elsewhere).await.expect("it moves");
    edition::change(&place, &organiser, day, 3, &details).await.expect("it moves back");
    place.passes(Duration::minutes(6));
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire).len(), 1);
}

#[tokio::test]
async fn changes_that_never_end_are_told_after_half_an_hour() {
    let place = Place::founded().await;
    let details = day_of(&place, 2, None);
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    place.worker_passes().await;
    let organiser = desk_of(&place);
    for minute in 0..9 {
        let words = Words::parse(&format!("Salle {minute}")).expect("a place");
        let elsewhere = Details { place: Some(words), ..details.clone() };
        edition::change(&place, &organiser, day, 2 + minute, &elsewhere).await.expect("it moves");
        place.passes(Duration::minutes(4));
        place.worker_passes().await;
    }
    assert_eq!(subjects(&place, &place.claire).len(), 2);
}

#[tokio::test]
async fn what_is_called_off_is_told_with_the_reason_and_taken_out_of_diaries() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 2, None)).await;
    comes(&place, &place.claire, day).await;
    let organiser = desk_of(&place);
    desk::invite(&place, &organiser, day, place.paul.id()).await.expect("he is invited");
    place.worker_passes().await;
    let word = Message::parse("L’intervenante est souffrante.").expect("a word");
    edition::act(&place, &organiser, day, 2, Act::Cancel, Some(&word)).await.expect("it is called off");
    place.passes(Duration::minutes(6));
    place.worker_passes().await;
    for member in [&place.claire, &place.paul] {
        assert_eq!(subjects(&place, member)[1], "Annulée\u{a0}: Financer un parcours");
        assert!(place.letters_of(member)[1].text.contains("souffrante"));
    }
    assert_eq!(in_the_diary(&place, &place.claire).last().expect("two").0, Method::Cancel);
    assert_eq!(subjects(&place, &place.karim), Vec::<String>::new(), "it does not concern him");
}

#[tokio::test]
async fn how_to_connect_is_told_to_those_who_have_a_seat_only() {
    let place = Place::founded().await;
    let details = day_of(&place, 1, None);
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    place.worker_passes().await;
    let access = domain::text::Markdown::parse("Salle virtuelle, code 9921").expect("a text");
    let changed = Details { access: Some(access), ..details };
    edition::change(&place, &desk_of(&place), day, 2, &changed).await.expect("it changes");
    place.passes(Duration::minutes(6));
    place.worker_passes().await;
    assert!(place.letters_of(&place.claire)[1].text.contains("9921"));
    assert_eq!(subjects(&place, &place.karim).len(), 1);
    assert!(place.letters_of(&place.karim).iter().all(|letter| !letter.text.contains("9921")));
}

#[tokio::test]
async fn people_are_reminded_once_of_a_day_that_is_near() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 1, None)).await;
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    place.worker_passes().await;
    place.passes(Duration::days(11));
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire).len(), 1, "three days before is too early");
    place.passes(Duration::days(1) + Duration::hours(1));
    place.worker_passes().await;
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire)[1..], ["Rappel\u{a0}: Financer un parcours"]);
    assert_eq!(subjects(&place, &place.karim).len(), 1, "he has no seat");
    assert!(place.letters_of(&place.claire)[1].text.contains("4512"), "how to come is said");
}

#[tokio::test]
async fn whoever_is_suspended_is_told_neither_a_change_nor_how_to_come() {
    let place = Place::founded().await;
    let details = day_of(&place, 2, None);
    let day = published(&place, &details).await;
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    place.worker_passes().await;
    let reason = Reason::parse("Le temps de comprendre.").expect("a reason");
    suspension::suspend(&place, &desk_of(&place), place.claire.id(), None, &reason).await.expect("done");
    place.worker_passes().await;
    let before = subjects(&place, &place.claire).len();
    let elsewhere = Details { place: Some(Words::parse("Mairie de Pantin").expect("a place")), ..details };
    edition::change(&place, &desk_of(&place), day, 2, &elsewhere).await.expect("it moves");
    place.passes(Duration::minutes(6));
    place.worker_passes().await;
    place.passes(Duration::days(12) + Duration::hours(1));
    place.worker_passes().await;
    assert_eq!(subjects(&place, &place.claire).len(), before);
    assert_eq!(subjects(&place, &place.karim).len(), 3, "he is told both");
}

#[tokio::test]
async fn whoever_is_taken_off_reads_why() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 1, None)).await;
    let organiser = desk_of(&place);
    desk::enrol(&place, &organiser, day, place.claire.id()).await.expect("she is put there");
    place.worker_passes().await;
    assert!(
        place.letters_of(&place.claire)[0]
            .text
            .contains("L’équipe d’animation s’est chargée de votre inscription")
    );
    let word = Word::parse("La journée est réservée aux assistantes.").expect("a word");
    desk::take_off(&place, &organiser, day, place.claire.id(), &word).await.expect("she is taken off");
    place.worker_passes().await;
    let letter = place.letters_of(&place.claire).remove(1);
    assert!(letter.text.contains("réservée aux assistantes"), "{}", letter.text);
}

#[tokio::test]
async fn a_diary_reads_ones_own_days_with_how_to_come_and_the_programme_without() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 1, None)).await;
    comes(&place, &place.claire, day).await;
    comes(&place, &place.karim, day).await;
    let mine = diary::mine(&place, &place.claire).await.expect("it is read");
    assert_eq!(mine.len(), 1);
    assert!(mine[0].access.contains("4512"));
    assert!(mine[0].url.starts_with("https://") && mine[0].url.ends_with("-financer-un-parcours"));
    assert_eq!(diary::mine(&place, &place.karim).await.expect("it is read"), [], "he waits");
    let all = diary::programme(&place, &seen_by(&place.helene)).await.expect("it is read");
    assert_eq!((all.len(), all[0].access.as_str()), (1, ""));
    let out = diary::programme(&place, &domain::members::Visitor::SIGNED_OUT).await.expect("it is read");
    assert_eq!(out, []);
    let theirs = diary::one(&place, &seen_by(&place.karim), day).await.expect("it is there");
    assert_eq!(theirs.access, "");
    registration::withdraw(&place, &place.claire, day, None).await.expect("she leaves");
    assert_eq!(diary::mine(&place, &place.claire).await.expect("it is read"), []);
}
