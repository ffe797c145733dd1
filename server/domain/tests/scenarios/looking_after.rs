//! Looking after people: what they are, where they work, keeping them out for a time.

use chrono::{DateTime, Duration, Utc};
use domain::{
    Community, Failure, Id, Role, Roles,
    members::{
        Antenne, Member, Refusal as DoorRefusal, Standing,
        audit::Deed,
        desk::{
            Refusal, people,
            postings::{self, Destination, OrganisationName},
            roles,
            suspension::{self, Reason},
        },
        directory, sessions, sign_in,
    },
    secret::Token,
    statements,
    text::dates,
    upkeep,
};

use crate::{
    desk::{at_desk, whole_log},
    mishaps::at_once,
    place::{Place, seen_by},
};

/// Why Karim may not come in.
const REASON: &str = "Messages injurieux, après deux rappels";

type Done = Result<(), Option<Refusal>>;

async fn give(place: &Place, by: &Member, to: &Member, given: &[Role]) -> Done {
    roles::change(place, &at_desk(by), to.id(), Roles::of(given)).await.map_err(Failure::refusal)
}

async fn suspend(place: &Place, by: &Member, whom: &Member, until: Option<DateTime<Utc>>) -> Done {
    let reason = Reason::parse(REASON).expect("it is a reason");
    suspension::suspend(place, &at_desk(by), whom.id(), until, &reason).await.map_err(Failure::refusal)
}

async fn is_in(community: &Community, token: &Token) -> bool {
    sessions::resume(community, token).await.expect("it is read").is_some()
}

/// What comes of a good link, for that person.
async fn enters(place: &Place, member: &Member) -> Result<Token, Option<DoorRefusal>> {
    let link = upkeep::link(place, member.email(), None).await.expect("the link is made");
    sign_in::enter(place, &link, "Firefox").await.map(|(session, ..)| session).map_err(Failure::refusal)
}

async fn standing(place: &Place, member: &Member) -> Standing {
    people::one(place, &at_desk(&place.raphael), member.id()).await.expect("they are there").standing
}

#[tokio::test]
async fn a_new_role_is_there_at_the_next_page_and_in_the_log() {
    let place = Place::founded().await;
    let token = place.sign_in(&place.claire, "Firefox").await;
    assert_eq!(give(&place, &place.delphine, &place.claire, &[Role::Advisor, Role::Organiser]).await, Ok(()));
    let (_, claire) = sessions::resume(&place, &token).await.expect("it is read").expect("it is open");
    assert_eq!(claire.roles(), Roles::of(&[Role::Advisor, Role::Organiser]));
    let line = whole_log(&place).await.remove(0);
    assert_eq!((line.deed, line.detail.as_str()), (Some(Deed::RolesChanged), "advisor > advisor organiser"));
    assert_eq!(line.subject.map(|subject| subject.id), Some(place.claire.id()));
    let recorded = format!(
        "SELECT COUNT(*) FROM journal WHERE kind = 'member_changed' AND subject_id = {} AND actor_id = {}",
        place.claire.id(),
        place.delphine.id()
    );
    assert_eq!(place.number(&recorded).await, 1);

    let before = whole_log(&place).await.len();
    assert_eq!(give(&place, &place.delphine, &place.claire, &[Role::Advisor, Role::Organiser]).await, Ok(()));
    assert_eq!(whole_log(&place).await.len(), before, "nothing was changed, nothing is said");
    assert_eq!(give(&place, &place.delphine, &place.claire, &[]).await, Err(Some(Refusal::NoRole)));
}

#[tokio::test]
async fn only_administrators_give_and_take_the_administrators_role() {
    let place = Place::founded().await;
    let refused = Err(Some(Refusal::NotYours));
    assert_eq!(give(&place, &place.delphine, &place.claire, &[Role::Administrator]).await, refused);
    assert_eq!(
        give(&place, &place.delphine, &place.delphine, &[Role::Organiser, Role::Administrator]).await,
        refused
    );
    assert_eq!(give(&place, &place.delphine, &place.raphael, &[Role::Advisor]).await, refused);
    let both = [Role::Administrator, Role::Organiser];
    assert_eq!(
        give(&place, &place.delphine, &place.raphael, &both).await,
        Ok(()),
        "the other roles are hers to give"
    );
    assert_eq!(give(&place, &place.raphael, &place.claire, &[Role::Administrator]).await, Ok(()));
}

