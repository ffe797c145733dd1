//! What may happen at any moment: a process dies, many people press the same button.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use futures::future::join_all;

/// Runs the future until it has waited that many times, then drops it where it stands, as a crash or a closed browser does.
/// `None` when it was cut short.
pub(crate) async fn cut_after<F: Future>(waits: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut waited = 0;
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if waited == waits => Poll::Ready(None),
        Poll::Pending => {
            waited += 1;
            Poll::Pending
        }
    })
    .await
}

/// Everything at once, each in a task of its own; what came of each, in order.
pub(crate) async fn at_once<F>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    let tasks: Vec<_> = futures.into_iter().map(tokio::spawn).collect();
    join_all(tasks).await.into_iter().map(|output| output.expect("no task panics")).collect()
}
