//! Coming to a day: a seat at once, or a place in the queue; and leaving it, at any time, for the next in order.
//!
//! Invariant: whatever decides who has a seat is read and written while the day's row is held (`store::hold`). On SQLite there is one
//! writer at a time anyway; on PostgreSQL the row's lock makes one of many processes. `control` shows what happens without.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::{DayId, Refusal, held::Held, seats::Place, store as days};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    members::Member,
    text::Line,
};

#[doc(hidden)]
pub mod control;
pub mod desk;
mod leaving;
pub(crate) mod store;

pub use leaving::follow;

/// A line of a registration: what the person needs, a remark, why they do not come.
pub type Word = Line<2, 500>;

/// Where a registration stands. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// « Confirmée ».
    Seated,
    /// « En liste d’attente ».
    Waiting,
    /// The antenne has all the seats it may take.
    OverQuota,
    /// An organiser invites the person, who has not answered.
    Invited,
    /// « Désistement », or taken off by an organiser.
    Withdrawn,
}

impl State {
    /// Every state, in order.
    pub const ALL: [State; 5] =
        [State::Seated, State::Waiting, State::OverQuota, State::Invited, State::Withdrawn];

    /// Its name in rows.
    pub const fn code(self) -> &'static str {
        match self {
            State::Seated => "seated",
            State::Waiting => "waiting",
            State::OverQuota => "over_quota",
            State::Invited => "invited",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the person wants to come, and said so.
    pub const fn is_live(self) -> bool {
        matches!(self, State::Seated | State::Waiting | State::OverQuota)
    }
}

impl From<Place> for State {
    fn from(place: Place) -> Self {
        match place {
            Place::Seated => State::Seated,
            Place::Waiting => State::Waiting,
            Place::OverQuota => State::OverQuota,
        }
    }
}

/// What happened to a registration. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// The person came, or was put there by an organiser.
    Came(Place),
    /// The queue advanced as far as them.
    Promoted,
    /// They withdrew, or were taken off by an organiser.
    Withdrew,
    /// An organiser invites them.
    Invited,
    /// An organiser changed their rank.
    Moved,
    /// They said that they still come.
    Reconfirmed,
}

impl Deed {
    pub(crate) const ALL: [Deed; 8] = [
        Deed::Came(Place::Seated),
        Deed::Came(Place::Waiting),
        Deed::Came(Place::OverQuota),
        Deed::Promoted,
        Deed::Withdrew,
        Deed::Invited,
        Deed::Moved,
        Deed::Reconfirmed,
    ];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Deed::Came(Place::Seated) => "seated",
            Deed::Came(Place::Waiting) => "queued",
            Deed::Came(Place::OverQuota) => "over_quota",
            Deed::Promoted => "promoted",
            Deed::Withdrew => "withdrew",
            Deed::Invited => "invited",
            Deed::Moved => "moved",
            Deed::Reconfirmed => "reconfirmed",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Deed::ALL.into_iter().find(|deed| deed.code() == code)
    }
}

/// Somebody's registration, as they see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its number.
    pub id: Id<Registration>,
    /// Where it stands.
    pub state: State,
    /// How many wait before them, and they: 1 for the first; none for whoever does not wait for a seat.
    pub position: Option<u32>,
    /// What the person needs.
    pub needs: String,
    /// What else they said.
    pub remark: String,
    /// When they registered.
    pub registered_at: DateTime<Utc>,
    /// Whether they are asked to say again that they come.
    pub asked_again: bool,
}

/// What somebody says when they register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wishes {
    /// What they need to come: access, a diet, equipment.
    pub needs: Option<Word>,
    /// Anything else.
    pub remark: Option<Word>,
}

