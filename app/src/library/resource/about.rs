//! What is known of a resource beside its content.

use chrono::NaiveDate;
use domain::{days::documents::Followed, library::resource::Resource, text::dates};
use leptos::prelude::*;

use crate::{
    days, forum,
    library::certifier_address,
    parts::{Moment, Said, number},
};

/// The facts, the certifiers and the stages it is about, the discussion and the days it comes from.
#[component]
pub(super) fn About(resource: Resource, days: Vec<Followed>) -> impl IntoView {
    let details = resource.details.clone();
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    let date = |date: Option<NaiveDate>| date.map(dates::on);
    let stages: Vec<_> = details.stages.iter().collect();
    let facts = [
        ("Auteur ou autrice", said(details.author.map(|note| note.to_string()))),
        ("Source", said(details.source.map(|note| note.to_string()))),
        ("Licence", said(details.licence.map(|note| note.to_string()))),
        ("Langue", (details.language.code() != "fr").then(|| details.language.label().to_owned())),
        ("Date", date(details.dated_on)),
        ("Valable jusqu’au", date(details.valid_until)),
        ("Département", details.departement.map(str::to_owned)),
        ("Téléchargements", (resource.downloads > 0).then(|| number(resource.downloads.into()))),
        (
            "Mots-clés",
            said(Some(details.tags.iter().map(|tag| tag.label().to_owned()).collect::<Vec<_>>().join(", "))),
        ),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(term, said)| said.map(|said| view! { <div><dt>{term}</dt><dd>{said}</dd></div> }));
    let facts = facts.collect_view();
    let certifiers = resource.certifiers.into_iter().map(|one| {
        view! { <li><a href=certifier_address(&one.slug)>{one.name.clone()}</a></li> }
    });
    let certifiers = certifiers.collect_view();
    let stages = stages.into_iter().map(|stage| {
        view! { <li><a href=format!("/guide/{stage}")>{format!("Étape\u{a0}{stage}")}</a></li> }
    });
    let stages = stages.collect_view();
    let origin = resource.origin.map(|origin| {
        let href = match origin.reply {
            Some((_, rank)) => forum::reply_address(origin.topic.number(), &origin.title, rank),
            None => forum::address(origin.topic.number(), &origin.title),
        };
        view! { <p>"Issu de la discussion «\u{a0}" <a href=href>{origin.title.clone()}</a> "\u{a0}»"</p> }
    });
    view! {
        <dl class="details">
            {facts}
            {(!certifiers.is_empty()).then(|| view! { <div><dt>"Certificateurs"</dt><dd><ul class="links">{certifiers}</ul></dd></div> })}
            {(!stages.is_empty()).then(|| view! { <div><dt>"Guide"</dt><dd><ul class="links">{stages}</ul></dd></div> })}
        </dl>
        {origin}
        {days.into_iter().map(|day| view! { <OfDay day/> }).collect_view()}
    }
}

#[component]
fn OfDay(day: Followed) -> impl IntoView {
    let date = day.starts_at.map(|at| view! { ", " <Moment at said=Said::Day/> });
    view! {
        <p>
            "Issu de la journée «\u{a0}"
            <a href=days::address(day.id, &day.title)>{day.title.clone()}</a>
            "\u{a0}»"
            {date}
        </p>
    }
}
