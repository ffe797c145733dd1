//! Topics in a list.

use domain::forum::{TopicKind, board::Listed};
use leptos::prelude::*;

use super::address;
use crate::{
    parts::{Badge, Moment, Tone, counted},
    session,
};

/// A list of topics; those in which something was said since the last visit are marked so. Under a heading that says so, topics
/// that wait for an answer need not say again that they have none.
#[component]
pub(crate) fn TopicRows(
    topics: Vec<Listed>,
    #[prop(optional)] in_board: bool,
    #[prop(optional)] waiting: bool,
) -> impl IntoView {
    let since = session::member().and_then(|member| member.visited_before_at());
    let rows = topics.into_iter().map(|topic| {
        let fresh = since.is_some_and(|since| topic.active_at > since);
        let (tone, kind) = kind(topic.kind);
        let figures = counted(u64::from(topic.replies), "réponse", "réponses");
        view! {
            <li class="row with-end">
                <div>
                    <p class="row-title">
                        <a href=address(topic.id.number(), &topic.title)>{topic.title.clone()}</a>
                    </p>
                    <p class="facts">
                        {fresh.then(|| view! { <span class="new">"Nouveau"</span> " " })}
                        <Badge tone label=kind/>
                        " "
                        {(!in_board).then(|| format!("{} · ", topic.board))}
                        {topic.author}
                        " · "
                        <Moment at=topic.active_at/>
                    </p>
                </div>
                {(!waiting).then(|| view! { <Tally figures/> })}
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}

/// « 12 réponses », the figure large.
#[component]
pub(crate) fn Tally(figures: String) -> impl IntoView {
    let (figure, words) = figures.split_once(|c: char| c.is_whitespace()).unwrap_or((&figures, ""));
    let class = (figure == "0").then_some("none");
    view! {
        <p class="row-end tally facts">
            <b class=class>{figure.to_owned()}</b>
            " "
            {words.to_owned()}
        </p>
    }
}

/// What a kind of topic is called, and its colour.
pub(crate) fn kind(kind: TopicKind) -> (Tone, &'static str) {
    match kind {
        TopicKind::Question => (Tone::Hand, "Question"),
        TopicKind::Practice => (Tone::Settled, "Pratique"),
        TopicKind::Discussion => (Tone::Plain, "Discussion"),
    }
}
