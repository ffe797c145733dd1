//! What stays of a day on paper: the convocation, the signed sheet, the hours that are certified.

use chrono::Duration;
use domain::{
    Failure,
    days::{
        Act, DayId, Refusal as DayRefusal,
        attendance::{
            Mark, Refusal, certificate,
            sheet::{self, Reason, Said, Tick, Who},
            signed,
        },
        convocation, edition, waiting,
    },
    files::{self, FileName},
    members::{
        Member,
        audit::Origin,
        departure::{self, KeptName},
        desk::merge,
        dormancy::Patience,
    },
    text::Line,
    upkeep,
};
use futures::stream;

use crate::{
    attending::{ABSENT, code, goes_to, line, says, sessions, ticked, two_halves, types, with_seats},
    place::Place,
    registering::{day_of, desk_of, published},
};

async fn held(place: &Place, day: DayId) {
    edition::act(place, &desk_of(place), day, 2, Act::Hold, None).await.expect("it was held");
}

#[tokio::test]
async fn a_certificate_says_the_hours_really_attended_and_its_code_checks_them() {
    let place = Place::founded().await;
    let (claire, karim, organiser) = (&place.claire, &place.karim, desk_of(&place));
    let day = with_seats(&place, &two_halves(&place), &[claire, karim]).await;
    let halves = sessions(&place, day).await;
    goes_to(&place, Duration::hours(9));
    let late = Said { minutes: Some(150), ..Said::PRESENT };
    let guest = Who::Newcomer(Line::parse("Odile Grandjean").expect("a name"), Line::parse("Afpa").ok());
    let all = [
        says(halves[0], claire, late),
        says(halves[1], claire, Said::PRESENT),
        says(halves[0], karim, ABSENT),
        Tick { session: halves[0], who: guest, said: Some(Said::PRESENT) },
    ];
    ticked(&place, day, &all).await.expect("it is said");
    let own = async |member: &Member| certificate::own(&place, member, day).await.map_err(Failure::refusal);
    assert_eq!(own(claire).await.err(), Some(Some(Refusal::NotThere)), "not before it is said to be held");
    held(&place, day).await;
    let hers = own(claire).await.expect("she was there");
    assert_eq!(hers.sessions.iter().map(|(_, minutes)| *minutes).collect::<Vec<_>>(), [150, 180]);
    assert_eq!(own(claire).await.expect("she was there").code, hers.code, "it is made once");
    assert_eq!(own(karim).await.err(), Some(Some(Refusal::NotThere)));
    let all = certificate::all(&place, &organiser, day).await.expect("they are made");
    let names: Vec<_> = all.iter().map(|one| (one.name.as_str(), one.structure.as_str())).collect();
    assert_eq!(
        names,
        [("Claire Bernard", "Centre conseil VAE 75 - Paris 4ème"), ("Odile Grandjean", "Afpa")]
    );
    assert_eq!(all[0].code, hers.code);

    let verify =
        async |code: &certificate::Code| certificate::verify(&place, code).await.expect("it is read");
    let said = verify(&hers.code).await.expect("it is true");
    assert_eq!((said.name.as_str(), said.minutes, said.days), ("Claire Bernard", 330, 1));
    assert_eq!(said.day.map(|(title, _)| title).as_deref(), Some("Financer un parcours"));
    assert_eq!(verify(&all[1].code).await.map(|said| said.minutes), Some(180));
    let unknown = certificate::Code::parse("2222-2222-2222").expect("it could be one");
    assert_eq!(verify(&unknown).await, None);

    let year = certificate::own_year(&place, claire, 2027).await.expect("she was somewhere");
    assert_eq!(year.days.iter().map(|day| day.minutes).collect::<Vec<_>>(), [330]);
    let said = verify(&year.code).await.expect("it is true");
    assert_eq!((said.year, said.days, said.minutes, said.day), (2027, 1, 330, None));
    assert_eq!(certificate::years(&place, claire).await.expect("it is read"), [(2027, 1, 330)]);
    assert_eq!(certificate::all_year(&place, &organiser, 2027).await.expect("they are made").len(), 1);
    let before = certificate::own_year(&place, claire, 2026).await.map_err(Failure::refusal);
    assert_eq!(before.err(), Some(Some(Refusal::NotThere)));

    // What is corrected since makes an older paper say more than is true.
    let corrected = [says(halves[0], claire, ABSENT), says(halves[1], claire, ABSENT)];
    ticked(&place, day, &corrected).await.expect("it is said");
    assert_eq!(verify(&hers.code).await, None);
}

