//! The library of the demonstration is all there: what its data names is found, and nothing of it was left out in silence.

use std::collections::{BTreeMap, BTreeSet};

use domain::library::{
    Rncp,
    certification::{self, Standing},
    holdings,
    update::{self, Part, list},
};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use toml::{Table, Value};

use super::*;

const RESOURCES: &str = include_str!("../../../demo/library/resources.toml");
const UPDATES: &str = include_str!("../../../demo/library/updates.toml");

/// The entries of a data file.
fn entries(text: &str, of: &str) -> Vec<Table> {
    let data: Table = text.parse().expect("it is TOML");
    let entries = data[of].as_array().expect("there are several");
    entries.iter().map(|entry| entry.as_table().expect("each is a table").clone()).collect()
}

/// The elements of that list, of every entry.
fn all<'a>(entries: &'a [Table], list: &'a str) -> impl Iterator<Item = &'a Value> {
    entries.iter().filter_map(move |entry| entry.get(list)).filter_map(Value::as_array).flatten()
}

fn how_many<'a>(entries: &'a [Table], list: &'a str) -> i64 {
    all(entries, list).count() as i64
}

/// The database, as an operator with a console reads it.
struct Console(DatabaseConnection);

impl Console {
    async fn of(place: &Place) -> Self {
        let url = format!("sqlite://{}", place._folder.path().join("communaute.db").display());
        Self(sea_orm::Database::connect(&url).await.expect("the console opens"))
    }

    async fn lines(&self, query: &str) -> Vec<String> {
        let query = Statement::from_string(self.0.get_database_backend(), query);
        let rows = self.0.query_all_raw(query).await.expect("it is asked");
        rows.iter().map(|row| row.try_get_by_index(0).expect("it is text")).collect()
    }

    async fn number(&self, query: &str) -> i64 {
        let query = Statement::from_string(self.0.get_database_backend(), query);
        let row = self.0.query_one_raw(query).await.expect("it is asked").expect("there is one");
        row.try_get_by_index(0).expect("it is a number")
    }
}

/// Of a place that was filled.
pub(super) async fn is_as_its_data_says(place: &Place) {
    let console = Console::of(place).await;
    let resources = entries(RESOURCES, "resource");
    let states = "SELECT state || ' ' || COUNT(*) FROM resources GROUP BY state ORDER BY state";
    assert_eq!(
        console.lines(states).await,
        ["draft 2", "outdated 2", "published 63", "to-review 3", "withdrawn 1"]
    );
    for (table, list) in [
        ("resource_versions", "version"),
        ("resource_certifications", "certifications"),
        ("resource_certifiers", "certifiers"),
        ("resource_tags", "tags"),
        ("resource_reports", "report"),
        ("opinions", "opinion"),
    ] {
        let kept = console.number(&format!("SELECT COUNT(*) FROM {table}")).await;
        assert_eq!(kept, how_many(&resources, list), "{table}");
    }
    let from = |field: &str| resources.iter().filter(|entry| entry.contains_key(field)).count() as i64;
    let origins = "SELECT COUNT(topic_id) || ' ' || COUNT(reply_id) FROM resources";
    let expected = format!("{} {}", from("from_topic"), from("from_reply"));
    assert_eq!(console.lines(origins).await, [expected]);
    let behind = "SELECT COUNT(*) FROM resources r WHERE r.number <>
        (SELECT COUNT(*) FROM resource_versions v WHERE v.resource_id = r.id)";
    assert_eq!(console.number(behind).await, 0, "the last version is the current one");
    let several = "SELECT COUNT(*) FROM resources WHERE number > 1";
    assert!(console.number(several).await >= 10, "some have several");
    let unknown = "SELECT CAST(x.certification AS TEXT) FROM resource_certifications x
        WHERE NOT EXISTS (SELECT 1 FROM certifications c WHERE c.number = x.certification)";
    assert_eq!(console.lines(unknown).await, [""; 0], "their pages are there");
    every_file_is_used_and_is_what_it_says(&console).await;
    what_was_announced(place, &console).await;
    the_story_of_the_deaes(place).await;
}

