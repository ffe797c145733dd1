//! `/animation/demandes`: who asks for an account; `/animation/demandes/{request}`: one of them, to grant or to refuse.

use domain::{
    Id,
    members::{
        AccessRequest, Message, Visitor, access, directory,
        invitations::{Organisation, in_an_antenne},
        likeness::{Alike, Likeness},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::Deserialize;

use super::{
    crumbs,
    invite::{InviteForm, RoleAndPlace, Words},
    organiser,
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    members::{address, role_name},
    parts::{
        Badge, Empty, ErrorSummary, Errors, Moment, Notice, Page, PageHead, Place, Said, Section, Submit,
        TextArea, Tone, Weight, counted, number,
    },
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    pub(crate) geste: String,
    pub(crate) role: String,
    pub(crate) antenne: String,
    pub(crate) organisation: String,
    pub(crate) message: String,
    pub(crate) mot: String,
}

impl AnswerForm {
    /// The part of it that is an invitation.
    pub(crate) fn invite(&self) -> InviteForm {
        InviteForm {
            role: self.role.clone(),
            antenne: self.antenne.clone(),
            organisation: self.organisation.clone(),
            message: self.message.clone(),
            ..InviteForm::default()
        }
    }
}

/// The requests that wait, the oldest first.
#[component]
pub(crate) fn RequestsPage() -> impl IntoView {
    let done = use_query_map().get().get("fait");
    Suspend::new(async move { or_lost(queue(done).await) })
}

async fn queue(done: Option<String>) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let waiting = access::waiting(&session::community(), &organiser).await?;
    let said = done.and_then(|done| match done.as_str() {
        "accord" => Some("La demande est acceptée\u{a0}: l’invitation part dans la minute."),
        "refus" => Some("La demande est refusée\u{a0}: votre mot part dans la minute."),
        _ => None,
    });
    let rows = waiting.into_iter().map(|(request, alike)| {
        let facts = format!("{} · {}", role_name(request.role), request.structure);
        let page = format!("/animation/demandes/{}", request.id);
        let found = alike.len() as u64;
        view! {
            <li class="row">
                <p class="row-title"><a href=page>{request.name}</a></p>
                <p class="facts">{facts}</p>
                <p class="facts">
                    {(found > 0).then(|| view! { <Badge tone=Tone::News label=counted(found, "ressemblance", "ressemblances")/> })}
                    " " <Moment at=request.made_at/>
                </p>
            </li>
        }
    });
    let rows = rows.collect_view();
    let empty = rows.is_empty();
    Ok(view! {
        <Page title="Demandes d’accès" place=Place::Desk crumbs=crumbs()>
            {said.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title="Demandes d’accès" lead="La plus ancienne d’abord. Accepter envoie une invitation\u{202f}; refuser envoie votre mot."/>
            {if empty {
                view! { <Empty><p>"Aucune demande n’attend."</p></Empty> }.into_any()
            } else {
                view! { <ul class="rows">{rows}</ul> }.into_any()
            }}
        </Page>
    }
    .into_any())
}

/// One request.
#[component]
pub(crate) fn RequestPage() -> impl IntoView {
    let number = use_params_map().get().get("request").unwrap_or_default();
    Suspend::new(async move { or_lost(one(number).await) })
}

async fn one(number: String) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let id = number.parse::<Id<AccessRequest>>().map_err(|_| Lost::NotThere)?;
    let community = session::community();
    let (request, alike) = access::find(&community, &organiser, id).await?;
    let visitor = Visitor::from(organiser.member().clone());
    let antennes = directory::antennes(&community, &visitor).await?;
    let (form, errors) = match use_context::<Again<AnswerForm>>() {
        Some(again) => (again.fields, again.errors),
        None => (suggested(&request), Errors::none()),
    };
    let refused = !errors.is_empty();
    let mut crumbs = crumbs();
    crumbs.push(("Demandes d’accès".to_owned(), "/animation/demandes".to_owned()));
    let action = format!("/animation/demandes/{id}");
    let (grants, refuses) = (action.clone(), action);
    let (offer, word) = (form.invite(), form.mot);
    let (in_offer, about_word) = (errors.clone(), errors.of("mot"));
    Ok(view! {
        <Page title=format!("Demande de {}", request.name) place=Place::Desk crumbs refused>
            <PageHead title=request.name.clone()/>
            <ErrorSummary errors/>
            <Asked request/>
            <Alikes alike/>
            <Section title="Accepter">
                <form method="post" action=grants class="form" novalidate>
                    <RoleAndPlace organiser antennes form=offer.clone() errors=in_offer.clone() unsaid=None/>
                    <Words form=offer errors=in_offer/>
                    <div class="actions">
                        <Submit label="Accepter et inviter" name="geste" value="accepter"/>
                    </div>
                </form>
            </Section>
            <Section title="Refuser">
                <form method="post" action=refuses class="form" novalidate>
                    <TextArea
                        name="mot"
                        label="Votre mot"
                        value=word
                        rows=4
                        hint=format!("La personne le reçoit tel quel ({} caractères au plus)", number_of_most())
                        error=about_word
                    />
                    <div class="actions">
                        <Submit label="Refuser" weight=Weight::Danger name="geste" value="refuser"/>
                    </div>
                </form>
            </Section>
        </Page>
    }
    .into_any())
}

fn number_of_most() -> String {
    number(Message::MOST as u64)
}

/// What the person wishes is proposed; where they say they work, to those who work in no antenne.
fn suggested(request: &AccessRequest) -> AnswerForm {
    let outside = !in_an_antenne(request.role) && Organisation::parse(&request.structure).is_ok();
    AnswerForm {
        role: request.role.code().to_owned(),
        organisation: if outside { request.structure.clone() } else { String::new() },
        ..AnswerForm::default()
    }
}

#[component]
fn Asked(request: AccessRequest) -> impl IntoView {
    let times = (request.times > 1).then(|| format!(", {}e\u{a0}envoi", request.times));
    view! {
        <Section title="La demande">
            <dl class="details">
                <div><dt>"Adresse électronique"</dt><dd>{request.email}</dd></div>
                <div><dt>"Structure"</dt><dd>{request.structure}</dd></div>
                <div><dt>"Souhaite être"</dt><dd>{role_name(request.role)}</dd></div>
                <div><dt>"Reçue"</dt><dd><Moment at=request.made_at said=Said::Full/>{times}</dd></div>
                <div><dt>"Pourquoi"</dt><dd class="as-typed">{request.reason}</dd></div>
            </dl>
        </Section>
    }
}

/// Who may be the one who asks.
#[component]
fn Alikes(alike: Vec<Alike>) -> impl IntoView {
    (!alike.is_empty()).then(|| {
        let lines = alike.into_iter().map(|one| {
            let why = match one.why {
                Likeness::Invited => "Cette adresse a une invitation en cours. Accepter la remplace.",
                Likeness::SameName => "Porte le même nom.",
                Likeness::CloseName => "Porte un nom proche, avec une adresse de la même maison.",
            };
            let name = match one.member {
                Some(id) => {
                    view! { <a href=address(id.number(), &one.name)>{one.name.clone()}</a> }.into_any()
                }
                None if one.name.is_empty() => "Quelqu’un".into_any(),
                None => one.name.clone().into_any(),
            };
            view! { <li><strong>{name}</strong> "\u{a0}: " {why}</li> }
        });
        view! {
            <Notice tone=Tone::News>
                <h2>"Peut-être déjà connu"</h2>
                <ul class="links">{lines.collect_view()}</ul>
            </Notice>
        }
    })
}
