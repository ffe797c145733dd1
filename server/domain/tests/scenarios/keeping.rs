//! The library as people use it: browsed, kept, judged, followed; links looked at.

use chrono::Duration;
use domain::{
    Failure, Id,
    forum::{Submission, subjects},
    library::{
        browse::{self, Asked, Facet},
        follow::{self, View},
        links::{self, Outcome},
        resource::{
            Content, Details, Readers, ResourceKind, ResourceTitle, WebAddress,
            deposit::{self, Deposit},
        },
        shelf::{CollectionName, Refusal, ResourceId, Word, bookmarks, collections, opinions},
    },
    members::{
        LetterChoices, Member, Tags,
        departure::KeptName,
        desk::{
            departure,
            suspension::{self, Reason},
        },
        feed_key,
        letter_choices::{self, Digest},
    },
    secret::Token,
};

use crate::{
    desk::at_desk,
    place::{ASSISTANTS, CERTIFICATIONS, Place, seen_by},
};

const HERE: &str = "https://exemple.fr/jury";

async fn deposited(place: &Place, title: &str, kind: ResourceKind, readers: Readers) -> ResourceId {
    let title = ResourceTitle::parse(title).expect("it is a title");
    let details = Details {
        stages: [2].into_iter().collect(),
        certifications: vec!["RNCP25467".parse().expect("it is a number")],
        tags: Tags::parse("Jury").expect("it is a tag"),
        ..Details::new(kind, title, readers)
    };
    let content = Content::Link(WebAddress::parse(HERE).expect("it is an address"));
    let deposit = Deposit { details, content, origin: None, draft: false, submission: Submission::new() };
    let made = deposit::make(place, &place.delphine, &deposit).await.expect("an organiser publishes at once");
    Id::new(made.number())
}

async fn titles(place: &Place, member: &Member, query: &str) -> Vec<String> {
    let found = browse::look(place, &seen_by(member), &Asked::read_query(query), 1).await;
    found.expect("the library answers").page.into_iter().map(|one| one.title).collect()
}

#[tokio::test]
async fn one_browses_what_one_may_see_and_counts_no_more() {
    let place = Place::founded().await;
    deposited(&place, "Guide du jury", ResourceKind::JuryGuide, Readers::Everybody).await;
    deposited(&place, "Outil des antennes", ResourceKind::Tool, Readers::Antennes).await;
    let mut claires = titles(&place, &place.claire, "tri=titre").await;
    assert_eq!(claires, ["Guide du jury", "Outil des antennes"]);
    claires.truncate(1);
    for member in [&place.paul, &place.helene] {
        assert_eq!(titles(&place, member, "").await, claires);
        let found = browse::look(&place, &seen_by(member), &Asked::default(), 1).await.expect("it answers");
        assert_eq!((found.whole, found.counts.kinds.as_slice()), (1, &[("jury-guide".to_owned(), 1)][..]));
    }
    assert_eq!(
        titles(&place, &place.claire, "q=jurys&certification=25467&etape=2&etiquette=jury").await.len(),
        2
    );
    assert_eq!(titles(&place, &place.claire, "nature=tool&q=guide").await, [""; 0]);
    let asked = Asked::read_query("nature=tool&etape=3");
    let found = browse::look(&place, &seen_by(&place.claire), &asked, 1).await.expect("it answers");
    assert_eq!(found.wider, [(Facet::Stage, 1)], "what to give up is said");
    let nobody = domain::members::Visitor::SIGNED_OUT;
    assert_eq!(browse::look(&place, &nobody, &Asked::default(), 1).await.expect("it answers").whole, 0);
}

