//! `/journees/{id}-{slug}`: a day.

mod after;
mod around;
mod card;
mod course;
mod mine;

use chrono::{DateTime, Utc};
use domain::{
    days::{
        State, TrainingDay, discussion, documents, edition, minutes, page,
        programme::{self, Listed},
        proposal::ProposalId,
        registration,
        survey::answering::Waiting,
        waiting,
    },
    library::certification::Named,
    members::Member,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use after::{Minutes, Talk};
use around::{Documents, Practical, Prepare, Speakers};
use card::Card;
use course::Course;

use super::{
    actions::{ActForm, Done},
    address, attendance, crumbs, desk, diary, proposals,
    questions::{self, Collected, Questions},
    surveys::WaitingSurveys,
    words::{modality_name, public_name, set, state_word},
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    library::{CertificationChips, mentioned, mentions},
    parts::{Badge, ErrorSummary, Errors, Notice, Page, Place, Prose, Section, Tone},
    session,
};

/// A day's page.
#[component]
pub(crate) fn DayPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let done = use_query_map().get().get("fait").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked, &done).await) })
}

/// A day, as whoever asks for it sees it now.
#[derive(Clone)]
struct Seen {
    day: TrainingDay,
    member: Member,
    now: DateTime<Utc>,
    /// What else the person does at that time.
    conflicts: Vec<Listed>,
    /// What the person is asked of it.
    asked: Vec<Waiting>,
    own: String,
    /// Whether they bring documents to it.
    brings: bool,
    /// Whether they write its minutes.
    writes: bool,
    /// The questions asked before it, for whoever reads them.
    questions: Option<Collected>,
    /// Whether they open its discussion.
    talks: bool,
    form: ActForm,
    errors: Errors,
}

impl Seen {
    fn has_begun(&self) -> bool {
        self.day.has_begun(self.now)
    }

    fn standing(&self) -> Option<registration::State> {
        self.day.mine.as_ref().map(|mine| mine.state)
    }
}

async fn content(asked: &str, done: &str) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let member = session::member().ok_or(Lost::NotThere)?;
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let day = page::read(&community, &visitor, id).await?;
    let own = address(id, &day.title);
    let refused = use_context::<Again<ActForm>>().is_some();
    if !refused && !own.ends_with(&format!("/{asked}")) {
        return Err(Lost::Moved(own));
    }
    let mut numbers = day.certifications.clone();
    numbers
        .extend([&day.objectives, &day.preparation].iter().flat_map(|html| mentions::numbers(html.as_str())));
    let named = mentioned::known(numbers).await?;
    let now = community.now();
    let seated = day.mine.as_ref().is_some_and(|mine| mine.state == registration::State::Seated);
    let conflicts = match !seated && day.admits(&member, now).is_ok() {
        true => programme::conflicts(&community, &member, id).await?,
        false => Vec::new(),
    };
    let mut questions = Collected::of(&day).await?;
    if let Some(questions) = &mut questions {
        (questions.in_day, questions.done) = (true, questions::done_words(done).filter(|_| !refused));
    }
    let talks = discussion::may_open(&visitor, &day);
    let (brings, writes) =
        (documents::may_bring(&visitor, &day), minutes::may_write(&community, &visitor, &day));
    // Nobody is asked what they think of a day that is not over.
    let asked = match day.is_over(now) {
        true => waiting::to_answer(&community, &member).await?,
        false => Vec::new(),
    };
    let of_this = |one: &Waiting| one.day.as_ref().is_some_and(|(day, _)| *day == id);
    let asked = asked.into_iter().filter(of_this).collect();
    let (form, errors) = Again::<ActForm>::or_blank();
    let seen =
        Seen { day, member, now, conflicts, asked, own, brings, writes, questions, talks, form, errors };
    Ok(shown(seen, named, Done::from_code(done).filter(|_| !refused)))
}

