//! `/forums/{board}/nouveau`: opening a topic. The address may carry what a page that leads here already knows of it.

use domain::{
    Failure,
    days::{DayId, discussion, page},
    forum::{Board, TopicKind, TopicTitle, board, subjects},
    library::Rncp,
    text::{self, Line, dates},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::Deserialize;

use super::writing::{CertificationsField, Writing};
use crate::{
    days,
    failure::{Lost, or_lost},
    form::Again,
    parts::{Choice, Choices, ErrorSummary, Errors, Field, Page, PageHead, Place},
    session,
};

/// An address that says more of the title than that is a program's.
const LONGEST: usize = 600;

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewTopicForm {
    pub(crate) genre: String,
    pub(crate) titre: String,
    pub(crate) texte: String,
    /// Numbers of records or acronyms, typed.
    pub(crate) certifications: String,
    /// The number of the day that it follows, if it follows one.
    pub(crate) journee: String,
    /// Not empty when a preview is asked for.
    pub(crate) apercu: String,
}

/// Opening a topic.
#[component]
pub(crate) fn NewTopicPage() -> impl IntoView {
    let slug = use_params_map().get().get("board").unwrap_or_default();
    let query = use_query_map().get();
    let known = |name: &str| query.get(name).unwrap_or_default();
    let begun = begun(&known("titre"), &known("certifications"));
    let day = known("journee").parse::<DayId>().ok();
    Suspend::new(async move { or_lost(content(&slug, begun, day).await) })
}

/// The address of a new topic's form in that board, with what is known of the question.
pub(crate) fn question_address(board: &Board, title: &str, certifications: &[Rncp]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let numbers = certifications.iter().map(Rncp::to_string).collect::<Vec<_>>().join(", ");
    for (name, value) in [("titre", title.trim()), ("certifications", &numbers)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    match query.finish() {
        query if query.is_empty() => format!("/forums/{}/nouveau", board.slug),
        query => format!("/forums/{}/nouveau?{query}", board.slug),
    }
}

/// The address of a new topic's form in that board, for what follows a day.
pub(crate) fn following_address(board: &Board, day: DayId) -> String {
    format!("/forums/{}/nouveau?journee={day}", board.slug)
}

/// The form as the day begins it, if this person may open its discussion: it may be sent as it is.
async fn begun_by(day: DayId) -> Result<Option<NewTopicForm>, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let day = match page::read(&community, &visitor, day).await {
        Ok(day) if discussion::may_open(&visitor, &day) => day,
        Ok(_) | Err(Failure::Refused(_)) => return Ok(None),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    };
    let certifications = day.certifications.iter().map(|number| format!("RNCP{number}")).collect::<Vec<_>>();
    let form = begun(&format!("Après la journée « {} »", day.title), &certifications.join(", "));
    let date = day.window.starts_at.map(|at| format!(" du {}", dates::day(at))).unwrap_or_default();
    let link = days::address(day.id, &day.title);
    let texte = format!(
        "Retour sur [la journée{date}]({link}).\n\nQu’en avez-vous essayé depuis\u{202f}? Qu’est-ce qui reste à éclaircir\u{202f}?"
    );
    let genre = TopicKind::Discussion.code().to_owned();
    Ok(Some(NewTopicForm { genre, texte, journee: day.id.to_string(), ..form }))
}

/// The form as an address begins it: a title on one line and no longer than titles are, numbers of records and nothing else. Anybody
/// may write an address: the rest is left out.
fn begun(title: &str, certifications: &str) -> NewTopicForm {
    let line = Line::<1, LONGEST>::parse(title).map(Line::into_string).unwrap_or_default();
    let numbers = certifications.split([',', ';']).take(subjects::MOST);
    let numbers = numbers.filter_map(|number| number.parse::<Rncp>().ok()).map(|number| number.to_string());
    NewTopicForm {
        titre: text::excerpt(&line, TopicTitle::MAX),
        certifications: numbers.collect::<Vec<_>>().join(", "),
        ..NewTopicForm::default()
    }
}

/// The board, if this person may open a topic in it.
async fn opened(slug: &str) -> Result<Board, Lost> {
    let visitor = session::visitor();
    let board = board::find(&session::community(), &visitor, slug).await?;
    match visitor.member() {
        Some(member) if board.may_open(member) => Ok(board),
        _ => Err(Lost::NotThere),
    }
}

async fn content(slug: &str, begun: NewTopicForm, day: Option<DayId>) -> Result<AnyView, Lost> {
    let board = opened(slug).await?;
    let (form, errors) = match use_context::<Again<NewTopicForm>>() {
        Some(again) => (again.fields, again.errors),
        None => match day {
            Some(day) => (begun_by(day).await?.unwrap_or(begun), Errors::none()),
            None => (begun, Errors::none()),
        },
    };
    let refused = !errors.is_empty();
    let crumbs = vec![
        ("Forums".to_owned(), "/forums".to_owned()),
        (board.name.clone(), format!("/forums/{}", board.slug)),
    ];
    let chosen = TopicKind::from_code(&form.genre).unwrap_or(TopicKind::Question).code();
    let action = format!("/forums/{}/nouveau", board.slug);
    Ok(view! {
        <Page title="Ouvrir un sujet" place=Place::Forums crumbs refused>
            <PageHead title="Ouvrir un sujet"/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=action class="form wide" novalidate>
                {(!form.journee.is_empty()).then(|| view! { <input type="hidden" name="journee" value=form.journee.clone()/> })}
                <Choices name="genre" legend="C’est" choices=kinds() chosen=chosen error=errors.of("genre")/>
                <Field
                    name="titre"
                    label="Titre"
                    value=form.titre
                    hint="Une phrase précise\u{a0}: la certification, l’étape, ce qui bloque"
                    maxlength=TopicTitle::MAX as u32
                    error=errors.of("titre")
                />
                <CertificationsField value=form.certifications error=errors.of("certifications")/>
                <Writing
                    label="Message"
                    send="Publier le sujet"
                    value=form.texte
                    error=errors.of("texte")
                    preview=!form.apercu.is_empty()
                />
            </form>
        </Page>
    }
    .into_any())
}

fn kinds() -> Vec<Choice> {
    TopicKind::ALL
        .into_iter()
        .map(|kind| {
            let label = match kind {
                TopicKind::Question => "Une question",
                TopicKind::Practice => "Une pratique à partager",
                TopicKind::Discussion => "Une discussion",
            };
            Choice::new(kind.code(), label)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_begins_the_form_with_what_could_have_been_typed() {
        for (title, certifications, expected) in [
            ("DEAES\u{a0}: ", "RNCP25467", ("DEAES\u{a0}:", "RNCP25467")),
            (
                "  quel\r\njury\0 ?",
                "25467, rncp 36004; DEAES,RNCP,-1",
                ("quel jury ?", "RNCP25467, RNCP36004"),
            ),
            ("\u{202e}\u{200b} \t", "'; DROP TABLE topics", ("", "")),
            (&"a".repeat(601), "", ("", "")),
        ] {
            let form = begun(title, certifications);
            assert_eq!((form.titre.as_str(), form.certifications.as_str()), expected, "{title:?}");
            assert!(form.texte.is_empty() && form.genre.is_empty() && form.apercu.is_empty());
        }
        let long = begun(&"un jury ".repeat(40), &"1,".repeat(500));
        assert!(TopicTitle::parse(&long.titre).is_ok(), "{}", long.titre);
        assert_eq!(long.certifications.matches("RNCP1").count(), subjects::MOST);
    }
}
