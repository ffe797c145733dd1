//! `/mon-compte`: what I show, what is known of me, the devices I am signed in on.

use domain::members::{Presentation, Session, account, directory::Profile, sessions};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;

use crate::{
    failure::{Lost, or_lost},
    form::Again,
    members::{antenne_name, occupation, role_name},
    parts::{
        Avatar, ErrorSummary, Errors, Field, Moment, Notice, Page, Place, Said, Section, Submit, TextArea,
        Tone, Weight, initials,
    },
    session::{self, SignedIn},
};

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
    let profile = account::mine(&community, &signed_in.member).await?;
    let open = sessions::open(&community, &signed_in.member).await?;
    let (form, errors) = match use_context::<Again<AccountForm>>() {
        Some(again) => (again.fields, again.errors),
        None => (shown(&profile), Errors::none()),
    };
    let refused = !errors.is_empty();
    let facts = occupation(profile.function.as_deref(), profile.roles);
    let email = signed_in.member.email().as_str().to_owned();
    Ok(view! {
        <Page title="Mon compte" place=Place::Account refused>
            {done.and_then(|done| said(&done)).map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <header class="page-head">
                <div class="who-is">
                    <Avatar initials=initials(&profile.name) large=true/>
                    <div>
                        <h1>{profile.name.clone()}</h1>
                        <p class="facts">{facts}</p>
                    </div>
                </div>
            </header>
            <ErrorSummary errors=errors.clone()/>
            <div class="columns">
                <div>
                    <Details form errors/>
                    <Sessions open current=signed_in.session/>
                </div>
                <aside>
                    <Known profile email/>
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
        "compte" => Some("C’est enregistré."),
        "session" => Some("La session est fermée."),
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
                    hint=format!("Ce que vous connaissez bien, en {} caractères au plus", Presentation::MOST)
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
            <p class="facts">"Votre adresse n’est montrée à personne."</p>
            <p><a href="/mon-compte/securite">"Mot de passe et sécurité"</a></p>
        </Section>
    }
}

#[component]
fn Sessions(open: Vec<Session>, current: Session) -> impl IntoView {
    let several = open.len() > 1;
    let lines = open.into_iter().map(move |session| {
        let device = device(&session.device);
        let here = session.id == current.id;
        view! {
            <li class="row with-end">
                <div>
                    <p class="row-title">{device.clone()}</p>
                    <p class="facts">
                        {if here { "Cet appareil · ouverte " } else { "Vue " }}
                        {(!here).then(|| view! { <Moment at=session.seen_at/> " · ouverte " })}
                        <Moment at=session.opened_at/>
                    </p>
                </div>
                {(!here).then(|| view! {
                    <form method="post" action="/mon-compte/sessions" class="row-end">
                        <button type="submit" class="button quiet" name="session" value=session.id.to_string()>
                            "Fermer"
                            <span class="visually-hidden">{format!(" la session {device}")}</span>
                        </button>
                    </form>
                })}
            </li>
        }
    });
    view! {
        <Section title="Vos sessions" id="sessions">
            <p>"Les appareils où votre compte est ouvert. Fermez ceux que vous ne reconnaissez pas."</p>
            <ul class="rows">{lines.collect_view()}</ul>
            {several.then(|| view! {
                <form method="post" action="/mon-compte/sessions" class="actions">
                    <Submit label="Fermer toutes les autres" weight=Weight::Quiet name="session" value="autres"/>
                </form>
            })}
        </Section>
    }
}

/// « Firefox sur Windows », from what the browser says of itself; the order decides, as Edge says that it is Chrome too.
fn device(agent: &str) -> String {
    let of = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = of(&[
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = of(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} sur {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Appareil inconnu".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_device_is_named_as_people_name_it() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0";
        assert_eq!(device(edge), "Edge sur Windows");
        assert_eq!(
            device("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0"),
            "Firefox sur Android"
        );
        assert_eq!(device(""), "Appareil inconnu");
    }
}
