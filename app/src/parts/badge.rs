//! One word on what a thing is.

use leptos::prelude::*;

/// What a colour means here. It is never alone: the word says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Petrol: what one can do, a question.
    Hand,
    /// Apricot: time and news.
    News,
    /// Plum: certifiers and certifications.
    Authority,
    /// Moss: what is settled.
    Settled,
    /// Brick: what went wrong.
    Wrong,
}

impl Tone {
    /// What to append to a part's class.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Hand => " hand",
            Tone::News => " news",
            Tone::Authority => " authority",
            Tone::Settled => " settled",
            Tone::Wrong => " wrong",
        }
    }
}

/// A badge; several go in an element of class `badges`.
#[component]
pub fn Badge(
    /// What its colour says.
    #[prop(optional)]
    tone: Tone,
    /// What is read.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <span class=format!("badge{}", tone.suffix())>{label}</span> }
}
