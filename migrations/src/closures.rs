//! Accounts about to be closed: asked for by the person, or because nobody came any more.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Closures;

#[async_trait::async_trait]
impl MigrationTrait for Closures {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `reason` is why: asked, or dormant. `kept_name` is what stays beside the messages: own, or former.
                // A closure is live until it is called off or carried out.
                "CREATE TABLE closures (
                    id {id},
                    member_id BIGINT NOT NULL CONSTRAINT closures_member REFERENCES members (id),
                    reason TEXT NOT NULL,
                    kept_name TEXT NOT NULL,
                    asked_at {time} NOT NULL,
                    due_at {time} NOT NULL,
                    called_off_at {time},
                    done_at {time}
                )",
                "CREATE UNIQUE INDEX closures_live_unique ON closures (member_id)
                    WHERE called_off_at IS NULL AND done_at IS NULL",
            ],
        )
        .await
    }
}
