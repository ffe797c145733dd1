//! What happened, in the order in which it was committed, and how far each reader has come.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Journal;

#[async_trait::async_trait]
impl MigrationTrait for Journal {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                "CREATE TABLE journal (
                    id {id},
                    at {time} NOT NULL,
                    actor_id BIGINT,
                    kind TEXT NOT NULL,
                    subject_id BIGINT NOT NULL
                )",
                "CREATE INDEX journal_kind_idx ON journal (kind, id)",
                // One row a reader. `failures` counts the tries at the entry after `position`.
                "CREATE TABLE journal_readers (
                    name TEXT PRIMARY KEY,
                    position BIGINT NOT NULL,
                    failures INTEGER NOT NULL DEFAULT 0,
                    retry_at {time}
                )",
                // Entries put aside after too many tries, for an operator to look at.
                "CREATE TABLE journal_setbacks (
                    id {id},
                    reader TEXT NOT NULL,
                    entry_id BIGINT NOT NULL,
                    at {time} NOT NULL,
                    error TEXT NOT NULL
                )",
            ],
        )
        .await
    }
}
