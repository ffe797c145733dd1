//! What a typed name leads to: one certifier, or those that come nearest.

use std::{cmp::Reverse, collections::HashMap};

use super::{Certifier, name, nearness, proposals::Known, store};
use crate::{Community, Id, fault::Fault};

/// How many are proposed where a name leads to no one.
pub const PROPOSED: usize = 5;

/// All the names there are, for as many readings as one wants. The default has none.
#[derive(Debug, Clone, Default)]
pub struct Names {
    known: Vec<Keyed>,
    /// The addresses of those that were merged.
    former: HashMap<String, Id<Certifier>>,
}

/// A certifier, with the keys of its names.
#[derive(Debug, Clone)]
pub(super) struct Keyed {
    pub(super) certifier: Certifier,
    pub(super) delivers: u64,
    /// That of the name it goes by, then those of its spellings.
    pub(super) keys: Vec<String>,
    acronyms: Vec<String>,
}

impl From<Known> for Keyed {
    fn from(known: Known) -> Self {
        let Known { certifier, names, delivers, .. } = known;
        let keys = std::iter::once(&certifier.name).chain(&names).map(|name| name::key(name)).collect();
        let acronyms = names.iter().flat_map(|name| name::acronyms(name)).collect();
        Self { certifier, delivers, keys, acronyms }
    }
}

impl Names {
    /// All of them. Two statements.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn of(community: &Community) -> Result<Self, Fault> {
        let known = store::deciding::known(&community.database).await?;
        let former = store::addresses::former(&community.database).await?;
        Ok(Self { known: known.into_iter().map(Keyed::from).collect(), former })
    }

    /// The one certifier to which that leads, case, accents and signs aside: the end of an address, the name of a page, any
    /// spelling, an acronym. Nobody where it leads to none, or to several.
    pub fn one(&self, typed: &str) -> Option<&Certifier> {
        match self.likely(typed)[..] {
            [one] => Some(&one.certifier),
            _ => None,
        }
    }

    /// Those it may well be, who deliver most first, then those that come near; few, or nobody.
    pub fn near(&self, typed: &str) -> Vec<Certifier> {
        let mut likely = self.likely(typed);
        likely.sort_by_key(|one| Reverse(one.delivers));
        let mut near = nearness::nearest(&self.known, &name::key(typed));
        near.retain(|one| !likely.iter().any(|other| other.certifier.id == one.certifier.id));
        likely.into_iter().chain(near).take(PROPOSED).map(|one| one.certifier.clone()).collect()
    }

    /// The certifier at that end of an address, today's or a former one.
    pub fn at(&self, slug: &str) -> Option<&Certifier> {
        let id = self.former.get(slug);
        let here = |one: &&Keyed| one.certifier.slug == slug || Some(&one.certifier.id) == id;
        self.known.iter().find(here).map(|one| &one.certifier)
    }

    /// Those to which it leads by the first way that leads somewhere: the name of a page is never another's acronym.
    fn likely(&self, typed: &str) -> Vec<&Keyed> {
        let (key, slug) = (name::key(typed), slug(typed));
        if key.is_empty() {
            return Vec::new();
        }
        let letters = name::joined(&key);
        let id = self.at(slug).map(|found| found.id);
        let ways: [&dyn Fn(&Keyed) -> bool; 4] = [
            &|one| Some(one.certifier.id) == id,
            &|one| one.keys.first() == Some(&key),
            &|one| one.keys.contains(&key),
            &|one| one.acronyms.contains(&letters),
        ];
        let led = ways.iter().map(|way| self.known.iter().filter(|one| way(one)).collect::<Vec<_>>());
        led.into_iter().find(|led| !led.is_empty()).unwrap_or_default()
    }
}

/// The end of an address, whole or not; a name with a stroke in it is none.
fn slug(typed: &str) -> &str {
    let typed = typed.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    typed.rsplit_once("/certificateurs/").map_or(typed, |(_, slug)| slug)
}

