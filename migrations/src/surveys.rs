//! What people are asked: their needs, once a year; what they think of a day, when it ends and some weeks later.
//!
//! Invariant: nothing here leads from a sheet to a person, unless the survey is of those that are signed. A sheet has a random key and
//! no time; whoever has answered is ticked on the roll, all of whose rows are written each time anybody answers, so that neither the
//! order of rows nor the transaction that wrote them says who did.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Surveys;

#[async_trait::async_trait]
impl MigrationTrait for Surveys {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `kind` is what it is about: the needs of a year, a day that has just ended, a day of some weeks ago (needs, hot,
                // cold). `delay_days` is how long after its day a cold one opens. It takes answers from `opened_at` to `closes_at`,
                // unless somebody closed it before. `edition` grows with each change of the questions; writing `turns` takes the
                // survey's lock.
                "CREATE TABLE surveys (
                    id {id},
                    kind TEXT NOT NULL,
                    year INTEGER CONSTRAINT surveys_year_unique UNIQUE,
                    day_id BIGINT CONSTRAINT surveys_day REFERENCES training_days (id),
                    delay_days INTEGER NOT NULL,
                    opened_at {time},
                    closes_at {time},
                    closed_at {time},
                    closed_by BIGINT CONSTRAINT surveys_closed_by REFERENCES members (id),
                    edition INTEGER NOT NULL DEFAULT 1,
                    turns BIGINT NOT NULL DEFAULT 0,
                    made_by BIGINT CONSTRAINT surveys_made_by REFERENCES members (id),
                    made_at {time} NOT NULL,
                    CONSTRAINT surveys_day_unique UNIQUE (day_id, kind)
                )",
                "CREATE INDEX surveys_opened_idx ON surveys (opened_at)",
                // `choices` has a line for each thing one may choose, or for each end of a scale. `measures` says that it is one of
                // those by which satisfaction is measured.
                "CREATE TABLE survey_questions (
                    id {id},
                    survey_id BIGINT NOT NULL CONSTRAINT survey_questions_survey REFERENCES surveys (id),
                    position INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    words TEXT NOT NULL,
                    choices TEXT NOT NULL,
                    required INTEGER NOT NULL,
                    measures INTEGER NOT NULL,
                    CONSTRAINT survey_questions_place_unique UNIQUE (survey_id, position)
                )",
                // What the surveys of a kind ask unless they are given others, where an organiser chose it: without a row, the program
                // does. Questions are as those of a survey.
                "CREATE TABLE survey_models (
                    kind TEXT NOT NULL CONSTRAINT survey_models_key PRIMARY KEY,
                    edition INTEGER NOT NULL
                )",
                "CREATE TABLE survey_model_questions (
                    model TEXT NOT NULL CONSTRAINT survey_model_questions_model REFERENCES survey_models (kind) ON DELETE CASCADE,
                    position INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    words TEXT NOT NULL,
                    choices TEXT NOT NULL,
                    required INTEGER NOT NULL,
                    measures INTEGER NOT NULL,
                    CONSTRAINT survey_model_questions_key PRIMARY KEY (model, position)
                )",
                // Everybody who is asked, and what was written to them; no time says when they answered. `answered` is in no index: on
                // PostgreSQL the row whose indexed column changes is moved apart from the others, and their order says who answered
                // before whom.
                "CREATE TABLE survey_roll (
                    survey_id BIGINT NOT NULL CONSTRAINT survey_roll_survey REFERENCES surveys (id),
                    member_id BIGINT NOT NULL CONSTRAINT survey_roll_member REFERENCES members (id),
                    asked_at {time},
                    reminded_at {time},
                    answered INTEGER NOT NULL DEFAULT 0,
                    CONSTRAINT survey_roll_key PRIMARY KEY (survey_id, member_id)
                )",
                "CREATE INDEX survey_roll_member_idx ON survey_roll (member_id)",
                // Kept in the order of their random keys.
                "CREATE TABLE survey_sheets (
                    id TEXT NOT NULL CONSTRAINT survey_sheets_key PRIMARY KEY,
                    survey_id BIGINT NOT NULL CONSTRAINT survey_sheets_survey REFERENCES surveys (id)
                ) {keyed}",
                "CREATE INDEX survey_sheets_survey_idx ON survey_sheets (survey_id)",
                // `choice` is the mark, or the rank of what is chosen, from 1; 0 where something is said in words.
                "CREATE TABLE survey_answers (
                    sheet_id TEXT NOT NULL CONSTRAINT survey_answers_sheet REFERENCES survey_sheets (id) ON DELETE CASCADE,
                    question_id BIGINT NOT NULL CONSTRAINT survey_answers_question REFERENCES survey_questions (id),
                    choice INTEGER NOT NULL,
                    said TEXT NOT NULL,
                    CONSTRAINT survey_answers_key PRIMARY KEY (sheet_id, question_id, choice)
                ) {keyed}",
                "CREATE INDEX survey_answers_question_idx ON survey_answers (question_id)",
                // Whose sheet it is, for a survey whose answers may be changed until it closes: that of the needs.
                "CREATE TABLE survey_signatures (
                    survey_id BIGINT NOT NULL CONSTRAINT survey_signatures_survey REFERENCES surveys (id),
                    member_id BIGINT NOT NULL CONSTRAINT survey_signatures_member REFERENCES members (id),
                    sheet_id TEXT NOT NULL CONSTRAINT survey_signatures_sheet REFERENCES survey_sheets (id) ON DELETE CASCADE,
                    CONSTRAINT survey_signatures_key PRIMARY KEY (survey_id, member_id)
                )",
                "CREATE INDEX survey_signatures_member_idx ON survey_signatures (member_id)",
            ],
        )
        .await
    }
}
