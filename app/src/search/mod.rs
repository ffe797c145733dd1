//! `/recherche?q=…`: one search over people, topics, replies, the guide, the library and the days.

use chrono::{DateTime, Utc};
use domain::{
    days::State,
    forum::board,
    search::{self, Found, Hit, Kind, PAGE, PAGES, Place as Where, Question},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    days,
    failure::{Lost, or_lost},
    forum, library, members,
    parts::{Badge, ButtonLink, Empty, Moment, Page, Pagination, Place, Said, Tone, number},
    session,
};

/// What the address asks for.
#[derive(Debug, Clone)]
struct Asked {
    words: String,
    kind: Option<Kind>,
    page: usize,
}

/// The search page.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let query = use_query_map().get();
    let asked = Asked {
        words: query.get("q").unwrap_or_default().chars().take(200).collect(),
        kind: query.get("dans").and_then(|code| SHOWN.iter().copied().find(|kind| code_of(*kind) == code)),
        page: query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, PAGES),
    };
    Suspend::new(async move { or_lost(content(asked).await) })
}

/// The kinds one may restrict the search to, in order.
const SHOWN: &[Kind] = &[
    Kind::Topic,
    Kind::Reply,
    Kind::Certification,
    Kind::Certifier,
    Kind::Update,
    Kind::Resource,
    Kind::Day,
    Kind::Minutes,
    Kind::Guide,
    Kind::Person,
];

fn code_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Topic => "sujets",
        Kind::Reply => "reponses",
        Kind::Guide => "guide",
        Kind::Update => "actualites",
        Kind::Person => "personnes",
        Kind::Resource | Kind::Page => "documents",
        Kind::Certification => "certifications",
        Kind::Certifier => "certificateurs",
        Kind::Day => "journees",
        Kind::Minutes => "comptes-rendus",
    }
}

fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Topic => "Sujets",
        Kind::Reply => "Réponses",
        Kind::Guide => "Guide",
        Kind::Update => "Actualités",
        Kind::Person => "Personnes",
        Kind::Resource | Kind::Page => "Documents",
        Kind::Certification => "Certifications",
        Kind::Certifier => "Certificateurs",
        Kind::Day => "Journées",
        Kind::Minutes => "Comptes rendus",
    }
}

fn address(words: &str, kind: Option<Kind>) -> String {
    let words: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
    match kind {
        Some(kind) => format!("/recherche?q={words}&dans={}", code_of(kind)),
        None => format!("/recherche?q={words}"),
    }
}

async fn content(asked: Asked) -> Result<AnyView, Lost> {
    let question = Question::parse(&asked.words);
    let blank = question.is_empty();
    let (community, visitor) = (session::community(), session::visitor());
    let found = search::find(&community, &visitor, question, asked.kind, asked.page).await?;
    let ask = match found.hits.is_empty() && !blank {
        true => board::where_to_ask(&community, &visitor).await?,
        false => None,
    };
    let ask = ask.map(|board| forum::question_address(&board, &asked.words, &[]));
    let title = match asked.words.trim() {
        "" => "Rechercher".to_owned(),
        words => format!("«\u{a0}{words}\u{a0}»"),
    };
    let below = if blank {
        view! { <p class="facts">"Sujets, réponses, documents, journées, certifications, guide et annuaire d’un coup, même sans accents et avec une faute de frappe."</p> }
            .into_any()
    } else {
        view! { <Results asked=asked.clone() found ask/> }.into_any()
    };
    Ok(view! {
        <Page title=title place=Place::Search>
            <header class="page-head">
                <h1>"Rechercher"</h1>
                <form class="search-box" role="search" action="/recherche" method="get">
                    <label class="visually-hidden" for="q">"Ce que vous cherchez"</label>
                    <input id="q" type="search" name="q" value=asked.words maxlength="200" autocomplete="off"/>
                    <button class="button" type="submit">"Chercher"</button>
                </form>
            </header>
            <div class="section">{below}</div>
        </Page>
    }
    .into_any())
}

#[component]
fn Results(asked: Asked, found: Found, ask: Option<String>) -> impl IntoView {
    let Found { total, kinds, hits, corrected } = found;
    let pages = total.div_ceil(PAGE).clamp(1, PAGES);
    let base = format!("{}&page=", address(&asked.words, asked.kind));
    let count = match total {
        0 => format!("Rien ne répond à «\u{a0}{}\u{a0}».", asked.words.trim()),
        1 => "Une réponse.".to_owned(),
        total => format!("{} réponses.", number(total as u64)),
    };
    let whole: usize = kinds.iter().map(|(_, count)| count).sum();
    view! {
        <p role="status">
            {count}
            {corrected.map(|words| view! {
                " Vouliez-vous dire «\u{a0}"
                <a href=address(&words, asked.kind)><strong>{words.clone()}</strong></a>
                "\u{a0}»\u{202f}?"
            })}
        </p>
        {(whole > 0).then(|| view! { <Kinds asked=asked.clone() kinds whole/> })}
        {if hits.is_empty() {
            view! { <Nothing ask/> }.into_any()
        } else {
            view! { <ul class="rows">{hits.into_iter().map(|hit| view! { <HitRow hit/> }).collect_view()}</ul> }.into_any()
        }}
        <Pagination page=asked.page as u64 pages=pages as u64 base/>
    }
}

