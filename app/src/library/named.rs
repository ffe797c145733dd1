//! Certifiers named in a form: a name that leads to no one certifier is asked again, beside those that come nearest.

use domain::{
    Fault,
    library::{Certifier, certifier::Names},
};
use leptos::prelude::*;

use crate::parts::{Choice, Choices, Errors};

/// Names that are asked again at once: more would be a page of questions.
const ASKED: usize = 10;

/// A name that is not clear, the ones it may be, and the one that the person chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unclear {
    /// Its question: the name of its radio buttons.
    id: String,
    typed: String,
    near: Vec<Certifier>,
    chosen: Option<Certifier>,
}

/// What a typed name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// This certifier.
    Found(Certifier),
    /// Nobody in particular.
    Unclear(Unclear),
}

impl Named {
    /// The certifier, found or chosen.
    pub(crate) fn certifier(&self) -> Option<&Certifier> {
        match self {
            Named::Found(found) => Some(found),
            Named::Unclear(unclear) => unclear.chosen.as_ref(),
        }
    }

    /// What is to be asked again, chosen or not.
    pub(crate) fn unclear(self) -> Option<Unclear> {
        match self {
            Named::Found(_) => None,
            Named::Unclear(unclear) => Some(unclear),
        }
    }

    /// What to say while it is nobody: beside the question, or beside the field when there is nobody to choose from.
    pub(crate) fn words(&self, field: &str) -> Errors {
        let Named::Unclear(Unclear { id, typed, near, chosen: None }) = self else { return Errors::none() };
        let shown: String = typed.chars().take(80).collect();
        match near.is_empty() {
            true if typed.is_empty() => Errors::on(field, "Dites de quel certificateur il s’agit."),
            true => Errors::on(
                field,
                format!(
                    "Aucun certificateur ne se reconnaît sous «\u{a0}{shown}\u{a0}». Cherchez-le parmi ceux de la bibliothèque, puis copiez son nom."
                ),
            ),
            false => Errors::on(
                id,
                format!("Dites quel certificateur est «\u{a0}{shown}\u{a0}», ou écrivez son nom autrement."),
            ),
        }
    }
}

/// The names there are; nothing is asked of the database for a field that is empty.
pub(crate) async fn names(community: &domain::Community, typed: &str) -> Result<Names, Fault> {
    match typed.trim() {
        "" => Ok(Names::default()),
        _ => Names::of(community).await,
    }
}

/// Reads names typed in that field. `sent` gives what a field of the form holds, for the choices made before: a choice is that of the
/// name it was made for, wherever this name is now.
pub(crate) fn read<'a>(
    names: &Names,
    field: &str,
    typed: impl Iterator<Item = &'a str>,
    sent: impl Fn(&str) -> String,
) -> Vec<Named> {
    let made = |rank: usize| (sent(&about(field, rank)), sent(&question(field, rank)));
    let made: Vec<(String, String)> = (0..ASKED).map(made).collect();
    let mut rank = 0;
    let read = typed.map(|typed| {
        if let Some(found) = names.one(typed) {
            return Named::Found(found.clone());
        }
        let slug = made.iter().find(|(of, _)| of == typed).map_or("", |(_, slug)| slug.as_str());
        let chosen = names.at(slug).cloned();
        let mut near = if rank < ASKED { names.near(typed) } else { Vec::new() };
        if let Some(chosen) = chosen.as_ref().filter(|chosen| !near.contains(chosen)) {
            near.push(chosen.clone());
        }
        rank += 1;
        Named::Unclear(Unclear { id: question(field, rank - 1), typed: typed.to_owned(), near, chosen })
    });
    read.collect()
}

/// The radio buttons of a question.
pub(crate) fn question(field: &str, rank: usize) -> String {
    format!("{field}-{rank}")
}

/// What the question is about.
pub(crate) fn about(field: &str, rank: usize) -> String {
    format!("{field}-{rank}-pour")
}

/// The questions that are asked again, under their field.
#[component]
pub(crate) fn Nearest(asked: Vec<Unclear>, errors: Errors) -> impl IntoView {
    let questions = asked.into_iter().filter(|one| !one.near.is_empty()).map(move |one| {
        let Unclear { id, typed, near, chosen } = one;
        let shown: String = typed.chars().take(80).collect();
        let choices = near.into_iter().map(|one| Choice::new(one.slug, one.name)).collect::<Vec<_>>();
        view! {
            <input type="hidden" name=format!("{id}-pour") value=typed/>
            <Choices
                name=id.clone()
                legend=format!("Quel certificateur est «\u{a0}{shown}\u{a0}»\u{202f}?")
                choices
                chosen=chosen.map(|one| one.slug).unwrap_or_default()
                error=errors.of(&id)
            />
        }
    });
    questions.collect_view()
}
