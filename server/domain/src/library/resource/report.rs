//! « Signaler »: somebody noticed that a resource is not what it should be.

use chrono::{DateTime, Utc};

use super::{Deed, Refusal, Resource, reading, store};
use crate::{
    Community, Failure, Id,
    journal::{self, Event},
    members::{Member, Message, Organiser, Visitor},
};

/// What is wrong with it. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is out of date.
    Outdated,
    /// There is a mistake in it.
    Wrong,
    /// It is there twice.
    Duplicate,
    /// Its link leads nowhere.
    DeadLink,
}

impl Reason {
    /// Every reason, in the order in which they are offered.
    pub const ALL: [Reason; 4] = [Reason::Outdated, Reason::Wrong, Reason::Duplicate, Reason::DeadLink];

    /// Its name in rows and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Reason::Outdated => "outdated",
            Reason::Wrong => "wrong",
            Reason::Duplicate => "duplicate",
            Reason::DeadLink => "dead-link",
        }
    }

    /// The reason of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Reason::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// Its name in French.
    pub const fn label(self) -> &'static str {
        match self {
            Reason::Outdated => "Périmé",
            Reason::Wrong => "Erreur",
            Reason::Duplicate => "Doublon",
            Reason::DeadLink => "Lien mort",
        }
    }
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its number.
    pub id: Id<Report>,
    /// The resource: number and title.
    pub resource: (Id<Resource>, String),
    /// What is wrong.
    pub reason: Reason,
    /// In their words.
    pub word: String,
    /// Who noticed; nobody when the site itself did.
    pub by: Option<String>,
    /// When.
    pub made_at: DateTime<Utc>,
    /// When somebody answered it, and what; none while it waits.
    pub settled: Option<(DateTime<Utc>, String)>,
}

/// Reports the resource.
///
/// # Errors
/// As [`reading::find`]; [`Refusal::AlreadyReported`] when they said the same before and nobody has settled it.
pub async fn make(
    community: &Community,
    member: &Member,
    resource: Id<Resource>,
    reason: Reason,
    word: &Message,
) -> Result<(), Failure<Refusal>> {
    let resource = reading::find(community, &Visitor::from(member.clone()), resource).await?.id;
    let now = community.now();
    let transaction = community.database.begin().await?;
    let added =
        store::add_report(&transaction, resource, Some(member.id()), reason, word.as_str(), now).await?;
    if !added {
        return Err(Failure::Refused(Refusal::AlreadyReported));
    }
    let said = format!("{}\u{a0}: {}", reason.label(), word.as_str());
    let deed = store::note(&transaction, resource, Some(member.id()), Deed::Reported, &said, now).await?;
    journal::record(&transaction, now, Some(member.id().number()), Event::ResourceDeed(deed)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Settles a report with a word for whoever made it.
///
/// # Errors
/// [`Refusal::NotThere`] when somebody settled it first.
pub async fn settle(
    community: &Community,
    organiser: &Organiser,
    report: Id<Report>,
    answer: Option<&Message>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let answer = answer.map(Message::as_str).unwrap_or_default();
    let settled = store::settle_report(&transaction, report, organiser.id(), answer, now).await?;
    let resource = settled.ok_or(Failure::Refused(Refusal::NotThere))?;
    let deed = store::note(&transaction, resource, Some(organiser.id()), Deed::Settled, answer, now).await?;
    let actor = Some(organiser.id().number());
    journal::record(&transaction, now, actor, Event::ResourceDeed(deed)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}
