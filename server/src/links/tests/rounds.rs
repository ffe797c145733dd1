//! Rounds over the library's links: how they are paced, and what is made of silence.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Clock, Community, Database, Role, Roles,
    files::Files,
    forum::Submission,
    library::resource::{
        Content, Details, Language, Readers, ResourceKind, ResourceTitle, WebAddress,
        deposit::{self, Deposit},
        desk,
    },
    mail::{EmailAddress, Mailer, Sender},
    members::{Member, MemberName, Stages, Tags, audit::Origin, joining},
    search::Engine,
    upkeep,
};
use tempfile::TempDir;

use super::web::{Asked, Web};
use crate::links::{fetch::Looking, round};

/// No pause where it is not what is tried.
const AT_ONCE: Duration = Duration::ZERO;

/// A library of links on this web, and its organiser.
struct Library {
    community: Community,
    delphine: Member,
    begun: DateTime<Utc>,
    _folder: TempDir,
}

impl Library {
    async fn of(links: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("communaute.db").display());
        let database = Database::open(&url).await.expect("a database");
        database.migrate().await.expect("migrated");
        let (engine, _) = Engine::open(&folder.path().join("index")).expect("an index");
        let email = EmailAddress::parse("delphine@exemple.fr").expect("an address");
        let mailer = Mailer::memory(Sender { name: String::new(), address: email.clone() });
        let files = Files::in_folder(&folder.path().join("files")).expect("the files open");
        let begun = "2027-03-02T09:00:00Z".parse().expect("an instant");
        let clock = Clock::stopped_at(begun);
        let community =
            Community::new(database, engine, files, mailer, clock, "https://communaute.exemple.fr");
        upkeep::found(&community).await.expect("founded");
        let name = MemberName::parse("Delphine Arnaud").expect("a name");
        let newcomer = joining::Newcomer::new(name, email.clone(), Roles::of(&[Role::Organiser]));
        joining::welcome(&community, &newcomer).await.expect("welcome");
        let delphine = upkeep::member(&community, &email).await.expect("asked").expect("Delphine");
        let library = Self { community, delphine, begun, _folder: folder };
        for link in links {
            library.holds(link).await;
        }
        library
    }

    async fn holds(&self, link: &str) {
        let details = Details {
            kind: ResourceKind::Procedure,
            title: ResourceTitle::parse("Un lien de la bibliothèque").expect("a title"),
            summary: None,
            author: None,
            source: None,
            licence: None,
            language: Language::FRENCH,
            dated_on: None,
            valid_until: None,
            review_on: None,
            departement: None,
            stages: Stages::default(),
            readers: Readers::Everybody,
            certifications: Vec::new(),
            certifiers: Vec::new(),
            tags: Tags::default(),
        };
        let content = Content::Link(WebAddress::parse(link).expect("an address"));
        let deposit = Deposit { details, content, origin: None, draft: false, submission: Submission::new() };
        deposit::make(&self.community, &self.delphine, &deposit).await.expect("deposited");
    }

    /// How many links a round looks at, so many days after the first.
    async fn looked_at(&self, looking: &Looking, days: i64) -> usize {
        let then = self.community.at(self.begun + TimeDelta::days(days));
        round(&then, looking, AT_ONCE).await.expect("the round ends")
    }

    /// How many reports wait at the desk.
    async fn reports(&self) -> usize {
        let organiser = self.delphine.as_organiser(Origin::HERE).expect("an organiser");
        desk::queues(&self.community, &organiser).await.expect("read").reports.len()
    }
}

#[tokio::test]
async fn links_are_looked_at_one_after_another_with_a_pause() {
    const PAUSE: Duration = Duration::from_millis(40);
    let web = Web::opens().await;
    let links = ["http://un.exemple.fr/lent", "http://deux.exemple.fr/lent", "http://trois.exemple.fr/lent"];
    let library = Library::of(&links).await;
    let begun = tokio::time::Instant::now();
    assert_eq!(round(&library.community, &web.looking(), PAUSE).await.expect("the round ends"), 3);
    let asked = web.everything();
    let of_host = |name: &str| -> Vec<&Asked> { asked.iter().filter(|asked| asked.host == name).collect() };
    let hosts = ["deux.exemple.fr", "trois.exemple.fr", "un.exemple.fr"].map(of_host);
    assert!(hosts[0][0].at - begun >= PAUSE, "before the first too");
    for pair in hosts.windows(2) {
        let (last, first) = (pair[0].last().expect("it was asked"), pair[1][0]);
        // The page before takes sixty milliseconds to answer: whoever did not wait for it would be here sooner.
        assert!(first.at - last.at >= PAUSE + Duration::from_millis(60), "{:?}", first.at - last.at);
    }
    assert_eq!(round(&library.community, &web.looking(), PAUSE).await.expect("the round ends"), 0, "a week");
}

#[tokio::test]
async fn a_site_that_vanished_is_reported_after_three_days_though_it_is_looked_at_alone() {
    let web = Web::opens().await;
    let library = Library::of(&["http://page.exemple.fr/bien", "http://muet.exemple.fr/guide"]).await;
    let looking = web.looking();
    assert_eq!((library.looked_at(&looking, 0).await, library.reports().await), (2, 0));
    assert_eq!((library.looked_at(&looking, 1).await, library.reports().await), (1, 0));
    let before = web.asked("page.exemple.fr").len();
    assert_eq!((library.looked_at(&looking, 2).await, library.reports().await), (1, 1));
    assert_eq!(web.asked("page.exemple.fr").len() - before, 2, "somebody else was asked: rules, then page");
}

#[tokio::test]
async fn where_nobody_answers_it_is_this_machine_that_is_cut_off() {
    let web = Web::opens().await;
    let links = ["http://page.exemple.fr/bien", "http://autre.exemple.fr/bien"];
    let library = Library::of(&links).await;
    assert_eq!(library.looked_at(&web.looking(), 0).await, 2);
    for weeks in 1..=5 {
        let nowhere = Web::looking_from_nowhere();
        assert_eq!(library.looked_at(&nowhere, 8 * weeks).await, 2);
    }
    assert_eq!(library.reports().await, 0, "five bad weeks of ours are no fault of theirs");
    // Nobody ever answered, here: nothing can be told.
    let lonely = Library::of(&["http://muet.exemple.fr/"]).await;
    for weeks in 0..=5 {
        lonely.looked_at(&web.looking(), 8 * weeks).await;
    }
    assert_eq!(lonely.reports().await, 0);
}

#[tokio::test]
async fn a_page_that_is_gone_is_reported_even_when_nobody_else_answers() {
    let web = Web::opens().await;
    let library = Library::of(&["http://page.exemple.fr/parti"]).await;
    for (day, reports) in [(0, 0), (1, 0), (2, 1), (9, 1)] {
        assert_eq!(library.looked_at(&web.looking(), day).await, 1, "day {day}");
        assert_eq!(library.reports().await, reports, "day {day}");
    }
}
