//! `/animation/certifications`: the certifications brought up to date, and what each import did.

use domain::{
    Failure, Id,
    library::import::{
        File, Import, Note, Noted, Report, Why,
        past::{self, Detail, What},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{crumbs, organiser};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    library::{CertificationChips, source_words},
    parts::{
        Badge, Empty, ErrorSummary, Errors, FileField, Moment, Notice, Page, PageHead, Place, Section,
        Submit, Tone, counted, number,
    },
    session,
};

/// Where the files are sent.
pub(crate) const PATH: &str = "/animation/certifications";

/// The imports that were made, and the form of a new one.
#[component]
pub(crate) fn ImportsPage() -> impl IntoView {
    Suspend::new(async move { or_lost(imports().await) })
}

async fn imports() -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let imports = past::list(&session::community(), &organiser).await?;
    let ((), errors) = Again::<()>::or_blank();
    let rows = imports.into_iter().map(|import| view! { <Line import/> });
    let rows = rows.collect_view();
    Ok(view! {
        <Page title="Certifications" place=Place::Desk crumbs=crumbs() refused=!errors.is_empty()>
            <PageHead title="Certifications" lead="Le répertoire national, mis à jour avec les fichiers que France compétences publie chaque jour."/>
            <ErrorSummary errors=errors.clone()/>
            <Send errors/>
            <Section title="Mises à jour">
                {if rows.is_empty() {
                    view! { <Empty><p>"Aucune mise à jour n’a encore été faite."</p></Empty> }.into_any()
                } else {
                    view! { <ol class="rows" reversed>{rows}</ol> }.into_any()
                }}
            </Section>
        </Page>
    }
    .into_any())
}

#[component]
fn Send(errors: Errors) -> impl IntoView {
    view! {
        <Section title="Mettre à jour">
            <p>
                "Téléchargez l’archive «\u{a0}export-fiches-csv\u{a0}» sur "
                <a href="https://www.data.gouv.fr/fr/datasets/repertoire-national-des-certifications-professionnelles-et-repertoire-specifique/" rel="external">"data.gouv.fr"</a>
                ", puis envoyez-la telle quelle, ou les fichiers CSV qu’elle contient. Ce qui n’a pas changé n’est pas touché."
            </p>
            <form method="post" enctype="multipart/form-data" class="form" novalidate>
                <FileField
                    name="fichiers"
                    label="Archive ou fichiers CSV"
                    accept=".zip,.csv,application/zip,text/csv"
                    multiple=true
                    hint="48\u{a0}Mo au plus. Le fichier «\u{a0}Standard\u{a0}» est indispensable\u{202f}; les autres complètent les fiches."
                    error=errors.of("fichiers")
                />
                <div class="actions"><Submit label="Mettre à jour les certifications"/></div>
            </form>
        </Section>
    }
}

/// « En cours », « Terminée », « Interrompue ».
fn state(import: &Import) -> (&'static str, Tone) {
    match (import.cut, import.ended_at) {
        (true, _) => ("Interrompue", Tone::Wrong),
        (false, None) => ("En cours", Tone::News),
        (false, Some(_)) => ("Terminée", Tone::Settled),
    }
}

/// What it did, in a sentence.
fn tally(import: &Import) -> String {
    let tally = import.tally;
    let some = [
        (tally.new, "nouvelle", "nouvelles"),
        (tally.changed, "modifiée", "modifiées"),
        (tally.expired, "expirée", "expirées"),
        (tally.replaced, "remplacée", "remplacées"),
    ];
    let said = some
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, several)| counted(*count, one, several));
    let said = said.collect::<Vec<_>>().join(", ");
    if said.is_empty() { "rien n’a changé".to_owned() } else { said }
}

#[component]
fn Line(import: Import) -> impl IntoView {
    let (label, tone) = state(&import);
    let by = import.by.clone().map_or_else(|| "en ligne de commande".to_owned(), |by| format!("par {by}"));
    let title =
        if import.shipped { "Données livrées avec le programme".to_owned() } else { tally_title(&import) };
    let refused = (import.refused > 0)
        .then(|| format!(" · {}", counted(import.refused, "ligne refusée", "lignes refusées")));
    view! {
        <li class="row">
            <p class="row-title"><a href=format!("{PATH}/{}", import.id)>{title}</a></p>
            <p class="facts">
                <Badge label tone/> " " {tally(&import)} {refused} " · " <Moment at=import.begun_at/> " " {by}
            </p>
        </li>
    }
}

fn tally_title(import: &Import) -> String {
    match import.snapshot_on {
        Some(day) => format!("Données du {}", domain::text::dates::on(day)),
        None => "Données sans date".to_owned(),
    }
}

/// One import.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let asked = use_params_map().get().get("import").unwrap_or_default();
    Suspend::new(async move { or_lost(import(&asked).await) })
}