#[tokio::test]
async fn favourites_and_collections_hold_what_one_may_still_see() {
    let place = Place::founded().await;
    let guide = deposited(&place, "Guide du jury", ResourceKind::JuryGuide, Readers::Everybody).await;
    let tool = deposited(&place, "Outil des antennes", ResourceKind::Tool, Readers::Antennes).await;
    for _ in 0..2 {
        bookmarks::keep(&place, &place.claire, guide, true).await.expect("she keeps it, once or twice");
    }
    let refused = bookmarks::keep(&place, &place.paul, tool, true).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NotThere))));
    assert_eq!(bookmarks::all(&place, &place.claire).await.expect("they are read").len(), 1);

    let name = CollectionName::parse("Pour la commission").expect("it is a name");
    let made = collections::make(&place, &place.claire, &name).await.expect("it is made");
    let again = collections::make(
        &place,
        &place.claire,
        &CollectionName::parse("pour la COMMISSION").expect("a name"),
    )
    .await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::NameTaken))));
    for resource in [guide, tool] {
        collections::put(&place, &place.claire, made, resource, true).await.expect("it is put in");
    }
    assert!(collections::read(&place, &place.paul, made).await.is_err(), "it is not shared");
    collections::change(&place, &place.claire, made, &name, true).await.expect("it is shared");
    let (seen, inside) = collections::read(&place, &place.paul, made).await.expect("he has its address");
    assert_eq!((seen.resources, inside.len()), (1, 1), "what he may not see is neither there nor counted");
    for _ in 0..2 {
        let stolen = collections::change(&place, &place.paul, made, &name, true).await;
        assert!(matches!(stolen, Err(Failure::Refused(Refusal::NotThere))));
        // The same with one of that name of his own.
        let _ = collections::make(&place, &place.paul, &name).await;
    }
    collections::delete(&place, &place.claire, made).await.expect("it is hers");
    assert!(collections::read(&place, &place.claire, made).await.is_err());
}

#[tokio::test]
async fn an_opinion_is_one_a_person_and_counts_as_it_stands() {
    let place = Place::founded().await;
    let guide = deposited(&place, "Guide du jury", ResourceKind::JuryGuide, Readers::Everybody).await;
    let word = Word::parse("Très clair").expect("it is a word");
    opinions::give(&place, &place.claire, guide, Some((false, None))).await.expect("she says so");
    opinions::give(&place, &place.claire, guide, Some((true, Some(word)))).await.expect("she thinks again");
    opinions::give(&place, &place.karim, guide, Some((false, None))).await.expect("he does not");
    assert!(
        opinions::give(&place, &place.helene, guide, Some((true, None))).await.is_err(),
        "she only reads"
    );
    let useful = || place.column::<i32>("SELECT useful * 10 + useless FROM resources");
    assert_eq!(useful().await, [11]);
    let around = bookmarks::around(&place, &place.claire, guide).await.expect("it is read");
    assert_eq!(around.of(&place.claire).map(|mine| mine.word.as_str()), Some("Très clair"));
    opinions::give(&place, &place.karim, guide, None).await.expect("he takes it back");
    assert_eq!(useful().await, [10]);
}

#[tokio::test]
async fn a_document_is_told_to_those_who_follow_it_and_may_see_it() {
    let place = Place::founded().await;
    let view = View::read("ressources?certification=25467").expect("it is a view");
    for member in [&place.claire, &place.paul] {
        let choices = LetterChoices { digest: Digest::Daily, ..LetterChoices::default() };
        letter_choices::change(&place, member, choices).await.expect("it is kept");
        follow::follow(&place, member, &view).await.expect("one may follow");
    }
    deposited(&place, "Outil des antennes", ResourceKind::Tool, Readers::Antennes).await;
    place.worker_passes().await;
    place.passes(Duration::hours(2));
    place.worker_passes().await;
    let letters = place.letters_of(&place.claire);
    assert!(letters.len() == 1 && letters[0].text.contains("Outil des antennes"));
    assert!(place.letters_of(&place.paul).is_empty(), "it is not for him");
}

