//! The fields of a day, in the order in which one prepares it.

use domain::{
    days::{DayTitle, Modality, Public, details::Theme, details::Words},
    library::Certifier,
    members::antennes::DEPARTMENTS,
};
use leptos::prelude::*;

use super::form::{SESSIONS, at};
use crate::{
    days::words::{modality_name, public_name},
    library::Fields,
    parts::{Choice, Choices, Errors, Field, Select, TextArea},
};

/// All of them.
#[component]
pub(super) fn DayFields(fields: Fields, errors: Errors, certifiers: Vec<Certifier>) -> impl IntoView {
    let publics = Public::ALL.map(|public| Choice::new(public.code(), public_name(public))).to_vec();
    let modalities =
        Modality::ALL.map(|modality| Choice::new(modality.code(), modality_name(modality))).to_vec();
    view! {
        <input type="hidden" name="annee" value=fields.value("annee")/>
        <Field name="titre" label="Titre" value=fields.value("titre") maxlength=DayTitle::MAX as u32 hint="Le même sur chaque document de la journée" error=errors.of("titre")/>
        <TextArea name="objectifs" label="Objectifs" value=fields.value("objectifs") rows=5 hint="Ce que chacune et chacun saura ou saura faire. Mise en forme en Markdown." error=errors.of("objectifs")/>
        <Choices name="public" legend="Pour qui" choices=publics chosen=fields.value("public") error=errors.of("public")/>
        <Choices name="modalite" legend="Comment" choices=modalities chosen=fields.value("modalite") error=errors.of("modalite")/>
        <Field name="theme" label="Thème" value=fields.value("theme") optional=true maxlength=Theme::MAX as u32 hint="En deux ou trois mots\u{a0}: le bilan regroupe par thème" error=errors.of("theme")/>
        <Sessions fields=fields.clone() errors=errors.clone()/>
        <Where fields=fields.clone() errors=errors.clone()/>
        <Seats fields=fields.clone() errors=errors.clone()/>
        <Around fields errors certifiers/>
    }
}

/// As many as there are and one more, the first open; the others wait behind their heading.
#[component]
fn Sessions(fields: Fields, errors: Errors) -> impl IntoView {
    let filled =
        |rank: usize| !fields.get(&at(rank, "date")).is_empty() || errors.of(&at(rank, "date")).is_some();
    let shown = (0..SESSIONS).filter(|rank| filled(*rank)).count().max(1) + 1;
    let each = (0..SESSIONS).map(|rank| {
        let value = |field: &str| fields.value(&at(rank, field));
        let error = |field: &str| errors.of(&at(rank, field));
        let legend = format!("Séance {}", rank + 1);
        let inside = view! {
            <Field name=at(rank, "nom") label="Nom" value=value("nom") optional=true hint="Matin, Après-midi…" error=error("nom")/>
            <div class="field-row">
                <Field name=at(rank, "date") label="Date" kind="date" value=value("date") optional=true error=error("date")/>
                <Field name=at(rank, "debut") label="Début" kind="time" value=value("debut") optional=true error=error("debut")/>
                <Field name=at(rank, "fin") label="Fin" kind="time" value=value("fin") optional=true error=error("fin")/>
            </div>
            <TextArea name=at(rank, "deroule") label="Déroulé" value=value("deroule") rows=4 optional=true hint="Un moment par ligne\u{a0}: 9h30 Titre | précision" error=error("deroule")/>
        };
        match rank < shown {
            true => view! { <fieldset class="group"><legend>{legend}</legend>{inside}</fieldset> }.into_any(),
            false => view! { <details class="group"><summary>{legend}</summary>{inside}</details> }.into_any(),
        }
    });
    view! {
        <h2 id="seances">"Séances"</h2>
        <p class="hint">"Une demi-journée ou un créneau\u{a0}: c’est ce que l’on émarge. Un brouillon peut attendre sa date."</p>
        {each.collect_view()}
    }
}

