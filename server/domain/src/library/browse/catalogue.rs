//! All the resources of the library, kept between two requests: facets count them all, each time.
//!
//! Invariant: whatever changes what is listed of a resource writes an entry of `store::TELLING` in the journal, in its own
//! transaction. The catalogue is read after its edition: it may know more than its edition says, never less.

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::{Listed, facets, store};
use crate::{Community, Roles, fault::Fault, index::Words, kept::Looked, members::Visitor, text::dates};

/// The resources, as of an entry of the journal and of a day.
pub(super) struct Catalogue {
    edition: (i64, NaiveDate),
    resources: Vec<Catalogued>,
}

/// A resource of the catalogue.
pub(super) struct Catalogued {
    pub(super) listed: Listed,
    audience: Roles,
    words: OnceLock<Words>,
}

impl Catalogued {
    pub(super) fn new(listed: Listed, audience: Roles) -> Self {
        Self { listed, audience, words: OnceLock::new() }
    }

    /// Its words, read when they are first asked for.
    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| facets::words_of(&self.listed))
    }
}

impl Catalogue {
    /// The catalogue of today. One statement; two more when it changed.
    pub(super) async fn of(community: &Community) -> Result<Arc<Self>, Fault> {
        let reader = community.database.reader();
        let today = dates::today(community.now());
        let edition = (store::edition(reader).await?, today);
        match community.kept.look(|catalogue: &Catalogue| catalogue.edition == edition).await {
            Looked::There(catalogue) => Ok(catalogue),
            Looked::Missing(turn) => {
                let all = store::those(reader, "TRUE", Vec::new(), today).await?;
                let resources = all.into_iter().map(|(listed, audience)| Catalogued::new(listed, audience));
                Ok(turn.keep(Catalogue { edition, resources: resources.collect() }))
            }
        }
    }

    /// Those that the visitor may see, in the order of their numbers.
    pub(super) fn seen_by(&self, visitor: &Visitor) -> Vec<&Catalogued> {
        self.resources.iter().filter(|one| one.audience.meets(visitor.roles())).collect()
    }
}
