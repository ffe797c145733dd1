//! The minutes of a day: written together, kept in every version, published by an organiser.

use chrono::Duration;
use domain::{
    Failure,
    days::{
        DayId, Details, Speaker,
        attendance::sheet::{self, Said, Tick, Who},
        minutes::{
            self, Refusal, Standing, diff, history,
            publication::{publish, reopen},
            writing,
        },
        page,
        registration::{self, Wishes},
    },
    members::Member,
    text::Line,
};

use crate::{
    mishaps::at_once,
    place::{Place, said, seen_by},
    registering::{day_of, desk_of, published},
};

async fn writes(
    place: &Place,
    member: &Member,
    day: DayId,
    edition: i32,
    text: &str,
) -> Result<(), Option<Refusal>> {
    writing::change(place, member, day, edition, &said(text)).await.map_err(Failure::refusal)
}

/// The text as that person reads it, without its tags.
async fn read_by(place: &Place, member: &Member, day: DayId) -> Result<Option<String>, Option<Refusal>> {
    let read = minutes::read(place, &seen_by(member), day).await.map_err(Failure::refusal)?;
    Ok(read.1.map(|minutes| minutes.html.as_str().replace("<p>", "").replace("</p>", "").trim().to_owned()))
}

async fn standing(place: &Place, member: &Member, day: DayId) -> Standing {
    page::read(place, &seen_by(member), day).await.expect("it is there").minutes
}

/// A day where Claire and Karim have a seat, Lucie waits and Paul speaks; it has just ended.
async fn day_that_was_held(place: &Place) -> DayId {
    let speaker = Speaker {
        name: Line::parse("Paul Petit").expect("a name"),
        function: None,
        organisation: None,
        certifier: None,
        member: Some(place.paul.id()),
    };
    let day = published(place, &Details { speakers: vec![speaker], ..day_of(place, 2, None) }).await;
    for member in [&place.claire, &place.karim, &place.lucie] {
        registration::register(place, member, day, &Wishes::default()).await.expect("they come or wait");
    }
    assert_eq!(writes(place, &place.claire, day, 0, "Trop tôt.").await, Err(Some(Refusal::NotYet)));
    place.passes(Duration::days(14) + Duration::hours(3));
    day
}

#[tokio::test]
async fn those_who_came_write_it_and_nobody_else_reads_it_until_it_is_published() {
    let place = Place::founded().await;
    let day = day_that_was_held(&place).await;
    assert_eq!(read_by(&place, &place.claire, day).await, Ok(None), "it is hers to begin");
    assert_eq!(writes(&place, &place.claire, day, 0, "Trois circuits.").await, Ok(()));
    assert_eq!(writes(&place, &place.karim, day, 1, "Trois circuits. Et le CPF.").await, Ok(()));
    for reader in [&place.claire, &place.karim, &place.paul, &place.delphine] {
        assert_eq!(
            read_by(&place, reader, day).await,
            Ok(Some("Trois circuits. Et le CPF.".to_owned())),
            "{reader:?}"
        );
        assert_eq!(standing(&place, reader, day).await, Standing::Draft);
    }
    for stranger in [&place.lucie, &place.helene] {
        assert_eq!(read_by(&place, stranger, day).await, Err(Some(Refusal::NotThere)), "{stranger:?}");
        assert_eq!(standing(&place, stranger, day).await, Standing::Absent);
        assert_eq!(writes(&place, stranger, day, 2, "Moi aussi.").await, Err(Some(Refusal::NotThere)));
        let versions = history::versions(&place, &seen_by(stranger), day).await.map_err(Failure::refusal);
        assert_eq!(versions.map(drop), Err(Some(Refusal::NotThere)));
    }
    assert_eq!(
        writes(&place, &place.paul, day, 2, "J’ajoute.").await,
        Err(Some(Refusal::NotThere)),
        "whoever spoke reads, those who came say what they heard"
    );

    let organiser = desk_of(&place);
    let stale = publish(&place, &organiser, day, 1).await.map_err(Failure::refusal);
    assert_eq!(stale, Err(Some(Refusal::ChangedMeanwhile)), "an organiser publishes what she has read");
    publish(&place, &organiser, day, 2).await.expect("it is published");
    publish(&place, &organiser, day, 2).await.expect("twice is once");
    assert_eq!(place.number("SELECT COUNT(*) FROM day_deeds WHERE deed = 'minutes_published'").await, 1);
    for reader in [&place.lucie, &place.helene] {
        assert_eq!(standing(&place, reader, day).await, Standing::Published);
        assert!(read_by(&place, reader, day).await.expect("it is there").is_some());
        let versions = history::versions(&place, &seen_by(reader), day).await.map_err(Failure::refusal);
        assert_eq!(versions.map(drop), Err(Some(Refusal::NotThere)), "what was taken out is not theirs");
    }
    assert_eq!(writes(&place, &place.claire, day, 2, "Encore.").await, Err(Some(Refusal::Published)));
    assert_eq!(writes(&place, &place.delphine, day, 2, "Quatre circuits.").await, Ok(()));
    reopen(&place, &organiser, day).await.expect("it is given back");
    assert_eq!(read_by(&place, &place.helene, day).await, Err(Some(Refusal::NotThere)));
    assert_eq!(writes(&place, &place.claire, day, 3, "Cinq circuits.").await, Ok(()));
}

