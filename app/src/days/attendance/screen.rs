//! `/animation/journees/{id}/code`: the code of the session that is on, to be shown in the room. The page asks for itself again when the
//! code changes, without any script.

use axum::http::{HeaderValue, header};
use domain::{
    days::{
        attendance::{
            Outline,
            code::{STEP, seconds_left},
            signing::{self, Shown},
        },
        edition,
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{desk_address, qr, sign_address};
use crate::{
    days::{
        desk::{PATH, crumbs},
        words::hours,
    },
    desk::organiser,
    failure::{Lost, or_lost},
    parts::{Empty, Page, PageHead, Place, counted},
    session,
};

/// The page.
#[component]
pub(crate) fn ScreenPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let session = use_query_map().get().get("seance").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked, &session).await) })
}

async fn content(asked: &str, session: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let community = session::community();
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let (day, shown) = signing::shown(&community, &organiser, id).await?;
    // Where nothing is on, it will be: looked at again as often.
    let seconds = seconds_left(community.now());
    let response = expect_context::<ResponseOptions>();
    response.insert_header(header::REFRESH, HeaderValue::from(seconds));
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let others: Vec<_> = shown.iter().map(|one| (one.session.id, one.session.label.clone())).collect();
    let asked = shown.iter().find(|one| one.session.id.to_string() == session).cloned();
    let chosen = asked.or_else(|| shown.last().cloned());
    let mut crumbs = crumbs();
    crumbs.push((day.title.clone(), format!("{PATH}/{id}")));
    crumbs.push(("Émargement".to_owned(), desk_address(id)));
    let title = day.title.clone();
    Ok(view! {
        <Page title=format!("Code d’émargement\u{a0}: {title}") place=Place::Desk crumbs>
            <PageHead title="Émarger" lead=title/>
            {match chosen {
                Some(shown) => view! { <Code day shown others/> }.into_any(),
                None => view! {
                    <Empty>
                        <p>"Aucune séance n’est en cours. Le code s’affiche ici un quart d’heure avant chaque séance, jusqu’à une demi-heure après."</p>
                    </Empty>
                }
                .into_any(),
            }}
        </Page>
    }
    .into_any())
}

#[component]
fn Code(
    day: Outline,
    shown: Shown,
    others: Vec<(domain::Id<domain::days::page::Session>, String)>,
) -> impl IntoView {
    let Shown { session, code, seconds, signed } = shown;
    let (start, end) = code.as_str().split_at(3);
    let spaced = format!("{start}\u{a0}{end}");
    let public = session::site().settings.public_url.clone();
    let own = sign_address(day.id, &day.title);
    let address = format!("{public}{own}");
    let drawing = qr::svg(
        &format!("{address}?code={}", code.as_str()),
        "Code QR qui ouvre la page d’émargement avec le code",
    );
    let changes = dates::today(session.starts_at);
    let others = (others.len() > 1).then(|| {
        let links = others.into_iter().filter(|(id, _)| *id != session.id).map(|(id, label)| {
            view! { <li><a href=format!("{PATH}/{}/code?seance={id}", day.id)>{label}</a></li> }
        });
        view! { <nav aria-label="Autres séances"><ul class="links">{links.collect_view()}</ul></nav> }
    });
    view! {
        <section class="sign-screen" aria-labelledby="seance">
            <div>
                <h2 id="seance">
                    {session.label.clone()} " "
                    <time class="facts" datetime=changes.to_string()>{hours(session.starts_at, session.ends_at)}</time>
                </h2>
                <p class="sign-code">{spaced}</p>
                <p>{format!("Ce code change dans {seconds}\u{a0}s. Il reste accepté {STEP}\u{a0}s de plus, le temps de le taper.")}</p>
                <p>"Scannez le code QR, ou ouvrez votre page «\u{a0}Aujourd’hui\u{a0}» et suivez «\u{a0}Émarger\u{a0}»."</p>
                <p class="facts">{counted(signed.into(), "présence notée", "présences notées")}</p>
            </div>
            {drawing.map(|svg| view! { <div class="sign-qr" inner_html=svg></div> })}
        </section>
        {others}
    }
}
