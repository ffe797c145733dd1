//! How many statements a task sent: what the bench prints for each page.

use std::{cell::Cell, future::Future};

tokio::task_local! {
    static SENT: Cell<u32>;
}

/// Runs the future and tells how many statements it sent, transactions' bounds excepted.
pub async fn counted<F: Future>(future: F) -> (F::Output, u32) {
    SENT.scope(Cell::new(0), async {
        let output = future.await;
        (output, SENT.with(Cell::get))
    })
    .await
}

/// Called by the database after each statement; outside [`counted`] nobody counts.
pub(super) fn count(_: &sea_orm::metric::Info<'_>) {
    let _ = SENT.try_with(|sent| sent.set(sent.get() + 1));
}