/// The certifier to which a name leads, if it leads to one.
///
/// # Errors
/// When the database cannot answer.
pub async fn named(community: &Community, typed: &str) -> Result<Option<Certifier>, Fault> {
    Ok(Names::of(community).await?.one(typed).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(some: &[(&str, &[&str])]) -> Names {
        let known = (1..).zip(some).map(|(number, (name, others))| Known {
            certifier: Certifier {
                id: Id::new(number),
                slug: crate::text::slug(name, "certificateur"),
                name: (*name).to_owned(),
            },
            names: [*name].iter().chain(*others).map(|name| (*name).to_owned()).collect(),
            sirets: Vec::new(),
            delivers: 1,
        });
        let former = HashMap::from([("ministere-charge-de-l-emploi".to_owned(), Id::new(1))]);
        Names { known: known.map(Keyed::from).collect(), former }
    }

    fn some() -> Names {
        names(&[
            ("Ministère du Travail", &["Ministère chargé de l’Emploi"]),
            ("Conservatoire national des arts et métiers (CNAM)", &[]),
            ("Conservatoire national des arts et métiers (CNAM) - Institut des hautes études", &[]),
            ("Université de Lille", &["UNIVERSITE DES SCIENCES ET TECHNOLOGIES DE LILLE"]),
            ("Université de Lorraine", &[]),
            ("Institut de formation (IDF)", &[]),
            ("Ingénieurs de France - IDF", &[]),
            ("École des mines de Douai (DOUAI)", &[]),
            ("Gendarmerie nationale - DGGN/DPMGN", &[]),
        ])
    }

    fn one(typed: &str) -> Option<String> {
        some().one(typed).map(|one| one.name.clone())
    }

    #[test]
    fn a_name_leads_to_its_certifier_however_it_is_written() {
        for typed in [
            "ministère du travail",
            "MINISTERE  DU TRAVAIL",
            "Ministère charge de l'emploi",
            "ministere-du-travail",
            "ministere-charge-de-l-emploi",
            "https://exemple.fr/ressources/certificateurs/ministere-du-travail?page=2#haut",
            "/ressources/certificateurs/ministere-charge-de-l-emploi/",
        ] {
            assert_eq!(one(typed).as_deref(), Some("Ministère du Travail"), "{typed}");
        }
        for typed in ["CNAM", "cnam", " C.N.A.M. "] {
            let found = one(typed);
            assert_eq!(
                found.as_deref(),
                Some("Conservatoire national des arts et métiers (CNAM)"),
                "{typed}"
            );
        }
        let found = one("gendarmerie nationale DGGN / DPMGN");
        assert_eq!(found.as_deref(), Some("Gendarmerie nationale - DGGN/DPMGN"));
    }

    #[test]
    fn what_leads_to_several_or_to_none_is_proposed_the_nearest_first() {
        let near = |typed: &str| {
            assert_eq!(one(typed), None, "{typed}");
            some().near(typed).into_iter().map(|one| one.name).collect::<Vec<_>>()
        };
        assert_eq!(near("IDF")[..2], ["Institut de formation (IDF)", "Ingénieurs de France - IDF"]);
        assert_eq!(near("univercité de lile")[0], "Université de Lille");
        assert_eq!(near("Lille")[0], "Université de Lille");
        assert_eq!(near("Douai"), ["École des mines de Douai (DOUAI)"], "a town is no acronym");
        assert!(near("université").len() >= 2);
        for typed in ["", " ?! ", "zzyzx", "à la"] {
            assert_eq!(near(typed), Vec::<String>::new(), "{typed}");
        }
        assert!(near("de la formation des ingénieurs et des arts").len() <= PROPOSED);
    }

    #[test]
    fn a_pages_own_name_comes_before_the_spelling_or_the_acronym_of_another() {
        let names = names(&[
            ("Institut des arts (IDA)", &["Arts et lettres"]),
            ("IDA", &[]),
            ("ARTS ET LETTRES", &[]),
        ]);
        assert_eq!(names.one("ida").map(|one| one.name.as_str()), Some("IDA"));
        assert_eq!(names.one("Arts et lettres").map(|one| one.name.as_str()), Some("ARTS ET LETTRES"));
    }

    proptest::proptest! {
        #[test]
        fn nothing_typed_is_an_accident(typed in "\\PC{0,60}") {
            proptest::prop_assert!(some().near(&typed).len() <= PROPOSED);
        }
    }
}
