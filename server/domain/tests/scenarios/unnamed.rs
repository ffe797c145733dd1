//! Nobody learns who answered what: not from the tables, nor from the database underneath.

use chrono::Duration;
use domain::{days::survey::Kind, members::Member};

use crate::{
    place::Place,
    surveying::{answers, crowd, ended, survey_of},
};

#[tokio::test]
async fn nothing_in_the_tables_leads_from_a_sheet_to_a_person() {
    let place = Place::founded().await;
    let crowd = crowd(&place).await;
    let people: Vec<&Member> = crowd.iter().collect();
    let day = ended(&place, &people).await;
    place.worker_passes().await;
    let before = place.number("SELECT COUNT(*) FROM journal").await;
    let order = [2, 0, 3, 1];
    for (mark, rank) in (1..).zip(order) {
        place.passes(Duration::minutes(7));
        assert_eq!(answers(&place, people[rank], day, Kind::Hot, mark).await, Ok(()));
    }
    // No journal entry, no signature, and no column that holds a person or a time.
    assert_eq!(place.number("SELECT COUNT(*) FROM journal").await, before);
    assert_eq!(place.number("SELECT COUNT(*) FROM survey_signatures").await, 0);
    for table in ["survey_sheets", "survey_answers"] {
        let columns: Vec<String> = match place.is_postgres() {
            true => {
                place
                    .column(&format!(
                        "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = current_schema() ORDER BY 1"
                    ))
                    .await
            }
            false => place.column(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY 1")).await,
        };
        let expected: &[&str] = match table {
            "survey_sheets" => &["id", "survey_id"],
            _ => &["choice", "question_id", "said", "sheet_id"],
        };
        assert_eq!(columns, expected, "{table}");
    }
    // The roll is in the order of the members' numbers, whoever answered when.
    let mut numbers: Vec<i64> = people.iter().map(|member| member.id().number()).collect();
    numbers.sort_unstable();
    let hot = "survey_id = (SELECT id FROM surveys WHERE kind = 'hot')";
    let physical = if place.is_postgres() { "ctid" } else { "rowid" };
    let roll = place
        .column::<i64>(&format!("SELECT member_id FROM survey_roll WHERE {hot} ORDER BY {physical}"))
        .await;
    assert_eq!(roll, numbers);
    if place.is_postgres() {
        // The transaction that wrote a sheet is that of no one row of the roll.
        let writers = format!("SELECT COUNT(DISTINCT xmin::text) FROM survey_roll WHERE {hot}");
        assert_eq!(place.number(&writers).await, 1);
    } else {
        // Sheets have no number of their own: they lie in the order of their random keys.
        let keyed = "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('survey_sheets', 'survey_answers') AND sql LIKE '%WITHOUT ROWID%'";
        assert_eq!(place.number(keyed).await, 2);
    }
}

/// The control: with a tick that writes one row only, PostgreSQL itself says who wrote which sheet.
#[tokio::test]
async fn a_tick_of_one_row_would_say_on_postgres_whose_sheet_it_is() {
    let Some(place) = Place::founded_on_postgres().await else { return };
    let day = ended(&place, &[&place.claire, &place.karim]).await;
    place.worker_passes().await;
    let survey = survey_of(&place, day, Kind::Hot).await;
    place
        .tamper(&format!(
            "DO $$ BEGIN INSERT INTO survey_sheets (id, survey_id) VALUES ('x', {survey});
            UPDATE survey_roll SET answered = 1 WHERE survey_id = {survey} AND member_id = {}; END $$",
            place.karim.id()
        ))
        .await;
    let whose = "SELECT r.member_id FROM survey_sheets s JOIN survey_roll r ON r.survey_id = s.survey_id AND r.xmin = s.xmin";
    assert_eq!(place.column::<i64>(whose).await, [place.karim.id().number()]);
}

#[tokio::test]
async fn keys_of_sheets_say_nothing_of_their_order() {
    let place = Place::founded().await;
    let crowd = place.crowd(12).await;
    let people: Vec<&Member> = crowd.iter().collect();
    let day = ended(&place, &people).await;
    place.worker_passes().await;
    let mut made: Vec<String> = Vec::new();
    for member in &people {
        assert_eq!(answers(&place, member, day, Kind::Hot, 3).await, Ok(()));
        let all: Vec<String> = place.column("SELECT id FROM survey_sheets").await;
        made.extend(all.into_iter().find(|key| !made.contains(key)));
    }
    assert_eq!(made.len(), 12);
    let mut sorted = made.clone();
    sorted.sort();
    assert_ne!(made, sorted, "twelve random keys are in order once in 479 million times");
}
