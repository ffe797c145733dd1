//! The form of an announcement: what is typed, and what it means.

use chrono::NaiveDate;
use domain::{
    Community, Fault,
    library::{
        certification::{self, Typed},
        certifier::Names,
        update::{Announcement, Effect, Refusal, UpdateTitle},
    },
    text::Markdown,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    form::text_words,
    library::{
        named::{self, Named},
        records::unknown_words,
    },
    parts::{Choice, Choices, Errors, Field, TextArea},
};

/// The field of the certifier's name.
pub(super) const CERTIFIER: &str = "certificateur";

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct UpdateForm {
    pub(crate) certificateur: String,
    /// The certifier chosen among the nearest, and the name for which it was.
    #[serde(rename = "certificateur-0")]
    pub(crate) choisi: String,
    #[serde(rename = "certificateur-0-pour")]
    pub(crate) pour: String,
    pub(crate) titre: String,
    pub(crate) texte: String,
    pub(crate) date: String,
    pub(crate) effet: String,
    pub(crate) jusqu_au: String,
    pub(crate) certifications: String,
    pub(crate) anciennes: String,
    pub(crate) nouvelles: String,
    pub(crate) documents: String,
}

/// What the certifications of the form are.
#[derive(Default)]
pub(super) struct Records {
    about: Typed,
    former: Typed,
    latter: Typed,
}

impl UpdateForm {
    /// The form that says this.
    pub(super) fn of(announcement: &Announcement) -> Self {
        let numbers = |numbers: &[i64]| {
            numbers.iter().map(|number| format!("RNCP{number}")).collect::<Vec<_>>().join(", ")
        };
        let documents = announcement.documents.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        Self {
            titre: announcement.title.as_str().to_owned(),
            texte: announcement.body.as_str().to_owned(),
            date: announcement.dated_on.to_string(),
            effet: announcement.effect.map(Effect::code).unwrap_or_default().to_owned(),
            jusqu_au: announcement.until_on.map(|day| day.to_string()).unwrap_or_default(),
            certifications: numbers(&announcement.about),
            anciennes: numbers(&announcement.former),
            nouvelles: numbers(&announcement.latter),
            documents,
            ..Self::default()
        }
    }

    /// The certifier that is named.
    pub(super) fn certifier(&self, names: &Names) -> Option<Named> {
        let sent = |name: &str| match name {
            name if name == named::question(CERTIFIER, 0) => self.choisi.clone(),
            name if name == named::about(CERTIFIER, 0) => self.pour.clone(),
            _ => String::new(),
        };
        named::read(names, CERTIFIER, std::iter::once(self.certificateur.trim()), sent).pop()
    }

    /// The certifications that are named, by the part they play.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub(super) async fn records(&self, community: &Community) -> Result<Records, Fault> {
        Ok(Records {
            about: certification::typed(community, &self.certifications).await?,
            former: certification::typed(community, &self.anciennes).await?,
            latter: certification::typed(community, &self.nouvelles).await?,
        })
    }

    /// What is announced, or what to mend.
    pub(super) fn announcement(&self, records: &Records) -> Result<Announcement, Errors> {
        let title = UpdateTitle::parse(&self.titre).map_err(|refusal| text_words("Le titre", &refusal));
        let body = Markdown::parse(&self.texte).map_err(|refusal| text_words("Le texte", &refusal));
        let date = self.date.trim().parse::<NaiveDate>().map_err(|_| DAY.to_owned());
        let until = match self.jusqu_au.trim() {
            "" => Ok(None),
            text => text.parse::<NaiveDate>().map(Some).map_err(|_| DAY.to_owned()),
        };
        let about = numbers(&records.about);
        let (former, latter) = (numbers(&records.former), numbers(&records.latter));
        let documents = documents(&self.documents);
        let errors = Errors::of_fields([
            ("titre", title.as_ref().err()),
            ("date", date.as_ref().err()),
            ("texte", body.as_ref().err()),
            ("certifications", about.as_ref().err()),
            ("anciennes", former.as_ref().err()),
            ("nouvelles", latter.as_ref().err()),
            ("jusqu_au", until.as_ref().err()),
            ("documents", documents.as_ref().err()),
        ]);
        match (title, body, date, until, about, former, latter, documents) {
            (
                Ok(title),
                Ok(body),
                Ok(dated_on),
                Ok(until_on),
                Ok(about),
                Ok(former),
                Ok(latter),
                Ok(documents),
            ) => {
                let effect = Effect::from_code(&self.effet);
                Ok(Announcement { title, body, dated_on, effect, until_on, about, former, latter, documents })
            }
            _ => Err(errors),
        }
    }
}

const DAY: &str = "Écrivez une date comme 2027-03-15.";

fn pieces(typed: &str) -> impl Iterator<Item = &str> {
    typed.split([',', ';', '\n']).map(str::trim).filter(|piece| !piece.is_empty())
}

fn numbers(typed: &Typed) -> Result<Vec<i64>, String> {
    match unknown_words(typed) {
        Some(words) => Err(words),
        None => Ok(typed.numbers()),
    }
}

