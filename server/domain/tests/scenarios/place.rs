//! A community of its own for each test, with its people, its stopped clock, and its letters in memory.

use std::ops::Deref;

use chrono::{DateTime, Duration, TimeZone, Utc};
use domain::{
    Clock, Community, Database, Id, Role,
    days::{registration, survey::opening},
    forum::{Board, Submission, Topic, TopicKind, TopicTitle, board, reply, topic},
    mail::{EmailAddress, Letter, Mailer, Sender},
    members::{Member, Visitor, sign_in},
    notices::{self, Posting},
    search::{self, Engine, Found, Question},
    secret::Token,
    text::Markdown,
    upkeep,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TryGetable};
use tempfile::TempDir;

use crate::grounds::{database_url, process, welcome_all};

/// Boards of the foundation that the scenarios happen in.
pub(crate) const JURY: &str = "jury-et-apres-jury";
pub(crate) const CERTIFICATIONS: &str = "certifications-et-certificateurs";
pub(crate) const ASSISTANTS: &str = "assistantes-et-assistants";

/// The place, and those who are there. It stands for its community wherever one is asked for.
pub(crate) struct Place {
    community: Community,
    pub(crate) engine: Engine,
    pub(crate) mailer: Mailer,
    clock: Clock,
    /// The database as an operator with a console touches it: past every rule.
    pub(crate) console: DatabaseConnection,
    url: String,
    folder: TempDir,
    /// Advisor in Paris.
    pub(crate) claire: Member,
    /// Advisor in Seine-Saint-Denis.
    pub(crate) karim: Member,
    /// Assistant in Melun.
    pub(crate) lucie: Member,
    /// Certifier’s contact, at the DRIEETS.
    pub(crate) paul: Member,
    /// Organiser, at Défi métiers.
    pub(crate) delphine: Member,
    /// Funder, at the Conseil régional.
    pub(crate) helene: Member,
    /// Administrator.
    pub(crate) raphael: Member,
}

impl Deref for Place {
    type Target = Community;

    fn deref(&self) -> &Community {
        &self.community
    }
}

