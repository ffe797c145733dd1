//! `/mon-compte`: what I show, what is known of me, the devices I am signed in on. What has a form of its own has its page.

use domain::members::{
    Presentation, account,
    desk::acting,
    directory::{Mine, Profile},
    letter_choices,
    photo::Size,
    sessions,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;

use crate::{
    failure::{Lost, or_lost},
    form::Again,
    members::{antenne_name, help::Help, letter_choices::MyLetters, occupation, role_name, tags::Knows},
    parts::{
        Avatar, ErrorSummary, Errors, Field, Moment, Notice, Page, Place, Said, Section, Submit, TextArea,
        Tone, Weight, initials,
    },
    session::{self, SignedIn},
};

pub(crate) mod actions;
mod devices;
mod expertise;
mod photo;
mod reach;

use devices::Sessions;
pub(crate) use expertise::{ExpertiseForm, ExpertisePage};
pub(crate) use photo::{PHOTO, PhotoPage};
pub(crate) use reach::{ReachForm, ReachPage};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AccountForm {
    pub(crate) nom: String,
    pub(crate) fonction: String,
    pub(crate) presentation: String,
}

/// My account.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let signed_in = session::signed_in();
    let done = use_query_map().get().get("fait");
    Suspend::new(async move {
        match signed_in {
            Some(signed_in) => or_lost(page(signed_in, done).await),
            None => or_lost(Err(Lost::NotThere)),
        }
    })
}

async fn page(signed_in: SignedIn, done: Option<String>) -> Result<AnyView, Lost> {
    let community = session::community();
    let mine = account::mine(&community, &signed_in.member).await?;
    let consent = acting::consent(&community, signed_in.member.id()).await?;
    let open = sessions::open(&community, &signed_in.member).await?;
    let profile = mine.profile.clone();
    let choices = letter_choices::of(&community, &signed_in.member).await?;
    let (form, errors) = match use_context::<Again<AccountForm>>() {
        Some(again) => (again.fields, again.errors),
        None => (shown(&profile), Errors::none()),
    };
    let refused = !errors.is_empty();
    let facts = occupation(profile.function.as_deref(), profile.roles);
    let email = signed_in.member.email().as_str().to_owned();
    let change_photo = if profile.photo.is_some() { "Changer de photo" } else { "Ajouter une photo" };
    let photo = profile.photo.as_ref().map(|photo| photo.address(Size::Large));
    let page = super::address(profile.id.number(), &profile.name);
    Ok(view! {
        <Page title="Mon compte" place=Place::Account refused>
            {done.and_then(|done| said(&done)).map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <header class="page-head">
                <div class="who-is">
                    <Avatar initials=initials(&profile.name) photo large=true/>
                    <div>
                        <h1>{profile.name.clone()}</h1>
                        <p class="facts">{facts}</p>
                        <p class="shortcuts">
                            <a href=PHOTO>{change_photo}</a>
                            <a href=page>"Voir ma fiche"</a>
                        </p>
                    </div>
                </div>
            </header>
            <ErrorSummary errors=errors.clone()/>
            <div class="columns">
                <div>
                    <Details form errors/>
                    <Knowing profile=profile.clone()/>
                    <MyLetters choices/>
                    <Sessions open current=signed_in.session/>
                </div>
                <aside>
                    <Shown mine/>
                    <Known profile email/>
                    <Help consent/>
                    <Section title="Mes données">
                        <p><a href="/mon-compte/donnees">"Voir et télécharger ce que le site sait de vous, fermer votre compte"</a></p>
                    </Section>
                    <Section title="Partir">
                        <form method="post" action="/deconnexion">
                            <Submit label="Me déconnecter" weight=Weight::Quiet/>
                        </form>
                    </Section>
                </aside>
            </div>
        </Page>
    }
    .into_any())
}

fn shown(profile: &Profile) -> AccountForm {
    AccountForm {
        nom: profile.name.clone(),
        fonction: profile.function.clone().unwrap_or_default(),
        presentation: profile.presentation.clone(),
    }
}

/// What has just been done, by the word that the action left in the address.
fn said(done: &str) -> Option<&'static str> {
    match done {
        "compte" | "connaissances" | "coordonnees" | "courriels" => Some("C’est enregistré."),
        "photo" => Some("Votre photo est en place."),
        "photo-retiree" => Some("Votre photo est retirée."),
        "session" => Some("La session est fermée."),
        "aide" => Some("L’équipe peut voir le site à votre place. Vous pouvez changer d’avis à tout moment."),
        "aide-finie" => Some("L’équipe ne peut plus voir le site à votre place."),
        "sessions" => Some("Les autres sessions sont fermées."),
        _ => None,
    }
}

