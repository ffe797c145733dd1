//! Themes that people propose for the programme: who wants them, what is said of them, what becomes of them.
//!
//! - `making`: proposing, and mending what one proposed; `support`: voting, saying that one would come, commenting.
//! - `answering`: the organisers' hand: one with another, retained, kept, declined.
//! - `listing`, `page`: what there is, and one of them.
//!
//! Advisors, assistants and organisers propose and comment; the votes are those of advisors and assistants, for whom the programme is.
//! Certifiers speak at days and funders read the programme: neither has a part in what it might become.

use chrono::{DateTime, Utc};

use super::{DayId, DayTitle, Public};
use crate::{
    Id, Role, Roles,
    members::Member,
    text::{Html, Markdown, TextRefusal},
};

pub mod answering;
pub mod listing;
pub mod making;
pub mod page;
pub(crate) mod store;
pub mod support;

pub use listing::{Asked, Listed};

/// Those who see proposals, make some and comment on them.
pub const AUDIENCE: Roles =
    Roles::of(&[Role::Advisor, Role::Assistant, Role::Organiser, Role::Administrator]);

/// Those who vote: the programme is theirs.
pub const VOICES: Roles = Roles::of(&[Role::Advisor, Role::Assistant]);

/// What a theme is called: it may become the title of a day.
pub type Title = DayTitle;

/// The most characters of why a theme is proposed.
pub const LONGEST_WHY: usize = 4_000;

/// The most speakers that are wished, and the most characters of each line.
pub const SPEAKERS: (usize, usize) = (8, 160);

/// The number of a proposal.
pub type ProposalId = Id<Proposal>;

/// Where a proposal stands. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// « Ouverte »: it gathers votes.
    Open,
    /// « Retenue »: it became a day.
    Retained,
    /// « Gardée pour plus tard »: it still gathers votes.
    Later,
    /// « Non retenue ».
    Declined,
    /// « Réunie à une autre »: its address leads there.
    Merged,
}

/// What an organiser answers. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Makes a day of it.
    Retain,
    /// Keeps it for later.
    Keep,
    /// Makes it one with another.
    Merge,
    /// Says no.
    Decline,
    /// Opens it again.
    Reopen,
}

impl State {
    /// Every state, in order.
    pub const ALL: [State; 5] = [State::Open, State::Retained, State::Later, State::Declined, State::Merged];

    /// Its name in rows and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            State::Open => "ouverte",
            State::Retained => "retenue",
            State::Later => "plus-tard",
            State::Declined => "non-retenue",
            State::Merged => "reunie",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether people still say that they want it.
    pub const fn gathers(self) -> bool {
        matches!(self, State::Open | State::Later)
    }

    /// Whether others may become one with it.
    pub const fn takes_others(self) -> bool {
        matches!(self, State::Open | State::Later | State::Retained)
    }

    /// Where the act leads from here.
    pub const fn after(self, act: Act) -> Option<State> {
        match (self, act) {
            (State::Open | State::Later, Act::Retain) => Some(State::Retained),
            (State::Open, Act::Keep) => Some(State::Later),
            (State::Open | State::Later, Act::Merge) => Some(State::Merged),
            (State::Open | State::Later, Act::Decline) => Some(State::Declined),
            (State::Later | State::Declined, Act::Reopen) => Some(State::Open),
            _ => None,
        }
    }
}

impl Act {
    /// Every act, in the order in which they are offered.
    pub const ALL: [Act; 5] = [Act::Retain, Act::Keep, Act::Merge, Act::Decline, Act::Reopen];

    /// Its name in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Act::Retain => "retenir",
            Act::Keep => "garder",
            Act::Merge => "reunir",
            Act::Decline => "decliner",
            Act::Reopen => "rouvrir",
        }
    }

    /// The act of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Act::ALL.into_iter().find(|act| act.code() == code)
    }
}

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

/// What is proposed, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// One line.
    pub title: Title,
    /// Why.
    pub why: Markdown,
    /// The speakers that are wished.
    pub speakers: Wished,
    /// For whom.
    pub public: Public,
}

/// The speakers that are wished, a line each; may be none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wished(String);

impl Wished {
    /// Reads what was typed.
    ///
    /// # Errors
    /// When there are too many lines, or one is too long.
    pub fn parse(typed: &str) -> Result<Self, NotWished> {
        let lines = typed.lines().map(|line| crate::text::readable(line).trim().to_owned());
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        let (most, longest) = SPEAKERS;
        if lines.len() > most {
            return Err(NotWished::TooMany);
        }
        match lines.iter().position(|line| line.chars().count() > longest) {
            Some(rank) => Err(NotWished::TooLong(rank + 1)),
            None => Ok(Self(lines.join("\n"))),
        }
    }

    pub(crate) fn from_stored(lines: String) -> Self {
        Self(lines)
    }

    /// The source.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Each of them.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }
}

/// What is to be mended in the speakers that are wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWished {
    /// There are more than [`SPEAKERS`] allows.
    TooMany,
    /// A line is too long: its rank, from 1.
    TooLong(usize),
}

/// Reads why a theme is proposed.
///
/// # Errors
/// When there is nothing to read in it, or too much.
pub fn why(typed: &str) -> Result<Markdown, TextRefusal> {
    let text = Markdown::parse(typed)?;
    match text.as_str().chars().count() {
        found if found > LONGEST_WHY => Err(TextRefusal::TooLong { max: LONGEST_WHY, found }),
        _ => Ok(text),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_answered_for_good_stays_so() {
        assert_eq!(State::Open.after(Act::Keep), Some(State::Later));
        assert_eq!(State::Later.after(Act::Retain), Some(State::Retained));
        assert_eq!(State::Declined.after(Act::Reopen), Some(State::Open));
        for act in Act::ALL {
            assert_eq!(State::Retained.after(act), None);
            assert_eq!(State::Merged.after(act), None);
            assert_eq!(Act::from_code(act.code()), Some(act));
        }
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
    }

    #[test]
    fn speakers_that_are_wished_are_a_line_each() {
        let wished = Wished::parse(" Une présidente de jury \n\n Le Cnam").expect("two lines");
        assert_eq!(wished.lines().collect::<Vec<_>>(), ["Une présidente de jury", "Le Cnam"]);
        assert_eq!(Wished::parse("\n"), Ok(Wished::default()));
        assert_eq!(Wished::parse(&"Quelqu’un\n".repeat(9)), Err(NotWished::TooMany));
        assert_eq!(Wished::parse(&format!("Le Cnam\n{}", "é".repeat(161))), Err(NotWished::TooLong(2)));
    }
}
