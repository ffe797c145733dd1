//! The running program, in one process or two, and a hand in its database.

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use chrono::Datelike;
use domain::{
    Clock, Community, Database, Id, Role, Roles,
    days::{
        Act, DayId, Details, Modality, Public, Room, Session,
        details::{Label, Papers},
        edition,
    },
    files::Files,
    forum::Submission,
    mail::{EmailAddress, Mailer, Sender},
    members::{Member, MemberName, Organiser, Stages, audit::Origin, joining},
    search::Engine,
    text::{Line, Markdown, dates},
    upkeep,
};
use sea_orm::{ConnectionTrait, Statement};
use tempfile::TempDir;

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_communaute-vae");

/// The site.
pub(crate) struct Site {
    community: Community,
    organiser: Organiser,
    url: String,
    processes: Vec<(Child, u16)>,
    _folder: TempDir,
}

impl Site {
    /// Whether a PostgreSQL was named.
    pub(crate) fn on_postgres() -> bool {
        std::env::var("VAE_TEST_DATABASE_URL").is_ok()
    }

    /// An empty community, served by so many processes.
    pub(crate) async fn open(processes: usize) -> Self {
        // The one that the program uses to look at links; nothing here needs a certificate.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = TempDir::new().expect("a temporary folder can be made");
        let url = database_url(folder.path()).await;
        let database = Database::open(&url).await.expect("the database opens");
        database.migrate().await.expect("the migrations apply");
        let (engine, _) = Engine::open(&folder.path().join("ours")).expect("the index opens");
        let address = EmailAddress::parse("site@exemple.fr").expect("it is an address");
        let mailer = Mailer::memory(Sender { name: "Communauté VAE".to_owned(), address });
        let files = Files::in_folder(&folder.path().join("files")).expect("the files open");
        let community = Community::new(database, engine, files, mailer, Clock::system(), "http://127.0.0.1");
        upkeep::found(&community).await.expect("the place is founded");
        let delphine = person(&community, "Delphine Roux", "delphine@exemple.fr", Role::Organiser).await;
        let organiser = delphine.as_organiser(Origin::default()).expect("she organises");
        let started = (0..processes).map(|number| serve(&url, folder.path(), number)).collect();
        let site = Self { community, organiser, url, processes: started, _folder: folder };
        site.is_ready().await;
        site
    }

    pub(crate) fn community(&self) -> Community {
        self.community.clone()
    }

    /// Where the processes listen, in turn.
    pub(crate) fn port(&self, number: usize) -> u16 {
        self.processes[number % self.processes.len()].1
    }

    /// A day in a fortnight, published.
    pub(crate) async fn day(&self, title: &str, seats: u32) -> DayId {
        let begins = self.community.now() + chrono::Duration::days(14);
        let session = Session {
            label: Label::parse("Matin").expect("a label"),
            starts_at: begins,
            ends_at: begins + chrono::Duration::minutes(1),
            agenda: Default::default(),
        };
        let details = Details {
            year: dates::today(begins).year(),
            title: Line::parse(title).expect("a title"),
            objectives: Markdown::parse("Se presser.").expect("a text"),
            public: Public::Advisors,
            modality: Modality::OnSite,
            theme: None,
            department: None,
            place: None,
            access: None,
            preparation: None,
            accessibility: None,
            contact: None,
            room: Room { capacity: seats, antenne_quota: None },
            opens_at: None,
            closes_at: None,
            stages: Stages::default(),
            papers: Papers::default(),
            sessions: vec![session],
            speakers: Vec::new(),
            certifications: Vec::new(),
            documents: Vec::new(),
        };
        let made = edition::make(&self.community, &self.organiser, &details, &Submission::new()).await;
        let day = made.expect("it is made");
        let shown = edition::act(&self.community, &self.organiser, day, 1, Act::Publish, None).await;
        shown.expect("it is published");
        day
    }

    /// Member, state and rank of each registration, as the database has them.
    pub(crate) async fn registrations(&self, day: DayId) -> Vec<(i64, String, i64)> {
        let console = sea_orm::Database::connect(&self.url).await.expect("the console opens");
        let query = format!(
            "SELECT member_id, state, rank FROM day_registrations WHERE day_id = {day} ORDER BY rank"
        );
        let statement = Statement::from_string(console.get_database_backend(), query);
        let rows = console.query_all_raw(statement).await.expect("the query is well made");
        let read = rows.iter().map(|row| {
            let member = row.try_get_by_index(0).expect("a number");
            (member, row.try_get_by_index(1).expect("a word"), row.try_get_by_index(2).expect("a number"))
        });
        let read = read.collect();
        console.close().await.expect("the console closes");
        read
    }

    async fn is_ready(&self) {
        for (_, port) in &self.processes {
            let address = format!("http://127.0.0.1:{port}/readyz");
            let mut tries = 0;
            while !reqwest::get(&address).await.is_ok_and(|answer| answer.status().is_success()) {
                tries += 1;
                assert!(tries < 300, "the program does not start");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        for (process, _) in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// An account.
pub(crate) async fn person(community: &Community, name: &str, email: &str, role: Role) -> Member {
    let name = MemberName::parse(name).expect("it is a name");
    let email = EmailAddress::parse(email).expect("it is an address");
    let newcomer = joining::Newcomer::new(name, email.clone(), Roles::of(&[role]));
    joining::welcome(community, &newcomer).await.expect("the person is welcome");
    let member = upkeep::member(community, &email).await.expect("the database answers");
    member.expect("the person has an account")
}

/// Starts the program on a port of its own. Many people come from one machine here: it is believed about who they are.
fn serve(url: &str, folder: &Path, number: usize) -> (Child, u16) {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = free.local_addr().expect("it has a number").port();
    drop(free);
    let child = Command::new(PROGRAM)
        .args(["serve", "--address", &format!("127.0.0.1:{port}"), "--database-url", url])
        .args(["--public-url", "http://127.0.0.1", "--trusted-proxies", "127.0.0.1", "--log", "warn"])
        .arg("--data")
        .arg(folder.join(format!("process-{number}")))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    (child, port)
}

/// A database that nobody else has. Those of PostgreSQL go with their temporary server.
async fn database_url(folder: &Path) -> String {
    let Ok(server) = std::env::var("VAE_TEST_DATABASE_URL") else {
        return format!("sqlite://{}", folder.join("communaute.db").display());
    };
    let id = Id::<()>::new(i64::from(std::process::id()));
    let name = format!(
        "rush_{id}_{}",
        folder.file_name().map_or_else(String::new, |name| name
            .to_string_lossy()
            .replace(|c: char| !c.is_ascii_alphanumeric(), "")
            .to_lowercase())
    );
    let maintenance = sea_orm::Database::connect(&server).await.expect("the test server answers");
    maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
    maintenance.close().await.expect("the test server lets go");
    let (before, _) = server.rsplit_once('/').expect("the address names a database");
    format!("{before}/{name}")
}
