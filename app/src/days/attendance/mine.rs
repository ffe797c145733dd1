//! `/journees/{id}-{slug}/emargement`: what somebody signed for, and may sign for now. The square of the room leads here with its code,
//! which is confirmed by a press: nobody signs by following a link.

use chrono::{DateTime, Utc};
use domain::{
    days::{
        attendance::{self, EARLY, Marked, Outline, code::Code, signing},
        edition,
        page::Session,
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::Deserialize;

use super::{length_words, marked_words, refused_words, sign_address};
use crate::{
    days::{
        address, crumbs,
        words::{hours, set},
    },
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Section, Submit, Tone},
    session,
};

/// What somebody signs with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignForm {
    pub(crate) acte: String,
    pub(crate) code: String,
    pub(crate) seance: String,
}

/// The page.
#[component]
pub(crate) fn SignPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let query = use_query_map().get();
    let (code, done) = (query.get("code").unwrap_or_default(), query.get("fait").is_some());
    Suspend::new(async move { or_lost(content(&asked, &code, done).await) })
}

async fn content(asked: &str, code: &str, done: bool) -> Result<AnyView, Lost> {
    let community = session::community();
    let member = session::member().ok_or(Lost::NotThere)?;
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let signing::Mine { day, seated, sessions } = signing::mine(&community, &member, id).await?;
    let own = sign_address(id, &day.title);
    let refused = use_context::<Again<SignForm>>().is_some();
    let code = Code::parse(code);
    if !refused && !own.ends_with(&format!("/{asked}/emargement")) {
        let query = code.map(|code| format!("?code={}", code.as_str())).unwrap_or_default();
        return Err(Lost::Moved(format!("{own}{query}")));
    }
    let (mut form, errors) = Again::<SignForm>::or_blank();
    if let Some(code) = &code
        && !refused
    {
        form.code = code.as_str().to_owned();
    }
    let now = community.now();
    let open: Vec<Session> = sessions
        .iter()
        .filter(|(session, marked)| marked.is_none() && attendance::admits(session, now).is_ok())
        .map(|(session, _)| session.clone())
        .collect();
    let title = set(&day.title);
    let mut crumbs = crumbs(day.year);
    crumbs.push((title.clone(), address(id, &day.title)));
    let minutes =
        sessions.iter().filter_map(|(_, marked)| marked.as_ref()).map(|marked| marked.minutes).sum::<u32>();
    let certificate = (day.is_certified() && minutes > 0).then(|| format!("/journees/{id}/attestation.pdf"));
    let signs = seated && day.is_on() && !open.is_empty();
    let done = done && !refused;
    Ok(view! {
        <Page title=format!("Émarger\u{a0}: {title}") place=Place::Days crumbs refused>
            {done.then(|| view! { <Notice tone=Tone::Settled fresh=true><p>"C’est signé. Merci\u{202f}!"</p></Notice> })}
            <PageHead title="Émarger" lead=title/>
            <ErrorSummary errors=errors.clone()/>
            {signs.then(|| view! { <Signing day=day.clone() own open form errors arrived=code.is_some()/> })}
            {(!signs).then(|| view! { <p>{why_not(&day, seated, &sessions, now)}</p> })}
            <Section title="Ma présence" id="presence"><Known sessions/></Section>
            {certificate.map(|href| view! {
                <p>{format!("Durée suivie\u{a0}: {}. ", length_words(minutes))} <a href=href download>"Mon attestation (PDF)"</a></p>
            })}
            <p><a href=super::PRESENCE>"Mes heures suivies, année par année"</a></p>
        </Page>
    }
    .into_any())
}

/// Why nothing is offered.
fn why_not(
    day: &Outline,
    seated: bool,
    sessions: &[(Session, Option<Marked>)],
    now: DateTime<Utc>,
) -> String {
    use attendance::Refusal;
    if !day.is_on() {
        return refused_words(Refusal::NotOn);
    }
    if !seated {
        return refused_words(Refusal::NotRegistered);
    }
    let open = sessions.iter().any(|(session, _)| attendance::admits(session, now).is_ok());
    let next = sessions.iter().map(|(session, _)| session.starts_at - EARLY).find(|opens| *opens > now);
    match (open, next) {
        (true, _) => "Vous n’avez rien à signer pour l’instant.".to_owned(),
        (false, Some(opens)) => format!("On émarge à partir du {}.", dates::full(opens)),
        (false, None) => "Cette journée est terminée. Si quelque chose n’est pas juste ci-dessous, dites-le à l’équipe d’animation.".to_owned(),
    }
}

/// The forms: a press for each session at a distance, the code for all of them.
#[component]
fn Signing(
    day: Outline,
    own: String,
    open: Vec<Session>,
    form: SignForm,
    errors: Errors,
    arrived: bool,
) -> impl IntoView {
    let remote = !day.modality.is_in_person();
    let clicks = remote.then(|| {
        let buttons = open.into_iter().map(|session| {
            let label = format!("Signer ma présence\u{a0}: {}", session.label);
            view! {
                <form method="post" action=own.clone() class="form">
                    <input type="hidden" name="seance" value=session.id.to_string()/>
                    <Submit label name="acte" value="clic"/>
                </form>
            }
        });
        let buttons = buttons.collect_view();
        view! { <Section title="Maintenant" id="maintenant">{buttons}</Section> }
    });
    let code = (!remote).then(|| {
        let hint = match arrived {
            true => "C’est celui que votre téléphone a lu. S’il a changé entre-temps, tapez celui que vous voyez",
            false => "Les six chiffres affichés dans la salle",
        };
        view! {
            <Section title="Maintenant" id="maintenant">
                <form method="post" action=own class="form" novalidate>
                    <Field name="code" label="Code" value=form.code hint autocomplete="one-time-code" maxlength=7_u32 error=errors.of("code")/>
                    <div class="actions"><Submit label="Signer ma présence" name="acte" value="code"/></div>
                </form>
            </Section>
        }
    });
    view! { {clicks} {code} }
}

/// What is known, session by session.
#[component]
fn Known(sessions: Vec<(Session, Option<Marked>)>) -> impl IntoView {
    let rows = sessions.into_iter().map(|(session, marked)| {
        let words = marked.map_or_else(|| "Rien n’est noté".to_owned(), |marked| marked_words(&marked, &session));
        view! {
            <tr>
                <th scope="row">
                    {session.label.clone()} " "
                    <span class="facts">{format!("{}, {}", dates::day(session.starts_at), hours(session.starts_at, session.ends_at))}</span>
                </th>
                <td>{words}</td>
            </tr>
        }
    });
    view! {
        <table class="presence">
            <caption class="visually-hidden">"Ce qui est noté, séance par séance"</caption>
            <thead><tr><th scope="col">"Séance"</th><th scope="col">"Présence"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
