//! The demonstration's people and conversations, as written in the data files beside the sources and parsed like a form.

use chrono::Duration;
use domain::{
    Role, Roles,
    forum::{TopicKind, TopicTitle},
    mail::EmailAddress,
    members::{Audience, Expertise, MemberName, Presentation, Reach, Tags, Telephone, joining::Newcomer},
    text::Markdown,
};
use serde::{Deserialize, de::DeserializeOwned};

use super::DemoFault;

/// Somebody of the demonstration.
pub(super) struct Person {
    /// How the conversations name the person.
    pub(super) key: String,
    /// The account to make.
    pub(super) newcomer: Newcomer,
    /// Who invited the person; the others have been there from the start.
    pub(super) invited_by: Option<String>,
    /// What the person knows well.
    pub(super) expertise: Expertise,
    /// How the person may be reached, when they said so.
    pub(super) reach: Option<Reach>,
}

/// A topic and what was answered, in order.
pub(super) struct Thread {
    /// Its own name among all threads: board and rank in the file.
    pub(super) key: String,
    /// The address part of its board.
    pub(super) board: &'static str,
    /// Who opens it.
    pub(super) author: String,
    /// What it is.
    pub(super) kind: TopicKind,
    /// One line.
    pub(super) title: TopicTitle,
    /// The opening text.
    pub(super) body: Markdown,
    /// How long ago it was opened.
    pub(super) age: Duration,
    /// The replies, oldest first.
    pub(super) answers: Vec<Answer>,
}

/// A reply.
pub(super) struct Answer {
    /// Its own name among all replies.
    pub(super) key: String,
    /// Who writes it.
    pub(super) author: String,
    /// The text.
    pub(super) body: Markdown,
    /// How long ago it was posted.
    pub(super) age: Duration,
}

const PEOPLE: &str = include_str!("../../demo/people.toml");

/// Pairs each board's slug with the text of its file.
macro_rules! topics_of {
    ($($slug:literal),+ $(,)?) => {
        [$(($slug, include_str!(concat!("../../demo/topics/", $slug, ".toml")))),+]
    };
}

const TOPICS: [(&str, &str); 9] = topics_of![
    "recevabilite-faisabilite",
    "dossier-de-validation",
    "jury-et-apres-jury",
    "financement",
    "certifications-et-certificateurs",
    "pratiques-d-accompagnement",
    "assistantes-et-assistants",
    "vie-de-la-communaute",
    "preparation-des-journees",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    person: Vec<PersonEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonEntry {
    key: String,
    invited_by: Option<String>,
    name: String,
    email: String,
    roles: Vec<String>,
    antenne: Option<String>,
    organisation: Option<String>,
    function: Option<String>,
    presentation: Option<String>,
    #[serde(default)]
    knows: Vec<String>,
    #[serde(default)]
    stages: Vec<u8>,
    telephone: Option<String>,
    telephone_for: Option<String>,
    email_for: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicsFile {
    topic: Vec<TopicEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicEntry {
    title: String,
    author: String,
    kind: String,
    days_ago: f64,
    body: String,
    #[serde(default)]
    reply: Vec<ReplyEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyEntry {
    author: String,
    after_hours: f64,
    body: String,
}

/// Everybody, in the order of the file.
pub(super) fn people() -> Result<Vec<Person>, DemoFault> {
    let file: PeopleFile = read("people", PEOPLE)?;
    file.person.into_iter().map(person).collect()
}

/// Every thread, board after board.
pub(super) fn threads() -> Result<Vec<Thread>, DemoFault> {
    let mut threads = Vec::new();
    for (board, text) in TOPICS {
        let file: TopicsFile = read(board, text)?;
        for (rank, entry) in (1..).zip(file.topic) {
            threads.push(thread(board, format!("{board}-{rank}"), entry)?);
        }
    }
    Ok(threads)
}

/// Reads one of the files.
pub(super) fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, DemoFault> {
    toml::from_str(text).map_err(|why| DemoFault::Data(format!("{name}: {why}")))
}

fn person(entry: PersonEntry) -> Result<Person, DemoFault> {
    let key = entry.key;
    let roles = entry.roles.iter().map(|code| code.parse::<Role>()).collect::<Result<Roles, _>>();
    let name = MemberName::parse(&entry.name).map_err(faulty(&key))?;
    let email = EmailAddress::parse(&entry.email).map_err(faulty(&key))?;
    let presentation = entry.presentation.as_deref().map(Presentation::parse).transpose();
    let presentation = presentation.map_err(faulty(&key))?;
    let reach = match &entry.telephone {
        Some(number) => Some(Reach {
            telephone: Some(Telephone::parse(number).map_err(faulty(&key))?),
            telephone_for: audience(entry.telephone_for.as_deref(), Audience::Antennes, &key)?,
            email_for: audience(entry.email_for.as_deref(), Audience::Nobody, &key)?,
        }),
        None => None,
    };
    let tags = Tags::parse(&entry.knows.join("\n")).map_err(faulty(&key))?;
    let expertise = Expertise { tags, stages: entry.stages.into_iter().collect() };
    let newcomer = Newcomer {
        antenne: entry.antenne,
        organisation: entry.organisation,
        function: entry.function,
        presentation: presentation.map(|text| text.as_str().to_owned()),
        ..Newcomer::new(name, email, roles.map_err(faulty(&key))?)
    };
    Ok(Person { key, newcomer, invited_by: entry.invited_by, expertise, reach })
}

fn audience(code: Option<&str>, usual: Audience, key: &str) -> Result<Audience, DemoFault> {
    code.map_or(Ok(usual), |code| Audience::from_code(code).ok_or(code).map_err(faulty(key)))
}

fn thread(board: &'static str, key: String, entry: TopicEntry) -> Result<Thread, DemoFault> {
    let kind = TopicKind::from_code(&entry.kind).ok_or(&entry.kind).map_err(faulty(&key))?;
    let title = TopicTitle::parse(&entry.title).map_err(faulty(&key))?;
    let body = Markdown::parse(&entry.body).map_err(faulty(&key))?;
    let age = hours(entry.days_ago * 24.0);
    let answers = (1..)
        .zip(entry.reply)
        .map(|(rank, reply)| {
            let key = format!("{key}-{rank}");
            let body = Markdown::parse(&reply.body).map_err(faulty(&key))?;
            Ok(Answer { key, author: reply.author, body, age: age - hours(reply.after_hours) })
        })
        .collect::<Result<_, DemoFault>>()?;
    Ok(Thread { key, board, author: entry.author, kind, title, body, age, answers })
}

/// To the second: the files count in hours and days with decimals.
pub(super) fn hours(count: f64) -> Duration {
    Duration::seconds((count * 3_600.0).round() as i64)
}

fn faulty<E: std::fmt::Debug>(key: &str) -> impl FnOnce(E) -> DemoFault {
    move |why| DemoFault::Data(format!("{key}: {why:?}"))
}
