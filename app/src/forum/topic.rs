//! `/forums/sujets/{id}-{slug}`: a topic, its replies, and where to reply.

use axum::http::{Method, request::Parts};
use domain::{
    Community, Id,
    days::discussion::{self, Followed},
    forum::{self, Reply, Submission, Topic, subjects, topic},
    library::{
        certification::Named,
        resource,
        talk::{self, Made},
    },
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::{address, board::page_asked, post::Post, rows::kind, writing::Writing};
use crate::{
    days,
    failure::{Lost, or_lost},
    form::Again,
    library::{CertificationChips, document_address, mentioned, mentions},
    parts::{Badge, ErrorSummary, Errors, Moment, Page, Pagination, Place, Said, Section, counted},
    session,
};

/// What the reply form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReplyForm {
    pub(crate) texte: String,
    /// The form's own number.
    pub(crate) envoi: String,
    /// Not empty when a preview is asked for.
    pub(crate) apercu: String,
}

/// A topic.
#[component]
pub(crate) fn TopicPage() -> impl IntoView {
    let asked = use_params_map().get().get("topic").unwrap_or_default();
    let page = page_asked();
    Suspend::new(async move { or_lost(content(&asked, page).await) })
}

async fn content(asked: &str, page: u32) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = asked.parse::<Id<Topic>>().map_err(|_| Lost::NotThere)?;
    let (topic, replies) = topic::read(&community, &visitor, id, page).await?;
    let home = address(id.number(), &topic.title);
    if home.strip_prefix("/forums/sujets/") != Some(asked) && is_read() {
        moved(&home, page);
    }
    let (about, named) = certifications(&community, id, &topic, &replies).await?;
    let followed = discussion::followed_by(&community, &visitor, id).await?;
    let made = talk::made_of(&community, &visitor, id).await?;
    let deposits = visitor.member().is_some_and(resource::may_deposit);
    let documents = documents_of(&made, None);
    let become_document = deposits.then(|| format!("/ressources/documents/nouveau?sujet={id}"));
    let pages = forum::pages(topic.replies);
    let may_reply = visitor.member().is_some_and(|member| topic.board.may_reply(member));
    let crumbs = vec![
        ("Forums".to_owned(), "/forums".to_owned()),
        (topic.board.name.clone(), format!("/forums/{}", topic.board.slug)),
    ];
    let (form, errors) = Again::<ReplyForm>::or_blank();
    let refused = !errors.is_empty();
    let (tone, kind) = kind(topic.kind);
    let edit = format!("/forums/sujets/{id}/modifier");
    let base = format!("{home}?page=");
    let heading = match topic.replies {
        0 => "Pas encore de réponse".to_owned(),
        replies => counted(u64::from(replies), "réponse", "réponses"),
    };
    Ok(view! {
        <Page title=topic.title.clone() place=Place::Forums crumbs refused>
            <ErrorSummary errors=errors.clone()/>
            <header class="page-head">
                <h1>{topic.title}</h1>
                <p class="badges"><Badge tone label=kind/></p>
                <CertificationChips named=about/>
                {followed.map(|day| view! { <Follows day/> })}
            </header>
            <div class="reading">
            <div class="section">
                <Post message=topic.message named=named.clone() number=None edit become_document documents/>
            </div>
            <Section title=heading>
                <Replies topic=id replies named made deposits/>
                <Pagination page=page.into() pages=pages.into() base/>
            </Section>
            {may_reply.then(|| view! { <ReplyBox home page form errors/> })}
            </div>
        </Page>
    }
    .into_any())
}

/// The day that the topic follows.
#[component]
fn Follows(day: Followed) -> impl IntoView {
    let date = day.starts_at.map(|at| view! { ", " <Moment at said=Said::Day/> });
    view! {
        <p class="facts">
            "À la suite de la journée «\u{a0}"
            <a href=days::address(day.id, &day.title)>{day.title.clone()}</a>
            "\u{a0}»"
            {date}
        </p>
    }
}

/// The documents made of that reply, or of the topic's own text: address and title.
fn documents_of(made: &[Made], reply: Option<Id<Reply>>) -> Vec<(String, String)> {
    let of = made.iter().filter(|one| one.reply == reply);
    of.map(|one| (document_address(one.resource.number(), &one.title), one.title.clone())).collect()
}

/// The certifications that the topic is about, and all those that its page names, with what became of them.
async fn certifications(
    community: &Community,
    id: Id<Topic>,
    topic: &Topic,
    replies: &[Reply],
) -> Result<(Vec<Named>, Vec<Named>), Lost> {
    let about: Vec<i64> = subjects::of(community, id).await?.into_iter().map(|(number, _)| number).collect();
    let messages = std::iter::once(&topic.message).chain(replies.iter().map(|reply| &reply.message));
    let written = messages.flat_map(|message| mentions::numbers(message.html.as_str()));
    let named = mentioned::known(about.iter().copied().chain(written).collect()).await?;
    let is_about = |one: &&Named| about.contains(&i64::from(one.number.number()));
    Ok((named.iter().filter(is_about).cloned().collect(), named))
}

/// Whether the page is asked for, and not shown again after its form: what was typed stays where it is.
fn is_read() -> bool {
    use_context::<Parts>().is_none_or(|parts| parts.method != Method::POST)
}

/// Sends an older or shortened address to the topic's own.
fn moved(home: &str, page: u32) {
    let address = if page > 1 { format!("{home}?page={page}") } else { home.to_owned() };
    let response = expect_context::<ResponseOptions>();
    if let Ok(address) = address.try_into() {
        response.set_status(axum::http::StatusCode::PERMANENT_REDIRECT);
        response.insert_header(axum::http::header::LOCATION, address);
    }
}

#[component]
fn Replies(
    topic: Id<Topic>,
    replies: Vec<Reply>,
    named: Vec<Named>,
    made: Vec<Made>,
    deposits: bool,
) -> impl IntoView {
    let posts = replies.into_iter().map(|reply| {
        let edit = format!("/forums/reponses/{}/modifier", reply.id);
        let documents = documents_of(&made, Some(reply.id));
        let become_document =
            deposits.then(|| format!("/ressources/documents/nouveau?sujet={topic}&reponse={}", reply.id));
        view! { <Post message=reply.message named=named.clone() number=Some(reply.number) edit become_document documents/> }
    });
    view! { <div class="posts">{posts.collect_view()}</div> }
}

#[component]
fn ReplyBox(home: String, page: u32, form: ReplyForm, errors: Errors) -> impl IntoView {
    let envoi = Submission::presented(&form.envoi).as_str().to_owned();
    let preview = !form.apercu.is_empty();
    let action = if page > 1 { format!("{home}?page={page}") } else { home };
    view! {
        <Section title="Votre réponse" id="repondre">
            <form method="post" action=action class="form wide" novalidate>
                <input type="hidden" name="envoi" value=envoi/>
                <Writing label="Message" send="Répondre" value=form.texte error=errors.of("texte") preview/>
            </form>
        </Section>
    }
}
