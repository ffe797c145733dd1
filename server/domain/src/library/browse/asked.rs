//! What is asked of the library: read from an address, written back as one, in one order: two ways to ask the same are one view.

use url::form_urlencoded;

use super::{Facet, Freshness, Listed, Sort};
use crate::{
    library::Rncp,
    text::{self, query},
};

/// Longer questions are cut.
const LONGEST: usize = 100;

/// What somebody asks of the library. What is not asked narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Words.
    pub words: String,
    /// What it is, by its code.
    pub kind: Option<String>,
    /// The number of a certification.
    pub certification: Option<i64>,
    /// The part of the address of a certifier.
    pub certifier: Option<String>,
    /// A level, from 3 to 8.
    pub level: Option<u8>,
    /// A stage of the guide, from 1.
    pub stage: Option<u8>,
    /// A département, by its number.
    pub departement: Option<String>,
    /// A year.
    pub year: Option<i32>,
    /// A tag, folded.
    pub tag: Option<String>,
    /// Whether it still holds.
    pub freshness: Option<Freshness>,
    /// In what order.
    pub sort: Sort,
}

impl Asked {
    /// Reads the pairs of an address; what means nothing is left out.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            let Some(value) = query::value(value, LONGEST) else { continue };
            if name == "tri" {
                asked.sort = Sort::from_code(&value).unwrap_or_default();
            }
            match Facet::ALL.into_iter().find(|facet| facet.name() == name) {
                Some(facet) => asked.set(facet, value),
                None => continue,
            }
        }
        asked
    }

    /// Reads the query of an address.
    pub fn read_query(query: &str) -> Self {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        Self::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
    }

    fn set(&mut self, facet: Facet, value: String) {
        match facet {
            Facet::Words => self.words = value,
            Facet::Kind => self.kind = Some(value),
            Facet::Certification => self.certification = number(&value),
            Facet::Certifier => self.certifier = Some(value),
            Facet::Level => self.level = value.parse().ok(),
            Facet::Stage => self.stage = value.parse().ok(),
            Facet::Departement => self.departement = Some(value),
            Facet::Year => self.year = value.parse().ok(),
            Facet::Tag => self.tag = Some(text::folded(&value)),
            Facet::Freshness => self.freshness = Freshness::from_code(&value),
        }
    }

    /// What is chosen of that facet, as addresses say it.
    pub fn chosen(&self, facet: Facet) -> Option<String> {
        match facet {
            Facet::Words => Some(self.words.clone()).filter(|words| !words.is_empty()),
            Facet::Kind => self.kind.clone(),
            Facet::Certification => self.certification.map(|number| number.to_string()),
            Facet::Certifier => self.certifier.clone(),
            Facet::Level => self.level.map(|level| level.to_string()),
            Facet::Stage => self.stage.map(|stage| stage.to_string()),
            Facet::Departement => self.departement.clone(),
            Facet::Year => self.year.map(|year| year.to_string()),
            Facet::Tag => self.tag.clone(),
            Facet::Freshness => self.freshness.map(|one| one.code().to_owned()),
        }
    }

    /// The query of the address that asks this, empty for nothing.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for facet in Facet::ALL {
            if let Some(value) = self.chosen(facet) {
                query.append_pair(facet.name(), &value);
            }
        }
        if self.sort != Sort::default() {
            query.append_pair("tri", self.sort.code());
        }
        query.finish()
    }

    /// The same without that choice.
    #[must_use]
    pub fn without(&self, facet: Facet) -> Self {
        let mut asked = self.clone();
        match facet {
            Facet::Words => asked.words.clear(),
            Facet::Kind => asked.kind = None,
            Facet::Certification => asked.certification = None,
            Facet::Certifier => asked.certifier = None,
            Facet::Level => asked.level = None,
            Facet::Stage => asked.stage = None,
            Facet::Departement => asked.departement = None,
            Facet::Year => asked.year = None,
            Facet::Tag => asked.tag = None,
            Facet::Freshness => asked.freshness = None,
        }
        asked
    }

    /// Whether anything narrows the library.
    pub fn is_narrowed(&self) -> bool {
        Facet::ALL.into_iter().any(|facet| self.chosen(facet).is_some())
    }

    /// Whether all the choices are true of that resource; words apart, which are compared once for all facets.
    pub fn keeps(&self, one: &Listed) -> bool {
        let same = |asked: &Option<String>, value: &str| asked.as_deref().is_none_or(|asked| asked == value);
        same(&self.kind, &one.kind)
            && self.certification.is_none_or(|number| one.certifications.iter().any(|(of, ..)| *of == number))
            && self.certifier.as_ref().is_none_or(|slug| one.certifiers.iter().any(|(of, _)| of == slug))
            && self.level.is_none_or(|level| one.certifications.iter().any(|(.., of)| *of == Some(level)))
            && self.stage.is_none_or(|stage| one.stages.contains(&stage))
            && same(&self.departement, &one.departement)
            && self.year.is_none_or(|year| one.year() == year)
            && self.tag.as_ref().is_none_or(|tag| one.tags.iter().any(|(folded, _)| folded == tag))
            && self.freshness.is_none_or(|freshness| one.freshness == freshness)
    }
}

/// The number of a record, with or without its letters.
fn number(text: &str) -> Option<i64> {
    text.parse::<Rncp>().ok().map(Rncp::column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_back_in_one_order() {
        let asked =
            Asked::read_query("tri=titre&etape=3&q=jury+d%27ao%C3%BBt&certification=RNCP25467&niveau=4&x=1");
        assert_eq!((asked.certification, asked.stage, asked.level), (Some(25467), Some(3), Some(4)));
        assert_eq!(asked.query(), "q=jury+d%27ao%C3%BBt&certification=25467&niveau=4&etape=3&tri=titre");
        assert_eq!(Asked::read_query(&asked.query()), asked);
        assert_eq!(Asked::default().query(), "");
    }

    #[test]
    fn what_means_nothing_narrows_nothing() {
        for nothing in [
            "",
            "q=",
            "etape=trois",
            "certification=abc",
            "etat=neuf",
            "niveau=-4",
            "annee=",
            "tri=x",
            "%%%=%",
        ] {
            assert!(!Asked::read_query(nothing).is_narrowed(), "{nothing}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_query_reads_back_as_itself(query in "\\PC{0,80}") {
            let asked = Asked::read_query(&query);
            proptest::prop_assert_eq!(Asked::read_query(&asked.query()), asked);
        }
    }
}
