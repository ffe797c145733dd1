//! People in a list: photo or initials, name, what they do and where.

use domain::members::{Antenne, directory::Listed, photo::Size};
use leptos::prelude::*;

use super::{address, antenne_name, occupation};
use crate::parts::{Avatar, initials};

/// Several people, side by side where there is room. `antennes` are those whose name is said; none on an antenne's own page.
#[component]
pub(super) fn People(people: Vec<Listed>, antennes: Vec<Antenne>) -> impl IntoView {
    let lines = people.into_iter().map(move |person| {
        let antenne = antennes.iter().find(|antenne| Some(antenne.id) == person.antenne);
        let place = antenne.map(|antenne| antenne_name(&antenne.name)).or(person.organisation);
        let occupation = occupation(person.function.as_deref(), person.roles);
        let facts = [Some(occupation), place].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let page = address(person.id.number(), &person.name);
        let photo = person.photo.as_ref().map(|photo| photo.address(Size::Small));
        view! {
            <li class="row who-is">
                <Avatar initials=initials(&person.name) photo/>
                <div>
                    <p class="row-title"><a href=page>{person.name}</a></p>
                    <p class="facts">{facts}</p>
                </div>
            </li>
        }
    });
    view! { <ul class="people">{lines.collect_view()}</ul> }
}
