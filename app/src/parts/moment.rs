//! A date on a page: the words of `domain::text::dates`, in an element that machines read too.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

pub use domain::text::dates::{ago, day, full, short};

/// How a moment is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// « il y a 2 h », « hier », « mardi », « 3 mars ».
    #[default]
    Ago,
    /// « 3 mars à 9 h 30 »; the year when it is another one.
    Short,
    /// « lundi 3 mars 2027 à 9 h 30 ».
    Full,
    /// « lundi 3 mars 2027 ».
    Day,
}

/// A moment, as a `time` element; the full date is in its title when the words are shorter.
#[component]
pub fn Moment(
    /// The moment.
    at: DateTime<Utc>,
    /// How it is said.
    #[prop(optional)]
    said: Said,
    /// What the words are relative to: the present, unless a test says otherwise.
    #[prop(optional, into)]
    now: Option<DateTime<Utc>>,
) -> impl IntoView {
    let now = now.unwrap_or_else(Utc::now);
    let words = match said {
        Said::Ago => ago(at, now),
        Said::Short => short(at, now),
        Said::Full => full(at),
        Said::Day => day(at),
    };
    let title = matches!(said, Said::Ago | Said::Short).then(|| full(at));
    view! {
        <time datetime=at.format("%Y-%m-%dT%H:%M:%SZ").to_string() title=title>
            {ordinal(words)}
        </time>
    }
}

/// The same words with the « er » of « 1er » raised.
fn ordinal(words: String) -> AnyView {
    match words.split_once("1er\u{a0}") {
        None => words.into_any(),
        Some((before, after)) => {
            view! { {format!("{before}1")} <sup>"er"</sup> {format!("\u{a0}{after}")} }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_month_has_its_letters_raised() {
        let first = "2027-05-01T07:05:00Z".parse().expect("a date of the test");
        let html = view! { <Moment at=first said=Said::Day/> }.to_html();
        assert!(html.contains("<sup>er</sup>"), "{html}");
    }
}
