//! What part somebody has in a day: from it follows what they read and write around it.

use super::{TrainingDay, page, registration::State};
use crate::members::Visitor;

/// Somebody's part in a day; whoever has several has the one that gives most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// They read the programme, and nothing else of the day: the funder among them.
    Reads,
    /// They wait for a seat, or are invited and have not answered.
    Hopes,
    /// They speak, and have an account here.
    Speaks,
    /// They have a seat, or were there without one.
    Comes,
    /// They make the programme.
    Organises,
}

impl Part {
    /// The visitor's part in that day.
    pub fn of(visitor: &Visitor, day: &TrainingDay) -> Self {
        let me = visitor.member().map(crate::members::Member::id);
        let speaks = me.is_some() && day.speakers.iter().any(|speaker| speaker.member == me);
        match day.mine.as_ref().map(|mine| mine.state) {
            _ if page::sees_drafts(visitor) => Part::Organises,
            Some(State::Seated) => Part::Comes,
            _ if day.attended => Part::Comes,
            _ if speaks => Part::Speaks,
            Some(State::Waiting | State::OverQuota | State::Invited) => Part::Hopes,
            Some(State::Withdrawn) | None => Part::Reads,
        }
    }

    /// Whether they know how to get there, or how to connect.
    pub const fn knows_the_way(self) -> bool {
        matches!(self, Part::Comes | Part::Speaks | Part::Organises)
    }

    /// Whether they read the questions that are collected beforehand. Whoever speaks prepares with them; whoever only reads the
    /// programme has no part in that talk.
    pub const fn reads_questions(self) -> bool {
        !matches!(self, Part::Reads)
    }

    /// Whether they ask questions and vote: those who come or hope to, and the organisers. Speakers answer.
    pub const fn asks(self) -> bool {
        matches!(self, Part::Hopes | Part::Comes | Part::Organises)
    }

    /// Whether they read the minutes while these are written.
    pub const fn reads_drafts_of_minutes(self) -> bool {
        self.knows_the_way()
    }

    /// Whether they write the minutes.
    pub const fn writes_minutes(self) -> bool {
        matches!(self, Part::Comes | Part::Organises)
    }

    /// Whether they open its discussion and bring documents to it.
    pub const fn follows_up(self) -> bool {
        !matches!(self, Part::Reads)
    }
}