/// Numbers of documents, or their addresses here.
fn documents(typed: &str) -> Result<Vec<i64>, String> {
    pieces(typed)
        .map(|piece| {
            let last = piece.rsplit('/').next().unwrap_or(piece);
            let id = last.parse::<domain::Id<()>>();
            id.map(domain::Id::number).map_err(|_| {
                format!("«\u{a0}{piece}\u{a0}» n’est pas l’adresse d’un document de la bibliothèque.")
            })
        })
        .collect()
}

/// What the domain refuses, beside the field it is about.
pub(super) fn refused(refusal: Refusal) -> Errors {
    match refusal {
        Refusal::FormerMissing => {
            Errors::on("anciennes", "Dites quelles certifications sont remplacées, prolongées ou modifiées.")
        }
        Refusal::LatterMissing => Errors::on("nouvelles", "Dites quelles certifications prennent la suite."),
        Refusal::ReplacesItself => Errors::on(
            "nouvelles",
            "Une certification ne se remplace pas elle-même\u{a0}: retirez-la d’un des deux champs.",
        ),
        Refusal::TooMany => {
            Errors::on("certifications", "Trente certifications au plus, et trente documents.")
        }
        Refusal::NoSuchDocument(number) => Errors::on(
            "documents",
            format!(
                "Le document n°\u{a0}{number} n’est pas dans la bibliothèque, ou ne vous est pas ouvert."
            ),
        ),
        Refusal::ChangedMeanwhile => Errors::on(
            "texte",
            "Cette actualité a été corrigée entre-temps. Votre version est ci-dessous\u{a0}: copiez ce que vous voulez garder, puis rechargez la page.",
        ),
        Refusal::NotThere => Errors::on("", "Cette actualité n’existe plus."),
    }
}

/// The fields, in the order in which one announces.
#[component]
pub(super) fn UpdateFields(form: UpdateForm, errors: Errors) -> impl IntoView {
    let effects = vec![
        Choice::new("", "Elle informe"),
        Choice::new(Effect::Replaces.code(), "Elle annonce un remplacement"),
        Choice::new(Effect::Extends.code(), "Elle prolonge une certification"),
        Choice::new(Effect::Modifies.code(), "Elle modifie une certification"),
    ];
    view! {
        <Field name="titre" label="Titre" value=form.titre maxlength=UpdateTitle::MAX as u32 error=errors.of("titre")/>
        <Field name="date" label="Date" kind="date" value=form.date hint="Celle de l’annonce, ou de la décision" error=errors.of("date")/>
        <TextArea name="texte" label="Texte" value=form.texte rows=10 hint="Mise en forme en Markdown\u{a0}: **gras**, - liste, [lien](adresse)" error=errors.of("texte")/>
        <Field name="certifications" label="Certifications dont elle parle" value=form.certifications optional=true hint="Leurs numéros ou leurs sigles, séparés par des virgules\u{a0}: RNCP25467, DEAES" error=errors.of("certifications")/>
        <Choices name="effet" legend="Ce qu’elle fait" choices=effects chosen=form.effet/>
        <Field name="anciennes" label="Certifications remplacées, prolongées ou modifiées" value=form.anciennes optional=true error=errors.of("anciennes")/>
        <Field name="nouvelles" label="Certifications qui prennent la suite" value=form.nouvelles optional=true hint="Pour un remplacement" error=errors.of("nouvelles")/>
        <Field name="jusqu_au" label="Prolongée jusqu’au" kind="date" value=form.jusqu_au optional=true hint="Pour une prolongation" error=errors.of("jusqu_au")/>
        <Field name="documents" label="Documents joints" value=form.documents optional=true hint="Leurs adresses dans la bibliothèque, ou leurs numéros, séparés par des virgules" error=errors.of("documents")/>
    }
}

#[cfg(test)]
mod tests {
    use domain::library::Rncp;

    use super::*;

    #[test]
    fn what_is_typed_becomes_an_announcement() {
        let form = UpdateForm {
            titre: "Le DEAES est remplacé".into(),
            texte: "À partir de mars.".into(),
            date: "2027-03-01".into(),
            effet: "replaces".into(),
            anciennes: "RNCP25467".into(),
            nouvelles: "RNCP36004, RNCP36005".into(),
            documents: "https://exemple.fr/ressources/documents/12-guide, 7".into(),
            ..UpdateForm::default()
        };
        let known = |numbers: &[u32]| Typed {
            known: numbers.iter().filter_map(|number| Rncp::new(*number)).collect(),
            unknown: Vec::new(),
        };
        let records =
            Records { former: known(&[25467]), latter: known(&[36004, 36005]), ..Records::default() };
        let announcement = form.announcement(&records).expect("it is announced");
        assert_eq!(
            (announcement.former.as_slice(), announcement.latter.as_slice()),
            (&[25467][..], &[36004, 36005][..])
        );
        assert_eq!(announcement.documents, [12, 7]);
        let again = UpdateForm::of(&announcement).announcement(&records);
        assert_eq!(again, Ok(announcement));
    }

    #[test]
    fn each_error_is_beside_its_field() {
        let form = UpdateForm { date: "hier".into(), ..UpdateForm::default() };
        let about = Typed { known: Vec::new(), unknown: vec!["DEA".into()] };
        let errors = form.announcement(&Records { about, ..Records::default() });
        let errors = errors.expect_err("nothing is right");
        for field in ["titre", "texte", "date", "certifications"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
        assert_eq!(errors.of("documents"), None);
    }
}
