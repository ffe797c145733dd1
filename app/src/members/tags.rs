//! What a person knows well, as it is shown.

use domain::{
    Fault,
    library::{
        Rncp,
        certification::{self, Named},
    },
    members::{Expertise, Tag},
};
use leptos::prelude::*;

use crate::{library::CertificationChip, session};

/// The certifications that the tags name, as they are today; nothing is asked where none is named.
pub(crate) async fn named(expertise: &Expertise) -> Result<Vec<Named>, Fault> {
    let numbers: Vec<Rncp> =
        expertise.tags.iter().filter_map(|tag| tag.certification().and_then(Rncp::new)).collect();
    certification::named(&session::community(), &numbers).await
}

/// The directory, narrowed to those who share a tag.
pub(crate) fn shared(tag: &Tag) -> String {
    let folded: String = form_urlencoded::byte_serialize(tag.folded().as_bytes()).collect();
    format!("/annuaire?connait={folded}")
}

/// Tags, each leading to those who share it, with what became of the certification it names; and stages of the guide.
#[component]
pub(crate) fn Knows(
    /// What the person says.
    expertise: Expertise,
    /// The certifications that it names.
    named: Vec<Named>,
) -> impl IntoView {
    let Expertise { tags, stages } = expertise;
    let tags_shown = tags.iter().map(|tag| {
        let number = tag.certification().and_then(Rncp::new);
        let official = number.map(|number| match named.iter().find(|one| one.number == number) {
            Some(named) => view! { " " <CertificationChip named=named.clone()/> }.into_any(),
            None => view! { " " <a class="record" href=number.official() rel="external">{format!("fiche {number}")}</a> }.into_any(),
        });
        view! { <li><a class="tag" href=shared(tag)>{tag.label().to_owned()}</a>{official}</li> }
    });
    let tags_shown = tags_shown.collect_view();
    let stages_shown = stages.iter().map(|stage| {
        view! { <li><a class="tag stage" href=format!("/guide/{stage}")>{format!("Étape {stage} du guide")}</a></li> }
    });
    let stages_shown = stages_shown.collect_view();
    view! {
        <ul class="tags">
            {tags_shown}
            {stages_shown}
        </ul>
    }
}
