//! Any interleaving of registrations, withdrawals and changes of room keeps the invariants of the rule.

use proptest::prelude::*;

use super::*;

/// What may happen to a day. Antennes are 0 to 3, 0 for none.
#[derive(Debug, Clone)]
enum Happening {
    Comes { antenne: i64 },
    Leaves { which: usize },
    Capacity(u32),
    Quota(Option<u32>),
    GoesFirst { which: usize },
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        6 => (0_i64..4).prop_map(|antenne| Happening::Comes { antenne }),
        4 => any::<prop::sample::Index>().prop_map(|index| Happening::Leaves { which: index.index(64) }),
        1 => (0_u32..12).prop_map(Happening::Capacity),
        1 => prop::option::of(1_u32..4).prop_map(Happening::Quota),
        1 => any::<prop::sample::Index>().prop_map(|index| Happening::GoesFirst { which: index.index(64) }),
    ]
}

/// A day lived by the rule alone, as the store lives it.
struct Day {
    room: Room,
    wishes: Vec<Wish>,
    next: i64,
}

impl Day {
    fn seated(&self) -> u32 {
        self.count(|wish| wish.place == Place::Seated)
    }

    fn of(&self, antenne: Option<Id<Antenne>>) -> Option<u32> {
        antenne.map(|_| self.count(|wish| wish.place == Place::Seated && wish.antenne == antenne))
    }

    fn count(&self, keeps: impl Fn(&Wish) -> bool) -> u32 {
        u32::try_from(self.wishes.iter().filter(|wish| keeps(wish)).count()).expect("a few")
    }

    fn settle(&mut self) -> Vec<(i64, Place)> {
        let moved = self.room.settle(&self.wishes);
        for (number, place) in &moved {
            let wish = self.wishes.iter_mut().find(|wish| wish.number == *number).expect("it is there");
            wish.place = *place;
        }
        moved
    }

    fn happens(&mut self, happening: &Happening) {
        match *happening {
            Happening::Comes { antenne } => {
                let antenne = (antenne > 0).then(|| Id::new(antenne));
                let place = self.room.place_for(self.seated(), self.of(antenne));
                self.next += 1;
                self.wishes.push(Wish { number: self.next, antenne, place });
                assert_eq!(self.settle(), [], "whoever comes moves nobody");
            }
            Happening::Leaves { which } if !self.wishes.is_empty() => {
                let which = which % self.wishes.len();
                self.wishes.remove(which);
                self.settle();
            }
            Happening::GoesFirst { which } if !self.wishes.is_empty() => {
                let which = which % self.wishes.len();
                let wish = self.wishes.remove(which);
                self.wishes.insert(0, wish);
                self.settle();
            }
            Happening::Capacity(capacity) => {
                self.room.capacity = capacity;
                self.settle();
            }
            Happening::Quota(quota) => {
                self.room.antenne_quota = quota;
                self.settle();
            }
            Happening::Leaves { .. } | Happening::GoesFirst { .. } => {}
        }
    }

    /// Whether that person could be seated now.
    fn may_sit(&self, wish: &Wish) -> bool {
        self.room.place_for(self.seated(), self.of(wish.antenne)) == Place::Seated
    }
}

proptest! {
    #[test]
    fn any_interleaving_keeps_every_invariant(
        capacity in 0_u32..12,
        quota in prop::option::of(1_u32..4),
        happenings in prop::collection::vec(happening(), 0..120),
    ) {
        let mut day = Day { room: Room { capacity, antenne_quota: quota }, wishes: Vec::new(), next: 0 };
        for happening in &happenings {
            let before = day.wishes.clone();
            let seated_before = |number: i64| {
                before.iter().any(|wish| wish.number == number && wish.place == Place::Seated)
            };
            day.happens(happening);

            let newly: Vec<&Wish> = day
                .wishes
                .iter()
                .filter(|wish| wish.place == Place::Seated && !seated_before(wish.number))
                .collect();
            // 1. Nobody new beyond the capacity or the quota; nobody loses a seat.
            if !newly.is_empty() {
                prop_assert!(day.seated() <= day.room.capacity);
            }
            for wish in &newly {
                let theirs = day.of(wish.antenne).unwrap_or(0);
                prop_assert!(day.room.antenne_quota.is_none_or(|quota| theirs <= quota));
            }
            for wish in &day.wishes {
                prop_assert!(!seated_before(wish.number) || wish.place == Place::Seated);
            }
            // 2. A seat is empty only when nobody who waits may take it.
            let waiting: Vec<&Wish> = day.wishes.iter().filter(|wish| wish.place != Place::Seated).collect();
            prop_assert!(!waiting.iter().any(|wish| day.may_sit(wish)));
            // 3. Nobody who waits came before somebody of the same antenne, or of none, who was just seated.
            for seated in &newly {
                let rank = |wanted: &Wish| day.wishes.iter().position(|wish| wish.number == wanted.number);
                let passed_over = waiting.iter().any(|wish| rank(wish) < rank(seated) && wish.antenne == seated.antenne);
                prop_assert!(!passed_over);
            }
            // 4. The words say what is true: held back by the quota, or waiting for a seat.
            for wish in &waiting {
                let full = matches!((day.room.antenne_quota, day.of(wish.antenne)), (Some(quota), Some(theirs)) if theirs >= quota);
                prop_assert_eq!(wish.place == Place::OverQuota, full);
            }
        }
    }
}

fn wish(number: i64, antenne: i64, place: Place) -> Wish {
    Wish { number, antenne: (antenne > 0).then(|| Id::new(antenne)), place }
}

#[test]
fn the_first_who_may_takes_the_seat_that_is_left() {
    let room = Room { capacity: 2, antenne_quota: Some(1) };
    let wishes = [
        wish(1, 1, Place::Seated),
        wish(2, 1, Place::OverQuota),
        wish(3, 2, Place::Waiting),
        wish(4, 3, Place::Waiting),
    ];
    assert_eq!(room.settle(&wishes), [(3, Place::Seated)], "the second is held back by the quota");
}

#[test]
fn a_smaller_room_throws_nobody_out_and_a_larger_one_seats_in_order() {
    let wishes = [wish(1, 1, Place::Seated), wish(2, 2, Place::Seated), wish(3, 3, Place::Waiting)];
    assert_eq!(Room { capacity: 1, antenne_quota: None }.settle(&wishes), []);
    assert_eq!(Room { capacity: 3, antenne_quota: None }.settle(&wishes), [(3, Place::Seated)]);
}

#[test]
fn whoever_is_of_no_antenne_has_no_quota() {
    let room = Room { capacity: 3, antenne_quota: Some(1) };
    assert_eq!(room.place_for(1, None), Place::Seated);
    assert_eq!(room.place_for(1, Some(1)), Place::OverQuota);
    assert_eq!(room.place_for(3, None), Place::Waiting);
}