impl Place {
    /// A founded place where the seven have an account and nothing was said yet, on Tuesday 2 March 2027 at 9:30.
    pub(crate) async fn founded() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let url = database_url(folder.path()).await;
        let database = Database::open(&url).await.expect("the database opens");
        database.migrate().await.expect("the migrations apply");
        let clock =
            Clock::stopped_at(Utc.with_ymd_and_hms(2027, 3, 2, 8, 30, 0).single().expect("it is an instant"));
        let address = EmailAddress::parse("ne-pas-repondre@exemple.fr").expect("it is an address");
        let mailer = Mailer::memory(Sender { name: "Communauté VAE".to_owned(), address });
        let (community, engine) = process(database, folder.path(), "index", &mailer, &clock);
        upkeep::found(&community).await.expect("the place is founded");
        let [claire, karim, lucie, paul, delphine, helene, raphael] = welcome_all(&community).await;
        let console = sea_orm::Database::connect(&url).await.expect("the console opens");
        Self {
            community,
            engine,
            mailer,
            clock,
            console,
            url,
            folder,
            claire,
            karim,
            lucie,
            paul,
            delphine,
            helene,
            raphael,
        }
    }

    /// The same on PostgreSQL; `None` where the tests run on SQLite, which has no such trouble.
    pub(crate) async fn founded_on_postgres() -> Option<Self> {
        let place = Self::founded().await;
        place.is_postgres().then_some(place)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.console.get_database_backend() == DbBackend::Postgres
    }

    /// Another process on the same database, with an index of its own; the clock and the letters are shared.
    pub(crate) async fn another_process(&self) -> (Community, Engine) {
        let database = Database::open(&self.url).await.expect("the database opens twice");
        process(database, self.folder.path(), "other-index", &self.mailer, &self.clock)
    }

    /// The community, to be taken into a task.
    pub(crate) fn community(&self) -> Community {
        self.community.clone()
    }

    /// Where its files are.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub(crate) fn passes(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// Everybody, with what each is.
    pub(crate) fn everybody(&self) -> [(&Member, Role); 7] {
        [
            (&self.claire, Role::Advisor),
            (&self.karim, Role::Advisor),
            (&self.lucie, Role::Assistant),
            (&self.paul, Role::Certifier),
            (&self.delphine, Role::Organiser),
            (&self.helene, Role::Funder),
            (&self.raphael, Role::Administrator),
        ]
    }

    /// That many advisors of no antenne.
    pub(crate) async fn crowd(&self, number: usize) -> Vec<Member> {
        crate::grounds::crowd(&self.community, number).await
    }

    pub(crate) async fn board(&self, member: &Member, slug: &str) -> Board {
        board::find(self, &seen_by(member), slug).await.expect("the board is there for that person")
    }

    pub(crate) async fn ask(&self, member: &Member, board: &str, title: &str, body: &str) -> Id<Topic> {
        self.open(member, board, TopicKind::Question, title, body).await
    }

    pub(crate) async fn open(
        &self,
        member: &Member,
        board: &str,
        kind: TopicKind,
        title: &str,
        body: &str,
    ) -> Id<Topic> {
        let opening =
            topic::Opening { kind, title: titled(title), body: said(body), certifications: Vec::new() };
        let board = self.board(member, board).await;
        topic::open(self, member, &board, &opening).await.expect("the topic is opened")
    }

    /// Replies, and gives the reply's rank.
    pub(crate) async fn reply(&self, member: &Member, topic: Id<Topic>, body: &str) -> u32 {
        let posted = reply::post(self, member, topic, &said(body), &Submission::new()).await;
        posted.expect("the reply is posted").number
    }

    /// Lets the worker do all there is to do now.
    pub(crate) async fn worker_passes(&self) {
        while registration::follow(self).await.expect("the seats follow") {}
        while notices::follow(self).await.expect("the letters are written") {}
        while notices::tell_followers(self).await.expect("the followers are told") {}
        while notices::tell_changes(self).await.expect("the changes are told") {}
        while notices::remind(self).await.expect("people are reminded") {}
        while opening::open_due(self).await.expect("the surveys open") {}
        while notices::ask(self).await.expect("people are asked") {}
        while notices::remind_to_answer(self).await.expect("people are reminded to answer") {}
        while notices::post(self).await.expect("the post works") != Posting::Nothing {}
        while search::follow(self).await.expect("the index follows") {}
    }

    pub(crate) async fn find(&self, member: &Member, typed: &str) -> Found {
        search::find(self, &seen_by(member), Question::parse(typed), None, 1)
            .await
            .expect("the search answers")
    }

    /// The letters that person has received.
    pub(crate) fn letters_of(&self, member: &Member) -> Vec<Letter> {
        self.mailer.letters().into_iter().filter(|letter| letter.to == *member.email()).collect()
    }

    /// Signs the person in on that device: the session's token.
    pub(crate) async fn sign_in(&self, member: &Member, device: &str) -> Token {
        let link = upkeep::link(self, member.email(), None).await.expect("the link is made");
        sign_in::enter(self, &link, device).await.expect("the link lets the person in").0
    }

    /// Changes the database past every rule.
    pub(crate) async fn tamper(&self, statement: &str) {
        self.console.execute_unprepared(statement).await.expect("the console obeys");
    }

    /// The number that the query gives.
    pub(crate) async fn number(&self, query: &str) -> i64 {
        self.column(query).await.pop().expect("the query gives a row")
    }

    /// The first column of what the query gives.
    pub(crate) async fn column<T: TryGetable>(&self, query: &str) -> Vec<T> {
        let statement = Statement::from_string(self.console.get_database_backend(), query);
        let rows = self.console.query_all_raw(statement).await.expect("the query is well made");
        rows.iter().map(|row| row.try_get_by_index(0).expect("the column is of that kind")).collect()
    }

    /// Waits until a transaction waits for another one: PostgreSQL only.
    pub(crate) async fn somebody_waits(&self) {
        let waits = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while self.number(waits).await == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// The instant that the query gives, if any.
    pub(crate) async fn instant(&self, query: &str) -> Option<DateTime<Utc>> {
        self.column(query).await.pop().expect("the query gives a row")
    }
}

/// What that person sees.
pub(crate) fn seen_by(member: &Member) -> Visitor {
    Visitor::from(member.clone())
}

pub(crate) fn said(text: &str) -> Markdown {
    Markdown::parse(text).expect("something is said")
}

pub(crate) fn titled(text: &str) -> TopicTitle {
    TopicTitle::parse(text).expect("it is a title")
}
