//! The mark, unfolded: five rising bars, the five stages of the guide.

use leptos::prelude::*;

/// The five stages as a figure: a staircase, bars that lie down on a phone and in an aside.
#[component]
pub fn Steps(
    /// Their five titles.
    titles: Vec<String>,
    /// Where each leads, up to its number (`/guide/`); without it they are words.
    #[prop(optional, into)]
    base: Option<String>,
) -> impl IntoView {
    let stages = titles.into_iter().enumerate().map(|(place, title)| {
        let number = place + 1;
        let words = match &base {
            Some(base) => view! { <a href=format!("{base}{number}")>{title}</a> }.into_any(),
            None => title.into_any(),
        };
        view! {
            <li>
                <b class="bar">{number}</b>
                <span class="words">" " {words}</span>
            </li>
        }
    });
    view! { <ol class="steps">{stages.collect_view()}</ol> }
}

/// The same, to go from stage to stage: title and address of each, and which one this is (from 1).
#[component]
pub fn StepsNav(
    /// Title and address of each.
    stages: Vec<(String, String)>,
    /// Which one this is, from 1.
    current: usize,
) -> impl IntoView {
    let stages = stages.into_iter().enumerate().map(|(place, (title, href))| {
        view! {
            <li>
                <a href=href aria-current=(place + 1 == current).then_some("page")>
                    <span class="bar"></span>
                    <span class="words">
                        <b>{place + 1}</b>
                        <span class="title">" "{title}</span>
                    </span>
                </a>
            </li>
        }
    });
    view! {
        <nav aria-label="Les cinq étapes">
            <ol class="steps compact">{stages.collect_view()}</ol>
        </nav>
    }
}