#[tokio::test]
async fn the_key_of_ones_feeds_opens_until_it_is_made_anew_or_the_person_may_not_come_in() {
    let place = Place::founded().await;
    let holder =
        async |key: &Token| feed_key::holder(&place, key).await.expect("it is read").map(|one| one.id());
    let first = feed_key::make(&place, &place.claire).await.expect("it is made");
    assert_eq!(holder(&first).await, Some(place.claire.id()));
    let second = feed_key::make(&place, &place.claire).await.expect("it is made anew");
    assert_eq!((holder(&first).await, holder(&second).await), (None, Some(place.claire.id())));
    let kept = place.column::<String>("SELECT hash FROM feed_keys").await;
    assert!(!kept[0].contains(second.reveal()));

    let (delphine, tomorrow) = (at_desk(&place.delphine), place.now() + Duration::days(1));
    let reason = Reason::parse("Messages injurieux").expect("it is a reason");
    suspension::suspend(&place, &delphine, place.claire.id(), Some(tomorrow), &reason)
        .await
        .expect("it is done");
    assert_eq!(holder(&second).await, None, "she may not come in");
    place.passes(Duration::days(1));
    assert_eq!(holder(&second).await, Some(place.claire.id()), "she may again");
    feed_key::revoke(&place, &place.claire).await.expect("it is taken back");
    assert_eq!(holder(&second).await, None);

    let karims = feed_key::make(&place, &place.karim).await.expect("it is made");
    departure::close(&place, &delphine, place.karim.id(), KeptName::Former).await.expect("he has left");
    assert_eq!(holder(&karims).await, None, "nobody is there any more");
}

#[tokio::test]
async fn a_link_is_reported_once_after_three_bad_days() {
    let place = Place::founded().await;
    deposited(&place, "Guide du jury", ResourceKind::Link, Readers::Everybody).await;
    let reports = "SELECT COUNT(*) FROM resource_reports WHERE by_id IS NULL AND reason = 'dead-link'";
    let dead = Outcome::Dead(Some(404), "la page n’existe plus (404)".to_owned());
    assert_eq!(links::take_due(&place, 10).await.expect("it is read"), [HERE]);
    assert_eq!(links::take_due(&place, 10).await.expect("it is read"), [""; 0], "another process has it");
    for (day, expected) in [(0, 0), (0, 0), (1, 0), (1, 1), (1, 1)] {
        place.passes(Duration::days(day));
        links::note(&place, HERE, &dead).await.expect("it is noted");
        assert_eq!(place.number(reports).await, expected);
    }
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.delphine).len(), 1, "those who look after the library are told");

    links::note(&place, HERE, &Outcome::Alive(200)).await.expect("it is noted");
    assert_eq!(place.number("SELECT CAST(failures AS BIGINT) FROM link_checks").await, 0);
    place.passes(Duration::days(8));
    assert_eq!(links::take_due(&place, 10).await.expect("it is read"), [HERE]);
    links::note(&place, HERE, &Outcome::Unknown("pas de réseau".to_owned())).await.expect("it is noted");
    assert_eq!(
        place.number("SELECT CAST(failures AS BIGINT) FROM link_checks").await,
        0,
        "no answer says nothing"
    );
}

