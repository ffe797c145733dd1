//! My account: my sessions, my visits, what I say of myself.

use chrono::{DateTime, Duration, Utc};
use domain::{
    Failure, Roles,
    mail::EmailAddress,
    members::{
        Member, MemberName, Presentation, Refusal, Session, Visitor,
        account::{self, Details},
        directory, joining, sessions,
    },
    secret::Token,
    statements,
    text::Line,
};

use crate::place::{Place, seen_by};

async fn resume(place: &Place, token: &Token) -> Option<(Session, Member)> {
    sessions::resume(place, token).await.expect("the sessions are read")
}

async fn session(place: &Place, token: &Token) -> Session {
    resume(place, token).await.expect("the session is open").0
}

async fn visited_before(place: &Place, token: &Token) -> Option<DateTime<Utc>> {
    resume(place, token).await.expect("the session is open").1.visited_before_at()
}

#[tokio::test]
async fn a_session_ends_thirty_days_after_the_last_visit() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.claire, "Firefox").await;
    place.passes(Duration::days(29));
    assert!(resume(&place, &token).await.is_some(), "and this visit puts the end off");
    place.passes(Duration::days(30) - Duration::microseconds(1));
    assert!(resume(&place, &token).await.is_some());
    place.passes(Duration::days(30));
    assert!(resume(&place, &token).await.is_none());
    assert_eq!(sessions::open(&place, &place.claire).await.expect("they are read"), []);
    assert!(resume(&place, &Token::mint()).await.is_none(), "nobody's token opens nothing");
}

#[tokio::test]
async fn a_lost_telephone_is_signed_out_from_the_desk_and_nobody_else_is() {
    let place = Place::founded().await;
    let desk = place.sign_in(&place.claire, "Firefox").await;
    let telephone = place.sign_in(&place.claire, "Safari").await;
    let of_karim = place.sign_in(&place.karim, "Chrome").await;
    let karims = session(&place, &of_karim).await.id;

    sessions::revoke(&place, &place.claire, karims)
        .await
        .expect("nothing is said of somebody else's session");
    assert!(resume(&place, &of_karim).await.is_some(), "it is not Claire's to end");

    let lost = session(&place, &telephone).await.id;
    for _ in 0..2 {
        sessions::revoke(&place, &place.claire, lost).await.expect("twice is as good as once");
    }
    assert!(resume(&place, &telephone).await.is_none());
    assert!(resume(&place, &desk).await.is_some());
    let open = sessions::open(&place, &place.claire).await.expect("they are read");
    assert_eq!(open.iter().map(|session| session.device.as_str()).collect::<Vec<_>>(), ["Firefox"]);
}

#[tokio::test]
async fn all_other_sessions_end_at_once() {
    let place = Place::founded().await;
    let desk = place.sign_in(&place.claire, "Firefox").await;
    let others = [place.sign_in(&place.claire, "Safari").await, place.sign_in(&place.claire, "Edge").await];
    let of_karim = place.sign_in(&place.karim, "Chrome").await;
    let kept = session(&place, &desk).await.id;
    sessions::revoke_others(&place, &place.claire, kept).await.expect("they are ended");
    for other in &others {
        assert!(resume(&place, other).await.is_none());
    }
    assert!(resume(&place, &desk).await.is_some());
    assert!(resume(&place, &of_karim).await.is_some());
}

#[tokio::test]
async fn presence_is_written_down_every_five_minutes_at_most() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.claire, "Firefox").await;
    let arrived = place.now();
    let mut written = Vec::new();
    for _ in 0..12 {
        place.passes(Duration::minutes(1));
        let (_, statements) = statements::counted(resume(&place, &token)).await;
        if statements > 1 {
            written.push((place.now() - arrived).num_minutes());
        }
    }
    assert_eq!(written, [5, 10]);
    assert_eq!(session(&place, &token).await.seen_at, arrived + Duration::minutes(10));
}

#[tokio::test]
async fn what_is_new_is_told_from_the_visit_before_this_one() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.claire, "Firefox").await;
    assert_eq!(visited_before(&place, &token).await, None, "it is the first visit");
    let mut last_seen = place.now();
    for _ in 0..4 {
        place.passes(Duration::minutes(20));
        assert_eq!(visited_before(&place, &token).await, None, "reading on is the same visit");
        last_seen = place.now();
    }
    place.passes(Duration::minutes(30));
    assert_eq!(visited_before(&place, &token).await, Some(last_seen), "after half an hour it is a new one");
    place.passes(Duration::minutes(10));
    assert_eq!(visited_before(&place, &token).await, Some(last_seen));

    // From the telephone, in the evening: the visit before is this morning's, on the desk.
    let this_morning = place.now();
    place.passes(Duration::hours(9));
    let telephone = place.sign_in(&place.claire, "Safari").await;
    assert_eq!(visited_before(&place, &telephone).await, Some(this_morning));
    assert_eq!(
        visited_before(&place, &token).await,
        Some(this_morning),
        "a visit is the person's, not the device's"
    );
}

