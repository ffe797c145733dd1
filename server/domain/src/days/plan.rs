//! What a year should have: how many days, and for whom. The Region asks for sixteen.

use super::{Public, State, programme::Listed, store};
use crate::{
    Community,
    fault::Fault,
    members::{Organiser, Visitor},
};

/// The days that the Region asks for each year.
pub const TARGET: u32 = 16;

/// How many days a year should have, by public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The year.
    pub year: i32,
    /// For advisors.
    pub for_advisors: u32,
    /// For assistants.
    pub for_assistants: u32,
    /// For both.
    pub for_both: u32,
}

impl Plan {
    /// The plan of a year for which nobody made one: the target, all for both.
    pub const fn usual(year: i32) -> Self {
        Self { year, for_advisors: 0, for_assistants: 0, for_both: TARGET }
    }

    /// How many days in all.
    pub const fn target(&self) -> u32 {
        self.for_advisors + self.for_assistants + self.for_both
    }

    /// How many for that public.
    pub const fn of(&self, public: Public) -> u32 {
        match public {
            Public::Advisors => self.for_advisors,
            Public::Assistants => self.for_assistants,
            Public::Both => self.for_both,
        }
    }
}

/// How far a year is from what it should have. What is put off, called off or a draft does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Days that were held.
    pub held: u32,
    /// Days that are held or will be.
    pub counted: u32,
    /// Days that there should be.
    pub target: u32,
    /// For each public, the days that are held or will be, and those that there should be.
    pub publics: [(Public, u32, u32); 3],
}

impl Progress {
    /// Where these days, which are all those of the plan's year, leave it.
    pub fn of(plan: &Plan, days: &[Listed]) -> Self {
        let count = |keeps: &dyn Fn(&Listed) -> bool| {
            u32::try_from(days.iter().filter(|day| day.state.counts() && keeps(day)).count())
                .unwrap_or(u32::MAX)
        };
        Self {
            held: count(&|day| day.state == State::Held),
            counted: count(&|_| true),
            target: plan.target(),
            publics: Public::ALL.map(|public| (public, count(&|day| day.public == public), plan.of(public))),
        }
    }
}

/// The plan of a year, and the years that have one, the latest first; none of it for whoever is signed out.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_year(community: &Community, visitor: &Visitor, year: i32) -> Result<(Plan, Vec<i32>), Fault> {
    if visitor.member().is_none() {
        return Ok((Plan::usual(year), Vec::new()));
    }
    let plans = store::plans(community.database.reader()).await?;
    let plan = plans.iter().find(|plan| plan.year == year).copied().unwrap_or(Plan::usual(year));
    Ok((plan, plans.into_iter().map(|plan| plan.year).collect()))
}

/// Makes or changes a year's plan.
///
/// # Errors
/// When the database cannot answer.
pub async fn set(community: &Community, organiser: &Organiser, plan: &Plan) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::set_plan(&transaction, plan, organiser.id(), community.now()).await?;
    Ok(transaction.commit().await?)
}
