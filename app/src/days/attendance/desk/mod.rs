//! `/animation/journees/{id}/emargement`: the sheet that the organisers tick, everybody at once; who came without being expected is
//! added at its end.

use domain::{
    days::{
        attendance::{
            EARLY, LATE, Mark, Marked, length,
            sheet::{self, Line, Sheet},
        },
        edition,
        page::Session,
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{desk_address, length_words, marked_words};
use crate::{
    days::{
        desk::{PATH, crumbs},
        words::hours,
    },
    desk::organiser,
    failure::{Lost, or_lost},
    form::Again,
    library::Fields,
    parts::{
        ButtonLink, Empty, ErrorSummary, Errors, Notice, Page, PageHead, Place, Section, Submit, Tone, Weight,
    },
    session,
};

pub(crate) mod actions;
mod cells;
mod reading;

use cells::{Newcomers, OnSheet};

/// Lines for those who came without being expected; the page gives as many again once they are filled in.
const NEWCOMERS: usize = 3;

/// The page.
#[component]
pub(crate) fn SheetPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let done = use_query_map().get().get("fait").is_some();
    Suspend::new(async move { or_lost(content(&asked, done).await) })
}

/// What each cell says: as it is, or as it was typed.
#[derive(Clone)]
struct Typed {
    again: Option<Fields>,
    errors: Errors,
}

impl Typed {
    /// What was typed under that name, or what is known.
    fn value(&self, name: &str, known: impl FnOnce() -> String) -> String {
        self.again.as_ref().map_or_else(known, |fields| fields.value(name))
    }
}

async fn content(asked: &str, done: bool) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let community = session::community();
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let sheet = sheet::read(&community, &organiser, id).await?;
    let (again, errors) = match use_context::<Again<Fields>>() {
        Some(again) => (Some(again.fields), again.errors),
        None => (None, Errors::none()),
    };
    let typed = Typed { again, errors: errors.clone() };
    let refused = !errors.is_empty();
    let now = community.now();
    let open = open(&sheet, now);
    let shown = sheet.day.is_on() && sheet.sessions.iter().any(|session| now <= session.ends_at + LATE);
    let mut crumbs = crumbs();
    crumbs.push((sheet.day.title.clone(), format!("{PATH}/{id}")));
    let [code, signed] = ["code", "feuilles"].map(|name| format!("{PATH}/{id}/{name}"));
    let title = sheet.day.title.clone();
    Ok(view! {
        <Page title=format!("Émargement\u{a0}: {title}") place=Place::Desk crumbs refused>
            {(done && !refused).then(|| view! { <Notice tone=Tone::Settled fresh=true><p>"La feuille est enregistrée."</p></Notice> })}
            <PageHead title="Émargement" lead=title>
                <p class="facts">{sheet.day.starts_at.map_or_else(|| "Date à fixer".to_owned(), dates::full)}</p>
                <p class="page-end">
                    {shown.then(|| view! { <ButtonLink label="Afficher le code" href=code weight=Weight::Quiet/> " " })}
                    <ButtonLink label="Feuilles signées" href=signed weight=Weight::Quiet/>
                </p>
            </PageHead>
            <ErrorSummary errors/>
            {if open.is_empty() {
                view! {
                    <Empty>
                        <p>"La feuille se remplit à partir d’un quart d’heure avant la première séance, d’une journée publiée."</p>
                    </Empty>
                }
                .into_any()
            } else {
                view! { <Form sheet open typed/> }.into_any()
            }}
        </Page>
    }
    .into_any())
}

/// The sessions that have begun, or nearly, of a day that is on: nobody is marked in the others.
fn open(sheet: &Sheet, now: chrono::DateTime<chrono::Utc>) -> Vec<Session> {
    let begun = |session: &&Session| sheet.day.is_on() && session.starts_at - EARLY <= now;
    sheet.sessions.iter().filter(begun).cloned().collect()
}

#[component]
fn Form(sheet: Sheet, open: Vec<Session>, typed: Typed) -> impl IntoView {
    let id = sheet.day.id;
    let (expected, others): (Vec<Line>, Vec<Line>) = sheet.people.into_iter().partition(|line| line.seated);
    let count = expected.len();
    let sessions = sheet.sessions;
    let list = |people: Vec<Line>| {
        let rows = people.into_iter().map(|line| {
            let marks = sessions.iter().cloned().zip(line.marks.iter().cloned());
            let marks = marks.filter(|(session, _)| open.contains(session)).collect();
            view! { <OnSheet line marks typed=typed.clone()/> }
        });
        rows.collect_view()
    };
    let came_besides = !others.is_empty();
    let (expected, others) = (list(expected), list(others));
    let lengths = open.iter().map(|session| {
        format!(
            "{}, {}\u{a0}: {}",
            session.label,
            hours(session.starts_at, session.ends_at),
            length_words(length(session))
        )
    });
    let lengths = lengths.map(|words| view! { <li>{words}</li> }).collect_view();
    view! {
        <form method="post" action=desk_address(id) class="form wide sheet" novalidate>
            <ul class="facts">{lengths}</ul>
            {if count == 0 {
                view! { <p>"Personne n’avait de place à cette journée."</p> }.into_any()
            } else {
                view! {
                    <Section title=format!("Personnes attendues\u{a0}: {count}") id="attendues"><ul class="rows">{expected}</ul></Section>
                }
                .into_any()
            }}
            {came_besides.then(|| view! {
                <Section title="Personnes venues sans inscription" id="autres"><ul class="rows">{others}</ul></Section>
            })}
            <Newcomers open typed/>
            <div class="actions">
                <Submit label="Enregistrer la feuille" name="acte" value="feuille"/> " "
                <Submit label="Enregistrer, et noter présentes les personnes attendues dont rien n’est dit" name="acte" value="toutes" weight=Weight::Quiet/>
            </div>
        </form>
    }
}

/// What a cell says, as one text: what is sent back of what was known when the page was made, so that only what was changed on it is
/// changed in the sheet.
fn said(mark: Option<Mark>, minutes: u32, word: &str) -> String {
    match mark {
        None => String::new(),
        Some(mark @ Mark::Present) => format!("{} {minutes}", mark.code()),
        Some(mark) => format!("{} {word}", mark.code()),
    }
}

fn said_of(marked: Option<&Marked>) -> String {
    marked.map_or_else(String::new, |marked| said(Some(marked.mark), marked.minutes, &marked.word))
}

/// How it was said, where the person signed.
fn how(marked: Option<&Marked>, session: &Session) -> Option<String> {
    use domain::days::attendance::Way;
    marked.filter(|marked| marked.way != Way::Ticked).map(|marked| marked_words(marked, session))
}
