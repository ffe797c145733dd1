//! The form that narrows the library, and what was chosen, each choice removable alone.

use domain::{
    library::{
        browse::{Asked, Counts, Facet, Freshness, Sort},
        certification::{Named, Standing},
    },
    members::antennes::department_name,
};
use leptos::prelude::*;

use super::{address, rows::kind_name};
use crate::{
    library::mentioned::rncp,
    parts::{Choice, Select, Submit, Weight, number},
};

/// Certifications and tags that one may choose among; the rarer ones are found by their words.
pub(super) const LONGEST: usize = 60;

/// Letters of a certification's name in a choice.
const NAME: usize = 45;

/// The form. The choices are folded away until one is made.
#[component]
pub(super) fn Narrow(
    asked: Asked,
    counts: Counts,
    /// The certifications that may be chosen.
    named: Vec<Named>,
) -> impl IntoView {
    let words = asked.words.clone();
    let chosen = asked.without(Facet::Words).is_narrowed() || asked.sort != Sort::default();
    let sorts = Sort::ALL.map(|sort| Choice::new(sort.code(), sort_name(sort)));
    let selects = Facet::ALL.into_iter().filter(|facet| *facet != Facet::Words).map(|facet| {
        let choices = offered(&asked, &counts, &named, facet);
        let made = asked.chosen(facet).unwrap_or_default();
        (choices.len() > 1)
            .then(|| view! { <Select name=facet.name() label=facet_name(facet) choices chosen=made/> })
    });
    let selects = selects.collect_view();
    let sort = asked.sort.code();
    view! {
        <form class="narrow" role="search" aria-label="Chercher dans les documents" action="/ressources" method="get">
            <div class="search-box">
                <label class="visually-hidden" for="mots">"Des mots du titre, du résumé, de l’auteur"</label>
                <input id="mots" type="search" name="q" value=words maxlength="100" autocomplete="off" placeholder="Un diplôme, un livret, une procédure…"/>
                <button class="button" type="submit">"Chercher"</button>
            </div>
            <details open=chosen>
                <summary>"Filtrer et trier"</summary>
                <div class="narrowing">
                    {selects}
                    <Select name="tri" label="Ordre" choices=sorts.into() chosen=sort/>
                    <div class="actions"><Submit label="Appliquer" weight=Weight::Quiet/></div>
                </div>
            </details>
        </form>
    }
}

/// What was chosen: each a link to the same list without it.
#[component]
pub(super) fn Chosen(
    asked: Asked,
    counts: Counts,
    /// The certifications that may be chosen.
    named: Vec<Named>,
) -> impl IntoView {
    let chosen: Vec<_> = Facet::ALL
        .into_iter()
        .filter_map(|facet| {
            let value = asked.chosen(facet)?;
            Some((facet, read(&counts, &named, facet, &value), address(&asked.without(facet))))
        })
        .collect();
    let many = chosen.len() > 1;
    (!chosen.is_empty()).then(|| {
        let each = chosen.into_iter().map(|(facet, value, without)| {
            view! {
                <li>
                    <a class="tag" href=without>
                        {format!("{}\u{a0}: {value}", facet_name(facet))}
                        <span aria-hidden="true">" ×"</span>
                        <span class="visually-hidden">" (retirer ce choix)"</span>
                    </a>
                </li>
            }
        });
        view! {
            <ul class="tags chosen" aria-label="Choix faits">
                {each.collect_view()}
                {many.then(|| view! { <li><a href="/ressources">"Tout retirer"</a></li> })}
            </ul>
        }
    })
}

/// What a facet is called.
pub(super) fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Words => "Mots",
        Facet::Kind => "Nature",
        Facet::Certifier => "Certificateur",
        Facet::Certification => "Certification",
        Facet::Level => "Niveau",
        Facet::Stage => "Étape du guide",
        Facet::Freshness => "État",
        Facet::Year => "Année",
        Facet::Departement => "Département",
        Facet::Tag => "Mot-clé",
    }
}

fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Recent => "Les plus récents",
        Sort::Useful => "Les plus utiles",
        Sort::Title => "Par titre",
    }
}

fn freshness_name(freshness: Freshness) -> &'static str {
    match freshness {
        Freshness::Current => "À jour",
        Freshness::Outdated => "Périmé",
    }
}

