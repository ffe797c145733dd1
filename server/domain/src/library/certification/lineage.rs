//! What replaced what: many to many, of any depth, whatever circles the data may hold.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::super::Rncp;

/// All that a certification replaces and is replaced by, generation by generation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lineage {
    /// What it replaces: first its own formers, then theirs. Each once, in its nearest generation.
    pub formers: Vec<Vec<Rncp>>,
    /// What it is replaced by, the same way.
    pub latters: Vec<Vec<Rncp>>,
    /// Who replaces whom among all of these: former and latter.
    pub edges: Vec<(Rncp, Rncp)>,
}

impl Lineage {
    /// The lineage of that certification among these replacements.
    pub fn of(certification: Rncp, replacements: &[(Rncp, Rncp)]) -> Self {
        let mut forward: BTreeMap<Rncp, BTreeSet<Rncp>> = BTreeMap::new();
        let mut backward: BTreeMap<Rncp, BTreeSet<Rncp>> = BTreeMap::new();
        for (former, latter) in replacements.iter().filter(|(former, latter)| former != latter) {
            forward.entry(*former).or_default().insert(*latter);
            backward.entry(*latter).or_default().insert(*former);
        }
        let formers = generations(certification, &backward);
        let latters = generations(certification, &forward);
        let up: BTreeSet<Rncp> = formers.iter().flatten().copied().chain([certification]).collect();
        let down: BTreeSet<Rncp> = latters.iter().flatten().copied().chain([certification]).collect();
        let within = |side: &BTreeSet<Rncp>, (former, latter): &(Rncp, Rncp)| {
            side.contains(former) && side.contains(latter)
        };
        let each =
            forward.iter().flat_map(|(former, latters)| latters.iter().map(|latter| (*former, *latter)));
        let edges = each.filter(|edge| within(&up, edge) || within(&down, edge)).collect();
        Self { formers, latters, edges }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.formers.is_empty() && self.latters.is_empty()
    }

    /// Every certification of it but the one it is of, each once.
    pub fn members(&self) -> Vec<Rncp> {
        let members: BTreeSet<Rncp> = self.formers.iter().chain(&self.latters).flatten().copied().collect();
        members.into_iter().collect()
    }
}

/// All that can be reached, by distance; nobody twice, so that a circle ends.
fn generations(from: Rncp, next: &BTreeMap<Rncp, BTreeSet<Rncp>>) -> Vec<Vec<Rncp>> {
    let mut seen = BTreeSet::from([from]);
    let mut waiting = VecDeque::from([(from, 0)]);
    let mut generations: Vec<Vec<Rncp>> = Vec::new();
    while let Some((one, distance)) = waiting.pop_front() {
        for other in next.get(&one).into_iter().flatten() {
            if !seen.insert(*other) {
                continue;
            }
            if generations.len() == distance {
                generations.push(Vec::new());
            }
            generations[distance].push(*other);
            waiting.push_back((*other, distance + 1));
        }
    }
    for generation in &mut generations {
        generation.sort_unstable();
    }
    generations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rncp(number: u32) -> Rncp {
        Rncp::new(number).expect("a number of the test")
    }

    fn edges(edges: &[(u32, u32)]) -> Vec<(Rncp, Rncp)> {
        edges.iter().map(|(former, latter)| (rncp(*former), rncp(*latter))).collect()
    }

    fn numbers(generations: &[Vec<Rncp>]) -> Vec<Vec<u32>> {
        generations.iter().map(|generation| generation.iter().map(|one| one.number()).collect()).collect()
    }

    const SOCIAL: [(u32, u32); 4] = [(491, 4_504), (4_504, 25_467), (5_440, 25_467), (25_467, 36_004)];

    #[test]
    fn a_lineage_goes_both_ways_to_its_ends() {
        let of = |number| Lineage::of(rncp(number), &edges(&SOCIAL));
        let middle = of(25_467);
        assert_eq!(numbers(&middle.formers), [vec![4_504, 5_440], vec![491]]);
        assert_eq!(numbers(&middle.latters), [vec![36_004]]);
        assert_eq!(middle.edges, edges(&SOCIAL));
        let first = of(491);
        assert_eq!(numbers(&first.latters), [[4_504], [25_467], [36_004]]);
        assert!(first.formers.is_empty());
        assert_eq!(numbers(&of(36_004).formers), [vec![25_467], vec![4_504, 5_440], vec![491]]);
        let other = of(5_440);
        assert_eq!(numbers(&other.latters), [[25_467], [36_004]]);
        assert!(!other.members().contains(&rncp(4_504)), "a sister is no ancestor");
        assert!(of(1).is_empty());
    }

    #[test]
    fn a_circle_ends() {
        let circle = Lineage::of(rncp(1), &edges(&[(1, 2), (2, 3), (3, 1), (2, 2)]));
        assert_eq!(numbers(&circle.latters), [[2], [3]]);
        assert_eq!(numbers(&circle.formers), [[3], [2]]);
        assert_eq!(circle.edges.len(), 3);
    }

    #[test]
    fn thousands_in_a_row_or_side_by_side_are_no_trouble() {
        let row: Vec<(u32, u32)> = (1..20_000).map(|number| (number, number + 1)).collect();
        let lineage = Lineage::of(rncp(10_000), &edges(&row));
        assert_eq!((lineage.formers.len(), lineage.latters.len()), (9_999, 10_000));
        let fan: Vec<(u32, u32)> = (2..20_000).map(|number| (1, number)).collect();
        assert_eq!(Lineage::of(rncp(1), &edges(&fan)).latters[0].len(), 19_998);
    }

    proptest::proptest! {
        #[test]
        fn each_is_told_once_a_side_and_reached_by_an_edge(raw in proptest::collection::vec((1_u32..30, 1_u32..30), 0..80)) {
            let replacements = edges(&raw);
            let lineage = Lineage::of(rncp(7), &replacements);
            for side in [&lineage.formers, &lineage.latters] {
                let all: Vec<Rncp> = side.iter().flatten().copied().collect();
                let once: BTreeSet<Rncp> = all.iter().copied().collect();
                proptest::prop_assert_eq!(all.len(), once.len());
                proptest::prop_assert!(!once.contains(&rncp(7)));
            }
            for (rank, generation) in lineage.latters.iter().enumerate() {
                let before = if rank == 0 { vec![rncp(7)] } else { lineage.latters[rank - 1].clone() };
                for one in generation {
                    proptest::prop_assert!(before.iter().any(|former| replacements.contains(&(*former, *one))));
                }
            }
        }
    }
}
