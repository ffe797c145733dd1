//! Certifiers that look like one body. A likeness is shown to organisers, who decide: nothing is ever joined by itself.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Certifier, families, name, store};
use crate::{Community, Id, fault::Fault, members::Organiser};

/// Why two certifiers may be one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Their names are made of the same words.
    Words,
    /// They have the same SIRET.
    Siret,
    /// They are one ministry under two governments.
    Family(&'static str),
}

/// Two certifiers that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The one that delivers most: the other would be merged into it.
    pub kept: Known,
    /// The other.
    pub other: Known,
    /// Why.
    pub likeness: Likeness,
}

/// A certifier, with what likenesses are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its number, address and name.
    pub certifier: Certifier,
    /// Its names.
    pub names: Vec<String>,
    /// Their SIRETs.
    pub sirets: Vec<String>,
    /// How many certifications its names are on.
    pub delivers: u64,
}

/// The likenesses that nobody has turned down, the weightiest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn waiting(community: &Community, _: &Organiser) -> Result<Vec<Proposal>, Fault> {
    let known = store::deciding::known(&community.database).await?;
    let distinct = store::deciding::distinctions(&community.database).await?;
    Ok(propose(known, &distinct))
}

/// The rule: in each group of alike, the others are proposed with the one that delivers most; each of them once.
fn propose(known: Vec<Known>, distinct: &HashSet<(Id<Certifier>, Id<Certifier>)>) -> Vec<Proposal> {
    let mut groups: BTreeMap<(Likeness, String), Vec<usize>> = BTreeMap::new();
    for (rank, one) in known.iter().enumerate() {
        let of_words = one.names.iter().map(|name| (Likeness::Words, name::gist(name)));
        let of_siret = one.sirets.iter().map(|siret| (Likeness::Siret, siret.clone()));
        let of_family = one.names.iter().filter_map(|name| {
            families::family(&name::key(name), name)
                .map(|family| (Likeness::Family(family), family.to_owned()))
        });
        let signs: HashSet<_> =
            of_words.chain(of_siret).chain(of_family).filter(|(_, sign)| !sign.is_empty()).collect();
        for sign in signs {
            groups.entry(sign).or_default().push(rank);
        }
    }
    let turned_down = |one: usize, other: usize| {
        let (one, other) = (known[one].certifier.id, known[other].certifier.id);
        distinct.contains(&(one, other)) || distinct.contains(&(other, one))
    };
    let mut proposed: HashMap<usize, (usize, Likeness)> = HashMap::new();
    for ((likeness, _), mut group) in groups {
        group.sort_by_key(|rank| {
            (std::cmp::Reverse(known[*rank].delivers), known[*rank].certifier.id.number())
        });
        let Some((kept, others)) = group.split_first() else { continue };
        for other in others.iter().filter(|other| !turned_down(*kept, **other)) {
            // Two that are proposed with one another the other way round would be one question asked twice.
            if proposed.get(kept).is_none_or(|(with, _)| with != other) {
                proposed.entry(*other).or_insert((*kept, likeness));
            }
        }
    }
    let mut proposals: Vec<Proposal> = proposed
        .into_iter()
        .map(|(other, (kept, likeness))| Proposal {
            kept: known[kept].clone(),
            other: known[other].clone(),
            likeness,
        })
        .collect();
    proposals.sort_by_key(|one| {
        (std::cmp::Reverse(one.kept.delivers + one.other.delivers), one.other.certifier.id.number())
    });
    proposals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(number: i64, name: &str, siret: &str, delivers: u64) -> Known {
        let certifier = Certifier { id: Id::new(number), slug: format!("c{number}"), name: name.to_owned() };
        let sirets = Some(siret.to_owned()).filter(|siret| !siret.is_empty()).into_iter().collect();
        Known { certifier, names: vec![name.to_owned()], sirets, delivers }
    }

    fn pairs(proposals: &[Proposal]) -> Vec<(i64, i64, Likeness)> {
        let pair =
            |one: &Proposal| (one.kept.certifier.id.number(), one.other.certifier.id.number(), one.likeness);
        proposals.iter().map(pair).collect()
    }

    #[test]
    fn those_alike_are_proposed_with_the_one_that_delivers_most() {
        let all = vec![
            known(1, "Ministère chargé de l'Emploi", "", 239),
            known(2, "Ministère du travail", "11000007200014", 338),
            known(3, "Aix-Marseille Université", "13001533200013", 142),
            known(4, "UNIVERSITE D'AIX MARSEILLE", "", 60),
            known(5, "AMU", "13001533200013", 3),
            known(6, "Université de Lille", "", 122),
        ];
        let proposals = pairs(&propose(all.clone(), &HashSet::new()));
        assert_eq!(
            proposals,
            [(2, 1, Likeness::Family("travail et emploi")), (3, 4, Likeness::Words), (3, 5, Likeness::Siret)]
        );
        let distinct = HashSet::from([(Id::new(1), Id::new(2)), (Id::new(3), Id::new(5))]);
        assert_eq!(pairs(&propose(all, &distinct)), [(3, 4, Likeness::Words)]);
    }
}
