//! The top of every page: the name, the nouns, the one search, one's account.

use leptos::prelude::*;

use super::{Avatar, MastheadPerson, Nouns, Place};

/// The masthead, for the person in context or for a visitor.
#[component]
pub fn Masthead(
    /// The noun the page belongs to.
    place: Place,
) -> impl IntoView {
    let person = use_context::<MastheadPerson>();
    view! {
        <header class="masthead">
            <div class="wrap">
                <a class="brand" href="/">
                    <Mark/>
                    <span>"Communauté VAE"</span>
                </a>
                {match person {
                    Some(person) => view! { <ForMember place person/> }.into_any(),
                    None => view! { <ForVisitor place/> }.into_any(),
                }}
            </div>
        </header>
    }
}

/// Nouns, search and account. The page of results has its own, larger box: one is enough.
#[component]
fn ForMember(place: Place, person: MastheadPerson) -> impl IntoView {
    let MastheadPerson { name, initials, places } = person;
    view! {
        <Nouns place places/>
        {(place != Place::Search).then(|| view! { <SearchBox/> })}
        <a class="who" href=Place::Account.href() aria-current=current(Place::Account, place)>
            <Avatar initials/>
            <span class="visually-hidden">"Mon compte\u{a0}: "{name}</span>
        </a>
    }
}

#[component]
fn ForVisitor(place: Place) -> impl IntoView {
    view! {
        <nav aria-label="Navigation principale">
            <a class="who" href=Place::SignIn.href() aria-current=current(Place::SignIn, place)>
                {Place::SignIn.label()}
            </a>
        </nav>
    }
}

#[component]
fn SearchBox() -> impl IntoView {
    view! {
        <form class="seek" role="search" action=Place::Search.href() method="get">
            <label class="visually-hidden" for="recherche-partout">
                "Rechercher dans toute la communauté"
            </label>
            <input id="recherche-partout" type="search" name="q" placeholder="Rechercher" autocomplete="off"/>
            <button type="submit">"Chercher"</button>
        </form>
    }
}

/// Five rising bars: the five stages.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 34 26" width="34" height="26" aria-hidden="true" focusable="false">
            <rect x="0" y="18" width="5" height="8" rx="1.6"></rect>
            <rect x="7.2" y="14" width="5" height="12" rx="1.6"></rect>
            <rect x="14.4" y="10" width="5" height="16" rx="1.6"></rect>
            <rect x="21.6" y="5" width="5" height="21" rx="1.6"></rect>
            <rect x="28.8" y="0" width="5" height="26" rx="1.6"></rect>
        </svg>
    }
}

/// A page under a noun is in that noun's place, without being its front page: `true` fits both.
pub(super) fn current(noun: Place, place: Place) -> Option<&'static str> {
    (noun == place).then_some("true")
}