#[component]
fn Kinds(asked: Asked, kinds: Vec<(Kind, usize)>, whole: usize) -> impl IntoView {
    let link = |label: &'static str, kind: Option<Kind>, count: usize| {
        view! {
            <li>
                <a href=address(&asked.words, kind) aria-current=(asked.kind == kind).then_some("true")>
                    {label}
                    " "
                    <span class="facts">{number(count as u64)}</span>
                </a>
            </li>
        }
    };
    let some = SHOWN.iter().copied().filter_map(|kind| {
        let count = kinds.iter().find(|(of, _)| *of == kind).map_or(0, |(_, count)| *count);
        (count > 0).then(|| link(name_of(kind), Some(kind), count))
    });
    let some = some.collect_view();
    view! {
        <nav class="kinds" aria-label="Restreindre la recherche">
            <ul class="kinds-list">
                {link("Tout", None, whole)}
                {some}
            </ul>
        </nav>
    }
}

#[component]
fn HitRow(hit: Hit) -> impl IntoView {
    let Hit { place, title_html, passage_html, author, at } = hit;
    let mut inside = None;
    let mut became = None;
    let mut dated = None;
    let (href, tone, kind, title_html, whereabouts) = match place {
        Where::Person { id } => {
            (members::address(id, &plain(&title_html)), Tone::Plain, "Personne", title_html, None)
        }
        Where::Certification(named) => {
            let href = library::certification_address(named.number);
            became = Some(view! { " " <library::CertificationChip named=*named titled=false/> });
            (href, Tone::Authority, "Certification", title_html, None)
        }
        Where::Certifier { slug } => {
            (library::certifier_address(&slug), Tone::Authority, "Certificateur", title_html, None)
        }
        Where::Guide { stage } => (format!("/guide/{stage}"), Tone::News, "Guide", title_html, None),
        Where::Update { id } => (
            library::updates::address(id, &plain(&title_html)),
            Tone::Authority,
            "Actualité",
            title_html,
            Some(String::new()),
        ),
        Where::Topic { id, board, title } => {
            (forum::address(id, &title), Tone::Hand, "Sujet", title_html, Some(board))
        }
        Where::Reply { topic, number, board, title } => {
            let heading = html_escape::encode_text(&title).into_owned();
            (forum::reply_address(topic, &title, number), Tone::Plain, "Réponse", heading, Some(board))
        }
        Where::Day { id, title, state, starts_at } => {
            dated = Some((starts_at, Some(state)));
            (days::address(id, &title), Tone::News, "Journée", title_html, None)
        }
        Where::Minutes { day, title, starts_at } => {
            dated = Some((starts_at, None));
            (days::minutes::address(day, &title), Tone::News, "Compte rendu", title_html, None)
        }
        Where::Resource { id, title, kind, outdated, page, version } => {
            let facts = match outdated {
                true => format!("{} · périmé", kind.label()),
                false => kind.label().to_owned(),
            };
            inside = page.map(|page| library::resource::page_link(id, &title, version, page));
            (library::resource::address(id, &title), Tone::Authority, "Document", title_html, Some(facts))
        }
    };
    let dated = dated.map(|(starts_at, state)| view! { <Dated starts_at state/> });
    let at =
        (at > 0).then(|| chrono::DateTime::from_timestamp(at, 0)).flatten().filter(|_| whereabouts.is_some());
    view! {
        <li class="row">
            <h2 class="row-title"><a href=href inner_html=title_html></a></h2>
            <p class="snippet" inner_html=passage_html></p>
            {inside}
            <p class="facts">
                <Badge tone label=kind/>
                " "
                {whereabouts}
                {(!author.is_empty()).then(|| format!(" · {author}"))}
                {at.map(|at| view! { " · " <Moment at/> })}
                {became}
                {dated}
            </p>
        </li>
    }
}

/// When the day is or was; one that was called off says so.
#[component]
fn Dated(starts_at: Option<DateTime<Utc>>, state: Option<State>) -> impl IntoView {
    let off = state.filter(|state| matches!(state, State::Cancelled | State::Postponed | State::Draft));
    let badge = off.and_then(|state| days::state_word(state, false));
    view! {
        {badge.map(|(label, tone)| view! { <Badge label tone/> " " })}
        {starts_at.map(|at| view! { <Moment at said=Said::Day/> })}
    }
}

/// The title without its marks, for an address.
fn plain(title_html: &str) -> String {
    let bare = title_html.replace("<mark>", "").replace("</mark>", "");
    html_escape::decode_html_entities(&bare).into_owned()
}

/// What to try next; `ask` is where the visitor would ask, none for whoever may not.
#[component]
fn Nothing(ask: Option<String>) -> impl IntoView {
    view! {
        <Empty>
            <p>"Essayez avec moins de mots, ou avec l’ancien nom\u{a0}: «\u{a0}livret 1\u{a0}» et «\u{a0}dossier de faisabilité\u{a0}» se trouvent ensemble."</p>
            {ask.map(|href| view! {
                <p>"Personne n’en a peut-être encore parlé."</p>
                <p><ButtonLink label="Demander à la communauté" href/></p>
            })}
        </Empty>
    }
}
