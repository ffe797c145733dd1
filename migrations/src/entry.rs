//! What guards the ways in: how often passwords were tried, and in whose name too often.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Entry;

#[async_trait::async_trait]
impl MigrationTrait for Entry {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // One row an account and one a network. An account is the hash of the address that was typed, whether or not
                // somebody has it.
                "CREATE TABLE password_tries (
                    tried TEXT NOT NULL CONSTRAINT password_tries_key PRIMARY KEY,
                    tries BIGINT NOT NULL,
                    since {time} NOT NULL
                )",
                // No member: nobody has that address, or they have no password.
                "CREATE TABLE password_alarms (
                    id {id},
                    member_id BIGINT CONSTRAINT password_alarms_member REFERENCES members (id),
                    raised_at {time} NOT NULL,
                    lettered_at {time}
                )",
                "CREATE INDEX password_alarms_member_idx ON password_alarms (member_id, lettered_at)",
            ],
        )
        .await
    }
}
