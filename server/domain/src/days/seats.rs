//! The rule of the seats: who has one, who waits, in which order.
//!
//! Invariants, whatever is done in whatever order:
//!
//! 1. Nobody is seated beyond the capacity, nor beyond their antenne's quota. Whoever has a seat keeps it when either shrinks; nobody
//!    else gets one until there is room again.
//! 2. A seat is empty only when nobody who waits may take it.
//! 3. Among those who may take a seat, the first to have come takes it.
//! 4. Whoever came is somewhere: seated, waiting, or held back by the quota.

use std::collections::HashMap;

use super::Room;
use crate::{Id, members::Antenne};

/// Where somebody who wants to come stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// They have a seat.
    Seated,
    /// They wait for a seat.
    Waiting,
    /// Their antenne has all the seats it may take.
    OverQuota,
}

/// Somebody who wants to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Its row.
    pub number: i64,
    /// Where the person works: whoever is of no antenne has no quota.
    pub antenne: Option<Id<Antenne>>,
    /// Where they stand now.
    pub place: Place,
}

impl Room {
    /// Where somebody who comes now stands, with `seated` people in all and `of_antenne` of their own antenne; whoever is of no
    /// antenne has no quota. By the second invariant nobody who waits could take the seat that is left, if one is.
    pub fn place_for(&self, seated: u32, of_antenne: Option<u32>) -> Place {
        match (self.antenne_quota, of_antenne) {
            (Some(quota), Some(theirs)) if theirs >= quota => Place::OverQuota,
            _ if seated >= self.capacity => Place::Waiting,
            _ => Place::Seated,
        }
    }

    /// Who stands elsewhere than before, once the seats that are free are given: the wishes are in the order in which people came.
    pub fn settle(&self, wishes: &[Wish]) -> Vec<(i64, Place)> {
        let mut taken = Taken::default();
        wishes.iter().filter(|wish| wish.place == Place::Seated).for_each(|wish| taken.seat(wish.antenne));
        let mut moved = Vec::new();
        for wish in wishes.iter().filter(|wish| wish.place != Place::Seated) {
            let place = self.place_for(taken.seats, taken.by(wish.antenne));
            if place == Place::Seated {
                taken.seat(wish.antenne);
            }
            if place != wish.place {
                moved.push((wish.number, place));
            }
        }
        moved
    }
}

/// The seats that are taken, in all and by each antenne.
#[derive(Default)]
struct Taken {
    seats: u32,
    by_antenne: HashMap<i64, u32>,
}

impl Taken {
    fn seat(&mut self, antenne: Option<Id<Antenne>>) {
        self.seats += 1;
        if let Some(antenne) = antenne {
            *self.by_antenne.entry(antenne.number()).or_default() += 1;
        }
    }

    fn by(&self, antenne: Option<Id<Antenne>>) -> Option<u32> {
        antenne.map(|antenne| self.by_antenne.get(&antenne.number()).copied().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests;
