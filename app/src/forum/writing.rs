//! Where one writes: a text area with its toolbar and its preview; the field of a topic’s certifications.

use leptos::prelude::*;

use super::composer::{Preview, Toolbar, rendered};
use crate::parts::{Field, Islands, Submit, TextArea, Weight};

/// A text area for Markdown named `texte`, with the form's buttons. `preview` shows what was typed as it will look.
#[component]
pub(crate) fn Writing(
    #[prop(into)] label: String,
    #[prop(into)] send: String,
    value: String,
    error: Option<String>,
    preview: bool,
) -> impl IntoView {
    let shown = if preview { rendered(&value) } else { String::new() };
    view! {
        <Islands/>
        <TextArea
            name="texte"
            label=label
            value=value
            error=error
            hint="Mise en forme en Markdown\u{a0}: **gras**, *italique*, - liste, > citation. Jamais le nom d’une candidate ou d’un candidat."
        >
            <Toolbar target="texte".to_owned()/>
        </TextArea>
        <Preview target="texte".to_owned() shown/>
        <div class="actions">
            <Submit label=send/>
            <Submit label="Aperçu" weight=Weight::Quiet name="apercu" value="oui"/>
        </div>
    }
}

/// The certifications that a topic is about, typed.
#[component]
pub(super) fn CertificationsField(value: String, error: Option<String>) -> impl IntoView {
    view! {
        <Field
            name="certifications"
            label="Certifications concernées"
            value=value
            optional=true
            hint="Leurs sigles ou leurs numéros, séparés par des virgules\u{a0}: DEAES, RNCP36004"
            error=error
        />
    }
}
