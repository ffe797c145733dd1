//! What stands around a day: who speaks, what to read, where it is, whom to ask.

use domain::{
    days::{TrainingDay, page::Speaker},
    library::certification::Named,
    members::antennes::department_name,
};
use leptos::prelude::*;

use crate::{
    library::{certifier_address, document_address, mentions},
    members,
    parts::{ButtonLink, Prose, Row, Rows, Section, Weight},
};

/// Who speaks, with the way to their page and to their certifier's.
#[component]
pub(super) fn Speakers(day: TrainingDay) -> impl IntoView {
    let speakers = day.speakers;
    (!speakers.is_empty()).then(|| {
        let rows = speakers.into_iter().map(|speaker| view! { <Who speaker/> });
        view! { <Section title="Qui intervient"><ul class="rows">{rows.collect_view()}</ul></Section> }
    })
}

#[component]
fn Who(speaker: Speaker) -> impl IntoView {
    let Speaker { name, function, organisation, certifier, member } = speaker;
    let named = match member {
        Some(member) => {
            let href = members::address(member.number(), &name);
            view! { <a href=href>{name}</a> }.into_any()
        }
        None => name.into_any(),
    };
    let certifier = certifier.map(|(name, slug)| view! { <a href=certifier_address(&slug)>{name}</a> });
    let said = [function, organisation].into_iter().filter(|said| !said.is_empty());
    let said = said.collect::<Vec<_>>().join(" · ");
    let between = (!said.is_empty() && certifier.is_some()).then_some(" · ");
    view! {
        <li class="row">
            <p class="row-title">{named}</p>
            <p class="facts">{said} {between} {certifier}</p>
        </li>
    }
}

/// What to do and to read before.
#[component]
pub(super) fn Prepare(
    day: TrainingDay,
    /// The certifications that it may name.
    named: Vec<Named>,
) -> impl IntoView {
    let html = mentions::told(day.preparation.as_str(), &named);
    let before: Vec<_> = day.documents.into_iter().filter(|(.., after)| !after).collect();
    (!html.is_empty() || !before.is_empty()).then(|| {
        view! {
            <Section title="Préparer" id="preparer">
                {(!before.is_empty()).then(|| view! { <Titles documents=before/> })}
                {(!html.is_empty()).then(|| view! { <Prose html/> })}
            </Section>
        }
    })
}

/// What came out of it, and where one brings something; `deposit` is where.
#[component]
pub(super) fn Documents(day: TrainingDay, deposit: Option<String>) -> impl IntoView {
    let after: Vec<_> = day.documents.into_iter().filter(|(.., after)| *after).collect();
    let some = !after.is_empty();
    (some || deposit.is_some()).then(|| {
        view! {
            <Section title="Ce qui en est sorti" id="documents">
                {some.then(|| view! { <Titles documents=after/> })}
                {deposit.map(|href| view! {
                    <p><ButtonLink label="Déposer un support" href weight=Weight::Quiet/></p>
                })}
            </Section>
        }
    })
}

#[component]
fn Titles(documents: Vec<(i64, String, bool)>) -> impl IntoView {
    let rows = documents.into_iter().map(|(number, title, _)| {
        let href = document_address(number, &title);
        view! { <Row href title/> }
    });
    view! { <Rows>{rows.collect_view()}</Rows> }
}

/// Where it is, how it is accessible, whom to ask.
#[component]
pub(super) fn Practical(day: TrainingDay) -> impl IntoView {
    let department = day.department.as_deref().map(|code| format!("{} ({code})", department_name(code)));
    let place = [Some(day.place).filter(|place| !place.is_empty()), department];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let facts = [
        ("Lieu", place),
        ("Thème", day.theme),
        ("Accessibilité", day.accessibility),
        ("Contact", day.contact),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(term, said)| view! { <div><dt>{term}</dt><dd>{said}</dd></div> });
    let facts = facts.collect_view();
    (!facts.is_empty()).then(|| {
        view! { <Section title="En pratique" id="pratique"><dl class="details">{facts}</dl></Section> }
    })
}
