//! Where a day stands, and what may be done to it from there: one table.

/// Where a day stands. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// « Brouillon »: organisers alone see it.
    Draft,
    /// « Publiée ».
    Published,
    /// « Reportée »: it will be held, nobody knows when; registrations are kept.
    Postponed,
    /// « Annulée ».
    Cancelled,
    /// « Tenue ».
    Held,
}

/// What an organiser does to a day. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Shows it to everybody, and opens its registrations.
    Publish,
    /// Puts it off: those registered are told, and asked again once it has a date.
    Postpone,
    /// Calls it off: those registered are told.
    Cancel,
    /// Puts it back in the programme, with its registrations.
    Resume,
    /// Says that it was held.
    Hold,
}

impl State {
    /// Every state, in order.
    pub const ALL: [State; 5] =
        [State::Draft, State::Published, State::Postponed, State::Cancelled, State::Held];

    /// Its name in rows and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Published => "published",
            State::Postponed => "postponed",
            State::Cancelled => "cancelled",
            State::Held => "held",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether others than organisers see it.
    pub const fn is_shown(self) -> bool {
        !matches!(self, State::Draft)
    }

    /// Whether it counts in the year's plan: what is called off does not.
    pub const fn counts(self) -> bool {
        matches!(self, State::Published | State::Held)
    }

    /// Where the act leads from here; `over` says whether its last session has ended.
    pub const fn after(self, act: Act, over: bool) -> Option<State> {
        match (self, act) {
            (State::Draft, Act::Publish) | (State::Postponed | State::Cancelled, Act::Resume) => {
                Some(State::Published)
            }
            (State::Published, Act::Postpone) if !over => Some(State::Postponed),
            (State::Published | State::Postponed, Act::Cancel) => Some(State::Cancelled),
            (State::Published, Act::Hold) if over => Some(State::Held),
            _ => None,
        }
    }
}

impl Act {
    /// Every act, in the order in which they are offered.
    pub const ALL: [Act; 5] = [Act::Publish, Act::Hold, Act::Postpone, Act::Cancel, Act::Resume];

    /// Its name in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Act::Publish => "publish",
            Act::Postpone => "postpone",
            Act::Cancel => "cancel",
            Act::Resume => "resume",
            Act::Hold => "hold",
        }
    }

    /// The act of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Act::ALL.into_iter().find(|act| act.code() == code)
    }

    /// Whether those registered are told, with a word that says why.
    pub const fn wants_a_word(self) -> bool {
        matches!(self, Act::Postpone | Act::Cancel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_held_once_over_and_called_off_before() {
        assert_eq!(State::Draft.after(Act::Publish, false), Some(State::Published));
        assert_eq!(State::Published.after(Act::Hold, false), None);
        assert_eq!(State::Published.after(Act::Hold, true), Some(State::Held));
        assert_eq!(State::Published.after(Act::Postpone, true), None);
        assert_eq!(State::Cancelled.after(Act::Resume, false), Some(State::Published));
        assert_eq!(State::Held.after(Act::Cancel, true), None);
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        for act in Act::ALL {
            assert_eq!(Act::from_code(act.code()), Some(act));
        }
    }
}
