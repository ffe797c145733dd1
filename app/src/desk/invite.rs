//! `/animation/invitations/nouvelle` and `/animation/invitations/liste`: inviting one person, or many.

use domain::{
    Role,
    members::{
        Antenne, Message, Organiser, Refusal, Visitor,
        antennes::department_name,
        directory,
        invitations::{MOST, Misread, Why},
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{crumbs as desk_crumbs, organiser};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    members::{antenne_name, role_name},
    parts::{
        Choice, ErrorSummary, Errors, Field, FileField, Notice, Page, PageHead, Place, Select, Submit,
        TextArea, Tone, counted, number,
    },
    session,
};

/// What both forms carry; each uses its own part of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InviteForm {
    pub(crate) courriel: String,
    pub(crate) nom: String,
    pub(crate) liste: String,
    pub(crate) role: String,
    pub(crate) antenne: String,
    pub(crate) organisation: String,
    pub(crate) message: String,
    /// How many lines were kept the last time: told by the action, never by the browser.
    #[serde(skip)]
    pub(crate) kept: usize,
}

/// The address that takes a list.
pub(crate) const INVITE_MANY: &str = "/animation/invitations/liste";

/// Inviting one person.
#[component]
pub(crate) fn InviteOnePage() -> impl IntoView {
    Suspend::new(async move { or_lost(one().await) })
}

/// Inviting many.
#[component]
pub(crate) fn InviteManyPage() -> impl IntoView {
    Suspend::new(async move { or_lost(many().await) })
}

fn crumbs() -> Vec<(String, String)> {
    let mut crumbs = desk_crumbs();
    crumbs.push(("Invitations".to_owned(), "/animation/invitations".to_owned()));
    crumbs
}

async fn one() -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let antennes = antennes(&organiser).await?;
    let (form, errors) = Again::<InviteForm>::or_blank();
    let refused = !errors.is_empty();
    Ok(view! {
        <Page title="Inviter une personne" place=Place::Desk crumbs=crumbs() refused>
            <PageHead title="Inviter une personne"/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action="/animation/invitations/nouvelle" class="form" novalidate>
                <Field
                    name="courriel"
                    label="Adresse électronique"
                    kind="email"
                    value=form.courriel.clone()
                    maxlength=254u32
                    error=errors.of("courriel")
                />
                <Field
                    name="nom"
                    label="Prénom et nom"
                    value=form.nom.clone()
                    optional=true
                    hint="La personne pourra les corriger"
                    maxlength=80u32
                    error=errors.of("nom")
                />
                <RoleAndPlace organiser antennes form=form.clone() errors=errors.clone() unsaid=None/>
                <Words form errors/>
                <div class="actions">
                    <Submit label="Envoyer l’invitation"/>
                </div>
            </form>
        </Page>
    }
    .into_any())
}

async fn many() -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let antennes = antennes(&organiser).await?;
    let (form, errors) = Again::<InviteForm>::or_blank();
    let refused = !errors.is_empty();
    let kept = form.kept;
    let hint = format!(
        "Une personne par ligne\u{a0}: «\u{a0}Nom <adresse>\u{a0}», une adresse seule, ou les colonnes d’un tableur \
        (nom\u{202f}; adresse électronique\u{202f}; rôle\u{202f}; antenne). {MOST} lignes au plus."
    );
    Ok(view! {
        <Page title="Inviter une liste" place=Place::Desk crumbs=crumbs() refused>
            {(kept > 0).then(|| view! {
                <Notice tone=Tone::Settled>
                    <p>{format!("{} partent dans la minute. Il reste ci-dessous les lignes à reprendre.", counted(kept as u64, "invitation", "invitations"))}</p>
                </Notice>
            })}
            <PageHead title="Inviter une liste" lead="Collez-la telle qu’elle est, ou choisissez un fichier\u{a0}: les bonnes lignes partent, les autres vous sont rendues avec ce qui ne va pas."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=INVITE_MANY enctype="multipart/form-data" class="form wide" novalidate>
                <TextArea
                    name="liste"
                    label="Qui inviter"
                    value=form.liste.clone()
                    hint=hint
                    rows=10
                    error=errors.of("liste")
                />
                <FileField
                    name="fichier"
                    label="Ou un fichier CSV"
                    accept=".csv,.txt,text/csv,text/plain"
                    optional=true
                    hint="La liste enregistrée au format CSV par votre tableur. Si une ligne ne va pas, elle vous est rendue ci-dessus."
                    error=errors.of("fichier")
                />
                <RoleAndPlace organiser antennes form=form.clone() errors=errors.clone() unsaid=Some("Celui que dit chaque ligne")/>
                <Words form errors/>
                <div class="actions">
                    <Submit label="Envoyer les invitations"/>
                </div>
            </form>
        </Page>
    }
    .into_any())
}

