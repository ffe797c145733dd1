//! What is typed about a resource: read with a reason for each field that cannot be kept.

use chrono::NaiveDate;
use domain::{
    Community, Fault,
    library::{
        Certifier, Rncp,
        certification::{self, Typed},
        certifier::Names,
        resource::{
            Details, Language, MOST_LINKS, Note, Readers, Resource, ResourceKind, ResourceTitle, tags,
        },
    },
    members::{Stages, TagRefusal, antennes},
    text::{Markdown, TextRefusal},
};

use crate::{
    form::text_words,
    library::{
        named::{self, Named, Unclear},
        records::unknown_words,
    },
    parts::Errors,
};

/// The field of the certifiers' names.
pub(crate) const CERTIFIERS: &str = "certificateurs";

/// The field of the certifications' numbers and acronyms.
const CERTIFICATIONS: &str = "certifications";

/// The fields of a form, as they were typed; a name may come several times.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// What was typed under that name, empty when nothing was.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value)
    }

    /// The same, to be shown again.
    pub(crate) fn value(&self, name: &str) -> String {
        self.get(name).to_owned()
    }

    /// Whether that value is among those of that name.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(of, one)| of == name && one == value)
    }

    /// Puts that value under that name, in the place of what was there.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(of, _)| of != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// The form of a resource that is there.
    pub(crate) fn of(resource: &Resource, certifiers: &[Certifier]) -> Self {
        let details = &resource.details;
        let note =
            |note: &Option<Note>| note.as_ref().map(|note| note.as_str().to_owned()).unwrap_or_default();
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let lines = |lines: Vec<String>| lines.join("\n");
        let mut fields = Fields::default();
        fields.set("nature", details.kind.code());
        fields.set("titre", details.title.as_str());
        fields.set("resume", details.summary.as_ref().map(Markdown::as_str).unwrap_or_default());
        fields.set("auteur", note(&details.author));
        fields.set("origine", note(&details.source));
        fields.set("licence", note(&details.licence));
        fields.set("langue", details.language.code());
        fields.set("date", date(details.dated_on));
        fields.set("valable", date(details.valid_until));
        fields.set("relecture", date(details.review_on));
        fields.set("departement", details.departement.unwrap_or_default());
        fields.set("lecteurs", details.readers.code());
        fields.set("certifications", lines(details.certifications.iter().map(Rncp::to_string).collect()));
        fields.set("certificateurs", lines(certifiers.iter().map(|one| one.name.clone()).collect()));
        fields.set("mots", details.tags.typed());
        fields.set("edition", resource.edition.to_string());
        fields.0.extend(details.stages.iter().map(|stage| ("etape".to_owned(), stage.to_string())));
        fields
    }
}

/// The certifiers of the form, a line each.
fn certifiers(fields: &Fields, names: &Names) -> Vec<Named> {
    let lines = fields.get(CERTIFIERS).lines().map(str::trim).filter(|one| !one.is_empty());
    named::read(names, CERTIFIERS, lines.take(MOST_LINKS), |name| fields.value(name))
}

/// The names of the form that are to be asked again.
///
/// # Errors
/// When the database cannot answer.
pub(crate) async fn unclear(community: &Community, fields: &Fields) -> Result<Vec<Unclear>, Fault> {
    let names = named::names(community, fields.get(CERTIFIERS)).await?;
    Ok(certifiers(fields, &names).into_iter().filter_map(Named::unclear).collect())
}

/// What the names of the form are read against.
pub(crate) struct Known {
    names: Names,
    records: Typed,
}

/// The certifiers, and the certifications that the form names.
///
/// # Errors
/// When the database cannot answer.
pub(crate) async fn known(community: &Community, fields: &Fields) -> Result<Known, Fault> {
    let names = named::names(community, fields.get(CERTIFIERS)).await?;
    let records = certification::typed(community, fields.get(CERTIFICATIONS)).await?;
    Ok(Known { names, records })
}