#[tokio::test]
async fn attendance_outlives_an_account_and_leads_to_nobody() {
    let place = Place::founded().await;
    let (claire, karim, organiser) = (&place.claire, &place.karim, desk_of(&place));
    let day = with_seats(&place, &two_halves(&place), &[claire, karim]).await;
    let halves = sessions(&place, day).await;
    goes_to(&place, Duration::minutes(10));
    types(&place, claire, day, &code(&place, day).await).await.expect("she signs");
    place.passes(Duration::hours(9));
    let word = Reason::parse("Un rendez-vous médical").expect("a reason");
    let excused = Said { mark: Mark::Excused, minutes: None, word: Some(word) };
    let said =
        [says(halves[1], claire, excused), says(halves[0], karim, ABSENT), says(halves[1], karim, ABSENT)];
    ticked(&place, day, &said).await.expect("it is said");
    held(&place, day).await;
    let code = certificate::own(&place, claire, day).await.expect("she was there").code;
    let year = certificate::own_year(&place, claire, 2027).await.expect("she was there").code;

    departure::ask(&place, claire, KeptName::Former, Origin::HERE).await.expect("she leaves");
    place.passes(Duration::days(40));
    upkeep::look_after_accounts(&place, Patience::default()).await.expect("accounts are looked after");
    let left = line(&place, day, "Claire Bernard").await.expect("the funder reads her name");
    assert!(matches!(left.who, Who::Guest(_)), "it leads to no account: {left:?}");
    let kept: Vec<_> =
        left.marks.iter().flatten().map(|mark| (mark.mark, mark.minutes, mark.word.as_str())).collect();
    assert_eq!(kept, [(Mark::Present, 180, ""), (Mark::Excused, 0, "")], "why is nobody's any more");
    let of_hers =
        format!("SELECT COUNT(*) FROM attendances WHERE member_id = {0} OR by_id = {0}", claire.id());
    assert_eq!(place.number(&of_hers).await, 0);
    assert_eq!(
        waiting::to_fill(&place, &organiser).await.expect("it is read"),
        [],
        "nothing is missing of her"
    );
    for (code, minutes) in [(code, 180), (year, 180)] {
        let said =
            certificate::verify(&place, &code).await.expect("it is read").expect("her paper is still true");
        assert_eq!((said.name.as_str(), said.minutes), ("Claire Bernard", minutes));
    }
}

#[tokio::test]
async fn an_account_is_closed_though_what_its_certificates_said_was_taken_back() {
    let place = Place::founded().await;
    let claire = &place.claire;
    let day = with_seats(&place, &two_halves(&place), &[claire]).await;
    let halves = sessions(&place, day).await;
    goes_to(&place, Duration::hours(9));
    ticked(&place, day, &[says(halves[0], claire, Said::PRESENT)]).await.expect("it is said");
    held(&place, day).await;
    let code = certificate::own(&place, claire, day).await.expect("she was there").code;
    certificate::own_year(&place, claire, 2027).await.expect("she was there");
    let taken_back = Tick { session: halves[0], who: Who::Member(claire.id()), said: None };
    ticked(&place, day, &[taken_back]).await.expect("it was a mistake");
    departure::ask(&place, claire, KeptName::Former, Origin::HERE).await.expect("she leaves");
    place.passes(Duration::days(40));
    upkeep::look_after_accounts(&place, Patience::default()).await.expect("accounts are looked after");
    assert_eq!(place.number("SELECT COUNT(*) FROM members WHERE left_at IS NOT NULL").await, 1);
    assert_eq!(certificate::verify(&place, &code).await.expect("it is read"), None);
}

#[tokio::test]
async fn whoever_was_there_under_one_of_two_accounts_was_there() {
    let place = Place::founded().await;
    let (claire, karim) = (&place.claire, &place.karim);
    let day = with_seats(&place, &two_halves(&place), &[claire, karim]).await;
    let halves = sessions(&place, day).await;
    goes_to(&place, Duration::hours(9));
    let said = [says(halves[0], claire, ABSENT), says(halves[0], karim, Said::PRESENT)];
    ticked(&place, day, &said).await.expect("it is said");
    merge::merge(&place, &desk_of(&place), claire.id(), karim.id()).await.expect("they are one");
    let sheet = sheet::read(&place, &desk_of(&place), day).await.expect("it is there");
    assert_eq!((sheet.people.len(), sheet.people[0].minutes()), (1, 180));
}

