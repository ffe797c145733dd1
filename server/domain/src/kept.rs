//! What a process keeps of what it read, so as not to read it again as long as it holds. One of each type.
//!
//! Invariant: whoever keeps something knows its edition, and asks for that edition: what is of another is not given.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    marker::PhantomData,
    sync::Arc,
};

use tokio::sync::{OwnedRwLockWriteGuard, RwLock};

type Things = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// The things that are kept.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<RwLock<Things>>);

/// What comes of looking for one.
pub(crate) enum Looked<T> {
    /// It is there.
    There(Arc<T>),
    /// It is not, and whoever holds this reads it; the others wait.
    Missing(Turn<T>),
}

/// The turn of whoever reads.
pub(crate) struct Turn<T> {
    things: OwnedRwLockWriteGuard<Things>,
    of: PhantomData<fn() -> T>,
}

impl Kept {
    /// The thing of that type, if it is the one that is asked for.
    pub(crate) async fn look<T: Send + Sync + 'static>(
        &self,
        is_it: impl Fn(&T) -> bool + Send,
    ) -> Looked<T> {
        let found = |things: &Things| {
            let thing = things.get(&TypeId::of::<T>()).cloned()?;
            thing.downcast::<T>().ok().filter(|thing| is_it(thing))
        };
        if let Some(thing) = found(&*self.0.read().await) {
            return Looked::There(thing);
        }
        let things = Arc::clone(&self.0).write_owned().await;
        // Somebody else may have read it meanwhile.
        match found(&things) {
            Some(thing) => Looked::There(thing),
            None => Looked::Missing(Turn { things, of: PhantomData }),
        }
    }
}

impl<T: Send + Sync + 'static> Turn<T> {
    /// Keeps it, in the place of the one of another edition.
    pub(crate) fn keep(mut self, thing: T) -> Arc<T> {
        let thing = Arc::new(thing);
        self.things.insert(TypeId::of::<T>(), Arc::clone(&thing) as Arc<dyn Any + Send + Sync>);
        thing
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    struct Reading(u32);

    async fn read(kept: &Kept, edition: u32, times: &AtomicU32) -> Arc<Reading> {
        match kept.look(|reading: &Reading| reading.0 == edition).await {
            Looked::There(reading) => reading,
            Looked::Missing(turn) => {
                times.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                turn.keep(Reading(edition))
            }
        }
    }

    #[tokio::test]
    async fn an_edition_is_read_once_however_many_ask_and_another_takes_its_place() {
        let (kept, times) = (Kept::default(), AtomicU32::new(0));
        for edition in [1, 1, 2] {
            let many = (0..20).map(|_| read(&kept, edition, &times));
            let all = futures::future::join_all(many).await;
            assert!(all.iter().all(|reading| reading.0 == edition));
        }
        assert_eq!(times.into_inner(), 2);
    }

    #[tokio::test]
    async fn a_reading_that_fails_leaves_the_turn_to_the_next() {
        let (kept, times) = (Kept::default(), AtomicU32::new(0));
        if let Looked::Missing(turn) = kept.look(|reading: &Reading| reading.0 == 1).await {
            drop(turn);
        }
        assert_eq!(read(&kept, 1, &times).await.0, 1);
    }
}
