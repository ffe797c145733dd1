//! What the index keeps of an entry.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use super::analysis::{EXACT, MAIN};
use super::{Entry, Kind};

/// Text beyond this is not indexed: a thousand pages, which nobody reads to the end.
const BODY_LIMIT: usize = 1 << 20;
/// How many roles an audience may name.
pub(super) const ROLES: u32 = u32::BITS;
/// The columns that are read by name.
pub(super) const ACCESS: &str = "access";
pub(super) const AT: &str = "at";
pub(super) const GROUP: &str = "group";

/// The fields, by name.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// Kind and number: what makes an entry one.
    pub(super) key: Field,
    /// The key of the topic of a reply or of the document of a page, so that all its parts can be removed at once.
    pub(super) parent: Field,
    /// What is shown once: the key of the document, for its pages too; its own key for anything else.
    pub(super) group: Field,
    pub(super) kind: Field,
    /// One term for each role that may see the entry.
    pub(super) role: Field,
    /// Kind and audience together, to check one entry with one look.
    pub(super) access: Field,
    pub(super) at: Field,
    /// Stems of the title (not of a reply, which only borrows its topic’s).
    pub(super) title: Field,
    /// Stems of the body, and the body itself for extracts.
    pub(super) body: Field,
    /// Folded words of both, for the exact form and for spelling.
    pub(super) exact: Field,
    /// The title as it is shown.
    pub(super) heading: Field,
    pub(super) author: Field,
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let number = || NumericOptions::default().set_indexed();
    let text = |analysis: &str, record| {
        let indexing = TextFieldIndexing::default().set_tokenizer(analysis).set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let fields = Fields {
        key: builder.add_u64_field("key", number().set_stored()),
        parent: builder.add_u64_field("parent", number().set_stored()),
        group: builder.add_u64_field(GROUP, FAST),
        kind: builder.add_u64_field("kind", number()),
        role: builder.add_u64_field("role", number()),
        access: builder.add_u64_field(ACCESS, FAST),
        at: builder.add_i64_field(AT, FAST | STORED),
        title: builder.add_text_field("title", text(MAIN, positions)),
        body: builder.add_text_field("body", text(MAIN, positions).set_stored()),
        exact: builder.add_text_field("exact", text(EXACT, IndexRecordOption::WithFreqs)),
        heading: builder.add_text_field("heading", STORED),
        author: builder.add_text_field("author", STORED),
    };
    (builder.build(), fields)
}

impl Fields {
    /// An entry as the index keeps it.
    pub(super) fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        let body = &entry.body[..entry.body.floor_char_boundary(BODY_LIMIT)];
        let own = key(entry.kind, entry.id);
        let parent = entry.kind.parent().map(|kind| key(kind, entry.parent));
        document.add_u64(self.key, own);
        if let Some(parent) = parent {
            document.add_u64(self.parent, parent);
        }
        let shown_apart = entry.kind.shown_as() == entry.kind;
        document.add_u64(self.group, parent.filter(|_| !shown_apart).unwrap_or(own));
        document.add_u64(self.kind, entry.kind.code());
        document.add_u64(self.access, entry.kind.code() << ROLES | u64::from(entry.audience));
        for role in (0..ROLES).filter(|role| entry.audience & (1 << role) != 0) {
            document.add_u64(self.role, u64::from(role));
        }
        document.add_i64(self.at, entry.at);
        document.add_text(self.heading, &entry.title);
        document.add_text(self.author, &entry.author);
        if entry.kind.has_own_title() {
            document.add_text(self.title, &entry.title);
            document.add_text(self.exact, &entry.title);
        }
        document.add_text(self.body, body);
        document.add_text(self.exact, body);
        document
    }

    /// The term of one entry.
    pub(super) fn key_of(&self, kind: Kind, id: i64) -> Term {
        Term::from_field_u64(self.key, key(kind, id))
    }

    /// The term of the parts of an entry.
    pub(super) fn parts_of(&self, kind: Kind, id: i64) -> Term {
        Term::from_field_u64(self.parent, key(kind, id))
    }

    /// The terms of the roles in a mask.
    pub(super) fn roles_in(self, mask: u32) -> impl Iterator<Item = Term> {
        (0..ROLES)
            .filter(move |role| mask & (1 << role) != 0)
            .map(move |r| Term::from_field_u64(self.role, u64::from(r)))
    }
}

/// The kind in the high byte, the number below.
fn key(kind: Kind, id: i64) -> u64 {
    kind.code() << 56 | (id.cast_unsigned() & NUMBER)
}

const NUMBER: u64 = (1 << 56) - 1;

/// What a key names; nothing when it is of a kind this version does not know.
pub(super) fn named(key: u64) -> Option<(Kind, i64)> {
    Some((Kind::of(key >> 56)?, (key & NUMBER).cast_signed()))
}