/// Reads what is said of the resource.
pub(crate) fn details(fields: &Fields, known: &Known) -> Result<Details, Errors> {
    let mut reading = Reading { fields, errors: Errors::none() };
    let kind = reading.choice("nature", "Dites ce que c’est.", ResourceKind::from_code);
    let title = reading.title();
    let summary = reading.summary();
    let [author, source, licence] = [
        ("auteur", "Le nom de l’auteur ou de l’autrice"),
        ("origine", "La source"),
        ("licence", "La licence"),
    ]
    .map(|(name, what)| reading.line(name, what));
    let language = Language::from_code(fields.get("langue")).unwrap_or(Language::FRENCH);
    let [dated_on, valid_until, review_on] = ["date", "valable", "relecture"].map(|name| reading.date(name));
    let departement = antennes::department(fields.get("departement"));
    let stages = (1..=Stages::COUNT).filter(|stage| fields.has("etape", &stage.to_string())).collect();
    let readers = Readers::from_code(fields.get("lecteurs")).unwrap_or(Readers::Everybody);
    let certifications = reading.certifications(&known.records);
    let certifiers = reading.certifiers(&known.names);
    let tags = reading.tags();
    match (kind, title, reading.errors.is_empty()) {
        (Some(kind), Some(title), true) => Ok(Details {
            kind,
            title,
            summary,
            author,
            source,
            licence,
            language,
            dated_on,
            valid_until,
            review_on,
            departement,
            stages,
            readers,
            certifications,
            certifiers,
            tags,
        }),
        _ => Err(reading.errors),
    }
}

/// The fields, and what was refused of them so far.
struct Reading<'a> {
    fields: &'a Fields,
    errors: Errors,
}

impl Reading<'_> {
    fn refuse(&mut self, name: &str, words: impl Into<String>) {
        self.errors = std::mem::take(&mut self.errors).and(name, words);
    }

    fn choice<T>(&mut self, name: &str, words: &str, read: fn(&str) -> Option<T>) -> Option<T> {
        let chosen = read(self.fields.get(name));
        if chosen.is_none() {
            self.refuse(name, words);
        }
        chosen
    }

    fn title(&mut self) -> Option<ResourceTitle> {
        let title = ResourceTitle::parse(self.fields.get("titre"));
        title.map_err(|why| self.refuse("titre", text_words("Le titre", &why))).ok()
    }

    fn summary(&mut self) -> Option<Markdown> {
        match Markdown::parse(self.fields.get("resume")) {
            Ok(summary) => Some(summary),
            Err(TextRefusal::Empty) => None,
            Err(why) => {
                self.refuse("resume", text_words("Le résumé", &why));
                None
            }
        }
    }

    fn line(&mut self, name: &str, what: &str) -> Option<Note> {
        match Note::parse(self.fields.get(name)) {
            Ok(line) => Some(line),
            Err(TextRefusal::Empty) => None,
            Err(why) => {
                self.refuse(name, text_words(what, &why));
                None
            }
        }
    }

    fn date(&mut self, name: &str) -> Option<NaiveDate> {
        let typed = self.fields.get(name).trim();
        if typed.is_empty() {
            return None;
        }
        let french = NaiveDate::parse_from_str(typed, "%d/%m/%Y");
        let read = typed.parse().or(french).ok();
        let sensible = |date: &NaiveDate| (1950..=2100).contains(&chrono::Datelike::year(date));
        let date = read.filter(sensible);
        if date.is_none() {
            self.refuse(name, "Écrivez une date comme 31/12/2027.");
        }
        date
    }

    fn certifications(&mut self, records: &Typed) -> Vec<Rncp> {
        if let Some(words) = unknown_words(records) {
            self.refuse(CERTIFICATIONS, words);
        }
        if records.known.len() > MOST_LINKS {
            self.refuse(CERTIFICATIONS, format!("Il y a plus de {MOST_LINKS}\u{a0}certifications."));
        }
        records.known.clone()
    }

    fn certifiers(&mut self, names: &Names) -> Vec<domain::Id<Certifier>> {
        let mut found = Vec::new();
        for one in certifiers(self.fields, names) {
            match one.certifier() {
                Some(certifier) if found.contains(&certifier.id) => {}
                Some(certifier) => found.push(certifier.id),
                None => self.errors = std::mem::take(&mut self.errors).with(&one.words(CERTIFIERS)),
            }
        }
        found
    }

    fn tags(&mut self) -> domain::members::Tags {
        match tags(self.fields.get("mots")) {
            Ok(tags) => tags,
            Err(TagRefusal::TooMany(_)) => {
                self.refuse("mots", "Douze mots-clés suffisent.");
                Default::default()
            }
            Err(TagRefusal::Unreadable(why, one)) => {
                let shown: String = one.chars().take(40).collect();
                self.refuse("mots", text_words(&format!("Le mot-clé «\u{a0}{shown}\u{a0}»"), &why));
                Default::default()
            }
        }
    }
}
