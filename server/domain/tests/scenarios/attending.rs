//! Being at a day, and saying so: the sheet, the code, the click, what is missing.

use chrono::Duration;
use domain::{
    Failure, Id,
    days::{
        Act, DayId, Details, Modality, Refusal as DayRefusal, Session,
        attendance::{
            Mark, Refusal, Way,
            code::{Code, TRIES},
            sheet::{self, Line as OnSheet, Reason, Said, Tick, Who},
            signing,
        },
        details::Label,
        edition, page,
        registration::{self, Wishes},
        waiting,
    },
    members::Member,
    text::Line,
};

use crate::{
    place::Place,
    registering::{day_of, desk_of, published},
};

/// A morning and an afternoon, in a fortnight.
pub(crate) fn two_halves(place: &Place) -> Details {
    let mut details = day_of(place, 10, None);
    let ends = details.sessions[0].ends_at;
    details.sessions.push(Session {
        label: Label::parse("Après-midi").expect("a label"),
        starts_at: ends + Duration::minutes(90),
        ends_at: ends + Duration::minutes(270),
        agenda: Default::default(),
    });
    details
}

pub(crate) async fn with_seats(place: &Place, details: &Details, members: &[&Member]) -> DayId {
    let day = published(place, details).await;
    for member in members {
        registration::register(place, member, day, &Wishes::default()).await.expect("they come");
    }
    day
}

/// It is that long after the day has begun.
pub(crate) fn goes_to(place: &Place, after: Duration) {
    place.passes(Duration::days(14) + after);
}

pub(crate) async fn sessions(place: &Place, day: DayId) -> Vec<Id<page::Session>> {
    let sheet = sheet::read(place, &desk_of(place), day).await.expect("it is there");
    sheet.sessions.into_iter().map(|session| session.id).collect()
}

pub(crate) async fn line(place: &Place, day: DayId, name: &str) -> Option<OnSheet> {
    let sheet = sheet::read(place, &desk_of(place), day).await.expect("it is there");
    sheet.people.into_iter().find(|line| line.name == name)
}

async fn marks(place: &Place, day: DayId, name: &str) -> Vec<Option<(Mark, u32, Way)>> {
    let line = line(place, day, name).await.expect("they are on the sheet");
    line.marks.into_iter().map(|mark| mark.map(|it| (it.mark, it.minutes, it.way))).collect()
}

pub(crate) fn says(session: Id<page::Session>, member: &Member, said: Said) -> Tick {
    Tick { session, who: Who::Member(member.id()), said: Some(said) }
}

pub(crate) async fn ticked(place: &Place, day: DayId, ticks: &[Tick]) -> Result<usize, Option<Refusal>> {
    sheet::tick(place, &desk_of(place), day, ticks).await.map_err(Failure::refusal)
}

/// The code that is shown in the room.
pub(crate) async fn code(place: &Place, day: DayId) -> Code {
    let (_, shown) = signing::shown(place, &desk_of(place), day).await.expect("it is shown");
    shown.last().expect("a session is on").code.clone()
}

pub(crate) async fn types(
    place: &Place,
    member: &Member,
    day: DayId,
    code: &Code,
) -> Result<(), Option<Refusal>> {
    signing::by_code(place, member, day, code).await.map(drop).map_err(Failure::refusal)
}

fn wrong(right: &Code) -> Code {
    let other = if right.as_str().starts_with('0') { '1' } else { '0' };
    Code::parse(&format!("{other}{}", &right.as_str()[1..])).expect("six digits")
}

pub(crate) const ABSENT: Said = Said { mark: Mark::Absent, minutes: None, word: None };

