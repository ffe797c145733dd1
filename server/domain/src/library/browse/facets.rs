//! The rules by which the library is narrowed, counted and sorted.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Asked, Facet, Freshness, Listed, Sort, catalogue::Catalogued};
use crate::{index::Words, text};

/// How many resources each choice would leave, the other choices being kept; choices that would leave none are not there. Each is a
/// value as addresses say it, what is read, and the count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// By kind; what is read is left to the page.
    pub kinds: Vec<(String, usize)>,
    /// By certification, the commonest first.
    pub certifications: Vec<(i64, String, usize)>,
    /// By certifier, in the order of names.
    pub certifiers: Vec<(String, String, usize)>,
    /// By level.
    pub levels: Vec<(u8, usize)>,
    /// By stage of the guide.
    pub stages: Vec<(u8, usize)>,
    /// By département.
    pub departements: Vec<(String, usize)>,
    /// By year, the latest first.
    pub years: Vec<(i32, usize)>,
    /// By tag, the commonest first.
    pub tags: Vec<(String, String, usize)>,
    /// By whether it still holds.
    pub freshness: Vec<(Freshness, usize)>,
}

/// Those whose words answer.
pub(super) fn answering<'a>(all: &[&'a Catalogued], words: &str) -> Vec<&'a Listed> {
    let question = Words::read(words);
    let asks = !question.folded().is_empty();
    all.iter().filter(|one| !asks || one.words().answer(&question)).map(|one| &one.listed).collect()
}

/// Whether the words answer for that resource: none asked, all answer.
pub(crate) fn answers_words(one: &Listed, words: &str) -> bool {
    let question = Words::read(words);
    question.folded().is_empty() || words_of(one).answer(&question)
}

/// All that is said of the resource in a list.
pub(super) fn words_of(one: &Listed) -> Words {
    let certifications = one.certifications.iter().map(|(number, name, _)| format!("RNCP{number} {name}"));
    let said = [one.title.clone(), one.excerpt(), one.author.clone(), one.source.clone()];
    let names = one.certifiers.iter().chain(&one.tags).map(|(_, name)| name.clone());
    let text: Vec<String> = said.into_iter().chain(certifications).chain(names).collect();
    Words::read(&text.join(". "))
}

/// Counts each kind of choice among those whom the other kinds leave.
pub(super) fn counts(all: &[&Listed], asked: &Asked) -> Counts {
    let left = |facet: Facet| {
        let others = asked.without(facet);
        all.iter().copied().filter(move |one| others.keeps(one))
    };
    let departements = left(Facet::Departement).filter(|one| !one.departement.is_empty());
    let mut years = tally(left(Facet::Year).map(Listed::year));
    years.reverse();
    Counts {
        kinds: owned(tally(left(Facet::Kind).map(|one| one.kind.as_str()))),
        certifications: commonest(
            left(Facet::Certification)
                .flat_map(|one| one.certifications.iter().map(|(number, name, _)| (*number, name.as_str()))),
        ),
        certifiers: owned_names(by_name(left(Facet::Certifier).flat_map(|one| pairs(&one.certifiers)))),
        levels: tally(left(Facet::Level).flat_map(levels)),
        stages: tally(left(Facet::Stage).flat_map(|one| one.stages.iter().copied())),
        departements: owned(tally(departements.map(|one| one.departement.as_str()))),
        years,
        tags: owned_names(commonest(left(Facet::Tag).flat_map(|one| pairs(&one.tags)))),
        freshness: tally(left(Facet::Freshness).map(|one| one.freshness)),
    }
}

/// The levels of a resource, once each: two certifications of one level make one.
fn levels(one: &Listed) -> Vec<u8> {
    let mut levels: Vec<u8> = one.certifications.iter().filter_map(|(.., level)| *level).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

fn tally<V: Ord>(values: impl Iterator<Item = V>) -> Vec<(V, usize)> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

/// What is counted is borrowed: names are copied once each, at the end.
fn named<'a, V: Ord>(values: impl Iterator<Item = (V, &'a str)>) -> Vec<(V, String, usize)> {
    let mut counts: BTreeMap<V, (&str, usize)> = BTreeMap::new();
    for (value, name) in values {
        counts.entry(value).or_insert((name, 0)).1 += 1;
    }
    counts.into_iter().map(|(value, (name, count))| (value, name.to_owned(), count)).collect()
}

fn pairs(ties: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    ties.iter().map(|(code, name)| (code.as_str(), name.as_str()))
}

fn owned(counts: Vec<(&str, usize)>) -> Vec<(String, usize)> {
    counts.into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
}

fn owned_names(counts: Vec<(&str, String, usize)>) -> Vec<(String, String, usize)> {
    counts.into_iter().map(|(value, name, count)| (value.to_owned(), name, count)).collect()
}

fn commonest<'a, V: Ord>(values: impl Iterator<Item = (V, &'a str)>) -> Vec<(V, String, usize)> {
    let mut counts = named(values);
    counts.sort_by_key(|(.., count)| Reverse(*count));
    counts
}

fn by_name<'a>(values: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, String, usize)> {
    let mut counts = named(values);
    counts.sort_by_key(|(_, name, _)| text::folded(name));
    counts
}

