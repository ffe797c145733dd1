//! Coming to a day, waiting for a seat, leaving it to the next.

use chrono::Duration;
use domain::{
    Failure, Id,
    days::{
        Act, DayId, Details, Modality, Public, Refusal, Room, Session, Speaker,
        details::{Label, Papers, Words},
        edition, page, programme,
        registration::{self, State, Wishes, Word, desk},
    },
    forum::Submission,
    members::{
        Member, Organiser, Stages,
        audit::Origin,
        departure::{self, KeptName},
        dormancy::Patience,
    },
    text::{Line, Markdown},
    upkeep,
};

use crate::{
    mishaps::at_once,
    place::{Place, seen_by},
};

/// A whole day of advisors in a fortnight, with that many seats.
pub(crate) fn day_of(place: &Place, capacity: u32, antenne_quota: Option<u32>) -> Details {
    let begins = place.now() + Duration::days(14);
    Details {
        year: 2027,
        title: Line::parse("Financer un parcours").expect("a title"),
        objectives: Markdown::parse("Qui paie quoi, à quel moment.").expect("a text"),
        public: Public::Both,
        modality: Modality::OnSite,
        theme: None,
        department: Some("75"),
        place: Some(Words::parse("Défi métiers, salle Olympe").expect("a place")),
        access: Some(Markdown::parse("Code de la porte : 4512").expect("a text")),
        preparation: None,
        accessibility: None,
        contact: None,
        room: Room { capacity, antenne_quota },
        opens_at: None,
        closes_at: None,
        stages: Stages::default(),
        papers: Papers::ALL,
        sessions: vec![Session {
            label: Label::parse("Matin").expect("a label"),
            starts_at: begins,
            ends_at: begins + Duration::hours(3),
            agenda: Default::default(),
        }],
        speakers: Vec::new(),
        certifications: Vec::new(),
        documents: Vec::new(),
    }
}

/// Delphine at her desk.
pub(crate) fn desk_of(place: &Place) -> Organiser {
    place.delphine.as_organiser(Origin::default()).expect("she organises")
}

/// That day, published.
pub(crate) async fn published(place: &Place, details: &Details) -> DayId {
    let organiser = desk_of(place);
    let day = edition::make(place, &organiser, details, &Submission::new()).await.expect("it is made");
    let state = edition::act(place, &organiser, day, 1, Act::Publish, None).await.expect("it is published");
    assert_eq!(state, domain::days::State::Published);
    day
}

async fn comes(place: &Place, member: &Member, day: DayId) -> Result<State, Option<Refusal>> {
    registration::register(place, member, day, &Wishes::default()).await.map_err(Failure::refusal)
}

async fn leaves(place: &Place, member: &Member, day: DayId) -> Result<(), Option<Refusal>> {
    registration::withdraw(place, member, day, None).await.map_err(Failure::refusal)
}

/// Where everybody stands, as the organiser reads it.
async fn list(place: &Place, day: DayId) -> Vec<(String, State)> {
    let listed = desk::list(place, &desk_of(place), day).await.expect("it is listed");
    listed.into_iter().map(|one| (one.member.1, one.state)).collect()
}

async fn mine(place: &Place, member: &Member, day: DayId) -> Option<(State, Option<u32>)> {
    let day = page::read(place, &seen_by(member), day).await.expect("it is there");
    day.mine.map(|mine| (mine.state, mine.position))
}

#[tokio::test]
async fn the_first_have_a_seat_the_others_wait_in_order_and_each_withdrawal_seats_the_next() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 1, None)).await;
    let (claire, karim, lucie) = (&place.claire, &place.karim, &place.lucie);
    assert_eq!(comes(&place, claire, day).await, Ok(State::Seated));
    assert_eq!(comes(&place, karim, day).await, Ok(State::Waiting));
    assert_eq!(comes(&place, lucie, day).await, Ok(State::Waiting));
    assert_eq!(mine(&place, karim, day).await, Some((State::Waiting, Some(1))));
    assert_eq!(mine(&place, lucie, day).await, Some((State::Waiting, Some(2))));

    // A second click changes nothing.
    assert_eq!(comes(&place, karim, day).await, Ok(State::Waiting));
    assert_eq!(mine(&place, karim, day).await, Some((State::Waiting, Some(1))));

    assert_eq!(leaves(&place, claire, day).await, Ok(()));
    assert_eq!(mine(&place, karim, day).await, Some((State::Seated, None)));
    assert_eq!(mine(&place, lucie, day).await, Some((State::Waiting, Some(1))));
    assert_eq!(leaves(&place, claire, day).await, Ok(()), "twice is once");
    assert_eq!(mine(&place, lucie, day).await, Some((State::Waiting, Some(1))));

    // Whoever comes back takes their turn again, at the end.
    assert_eq!(comes(&place, claire, day).await, Ok(State::Waiting));
    assert_eq!(mine(&place, claire, day).await, Some((State::Waiting, Some(2))));
    let promoted = "SELECT COUNT(*) FROM registration_deeds WHERE deed = 'promoted'";
    assert_eq!(place.number(promoted).await, 1);
}

