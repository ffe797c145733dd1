//! What is sent from the page of a day at the desk.

use serde::Deserialize;

/// What an organiser does to the day, or to somebody in its list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DeskForm {
    pub(crate) acte: String,
    pub(crate) edition: String,
    pub(crate) mot: String,
    pub(crate) personne: String,
    pub(crate) rang: String,
    pub(crate) annee: String,
    pub(crate) envoi: String,
}