#[tokio::test]
async fn signing_in_again_in_the_middle_of_a_visit_begins_no_other() {
    let place = Place::founded().await;
    place.sign_in(&place.claire, "Firefox").await;
    place.passes(Duration::minutes(20));
    let telephone = place.sign_in(&place.claire, "Safari").await;
    place.passes(Duration::minutes(15));
    // 35 minutes after she came, 15 after she was last here.
    assert_eq!(visited_before(&place, &telephone).await, None);
}

fn details(name: &str, function: Option<&str>, presentation: &str) -> Details {
    Details {
        name: MemberName::parse(name).expect("it is a name"),
        function: function.map(|text| Line::parse(text).expect("it is a line")),
        presentation: Presentation::parse(presentation).expect("it is short"),
    }
}

#[tokio::test]
async fn what_claire_says_of_herself_is_changed_shown_and_recorded() {
    let place = Place::founded().await;
    let new = details(
        "Claire Bernard-Diallo",
        Some("Conseillère en VAE"),
        "Je suis les dossiers du sanitaire et social.",
    );
    account::change(&place, &place.claire, &new).await.expect("it is changed");

    let profile = account::mine(&place, &place.claire).await.expect("it is read").profile;
    assert_eq!(profile.name, "Claire Bernard-Diallo");
    assert_eq!(profile.function.as_deref(), Some("Conseillère en VAE"));
    assert_eq!(profile.antenne.as_ref().map(|antenne| antenne.department.as_str()), Some("75"));
    let shown = directory::profile(&place, &seen_by(&place.lucie), place.claire.id()).await;
    assert_eq!(shown.expect("Lucie sees it"), profile);

    let claire = place.claire.id();
    let recorded = place
        .number(&format!(
            "SELECT COUNT(*) FROM journal WHERE kind = 'member_renamed' AND subject_id = {claire} AND actor_id = {claire}"
        ))
        .await;
    assert_eq!(recorded, 1);

    let plain = details("Claire Bernard", None, "  ");
    account::change(&place, &place.claire, &plain).await.expect("it is taken back");
    let profile = account::mine(&place, &place.claire).await.expect("it is read").profile;
    assert_eq!((profile.function, profile.presentation.as_str()), (None, ""));
    let karim = account::mine(&place, &place.karim).await.expect("it is read").profile;
    assert_eq!(karim.name, "Karim Haddad", "nobody else was changed");
}

#[tokio::test]
async fn one_mailbox_is_one_account() {
    let place = Place::founded().await;
    let name = MemberName::parse("Claire Bis").expect("it is a name");
    let email = EmailAddress::parse("  CLAIRE@Exemple.fr").expect("it is an address");
    let before = place.number("SELECT COUNT(*) FROM journal").await;
    let again = joining::welcome(&place, &joining::Newcomer::new(name, email, Roles::EVERYBODY)).await;
    assert_eq!(again.map_err(Failure::refusal), Err(Some(Refusal::AddressTaken)));
    assert_eq!(place.number("SELECT COUNT(*) FROM members").await, 7);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal").await, before);
}

#[tokio::test]
async fn nobody_joins_an_antenne_that_is_none() {
    let place = Place::founded().await;
    let name = MemberName::parse("Nora Petit").expect("it is a name");
    let email = EmailAddress::parse("nora@exemple.fr").expect("it is an address");
    let mut nora = joining::Newcomer::new(name, email, Roles::EVERYBODY);
    nora.antenne = Some("Nulle part".to_owned());
    let refused = joining::welcome(&place, &nora).await;
    assert_eq!(refused.map_err(Failure::refusal), Err(Some(Refusal::NoSuchAntenne)));
    assert_eq!(place.number("SELECT COUNT(*) FROM members").await, 7);
}

#[tokio::test]
async fn whoever_is_signed_out_sees_nobody() {
    let place = Place::founded().await;
    let (antennes, people) = directory::everybody(&place, &seen_by(&place.helene)).await.expect("it is read");
    assert!(!antennes.is_empty());
    let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names.len(), 7);
    assert!(names.is_sorted());
    let outside = directory::everybody(&place, &Visitor::SIGNED_OUT).await.expect("it is read");
    assert_eq!(outside, (Vec::new(), Vec::new()));
    let profile = directory::profile(&place, &Visitor::SIGNED_OUT, place.claire.id()).await;
    assert_eq!(profile.map_err(Failure::refusal), Err(Some(Refusal::NoSuchMember)));
}
