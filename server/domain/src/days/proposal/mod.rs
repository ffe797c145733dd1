//! Themes that people propose for the programme: who wants them, what is said of them, what becomes of them.
//!
//! - `state`: where a proposal stands, and what may be answered to it from there; `draft`: what is typed of it.
//! - `making`: proposing, and mending what one proposed; `support`: voting, saying that one would come, commenting.
//! - `answering`: the organisers' hand: one with another, retained, kept, declined.
//! - `listing`, `page`: what there is, and one of them.
//!
//! Advisors, assistants and organisers propose and comment; the votes are those of advisors and assistants, for whom the programme is.
//! Certifiers speak at days and funders read the programme: neither has a part in what it might become.

use chrono::{DateTime, Utc};

use super::{DayId, Public};
use crate::{Id, Role, Roles, members::Member, text::Html};

pub mod answering;
mod draft;
pub mod listing;
pub mod making;
pub mod page;
mod state;
pub(crate) mod store;
pub mod support;

pub use draft::{Draft, LONGEST_WHY, NotWished, SPEAKERS, Title, Wished, why};
pub use listing::{Asked, Listed};
pub use state::{Act, State};

/// Those who see proposals, make some and comment on them.
pub const AUDIENCE: Roles =
    Roles::of(&[Role::Advisor, Role::Assistant, Role::Organiser, Role::Administrator]);

/// Those who vote: the programme is theirs.
pub const VOICES: Roles = Roles::of(&[Role::Advisor, Role::Assistant]);

/// The number of a proposal.
pub type ProposalId = Id<Proposal>;

/// What somebody says of a proposal with one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Support {
    /// The theme is worth a day.
    Vote,
    /// « Je viendrais ».
    Come,
}

impl Support {
    /// Both.
    pub const ALL: [Support; 2] = [Support::Vote, Support::Come];

    /// Its name in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Support::Vote => "vote",
            Support::Come => "come",
        }
    }
}

/// A proposal, as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number.
    pub id: ProposalId,
    /// One line.
    pub title: String,
    /// Why; safe to show as it is.
    pub why: Html,
    /// The speakers that are wished.
    pub speakers: Wished,
    /// For whom.
    pub public: Public,
    /// Where it stands.
    pub state: State,
    /// Who proposed it: number and name.
    pub author: (Id<Member>, String),
    /// When.
    pub made_at: DateTime<Utc>,
    /// When its words last changed, if they did.
    pub changed_at: Option<DateTime<Utc>>,
    /// Grows with each change of its words.
    pub edition: i32,
    /// How many people want it.
    pub votes: u32,
    /// How many would come.
    pub comers: u32,
    /// What the visitor said of it.
    pub mine: Mine,
    /// What the organisers last answered.
    pub answer: Option<Answer>,
    /// The day that came of it, where the visitor may see it.
    pub day: Option<(DayId, String, super::State)>,
    /// Those that are one with it now: title and author.
    pub joined: Vec<(String, String)>,
    /// What is said of it, in order.
    pub comments: Vec<Comment>,
}

/// What somebody said of a proposal with one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mine {
    /// That they want it.
    pub voted: bool,
    /// That they would come.
    pub comes: bool,
}

/// What the organisers answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What they did.
    pub act: Act,
    /// Their word.
    pub word: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What somebody says of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its number.
    pub id: Id<Comment>,
    /// Who: number and name.
    pub author: (Id<Member>, String),
    /// As it was typed.
    pub body: String,
    /// When.
    pub written_at: DateTime<Utc>,
    /// The title of the proposal under which it was written, when it was another.
    pub came_from: Option<String>,
}

impl Proposal {
    /// Whether that person may vote now.
    pub fn takes_vote_of(&self, member: &Member) -> bool {
        self.state.gathers() && VOICES.meets(member.roles())
    }

    /// Whether that person may say now that they would come: it would be for them.
    pub fn takes_coming_of(&self, member: &Member) -> bool {
        self.state.gathers() && self.public.has(member)
    }

    /// Whether that person may change its words now.
    pub fn is_changed_by(&self, member: &Member) -> bool {
        self.state == State::Open && self.author.0 == member.id()
    }
}

/// What is said to a person about proposals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such proposal, or not for this person.
    NotThere,
    /// It is not for them to do.
    MayNot,
    /// It is answered: it takes nothing more.
    Answered,
    /// Its author changed it since it was opened.
    ChangedMeanwhile,
    /// There is nothing to become one with under that number.
    NoSuchOther,
    /// The day that would come of it cannot be made.
    NoSuchDay,
}

/// A proposal's number, from its address.
pub fn number(text: &str) -> Option<ProposalId> {
    text.parse::<ProposalId>().ok()
}
