//! `/ressources/certificateurs/{slug}/modifier`: what a certifier says of itself, by its contact or by an organiser in its name.

use std::collections::HashMap;

use axum::http::request::Parts;
use domain::{
    Failure,
    library::{
        Speaker,
        certifier::{self, Contact, Refusal, Sheet, edition::MOST},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::certifier_address;
use crate::{
    Site,
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Field, Page, PageHead, Place, Submit, TextArea},
    session::{self, SignedIn},
};

/// The form, as typed: `site`, `demarches`, `jurys`, `version`, and for each contact its fields followed by its rank.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct CertifierForm(HashMap<String, String>);

/// The fields of a contact: name, label, type, what the browser fills it with, and its part of a contact.
pub(super) const FIELDS: [(&str, &str, &str, u32); 6] = [
    ("nom", "Nom, personne ou service", "text", 80),
    ("fonction", "Fonction", "text", 160),
    ("departement", "Département (numéro)", "text", 3),
    ("courriel", "Adresse électronique", "email", 254),
    ("telephone", "Téléphone", "tel", 30),
    ("note", "À savoir", "text", 160),
];

/// A certifier with which others were merged has the contacts of all of them: more than anybody adds.
const CEILING: usize = 20 * MOST;

impl CertifierForm {
    pub(super) fn value(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }

    /// How many contacts it shows: the blank ones after the last are for new ones.
    pub(super) fn contacts(&self) -> usize {
        let ranks = self.0.keys().filter_map(|name| name.strip_prefix("nom")?.parse::<usize>().ok());
        ranks.max().unwrap_or(0).min(CEILING)
    }

    pub(super) fn contact(&self, rank: usize) -> Contact {
        let value = |name: &str| self.value(&format!("{name}{rank}")).to_owned();
        Contact {
            departement: value("departement"),
            name: value("nom"),
            function: value("fonction"),
            email: value("courriel"),
            telephone: value("telephone"),
            note: value("note"),
        }
    }

    /// The form of what is written now, with two contacts more to fill in.
    fn of(sheet: &Sheet) -> Self {
        let mut fields = HashMap::from([
            ("site".to_owned(), sheet.website.clone()),
            ("demarches".to_owned(), sheet.procedures.clone()),
            ("jurys".to_owned(), sheet.juries.clone()),
            ("version".to_owned(), sheet.version.to_string()),
        ]);
        let blank = std::iter::repeat_n(Contact::default(), 2);
        let most = MOST.max(sheet.contacts.len());
        for (rank, contact) in (1..=most).zip(sheet.contacts.iter().cloned().chain(blank)) {
            let Contact { departement, name, function, email, telephone, note } = contact;
            let values = [name, function, departement, email, telephone, note];
            fields.extend(
                FIELDS.iter().zip(values).map(|((name, ..), value)| (format!("{name}{rank}"), value)),
            );
        }
        Self(fields)
    }
}

/// Whoever asks, as somebody who may write in that certifier's name; for others there is no such page.
pub(super) async fn speaker(site: &Site, parts: &Parts, slug: &str) -> Result<Speaker, Lost> {
    let SignedIn { session, member } = parts.extensions.get::<SignedIn>().cloned().ok_or(Lost::NotThere)?;
    let origin = session::origin_of(parts);
    let organiser = member.as_organiser(origin).filter(|_| session.acting.is_none());
    let found = certifier::at(&site.community, &member.clone().into(), slug).await?;
    match certifier::speaker(&site.community, &member, organiser.as_ref(), found.id).await {
        Ok(speaker) => Ok(speaker),
        Err(Failure::Refused(Refusal::NotTheirs | Refusal::NotThere)) => Err(Lost::NotThere),
        Err(failure) => Err(failure.into()),
    }
}

/// The page.
#[component]
pub(crate) fn EditCertifierPage() -> impl IntoView {
    let slug = use_params_map().get().get("certifier").unwrap_or_default();
    Suspend::new(async move { or_lost(page(&slug).await) })
}

async fn page(slug: &str) -> Result<AnyView, Lost> {
    let site = session::site();
    let parts = use_context::<Parts>().ok_or(Lost::NotThere)?;
    let speaker = speaker(&site, &parts, slug).await?;
    let sheet = certifier::read(&site.community, &session::visitor(), slug).await?;
    let (typed, errors) = Again::<CertifierForm>::or_blank();
    let form = if typed.is_blank() { CertifierForm::of(&sheet) } else { typed };
    let name = sheet.certifier.name.clone();
    let crumbs = [
        super::crumbs(),
        vec![
            ("Certificateurs".to_owned(), "/ressources/certificateurs".to_owned()),
            (name.clone(), certifier_address(slug)),
        ],
    ];
    let lead = if speaker.is_contact() {
        "Vous écrivez au nom de ce certificateur."
    } else {
        "Vous écrivez au nom de ce certificateur, pour l’équipe d’animation."
    };
    Ok(view! {
        <Page title=format!("Modifier la fiche\u{a0}: {name}") place=Place::Library crumbs=crumbs.concat() refused=!errors.is_empty()>
            <PageHead title=format!("Modifier la fiche\u{a0}: {name}") lead=lead/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" class="form" novalidate>
                <input type="hidden" name="version" value=form.value("version").to_owned()/>
                <Field name="site" label="Site" kind="url" value=form.value("site") optional=true maxlength=300u32 error=errors.of("site")/>
                <TextArea name="demarches" label="Comment cela se passe" value=form.value("demarches") optional=true hint="Dossier, délais, coût, pièces, où envoyer\u{202f}; en Markdown" error=errors.of("demarches")/>
                <TextArea name="jurys" label="Calendrier des jurys" value=form.value("jurys") optional=true hint="Sessions, dates limites de dépôt, lieux" error=errors.of("jurys")/>
                <Contacts form errors/>
                <div class="actions"><Submit label="Enregistrer la fiche"/></div>
            </form>
        </Page>
    }
    .into_any())
}

#[component]
fn Contacts(form: CertifierForm, errors: Errors) -> impl IntoView {
    let each = (1..=form.contacts()).map(|rank| {
        let fields = FIELDS.into_iter().map(|(name, label, kind, most)| {
            let id = format!("{name}{rank}");
            let (value, error) = (form.value(&id).to_owned(), errors.of(&id));
            view! { <Field name=id label kind value optional=name != "nom" maxlength=most error/> }
        });
        let legend = match form.value(&format!("nom{rank}")) {
            "" => "Un nouveau contact".to_owned(),
            name => name.to_owned(),
        };
        view! {
            <fieldset class="contact-fields">
                <legend>{legend}</legend>
                {fields.collect_view()}
            </fieldset>
        }
    });
    view! {
        <h2>"À qui s’adresser"</h2>
        <p class="facts">"Un contact dont tous les champs sont vidés disparaît. Sans département, il vaut pour tous."</p>
        {each.collect_view()}
    }
}