/// The page. The card comes first on a phone; « Ajouter à mon agenda » belongs in the same aside, under [`Prepare`].
fn shown(seen: Seen, named: Vec<Named>, done: Option<Done>) -> AnyView {
    let deposit = seen.deposit();
    let Seen { day, errors, asked, questions, talks, writes, .. } = seen.clone();
    let refused = !errors.is_empty();
    let said = done.and_then(|done| done.words(day.mine.as_ref()));
    let is_about = |one: &&Named| day.certifications.contains(&i64::from(one.number.number()));
    let chosen: Vec<Named> = named.iter().filter(is_about).cloned().collect();
    let about = (!chosen.is_empty())
        .then(|| view! { <Section title="Certifications"><CertificationChips named=chosen/></Section> });
    view! {
        <Page title=set(&day.title) place=Place::Days crumbs=trail(&day) refused>
            {said.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <Head day=day.clone() named=named.clone() now=seen.now/>
            <ErrorSummary errors/>
            <WaitingSurveys waiting=asked/>
            <div class="columns aside-first">
                <aside>
                    <Card seen=seen.clone()/>
                    <Prepare day=day.clone() named/>
                    <Ways day=day.clone() now=seen.now/>
                </aside>
                <div>
                    <Origin origin=day.origin.clone()/>
                    <Course day=day.clone()/>
                    <Speakers day=day.clone()/>
                    {about}
                    {questions.map(|collected| view! { <Questions collected/> })}
                    <Documents day=day.clone() deposit/>
                    <Minutes day=day.clone() writes/>
                    <Talk day=day.clone() talks/>
                    <Practical day/>
                </div>
            </div>
        </Page>
    }
    .into_any()
}

/// « Journées › Programme 2027 › 5e des 16 journées »
fn trail(day: &TrainingDay) -> Vec<(String, String)> {
    let rank = day.rank.map(|(rank, of)| {
        let ordinal = if rank == 1 { "re" } else { "e" };
        (format!("{rank}{ordinal} des {of}\u{a0}journées"), String::new())
    });
    crumbs(day.year).into_iter().chain(rank).collect()
}

/// What must be known first, the title, what it is, what for.
#[component]
fn Head(day: TrainingDay, named: Vec<Named>, now: DateTime<Utc>) -> impl IntoView {
    let called_off = called_off(&day);
    let state = state_word(day.state, day.is_over(now)).filter(|_| called_off.is_none());
    let stages = day.stages.iter().map(|stage| {
        view! { <a class="badge" href=format!("/guide/{stage}")>{format!("Étape\u{a0}{stage}")}</a> }
    });
    let stages = stages.collect_view();
    let objectives = mentions::told(day.objectives.as_str(), &named);
    view! {
        {called_off.map(|(tone, words, word)| view! {
            <Notice tone>
                <p><strong>{words}</strong></p>
                {(!word.is_empty()).then(|| view! { <p class="as-typed">{word}</p> })}
            </Notice>
        })}
        <header class="page-head">
            <h1>{set(&day.title)}</h1>
            <p class="badges">
                {state.map(|(label, tone)| view! { <Badge label tone/> })}
                <Badge label=modality_name(day.modality) tone=Tone::News/>
                <Badge label=public_name(day.public)/>
                {stages}
            </p>
            <div class="day-objectives"><Prose html=objectives/></div>
        </header>
    }
}

/// What is said first of a day that will not be held as it was to be, and why.
fn called_off(day: &TrainingDay) -> Option<(Tone, &'static str, String)> {
    let (tone, words) = match day.state {
        State::Cancelled => (Tone::Wrong, "Annulée\u{a0}: cette journée n’aura pas lieu."),
        State::Postponed => {
            (Tone::News, "Reportée\u{a0}: une autre date sera annoncée. Les inscriptions sont gardées.")
        }
        State::Draft => (Tone::Hand, "Brouillon\u{a0}: l’équipe d’animation seule voit cette page."),
        State::Published | State::Held => return None,
    };
    Some((tone, words, day.word.clone()))
}

/// Whose idea it was.
#[component]
fn Origin(origin: Option<(ProposalId, String, String)>) -> impl IntoView {
    origin.map(|(proposal, title, author)| {
        let href = proposals::address(proposal, &title);
        view! {
            <p class="facts">"Née d’une proposition de " {author} "\u{a0}: " <a href=href>{set(&title)}</a></p>
        }
    })
}

/// The day in one's own diary, and the way to the desk for those who look after it.
#[component]
fn Ways(day: TrainingDay, now: DateTime<Utc>) -> impl IntoView {
    let comes = day.window.starts_at.is_some() && day.state.counts() && !day.is_over(now);
    let diary = comes.then(|| (diary::file_address(day.id), "Ajouter à mon agenda"));
    let desk = session::organiser().map(|_| (format!("{}/{}", desk::PATH, day.id), "Gérer cette journée"));
    let all: Vec<_> = diary.into_iter().chain(attendance::own_ways(&day, now)).chain(desk).collect();
    (!all.is_empty()).then(|| {
        let each = all.into_iter().map(|(href, label)| view! { <li><a href=href>{label}</a></li> });
        view! { <ul class="links day-ways">{each.collect_view()}</ul> }
    })
}