#[tokio::test]
async fn an_organiser_ticks_the_whole_sheet_at_once() {
    let place = Place::founded().await;
    let (claire, karim, lucie) = (&place.claire, &place.karim, &place.lucie);
    let day = with_seats(&place, &two_halves(&place), &[claire, karim]).await;
    let halves = sessions(&place, day).await;
    assert_eq!(
        ticked(&place, day, &[says(halves[0], claire, Said::PRESENT)]).await,
        Err(Some(Refusal::NotBegun)),
        "nobody was there a fortnight before"
    );
    goes_to(&place, Duration::hours(8));

    let word = Reason::parse("Un jury l’après-midi").expect("a reason");
    let excused = Said { mark: Mark::Excused, minutes: None, word: Some(word) };
    let late = Said { minutes: Some(150), ..Said::PRESENT };
    let guest = Who::Newcomer(Line::parse("Odile Grandjean").expect("a name"), None);
    let all = [
        says(halves[0], claire, Said::PRESENT),
        says(halves[1], claire, excused),
        says(halves[0], karim, late),
        says(halves[1], karim, ABSENT),
        says(halves[1], lucie, Said::PRESENT),
        Tick { session: halves[0], who: guest.clone(), said: Some(Said::PRESENT) },
    ];
    assert_eq!(ticked(&place, day, &all).await, Ok(6));
    assert_eq!(ticked(&place, day, &all).await, Ok(0), "the same form twice is one");
    let names: Vec<(String, bool)> = sheet::read(&place, &desk_of(&place), day)
        .await
        .expect("it is there")
        .people
        .into_iter()
        .map(|line| (line.name, line.seated))
        .collect();
    let expected = [
        ("Claire Bernard", true),
        ("Karim Haddad", true),
        ("Lucie Petit", false),
        ("Odile Grandjean", false),
    ];
    assert_eq!(
        names,
        expected.map(|(name, seated)| (name.to_owned(), seated)),
        "who came without comes after"
    );
    let ticked_so = |mark, minutes| Some((mark, minutes, Way::Ticked));
    assert_eq!(
        marks(&place, day, "Claire Bernard").await,
        [ticked_so(Mark::Present, 180), ticked_so(Mark::Excused, 0)]
    );
    assert_eq!(
        marks(&place, day, "Karim Haddad").await,
        [ticked_so(Mark::Present, 150), ticked_so(Mark::Absent, 0)]
    );
    assert_eq!(marks(&place, day, "Odile Grandjean").await, [ticked_so(Mark::Present, 180), None]);
    let lucie = line(&place, day, "Lucie Petit").await.expect("she is there");
    assert_eq!(lucie.structure, "Centre conseil VAE 77 - Melun", "where she works is kept with the day");

    // What was said of a guest is said again, or taken back, by their row.
    let odile = line(&place, day, "Odile Grandjean").await.expect("she is there").who;
    let gone = Tick { session: halves[0], who: odile.clone(), said: None };
    let moved = Tick { session: halves[1], who: odile, said: Some(Said::PRESENT) };
    assert_eq!(ticked(&place, day, &[moved, gone]).await, Ok(2));
    assert_eq!(marks(&place, day, "Odile Grandjean").await, [None, ticked_so(Mark::Present, 180)]);
}