async fn antennes(organiser: &Organiser) -> Result<Vec<Antenne>, Lost> {
    Ok(directory::antennes(&session::community(), &Visitor::from(organiser.member().clone())).await?)
}

/// Role, antenne, organisation: of the last two, the role decides which one counts.
#[component]
pub(crate) fn RoleAndPlace(
    organiser: Organiser,
    antennes: Vec<Antenne>,
    form: InviteForm,
    errors: Errors,
    /// What an empty role is called; none where a role must be chosen.
    unsaid: Option<&'static str>,
) -> impl IntoView {
    let first = Choice::new("", unsaid.unwrap_or("Choisissez"));
    let given = Role::ALL.into_iter().filter(|role| organiser.may_give(*role));
    let roles = given.map(|role| Choice::new(role.code(), role_name(role)));
    let known = antennes.into_iter().map(|antenne| {
        let department = department_name(&antenne.department).to_owned();
        Choice::new(antenne.id.to_string(), format!("{department}\u{a0}: {}", antenne_name(&antenne.name)))
    });
    view! {
        <Select
            name="role"
            label="Rôle"
            choices=[first].into_iter().chain(roles).collect()
            chosen=form.role
            error=errors.of("role")
        />
        <Select
            name="antenne"
            label="Antenne"
            choices=[Choice::new("", "Aucune, ou plus tard")].into_iter().chain(known).collect()
            chosen=form.antenne
            hint="Pour les conseillères et conseillers, les assistantes et assistants"
            error=errors.of("antenne")
        />
        <Field
            name="organisation"
            label="Organisation"
            value=form.organisation
            optional=true
            hint="Pour les autres\u{a0}: le certificateur, le Conseil régional…"
            maxlength=120u32
            error=errors.of("organisation")
        />
    }
}

/// A few words for the letter.
#[component]
pub(crate) fn Words(form: InviteForm, errors: Errors) -> impl IntoView {
    view! {
        <TextArea
            name="message"
            label="Message personnel"
            value=form.message
            optional=true
            rows=4
            hint=format!("Il est dans le courriel, tel quel ({} caractères au plus)", number(Message::MOST as u64))
            error=errors.of("message")
        />
    }
}

/// Why a line invites nobody.
pub(crate) fn words(why: Why) -> String {
    match why {
        Why::Misread(Misread::NoAddress) => "il n’y a pas d’adresse.".to_owned(),
        Why::Misread(Misread::Address) => "l’adresse n’est pas complète.".to_owned(),
        Why::Misread(Misread::Name) => "le nom est trop court ou trop long.".to_owned(),
        Why::Misread(Misread::NoRole) => {
            "elle ne dit pas de rôle, et aucun n’est choisi pour toutes.".to_owned()
        }
        Why::Misread(Misread::Role) => "ce rôle n’est pas l’un des nôtres.".to_owned(),
        Why::Misread(Misread::Antenne) => "aucune antenne ne porte ce nom.".to_owned(),
        Why::Misread(Misread::Organisation) => {
            "le nom de l’organisation est trop court ou trop long.".to_owned()
        }
        Why::Misread(Misread::Repeated(first)) => format!("la même adresse est déjà à la ligne {first}."),
        Why::Misread(Misread::TooMany) => {
            "elle vient après la limite\u{a0}: envoyez-la dans une autre liste.".to_owned()
        }
        Why::Refused(refusal) => refusal_words(refusal).to_owned(),
    }
}

/// Why somebody is not invited.
pub(crate) fn refusal_words(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::AddressTaken => "cette adresse a déjà un compte.",
        Refusal::AlreadyInvited => "cette adresse a déjà une invitation\u{a0}: renvoyez-la plutôt.",
        Refusal::MayNotGive => "ce rôle n’est donné que par l’administration du site.",
        _ => "rien n’a pu être fait.",
    }
}
