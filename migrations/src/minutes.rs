//! The minutes of a day, which those who were there write together.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Minutes;

#[async_trait::async_trait]
impl MigrationTrait for Minutes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // The text as it is now, rendered once. `edition` grows with each change: an older one is refused. Everybody who
                // reads the programme reads it once `published_at` is there.
                "CREATE TABLE day_minutes (
                    day_id BIGINT NOT NULL CONSTRAINT day_minutes_key PRIMARY KEY
                        CONSTRAINT day_minutes_day REFERENCES training_days (id),
                    edition INTEGER NOT NULL,
                    body TEXT NOT NULL,
                    body_html TEXT NOT NULL,
                    renderer INTEGER NOT NULL,
                    changed_at {time} NOT NULL,
                    published_by BIGINT CONSTRAINT day_minutes_published_by REFERENCES members (id),
                    published_at {time}
                )",
                // Every text that was kept, the one of now among them: who wrote it, when.
                "CREATE TABLE day_minutes_versions (
                    id {id},
                    day_id BIGINT NOT NULL CONSTRAINT day_minutes_versions_day REFERENCES training_days (id),
                    edition INTEGER NOT NULL,
                    body TEXT NOT NULL,
                    by_id BIGINT NOT NULL CONSTRAINT day_minutes_versions_by REFERENCES members (id),
                    at {time} NOT NULL,
                    CONSTRAINT day_minutes_versions_edition_unique UNIQUE (day_id, edition)
                )",
                "CREATE INDEX day_minutes_versions_by_idx ON day_minutes_versions (by_id)",
            ],
        )
        .await
    }
}
