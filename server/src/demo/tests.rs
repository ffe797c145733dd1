//! The data is whole, and fills a place once.

use std::collections::HashSet;

use chrono::Duration;
use domain::{
    Clock, Database, Role, Roles,
    files::Files,
    mail::{Mailer, Sender},
    members::{
        MemberName,
        audit::Origin,
        desk::{people as persons, postings},
        directory,
    },
    search::Engine,
};
use tempfile::TempDir;

use super::*;

mod around;
mod asked;
mod library;

#[test]
fn the_data_reads_as_people_and_conversations() {
    let (people, threads) = (data::people().expect("people"), data::threads().expect("threads"));
    let answers: Vec<_> = threads.iter().flat_map(|thread| &thread.answers).collect();
    assert_eq!((people.len(), threads.len(), answers.len()), (49, 128, 567));
    let keys: HashSet<_> = people.iter().map(|person| person.key.as_str()).collect();
    let authors = threads.iter().map(|thread| &thread.author);
    for author in authors.chain(answers.iter().map(|answer| &answer.author)) {
        assert!(keys.contains(author.as_str()), "{author} is nobody");
    }
    for thread in &threads {
        assert!(thread.age > Duration::zero(), "{} is to come", thread.key);
        let ages: Vec<_> =
            [thread.age].into_iter().chain(thread.answers.iter().map(|answer| answer.age)).collect();
        assert!(ages.is_sorted_by(|before, after| before > after), "{} is out of order", thread.key);
        assert!(ages.iter().all(|age| *age > Duration::zero()), "{} is answered in the future", thread.key);
    }
}

#[test]
fn each_answer_has_a_form_number_of_its_own_which_stays() {
    let threads = data::threads().expect("threads");
    let answers = threads.iter().flat_map(|thread| &thread.answers).map(|answer| &answer.key);
    let keys: HashSet<_> = answers.collect();
    assert_eq!(keys.len(), 567);
    let forms: HashSet<_> = keys.iter().map(|key| submission(key).as_str().to_owned()).collect();
    assert_eq!(forms.len(), keys.len());
    assert!(keys.iter().all(|key| forms.contains(submission(key).as_str())));
}

#[test]
fn the_faces_are_people_of_the_demonstration_one_a_role() {
    let people = data::people().expect("people");
    let mut roles = Vec::new();
    for face in faces() {
        let person = people.iter().find(|person| person.newcomer.email.as_str() == face.email);
        let person = person.expect("an account with that address");
        assert_eq!(person.newcomer.name.as_str(), face.name);
        roles.extend(person.newcomer.roles.iter());
    }
    assert_eq!(roles, Role::ALL);
}

#[test]
fn people_come_in_before_they_write_and_nothing_is_to_come() {
    let (people, threads) = (data::people().expect("people"), data::threads().expect("threads"));
    let (cares, now) = (desk::cares().expect("cares"), Utc::now());
    let deeds = plan::plan(&people, &threads, &cares, now);
    let mut inside = HashSet::new();
    for Planned { at, deed } in &deeds {
        assert!(*at < now);
        let (author, comes_in) = match deed {
            Deed::Welcome(person) => (&person.key, true),
            Deed::Open(thread) => (&thread.author, false),
            Deed::Reply(_, answer) => (&answer.author, false),
            Deed::Visit(person) => (&person.key, false),
            Deed::Care(care) => (&care.person, false),
        };
        assert_eq!(inside.insert(author), comes_in, "{author}");
        if comes_in {
            assert!((30..=403).contains(&(now - *at).num_days()), "{author}");
        }
    }
    let (last, others) = deeds.split_last().expect("deeds");
    assert!(matches!(others[0].deed, Deed::Welcome(person) if person.newcomer.email.as_str() == FIRST));
    assert!(matches!(last.deed, Deed::Welcome(person) if person.newcomer.email.as_str() == LAST));
    assert!(others.is_sorted_by_key(|planned| planned.at));
}

#[tokio::test]
async fn a_place_is_filled_once() {
    let place = Place::founded().await;
    let filled = fill(&place.community).await.expect("filled");
    assert_eq!(filled, Filled::Now { people: 49, topics: 128, replies: 567 });
    assert_eq!(place.counts().await, (49, 128, 567));
    assert_eq!(fill(&place.community).await.expect("looked at"), Filled::Already);
    assert_eq!(place.counts().await, (49, 128, 567));
    library::is_as_its_data_says(&place).await;
    asked::is_in_every_state(&place).await;
}

