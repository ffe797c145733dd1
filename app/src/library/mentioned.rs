//! The certifications that lists name, as they are today: asked once for a whole page.

use domain::{
    Fault,
    library::{
        Rncp, browse,
        certification::{self, Named},
        update,
    },
};
use leptos::prelude::*;

use super::CertificationChip;
use crate::session;

/// The numbers that those documents name.
pub(crate) fn by_resources(resources: &[browse::Listed]) -> Vec<i64> {
    resources.iter().flat_map(|one| one.certifications.iter().map(|(number, ..)| *number)).collect()
}

/// The numbers that those announcements name.
pub(crate) fn by_updates(updates: &[update::Listed]) -> Vec<i64> {
    updates.iter().flat_map(|one| one.certifications.iter().map(|(number, _)| *number)).collect()
}

/// The certifications of those numbers; nothing is asked for none.
pub(crate) async fn known(mut numbers: Vec<i64>) -> Result<Vec<Named>, Fault> {
    numbers.sort_unstable();
    numbers.dedup();
    let numbers: Vec<Rncp> = numbers.into_iter().filter_map(rncp).collect();
    certification::named(&session::community(), &numbers).await
}

/// The same, where some of them are there already: only the others are asked for.
pub(crate) async fn beside(there: &[Named], mut numbers: Vec<i64>) -> Result<Vec<Named>, Fault> {
    numbers.retain(|number| !there.iter().any(|one| i64::from(one.number.number()) == *number));
    let others = known(numbers).await?;
    Ok(there.iter().cloned().chain(others).collect())
}

/// The number of a record, as rows keep it.
pub(crate) fn rncp(number: i64) -> Option<Rncp> {
    u32::try_from(number).ok().and_then(Rncp::new)
}

/// One of them in a row: what became of it is said; the number alone where the record is not known here.
pub(crate) fn in_row(number: Rncp, named: &[Named]) -> AnyView {
    match named.iter().find(|one| one.number == number) {
        Some(named) => view! { <CertificationChip named=named.clone() titled=false/> }.into_any(),
        None => view! { <span class="certification-chip">{number.to_string()}</span> }.into_any(),
    }
}
