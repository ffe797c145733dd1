//! A form that arrives after the session ended: nothing of it is lost. One signs in elsewhere, then sends it again.

use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, request::Parts},
    response::Response,
};
use leptos::prelude::*;

use crate::{
    Site,
    form::{Secret, Typed, see_other},
    parts::{Page, PageHead, Place, Prose, Submit},
    session, shell, upload,
};

/// The page that keeps what was typed, with a button to send it again once signed in.
pub(crate) async fn keep(site: &Site, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if upload::is_one(&parts) {
        // No page can hand a file back: one signs in, and is where one chooses it. What was typed beside it is kept.
        let way_in = session::way_in(parts.uri.path());
        let whole = Request::from_parts(parts.clone(), body);
        return match upload::in_parts(whole, site).await {
            Ok((fields, _)) if !fields.is_empty() => kept(site, parts, fields).await,
            _ => see_other(&way_in),
        };
    }
    let request = Request::from_parts(parts, body);
    let typed = match Typed::<Vec<(String, String)>>::from_request(request, site).await {
        Ok(typed) => typed,
        Err(response) => return response,
    };
    kept(site, typed.parts, typed.fields).await
}

/// The page with everything that was typed but passwords, which no page shows.
async fn kept(site: &Site, parts: Parts, mut fields: Vec<(String, String)>) -> Response {
    fields.retain(|(name, _)| !name.starts_with(Secret::FIELD));
    let address = parts.uri.path().to_owned();
    shell::render(site, parts, StatusCode::UNAUTHORIZED, move || page(&address, &fields)).await
}

fn page(address: &str, fields: &[(String, String)]) -> AnyView {
    let fields = fields.iter().map(|(name, value)| {
        // A text of several lines would lose them in an input.
        let kept = html_escape::encode_text(&format!("\n{value}")).into_owned();
        if value.contains('\n') {
            view! { <textarea name=name.clone() hidden inner_html=kept></textarea> }.into_any()
        } else {
            view! { <input type="hidden" name=name.clone() value=value.clone()/> }.into_any()
        }
    });
    let (fields, address) = (fields.collect_view(), address.to_owned());
    view! {
        <Page title="Votre session est terminée" place=Place::SignIn>
            <PageHead
                title="Votre session est terminée"
                lead="Ce que vous avez écrit est encore dans cette page. Gardez-la ouverte."
            />
            <Prose html="<ol><li>Ouvrez la <a href=\"/connexion\" target=\"_blank\">page de connexion dans un autre onglet</a> et connectez-vous.</li><li>Revenez ici et renvoyez votre texte.</li></ol>"/>
            <form method="post" action=address class="form">
                {fields}
                <div class="actions">
                    <Submit label="Renvoyer maintenant"/>
                </div>
            </form>
        </Page>
    }
    .into_any()
}
