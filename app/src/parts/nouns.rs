//! The menu: every noun in a row at a desk, five at most in the bar at the bottom of a phone, the others behind « Plus ».

use leptos::prelude::*;

use super::{Place, masthead::current};

/// What the bar of a phone of 320 px holds without cutting a word.
const BAR: usize = 5;

/// The nouns open to a person, in the order of the menu. The style shows each of them once, whatever the width.
#[component]
pub(super) fn Nouns(
    /// The noun the page belongs to.
    place: Place,
    /// The nouns.
    places: Vec<Place>,
) -> impl IntoView {
    let (bar, rest) = places.split_at(in_the_bar(places.len()));
    let more = (!rest.is_empty()).then(|| view! { <More place rest=rest.to_vec()/> });
    view! {
        <nav class="nouns" aria-label="Navigation principale">
            <ul class="nouns-list">
                {bar.iter().map(|noun| view! { <li><Noun noun=*noun place/></li> }).collect_view()}
                {rest.iter().map(|noun| view! { <li class="wide-only"><Noun noun=*noun place/></li> }).collect_view()}
                {more}
            </ul>
        </nav>
    }
}

/// « Plus » takes a place itself.
const fn in_the_bar(nouns: usize) -> usize {
    if nouns > BAR { BAR - 1 } else { nouns }
}

#[component]
fn Noun(noun: Place, place: Place) -> impl IntoView {
    view! { <a href=noun.href() aria-current=current(noun, place)>{noun.label()}</a> }
}

/// What opens over the bar, without a script.
#[component]
fn More(place: Place, rest: Vec<Place>) -> impl IntoView {
    let within = rest.contains(&place).then_some("true");
    view! {
        <li class="more">
            <details>
                <summary aria-current=within>"Plus"</summary>
                <ul class="more-list">{rest.into_iter().map(|noun| view! { <li><Noun noun place/></li> }).collect_view()}</ul>
            </details>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_never_longer_than_it_may_be() {
        assert_eq!((in_the_bar(4), in_the_bar(5)), (4, 5), "without « Plus » where all have room");
        for nouns in 6..9 {
            assert_eq!(in_the_bar(nouns) + 1, BAR, "{nouns} nouns");
        }
    }
}
