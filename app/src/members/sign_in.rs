//! `/connexion`: asking for a link, and what follows; entering by password; in the demonstration, being somebody at one click.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;

use crate::{
    form::{Again, Secret},
    members::security::Entrance,
    parts::{
        Avatar, ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Section, Submit, Tone, Weight,
        initials,
    },
    session,
    site::Face,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignInForm {
    /// The address, as typed.
    pub(crate) courriel: String,
    /// Where the person was going.
    pub(crate) suite: String,
}

/// What the password's form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PasswordDoorForm {
    /// The address, as typed.
    pub(crate) identifiant: String,
    /// The password.
    pub(crate) mot_de_passe: Secret,
    /// Where the person was going.
    pub(crate) suite: String,
}

/// The sign-in page. After the form was taken it says the same whether or not the address is known here.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let query = use_query_map().get();
    if query.get("envoye").is_some() {
        return view! { <Sent/> }.into_any();
    }
    let (mut form, errors) = Again::<SignInForm>::or_blank();
    if form.suite.is_empty() {
        form.suite = query.get("suite").unwrap_or_default();
    }
    let by_password = PasswordDoorForm { suite: form.suite.clone(), ..PasswordDoorForm::default() };
    view! { <Door form by_password errors/> }.into_any()
}

/// The same page with the other form open, for those who have a password.
#[component]
pub(crate) fn PasswordDoorPage() -> impl IntoView {
    let (by_password, errors) = Again::<PasswordDoorForm>::or_blank();
    let form = SignInForm { courriel: by_password.identifiant.clone(), suite: by_password.suite.clone() };
    view! { <Door form by_password errors open=true/> }
}

#[component]
fn Door(
    form: SignInForm,
    by_password: PasswordDoorForm,
    errors: Errors,
    /// Whether the password's form is unfolded.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let lead = "Donnez votre adresse électronique\u{a0}: nous y envoyons un lien qui vous ouvre la porte. \
        Pas de mot de passe à retenir.";
    let farewell = use_query_map().get().get("fin").is_some();
    let sent_here = !form.suite.is_empty() && errors.is_empty() && !open;
    let refused = !errors.is_empty();
    view! {
        <Page title="Se connecter" place=Place::SignIn refused>
            {farewell.then(|| view! { <Notice tone=Tone::Settled fresh=true><p>"C’est fait\u{a0}: cet appareil est déconnecté."</p></Notice> })}
            {sent_here.then(|| view! { <Notice><p>"Cette page est réservée aux membres. Connectez-vous\u{a0}: vous y arriverez ensuite."</p></Notice> })}
            <PageHead title="Se connecter" lead=lead/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action="/connexion" class="form" novalidate>
                <Field
                    name="courriel"
                    label="Adresse électronique"
                    kind="email"
                    value=form.courriel
                    // « webauthn »: the browser proposes passkeys here.
                    autocomplete="username webauthn"
                    maxlength=254u32
                    hint="Celle sur laquelle vous avez reçu votre invitation"
                    error=errors.of("courriel")
                />
                <input type="hidden" name="suite" value=form.suite.clone()/>
                <div class="actions">
                    <Submit label="Recevoir le lien"/>
                </div>
            </form>
            <p class="facts">
                "Le lien sert une fois, pendant quinze minutes, sur l’appareil de votre choix. "
                <a href="/demande-acces">"Vous n’avez pas de compte\u{202f}? Demandez un accès"</a>
            </p>
            <Entrance destination=form.suite.clone()/>
            <ByPassword form=by_password errors open/>
            <Cast faces=session::site().settings.faces.clone() destination=form.suite/>
        </Page>
    }
}

/// The second way in, folded: few people choose a password.
#[component]
fn ByPassword(form: PasswordDoorForm, errors: Errors, open: bool) -> impl IntoView {
    view! {
        <details class="other-way" open=open>
            <summary>"Entrer avec un mot de passe"</summary>
            <form method="post" action="/connexion/mot-de-passe" class="form" novalidate>
                <Field
                    name="identifiant"
                    label="Identifiant"
                    kind="email"
                    value=form.identifiant
                    autocomplete="username"
                    maxlength=254u32
                    hint="Votre adresse, celle où vous recevez nos courriels"
                    error=errors.of("identifiant")
                />
                <Field
                    name="mot_de_passe"
                    label="Mot de passe"
                    kind="password"
                    autocomplete="current-password"
                    error=errors.of("mot_de_passe")
                />
                <input type="hidden" name="suite" value=form.suite/>
                <div class="actions">
                    <Submit label="Entrer" weight=Weight::Quiet/>
                </div>
            </form>
            <p class="facts">
                "Mot de passe oublié\u{202f}? Demandez un lien ci-dessus\u{a0}: une fois dans votre compte, vous pourrez en choisir un autre."
            </p>
        </details>
    }
}

/// The people of the demonstration; nothing anywhere else.
#[component]
fn Cast(faces: Vec<Face>, destination: String) -> impl IntoView {
    (!faces.is_empty()).then(|| {
        let faces = faces.into_iter().map(|face| {
            view! {
                <button type="submit" name="personne" value=face.email>
                    <Avatar initials=initials(&face.name)/>
                    <span>
                        <b>{face.name}</b>
                        <span class="facts">{face.role}</span>
                    </span>
                </button>
            }
        });
        view! {
            <Section title="Démonstration\u{a0}: entrer en un clic">
                <p>"Ces personnes n’existent que dans cette démonstration. Choisissez qui vous êtes."</p>
                <form method="post" action="/connexion/demonstration" class="cast">
                    <input type="hidden" name="suite" value=destination/>
                    {faces.collect_view()}
                </form>
            </Section>
        }
    })
}

#[component]
fn Sent() -> impl IntoView {
    view! {
        <Page title="Regardez vos messages" place=Place::SignIn>
            <PageHead
                title="Regardez vos messages"
                lead="Si cette adresse est connue ici, un lien vient d’y être envoyé. Il sert une fois, pendant quinze minutes."
            />
            <div class="prose">
                <h2>"Rien n’arrive\u{202f}?"</h2>
                <ul>
                    <li>"Regardez dans les indésirables\u{a0}: l’expéditeur est «\u{a0}Communauté VAE\u{a0}»."</li>
                    <li>"Vérifiez l’adresse, puis " <a href="/connexion">"demandez un autre lien"</a> "."</li>
                    <li>"Vous avez un mot de passe\u{202f}? " <a href="/connexion/mot-de-passe">"Entrez avec lui"</a> "."</li>
                    <li>"Vous avez changé d’adresse\u{202f}? " <a href="/contact">"Écrivez-nous"</a> "."</li>
                </ul>
            </div>
        </Page>
    }
}
