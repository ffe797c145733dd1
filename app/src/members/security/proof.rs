//! What a form asks for before it changes how one signs in.

use domain::{
    Failure,
    members::{Refusal, proof::Needed},
};
use leptos::prelude::*;

use crate::{
    Site,
    form::Typed,
    members::actions::too_many_tries,
    parts::{Errors, Field, Notice, Submit, Weight},
};
use axum::response::Response;

/// The field's name.
const PRESENT: &str = "mot_de_passe_present";

/// The field of the present password, where it is asked for.
#[component]
pub(super) fn PresentPassword(needed: Needed, errors: Errors) -> impl IntoView {
    (needed == Needed::Password).then(|| {
        view! {
            <Field
                name=PRESENT
                label="Votre mot de passe actuel"
                kind="password"
                autocomplete="current-password"
                error=errors.of(PRESENT)
            />
        }
    })
}

/// The other way to show who one is: a link, which brings back to this page.
#[component]
pub(super) fn ByLink(needed: Needed, email: String, back: &'static str) -> impl IntoView {
    let words = match needed {
        Needed::Nothing => return None,
        Needed::Password => {
            "Vous l’avez oublié\u{202f}? Un lien de connexion le remplace\u{a0}: il vous ramène ici."
        }
        Needed::Link => {
            "Pour protéger votre compte, nous vérifions d’abord que c’est bien vous. Demandez un lien et ouvrez-le sur cet appareil\u{a0}: \
            il vous ramène ici, et vous avez quinze minutes."
        }
    };
    let weight = if needed == Needed::Link { Weight::Main } else { Weight::Quiet };
    Some(view! {
        <Notice>
            <p>{words}</p>
            <form method="post" action="/connexion" class="actions">
                <input type="hidden" name="courriel" value=email/>
                <input type="hidden" name="suite" value=back/>
                <Submit label="Recevoir un lien" weight/>
            </form>
        </Notice>
    })
}

/// Says why the person did not show who they are.
pub(super) async fn refused<F: Clone + Send + Sync + 'static>(
    site: &Site,
    typed: Typed<F>,
    failure: Failure<Refusal>,
) -> Response {
    match failure {
        Failure::Fault(fault) => typed.lost(site, fault).await,
        Failure::Refused(Refusal::Wait { seconds }) => {
            typed.slowed(site, Errors::on("", too_many_tries(seconds)), seconds).await
        }
        Failure::Refused(Refusal::ProofNeeded) => {
            let words = "Plus de quinze minutes ont passé\u{a0}: demandez un nouveau lien.";
            typed.refused(site, Errors::on("", words)).await
        }
        Failure::Refused(_) => {
            typed.refused(site, Errors::on(PRESENT, "Ce n’est pas votre mot de passe actuel.")).await
        }
    }
}