#[tokio::test]
async fn an_office_does_not_close() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 3, Some(1))).await;
    let (claire, karim, lucie) = (&place.claire, &place.karim, &place.lucie);
    // Karim now works where Claire does.
    let join = format!(
        "UPDATE members SET antenne_id = (SELECT antenne_id FROM members WHERE id = {}) WHERE id = {}",
        claire.id(),
        karim.id()
    );
    place.tamper(&join).await;
    assert_eq!(comes(&place, claire, day).await, Ok(State::Seated));
    assert_eq!(comes(&place, karim, day).await, Ok(State::OverQuota), "a seat is left, not for that antenne");
    assert_eq!(comes(&place, lucie, day).await, Ok(State::Seated));
    assert_eq!(leaves(&place, claire, day).await, Ok(()));
    assert_eq!(mine(&place, karim, day).await, Some((State::Seated, None)));
}

#[tokio::test]
async fn a_larger_room_seats_who_waits_and_a_smaller_one_throws_nobody_out() {
    let place = Place::founded().await;
    let details = day_of(&place, 1, None);
    let day = published(&place, &details).await;
    for member in [&place.claire, &place.karim, &place.lucie] {
        comes(&place, member, day).await.expect("they come");
    }
    let organiser = desk_of(&place);
    let resized = |capacity| Details { room: Room { capacity, antenne_quota: None }, ..details.clone() };
    edition::change(&place, &organiser, day, 2, &resized(2)).await.expect("it grows");
    assert_eq!(mine(&place, &place.karim, day).await, Some((State::Seated, None)));
    edition::change(&place, &organiser, day, 3, &resized(1)).await.expect("it shrinks");
    assert_eq!(mine(&place, &place.karim, day).await, Some((State::Seated, None)), "a promise is kept");
    leaves(&place, &place.claire, day).await.expect("she leaves");
    assert_eq!(
        mine(&place, &place.lucie, day).await,
        Some((State::Waiting, Some(1))),
        "the room is full as it is"
    );
    let stale = edition::change(&place, &organiser, day, 2, &resized(9)).await.map_err(Failure::refusal);
    assert_eq!(stale, Err(Some(Refusal::ChangedMeanwhile)));
}

#[tokio::test]
async fn the_organiser_registers_invites_takes_off_and_moves() {
    let place = Place::founded().await;
    let details = Details { public: Public::Assistants, ..day_of(&place, 1, None) };
    let day = published(&place, &details).await;
    let organiser = desk_of(&place);
    assert_eq!(comes(&place, &place.claire, day).await, Err(Some(Refusal::NotTheirPublic)));
    let enrolled = desk::enrol(&place, &organiser, day, place.claire.id()).await.expect("she is put there");
    assert_eq!(enrolled, State::Seated);
    desk::invite(&place, &organiser, day, place.paul.id()).await.expect("he is invited");
    assert_eq!(mine(&place, &place.paul, day).await, Some((State::Invited, None)));
    assert_eq!(comes(&place, &place.lucie, day).await, Ok(State::Waiting));
    assert_eq!(comes(&place, &place.paul, day).await, Ok(State::Waiting), "an invitation keeps no seat");

    let reason = Word::parse("Il vient de loin.").expect("a word");
    desk::move_to(&place, &organiser, day, place.paul.id(), 1, &reason).await.expect("he is moved");
    assert_eq!(mine(&place, &place.paul, day).await, Some((State::Waiting, Some(1))));
    assert_eq!(mine(&place, &place.lucie, day).await, Some((State::Waiting, Some(2))));
    let moves = "SELECT COUNT(*) FROM registration_deeds WHERE deed = 'moved'";
    desk::move_to(&place, &organiser, day, place.paul.id(), 1, &reason).await.expect("he is there already");
    assert_eq!(place.number(moves).await, 1, "nothing is said of a rank that does not change");
    let seated = desk::move_to(&place, &organiser, day, place.claire.id(), 1, &reason).await;
    assert_eq!(
        seated.map_err(Failure::refusal),
        Err(Some(Refusal::NotRegistered)),
        "whoever has a seat does not wait"
    );

    desk::take_off(&place, &organiser, day, place.claire.id(), &reason).await.expect("she is taken off");
    let [paul, lucie, claire] = [&place.paul, &place.lucie, &place.claire].map(|one| one.name().to_string());
    assert_eq!(
        list(&place, day).await,
        [(paul, State::Seated), (lucie, State::Waiting), (claire, State::Withdrawn)]
    );
    let nobody = desk::enrol(&place, &organiser, day, Id::new(99_999)).await.map_err(Failure::refusal);
    assert_eq!(nobody, Err(Some(Refusal::NoSuchPerson)));
}

