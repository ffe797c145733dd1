//! What a question brings back.

use tantivy::TantivyDocument;
use tantivy::schema::{Field, Value};

use super::ranking::Best;
use super::snippet::{self, Marks};
use super::view::View;
use super::{EngineFault, Kind, schema};

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many entries there are, of the kind that was asked for.
    pub total: usize,
    /// How many there are of each kind, whatever kind was asked for.
    pub per_kind: Vec<(Kind, usize)>,
    /// The entries of the page, best first.
    pub hits: Vec<Hit>,
    /// The question as it was understood, when some of its words are in no text.
    pub corrected: Option<String>,
}

/// An entry of an answer.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its number.
    pub id: i64,
    /// The topic of a reply, the document of a page; 0 for anything else.
    pub parent: i64,
    /// The number of the document's page that answers best, when the document itself answers better.
    pub inside: Option<i64>,
    /// Its title in safe HTML, what was found in `<mark>`.
    pub title_html: String,
    /// An extract of its text in safe HTML, what was found in `<mark>`.
    pub snippet_html: String,
    /// Who wrote it.
    pub author: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// How well it answers; only comparable within one answer.
    pub score: f32,
}

/// An entry as it is shown.
pub(super) fn hit(view: &View, best: &Best, marks: &Marks) -> Result<Option<Hit>, EngineFault> {
    let document: TantivyDocument = view.searcher.doc(best.address)?;
    let inside = best.inside.map(|page| view.searcher.doc::<TantivyDocument>(page)).transpose()?;
    let fields = &view.fields;
    let text = |field: Field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
    let number =
        |field: Field| document.get_first(field).and_then(|value| value.as_i64()).unwrap_or_default();
    let key = |document: &TantivyDocument, field: Field| {
        schema::named(document.get_first(field).and_then(|value| value.as_u64()).unwrap_or_default())
    };
    Ok(key(&document, fields.key).map(|(kind, id)| Hit {
        kind,
        id,
        parent: key(&document, fields.parent).map_or(0, |(_, id)| id),
        inside: inside.and_then(|page| key(&page, fields.key)).map(|(_, id)| id),
        title_html: snippet::title(text(fields.heading), marks),
        snippet_html: snippet::extract(text(fields.body), marks),
        author: text(fields.author).to_owned(),
        at: number(fields.at),
        score: best.score,
    }))
}
