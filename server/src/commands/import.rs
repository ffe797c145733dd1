//! `import members`: a list of people becomes invitations, in the team's name. The site's own worker posts the letters.

use std::{fs, io::ErrorKind, path::Path};

use domain::{
    members::{
        Refusal,
        invitations::{self, HEAVIEST, Host, MOST, Misread, Outcome, Unsaid, Why},
    },
    text::decoded,
};

use super::{no_post, say};
use crate::{
    config::ImportMembers,
    place::{self, Stopped, cannot},
    telemetry,
};

pub(super) async fn members(import: &ImportMembers) -> Result<(), Stopped> {
    let list = read(&import.file)?;
    telemetry::start(&import.keeping);
    let beside = place::without_index(&import.keeping, no_post(), "").await?;
    let unsaid = Unsaid { role: import.role, ..Unsaid::default() };
    let outcomes = invitations::invite_many(&beside.community, Host::Team, &list, &unsaid).await;
    beside.community.clone().close().await;
    let outcomes = outcomes.map_err(cannot("go on: the lines before are kept, run it again"))?;
    report(&outcomes, &import.file)
}

fn read(file: &Path) -> Result<String, Stopped> {
    let name = file.display();
    let trouble = |why: std::io::Error| match why.kind() {
        ErrorKind::NotFound => Stopped::new(format!("there is no file {name}")),
        _ => Stopped::new(format!("cannot read {name}: {why}")),
    };
    let about = fs::metadata(file).map_err(trouble)?;
    if !about.is_file() {
        return Err(Stopped::new(format!("{name} is no file")));
    }
    if about.len() > HEAVIEST as u64 {
        return Err(Stopped::new(format!(
            "{name} is larger than 256 kB: this is no list of at most {MOST} people"
        )));
    }
    let bytes = fs::read(file).map_err(trouble)?;
    decoded(&bytes).ok_or_else(|| {
        Stopped::new(format!("{name} is no text: save it again as « CSV UTF-8 », or with that encoding"))
    })
}

/// Says what came of each line, then of all; an unreadable line is worth another run.
fn report(outcomes: &[Outcome], file: &Path) -> Result<(), Stopped> {
    if outcomes.is_empty() {
        return Err(Stopped::new(format!("{} names nobody", file.display())));
    }
    for outcome in outcomes {
        say(format_args!("line {}: {}: {}", outcome.number, outcome.line, said(outcome)));
    }
    let invited = outcomes.iter().filter(|outcome| outcome.result.is_ok()).count();
    let unread = outcomes.iter().filter(|outcome| matches!(outcome.result, Err(Why::Misread(_)))).count();
    let others = outcomes.len() - invited - unread;
    say(format_args!("{invited} invited, {others} left as they were, {unread} not understood."));
    match unread {
        0 => Ok(()),
        _ => Err(Stopped::new(
            "mend the lines that were not understood and run it again: nobody is invited twice",
        )),
    }
}