/// Registers. A second click changes nothing but what one needs; whoever withdrew before takes their turn again, at the end.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NotTheirPublic`], [`Refusal::CalledOff`], and those of [`Window::admits`](super::Window::admits);
/// whoever is invited comes when they like, until it begins.
pub async fn register(
    community: &Community,
    member: &Member,
    day: DayId,
    wishes: &Wishes,
) -> Result<State, Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = days::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let before = store::state_of(&transaction, day, member.id()).await?;
    held.admits(member, before, now).map_err(Failure::Refused)?;
    if let Some(state) = before.filter(|state| state.is_live()) {
        store::change_wishes(&transaction, day, member.id(), wishes).await?;
        transaction.commit().await?;
        return Ok(state);
    }
    let antenne = store::antenne_of(&transaction, member.id()).await?;
    let taken = store::taken(&transaction, day, antenne).await?;
    let place = held.room.place_for(taken.seats, taken.of_antenne);
    let coming = store::Coming {
        day,
        member: member.id(),
        antenne,
        place,
        rank: held.arrivals,
        wishes,
        by: member.id(),
        now,
    };
    let deed = store::come(&transaction, &coming).await?;
    let actor = Some(member.id().number());
    journal::record(&transaction, now, actor, Event::RegistrationDeed(deed)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(place.into())
}

/// Withdraws, with a word or without: the seat goes to the next in order, in the same transaction. Harmless when done twice.
///
/// # Errors
/// [`Refusal::NotRegistered`]; [`Refusal::Begun`] once it has begun.
pub async fn withdraw(
    community: &Community,
    member: &Member,
    day: DayId,
    word: Option<&Word>,
) -> Result<(), Failure<Refusal>> {
    let leaving = Leaving { day, member: member.id(), by: member.id(), word };
    leave(community, &leaving).await
}

/// Says again that one comes, after the date has moved.
///
/// # Errors
/// [`Refusal::NotRegistered`].
pub async fn reconfirm(community: &Community, member: &Member, day: DayId) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    days::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    if !store::reconfirm(&transaction, day, member.id(), now).await? {
        return Err(Failure::Refused(Refusal::NotRegistered));
    }
    store::note(&transaction, day, member.id(), member.id(), Deed::Reconfirmed, "", now).await?;
    Ok(transaction.commit().await?)
}

/// Somebody who will not come after all.
struct Leaving<'a> {
    day: DayId,
    member: Id<Member>,
    by: Id<Member>,
    word: Option<&'a Word>,
}

async fn leave(community: &Community, leaving: &Leaving<'_>) -> Result<(), Failure<Refusal>> {
    let Leaving { day, member, by, word } = *leaving;
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = days::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let before = store::state_of(&transaction, day, member).await?;
    match before {
        None => return Err(Failure::Refused(Refusal::NotRegistered)),
        Some(State::Withdrawn) => return Ok(()),
        Some(_) if held.has_begun(now) => return Err(Failure::Refused(Refusal::Begun)),
        Some(_) => {}
    }
    store::withdraw(&transaction, day, member, now).await?;
    let word = word.map(Word::as_str).unwrap_or_default();
    let left = store::note(&transaction, day, member, by, Deed::Withdrew, word, now).await?;
    let mut told = vec![left];
    told.extend(settle(&transaction, day, &held, now).await?);
    tell(&transaction, now, Some(by.number()), &told).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Gives the seats that are free, in order, while the day's row is held; the deeds of those who got one. None are given in a day that is not
/// on, or has begun.
pub(super) async fn settle(
    transaction: &DatabaseTransaction,
    day: DayId,
    held: &Held,
    now: DateTime<Utc>,
) -> Result<Vec<i64>, Fault> {
    if !held.gives_seats(now) {
        return Ok(Vec::new());
    }
    let wishes = store::wishes(transaction, day).await?;
    let mut promoted = Vec::new();
    for (registration, place) in held.room.settle(&wishes) {
        store::place(transaction, registration, place, now).await?;
        if place == Place::Seated {
            promoted.push(store::promoted(transaction, registration, now).await?);
        }
    }
    Ok(promoted)
}

/// Leaves word of these deeds for the letters. Called last: it takes the journal's place.
pub(super) async fn tell(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
    actor: Option<i64>,
    deeds: &[i64],
) -> Result<(), Fault> {
    for deed in deeds {
        journal::record(transaction, now, actor, Event::RegistrationDeed(*deed)).await?;
    }
    Ok(())
}