pub(super) fn sort(kept: &mut [&Listed], sort: Sort) {
    let recent = |one: &&Listed| Reverse((one.published_at, one.id.number()));
    match sort {
        Sort::Recent => kept.sort_by_key(recent),
        Sort::Useful => kept.sort_by_key(|one| {
            let (yes, no) = (i64::from(one.useful.0), i64::from(one.useful.1));
            (Reverse(yes - no), recent(one))
        }),
        Sort::Title => kept.sort_by_cached_key(|one| (text::folded(&one.title), one.id.number())),
    }
}

/// What to give up where nothing answers, one choice at a time: the one that leaves the most first.
pub(super) fn wider(answering: &[&Listed], asked: &Asked) -> Vec<(Facet, usize)> {
    let chosen =
        Facet::ALL.into_iter().filter(|facet| *facet != Facet::Words && asked.chosen(*facet).is_some());
    let mut wider: Vec<_> = chosen
        .map(|facet| {
            let others = asked.without(facet);
            (facet, answering.iter().filter(|one| others.keeps(one)).count())
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    wider.sort_by_key(|(_, count)| Reverse(*count));
    wider
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    fn one(id: i64, kind: &str, title: &str, certifications: &[(i64, u8)], stages: &[u8]) -> Listed {
        let certification = |(number, level): &(i64, u8)| (*number, format!("Titre {number}"), Some(*level));
        Listed {
            id: Id::new(id),
            kind: kind.to_owned(),
            title: title.to_owned(),
            summary: text::Markdown::from_stored(String::new()),
            author: String::new(),
            source: String::new(),
            freshness: if id == 3 { Freshness::Outdated } else { Freshness::Current },
            dated_on: None,
            published_at: chrono::DateTime::from_timestamp(1_800_000_000 + id, 0).expect("an instant"),
            renewed_at: chrono::DateTime::from_timestamp(1_800_000_000 + id, 0).expect("an instant"),
            departement: if id == 2 { "93".to_owned() } else { String::new() },
            stages: stages.to_vec(),
            useful: (u32::try_from(id).unwrap_or(0) % 2, 0),
            version: 1,
            url: String::new(),
            certifications: certifications.iter().map(certification).collect(),
            certifiers: Vec::new(),
            tags: vec![("jury".to_owned(), "Jury".to_owned())],
        }
    }

    fn library() -> Vec<Listed> {
        vec![
            one(1, "procedure", "Procédure du DEAES", &[(25467, 3)], &[1, 2]),
            one(2, "template", "Modèle de livret 2", &[(25467, 3), (36004, 3)], &[3]),
            one(3, "procedure", "Ancienne procédure", &[(5440, 3)], &[2]),
        ]
    }

    fn catalogued() -> Vec<Catalogued> {
        library().into_iter().map(|one| Catalogued::new(one, crate::Roles::EVERYBODY)).collect()
    }

    fn ids(asked: &Asked) -> Vec<i64> {
        let all = catalogued();
        let all = answering(&all.iter().collect::<Vec<_>>(), &asked.words);
        let mut kept: Vec<&Listed> = all.into_iter().filter(|one| asked.keeps(one)).collect();
        sort(&mut kept, asked.sort);
        kept.into_iter().map(|one| one.id.number()).collect()
    }

    #[test]
    fn choices_add_up() {
        for (query, expected) in [
            ("", &[3, 2, 1][..]),
            ("nature=procedure", &[3, 1]),
            ("nature=procedure&etat=a-jour", &[1]),
            ("certification=25467&etape=3", &[2]),
            ("departement=93", &[2]),
            ("q=procedures", &[3, 1]),
            ("q=RNCP36004", &[2]),
            ("niveau=3&tri=titre", &[3, 2, 1]),
            ("tri=utiles", &[3, 1, 2]),
            ("etiquette=Jury&niveau=5", &[]),
        ] {
            assert_eq!(ids(&Asked::read_query(query)), expected, "{query}");
        }
    }

    #[test]
    fn each_count_is_what_the_choice_would_leave() {
        let asked = Asked::read_query("nature=procedure&etape=2");
        let library = library();
        let counts = counts(&library.iter().collect::<Vec<_>>(), &asked);
        assert_eq!(counts.kinds, [("procedure".to_owned(), 2)]);
        assert_eq!(counts.stages, [(1, 1), (2, 2)]);
        assert_eq!(counts.levels, [(3, 2)]);
        assert_eq!(counts.freshness, [(Freshness::Current, 1), (Freshness::Outdated, 1)]);
        for (stage, count) in counts.stages {
            let asked = Asked { stage: Some(stage), ..asked.clone() };
            assert_eq!(ids(&asked).len(), count);
        }
    }

    #[test]
    fn two_certifications_of_one_level_count_their_resource_once() {
        let library = library();
        let counts = counts(&library.iter().collect::<Vec<_>>(), &Asked::default());
        assert_eq!(counts.levels, [(3, 3)]);
    }

    #[test]
    fn where_nothing_answers_the_choice_to_give_up_is_said() {
        let asked = Asked::read_query("nature=template&etape=2&etat=a-jour");
        assert_eq!(ids(&asked), [0; 0]);
        let library = library();
        assert_eq!(wider(&library.iter().collect::<Vec<_>>(), &asked), [(Facet::Kind, 1), (Facet::Stage, 1)]);
    }
}