#[component]
fn Details(form: AccountForm, errors: Errors) -> impl IntoView {
    view! {
        <Section title="Ce que voient les autres membres">
            <form method="post" action="/mon-compte" class="form" novalidate>
                <Field
                    name="nom"
                    label="Nom affiché"
                    value=form.nom
                    hint="Celui que l’on voit à côté de vos messages"
                    autocomplete="name"
                    maxlength=80u32
                    error=errors.of("nom")
                />
                <Field
                    name="fonction"
                    label="Fonction"
                    value=form.fonction
                    optional=true
                    hint="Par exemple «\u{a0}Conseillère VAE\u{a0}»"
                    autocomplete="organization-title"
                    maxlength=80u32
                    error=errors.of("fonction")
                />
                <TextArea
                    name="presentation"
                    label="Présentation"
                    value=form.presentation
                    optional=true
                    rows=4
                    hint=format!("Votre parcours en quelques lignes, {} caractères au plus", Presentation::MOST)
                    error=errors.of("presentation")
                />
                <div class="actions">
                    <Submit label="Enregistrer"/>
                </div>
            </form>
        </Section>
    }
}

#[component]
fn Knowing(profile: Profile) -> impl IntoView {
    let nothing = profile.expertise.tags.is_empty() && profile.expertise.stages.is_empty();
    let change = ("Modifier".to_owned(), "/mon-compte/connaissances".to_owned());
    view! {
        <Section title="Ce que je connais bien" link=Some(change)>
            {if nothing {
                view! { <p class="facts">"Un diplôme, un public, une étape de l’accompagnement\u{202f}? Dites-le en quelques mots\u{a0}: on saura à qui demander."</p> }.into_any()
            } else {
                view! { <Knows expertise=profile.expertise named=Vec::new()/> }.into_any()
            }}
        </Section>
    }
}

#[component]
fn Shown(mine: Mine) -> impl IntoView {
    let change = ("Modifier".to_owned(), "/mon-compte/coordonnees".to_owned());
    let reach = mine.reach;
    let telephone = match &reach.telephone {
        Some(telephone) => format!(
            "{} – {}",
            telephone.as_str().replace(' ', "\u{a0}"),
            reach::audience_name(reach.telephone_for).to_lowercase()
        ),
        None => "pas de numéro".to_owned(),
    };
    view! {
        <Section title="Qui voit quoi" link=Some(change)>
            <dl class="details">
                <div><dt>"Téléphone"</dt><dd>{telephone}</dd></div>
                <div><dt>"Adresse électronique"</dt><dd>{reach::audience_name(reach.email_for)}</dd></div>
                <div><dt>"Le reste de votre fiche"</dt><dd>"Tous les membres"</dd></div>
            </dl>
        </Section>
    }
}

#[component]
fn Known(profile: Profile, email: String) -> impl IntoView {
    let roles = profile.roles.iter().map(role_name).collect::<Vec<_>>().join(", ");
    let place = profile.antenne.map(|antenne| antenne_name(&antenne.name)).or(profile.organisation);
    view! {
        <Section title="Ce que nous savons de vous">
            <dl class="details">
                <div><dt>"Adresse électronique"</dt><dd>{email}</dd></div>
                <div><dt>"Rôle"</dt><dd>{roles}</dd></div>
                {place.map(|place| view! { <div><dt>"Antenne ou organisation"</dt><dd>{place}</dd></div> })}
                <div><dt>"Membre depuis"</dt><dd><Moment at=profile.joined_at said=Said::Day/></dd></div>
            </dl>
            <p class="facts">"Quelque chose est inexact\u{202f}? " <a href="/contact">"Le faire corriger"</a></p>
            <p><a href="/mon-compte/securite">"Mot de passe et sécurité"</a></p>
        </Section>
    }
}