#[component]
fn Where(fields: Fields, errors: Errors) -> impl IntoView {
    let departments = std::iter::once(Choice::new("", "Aucun"))
        .chain(DEPARTMENTS.map(|(code, name)| Choice::new(code, format!("{name} ({code})"))));
    view! {
        <h2>"Où et comment venir"</h2>
        <Field name="lieu" label="Lieu" value=fields.value("lieu") optional=true maxlength=Words::MAX as u32 hint="En une ligne, avec l’adresse" error=errors.of("lieu")/>
        <Select name="departement" label="Département" choices=departments.collect() chosen=fields.value("departement")/>
        <TextArea name="acces" label="Accès ou connexion" value=fields.value("acces") rows=4 optional=true hint="Code, numéro, lien, plan\u{a0}: visible des seules personnes inscrites" error=errors.of("acces")/>
        <Field name="accessibilite" label="Accessibilité" value=fields.value("accessibilite") optional=true maxlength=Words::MAX as u32 hint="Du lieu ou de l’outil, et à qui dire un besoin" error=errors.of("accessibilite")/>
        <Field name="contact" label="Contact" value=fields.value("contact") optional=true maxlength=Words::MAX as u32 error=errors.of("contact")/>
        <TextArea name="preparation" label="À préparer" value=fields.value("preparation") rows=3 optional=true error=errors.of("preparation")/>
    }
}

#[component]
fn Seats(fields: Fields, errors: Errors) -> impl IntoView {
    let moment = |name: &'static str, label: &'static str, at: &'static str| {
        let (date, hour) = (format!("{name}_date"), format!("{name}_heure"));
        let (date_error, hour_error) = (errors.of(&date), errors.of(&hour));
        view! {
            <div class="field-row">
                <Field name=date.clone() label kind="date" value=fields.value(&date) optional=true error=date_error/>
                <Field name=hour.clone() label=at kind="time" value=fields.value(&hour) optional=true error=hour_error/>
            </div>
        }
    };
    view! {
        <h2>"Inscriptions"</h2>
        <div class="field-row">
            <Field name="places" label="Places" kind="number" value=fields.value("places") error=errors.of("places")/>
            <Field name="quota" label="Par antenne, au plus" kind="number" value=fields.value("quota") optional=true hint="Pour qu’un accueil reste ouvert" error=errors.of("quota")/>
        </div>
        {moment("ouverture", "Ouverture des inscriptions", "Heure d’ouverture")}
        {moment("fermeture", "Fermeture des inscriptions", "Heure de fermeture")}
    }
}

#[component]
fn Around(fields: Fields, errors: Errors, certifiers: Vec<Certifier>) -> impl IntoView {
    let boxes = |name: &'static str, choices: Vec<(String, String)>| {
        let each = choices.into_iter().map(|(value, label)| {
            let checked = fields.has(name, &value);
            view! { <label class="choice"><input type="checkbox" name=name value=value checked=checked/><span>{label}</span></label> }
        });
        each.collect_view()
    };
    let stages = (1..=5).map(|stage| (stage.to_string(), format!("Étape {stage}"))).collect();
    let papers = [
        ("convocation", "Convocation"),
        ("emargement", "Feuille d’émargement"),
        ("attestation", "Attestation de présence"),
    ];
    let papers = papers.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec();
    let known: Vec<String> = certifiers.into_iter().map(|one| one.name).take(3).collect();
    let hint = format!(
        "Une personne par ligne\u{a0}: nom | fonction | organisme. Un certificateur de la bibliothèque ou un membre nommé exactement devient un lien{}.",
        if known.is_empty() { String::new() } else { format!(" (par exemple {})", known.join(", ")) }
    );
    view! {
        <h2>"Autour de la journée"</h2>
        <TextArea name="intervenants" label="Intervenantes et intervenants" value=fields.value("intervenants") rows=4 optional=true hint=hint error=errors.of("intervenants")/>
        <fieldset class="choices"><legend>"Étapes du guide"</legend>{boxes("etape", stages)}</fieldset>
        <Field name="certifications" label="Certifications" value=fields.value("certifications") optional=true hint="Leurs numéros ou leurs sigles, séparés par des virgules\u{a0}: RNCP25467, DEAES" error=errors.of("certifications")/>
        <Field name="documents" label="Documents à lire avant" value=fields.value("documents") optional=true hint="Leurs adresses dans la bibliothèque, séparées par des virgules" error=errors.of("documents")/>
        <fieldset class="choices"><legend>"Documents administratifs"</legend>{boxes("papier", papers)}</fieldset>
    }
}