#[tokio::test]
async fn the_desk_finds_invitations_in_their_states_and_requests_that_wait() {
    use domain::members::{access, audit::Origin, invitations, likeness::Likeness};
    let place = Place::founded().await;
    fill(&place.community).await.expect("filled");
    let delphine = account(&place.community, "delphine.arnaud@exemple.fr").await.expect("asked");
    let organiser = delphine.and_then(|delphine| delphine.as_organiser(Origin::HERE)).expect("the organiser");
    let (listed, _) =
        invitations::list(&place.community, &organiser, None, 1).await.expect("the invitations");
    let count = |state| listed.iter().filter(|one| one.state == state).count();
    use invitations::State::{Accepted, Expired, Revoked, Waiting};
    // Their letters are the worker's: none has left yet.
    assert_eq!([Waiting, Accepted, Expired, Revoked].map(count), [3, 2, 1, 1]);
    let waiting = access::waiting(&place.community, &organiser).await.expect("the requests");
    assert_eq!(waiting.len(), 3);
    let alike: Vec<_> = waiting.iter().flat_map(|(_, alike)| alike).map(|alike| alike.why).collect();
    assert_eq!(alike, [Likeness::SameName]);
    let (_, everybody) =
        directory::everybody(&place.community, &organiser.member().clone().into()).await.expect("everybody");
    assert_eq!(everybody.len(), 49, "whoever is invited is not here yet");
}

#[tokio::test]
async fn the_desk_of_the_demonstration_has_somebody_in_every_state() {
    let place = Place::founded().await;
    fill(&place.community).await.expect("filled");
    let delphine =
        account(&place.community, "delphine.arnaud@exemple.fr").await.expect("asked").expect("her");
    let delphine = delphine.as_organiser(Origin::HERE).expect("an organiser");
    let everybody =
        persons::find(&place.community, &delphine, &persons::Filter::default()).await.expect("found");
    assert_eq!(everybody.states, [47, 1, 1, 0]);
    let several = |person: &&persons::Person| person.roles.iter().count() > 1;
    let several: Vec<_> =
        everybody.people.iter().filter(several).map(|person| person.name.as_str()).collect();
    assert_eq!(several, ["Isabelle Caron"]);
    let moved = everybody.people.iter().find(|person| person.name == "Samir Khelifi").expect("he is there");
    let history = postings::history(&place.community, &delphine, moved.id).await.expect("read");
    assert_eq!((history.len(), moved.antenne_name.as_deref()), (2, history[0].antenne.as_deref()));
}

#[tokio::test]
async fn an_interrupted_filling_is_taken_up_again() {
    let place = Place::founded().await;
    let (people, threads) = (data::people().expect("people"), data::threads().expect("threads"));
    let mut stage = Stage::empty(&place.community);
    let cares = desk::cares().expect("cares");
    for planned in plan::plan(&people, &threads, &cares, place.community.now()).into_iter().take(400) {
        stage.perform(planned).await.expect("performed");
    }
    fill(&place.community).await.expect("taken up again");
    assert_eq!(place.counts().await, (49, 128, 567));
    library::is_as_its_data_says(&place).await;
}

#[tokio::test]
async fn a_place_where_people_live_is_left_alone() {
    let place = Place::founded().await;
    let name = MemberName::parse("Ingrid Sorel").expect("a name");
    let email = EmailAddress::parse("ingrid.sorel@exemple.fr").expect("an address");
    let newcomer = members::joining::Newcomer::new(name, email, Roles::of(&[Role::Advisor]));
    welcome(&place.community, &newcomer).await.expect("welcome");
    assert!(matches!(fill(&place.community).await, Err(DemoFault::Inhabited)));
    let ingrid = account(&place.community, "ingrid.sorel@exemple.fr").await.expect("asked").expect("Ingrid");
    let (_, everybody) = directory::everybody(&place.community, &ingrid.into()).await.expect("the directory");
    assert_eq!(everybody.len(), 1);
}

/// A community in a folder that goes away with it.
struct Place {
    community: Community,
    _folder: TempDir,
}

impl Place {
    async fn founded() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("communaute.db").display());
        let database = Database::open(&url).await.expect("a database");
        database.migrate().await.expect("migrated");
        let (engine, _) = Engine::open(&folder.path().join("index")).expect("an index");
        let address = EmailAddress::parse("communaute@exemple.fr").expect("an address");
        let mailer = Mailer::memory(Sender { name: "Communauté VAE".to_owned(), address });
        let files = Files::in_folder(&folder.path().join("files")).expect("the files open");
        let community =
            Community::new(database, engine, files, mailer, Clock::system(), "http://127.0.0.1:3000");
        upkeep::found(&community).await.expect("founded");
        Self { community, _folder: folder }
    }

    /// People, topics and replies, as the organiser finds them.
    async fn counts(&self) -> (usize, u32, u32) {
        let organiser = account(&self.community, "delphine.arnaud@exemple.fr").await.expect("asked");
        let organiser = Visitor::from(organiser.expect("the organiser"));
        let (_, everybody) = directory::everybody(&self.community, &organiser).await.expect("the directory");
        let (mut topics, mut replies) = (0, 0);
        for board in forum::board::all(&self.community, &organiser).await.expect("boards") {
            topics += board.topics;
            for page in 1..=forum::pages(board.topics) {
                let listed = forum::board::topics(&self.community, &board, page).await.expect("topics");
                replies += listed.iter().map(|topic| topic.replies).sum::<u32>();
            }
        }
        (everybody.len(), topics, replies)
    }
}
