//! The engine from outside: what is put in, what is found.

mod audience;
mod finding;
mod hostile;
mod keeping;
mod relevance;

use tempfile::TempDir;

use super::*;

const EVERYONE: u32 = u32::MAX;
const ADVISORS: u32 = 0b001;
const ASSISTANTS: u32 = 0b010;

/// An index in a folder that goes with it.
struct Library {
    engine: Engine,
    dir: TempDir,
}

impl Library {
    fn empty() -> Library {
        let dir = TempDir::new().expect("a temporary folder can be made");
        let (engine, opened) = Engine::open(dir.path()).expect("a new index opens");
        assert_eq!(opened, Opened::Empty);
        Library { engine, dir }
    }

    fn of(entries: impl IntoIterator<Item = Entry>) -> Library {
        let library = Library::empty();
        library.put(entries, 1);
        library
    }

    fn put(&self, entries: impl IntoIterator<Item = Entry>, position: i64) {
        self.engine
            .apply(entries.into_iter().map(Change::Put).collect(), position)
            .expect("entries are indexed");
    }

    fn ask_as(&self, roles: u32, typed: &str) -> Found {
        self.engine.find(&Question::parse(typed), roles, 20, 0, None).expect("a question is answered")
    }

    fn ask(&self, typed: &str) -> Found {
        self.ask_as(EVERYONE, typed)
    }

    fn ids(&self, typed: &str) -> Vec<i64> {
        self.ask(typed).hits.iter().map(|hit| hit.id).collect()
    }

    fn finds(&self, typed: &str) -> bool {
        !self.ids(typed).is_empty()
    }
}

fn topic(id: i64, title: &str, body: &str) -> Entry {
    Entry {
        kind: Kind::Topic,
        id,
        parent: 0,
        title: title.into(),
        body: body.into(),
        author: "Awa Diallo".into(),
        audience: EVERYONE,
        at: 1_790_000_000,
    }
}

fn reply(id: i64, parent: i64, title: &str, body: &str) -> Entry {
    Entry { kind: Kind::Reply, parent, ..topic(id, title, body) }
}

/// Texts numbered from 1, without titles.
fn texts(texts: &[&str]) -> Library {
    Library::of((1..).zip(texts).map(|(id, text)| topic(id, "", text)))
}
