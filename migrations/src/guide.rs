//! The shared guide: stages, and under each its guidelines in three columns.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Guide;

#[async_trait::async_trait]
impl MigrationTrait for Guide {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                "CREATE TABLE stages (
                    number INTEGER PRIMARY KEY,
                    title TEXT NOT NULL
                )",
                // `part` is `guideline`, `tool` or `candidate`.
                "CREATE TABLE guidelines (
                    id {id},
                    stage INTEGER NOT NULL CONSTRAINT guidelines_stage REFERENCES stages (number),
                    part TEXT NOT NULL,
                    position INTEGER NOT NULL,
                    wording TEXT NOT NULL,
                    CONSTRAINT guidelines_place_unique UNIQUE (stage, part, position)
                )",
            ],
        )
        .await
    }
}