#[tokio::test]
async fn two_accounts_of_one_person_were_there_once() {
    let place = Place::founded().await;
    let (claire, karim) = (&place.claire, &place.karim);
    let day = with_seats(&place, &two_halves(&place), &[claire, karim]).await;
    let halves = sessions(&place, day).await;
    goes_to(&place, Duration::hours(9));
    let said = [
        says(halves[0], claire, Said::PRESENT),
        says(halves[0], karim, Said::PRESENT),
        says(halves[1], karim, Said::PRESENT),
    ];
    ticked(&place, day, &said).await.expect("it is said");
    held(&place, day).await;
    let mut codes = Vec::new();
    for member in [claire, karim] {
        codes.push(certificate::own(&place, member, day).await.expect("they were there").code);
        codes.push(certificate::own_year(&place, member, 2027).await.expect("they were there").code);
    }
    merge::merge(&place, &desk_of(&place), claire.id(), karim.id()).await.expect("they are one");
    let sheet = sheet::read(&place, &desk_of(&place), day).await.expect("it is there");
    assert_eq!(sheet.people.len(), 1);
    assert_eq!(sheet.people[0].minutes(), 360, "{:?}", sheet.people[0]);
    let all_true = async || {
        for code in &codes {
            let said = certificate::verify(&place, code).await.expect("it is read");
            assert_eq!(said.expect("a paper that was given out stays true").minutes, 360);
        }
    };
    all_true().await;
    let again = certificate::own(&place, claire, day).await.expect("she was there").code;
    assert_eq!(again, codes[0], "the kept account's own");
    departure::ask(&place, claire, KeptName::Former, Origin::HERE).await.expect("she leaves");
    place.passes(Duration::days(40));
    upkeep::look_after_accounts(&place, Patience::default()).await.expect("accounts are looked after");
    all_true().await;
}

#[tokio::test]
async fn a_signed_sheet_is_kept_with_the_day_until_it_is_withdrawn() {
    let place = Place::founded().await;
    let organiser = desk_of(&place);
    let day = published(&place, &day_of(&place, 3, None)).await;
    let sent = async |name: &str, content: &'static [u8]| {
        let content = stream::iter([Ok::<_, ()>(files::Bytes::from_static(content))]);
        files::receive(&place, &place.delphine, FileName::of(name), content).await.expect("it is received").id
    };
    let pdf: &[u8] = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n";
    let scan = sent("Feuille signée.pdf", pdf).await;
    signed::keep(&place, &organiser, day, scan).await.expect("it is kept");
    let again = signed::keep(&place, &organiser, day, scan).await.map_err(Failure::refusal);
    assert_eq!(again, Err(Some(Refusal::NoSuchFile)), "sent twice, it is kept once");
    let text = sent("notes.txt", b"Quelques notes").await;
    let refused = signed::keep(&place, &organiser, day, text).await.map_err(Failure::refusal);
    assert_eq!(refused, Err(Some(Refusal::NotASheet)));

    let (_, sheets) = signed::list(&place, &organiser, day).await.expect("it is read");
    assert_eq!(sheets.len(), 1);
    let sheet = sheets[0].id;
    place.passes(Duration::days(3));
    assert_eq!(files::sweep(&place).await.expect("it sweeps"), 1, "the notes go, the sheet stays");
    signed::find(&place, &organiser, day, sheet).await.expect("it is there");
    let other = published(&place, &day_of(&place, 3, None)).await;
    let elsewhere = signed::find(&place, &organiser, other, sheet).await.map_err(Failure::refusal);
    assert_eq!(elsewhere.err(), Some(Some(Refusal::NotThere)), "it is of one day");

    signed::withdraw(&place, &organiser, day, sheet).await.expect("it is withdrawn");
    signed::withdraw(&place, &organiser, day, sheet).await.expect("twice is once");
    let (_, sheets) = signed::list(&place, &organiser, day).await.expect("it is read");
    let withdrawn = sheets[0].withdrawn.as_ref().map(|(name, _)| name.as_str());
    assert_eq!((withdrawn, sheets[0].file.is_none()), (Some("Delphine Roux"), true), "who and when stay");
    let gone = signed::find(&place, &organiser, day, sheet).await.map_err(Failure::refusal);
    assert_eq!(gone.err(), Some(Some(Refusal::NotThere)));
    place.passes(Duration::days(3));
    assert_eq!(files::sweep(&place).await.expect("it sweeps"), 1);
}

#[tokio::test]
async fn the_convocation_is_for_those_who_have_a_seat() {
    let place = Place::founded().await;
    let day = with_seats(&place, &day_of(&place, 1, None), &[&place.claire, &place.karim]).await;
    let of = async |member: &Member| convocation::of(&place, member, day).await.map_err(Failure::refusal);
    assert!(of(&place.claire).await.is_ok());
    assert_eq!(of(&place.karim).await.err(), Some(Some(DayRefusal::NotThere)), "he waits");
    edition::act(&place, &desk_of(&place), day, 2, Act::Cancel, None).await.expect("it is called off");
    assert_eq!(of(&place.claire).await.err(), Some(Some(DayRefusal::NotThere)));
}
