//! `/mon-compte/mot-de-passe`: choosing a password, changing it, doing without.

use domain::members::{
    password,
    password::Password,
    proof::{self, Needed},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    crumbs,
    proof::{ByLink, PresentPassword},
};
use crate::{
    failure::{Lost, or_lost},
    form::{Again, Secret},
    parts::{ErrorSummary, Errors, Field, Page, PageHead, Place, Section, Submit, Weight},
    session::{self, SignedIn},
};

/// The page's address.
pub(super) const ADDRESS: &str = "/mon-compte/mot-de-passe";

/// What the forms carry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PasswordForm {
    pub(crate) mot_de_passe_present: Secret,
    pub(crate) mot_de_passe_nouveau: Secret,
    /// « retirer », to do without.
    pub(crate) geste: String,
}

/// My password.
#[component]
pub(crate) fn PasswordPage() -> impl IntoView {
    let signed_in = session::signed_in();
    Suspend::new(async move {
        match signed_in {
            Some(signed_in) => or_lost(page(signed_in).await),
            None => or_lost(Err(Lost::NotThere)),
        }
    })
}

async fn page(signed_in: SignedIn) -> Result<AnyView, Lost> {
    let community = session::community();
    let SignedIn { session, member } = signed_in;
    let needed = proof::needed(&community, &member, &session).await?;
    let has_one = password::set_at(&community, &member).await?.is_some();
    let (_, errors) = Again::<PasswordForm>::or_blank();
    let (title, email) = (
        if has_one { "Changer de mot de passe" } else { "Choisir un mot de passe" },
        member.email().to_string(),
    );
    let refused = !errors.is_empty();
    Ok(view! {
        <Page title=title place=Place::Account crumbs=crumbs() refused>
            <PageHead title=title lead="Avec un mot de passe, vous entrez sans attendre de courriel. Les liens fonctionnent toujours."/>
            <ErrorSummary errors=errors.clone()/>
            {(needed != Needed::Link).then(|| view! { <Choose needed errors=errors.clone() email=email.clone()/> })}
            <ByLink needed email=email.clone() back=ADDRESS/>
            {(has_one && needed != Needed::Link).then(|| view! { <DoWithout needed errors email/> })}
        </Page>
    }
    .into_any())
}

#[component]
fn Choose(needed: Needed, errors: Errors, email: String) -> impl IntoView {
    let hint = format!(
        "Au moins {} caractères, sans autre règle. Une phrase courte fait un bon mot de passe\u{a0}: facile à retenir, longue à deviner.",
        Password::LEAST
    );
    view! {
        <form method="post" action=ADDRESS class="form" novalidate>
            // Tells password managers whose it is.
            <input type="text" name="identifiant" value=email autocomplete="username" hidden readonly/>
            <PresentPassword needed errors=errors.clone()/>
            <Field
                name="mot_de_passe_nouveau"
                label="Votre nouveau mot de passe"
                kind="password"
                hint
                autocomplete="new-password"
                error=errors.of("mot_de_passe_nouveau")
            />
            <p class="facts">"Vos autres appareils seront déconnectés, et un courriel vous le confirmera."</p>
            <div class="actions">
                <Submit label="Enregistrer ce mot de passe"/>
            </div>
        </form>
    }
}

#[component]
fn DoWithout(needed: Needed, errors: Errors, email: String) -> impl IntoView {
    view! {
        <Section title="Ne plus avoir de mot de passe">
            <p>"Vous entrerez de nouveau par un lien envoyé à " {email} "."</p>
            {match needed {
                // The present password has one field in the page, above.
                Needed::Password => view! {
                    <p class="facts">"Pour le supprimer, passez d’abord par un lien de connexion."</p>
                }.into_any(),
                _ => view! {
                    <form method="post" action=ADDRESS class="actions">
                        <Submit label="Supprimer mon mot de passe" weight=Weight::Danger name="geste" value="retirer"/>
                    </form>
                }.into_any(),
            }}
            {errors.of("geste").map(|words| view! { <p class="error">{words}</p> })}
        </Section>
    }
}
