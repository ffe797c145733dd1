//! What organisers do for people, as records with who and when.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Desk;

#[async_trait::async_trait]
impl MigrationTrait for Desk {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // Nothing lifts a suspension whose end has come: it is compared with the present. No end: until it is lifted.
                "CREATE TABLE suspensions (
                    id {id},
                    member_id BIGINT NOT NULL CONSTRAINT suspensions_member REFERENCES members (id),
                    since {time} NOT NULL,
                    until {time},
                    reason TEXT NOT NULL,
                    by_id BIGINT NOT NULL CONSTRAINT suspensions_by REFERENCES members (id),
                    lifted_at {time},
                    lifted_by BIGINT CONSTRAINT suspensions_lifted_by REFERENCES members (id)
                )",
                "CREATE INDEX suspensions_member_idx ON suspensions (member_id)",
                // Where a person has worked: an antenne, or an organisation. The one without an end is where they are.
                "CREATE TABLE member_postings (
                    id {id},
                    member_id BIGINT NOT NULL CONSTRAINT member_postings_member REFERENCES members (id),
                    antenne_id BIGINT CONSTRAINT member_postings_antenne REFERENCES antennes (id),
                    organisation TEXT,
                    since {time} NOT NULL,
                    until {time}
                )",
                "CREATE INDEX member_postings_member_idx ON member_postings (member_id)",
                "CREATE UNIQUE INDEX member_postings_current_unique ON member_postings (member_id) WHERE until IS NULL",
                // A person lets the team see the site in their place, for a day or until they change their mind.
                "CREATE TABLE help_consents (
                    id {id},
                    member_id BIGINT NOT NULL CONSTRAINT help_consents_member REFERENCES members (id),
                    given_at {time} NOT NULL,
                    until {time} NOT NULL,
                    withdrawn_at {time}
                )",
                "CREATE INDEX help_consents_member_idx ON help_consents (member_id)",
                // Of two accounts of one person, the one that is gone leads to the one that was kept.
                "CREATE TABLE member_redirects (
                    old_id BIGINT PRIMARY KEY,
                    member_id BIGINT NOT NULL CONSTRAINT member_redirects_member REFERENCES members (id),
                    at {time} NOT NULL
                )",
            ],
        )
        .await
    }
}
