//! The certifications that ship with the program, and what the demonstration says of those who deliver the best known.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::Duration;
use domain::{
    Community, Failure, Id,
    library::{
        Certifier,
        certifier::{
            self, Contact, Kind,
            desk::{self, CertifierName},
            edition::{self, Draft, Website},
        },
        import::{self, Origin, Source},
    },
    members::{Member, Organiser, audit::Origin as From},
    text::{Markdown, folded},
};
use serde::Deserialize;

use super::{DemoFault, data, told};

/// Certifications open to VAE, of January 2021 and of a list of 2023, in the layout of France compétences.
const SNAPSHOT: &[u8] = include_bytes!("../../demo/rncp/certifications.zip");

/// How long ago certifiers said how it goes.
const DAYS: i64 = 45;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CertifiersFile {
    certifier: Vec<CertifierEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CertifierEntry {
    name: String,
    /// Other names of the same body, which an organiser joined to it.
    #[serde(default)]
    also: Vec<String>,
    kind: Option<String>,
    #[serde(default)]
    website: String,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    procedures: String,
    #[serde(default)]
    juries: String,
    #[serde(default)]
    contacts: Vec<BTreeMap<String, String>>,
}

/// Brings the certifications in.
pub(super) async fn bring(community: &Community) -> Result<(), DemoFault> {
    let source = Source::Archive(Arc::from(SNAPSHOT));
    let brought = import::run(community, None, source, Origin::Shipped, |_| {}).await;
    brought.map(|_| ()).map_err(|failure| told("bring in", "the certifications", failure))
}

/// Says how it goes at the certifiers of the data file, and who speaks for them; what is said already is not said again.
pub(super) async fn describe(
    community: &Community,
    organiser: &Member,
    cast: &HashMap<&str, Member>,
) -> Result<(), DemoFault> {
    let delphine = organiser.as_organiser(From::HERE);
    let delphine = delphine.ok_or_else(|| DemoFault::Data("nobody is at the desk".to_owned()))?;
    // All of it was said before the certifiers' first announcements.
    let community = &community.at(community.now() - Duration::days(DAYS));
    let file: CertifiersFile = data::read("certifiers", include_str!("../../demo/library/certifiers.toml"))?;
    let mut known: HashMap<String, Id<Certifier>> = HashMap::new();
    for certifier in certifier::all(community).await? {
        known.insert(folded(&certifier.name), certifier.id);
    }
    for entry in file.certifier {
        let name = entry.name.clone();
        let id = known.get(&folded(&name)).copied();
        let id = id.ok_or_else(|| DemoFault::Data(format!("no certifier is called {name}")))?;
        for other in entry.also.iter().filter_map(|other| known.get(&folded(other))) {
            match desk::merge(community, &delphine, id, *other).await {
                // Merged by a filling that was interrupted.
                Ok(_) | Err(Failure::Refused(certifier::Refusal::NotThere)) => {}
                Err(failure) => return Err(told("merge into", &name, failure)),
            }
        }
        one(community, &delphine, id, entry, cast).await.map_err(|failure| match failure {
            Failed::Data(why) => DemoFault::Data(format!("certifiers, {name}: {why}")),
            Failed::Refused(failure) => told("describe", &name, failure),
        })?;
    }
    Ok(())
}

enum Failed {
    Data(String),
    Refused(Failure<certifier::Refusal>),
}

impl std::convert::From<Failure<certifier::Refusal>> for Failed {
    fn from(failure: Failure<certifier::Refusal>) -> Self {
        Failed::Refused(failure)
    }
}

async fn one(
    community: &Community,
    delphine: &Organiser,
    id: Id<Certifier>,
    entry: CertifierEntry,
    cast: &HashMap<&str, Member>,
) -> Result<(), Failed> {
    let speaker = certifier::in_name_of(community, delphine, id).await?;
    let visitor = delphine.member().clone().into();
    let sheet = certifier::read(community, &visitor, &speaker.certifier().slug).await?;
    let draft = draft(&entry)?;
    if sheet.contacts.is_empty() {
        let mut version = sheet.version;
        if let Some(code) = &entry.kind {
            let kind = Kind::from_code(code).ok_or_else(|| Failed::Data(format!("no kind {code}")))?;
            let name = CertifierName::parse(&sheet.certifier.name);
            let name = name.map_err(|why| Failed::Data(format!("{why:?}")))?;
            desk::correct(community, delphine, id, version, &name, kind).await?;
            version += 1;
        }
        edition::change(community, &speaker, version, &draft).await?;
    }
    for key in &entry.members {
        let member = cast.get(key.as_str()).ok_or_else(|| Failed::Data(format!("nobody is {key}")))?;
        desk::give_voice(community, delphine, id, member.email()).await?;
    }
    Ok(())
}

fn draft(entry: &CertifierEntry) -> Result<Draft, Failed> {
    let website = Website::parse(&entry.website).map_err(|why| Failed::Data(format!("{why:?}")))?;
    let contacts = entry.contacts.iter().map(|typed| {
        let value = |name: &str| typed.get(name).cloned().unwrap_or_default();
        let contact = Contact {
            departement: value("departement"),
            name: value("name"),
            function: value("function"),
            email: value("email"),
            telephone: value("telephone"),
            note: value("note"),
        };
        Contact::parse(&contact).map_err(|why| Failed::Data(format!("{typed:?}: {why:?}")))
    });
    let contacts = contacts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let (procedures, juries) = (Markdown::parse(&entry.procedures).ok(), Markdown::parse(&entry.juries).ok());
    Ok(Draft { website, procedures, juries, contacts })
}
