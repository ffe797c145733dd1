//! The themes that people propose for the programme, under `/journees/propositions`: the list, one of them, proposing, answering.

use domain::{
    days::proposal::{ProposalId, State},
    forum::Submission,
    text::slug,
};

use crate::parts::Tone;

pub(crate) mod actions;
mod answering;
mod form;
mod list;
mod one;
mod writing;

pub(crate) use list::ProposalsPage;
pub(crate) use one::ProposalPage;
pub(crate) use writing::{EditProposalPage, NewProposalPage};

/// The list.
pub(crate) const PATH: &str = "/journees/propositions";

/// Where a theme is proposed.
pub(crate) const NEW: &str = "/journees/propositions/nouvelle";

/// The address of a proposal.
pub(crate) fn address(proposal: ProposalId, title: &str) -> String {
    format!("{PATH}/{proposal}-{}", slug(title, "proposition"))
}

/// The way to what is under the proposals.
fn crumbs() -> Vec<(String, String)> {
    vec![("Journées".to_owned(), super::PATH.to_owned()), ("Propositions".to_owned(), PATH.to_owned())]
}

/// The number of a form that is shown for the first time.
fn new_submission() -> String {
    Submission::new().as_str().to_owned()
}

/// Where a proposal stands, in a word.
fn state_word(state: State) -> (&'static str, Tone) {
    match state {
        State::Open => ("Ouverte", Tone::Hand),
        State::Retained => ("Retenue", Tone::Settled),
        State::Later => ("Gardée pour plus tard", Tone::News),
        State::Declined => ("Non retenue", Tone::Plain),
        State::Merged => ("Réunie à une autre", Tone::Plain),
    }
}