#[tokio::test]
async fn two_who_write_at_the_same_time_lose_nothing() {
    let place = Place::founded().await;
    let day = day_that_was_held(&place).await;
    writes(&place, &place.claire, day, 0, "Le début.").await.expect("she begins");
    let (_, hers) = writing::open(&place, &place.claire, day).await.expect("it opens");
    let (_, his) = writing::open(&place, &place.karim, day).await.expect("it opens");
    assert_eq!((hers.edition, his.body.as_str(), his.by.as_str()), (1, "Le début.", "Claire Bernard"));
    writes(&place, &place.claire, day, hers.edition, "Le début, par Claire.").await.expect("she was first");
    let second = writes(&place, &place.karim, day, his.edition, "Le début, par Karim.").await;
    assert_eq!(second, Err(Some(Refusal::ChangedMeanwhile)));
    let (_, now) = writing::open(&place, &place.karim, day).await.expect("it opens");
    assert_eq!((now.body.as_str(), now.edition), ("Le début, par Claire.", 2), "hers is whole");

    // A button pressed twice, and a form that changes nothing, make no version.
    for edition in [1, 2] {
        assert_eq!(writes(&place, &place.claire, day, edition, "Le début, par Claire.").await, Ok(()));
    }
    writes(&place, &place.karim, day, 2, "Le début, par Claire.\nLa suite, par Karim.")
        .await
        .expect("he joins");
    let visitor = seen_by(&place.claire);
    let (_, versions) = history::versions(&place, &visitor, day).await.expect("she reads");
    let versions: Vec<_> = versions.iter().map(|one| (one.edition, one.by.1.as_str())).collect();
    assert_eq!(versions, [(3, "Karim Haddad"), (2, "Claire Bernard"), (1, "Claire Bernard")]);
    let (_, version, lines) = history::version(&place, &visitor, day, 3).await.expect("it is kept");
    let added: Vec<_> = lines.iter().filter(|line| line.change == diff::Change::Added).collect();
    assert_eq!((version.edition, added.len(), added[0].text.as_str()), (3, 1, "La suite, par Karim."));
    let none = history::version(&place, &visitor, day, 4).await.map_err(Failure::refusal);
    assert_eq!(none.map(drop), Err(Some(Refusal::NotThere)));
    let (_, read) = minutes::read(&place, &visitor, day).await.expect("she reads");
    let authors: Vec<_> = read.expect("it is written").authors.into_iter().map(|author| author.1).collect();
    assert_eq!(authors, ["Claire Bernard", "Karim Haddad"]);
}

#[tokio::test]
async fn of_twenty_who_begin_it_at_once_one_does() {
    let place = Place::founded().await;
    let day = day_that_was_held(&place).await;
    let all = (0..20).map(|rank| {
        let (community, member) = (place.community(), place.claire.clone());
        async move { writing::change(&community, &member, day, 0, &said(&format!("Le texte {rank}."))).await }
    });
    let done = at_once(all).await.into_iter().map(|done| done.map_err(Failure::refusal));
    let done: Vec<_> = done.collect();
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
    assert!(done.iter().all(|done| matches!(done, Ok(()) | Err(Some(Refusal::ChangedMeanwhile)))));
    assert_eq!(place.number("SELECT COUNT(*) FROM day_minutes_versions").await, 1);
}

#[tokio::test]
async fn whoever_came_without_being_registered_writes_them_too() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 2, None)).await;
    place.passes(Duration::days(14) + Duration::hours(3));
    assert_eq!(writes(&place, &place.lucie, day, 0, "Retenu.").await, Err(Some(Refusal::NotThere)));
    let organiser = desk_of(&place);
    let session = sheet::read(&place, &organiser, day).await.expect("it is there").sessions[0].id;
    let tick = Tick { session, who: Who::Member(place.lucie.id()), said: Some(Said::PRESENT) };
    sheet::tick(&place, &organiser, day, &[tick]).await.expect("she ticks");
    assert_eq!(writes(&place, &place.lucie, day, 0, "Retenu.").await, Ok(()));
}
