//! The ways from a day to its attendance and to its papers.

use chrono::{DateTime, Utc};
use domain::days::{
    TrainingDay,
    attendance::{EARLY, LATE},
    registration::State as Standing,
};
use leptos::prelude::*;

use super::{desk_address, sign_address};
use crate::{days::desk::PATH, parts::Section};

/// One's own: one's signature from a quarter of an hour before on, and the convocation. Each says where it leads.
pub(in crate::days) fn own_ways(day: &TrainingDay, now: DateTime<Utc>) -> Vec<(String, &'static str)> {
    let seated = day.mine.as_ref().is_some_and(|mine| mine.state == Standing::Seated);
    let comes = seated && day.state.counts() && day.window.starts_at.is_some();
    let signs = comes && day.window.starts_at.is_some_and(|start| start - EARLY <= now);
    let sign = signs.then(|| (sign_address(day.id, &day.title), "Émarger, voir ma présence"));
    let convocation = (comes && day.papers.convocation)
        .then(|| (format!("/journees/{}/convocation.pdf", day.id), "Ma convocation (PDF)"));
    sign.into_iter().chain(convocation).collect()
}

/// The organisers': what is ticked, shown, printed, kept, counted.
#[component]
pub(in crate::days) fn Desk(day: TrainingDay, now: DateTime<Utc>) -> impl IntoView {
    let id = day.id;
    let on = day.state.counts();
    let opened = on && day.window.starts_at.is_some_and(|start| start - EARLY <= now);
    let certified = day.state == domain::days::State::Held && day.papers.certificate;
    let file = |name: &str| format!("{PATH}/{id}/{name}");
    let links = [
        (opened, desk_address(id), "Remplir la feuille d’émargement"),
        (opened && !day.is_over(now - LATE), file("code"), "Afficher le code de la salle"),
        (on && day.papers.attendance_sheet, file("feuille.pdf"), "Feuille à imprimer (PDF)"),
        (on && day.papers.attendance_sheet, file("feuilles"), "Feuilles signées"),
        (certified, file("attestations.zip"), "Toutes les attestations (zip)"),
        (true, file("inscriptions.xlsx"), "Inscriptions (XLSX)"),
        (true, file("inscriptions.csv"), "Inscriptions (CSV)"),
        (opened, file("emargement.xlsx"), "Émargement (XLSX)"),
        (opened, file("emargement.csv"), "Émargement (CSV)"),
    ];
    let links = links
        .into_iter()
        .filter(|(offered, ..)| *offered)
        .map(|(_, href, label)| view! { <li><a href=href>{label}</a></li> });
    view! {
        <Section title="Émargement et papiers" id="emargement"><ul class="links">{links.collect_view()}</ul></Section>
    }
}