/// No file is shipped for nothing, and the bytes of each say what its name says.
async fn every_file_is_used_and_is_what_it_says(console: &Console) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/library/files");
    let shipped = folder.read_dir().expect("they are shipped");
    let shipped = shipped.map(|file| file.expect("it is read").file_name().into_string().expect("plain"));
    let shipped: BTreeSet<String> = shipped.collect();
    let kept = "SELECT DISTINCT v.file_name || ' ' || f.media FROM resource_versions v JOIN files f ON f.hash = v.hash";
    let kept: BTreeMap<String, String> = console
        .lines(kept)
        .await
        .iter()
        .map(|line| line.split_once(' ').expect("two words"))
        .map(|(name, media)| (name.to_owned(), media.to_owned()))
        .collect();
    assert_eq!(kept.keys().cloned().collect::<BTreeSet<_>>(), shipped);
    for (name, media) in kept {
        let extension = name.rsplit('.').next().expect("it has one").replace("txt", "text");
        assert_eq!(media, extension, "{name}");
    }
}

async fn what_was_announced(place: &Place, console: &Console) {
    let updates = entries(UPDATES, "update");
    let kept = "SELECT COUNT(*) || ' ' || SUM(CASE WHEN version > 1 THEN 1 ELSE 0 END) FROM updates";
    assert_eq!(console.lines(kept).await, ["15 2"], "two were corrected");
    let visitor = visitor(place).await;
    let everything = list::latest(&place.community, &visitor, &update::Asked::default(), 50).await;
    let everything = everything.expect("they are listed");
    assert_eq!(everything.len(), updates.len());
    for listed in everything {
        let read = update::read(&place.community, &visitor, listed.id).await.expect("it is read");
        let entry = updates.iter().find(|entry| entry["title"].as_str() == Some(&read.title));
        let entry = entry.unwrap_or_else(|| panic!("{} is in no data", read.title));
        let documents = entry.get("documents").and_then(Value::as_array).map_or(0, Vec::len);
        assert_eq!(read.documents.len(), documents, "{}: its documents are there", read.title);
        assert_eq!(read.corrections.len(), usize::from(entry.contains_key("correction")), "{}", read.title);
        // What the effect is on, or what takes over, is not spoken of besides.
        let named = |field: &str| -> BTreeSet<i64> {
            let numbers = entry.get(field).and_then(Value::as_array).into_iter().flatten();
            numbers.filter_map(Value::as_integer).collect()
        };
        let of = |part: Part| read.of(part).into_iter().collect::<BTreeSet<i64>>();
        assert_eq!(
            (of(Part::Former), of(Part::Latter)),
            (named("former"), named("latter")),
            "{}",
            read.title
        );
        let all = ["certifications", "former", "latter"].into_iter().flat_map(named).collect();
        assert_eq!(read.certifications.iter().map(|(number, _)| *number).collect::<BTreeSet<_>>(), all);
    }
}

/// DEAVS and DEAMP, then the DEAES of 2016, then that of today: told by the records, the documents and the announcements alike.
async fn the_story_of_the_deaes(place: &Place) {
    let (community, visitor) = (&place.community, visitor(place).await);
    let rncp = |number| Rncp::new(number).expect("a number");
    let former = certification::read(community, &visitor, rncp(25_467)).await.expect("it is there");
    assert_eq!(former.named.replaced_by, [rncp(36_004)]);
    assert!(matches!(former.named.standing, Standing::Ended(_)));
    assert_eq!(former.lineage.formers[0], [rncp(4_504), rncp(5_440)]);
    for number in [5_440, 4_504, 25_467, 36_004] {
        let held = holdings::about(community, &visitor, rncp(number)).await.expect("they are listed");
        let titles: Vec<_> = held.latest.into_iter().map(|one| one.title).collect();
        for title in [
            "DEAVS, DEAMP et DEAES\u{a0}: tableau de travail des correspondances",
            "Du DEAVS et du DEAMP au DEAES\u{a0}: repères pour les antennes",
        ] {
            assert!(titles.iter().any(|one| one == title), "RNCP{number}: {titles:?}");
        }
        let asked = update::Asked { certification: Some(number.into()), ..update::Asked::default() };
        let told = list::latest(community, &visitor, &asked, 10).await.expect("they are listed");
        assert!(
            told.iter().any(|one| one.effect == Some(update::Effect::Replaces)),
            "RNCP{number}: {told:?}"
        );
    }
}

async fn visitor(place: &Place) -> Visitor {
    let delphine = account(&place.community, "delphine.arnaud@exemple.fr").await.expect("asked");
    Visitor::from(delphine.expect("the organiser"))
}
