//! What people want to know from a day before it begins, and who else wants to know it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Questions;

#[async_trait::async_trait]
impl MigrationTrait for Questions {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `outcome` is what the organisers made of it (answered, aside), with their word; a question without one is open.
                "CREATE TABLE day_questions (
                    id {id},
                    day_id BIGINT NOT NULL CONSTRAINT day_questions_day REFERENCES training_days (id),
                    author_id BIGINT NOT NULL CONSTRAINT day_questions_author REFERENCES members (id),
                    question TEXT NOT NULL,
                    detail TEXT NOT NULL,
                    asked_at {time} NOT NULL,
                    outcome TEXT,
                    word TEXT NOT NULL DEFAULT '',
                    settled_by BIGINT CONSTRAINT day_questions_settled_by REFERENCES members (id),
                    settled_at {time},
                    submission TEXT NOT NULL,
                    CONSTRAINT day_questions_submission_unique UNIQUE (author_id, submission)
                )",
                "CREATE INDEX day_questions_day_idx ON day_questions (day_id)",
                // Whoever asks a question wants to know it too: theirs is counted without a row.
                "CREATE TABLE day_question_votes (
                    question_id BIGINT NOT NULL
                        CONSTRAINT day_question_votes_question REFERENCES day_questions (id) ON DELETE CASCADE,
                    member_id BIGINT NOT NULL CONSTRAINT day_question_votes_member REFERENCES members (id),
                    at {time} NOT NULL,
                    CONSTRAINT day_question_votes_key PRIMARY KEY (question_id, member_id)
                )",
                "CREATE INDEX day_question_votes_member_idx ON day_question_votes (member_id)",
            ],
        )
        .await
    }
}