fn said(outcome: &Outcome) -> String {
    let why = match outcome.result {
        Ok(_) => return "invited".to_owned(),
        Err(Why::Refused(Refusal::AddressTaken)) => "has an account already",
        Err(Why::Refused(Refusal::AlreadyInvited)) => "has an invitation already",
        Err(Why::Refused(refusal)) => return format!("refused ({refusal:?})"),
        Err(Why::Misread(Misread::NoAddress)) => "no address",
        Err(Why::Misread(Misread::Address)) => "the address is incomplete",
        Err(Why::Misread(Misread::Name)) => "the name is too short or too long",
        Err(Why::Misread(Misread::NoRole)) => "no role: add a column, or --role ROLE",
        Err(Why::Misread(Misread::Role)) => "no such role",
        Err(Why::Misread(Misread::Antenne)) => "no such antenne",
        Err(Why::Misread(Misread::Organisation)) => "the organisation is too short or too long",
        Err(Why::Misread(Misread::Repeated(first))) => return format!("the same address as on line {first}"),
        Err(Why::Misread(Misread::TooMany)) => {
            return format!("more than {MOST} people: put it in another file");
        }
    };
    why.to_owned()
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use domain::{Clock, Community, Database, files::Files, search::Engine, upkeep};
    use tempfile::TempDir;

    use super::*;
    use crate::config::{Arguments, Command, Import};

    fn asked(folder: &TempDir, file: &str) -> ImportMembers {
        let (file, data) = (folder.path().join(file), folder.path().join("data"));
        let words = ["communaute-vae".into(), "import".into(), "members".into(), file.into_os_string()];
        let words = words.into_iter().chain(["--data".into(), data.into_os_string()]);
        match Arguments::try_parse_from(words).expect("it is well said").command {
            Command::Import(Import::Members(import)) => import,
            other => unreachable!("an import was asked for, not {other:?}"),
        }
    }

    fn write(folder: &TempDir, name: &str, bytes: &[u8]) {
        fs::write(folder.path().join(name), bytes).expect("it is written");
    }

    async fn stops(folder: &TempDir, file: &str, because: &str) {
        let stopped = members(&asked(folder, file)).await.expect_err("it stops").to_string();
        assert!(stopped.contains(because), "{file}: {stopped}");
    }

    async fn found(folder: &TempDir) {
        let data = folder.path().join("data");
        fs::create_dir_all(&data).expect("a folder");
        let url = format!("sqlite://{}", data.join("communaute.db").display());
        let database = Database::open(&url).await.expect("a database");
        database.migrate().await.expect("migrated");
        let (engine, _) = Engine::open(&folder.path().join("index")).expect("an index");
        let files = Files::in_folder(&data.join("files")).expect("the files open");
        let community =
            Community::new(database, engine, files, no_post(), Clock::system(), "http://127.0.0.1:3000");
        upkeep::found(&community).await.expect("founded");
        community.close().await;
    }

    #[tokio::test]
    async fn what_is_no_list_stops_before_anything_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        write(&folder, "empty.csv", b"nom;courriel\n\n");
        write(&folder, "heavy.csv", &[b'a'; 300 * 1024]);
        stops(&folder, "nowhere.csv", "there is no file").await;
        stops(&folder, ".", "is no file").await;
        stops(&folder, "heavy.csv", "larger than 256 kB").await;
        assert!(!folder.path().join("data").exists(), "nothing was made");
        stops(&folder, "empty.csv", "names nobody").await;
    }

    #[tokio::test]
    async fn a_list_as_windows_writes_it_is_understood() {
        let folder = tempfile::tempdir().expect("a folder");
        found(&folder).await;
        write(&folder, "latin.csv", b"nom;courriel;r\xf4le\r\nZo\xe9 Ba;zoe@exemple.fr;conseill\xe8re\r\n");
        members(&asked(&folder, "latin.csv")).await.expect("it is understood");
        let beside = place::without_index(&asked(&folder, "latin.csv").keeping, no_post(), "").await;
        let beside = beside.expect("it opens");
        let again = "Zoé Ba;zoe@exemple.fr;conseillère";
        let outcomes =
            invitations::invite_many(&beside.community, Host::Team, again, &Unsaid::default()).await;
        assert_eq!(said(&outcomes.expect("it is read")[0]), "has an invitation already");
        beside.community.clone().close().await;
    }

    #[tokio::test]
    async fn everybody_is_invited_once_however_often_it_runs() {
        let folder = tempfile::tempdir().expect("a folder");
        found(&folder).await;
        let list = "\u{feff}nom;courriel;rôle;antenne\nNora Petit;nora@exemple.fr;Conseillère;Centre conseil VAE 77 - Melun\n";
        write(&folder, "list.csv", list.as_bytes());
        write(&folder, "more.csv", format!("{list}Zoé;zoe@exemple;assistante\n").as_bytes());
        for _ in 0..2 {
            members(&asked(&folder, "list.csv")).await.expect("every line is understood");
        }
        stops(&folder, "more.csv", "nobody is invited twice").await;
        let beside = place::without_index(&asked(&folder, "list.csv").keeping, no_post(), "").await;
        let beside = beside.expect("it opens");
        let outcomes =
            invitations::invite_many(&beside.community, Host::Team, list, &Unsaid::default()).await;
        let again = outcomes.expect("it is read");
        assert_eq!(again[0].result, Err(Why::Refused(Refusal::AlreadyInvited)));
        assert_eq!(said(&again[0]), "has an invitation already");
        beside.community.clone().close().await;
    }
}
