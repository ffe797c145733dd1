//! What people keep of the library, and what they think of it.

use chrono::{DateTime, Utc};

use super::browse::Listed;
use crate::{Id, members::Member, text::Line};

pub mod bookmarks;
pub mod collections;
pub mod opinions;
mod store;

/// A collection's name.
pub type CollectionName = Line<2, 80>;

/// A word that goes with an opinion.
pub type Word = Line<1, 280>;

/// Nobody makes more collections than this.
pub const MOST: u32 = 50;

/// A number of a resource, as shelves and lists know it.
pub type ResourceId = Id<Listed>;

/// Resources that somebody put together under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// Its number.
    pub id: Id<Collection>,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub owner: (Id<Member>, String),
    /// Whether members who have its address read it.
    pub shared: bool,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many of its resources the visitor may see.
    pub resources: u32,
}

/// What somebody thinks of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Who.
    pub by: (Id<Member>, String),
    /// Whether it is useful.
    pub useful: bool,
    /// A word, if any.
    pub word: String,
    /// When.
    pub given_at: DateTime<Utc>,
}

/// How a resource stands with one person, and with all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    /// Whether the person keeps it at hand.
    pub bookmarked: bool,
    /// The person's collections, and whether it is in each.
    pub collections: Vec<(Id<Collection>, String, bool)>,
    /// The opinions, the latest first.
    pub opinions: Vec<Opinion>,
}

impl Around {
    /// What that person said.
    pub fn of(&self, member: &Member) -> Option<&Opinion> {
        self.opinions.iter().find(|opinion| opinion.by.0 == member.id())
    }
}

/// What is said to a person about shelves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such resource or collection, or not for this person.
    NotThere,
    /// The person has a collection of that name.
    NameTaken,
    /// The person has as many collections as one may have.
    TooMany,
}