async fn import(asked: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let id: Id<Import> = asked.parse().map_err(|_| Lost::NotThere)?;
    let Detail { import, report, written, changed } =
        match past::find(&session::community(), &organiser, id).await {
            Err(Failure::Refused(_)) => return Err(Lost::NotThere),
            found => found?,
        };
    let (label, tone) = state(&import);
    let (source, cut) = (source_words(&import), import.cut);
    let running = import.ended_at.is_none();
    let here = format!("{PATH}/{id}");
    let crumbs = [crumbs(), vec![("Certifications".to_owned(), PATH.to_owned())]].concat();
    let changes = changed.into_iter().map(|(what, named)| {
        let (one, several) = what_name(what);
        let total = match what {
            What::New => import.tally.new,
            What::Changed => import.tally.changed,
            What::Expired => import.tally.expired,
            What::Replaced => import.tally.replaced,
        };
        let more = total.saturating_sub(named.len() as u64);
        view! {
            <Section title=counted(total, one, several)>
                <CertificationChips named/>
                {(more > 0).then(|| view! { <p class="facts">{format!("Et {} de plus.", number(more))}</p> })}
            </Section>
        }
    });
    let changes = changes.collect_view();
    let (lines, refused) =
        (counted(import.lines, "ligne lue", "lignes lues"), counted(import.refused, "refusée", "refusées"));
    let did = format!("{lines}, dont {refused}\u{a0}: {}.", tally(&import));
    Ok(view! {
        <Page title="Mise à jour des certifications" place=Place::Desk crumbs>
            <PageHead title="Mise à jour des certifications">
                <p class="badges"><Badge label tone/></p>
                <p class="facts">{source}</p>
                <p class="facts">{did}</p>
            </PageHead>
            {running.then(|| view! {
                <Notice tone=Tone::News>
                    <p>{progress(written)}</p>
                    <p><a href=here>"Voir où cela en est"</a></p>
                </Notice>
            })}
            {cut.then(|| view! {
                <Notice tone=Tone::Wrong>
                    <p>"Cette mise à jour s’est arrêtée en route. Ce qu’elle avait écrit est gardé\u{a0}: envoyez les mêmes fichiers, elle reprendra."</p>
                </Notice>
            })}
            <Unread report/>
            {changes}
        </Page>
    }
    .into_any())
}

fn progress((written, total): (u64, u64)) -> String {
    match total {
        0 => "Les fichiers sont en cours de lecture. Vous pouvez quitter cette page\u{a0}: la mise à jour continue.".to_owned(),
        total => format!(
            "{} écrites sur {}. Vous pouvez quitter cette page\u{a0}: la mise à jour continue.",
            counted(written, "fiche", "fiches"),
            number(total)
        ),
    }
}

fn what_name(what: What) -> (&'static str, &'static str) {
    match what {
        What::New => ("nouvelle certification", "nouvelles certifications"),
        What::Changed => ("certification modifiée", "certifications modifiées"),
        What::Expired => ("certification expirée", "certifications expirées"),
        What::Replaced => ("certification remplacée", "certifications remplacées"),
    }
}

/// What could not be read, and what else is worth saying of the files.
#[component]
fn Unread(report: Report) -> impl IntoView {
    let Report { refused, lines } = report;
    let (mut notes, mut rows) = (Vec::new(), Vec::new());
    for noted in lines {
        match noted {
            Noted::Note(file, note, count) => notes.push(view! { <li>{note_words(file, note, count)}</li> }),
            Noted::Refused(file, line, why) => rows.push(view! {
                <li class="row">
                    <p>{why_words(why)}</p>
                    <p class="facts">{format!("Fichier «\u{a0}{}\u{a0}», ligne {}", file.code(), number(line))}</p>
                </li>
            }),
        }
    }
    let more = refused.saturating_sub(rows.len() as u64);
    let (has_notes, has_rows) = (!notes.is_empty(), !rows.is_empty());
    view! {
        {has_notes.then(|| view! { <Section title="À savoir sur ces fichiers"><ul class="spellings">{notes}</ul></Section> })}
        {has_rows.then(|| view! {
            <Section title=counted(refused, "ligne refusée", "lignes refusées") id="refus">
                <ol class="rows">{rows}</ol>
                {(more > 0).then(|| view! { <p class="facts">{format!("Et {} de plus.", number(more))}</p> })}
            </Section>
        })}
    }
}

fn why_words(why: Why) -> &'static str {
    match why {
        Why::Number => "Le numéro n’est pas celui d’une fiche RNCP.",
        Why::Title => "La fiche n’a pas d’intitulé.",
        Why::Date => "Une date est illisible.",
        Why::State => "La ligne ne dit pas si la fiche est active.",
        Why::Twice => "La fiche est déjà plus haut dans le fichier.",
        Why::Orphan => "La fiche n’est pas dans le fichier «\u{a0}Standard\u{a0}».",
        Why::Width => "La ligne n’a pas le même nombre de colonnes que l’en-tête.",
        Why::Cut => "Le fichier s’arrête avant la fin de la ligne.",
    }
}

fn note_words(file: File, note: Note, count: u64) -> String {
    let file = file.code();
    match note {
        Note::Missing => {
            format!("Le fichier «\u{a0}{file}\u{a0}» n’y était pas\u{a0}: ce qui en était connu reste.")
        }
        Note::Empty => {
            format!("Le fichier «\u{a0}{file}\u{a0}» est vide\u{a0}: ce qui en était connu reste.")
        }
        Note::Cut => {
            format!(
                "Le fichier «\u{a0}{file}\u{a0}» s’arrête au milieu d’une ligne\u{a0}: ce qu’il ne dit plus reste comme c’était. Téléchargez-le à nouveau."
            )
        }
        Note::Columns => {
            format!(
                "Le fichier «\u{a0}{file}\u{a0}» n’a pas les colonnes attendues\u{a0}: ce qui en était connu reste."
            )
        }
        Note::Foreign => {
            format!("Le fichier «\u{a0}{file}\u{a0}» est écrit en Windows-1252\u{202f}; il a été lu ainsi.")
        }
        Note::Blank => {
            let lines = counted(count, "ligne ne dit", "lignes ne disent");
            format!("Dans «\u{a0}{file}\u{a0}», {lines} rien\u{a0}: ni nom, ni bloc, ni autre fiche.")
        }
        Note::Elsewhere => {
            let lines = counted(count, "ligne parle", "lignes parlent");
            format!("Dans «\u{a0}{file}\u{a0}», {lines} d’un autre répertoire (RS).")
        }
    }
}
