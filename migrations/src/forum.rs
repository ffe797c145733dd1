//! Boards, topics and replies.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Forum;

#[async_trait::async_trait]
impl MigrationTrait for Forum {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `audience` and `openers` have one bit a role.
                "CREATE TABLE boards (
                    id {id},
                    slug TEXT NOT NULL CONSTRAINT boards_slug_unique UNIQUE,
                    name TEXT NOT NULL,
                    description TEXT NOT NULL,
                    position INTEGER NOT NULL,
                    audience INTEGER NOT NULL,
                    openers INTEGER NOT NULL,
                    topics INTEGER NOT NULL DEFAULT 0,
                    active_at {time}
                )",
                // `body_html` is `body` rendered once by the renderer of that version.
                // `submission` is the form's own number: sent twice, it makes one topic.
                "CREATE TABLE topics (
                    id {id},
                    board_id BIGINT NOT NULL CONSTRAINT topics_board REFERENCES boards (id),
                    author_id BIGINT NOT NULL CONSTRAINT topics_author REFERENCES members (id),
                    kind TEXT NOT NULL,
                    title TEXT NOT NULL,
                    body TEXT NOT NULL,
                    body_html TEXT NOT NULL,
                    renderer INTEGER NOT NULL,
                    opened_at {time} NOT NULL,
                    edited_at {time},
                    version INTEGER NOT NULL DEFAULT 1,
                    replies INTEGER NOT NULL DEFAULT 0,
                    active_at {time} NOT NULL,
                    submission TEXT NOT NULL,
                    CONSTRAINT topics_submission_unique UNIQUE (author_id, submission)
                )",
                "CREATE INDEX topics_board_active_idx ON topics (board_id, active_at DESC)",
                "CREATE INDEX topics_active_idx ON topics (active_at DESC)",
                "CREATE INDEX topics_unanswered_idx ON topics (opened_at DESC) WHERE kind = 'question' AND replies = 0",
                "CREATE INDEX topics_author_idx ON topics (author_id, opened_at DESC)",
                "CREATE TABLE replies (
                    id {id},
                    topic_id BIGINT NOT NULL CONSTRAINT replies_topic REFERENCES topics (id),
                    number INTEGER NOT NULL,
                    author_id BIGINT NOT NULL CONSTRAINT replies_author REFERENCES members (id),
                    body TEXT NOT NULL,
                    body_html TEXT NOT NULL,
                    renderer INTEGER NOT NULL,
                    posted_at {time} NOT NULL,
                    edited_at {time},
                    version INTEGER NOT NULL DEFAULT 1,
                    submission TEXT NOT NULL,
                    CONSTRAINT replies_number_unique UNIQUE (topic_id, number),
                    CONSTRAINT replies_submission_unique UNIQUE (author_id, submission)
                )",
            ],
        )
        .await
    }
}
