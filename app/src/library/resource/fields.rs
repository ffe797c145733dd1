//! The fields of a resource's form.

use domain::{
    library::resource::{Language, Readers, ResourceKind, ResourceTitle},
    members::antennes::DEPARTMENTS,
};
use leptos::prelude::*;

use super::form::{CERTIFIERS, Fields};
use crate::{
    library::named::{Nearest, Unclear},
    parts::{Choice, Choices, Errors, Field, Select, TextArea},
};

/// What is said of a resource. What few need is folded away, unless something in it is to be mended.
#[component]
pub(super) fn DetailsFields(fields: Fields, errors: Errors, unclear: Vec<Unclear>) -> impl IntoView {
    let value = |name: &str| fields.value(name);
    let kinds = ResourceKind::ALL.map(|kind| Choice::new(kind.code(), kind.label()));
    let kinds = [Choice::new("", "Choisissez")].into_iter().chain(kinds).collect::<Vec<_>>();
    view! {
        <Field
            name="titre"
            label="Titre"
            value=value("titre")
            maxlength=ResourceTitle::MAX as u32
            hint="Ce que c’est, et pour quelle certification"
            error=errors.of("titre")
        />
        <Select name="nature" label="Nature" choices=kinds chosen=value("nature") error=errors.of("nature")/>
        <TextArea
            name="resume"
            label="Résumé"
            value=value("resume")
            rows=4
            optional=true
            hint="Ce qu’on y trouve, à quoi cela sert. Jamais le nom d’une candidate ou d’un candidat."
            error=errors.of("resume")
        />
        <TextArea
            name="certifications"
            label="Certifications"
            value=value("certifications")
            rows=2
            optional=true
            hint="Leurs numéros ou leurs sigles, un par ligne\u{a0}: RNCP25467, DEAES"
            error=errors.of("certifications")
        />
        <TextArea
            name=CERTIFIERS
            label="Certificateurs"
            value=value(CERTIFIERS)
            rows=2
            optional=true
            hint="Leur nom ou leur sigle, un par ligne"
            error=errors.of(CERTIFIERS)
        />
        <Nearest asked=unclear errors=errors.clone()/>
        <Choices
            name="lecteurs"
            legend="Qui peut le lire"
            choices=vec![
                Choice::new(Readers::Everybody.code(), "Tous les membres de la communauté"),
                Choice::new(Readers::Antennes.code(), "Les antennes et l’équipe d’animation"),
            ]
            chosen=match fields.get("lecteurs") {
                "" => Readers::Everybody.code().to_owned(),
                chosen => chosen.to_owned(),
            }
            error=errors.of("lecteurs")
        />
        <More fields errors/>
    }
}

/// The fields that few need.
const FEW: [&str; 7] = ["auteur", "origine", "licence", "date", "valable", "relecture", "mots"];

#[component]
fn More(fields: Fields, errors: Errors) -> impl IntoView {
    let value = |name: &str| fields.value(name);
    let open = FEW.iter().any(|name| errors.of(name).is_some());
    let languages = Language::ALL.map(|one| Choice::new(one.code(), one.label())).to_vec();
    let departements =
        DEPARTMENTS.iter().map(|(number, name)| Choice::new(*number, format!("{name} ({number})")));
    let departements = [Choice::new("", "Tous")].into_iter().chain(departements).collect::<Vec<_>>();
    let stages = (1..=5u8).map(|stage| {
        let checked = fields.has("etape", &stage.to_string());
        view! {
            <label class="choice">
                <input type="checkbox" name="etape" value=stage.to_string() checked=checked/>
                <span>{format!("Étape {stage}")}</span>
            </label>
        }
    });
    view! {
        <details class="more-fields" open=open>
            <summary>"Auteur, source, dates, étapes du guide…"</summary>
            <Field name="auteur" label="Auteur ou autrice" value=value("auteur") optional=true maxlength=200u32 error=errors.of("auteur")/>
            <Field name="origine" label="Source" value=value("origine") optional=true maxlength=200u32 error=errors.of("origine")/>
            <Field name="licence" label="Licence" value=value("licence") optional=true maxlength=200u32 hint="Licence Ouverte 2.0, CC BY-SA 4.0, usage interne…" error=errors.of("licence")/>
            <Select name="langue" label="Langue" choices=languages chosen=value("langue")/>
            <Field name="date" label="Date du document" kind="date" value=value("date") optional=true error=errors.of("date")/>
            <Field name="valable" label="Valable jusqu’au" kind="date" value=value("valable") optional=true hint="Le lendemain, il dira de lui-même qu’il est périmé" error=errors.of("valable")/>
            <Field name="relecture" label="À relire le" kind="date" value=value("relecture") optional=true error=errors.of("relecture")/>
            <Select name="departement" label="Département" choices=departements chosen=value("departement")/>
            <fieldset class="choices">
                <legend>"Étapes du guide"</legend>
                {stages.collect_view()}
            </fieldset>
            <TextArea name="mots" label="Mots-clés" value=value("mots") rows=2 optional=true hint="Un par ligne" error=errors.of("mots")/>
        </details>
    }
}
