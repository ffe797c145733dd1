//! The index as one person may see it.
//!
//! Every answer goes through here: hits, counts, and also what spelling may propose, so that a word
//! that is only in what a person may not see is, for that person, in no text at all.

use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::schema::{ACCESS, AT, Fields, GROUP, ROLES};
use super::{EngineFault, Kind};

/// A searcher, limited to the entries whose audience has one of the roles.
pub(super) struct View {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) roles: u32,
    columns: Vec<Columns>,
    /// For each segment, what the question leaves out; empty when it leaves nothing out.
    left_out: Vec<BitSet>,
}

struct Columns {
    access: Arc<dyn ColumnValues<u64>>,
    at: Arc<dyn ColumnValues<i64>>,
    group: Arc<dyn ColumnValues<u64>>,
}

impl View {
    /// What `roles` may see.
    pub(super) fn new(searcher: Searcher, fields: Fields, roles: u32) -> Result<View, EngineFault> {
        let columns = searcher.segment_readers().iter().map(columns).collect::<Result<_, EngineFault>>()?;
        Ok(View { searcher, fields, roles, columns, left_out: Vec::new() })
    }

    /// Does as if what the query finds were not there.
    ///
    /// tantivy’s own exclusion is not used: with a phrase it seeks backwards (0.27), and any
    /// exclusion keeps the ranking from skipping what cannot win.
    pub(super) fn leave_out(&mut self, query: &dyn Query) -> Result<(), EngineFault> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        for reader in self.searcher.segment_readers() {
            let mut left_out = BitSet::with_max_value(reader.max_doc());
            weight.for_each_no_score(reader, &mut |docs| {
                for doc in docs {
                    left_out.insert(*doc);
                }
            })?;
            self.left_out.push(left_out);
        }
        Ok(())
    }

    /// The segments and their numbers.
    pub(super) fn segments(&self) -> impl Iterator<Item = (u32, &SegmentReader)> {
        (0u32..).zip(self.searcher.segment_readers())
    }

    /// The code of the kind of an entry that may be seen; nothing for the others.
    pub(super) fn sees(&self, segment: u32, doc: DocId) -> Option<u64> {
        let access = self.columns[segment as usize].access.get_val(doc);
        let seen = access & u64::from(self.roles) != 0
            && !self.searcher.segment_reader(segment).is_deleted(doc)
            && !self.left_out.get(segment as usize).is_some_and(|left_out| left_out.contains(doc));
        seen.then_some(access >> ROLES)
    }

    /// What an entry is.
    pub(super) fn kind(&self, address: DocAddress) -> Option<Kind> {
        Kind::of(self.columns[address.segment_ord as usize].access.get_val(address.doc_id) >> ROLES)
    }

    /// When an entry was written.
    pub(super) fn at(&self, address: DocAddress) -> i64 {
        self.columns[address.segment_ord as usize].at.get_val(address.doc_id)
    }

    /// What an entry is shown as one with.
    pub(super) fn group(&self, address: DocAddress) -> u64 {
        self.columns[address.segment_ord as usize].group.get_val(address.doc_id)
    }

    /// The first entries with this term that may be seen.
    pub(super) fn first_with(&self, term: &Term, at_most: usize) -> Result<Vec<DocAddress>, EngineFault> {
        let mut found = Vec::new();
        for (segment, reader) in self.segments() {
            let Some(mut postings) =
                reader.inverted_index(term.field())?.read_postings(term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED && found.len() < at_most {
                if self.sees(segment, doc).is_some() {
                    found.push(DocAddress::new(segment, doc));
                }
                doc = postings.advance();
            }
        }
        Ok(found)
    }

    /// Whether some entry that may be seen has this word in this field.
    pub(super) fn has(&self, field: Field, word: &str) -> Result<bool, EngineFault> {
        Ok(!self.first_with(&Term::from_field_text(field, word), 1)?.is_empty())
    }

    /// In how many entries the term is, seen or not: for weights and for the order of work only.
    pub(super) fn frequency(&self, term: &Term) -> Result<u64, EngineFault> {
        Ok(self.searcher.doc_freq(term)?)
    }

    /// The filters that are worth being part of the query because they leave few entries.
    ///
    /// Checking entries one by one is cheaper otherwise: it lets the ranking skip whole blocks.
    pub(super) fn narrow(&self, kind: Option<Kind>) -> Result<Vec<Vec<Term>>, EngineFault> {
        let few = self.searcher.num_docs() / 8;
        let kinds = kind.map(|kind| {
            let shown = Kind::ALL.iter().filter(|one| one.shown_as() == kind);
            shown.map(|one| Term::from_field_u64(self.fields.kind, one.code())).collect::<Vec<_>>()
        });
        let mut narrow = Vec::new();
        for terms in kinds.into_iter().chain([self.fields.roles_in(self.roles).collect()]) {
            let mut left = 0;
            for term in &terms {
                left += self.frequency(term)?;
            }
            if left <= few {
                narrow.push(terms);
            }
        }
        Ok(narrow)
    }
}

fn columns(reader: &SegmentReader) -> Result<Columns, EngineFault> {
    let fields = reader.fast_fields();
    // Every entry has one value in each, so values are numbered as entries are.
    Ok(Columns {
        access: fields.u64(ACCESS)?.values,
        at: fields.i64(AT)?.values,
        group: fields.u64(GROUP)?.values,
    })
}