#[tokio::test]
async fn one_registers_while_it_is_open_and_leaves_until_it_begins() {
    let place = Place::founded().await;
    let (opens, closes) = (place.now() + Duration::days(1), place.now() + Duration::days(7));
    let details = Details { opens_at: Some(opens), closes_at: Some(closes), ..day_of(&place, 2, None) };
    let day = published(&place, &details).await;
    assert_eq!(comes(&place, &place.claire, day).await, Err(Some(Refusal::NotOpenYet)));
    place.passes(Duration::days(1));
    assert_eq!(comes(&place, &place.claire, day).await, Ok(State::Seated));
    place.passes(Duration::days(6));
    assert_eq!(comes(&place, &place.karim, day).await, Err(Some(Refusal::ClosedAlready)));
    assert_eq!(leaves(&place, &place.karim, day).await, Err(Some(Refusal::NotRegistered)));
    place.passes(Duration::days(7));
    assert_eq!(leaves(&place, &place.claire, day).await, Err(Some(Refusal::Begun)));
    assert_eq!(mine(&place, &place.claire, day).await, Some((State::Seated, None)));
}

#[tokio::test]
async fn a_draft_is_the_organisers_and_what_is_called_off_takes_nobody() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let details = day_of(&place, 2, None);
    let day = edition::make(&place, &organiser, &details, &Submission::new()).await.expect("it is made");
    for (member, role) in place.everybody() {
        let seen = page::read(&place, &seen_by(member), day).await.is_ok();
        let team = matches!(role, domain::Role::Organiser | domain::Role::Administrator);
        assert_eq!(seen, team, "{role:?}");
        let listed = programme::of_year(&place, &seen_by(member), 2027).await.expect("it is listed");
        assert_eq!(listed.len(), usize::from(team), "{role:?}");
    }
    assert_eq!(comes(&place, &place.claire, day).await, Err(Some(Refusal::NotThere)));

    edition::act(&place, &organiser, day, 1, Act::Publish, None).await.expect("it is published");
    assert_eq!(comes(&place, &place.claire, day).await, Ok(State::Seated));
    edition::act(&place, &organiser, day, 2, Act::Cancel, None).await.expect("it is called off");
    assert_eq!(comes(&place, &place.karim, day).await, Err(Some(Refusal::CalledOff)));
    let refused = edition::act(&place, &organiser, day, 3, Act::Hold, None).await.map_err(Failure::refusal);
    assert_eq!(refused, Err(Some(Refusal::MayNot)));
    edition::act(&place, &organiser, day, 3, Act::Resume, None).await.expect("it is on again");
    assert_eq!(mine(&place, &place.claire, day).await, Some((State::Seated, None)), "registrations are kept");
}

#[tokio::test]
async fn how_to_connect_is_for_those_who_come() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 1, None)).await;
    comes(&place, &place.claire, day).await.expect("she comes");
    comes(&place, &place.karim, day).await.expect("he waits");
    for (member, told) in
        [(&place.claire, true), (&place.karim, false), (&place.helene, false), (&place.delphine, true)]
    {
        let seen = page::read(&place, &seen_by(member), day).await.expect("it is there");
        assert_eq!(seen.access.is_some(), told, "{}", member.name());
    }
}

#[tokio::test]
async fn what_is_typed_comes_back_and_a_copy_has_neither_date_nor_people() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let details = day_of(&place, 12, Some(2));
    let form = Submission::new();
    let day = edition::make(&place, &organiser, &details, &form).await.expect("it is made");
    let again = edition::make(&place, &organiser, &details, &form).await.expect("it is the same");
    assert_eq!(day, again, "the form was sent twice");
    let (read, edition, _) = edition::open(&place, &organiser, day).await.expect("it opens");
    assert_eq!((read, edition), (details.clone(), 1));

    let copy = edition::copy(&place, &organiser, day, 2028, &Submission::new()).await.expect("it is copied");
    let (read, ..) = edition::open(&place, &organiser, copy).await.expect("it opens");
    assert_eq!(read, Details { year: 2028, sessions: Vec::new(), ..details });
    let refused =
        edition::act(&place, &organiser, copy, 1, Act::Publish, None).await.map_err(Failure::refusal);
    assert_eq!(refused, Err(Some(Refusal::NoSession)));
}

