//! Where a resource stands, and who may move it where: one table.

use chrono::NaiveDate;

/// Where a resource stands. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// « Brouillon »: its depositor is not done.
    Draft,
    /// « À relire »: it waits for an organiser or for its certifier.
    ToReview,
    /// « Publié ».
    Published,
    /// « Périmé »: still there, and says that it is not to be relied upon.
    Outdated,
    /// « Retiré ».
    Withdrawn,
}

/// What somebody does with a resource. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Hands it in for review.
    Submit,
    /// Takes it back before it was reviewed.
    TakeBack,
    /// Publishes it.
    Validate,
    /// Gives it back to its depositor with a word.
    SendBack,
    /// Says that it is out of date.
    Outdate,
    /// Says that it holds after all, or again.
    Renew,
    /// Takes it out of the library.
    Withdraw,
    /// Puts it back in the library.
    Restore,
}

/// In what quality somebody acts on one resource. Only the store makes one, from what the database says of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hands {
    pub(super) depositor: bool,
    pub(super) contact: bool,
    pub(super) organiser: bool,
}

impl Hands {
    /// Whether they deposited it.
    pub const fn is_depositor(self) -> bool {
        self.depositor
    }

    /// Whether they decide what is published: organisers, and who speaks for a certifier that the resource names.
    pub const fn decides(self) -> bool {
        self.contact || self.organiser
    }

    /// Whether they are concerned by what happens to it.
    pub const fn is_concerned(self) -> bool {
        self.depositor || self.decides()
    }
}

impl State {
    /// Every state, in order.
    pub const ALL: [State; 5] =
        [State::Draft, State::ToReview, State::Published, State::Outdated, State::Withdrawn];

    /// Its name in rows and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::ToReview => "to-review",
            State::Published => "published",
            State::Outdated => "outdated",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Its name in French.
    pub const fn label(self) -> &'static str {
        match self {
            State::Draft => "Brouillon",
            State::ToReview => "À relire",
            State::Published => "Publié",
            State::Outdated => "Périmé",
            State::Withdrawn => "Retiré",
        }
    }

    /// Whether all its readers see it.
    pub const fn is_shown(self) -> bool {
        matches!(self, State::Published | State::Outdated)
    }

    /// What it is on that day: the end of a validity may be noticed here before the worker does.
    pub(crate) fn on(self, today: NaiveDate, valid_until: Option<NaiveDate>) -> Self {
        let over = valid_until.is_some_and(|until| until < today);
        if self == State::Published && over { State::Outdated } else { self }
    }

    /// Where the act leads from here, if those hands may do it: the whole table of who may move what where.
    pub const fn after(self, act: Act, hands: Hands) -> Option<State> {
        let (theirs, decides) = (hands.depositor, hands.decides());
        match (self, act) {
            (State::Draft, Act::Submit) if theirs => Some(State::ToReview),
            (State::ToReview, Act::TakeBack) if theirs => Some(State::Draft),
            (State::Draft, Act::Validate) if theirs && decides => Some(State::Published),
            (State::ToReview, Act::Validate) if decides => Some(State::Published),
            (State::ToReview, Act::SendBack) if decides => Some(State::Draft),
            (State::Published, Act::Outdate) if theirs || decides => Some(State::Outdated),
            (State::Published | State::Outdated, Act::Renew) if decides => Some(State::Published),
            (State::Draft, Act::Withdraw) if theirs || hands.organiser => Some(State::Withdrawn),
            (State::ToReview | State::Published | State::Outdated, Act::Withdraw) if theirs || decides => {
                Some(State::Withdrawn)
            }
            (State::Withdrawn, Act::Restore) if hands.organiser => Some(State::ToReview),
            _ => None,
        }
    }
}

impl Act {
    /// Every act, in the order in which they are offered.
    pub const ALL: [Act; 8] = [
        Act::Validate,
        Act::SendBack,
        Act::Submit,
        Act::TakeBack,
        Act::Renew,
        Act::Outdate,
        Act::Restore,
        Act::Withdraw,
    ];

    /// Its name in rows and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Act::Submit => "submit",
            Act::TakeBack => "take-back",
            Act::Validate => "validate",
            Act::SendBack => "send-back",
            Act::Outdate => "outdate",
            Act::Renew => "renew",
            Act::Withdraw => "withdraw",
            Act::Restore => "restore",
        }
    }

    /// The act of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Act::ALL.into_iter().find(|act| act.code() == code)
    }

    /// Whether whoever does it says why.
    pub const fn needs_a_word(self) -> bool {
        matches!(self, Act::SendBack | Act::Withdraw | Act::Outdate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOBODY: Hands = Hands { depositor: false, contact: false, organiser: false };
    const DEPOSITOR: Hands = Hands { depositor: true, ..NOBODY };
    const CONTACT: Hands = Hands { contact: true, ..NOBODY };
    const ORGANISER: Hands = Hands { organiser: true, ..NOBODY };

    #[test]
    fn a_deposit_is_read_again_before_it_is_published() {
        assert_eq!(State::Draft.after(Act::Submit, DEPOSITOR), Some(State::ToReview));
        for hands in [CONTACT, ORGANISER] {
            assert_eq!(State::ToReview.after(Act::Validate, hands), Some(State::Published));
            assert_eq!(State::ToReview.after(Act::SendBack, hands), Some(State::Draft));
        }
        assert_eq!(State::ToReview.after(Act::Validate, DEPOSITOR), None);
        assert_eq!(State::Draft.after(Act::Validate, DEPOSITOR), None);
    }

    #[test]
    fn whoever_has_nothing_to_do_with_it_moves_nothing() {
        for (state, act) in State::ALL.into_iter().flat_map(|state| Act::ALL.map(|act| (state, act))) {
            assert_eq!(state.after(act, NOBODY), None, "{state:?} {act:?}");
        }
    }

    #[test]
    fn no_act_leads_where_it_was_but_saying_that_it_still_holds() {
        let all = Hands { depositor: true, contact: true, organiser: true };
        for (state, act) in State::ALL.into_iter().flat_map(|state| Act::ALL.map(|act| (state, act))) {
            let stays = state.after(act, all) == Some(state);
            assert_eq!(stays, (state, act) == (State::Published, Act::Renew), "{state:?} {act:?}");
        }
    }

    #[test]
    fn only_organisers_bring_back_what_was_withdrawn() {
        assert_eq!(State::Withdrawn.after(Act::Restore, ORGANISER), Some(State::ToReview));
        assert_eq!(State::Withdrawn.after(Act::Restore, DEPOSITOR), None);
        assert_eq!(State::Withdrawn.after(Act::Restore, CONTACT), None);
    }

    #[test]
    fn every_state_and_act_is_read_back_from_its_code() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        for act in Act::ALL {
            assert_eq!(Act::from_code(act.code()), Some(act));
        }
    }
}
