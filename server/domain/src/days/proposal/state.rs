//! Where a proposal stands, and what may be answered to it from there: one table.

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
}
