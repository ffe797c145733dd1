//! `/mon-compte/adresse`: asking for another address.

use domain::members::{
    address::{self, HOURS, Pending},
    proof::{self, Needed},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;

use super::{
    crumbs,
    proof::{ByLink, PresentPassword},
};
use crate::{
    failure::{Lost, or_lost},
    form::{Again, Secret},
    parts::{ErrorSummary, Errors, Field, Moment, Notice, Page, PageHead, Place, Submit, Tone},
    session::{self, SignedIn},
};

/// The page's address.
pub(super) const ADDRESS: &str = "/mon-compte/adresse";

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AddressForm {
    pub(crate) courriel: String,
    pub(crate) mot_de_passe_present: Secret,
}

/// My address.
#[component]
pub(crate) fn AddressPage() -> impl IntoView {
    let signed_in = session::signed_in();
    let asked = use_query_map().get().get("fait").is_some();
    Suspend::new(async move {
        match signed_in {
            Some(signed_in) => or_lost(page(signed_in, asked).await),
            None => or_lost(Err(Lost::NotThere)),
        }
    })
}

async fn page(signed_in: SignedIn, asked: bool) -> Result<AnyView, Lost> {
    let community = session::community();
    let SignedIn { session, member } = signed_in;
    let needed = proof::needed(&community, &member, &session).await?;
    let pending = address::pending(&community, &member).await?;
    let (form, errors) = Again::<AddressForm>::or_blank();
    let refused = !errors.is_empty();
    let email = member.email().to_string();
    let lead = format!(
        "Votre adresse est aujourd’hui {email}. C’est là qu’arrivent vos courriels et vos liens de connexion."
    );
    let sent = "Deux courriels viennent de partir, un à chaque adresse. Ouvrez le lien de l’un et de l’autre pour confirmer.";
    Ok(view! {
        <Page title="Changer d’adresse" place=Place::Account crumbs=crumbs() refused>
            {asked.then(|| view! { <Notice tone=Tone::Settled fresh=true><p>{sent}</p></Notice> })}
            <PageHead title="Changer d’adresse" lead/>
            <ErrorSummary errors=errors.clone()/>
            {pending.map(|pending| view! { <Waiting pending/> })}
            {(needed != Needed::Link).then(|| view! { <Ask form needed errors/> })}
            <ByLink needed email back=ADDRESS/>
        </Page>
    }
    .into_any())
}

#[component]
fn Waiting(pending: Pending) -> impl IntoView {
    let Pending { new, old_confirmed, new_confirmed, expires_at } = pending;
    let missing = match (old_confirmed, new_confirmed) {
        (true, false) => "Il manque la confirmation de la nouvelle adresse.",
        (false, true) => "Il manque la confirmation de l’adresse actuelle.",
        _ => "Les deux adresses doivent encore confirmer.",
    };
    view! {
        <Notice>
            <p>"Un changement attend, vers " <b>{new.to_string()}</b> ". " {missing}</p>
            <p class="facts">"Sans confirmation, il s’efface " <Moment at=expires_at/> "."</p>
        </Notice>
    }
}

#[component]
fn Ask(form: AddressForm, needed: Needed, errors: Errors) -> impl IntoView {
    view! {
        <form method="post" action=ADDRESS class="form" novalidate>
            <PresentPassword needed errors=errors.clone()/>
            <Field
                name="courriel"
                label="Votre nouvelle adresse électronique"
                kind="email"
                value=form.courriel
                autocomplete="email"
                maxlength=254u32
                hint=format!("Les deux adresses reçoivent un courriel, et ont {HOURS}\u{a0}heures pour confirmer")
                error=errors.of("courriel")
            />
            <div class="actions">
                <Submit label="Envoyer les deux courriels"/>
            </div>
        </form>
    }
}
