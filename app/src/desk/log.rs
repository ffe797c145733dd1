//! `/animation/journal`: the audit log in sentences; the same lines as a file at `/animation/journal.csv`.

use axum::{
    extract::State as Held,
    http::{Uri, request::Parts},
    response::Response,
};
use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use domain::members::{
    audit::Deed,
    desk::log::{self, Entry, Filter, Lines, Named, Whom},
};
use leptos::prelude::*;

use super::{asked::Asked, csv, people, words};
use crate::{
    Site, desk,
    failure::{Lost, or_lost},
    form::lost_page,
    parts::{Choice, Empty, Field, Moment, Page, PageHead, Place, Said, Select, Submit, Weight},
    session::{self, AtDesk},
};

/// The audit log.
#[component]
pub(crate) fn LogPage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let organiser = desk::organiser()?;
    let asked = Asked::of(&expect_context::<Parts>().uri);
    let before = asked.value("avant").parse::<i64>().ok();
    let Lines { entries, next } =
        log::read(&session::community(), &organiser, &filter(&asked), before).await?;
    let file = asked.without("avant").at("/animation/journal.csv");
    let first = before.map(|_| asked.without("avant").at("/animation/journal"));
    let further = next.map(|id| asked.with("avant", &id.to_string()).at("/animation/journal"));
    Ok(view! {
        <Page title="Journal" place=Place::Desk crumbs=desk::crumbs()>
            <PageHead title="Journal" lead="Qui a fait quoi, pour qui, quand et d’où. Rien ne s’y efface\u{202f}; les adresses réseau disparaissent au bout d’un an.">
                <p class="page-end"><a href=file download="">"Exporter ces lignes (CSV)"</a></p>
            </PageHead>
            <Filters asked/>
            {if entries.is_empty() {
                view! { <Empty><p>"Rien ne correspond à cette recherche. Retirez un filtre, ou un mot."</p></Empty> }.into_any()
            } else {
                view! { <ol class="rows" reversed>{entries.into_iter().map(|entry| view! { <Line entry/> }).collect_view()}</ol> }.into_any()
            }}
            {(first.is_some() || further.is_some()).then(|| view! {
                <nav class="pagination" aria-label="Pages">
                    <ul class="pagination-list">
                        {first.map(|href| view! { <li><a rel="prev" href=href>"Les plus récentes"</a></li> })}
                        {further.map(|href| view! { <li><a rel="next" href=href>"Plus anciennes"</a></li> })}
                    </ul>
                </nav>
            })}
        </Page>
    }
    .into_any())
}

/// What the address asks for; words that mean nothing ask for nothing.
fn filter(asked: &Asked) -> Filter {
    let whom = match asked.value("qui") {
        "" => None,
        // A number is what the page of a person links to.
        text => Some(text.parse().map_or_else(|_| Whom::Called(text.to_owned()), Whom::Exactly)),
    };
    let day = |name: &str| asked.value(name).parse::<NaiveDate>().ok();
    Filter {
        whom,
        deed: Deed::from_code(asked.value("geste")),
        from: day("du").and_then(midnight),
        to: day("au").and_then(|day| day.checked_add_days(Days::new(1))).and_then(midnight),
    }
}

/// When that day begins in Paris.
fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    let begins = Paris.from_local_datetime(&day.and_hms_opt(0, 0, 0)?).earliest()?;
    Some(begins.to_utc())
}

#[component]
fn Filters(asked: Asked) -> impl IntoView {
    let deeds = Deed::ALL.map(|deed| Choice::new(deed.code(), words::words(deed).label));
    let deeds = std::iter::once(Choice::new("", "Tous")).chain(deeds).collect::<Vec<_>>();
    view! {
        <form method="get" action="/animation/journal" class="filters" role="search" aria-label="Filtrer le journal">
            <Field name="qui" label="Personne" value=asked.value("qui") kind="search" optional=true maxlength=100u32/>
            <Select name="geste" label="Geste" choices=deeds chosen=asked.value("geste")/>
            <Field name="du" label="Du" value=asked.value("du") kind="date" optional=true/>
            <Field name="au" label="Au" value=asked.value("au") kind="date" optional=true/>
            <div class="actions">
                <Submit label="Filtrer" weight=Weight::Quiet/>
            </div>
        </form>
    }
}