#[tokio::test]
async fn the_last_administrator_and_the_last_organiser_stay_what_they_are() {
    let place = Place::founded().await;
    let last = |role| Err(Some(Refusal::Last(role)));
    assert_eq!(
        give(&place, &place.raphael, &place.raphael, &[Role::Advisor]).await,
        last(Role::Administrator)
    );
    assert_eq!(give(&place, &place.raphael, &place.delphine, &[Role::Advisor]).await, last(Role::Organiser));
    assert_eq!(suspend(&place, &place.raphael, &place.delphine, None).await, last(Role::Organiser));

    assert_eq!(give(&place, &place.raphael, &place.claire, &[Role::Organiser]).await, Ok(()));
    let tomorrow = Some(place.now() + Duration::days(1));
    assert_eq!(suspend(&place, &place.raphael, &place.claire, tomorrow).await, Ok(()));
    assert_eq!(
        give(&place, &place.raphael, &place.delphine, &[Role::Advisor]).await,
        last(Role::Organiser),
        "one who may not come in keeps nothing"
    );
    place.passes(Duration::days(1));
    assert_eq!(give(&place, &place.raphael, &place.delphine, &[Role::Advisor]).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_administrators_who_take_each_others_role_at_once_one_stays() {
    let place = Place::founded().await;
    let (other, _) = place.another_process().await;
    for round in 0..8 {
        let administrators = [Role::Administrator];
        for member in [&place.raphael, &place.delphine] {
            let set = format!(
                "UPDATE members SET roles = {} WHERE id = {}",
                Roles::of(&administrators).bits(),
                member.id()
            );
            place.tamper(&set).await;
        }
        let resumed = |member: &Member| upkeep_member(&place, member.clone());
        let (raphael, delphine) = (resumed(&place.raphael).await, resumed(&place.delphine).await);
        let pairs = [(place.community(), &raphael, &delphine), (other.clone(), &delphine, &raphael)];
        let deeds = pairs.map(|(community, by, from)| {
            let (by, from) = (at_desk(by), from.id());
            async move {
                roles::change(&community, &by, from, Roles::of(&[Role::Advisor]))
                    .await
                    .map_err(Failure::refusal)
            }
        });
        let done = at_once(deeds).await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "round {round}: {done:?}");
        assert!(done.contains(&Err(Some(Refusal::Last(Role::Administrator)))), "round {round}: {done:?}");
    }
}

async fn upkeep_member(place: &Place, member: Member) -> Member {
    upkeep::member(place, member.email()).await.expect("the database answers").expect("they are there")
}

/// The harm that the lock of `keepers` keeps away: each of the two sees the other one stay.
#[tokio::test]
async fn without_the_lock_both_administrators_would_go() {
    use sea_orm::{ConnectionTrait, TransactionTrait};
    let Some(place) = Place::founded_on_postgres().await else { return };
    place.tamper(&format!("UPDATE members SET roles = 32 WHERE id = {}", place.delphine.id())).await;
    let (one, two) =
        (place.console.begin().await.expect("it begins"), place.console.begin().await.expect("it begins"));
    let take = |from: &Member| {
        format!(
            "UPDATE members SET roles = 1 WHERE id = {0} AND EXISTS (SELECT 1 FROM members o WHERE o.id <> {0} AND (o.roles & 32) <> 0)",
            from.id()
        )
    };
    let first = one.execute_unprepared(&take(&place.raphael)).await.expect("it is taken");
    let second = two.execute_unprepared(&take(&place.delphine)).await.expect("it is taken");
    assert_eq!((first.rows_affected(), second.rows_affected()), (1, 1));
    one.commit().await.expect("the first ends");
    two.commit().await.expect("the second ends");
    assert_eq!(place.number("SELECT COUNT(*) FROM members WHERE (roles & 32) <> 0").await, 0);
}

async fn antenne(place: &Place, name: &str) -> Id<Antenne> {
    let antennes = directory::antennes(place, &seen_by(&place.claire)).await.expect("they are read");
    antennes.into_iter().find(|antenne| antenne.name == name).expect("there is such an antenne").id
}

#[tokio::test]
async fn whoever_moves_keeps_where_they_were() {
    let place = Place::founded().await;
    let (began, delphine) = (place.now(), at_desk(&place.delphine));
    place.passes(Duration::days(200));
    let moved = place.now();
    let melun = Destination::Antenne(antenne(&place, "Centre conseil VAE 77 - Melun").await);
    for _ in 0..2 {
        // Moved twice to one place is moved once.
        postings::move_to(&place, &delphine, place.claire.id(), &melun).await.expect("she moves");
    }
    let since = postings::since(&place, &seen_by(&place.karim), place.claire.id()).await.expect("it is read");
    assert_eq!(since, Some(moved));
    place.passes(Duration::days(30));
    let name = OrganisationName::parse("Défi métiers").expect("it is a name");
    postings::move_to(&place, &delphine, place.claire.id(), &Destination::Organisation(name))
        .await
        .expect("she moves");

    let history = postings::history(&place, &delphine, place.claire.id()).await.expect("it is read");
    let told: Vec<_> = history
        .iter()
        .map(|posting| {
            (posting.antenne.as_deref().or(posting.organisation.as_deref()), posting.since, posting.until)
        })
        .collect();
    let left = place.now();
    assert_eq!(
        told,
        [
            (Some("Défi métiers"), left, None),
            (Some("Centre conseil VAE 77 - Melun"), moved, Some(left)),
            (Some("Centre conseil VAE 75 - Paris 4ème"), began, Some(moved)),
        ]
    );
    let profile =
        directory::profile(&place, &seen_by(&place.karim), place.claire.id()).await.expect("she is there");
    assert_eq!((profile.antenne, profile.organisation.as_deref()), (None, Some("Défi métiers")));
    place.worker_passes().await;
    let hit = place.find(&place.karim, "Claire Bernard Défi métiers").await.hits.remove(0);
    assert!(format!("{hit:?}").contains("métiers"), "the index followed: {hit:?}");

    let nowhere = Destination::Antenne(Id::new(999));
    let refused =
        postings::move_to(&place, &delphine, place.claire.id(), &nowhere).await.map_err(Failure::refusal);
    assert_eq!(refused, Err(Some(Refusal::NoSuchAntenne)));
    let outside = domain::members::Visitor::SIGNED_OUT;
    assert_eq!(postings::since(&place, &outside, place.karim.id()).await.expect("it is read"), None);
}

#[tokio::test]
async fn a_suspended_person_is_out_at_once_and_back_when_the_time_is_over() {
    let place = Place::founded().await;
    let sessions =
        [place.sign_in(&place.karim, "Firefox").await, place.sign_in(&place.karim, "Safari").await];
    let of_claire = place.sign_in(&place.claire, "Firefox").await;
    let until = place.now() + Duration::days(7);
    assert_eq!(suspend(&place, &place.delphine, &place.karim, Some(until)).await, Ok(()));
    for session in &sessions {
        assert!(!is_in(&place, session).await);
    }
    assert!(is_in(&place, &of_claire).await, "nobody else is out");
    assert_eq!(enters(&place, &place.karim).await, Err(Some(DoorRefusal::Suspended(Some(until)))));

    place.passes(Duration::days(7) - Duration::microseconds(1));
    assert_eq!(enters(&place, &place.karim).await, Err(Some(DoorRefusal::Suspended(Some(until)))));
    place.passes(Duration::microseconds(1));
    assert!(!is_in(&place, &sessions[0]).await, "what was ended stays so");
    let back = enters(&place, &place.karim).await.expect("the time is over");
    assert!(is_in(&place, &back).await);
    assert_eq!(standing(&place, &place.karim).await, Standing::Active, "and nobody had to do anything");
}

#[tokio::test]
async fn a_suspended_person_is_told_why_and_until_when_unless_it_is_over_already() {
    let place = Place::founded().await;
    let until = place.now() + Duration::days(7);
    assert_eq!(suspend(&place, &place.delphine, &place.karim, Some(until)).await, Ok(()));
    place.worker_passes().await;
    let [letter] = &place.letters_of(&place.karim)[..] else { panic!("one letter") };
    assert_eq!(letter.subject, "Votre accès est suspendu");
    let read = letter.text.replace(['\n', '\u{a0}'], " ");
    assert!(read.contains(REASON) && read.contains(&dates::full(until).replace('\u{a0}', " ")), "{read}");
    assert!(letter.text.contains("/contact"), "{}", letter.text);

    assert_eq!(suspend(&place, &place.delphine, &place.lucie, None).await, Ok(()));
    suspension::lift(&place, &at_desk(&place.delphine), place.lucie.id()).await.expect("it is lifted");
    place.worker_passes().await;
    assert!(place.letters_of(&place.lucie).is_empty(), "nothing happened to her");
}

#[tokio::test]
async fn a_suspension_is_a_record_which_is_lifted_by_somebody() {
    let place = Place::founded().await;
    let suspended_at = place.now();
    assert_eq!(suspend(&place, &place.delphine, &place.karim, None).await, Ok(()));
    assert_eq!(enters(&place, &place.karim).await, Err(Some(DoorRefusal::Suspended(None))));
    place.passes(Duration::days(400));
    assert!(matches!(standing(&place, &place.karim).await, Standing::Suspended { until: None, .. }));
    let raphael = at_desk(&place.raphael);
    suspension::lift(&place, &raphael, place.karim.id()).await.expect("it is lifted");
    assert!(enters(&place, &place.karim).await.is_ok());
    let again = suspension::lift(&place, &raphael, place.karim.id()).await.map_err(Failure::refusal);
    assert_eq!(again, Err(Some(Refusal::NotSuspended)));

    let history = suspension::history(&place, &raphael, place.karim.id()).await.expect("it is read");
    let [record] = history.as_slice() else { panic!("one record: {history:?}") };
    assert_eq!((record.since, record.until, record.by.as_str()), (suspended_at, None, "Delphine Roux"));
    assert_eq!(record.reason, "Messages injurieux, après deux rappels");
    assert_eq!(record.lifted, Some((place.now(), "Raphaël Morel".to_owned())));
    let deeds: Vec<_> = whole_log(&place).await.into_iter().take(2).filter_map(|line| line.deed).collect();
    assert_eq!(deeds, [Deed::Reinstated, Deed::Suspended]);
    for line in whole_log(&place).await {
        assert!(!line.detail.contains("injurieux"), "what a person wrote is not in the log");
    }
}

#[tokio::test]
async fn a_new_suspension_takes_the_place_of_the_one_in_force() {
    let place = Place::founded().await;
    let (week, month) = (place.now() + Duration::days(7), place.now() + Duration::days(30));
    for until in [month, week] {
        assert_eq!(suspend(&place, &place.delphine, &place.karim, Some(until)).await, Ok(()));
    }
    place.passes(Duration::days(7));
    assert!(enters(&place, &place.karim).await.is_ok(), "the month became a week");
}

#[tokio::test]
async fn nobody_suspends_themselves_an_administrator_or_somebody_until_yesterday() {
    let place = Place::founded().await;
    let tomorrow = Some(place.now() + Duration::days(1));
    assert_eq!(
        suspend(&place, &place.delphine, &place.delphine, tomorrow).await,
        Err(Some(Refusal::Oneself))
    );
    assert_eq!(
        suspend(&place, &place.delphine, &place.raphael, tomorrow).await,
        Err(Some(Refusal::NotYours))
    );
    assert_eq!(
        suspend(&place, &place.delphine, &place.karim, Some(place.now())).await,
        Err(Some(Refusal::PastEnd))
    );
    let reason = Reason::parse("Essai").expect("it is a reason");
    let nobody = suspension::suspend(&place, &at_desk(&place.delphine), Id::new(999), None, &reason).await;
    assert_eq!(nobody.map_err(Failure::refusal), Err(Some(Refusal::NoSuchPerson)));
    assert_eq!(whole_log(&place).await.len(), 7, "seven people came, and nothing else was done");
}

/// Between the link and the session somebody may be suspended: the session that was opened all the same opens nothing.
#[tokio::test]
async fn a_session_that_slipped_in_opens_nothing() {
    let place = Place::founded().await;
    assert_eq!(suspend(&place, &place.delphine, &place.karim, None).await, Ok(()));
    let slipped = Token::mint();
    let insert = format!(
        "INSERT INTO sessions (member_id, token_hash, device, way, opened_at, seen_at, expires_at)
        SELECT m.id, '{}', 'Firefox', 'link', o.joined_at, o.joined_at, o.joined_at FROM members m, members o
        WHERE m.id = {} AND o.id = m.id",
        slipped.hash(),
        place.karim.id()
    );
    place.tamper(&insert).await;
    let later = if place.is_postgres() { "'2028-01-01 00:00:00+00'" } else { "'2028-01-01 00:00:00+00:00'" };
    place
        .tamper(&format!("UPDATE sessions SET expires_at = {later} WHERE token_hash = '{}'", slipped.hash()))
        .await;
    assert!(!is_in(&place, &slipped).await);
    suspension::lift(&place, &at_desk(&place.delphine), place.karim.id()).await.expect("it is lifted");
    assert!(is_in(&place, &slipped).await, "it was the suspension that kept it shut");
}

#[tokio::test]
async fn a_link_tells_nothing_of_a_suspension_until_it_is_used() {
    let place = Place::founded().await;
    let ask = async |member: &Member| {
        let home = sign_in::Destination::parse("/");
        let (answer, statements) = statements::counted(sign_in::ask(&place, member.email(), &home)).await;
        answer.expect("anybody may ask");
        statements
    };
    let before = ask(&place.karim).await;
    assert_eq!(suspend(&place, &place.delphine, &place.karim, None).await, Ok(()));
    assert_eq!(ask(&place.karim).await, before);
    let link = upkeep::link(&place, place.karim.email(), None).await.expect("the link is made");
    assert!(sign_in::look(&place, &link).await.is_ok(), "its page says what it says to anybody");
}

#[tokio::test]
async fn whoever_joins_has_a_place_since_that_day() {
    let place = Place::founded().await;
    let history =
        postings::history(&place, &at_desk(&place.delphine), place.paul.id()).await.expect("it is read");
    assert_eq!(history.len(), 1);
    assert_eq!((history[0].organisation.as_deref(), history[0].since), (Some("DRIEETS"), place.now()));
    let raphael =
        postings::since(&place, &seen_by(&place.claire), place.raphael.id()).await.expect("it is read");
    assert_eq!(raphael, None, "he works nowhere in particular");
}
