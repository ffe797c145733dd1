//! The form that narrows the programme, with what each choice would leave, and the choices made, each removable alone.

use domain::{
    days::{
        Modality, Public,
        programme::{Asked, Listed, View},
    },
    members::antennes::department_name,
    text::folded,
};
use leptos::prelude::*;

use super::{address, all};
use crate::{
    days::{
        PATH,
        words::{modality_name, public_name},
    },
    parts::{Check, Choice, Select, Submit, Weight},
};

/// The form. The choices are folded away until one is made.
#[component]
pub(super) fn Narrow(asked: Asked, days: Vec<Listed>) -> impl IntoView {
    let count = |asked: &Asked| days.iter().filter(|day| asked.keeps(day)).count();
    let free = format!("Avec des places restantes – {}", count(&Asked { free: true, ..asked.clone() }));
    let mine = format!("Mes journées – {}", count(&Asked { mine: true, ..asked.clone() }));
    let selects = [
        (
            "public",
            "Public",
            asked.public.map(Public::code).unwrap_or_default().to_owned(),
            publics(&asked, &days),
        ),
        (
            "modalite",
            "Modalité",
            asked.modality.map(Modality::code).unwrap_or_default().to_owned(),
            modalities(&asked, &days),
        ),
        ("theme", "Thème", asked.theme.clone().unwrap_or_default(), themes(&asked, &days)),
        (
            "departement",
            "Département",
            asked.department.unwrap_or_default().to_owned(),
            departments(&asked, &days),
        ),
    ];
    let selects = selects
        .into_iter()
        .filter(|(.., choices)| choices.len() > 1)
        .map(|(name, label, chosen, choices)| view! { <Select name label choices chosen/> });
    let selects = selects.collect_view();
    view! {
        <form class="narrow" aria-label="Choisir parmi les journées" action=PATH method="get">
            <Kept asked=asked.clone()/>
            <details open=asked.is_narrowed()>
                <summary>"Filtrer"</summary>
                <div class="narrowing">
                    {selects}
                    <Check name="places" label=free checked=asked.free/>
                    <Check name="mes-journees" label=mine checked=asked.mine/>
                    <div class="actions"><Submit label="Appliquer" weight=Weight::Quiet/></div>
                </div>
            </details>
        </form>
    }
}

/// What the form leaves as it is: the year, the view, the month.
#[component]
fn Kept(asked: Asked) -> impl IntoView {
    let view = Some(asked.view.code()).filter(|code| !code.is_empty()).map(str::to_owned);
    let month = asked.month.filter(|_| asked.view == View::Months);
    let kept = [
        ("annee", asked.year.map(|year| year.to_string())),
        ("vue", view),
        ("mois", month.map(|month| month.to_string())),
    ];
    let kept = kept.into_iter().filter_map(|(name, value)| Some((name, value?)));
    kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()
}

/// What was chosen: each a link to the same days without it.
#[component]
pub(super) fn Chosen(asked: Asked, days: Vec<Listed>) -> impl IntoView {
    let theme = asked.theme.as_ref().map(|theme| theme_label(&days, theme));
    let chosen = [
        asked.public.map(|public| {
            (format!("Public\u{a0}: {}", public_name(public)), Asked { public: None, ..asked.clone() })
        }),
        asked.modality.map(|modality| {
            (
                format!("Modalité\u{a0}: {}", modality_name(modality)),
                Asked { modality: None, ..asked.clone() },
            )
        }),
        theme.map(|theme| (format!("Thème\u{a0}: {theme}"), Asked { theme: None, ..asked.clone() })),
        asked.department.map(|code| (department(code), Asked { department: None, ..asked.clone() })),
        asked.free.then(|| ("Avec des places restantes".to_owned(), Asked { free: false, ..asked.clone() })),
        asked.mine.then(|| ("Mes journées".to_owned(), Asked { mine: false, ..asked.clone() })),
    ];
    let chosen: Vec<_> = chosen.into_iter().flatten().collect();
    let many = chosen.len() > 1;
    (!chosen.is_empty()).then(|| {
        let each = chosen.into_iter().map(|(label, without)| {
            view! {
                <li>
                    <a class="tag" href=address(&without)>
                        {label}
                        <span aria-hidden="true">" ×"</span>
                        <span class="visually-hidden">" (retirer ce choix)"</span>
                    </a>
                </li>
            }
        });
        view! {
            <ul class="tags chosen" aria-label="Choix faits">
                {each.collect_view()}
                {many.then(|| view! { <li><a href=address(&all(&asked))>"Tout retirer"</a></li> })}
            </ul>
        }
    })
}

/// Everything first, then each possibility with how many days it would leave; those that would leave none are left out, but for
/// the one that was chosen.
fn offered(possible: Vec<(String, String, Asked)>, asked: &Asked, days: &[Listed]) -> Vec<Choice> {
    let choices = possible.into_iter().filter_map(|(value, label, instead)| {
        let count = days.iter().filter(|day| instead.keeps(day)).count();
        (count > 0 || instead == *asked).then(|| Choice::new(value, format!("{label} – {count}")))
    });
    std::iter::once(Choice::new("", "Tout")).chain(choices).collect()
}

fn publics(asked: &Asked, days: &[Listed]) -> Vec<Choice> {
    let possible = Public::ALL.map(|public| {
        (
            public.code().to_owned(),
            public_name(public).to_owned(),
            Asked { public: Some(public), ..asked.clone() },
        )
    });
    offered(possible.into(), asked, days)
}

fn modalities(asked: &Asked, days: &[Listed]) -> Vec<Choice> {
    let possible = Modality::ALL.map(|one| {
        (one.code().to_owned(), modality_name(one).to_owned(), Asked { modality: Some(one), ..asked.clone() })
    });
    offered(possible.into(), asked, days)
}

fn themes(asked: &Asked, days: &[Listed]) -> Vec<Choice> {
    let mut themes: Vec<(String, String)> = days
        .iter()
        .filter(|day| !day.theme.is_empty())
        .map(|day| (folded(&day.theme), day.theme.clone()))
        .collect();
    if let Some(theme) = &asked.theme {
        themes.push((theme.clone(), theme_label(days, theme)));
    }
    themes.sort();
    themes.dedup_by(|one, other| one.0 == other.0);
    let possible = themes
        .into_iter()
        .map(|(value, label)| (value.clone(), label, Asked { theme: Some(value), ..asked.clone() }));
    offered(possible.collect(), asked, days)
}

fn departments(asked: &Asked, days: &[Listed]) -> Vec<Choice> {
    let possible = domain::members::antennes::DEPARTMENTS.map(|(code, _)| {
        (code.to_owned(), department(code), Asked { department: Some(code), ..asked.clone() })
    });
    offered(possible.into(), asked, days)
}

/// A theme as it is written in the programme.
fn theme_label(days: &[Listed], theme: &str) -> String {
    let known = days.iter().find(|day| folded(&day.theme) == theme);
    known.map_or_else(|| theme.to_owned(), |day| day.theme.clone())
}

fn department(code: &str) -> String {
    format!("{} ({code})", department_name(code))
}
