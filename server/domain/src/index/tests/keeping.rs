//! What is kept, replaced, removed, and built again.

use std::fs;

use super::*;

impl Library {
    fn reopened(self) -> (Library, Opened) {
        let Library { engine, dir } = self;
        drop(engine);
        let (engine, opened) = Engine::open(dir.path()).expect("the index opens again");
        (Library { engine, dir }, opened)
    }
}

fn whole(entries: Vec<Entry>) -> impl Iterator<Item = Result<Entry, EngineFault>> {
    entries.into_iter().map(Ok)
}

#[test]
fn the_position_and_the_entries_survive() {
    let library = Library::empty();
    assert_eq!(library.engine.position(), None);
    library.put([topic(1, "Jury", "")], 41);
    library.engine.apply(vec![], 42).expect("a position alone is kept");
    let (library, opened) = library.reopened();
    assert_eq!((opened, library.engine.position(), library.engine.count()), (Opened::Ready, Some(42), 1));
    assert_eq!(library.ids("jury"), [1]);
}

#[test]
fn an_entry_put_again_takes_its_own_place() {
    let library = texts(&["Ancien libellé", "Voisin"]);
    library.put([topic(1, "", "Nouveau texte")], 2);
    assert!(!library.finds("libellé"));
    assert_eq!((library.ids("nouveau"), library.engine.count()), (vec![1], 2));
}

#[test]
fn kinds_do_not_share_numbers() {
    let library = Library::of([topic(1, "", "jury"), reply(1, 7, "", "jury"), reply(2, 8, "", "jury")]);
    library.engine.apply(vec![Change::Remove(Kind::Topic, 1)], 2).expect("a topic is removed");
    assert_eq!(library.ask("jury").total, 2);
    library.engine.apply(vec![Change::RemoveParts(Kind::Topic, 7)], 3).expect("replies are removed");
    assert_eq!(library.ids("jury"), [2]);
    library.put([topic(3, "", "jury")], 4);
    library.engine.apply(vec![Change::RemoveParts(Kind::Topic, 0)], 5).expect("nothing is removed");
    assert_eq!(library.ask("jury").total, 2, "what replies to nothing is no reply");
}

#[test]
fn a_rebuild_replaces_everything_and_is_seen_at_its_end() {
    let library = texts(&["ancien"]);
    let entries = (10..20).map(|id| {
        assert_eq!(library.ids("ancien"), [1], "the old index answers meanwhile");
        Ok::<_, EngineFault>(topic(id, "", "nouveau"))
    });
    assert_eq!(library.engine.rebuild(entries, 9).expect("the index is rebuilt"), 10);
    assert!(!library.finds("ancien"));
    let (library, opened) = library.reopened();
    assert_eq!((opened, library.engine.position(), library.engine.count()), (Opened::Ready, Some(9), 10));
    library.put([topic(20, "", "nouveau")], 10);
    assert_eq!(library.ask("nouveau").total, 11);
}

#[test]
fn a_rebuild_that_fails_leaves_what_was_there() {
    let library = texts(&["ancien"]);
    let lost = std::io::Error::other("the database went away");
    let entries = [Ok(topic(2, "", "nouveau")), Err(EngineFault::from(lost))];
    library.engine.rebuild(entries, 9).expect_err("the error comes back");
    assert_eq!((library.ids("ancien"), library.engine.position()), (vec![1], Some(1)));
    library.put([topic(3, "", "suite")], 2);
    assert_eq!((library.ids("ancien"), library.finds("nouveau")), (vec![1], false));
}

#[test]
fn resting_changes_nothing() {
    let library = texts(&["jury"]);
    library.engine.rest().expect("the writer rests");
    library.put([topic(2, "", "jury")], 2);
    assert_eq!(library.ask("jury").total, 2);
}

#[test]
fn a_second_process_is_told_that_the_index_is_in_use() {
    let library = texts(&["jury"]);
    let fault = Engine::open(library.dir.path()).err().expect("the folder is locked");
    assert!(matches!(fault, EngineFault::Busy(_)) && fault.to_string().contains("in use by another process"));
    assert_eq!(library.ids("jury"), [1], "and nothing was wiped");
}

#[test]
fn a_damaged_index_is_wiped_and_said_to_be_empty() {
    for damage in [
        |dir: &Path| fs::write(dir.join("meta.json"), "{").expect("a file is spoilt"),
        |dir: &Path| fs::remove_file(dir.join("meta.json")).expect("a file is lost"),
        |dir: &Path| {
            for entry in fs::read_dir(dir).expect("the folder is read").flatten() {
                if entry
                    .path()
                    .extension()
                    .is_some_and(|kind| kind == "term" || kind == "idx" || kind == "store")
                {
                    fs::write(entry.path(), "").expect("a file is spoilt");
                }
            }
        },
    ] {
        let Library { engine, dir } = texts(&["jury"]);
        drop(engine);
        fs::write(dir.path().join("notes.txt"), "not ours").expect("a file is written");
        damage(dir.path());
        let (engine, opened) = Engine::open(dir.path()).expect("a damaged index opens empty");
        let library = Library { engine, dir };
        assert_eq!((opened, library.engine.position(), library.engine.count()), (Opened::Empty, None, 0));
        assert_eq!(library.engine.rebuild(whole(vec![topic(1, "", "jury")]), 5).expect("it is rebuilt"), 1);
        assert_eq!(library.ids("jury"), [1]);
        assert!(library.dir.path().join("notes.txt").exists(), "only the files of the index are wiped");
    }
}

#[test]
fn an_index_of_another_version_is_wiped_and_said_to_be_empty() {
    let Library { engine, dir } = texts(&["jury"]);
    drop(engine);
    let meta = dir.path().join("meta.json");
    let text = fs::read_to_string(&meta).expect("the description is read");
    let payload = store::payload(1);
    assert!(text.contains(&payload));
    fs::write(&meta, text.replace(&payload, "0.older 1")).expect("the description is changed");
    let (engine, opened) = Engine::open(dir.path()).expect("another version opens empty");
    assert_eq!((opened, engine.count()), (Opened::Empty, 0));
}

#[test]
fn damage_inside_a_file_is_seen_by_a_check() {
    let library = texts(&["jury"]);
    assert!(library.engine.is_intact().expect("the files are read"));
    let file = fs::read_dir(library.dir.path()).expect("the folder is read").flatten();
    let store =
        file.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|kind| kind == "store"));
    let store = store.expect("an index has a store");
    let mut bytes = fs::read(&store).expect("the file is read");
    bytes[0] ^= 0xff;
    fs::write(&store, bytes).expect("the file is spoilt");
    assert!(!library.engine.is_intact().expect("the files are read"));
}