/// What may be chosen of a facet: everything first, then what leaves something, with how many; the choice that was made is always
/// there.
fn offered(asked: &Asked, counts: &Counts, named: &[Named], facet: Facet) -> Vec<Choice> {
    let some = match facet {
        Facet::Words => Vec::new(),
        Facet::Kind => choices(&counts.kinds, |code| (code.clone(), kind_name(code))),
        Facet::Level => choices(&counts.levels, |level| (level.to_string(), format!("Niveau {level}"))),
        Facet::Stage => choices(&counts.stages, |stage| (stage.to_string(), format!("Étape {stage}"))),
        Facet::Year => choices(&counts.years, |year| (year.to_string(), year.to_string())),
        Facet::Departement => choices(&counts.departements, |code| (code.clone(), departement(code))),
        Facet::Freshness => {
            choices(&counts.freshness, |one| (one.code().to_owned(), freshness_name(*one).to_owned()))
        }
        Facet::Certification => named_choices(&counts.certifications, |number, name| {
            (number.to_string(), certification_words(*number, name, named))
        }),
        Facet::Certifier => named_choices(&counts.certifiers, |slug, name| (slug.clone(), name.to_owned())),
        Facet::Tag => named_choices(&counts.tags, |folded, label| (folded.clone(), label.to_owned())),
    };
    let mut offered: Vec<Choice> = std::iter::once(Choice::new("", "Tout")).chain(some).collect();
    if let Some(made) = asked.chosen(facet)
        && !offered.iter().any(|choice| choice.value == made)
    {
        let label = format!("{} – 0", read(counts, named, facet, &made));
        offered.push(Choice::new(made, label));
    }
    offered
}

fn choices<V>(counts: &[(V, usize)], said: impl Fn(&V) -> (String, String)) -> Vec<Choice> {
    let choice = |(value, count): &(V, usize)| {
        let (value, label) = said(value);
        Choice::new(value, format!("{label} – {}", number(*count as u64)))
    };
    counts.iter().map(choice).collect()
}

fn named_choices<V>(
    counts: &[(V, String, usize)],
    said: impl Fn(&V, &str) -> (String, String),
) -> Vec<Choice> {
    let choice = |(value, name, count): &(V, String, usize)| {
        let (value, label) = said(value, name);
        Choice::new(value, format!("{} – {}", shortened(&label), number(*count as u64)))
    };
    counts.iter().take(LONGEST).map(choice).collect()
}

/// A list to open is as wide as its longest line.
fn shortened(label: &str) -> String {
    domain::text::excerpt(label, 70)
}

fn departement(code: &str) -> String {
    format!("{} ({code})", department_name(code))
}

/// « DEAES (RNCP25467, remplacée) »: what became of it is said where one chooses, too.
fn certification_words(number: i64, name: &str, named: &[Named]) -> String {
    let known = rncp(number).and_then(|number| named.iter().find(|one| one.number == number));
    let became = match known {
        Some(one) if !one.replaced_by.is_empty() => ", remplacée",
        Some(Named { standing: Standing::Ended(_), .. }) => ", expirée",
        Some(Named { standing: Standing::Inactive, .. }) => ", inactive",
        _ => "",
    };
    match name {
        "" => format!("RNCP{number}{became}"),
        name => format!("{} (RNCP{number}{became})", domain::text::excerpt(name, NAME)),
    }
}

/// A value of a facet, as it is read.
fn read(counts: &Counts, named: &[Named], facet: Facet, value: &str) -> String {
    match facet {
        Facet::Kind => kind_name(value),
        Facet::Certification => {
            value.parse().map_or_else(|_| value.to_owned(), |number| certification_words(number, "", named))
        }
        Facet::Certifier => {
            let known = counts.certifiers.iter().find(|(slug, ..)| slug == value);
            known.map_or_else(|| value.to_owned(), |(_, name, _)| name.clone())
        }
        Facet::Tag => {
            let known = counts.tags.iter().find(|(folded, ..)| folded == value);
            known.map_or_else(|| value.to_owned(), |(_, label, _)| label.clone())
        }
        Facet::Departement => departement(value),
        Facet::Freshness => {
            let known = Freshness::ALL.into_iter().find(|one| one.code() == value);
            known.map_or_else(|| value.to_owned(), |one| freshness_name(one).to_owned())
        }
        Facet::Words => format!("«\u{a0}{value}\u{a0}»"),
        Facet::Level | Facet::Stage | Facet::Year => value.to_owned(),
    }
}
