//! What a place stands on before anything happens: a database of its own, a process, seven accounts.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use domain::{
    Clock, Community, Database, Role, Roles,
    files::Files,
    mail::{EmailAddress, Mailer},
    members::{Member, MemberName, joining},
    search::Engine,
    upkeep,
};
use sea_orm::ConnectionTrait;

/// A process on that database, with an index in that folder.
pub(crate) fn process(
    database: Database,
    folder: &Path,
    index: &str,
    mailer: &Mailer,
    clock: &Clock,
) -> (Community, Engine) {
    let (engine, _) = Engine::open(&folder.join(index)).expect("the index opens");
    let files = Files::in_folder(&folder.join("files")).expect("the files open");
    let address = "https://communaute.exemple.fr";
    (Community::new(database, engine.clone(), files, mailer.clone(), clock.clone(), address), engine)
}

/// Gives each of the seven an account.
pub(crate) async fn welcome_all(community: &Community) -> [Member; 7] {
    let paris = "Centre conseil VAE 75 - Paris 4ème";
    let pantin = "Centre conseil VAE 93 - Point relais de Pantin";
    let melun = "Centre conseil VAE 77 - Melun";
    let people = [
        ("Claire Bernard", "claire@exemple.fr", Role::Advisor, Some(paris), None),
        ("Karim Haddad", "karim@exemple.fr", Role::Advisor, Some(pantin), None),
        ("Lucie Petit", "lucie@exemple.fr", Role::Assistant, Some(melun), None),
        ("Paul Lemaire", "paul@exemple.fr", Role::Certifier, None, Some("DRIEETS")),
        ("Delphine Roux", "delphine@exemple.fr", Role::Organiser, None, Some("Défi métiers")),
        ("Hélène Garnier", "helene@exemple.fr", Role::Funder, None, Some("Conseil régional")),
        ("Raphaël Morel", "raphael@exemple.fr", Role::Administrator, None, None),
    ];
    let mut members = Vec::new();
    for (name, email, role, antenne, organisation) in people {
        members.push(welcome(community, name, email, role, antenne, organisation).await);
    }
    members.try_into().expect("they are seven")
}

/// That many advisors of no antenne.
pub(crate) async fn crowd(community: &Community, number: usize) -> Vec<Member> {
    let mut members = Vec::new();
    for rank in 1..=number {
        let (name, email) = (format!("Conseillère {rank}"), format!("conseil-{rank}@exemple.fr"));
        members.push(welcome(community, &name, &email, Role::Advisor, None, None).await);
    }
    members
}

async fn welcome(
    community: &Community,
    name: &str,
    email: &str,
    role: Role,
    antenne: Option<&str>,
    organisation: Option<&str>,
) -> Member {
    let name = MemberName::parse(name).expect("it is a name");
    let email = EmailAddress::parse(email).expect("it is an address");
    let mut newcomer = joining::Newcomer::new(name, email.clone(), Roles::of(&[role]));
    newcomer.antenne = antenne.map(str::to_owned);
    newcomer.organisation = organisation.map(str::to_owned);
    joining::welcome(community, &newcomer).await.expect("the person is welcome");
    let member = upkeep::member(community, &email).await.expect("the database answers");
    member.expect("the person has an account")
}

/// A database that nobody else has. Those of PostgreSQL go with their temporary server.
pub(crate) async fn database_url(folder: &Path) -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var("VAE_TEST_DATABASE_URL") else {
        return format!("sqlite://{}", folder.join("communaute.db").display());
    };
    // Numbers of processes come back: the folder has a name of its own.
    let own = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let name = format!("scenario_{}_{}", own.to_lowercase(), MADE.fetch_add(1, Ordering::Relaxed));
    let maintenance = sea_orm::Database::connect(&server).await.expect("the test server answers");
    maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
    maintenance.close().await.expect("the test server lets go");
    let (before, _) = server.rsplit_once('/').expect("the address names a database");
    format!("{before}/{name}")
}
