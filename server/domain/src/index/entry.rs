//! What can be found, and how it changes.

/// What an entry is. The codes are in the index: a kind keeps its own for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A member.
    Person,
    /// A topic of a board, with its first message.
    Topic,
    /// A reply to a topic.
    Reply,
    /// A part of the guide.
    Guide,
    /// What a certifier announced.
    Update,
    /// A document or a link of the library.
    Resource,
    /// A page of a document's text: found and counted with its document.
    Page,
    /// A certification of the RNCP.
    Certification,
    /// A body that delivers certifications.
    Certifier,
    /// A day of professionalisation.
    Day,
    /// The minutes of a day.
    Minutes,
}

impl Kind {
    /// Every kind.
    pub const ALL: &[Kind] = &[
        Kind::Person,
        Kind::Topic,
        Kind::Reply,
        Kind::Guide,
        Kind::Certification,
        Kind::Certifier,
        Kind::Update,
        Kind::Resource,
        Kind::Page,
        Kind::Day,
        Kind::Minutes,
    ];

    pub(super) const fn code(self) -> u64 {
        match self {
            Kind::Person => 1,
            Kind::Topic => 2,
            Kind::Reply => 3,
            Kind::Guide => 4,
            Kind::Update => 9,
            Kind::Resource => 8,
            Kind::Page => 10,
            Kind::Certification => 5,
            Kind::Certifier => 6,
            Kind::Day => 7,
            Kind::Minutes => 11,
        }
    }

    pub(super) fn of(code: u64) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// What stands in a register, and that nobody wrote here.
    pub(super) const fn is_record(self) -> bool {
        matches!(self, Kind::Certification | Kind::Certifier)
    }

    /// A reply shows the title of its topic, a page that of its document; finding it there too would bury them.
    pub(super) const fn has_own_title(self) -> bool {
        !matches!(self, Kind::Reply | Kind::Page)
    }

    /// What its parent is.
    pub(super) const fn parent(self) -> Option<Kind> {
        match self {
            Kind::Reply => Some(Kind::Topic),
            Kind::Page => Some(Kind::Resource),
            _ => None,
        }
    }

    /// What it is counted as, and shown as: the pages of a document and the document are one.
    pub(super) const fn shown_as(self) -> Kind {
        match self {
            Kind::Page => Kind::Resource,
            kind => kind,
        }
    }
}

/// Something that can be found.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its number, unique in its kind, not negative.
    pub id: i64,
    /// The topic of a reply, the document of a page; 0 for anything else.
    pub parent: i64,
    /// Its title as shown: a name for a person, the topic’s title for a reply.
    pub title: String,
    /// Its text, plain.
    pub body: String,
    /// Who wrote it, as shown.
    pub author: String,
    /// Who may find it: a bit for each role.
    pub audience: u32,
    /// When it was written, in seconds since 1970.
    pub at: i64,
}

/// A change to the index.
#[derive(Clone, Debug)]
pub enum Change {
    /// The entry is new, or takes the place of the one with its kind and number.
    Put(Entry),
    /// The entry is gone.
    Remove(Kind, i64),
    /// The replies of a topic, or the pages of a document, are gone.
    RemoveParts(Kind, i64),
}

impl Change {
    /// The bytes of its text.
    pub fn weight(&self) -> usize {
        match self {
            Change::Put(entry) => entry.title.len() + entry.body.len(),
            Change::Remove(..) | Change::RemoveParts(..) => 0,
        }
    }
}
