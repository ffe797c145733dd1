//! Documents and links: deposited by members, read again by an organiser or by the certifier's contact, versioned, reported.
//!
//! Invariants: a resource is found *through* what a visitor may see of it, in the query itself; what was withdrawn says so to those
//! who could see it, and does not exist for the others; each change that matters leaves a line in the resource's history.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Id, Role, Roles,
    files::{FileName, Hash, Media, Upload, reading::Reading},
    forum::{Reply, Topic},
    library::{Certifier, Rncp},
    members::{Member, Stages, TagRefusal, Tags},
    text::{Html, Line, Markdown},
};

pub mod acting;
mod deed;
pub mod deposit;
pub mod desk;
pub mod edition;
pub mod file;
mod kind;
pub mod reading;
pub mod report;
mod state;
pub(crate) mod store;
mod url;
pub mod version;

pub use deed::Deed;
pub use kind::{Language, Readers, ResourceKind};
pub use report::{Reason, Report};
pub use state::{Act, Hands, State};
pub use url::{NotAnAddress, WebAddress};

/// A resource's title.
pub type ResourceTitle = Line<4, 160>;

/// A line about a resource: its author, its source, its licence, what changed in a version.
pub type Note = Line<1, 200>;

/// The most certifications, and the most certifiers, that one resource is about.
pub const MOST_LINKS: usize = 40;

/// What its depositor says of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// What it is.
    pub kind: ResourceKind,
    /// One line.
    pub title: ResourceTitle,
    /// What is in it, what it is good for.
    pub summary: Option<Markdown>,
    /// Who wrote it.
    pub author: Option<Note>,
    /// Where it comes from.
    pub source: Option<Note>,
    /// On what terms it may be used.
    pub licence: Option<Note>,
    /// Its language.
    pub language: Language,
    /// Its own date.
    pub dated_on: Option<NaiveDate>,
    /// The last day it holds.
    pub valid_until: Option<NaiveDate>,
    /// The day somebody should read it again.
    pub review_on: Option<NaiveDate>,
    /// The département it is about; none for all.
    pub departement: Option<&'static str>,
    /// The stages of the guide that it serves.
    pub stages: Stages,
    /// Who may read it.
    pub readers: Readers,
    /// The numbers of the RNCP records that it is about.
    pub certifications: Vec<Rncp>,
    /// The certifiers that it is about.
    pub certifiers: Vec<Id<Certifier>>,
    /// A few words more.
    pub tags: Tags,
}

impl Details {
    /// Of a resource in French of which nothing more is said.
    pub fn new(kind: ResourceKind, title: ResourceTitle, readers: Readers) -> Self {
        Self {
            kind,
            title,
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
            readers,
            certifications: Vec::new(),
            certifiers: Vec::new(),
            tags: Tags::default(),
        }
    }
}

/// What is deposited: a file that was sent, or an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A file that its depositor sent.
    File(Id<Upload>),
    /// A page somewhere else.
    Link(WebAddress),
}

/// A resource as one visitor sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its number.
    pub id: Id<Resource>,
    /// What is said of it.
    pub details: Details,
    /// The summary, safe to show as it is.
    pub summary_html: Html,
    /// Where it stands.
    pub state: State,
    /// Grows with each change of the record: an older one is refused.
    pub edition: i32,
    /// The number of the current version.
    pub number: u32,
    /// Who deposited it: number and name.
    pub depositor: (Id<Member>, String),
    /// When.
    pub deposited_at: DateTime<Utc>,
    /// When it was first published.
    pub published_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// The certifiers it is about, by name.
    pub certifiers: Vec<Certifier>,
    /// The discussion it comes from, for those who may read it: topic, its title, the reply and its rank.
    pub origin: Option<Source>,
    /// How many times it was downloaded.
    pub downloads: u32,
    /// How many found it useful, and not.
    pub opinions: (u32, u32),
    /// Whether the visitor keeps it at hand.
    pub kept: bool,
    /// In what quality the visitor may act on it.
    pub hands: Hands,
}

/// The discussion that a resource comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The topic.
    pub topic: Id<Topic>,
    /// Its title.
    pub title: String,
    /// The reply and its rank, when it was one.
    pub reply: Option<(Id<Reply>, u32)>,
}

impl Resource {
    /// Where it stands on that day.
    pub fn standing(&self, today: NaiveDate) -> State {
        self.state.on(today, self.details.valid_until)
    }

    /// What those who see it may do with it, in the order in which it is offered.
    pub fn acts(&self) -> impl Iterator<Item = Act> {
        Act::ALL.into_iter().filter(|act| self.state.after(*act, self.hands).is_some())
    }

    /// Whether they may change what is said of it, and add versions.
    pub fn may_change(&self) -> bool {
        self.state != State::Withdrawn && self.hands.is_concerned()
    }
}

/// One version of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its rank, from 1.
    pub number: u32,
    /// What it is.
    pub body: Body,
    /// What changed.
    pub note: String,
    /// Who added it: number and name.
    pub added_by: (Id<Member>, String),
    /// When.
    pub added_at: DateTime<Utc>,
}

/// What a version is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A page somewhere else.
    Link(String),
    /// A file.
    File(Attached),
}

/// The file of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its name.
    pub name: FileName,
    /// What its bytes say it is.
    pub media: Media,
    /// How many bytes.
    pub size: u64,
    /// How far its text is known.
    pub reading: Reading,
    /// How many pages were read.
    pub pages: Option<u32>,
    pub(crate) hash: Hash,
}

/// What is said to a person about a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is none, or not for this person.
    NotThere,
    /// It was withdrawn.
    Withdrawn,
    /// This person reads the library and deposits nothing.
    ReadsOnly,
    /// It is not theirs to do, or not from where the resource stands now.
    MayNot,
    /// The record changed since it was opened for change.
    ChangedMeanwhile,
    /// The file that the form names is not kept any more.
    FileGone,
    /// That certifier is not known.
    NoSuchCertifier,
    /// They have reported the same thing already.
    AlreadyReported,
    /// The version is the one that is there.
    SameContent,
}

/// Who may deposit: those who work with it every day. The funder, and whoever only administers, read.
pub fn may_deposit(member: &Member) -> bool {
    deposits(member.roles())
}

/// As [`may_deposit`]; whoever has none of these roles any more changes nothing of what they deposited.
fn deposits(roles: Roles) -> bool {
    Roles::of(&[Role::Advisor, Role::Assistant, Role::Certifier, Role::Organiser]).meets(roles)
}

/// Reads the words that are typed beside a resource; as tags of people, and as bounded.
///
/// # Errors
/// When one of them cannot be kept, or when there are too many.
pub fn tags(typed: &str) -> Result<Tags, TagRefusal> {
    Tags::parse(typed)
}
