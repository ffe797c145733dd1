//! The forum: boards, the topics opened in them, the replies to those.

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::{
    Id, Role, Roles,
    members::{Member, PhotoName, Visitor},
    text::{Html, Line, Markdown},
};

pub mod board;
pub mod edition;
pub(crate) mod founding;
pub mod reply;
pub(crate) mod store;
pub mod subjects;
pub mod topic;

/// A place for topics, with its audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Its number.
    pub id: Id<Board>,
    /// Its part of the address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// Who reads it and replies in it.
    pub audience: Roles,
    /// Who opens topics in it.
    pub openers: Roles,
    /// How many topics it has.
    pub topics: u32,
    /// When something was last said in it.
    pub active_at: Option<DateTime<Utc>>,
}

impl Board {
    /// Whether that person may open a topic here.
    pub fn may_open(&self, member: &Member) -> bool {
        self.audience.meets(member.roles()) && self.openers.meets(member.roles())
    }

    /// Whether that person may reply here: all who read it may, the funder excepted, who only ever reads.
    pub fn may_reply(&self, member: &Member) -> bool {
        let writers: Roles = self.audience.iter().filter(|role| *role != Role::Funder).collect();
        writers.meets(member.roles())
    }
}

/// What a topic is: it decides how it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicKind {
    /// Waits for an answer.
    Question,
    /// Shares a way of working.
    Practice,
    /// Everything else.
    Discussion,
}

impl TopicKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [TopicKind; 3] = [TopicKind::Question, TopicKind::Practice, TopicKind::Discussion];

    /// Its name in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            TopicKind::Question => "question",
            TopicKind::Practice => "practice",
            TopicKind::Discussion => "discussion",
        }
    }

    /// The kind of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        TopicKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What somebody opened a board's discussion with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its number.
    pub id: Id<Topic>,
    /// What it is.
    pub kind: TopicKind,
    /// One line.
    pub title: String,
    /// The opening text.
    pub message: Message,
    /// How many replies follow.
    pub replies: u32,
    /// Where it stands.
    pub board: Board,
}

/// One answer in a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its number among all replies.
    pub id: Id<Reply>,
    /// Its rank in the topic, from 1; its address is `#reponse-{number}`.
    pub number: u32,
    /// The text.
    pub message: Message,
}

/// What somebody wrote, when, rendered once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who wrote it.
    pub author: Author,
    /// Safe to show as it is.
    pub html: Html,
    /// When it was first written.
    pub written_at: DateTime<Utc>,
    /// When it was last changed, if ever.
    pub edited_at: Option<DateTime<Utc>>,
}

/// Who wrote a message, as shown beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The person's number.
    pub id: Id<Member>,
    /// First and last name.
    pub name: String,
    /// What the person is here.
    pub roles: Roles,
    /// The antenne or the organisation.
    pub place: Option<String>,
    /// The person's photo.
    pub photo: Option<PhotoName>,
}

/// A topic's title.
pub type TopicTitle = Line<5, 140>;

/// What makes two sendings one: the number a form was given when it was shown, with its words, or its words alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission(String);

impl Submission {
    /// A new form's number.
    pub fn new() -> Self {
        Self(crate::secret::Token::mint().reveal().to_owned())
    }

    /// Reads the number a form came back with; a form without one gets a new one.
    pub fn presented(text: &str) -> Self {
        crate::secret::Token::presented(text).map_or_else(Self::new, |token| Self(token.reveal().to_owned()))
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This form with these words in it. Two clicks send the same words; whoever comes back to a form that was sent, and writes
    /// something else in it, sends something else.
    pub(crate) fn with(&self, words: &[&str]) -> Self {
        Self::of_words(&[&[self.0.as_str()], words].concat())
    }

    /// These words, whatever form they came in.
    pub(crate) fn of_words(words: &[&str]) -> Self {
        let digest = words.iter().fold(Sha256::new(), |digest, words| {
            digest.chain_update(words.len().to_le_bytes()).chain_update(words)
        });
        Self(HEXLOWER.encode(&digest.finalize()))
    }
}

impl Default for Submission {
    fn default() -> Self {
        Self::new()
    }
}

/// A text as its author is about to change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The topic it belongs to, and how to call it.
    pub topic: Id<Topic>,
    /// The topic's title.
    pub title: String,
    /// The reply's rank, for a reply.
    pub number: Option<u32>,
    /// What is written now.
    pub body: Markdown,
    /// Grows with each change: an older one is refused.
    pub version: i32,
}

/// What is said to a person about the forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such board, topic or reply, or not for this person.
    NotThere,
    /// This board's topics are opened by others.
    NotAnOpener,
    /// Only its author changes a text.
    NotTheAuthor,
    /// The text changed since it was opened for change: in another tab, or on another device.
    ChangedMeanwhile,
}

/// Topics a page, replies a page.
pub const PAGE: u32 = 20;

/// The pages that so many things fill; one empty page for none.
pub fn pages(things: u32) -> u32 {
    things.div_ceil(PAGE).max(1)
}

/// Whether that visitor may see that board.
pub(crate) fn shown_to(visitor: &Visitor) -> i32 {
    visitor.roles().column()
}
