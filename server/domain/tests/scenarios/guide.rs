//! The shared guide, as the accompanying professionals wrote it.

use domain::{
    Failure,
    guide::{self, Refusal, Stage},
    members::Visitor,
    upkeep,
};

use crate::place::{Place, seen_by};

#[tokio::test]
async fn everybody_with_an_account_reads_the_guide_to_the_letter() {
    let place = Place::founded().await;
    for (member, role) in place.everybody() {
        let stages = guide::read(&place, &seen_by(member)).await.expect("it is read");
        assert_eq!(written(&stages), include_str!("../../src/guide/guide.md").trim_end(), "{role:?}");
    }
}

/// The stages as the founding file has them: nothing lost, moved or reworded on its way through the database.
fn written(stages: &[Stage]) -> String {
    let mut text = String::from("# Présentation synthétique du travail de l'accompagnateur\n");
    for stage in stages {
        text.push_str(&format!("\n## Étape {} — {}\n", stage.number, stage.title));
        let columns = [
            ("Repères méthodologiques pour l'accompagnateur", &stage.guidelines),
            ("Les outils utilisés", &stage.tools),
            ("Ce que fait le candidat", &stage.candidate),
        ];
        for (heading, items) in columns {
            text.push_str(&format!("\n### {heading}\n"));
            items.iter().for_each(|item| text.push_str(&format!("- {item}\n")));
        }
    }
    text.trim_end().to_owned()
}

#[tokio::test]
async fn a_stage_is_read_alone_and_there_are_five() {
    let place = Place::founded().await;
    let claire = seen_by(&place.claire);
    let all = guide::read(&place, &claire).await.expect("it is read");
    assert_eq!(all.len(), 5);
    for stage in all {
        assert_eq!(guide::stage(&place, &claire, stage.number).await.expect("it is there"), stage);
    }
    for number in [0, 6, 255] {
        let stage = guide::stage(&place, &claire, number).await;
        assert_eq!(stage.map_err(Failure::refusal), Err(Some(Refusal::NoSuchStage)));
    }
}

#[tokio::test]
async fn whoever_is_signed_out_reads_nothing_of_it() {
    let place = Place::founded().await;
    assert_eq!(guide::read(&place, &Visitor::SIGNED_OUT).await.expect("it is read"), []);
    let stage = guide::stage(&place, &Visitor::SIGNED_OUT, 1).await;
    assert_eq!(stage.map_err(Failure::refusal), Err(Some(Refusal::NoSuchStage)));
}

#[tokio::test]
async fn founding_a_place_again_changes_nothing_that_its_people_made_of_it() {
    let place = Place::founded().await;
    place.tamper("UPDATE guidelines SET wording = 'Écouter' WHERE id = 1").await;
    place.tamper("UPDATE boards SET name = 'Jurys' WHERE slug = 'jury-et-apres-jury'").await;
    let counts = "SELECT (SELECT COUNT(*) FROM guidelines) * 1000000 + (SELECT COUNT(*) FROM boards) * 10000
        + (SELECT COUNT(*) FROM antennes) * 100 + (SELECT COUNT(*) FROM journal)";
    let before = place.number(counts).await;
    upkeep::found(&place).await.expect("it is founded again");
    assert_eq!(place.number(counts).await, before);
    assert_eq!(place.number("SELECT COUNT(*) FROM guidelines WHERE wording = 'Écouter'").await, 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM boards WHERE name = 'Jurys'").await, 1);
}