#[tokio::test]
async fn what_cannot_be_is_refused_whole() {
    let place = Place::founded().await;
    let day = with_seats(&place, &two_halves(&place), &[&place.claire]).await;
    let other = with_seats(&place, &day_of(&place, 3, None), &[]).await;
    let (halves, elsewhere) = (sessions(&place, day).await, sessions(&place, other).await);
    goes_to(&place, Duration::hours(8));
    let nobody = Tick { session: halves[0], who: Who::Member(Id::new(999_999)), said: Some(Said::PRESENT) };
    let no_guest = Tick { session: halves[0], who: Who::Guest(Id::new(999_999)), said: Some(Said::PRESENT) };
    let longer = says(halves[0], &place.claire, Said { minutes: Some(181), ..Said::PRESENT });
    for (tick, why) in [
        (nobody, Refusal::NoSuchPerson),
        (no_guest, Refusal::NoSuchPerson),
        (longer, Refusal::TooLong(180)),
        (says(elsewhere[0], &place.claire, Said::PRESENT), Refusal::NotThere),
    ] {
        let both = [says(halves[1], &place.claire, Said::PRESENT), tick];
        assert_eq!(ticked(&place, day, &both).await, Err(Some(why)));
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM attendances").await, 0, "nothing is half written");
    edition::act(&place, &desk_of(&place), day, 2, Act::Cancel, None).await.expect("it is called off");
    let tick = says(halves[0], &place.claire, Said::PRESENT);
    assert_eq!(ticked(&place, day, &[tick]).await, Err(Some(Refusal::NotOn)));
}

#[tokio::test]
async fn one_signs_with_the_code_of_the_room_while_the_session_is_on() {
    let place = Place::founded().await;
    let (claire, karim) = (&place.claire, &place.karim);
    let day = with_seats(&place, &two_halves(&place), &[claire]).await;
    goes_to(&place, -Duration::minutes(20));
    let early = Code::parse("123456").expect("six digits");
    assert_eq!(types(&place, claire, day, &early).await, Err(Some(Refusal::TooEarly)));
    place.passes(Duration::minutes(10));
    let right = code(&place, day).await;
    assert_eq!(types(&place, claire, day, &wrong(&right)).await, Err(Some(Refusal::WrongCode)));
    assert_eq!(types(&place, karim, day, &right).await, Err(Some(Refusal::NotRegistered)));
    let waits = waiting::to_sign(&place, claire).await.expect("it is read");
    assert_eq!(waits.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["Matin"]);

    assert_eq!(types(&place, claire, day, &right).await, Ok(()));
    assert_eq!(types(&place, claire, day, &right).await, Ok(()), "twice is once");
    assert_eq!(marks(&place, day, "Claire Bernard").await, [Some((Mark::Present, 180, Way::Code)), None]);
    assert_eq!(waiting::to_sign(&place, claire).await.expect("it is read"), []);

    // A photograph of the screen is worth nothing a minute later.
    place.passes(Duration::seconds(61));
    assert_eq!(types(&place, claire, day, &right).await, Err(Some(Refusal::WrongCode)));
    place.passes(Duration::days(1));
    assert_eq!(types(&place, claire, day, &right).await, Err(Some(Refusal::TooLate)));
}

#[tokio::test]
async fn nobody_guesses_a_code() {
    let place = Place::founded().await;
    let (claire, karim) = (&place.claire, &place.karim);
    let day = with_seats(&place, &day_of(&place, 10, None), &[claire, karim]).await;
    goes_to(&place, Duration::minutes(5));
    let right = code(&place, day).await;
    for _ in 0..TRIES {
        assert_eq!(types(&place, claire, day, &wrong(&right)).await, Err(Some(Refusal::WrongCode)));
    }
    let waits = types(&place, claire, day, &right).await;
    assert!(matches!(waits, Err(Some(Refusal::Wait { seconds: 1.. }))), "not even the right one: {waits:?}");
    assert_eq!(types(&place, karim, day, &right).await, Ok(()), "nobody else waits");
    place.passes(Duration::minutes(16));
    assert_eq!(types(&place, claire, day, &code(&place, day).await).await, Ok(()));
    assert_eq!(
        place.number("SELECT COUNT(*) FROM code_tries").await,
        0,
        "what came before the right one is forgiven"
    );
}

#[tokio::test]
async fn at_a_distance_a_click_is_enough_and_in_a_room_it_is_not() {
    let place = Place::founded().await;
    let (claire, karim) = (&place.claire, &place.karim);
    let video = Details { modality: Modality::Video, ..two_halves(&place) };
    let day = with_seats(&place, &video, &[claire]).await;
    let room = with_seats(&place, &day_of(&place, 10, None), &[claire]).await;
    let (halves, in_room) = (sessions(&place, day).await, sessions(&place, room).await);
    let clicks = async |member: &Member, day, session| {
        signing::by_click(&place, member, day, session).await.map_err(Failure::refusal)
    };
    assert_eq!(clicks(claire, day, halves[0]).await, Err(Some(Refusal::TooEarly)));
    goes_to(&place, Duration::minutes(5));
    assert_eq!(clicks(claire, room, in_room[0]).await, Err(Some(Refusal::ByCodeOnly)));
    assert_eq!(clicks(karim, day, halves[0]).await, Err(Some(Refusal::NotRegistered)));
    assert_eq!(clicks(claire, day, in_room[0]).await, Err(Some(Refusal::NotThere)));
    assert_eq!(clicks(claire, day, halves[1]).await, Err(Some(Refusal::TooEarly)));
    assert_eq!(clicks(claire, day, halves[0]).await, Ok(()));
    assert_eq!(marks(&place, day, "Claire Bernard").await, [Some((Mark::Present, 180, Way::Click)), None]);
    place.passes(Duration::hours(4));
    assert_eq!(clicks(claire, day, halves[0]).await, Err(Some(Refusal::TooLate)));
}

#[tokio::test]
async fn what_an_organiser_said_is_not_changed_by_a_late_click() {
    let place = Place::founded().await;
    let claire = &place.claire;
    let video = Details { modality: Modality::Video, ..day_of(&place, 10, None) };
    let day = with_seats(&place, &video, &[claire]).await;
    let half = sessions(&place, day).await[0];
    goes_to(&place, Duration::minutes(30));
    let late = Said { minutes: Some(120), ..Said::PRESENT };
    ticked(&place, day, &[says(half, claire, late)]).await.expect("it is said");
    signing::by_click(&place, claire, day, half).await.expect("harmless");
    assert_eq!(marks(&place, day, "Claire Bernard").await, [Some((Mark::Present, 120, Way::Ticked))]);
    ticked(&place, day, &[says(half, claire, ABSENT)]).await.expect("it is said");
    let refused = signing::by_click(&place, claire, day, half).await.map_err(Failure::refusal);
    assert_eq!(refused, Err(Some(Refusal::MarkedOtherwise)), "she is told, and may tell them");
    assert_eq!(marks(&place, day, "Claire Bernard").await, [Some((Mark::Absent, 0, Way::Ticked))]);
}

#[tokio::test]
async fn a_session_that_people_signed_for_is_not_taken_away() {
    let place = Place::founded().await;
    let details = two_halves(&place);
    let day = with_seats(&place, &details, &[&place.claire]).await;
    let halves = sessions(&place, day).await;
    goes_to(&place, Duration::hours(8));
    ticked(&place, day, &[says(halves[1], &place.claire, Said::PRESENT)]).await.expect("it is said");
    let shorter = Details { sessions: details.sessions[..1].to_vec(), ..details.clone() };
    let organiser = desk_of(&place);
    let changed = edition::change(&place, &organiser, day, 2, &shorter).await.map_err(Failure::refusal);
    assert_eq!(changed, Err(Some(DayRefusal::SessionSigned)));
    assert_eq!(sessions(&place, day).await, halves, "nothing of it was written");
    let gone = Tick { session: halves[1], who: Who::Member(place.claire.id()), said: None };
    ticked(&place, day, &[gone]).await.expect("it is taken back");
    edition::change(&place, &organiser, day, 2, &shorter).await.expect("nobody signed for it any more");
    assert_eq!(sessions(&place, day).await.len(), 1);
}

#[tokio::test]
async fn signatures_stay_with_their_session_whatever_is_put_before_it() {
    let place = Place::founded().await;
    let (claire, organiser, details) = (&place.claire, desk_of(&place), two_halves(&place));
    let day = with_seats(&place, &details, &[claire]).await;
    let halves = sessions(&place, day).await;
    goes_to(&place, Duration::hours(9));
    let late = Said { minutes: Some(100), ..Said::PRESENT };
    let said = [says(halves[0], claire, Said::PRESENT), says(halves[1], claire, late)];
    ticked(&place, day, &said).await.expect("it is said");
    let (whole, part) = (Some((Mark::Present, 180, Way::Ticked)), Some((Mark::Present, 100, Way::Ticked)));

    let mut changed = details.clone();
    let morning = changed.sessions[0].clone();
    let welcome = Session {
        label: Label::parse("Accueil").expect("a label"),
        starts_at: morning.starts_at - Duration::minutes(30),
        ends_at: morning.starts_at,
        ..morning
    };
    changed.sessions.insert(0, welcome);
    edition::change(&place, &organiser, day, 2, &changed).await.expect("a welcome was forgotten");
    assert_eq!(marks(&place, day, "Claire Bernard").await, [None, whole, part]);
    // The morning ended earlier: whoever attended all of it attended all of it, and nobody more.
    changed.sessions[1].ends_at -= Duration::minutes(30);
    edition::change(&place, &organiser, day, 3, &changed).await.expect("it is changed");
    let shorter = Some((Mark::Present, 150, Way::Ticked));
    assert_eq!(marks(&place, day, "Claire Bernard").await, [None, shorter, part]);
    changed.sessions[1].ends_at += Duration::minutes(60);
    edition::change(&place, &organiser, day, 4, &changed).await.expect("it is changed");
    let longer = Some((Mark::Present, 210, Way::Ticked));
    assert_eq!(marks(&place, day, "Claire Bernard").await, [None, longer, part]);

    // The first of those that people signed for goes, and none slides into its place.
    changed.sessions.remove(1);
    let gone = edition::change(&place, &organiser, day, 5, &changed).await.map_err(Failure::refusal);
    assert_eq!(gone, Err(Some(DayRefusal::SessionSigned)));
}

#[tokio::test]
async fn days_that_nobody_filled_in_are_pointed_out() {
    let place = Place::founded().await;
    let (claire, karim, organiser) = (&place.claire, &place.karim, desk_of(&place));
    let day = with_seats(&place, &two_halves(&place), &[claire, karim]).await;
    let halves = sessions(&place, day).await;
    let missing = async || {
        let found = waiting::to_fill(&place, &organiser).await.expect("it is read");
        found.into_iter().map(|one| (one.id, one.missing)).collect::<Vec<_>>()
    };
    goes_to(&place, Duration::hours(2));
    assert_eq!(missing().await, [], "it is not over");
    place.passes(Duration::hours(10));
    assert_eq!(missing().await, [(day, 4)]);
    let all = [claire, karim]
        .map(|member| halves.iter().map(|half| says(*half, member, ABSENT)).collect::<Vec<_>>());
    ticked(&place, day, &all[0]).await.expect("it is said");
    assert_eq!(missing().await, [(day, 2)], "Karim is on no line of it");
    ticked(&place, day, &all[1]).await.expect("it is said");
    assert_eq!(missing().await, [], "an absence is an answer");

    // A day where nobody had a seat is pointed out too: somebody may have come.
    let quiet = published(&place, &day_of(&place, 3, None)).await;
    place.passes(Duration::days(15));
    assert_eq!(missing().await, [(quiet, 0)]);
    place.tamper("UPDATE training_days SET papers = 0").await;
    assert_eq!(missing().await, [], "it has no sheet");
}