/// A line, as a sentence.
#[component]
pub(super) fn Line(entry: Entry) -> impl IntoView {
    let Sentence { verb, subject, detail } = said(&entry);
    let actor = entry.actor.map(|actor| view! { <Who who=actor/> }.into_any());
    view! {
        <li class="row">
            <p>
                {actor.unwrap_or_else(|| "Le site".into_any())}
                " " {verb} {subject.map(|subject| view! { " " <Who who=subject/> })}
                {(!detail.is_empty()).then(|| format!(" ({detail})"))}
            </p>
            <p class="facts">
                <Moment at=entry.at said=Said::Full/>
                {entry.address.map(|address| format!(" · depuis {address}"))}
            </p>
        </li>
    }
}

/// What follows who did it.
struct Sentence {
    verb: &'static str,
    subject: Option<Named>,
    detail: String,
}

fn said(entry: &Entry) -> Sentence {
    let Some(deed) = entry.deed else {
        let verb = "a fait un geste que cette version du site ne connaît pas";
        return Sentence { verb, subject: entry.subject.clone(), detail: String::new() };
    };
    let words = words::words(deed);
    let subject = entry.subject.clone().filter(|subject| entry.actor.as_ref() != Some(subject));
    let verb = if subject.is_some() { words.to } else { words.alone };
    Sentence { verb, subject, detail: words::detail(deed, &entry.detail) }
}

#[component]
fn Who(who: Named) -> impl IntoView {
    let page = people::address(who.id.number(), &who.name);
    view! { <a href=page>{who.name}</a> }
}

/// The filtered lines as a file.
pub(crate) async fn file(
    Held(site): Held<Site>,
    AtDesk(organiser): AtDesk,
    uri: Uri,
    parts: Parts,
) -> Response {
    let entries = match log::export(&site.community, &organiser, &filter(&Asked::of(&uri))).await {
        Ok(entries) => entries,
        Err(fault) => return lost_page(&site, parts, fault).await,
    };
    let head = ["Date", "Qui", "Geste", "À qui", "Précision", "Adresse réseau"];
    let rows = std::iter::once(head.map(str::to_owned).to_vec()).chain(entries.into_iter().map(row));
    csv::file("journal", site.community.now(), rows)
}

fn row(entry: Entry) -> Vec<String> {
    let detail = said(&entry).detail;
    vec![
        csv::instant(entry.at),
        entry.actor.map_or_else(|| "Le site".to_owned(), |actor| actor.name),
        entry.deed.map_or_else(String::new, |deed| words::words(deed).label.to_owned()),
        entry.subject.map(|subject| subject.name).unwrap_or_default(),
        detail,
        entry.address.unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_paris_and_the_last_one_counts_whole() {
        let asked =
            Asked::of(&"/x?du=2027-03-01&au=2027-03-28&geste=joined&qui=12".parse().expect("an address"));
        let filter = filter(&asked);
        assert_eq!(filter.from, "2027-02-28T23:00:00Z".parse().ok());
        assert_eq!(filter.to, "2027-03-28T22:00:00Z".parse().ok(), "summer time began that night");
        assert_eq!(
            (filter.deed, filter.whom),
            (Some(Deed::Joined), Some(Whom::Exactly(domain::Id::new(12))))
        );
        let nonsense = Asked::of(&"/x?du=hier&geste=danse&qui=Zo%C3%A9".parse().expect("an address"));
        let called = Filter { whom: Some(Whom::Called("Zoé".to_owned())), ..Filter::default() };
        assert_eq!(super::filter(&nonsense), called);
    }
}