#[tokio::test]
async fn a_topic_carries_what_is_chosen_and_what_is_named_in_it() {
    let place = Place::founded().await;
    let topic = place.ask(&place.claire, CERTIFICATIONS, "Quel jury ?", "Pour le RNCP25467, en juin.").await;
    let rank = place.reply(&place.karim, topic, "Voir aussi RNCP 36004.").await;
    assert_eq!(subjects::of(&place, topic).await.expect("they are read"), [(25467, false), (36004, false)]);
    subjects::choose(&place, &place.claire, topic, &[4504]).await.expect("it is hers");
    assert!(subjects::choose(&place, &place.karim, topic, &[1]).await.is_err(), "it is not his");
    let both = subjects::of(&place, topic).await.expect("they are read");
    assert_eq!(both, [(4504, true), (25467, false), (36004, false)]);
    assert_eq!(rank, 1);

    let hidden = place.ask(&place.lucie, ASSISTANTS, "Entre nous", "Sur le RNCP25467.").await;
    let about = async |member: &Member| {
        let found = subjects::about(&place, &seen_by(member), 25467, 10).await.expect("they are read");
        found.topics.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(about(&place.claire).await, [topic]);
    assert_eq!(about(&place.lucie).await, [hidden, topic]);
    assert_eq!(about(&place.helene).await, []);
}

/// Whatever the order of what people and workers do: each is told of each thing at most once, of nothing they may not see, and of
/// all that was published while they followed, once the workers have had their time.
#[tokio::test]
async fn followers_are_told_once_whatever_the_order() {
    for seed in 1..=6_u64 {
        let place = Place::founded().await;
        let (other, _engine) = place.another_process().await;
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let people = [&place.claire, &place.karim, &place.paul];
        let view = View::read("ressources").expect("it is a view");
        for member in people {
            let choices = LetterChoices { digest: Digest::Daily, ..LetterChoices::default() };
            letter_choices::change(&place, member, choices).await.expect("it is kept");
        }
        let mut follows = [false; 3];
        let mut owed: Vec<(usize, String)> = Vec::new();
        let mut never: Vec<(usize, String)> = Vec::new();
        for step in 0..24 {
            match dice.roll(6) {
                0 | 1 => {
                    let readers = if dice.roll(2) == 0 { Readers::Everybody } else { Readers::Antennes };
                    let title = format!("Document {seed}-{step}-fin");
                    deposited(&place, &title, ResourceKind::Tool, readers).await;
                    for (at, follows) in follows.iter().enumerate() {
                        let sees = at < 2 || readers == Readers::Everybody;
                        if *follows && sees { &mut owed } else { &mut never }.push((at, title.clone()));
                    }
                    // What is noted late is noted all the same; what one stops following is not owed any more.
                    domain::notices::follow(&place).await.expect("the letters follow");
                }
                2 => {
                    let at = dice.roll(3);
                    if follows[at] {
                        follow::stop(&place, people[at], &view).await.expect("one may stop");
                        owed.retain(|(who, _)| *who != at);
                    } else {
                        place.passes(Duration::seconds(1));
                        follow::follow(&place, people[at], &view).await.expect("one may follow");
                    }
                    follows[at] = !follows[at];
                }
                3 => place.passes(Duration::hours(i64::try_from(dice.roll(30)).unwrap_or(1))),
                _ => {
                    let (one, two) = tokio::join!(
                        domain::notices::tell_followers(&place),
                        domain::notices::tell_followers(&other)
                    );
                    // SQLite lets one write at a time: the other may be told to come back.
                    assert!(one.is_ok() || two.is_ok());
                }
            }
        }
        for _ in 0..3 {
            place.passes(Duration::hours(30));
            place.worker_passes().await;
        }
        for (at, member) in people.iter().enumerate() {
            let told: String = place.letters_of(member).into_iter().map(|letter| letter.text).collect();
            for (_, title) in never.iter().filter(|(who, _)| *who == at) {
                assert!(!told.contains(title.as_str()), "seed {seed}: {title} is not for {at}");
            }
            for (_, title) in owed.iter().filter(|(who, _)| *who == at) {
                assert!(told.contains(title.as_str()), "seed {seed}: {title} was not told to {at}");
            }
            let days = place.letters_of(member).len() as i64;
            let taken = format!("SELECT COUNT(*) FROM follow_letters WHERE member_id = {}", member.id());
            assert!(days <= place.number(&taken).await, "seed {seed}: two letters in a day");
            let mut lines: Vec<_> =
                told.lines().filter(|line| line.starts_with("Document\u{a0}: ")).collect();
            let all = lines.len();
            lines.sort_unstable();
            lines.dedup();
            assert_eq!(lines.len(), all, "seed {seed}: something was told twice to {at}");
        }
    }
}

/// A small generator of our own: a seed that fails is played again as it was.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides).unwrap_or(0)
    }
}
