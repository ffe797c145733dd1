//! Letters: written in a transaction, posted by the worker.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Notices;

#[async_trait::async_trait]
impl MigrationTrait for Notices {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `calendar` is what mail programs put in a diary (RFC 5545), and `calendar_method` what they do with it (RFC 5546).
                // The texts are emptied once the letter is posted or given up: only the trace stays.
                // `useless_after` is when what it offers ends: it is given up then. `claimed_until` is the lease of the process that is posting it.
                "CREATE TABLE letters (
                    id {id},
                    recipient TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    body_text TEXT NOT NULL,
                    body_html TEXT NOT NULL,
                    calendar TEXT,
                    calendar_method TEXT,
                    written_at {time} NOT NULL,
                    attempts INTEGER NOT NULL DEFAULT 0,
                    try_at {time} NOT NULL,
                    useless_after {time},
                    claimed_until {time},
                    posted_at {time},
                    abandoned_at {time},
                    error TEXT
                )",
                "CREATE INDEX letters_waiting_idx ON letters (try_at) WHERE posted_at IS NULL AND abandoned_at IS NULL",
            ],
        )
        .await
    }
}
