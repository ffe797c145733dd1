//! What is said around a day: questions before it, then documents, minutes, a discussion.

use domain::days::{TrainingDay, discussion::Discussion, minutes::Standing};
use leptos::prelude::*;

use super::Seen;
use crate::{
    days::{discussion, minutes, words::set},
    forum,
    parts::{Badge, ButtonLink, Row, Rows, Section, Tone, Weight, counted},
};

/// The minutes, for whoever reads or would write them.
#[component]
pub(super) fn Minutes(day: TrainingDay, writes: bool) -> impl IntoView {
    let own = minutes::address(day.id, &day.title);
    let title = format!("Compte rendu\u{a0}: {}", set(&day.title));
    let inside = match day.minutes {
        Standing::Published => view! { <Rows><Row href=own title/></Rows> }.into_any(),
        Standing::Draft => view! {
            <Rows>
                <Row href=own title>
                    <Badge label="En cours d’écriture" tone=Tone::Hand/>
                    {writes.then_some(" Complétez-le avec les autres.")}
                </Row>
            </Rows>
        }
        .into_any(),
        Standing::Absent if writes => view! {
            <p>"Il s’écrit à plusieurs\u{a0}: quelques lignes suffisent pour commencer."</p>
            <p><ButtonLink label="Commencer le compte rendu" href=format!("{own}/modifier") weight=Weight::Quiet/></p>
        }
        .into_any(),
        Standing::Absent => return None,
    };
    Some(view! { <Section title="Compte rendu" id="compte-rendu">{inside}</Section> })
}

/// Where it is talked about, or where one would.
#[component]
pub(super) fn Talk(day: TrainingDay, talks: bool) -> impl IntoView {
    let href = discussion::address(day.id, &day.title);
    let inside = match day.discussion {
        Discussion::There { topic, title, replies } => {
            let href = forum::address(topic.number(), &title);
            let count = counted(replies.into(), "réponse", "réponses");
            view! { <Rows><Row href title=set(&title)>{count}</Row></Rows> }.into_any()
        }
        Discussion::Nowhere if talks => view! {
            <p>"Ce que vous voulez en dire, ce que vous en avez essayé, ce qui reste à éclaircir."</p>
            <p><ButtonLink label="Ouvrir la discussion" href weight=Weight::Quiet/></p>
        }
        .into_any(),
        Discussion::Nowhere | Discussion::Elsewhere => return None,
    };
    Some(view! { <Section title="On en parle" id="discussion">{inside}</Section> })
}

impl Seen {
    /// Where one brings a document to the day, once it has begun.
    pub(super) fn deposit(&self) -> Option<String> {
        let brings = self.brings && self.has_begun();
        brings.then(|| format!("/ressources/documents/nouveau?journee={}", self.day.id))
    }
}