#[tokio::test]
async fn a_day_is_copied_though_somebody_who_spoke_has_left() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let speaker = Speaker {
        name: Line::parse("Claire Bernard").expect("a name"),
        function: None,
        organisation: None,
        certifier: None,
        member: Some(place.claire.id()),
    };
    let day = published(&place, &Details { speakers: vec![speaker], ..day_of(&place, 12, None) }).await;
    departure::ask(&place, &place.claire, KeptName::Former, Origin::HERE).await.expect("she leaves");
    place.passes(Duration::days(40));
    upkeep::look_after_accounts(&place, Patience::default()).await.expect("accounts are looked after");
    let copy = edition::copy(&place, &organiser, day, 2028, &Submission::new()).await.expect("it is copied");
    let (read, ..) = edition::open(&place, &organiser, copy).await.expect("it opens");
    assert_eq!(read.speakers.iter().map(|one| one.member).collect::<Vec<_>>(), [None]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn forty_people_at_once_from_two_processes_fill_twelve_seats_and_a_queue_without_a_hole() {
    let place = Place::founded().await;
    let day = published(&place, &day_of(&place, 12, None)).await;
    let people = place.crowd(40).await;
    let (here, (there, _)) = (place.community(), place.another_process().await);
    let all = people.iter().enumerate().map(|(number, person)| {
        let community = if number % 2 == 0 { here.clone() } else { there.clone() };
        let person = person.clone();
        async move {
            registration::register(&community, &person, day, &Wishes::default()).await.expect("they come")
        }
    });
    let given = at_once(all).await;
    assert_eq!(given.iter().filter(|state| **state == State::Seated).count(), 12);
    let ranks: Vec<i64> =
        place.column(&format!("SELECT rank FROM day_registrations WHERE day_id = {day} ORDER BY rank")).await;
    assert_eq!(
        ranks,
        (1..=40).map(|rank| ranks[0] + rank - 1).collect::<Vec<_>>(),
        "each has a rank of their own"
    );
    let first: Vec<i64> = place
        .column(&format!(
            "SELECT rank FROM day_registrations WHERE day_id = {day} AND state = 'seated' ORDER BY rank"
        ))
        .await;
    assert_eq!(first, ranks[..12], "the first to come are seated");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_seats_are_oversold() {
    let place = Place::founded().await;
    let people = place.crowd(40).await;
    let mut oversold = 0;
    for _ in 0..5 {
        let day = published(
            &place,
            &Details {
                title: Line::parse(&format!("Une journée sans garde {oversold}")).expect("a title"),
                ..day_of(&place, 12, None)
            },
        )
        .await;
        let all = people.iter().map(|person| {
            let (community, person) = (place.community(), person.clone());
            async move {
                registration::control::register_without_guard(&community, &person, day)
                    .await
                    .expect("they come")
            }
        });
        let given = at_once(all).await;
        oversold += u32::from(given.iter().filter(|state| **state == State::Seated).count() > 12);
    }
    assert!(
        oversold > 0,
        "if looking and then writing is enough, the guard is not what keeps the number right"
    );
}

#[tokio::test]
async fn the_seat_of_whoever_leaves_the_community_goes_to_the_next() {
    let place = Place::founded().await;
    let mut details = day_of(&place, 1, None);
    details.sessions[0].starts_at += Duration::days(90);
    details.sessions[0].ends_at += Duration::days(90);
    let day = published(&place, &details).await;
    let needs = Word::parse("Une boucle magnétique").expect("a word");
    let wishes = Wishes { needs: Some(needs), remark: None };
    registration::register(&place, &place.claire, day, &wishes).await.expect("she comes");
    comes(&place, &place.karim, day).await.expect("he waits");
    departure::ask(&place, &place.claire, KeptName::Former, Origin::HERE).await.expect("she leaves");
    let closure = departure::pending(&place, &place.claire).await.expect("it is read").expect("it is asked");
    place.passes(closure.due_at - place.now() + Duration::minutes(1));
    let looked = upkeep::look_after_accounts(&place, Patience::default()).await;
    assert_eq!(looked.expect("the database answers").0, 1);
    place.worker_passes().await;
    assert_eq!(mine(&place, &place.karim, day).await, Some((State::Seated, None)));
    let left = format!(
        "SELECT COUNT(*) FROM day_registrations WHERE member_id = {} AND needs <> ''",
        place.claire.id()
    );
    assert_eq!(place.number(&left).await, 0, "what she needed is erased");
}
