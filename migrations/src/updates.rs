//! « Actualités »: what certifiers announce.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Updates;

#[async_trait::async_trait]
impl MigrationTrait for Updates {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `author_id` speaks for the certifier. `effect` says what it does (replaces, extends, modifies) to the
                // certifications of `update_certifications` whose `part` is 'former'; 'latter' are those that take over, and it is
                // only about those of 'about'. `folded` is what searches compare.
                "CREATE TABLE updates (
                    id {id},
                    certifier_id BIGINT NOT NULL CONSTRAINT updates_certifier REFERENCES certifiers (id),
                    author_id BIGINT NOT NULL CONSTRAINT updates_author REFERENCES members (id),
                    title TEXT NOT NULL,
                    body TEXT NOT NULL,
                    body_html TEXT NOT NULL,
                    renderer INTEGER NOT NULL,
                    dated_on DATE NOT NULL,
                    effect TEXT,
                    until_on DATE,
                    published_at {time} NOT NULL,
                    version INTEGER NOT NULL DEFAULT 1,
                    folded TEXT NOT NULL,
                    submission TEXT NOT NULL,
                    CONSTRAINT updates_submission_unique UNIQUE (author_id, submission)
                )",
                "CREATE INDEX updates_dated_idx ON updates (dated_on DESC, id DESC)",
                "CREATE INDEX updates_certifier_idx ON updates (certifier_id, dated_on DESC)",
                "CREATE TABLE update_certifications (
                    update_id BIGINT NOT NULL CONSTRAINT update_certifications_update REFERENCES updates (id),
                    certification BIGINT NOT NULL,
                    part TEXT NOT NULL,
                    CONSTRAINT update_certifications_key PRIMARY KEY (update_id, certification, part)
                )",
                "CREATE INDEX update_certifications_certification_idx ON update_certifications (certification)",
                "CREATE TABLE update_resources (
                    update_id BIGINT NOT NULL CONSTRAINT update_resources_update REFERENCES updates (id),
                    resource_id BIGINT NOT NULL CONSTRAINT update_resources_resource REFERENCES resources (id),
                    CONSTRAINT update_resources_key PRIMARY KEY (update_id, resource_id)
                )",
                "CREATE INDEX update_resources_resource_idx ON update_resources (resource_id)",
                // What was announced before a correction, with why it was corrected: corrections stay visible.
                "CREATE TABLE update_corrections (
                    update_id BIGINT NOT NULL CONSTRAINT update_corrections_update REFERENCES updates (id),
                    version INTEGER NOT NULL,
                    title TEXT NOT NULL,
                    body TEXT NOT NULL,
                    body_html TEXT NOT NULL,
                    dated_on DATE NOT NULL,
                    effect TEXT,
                    until_on DATE,
                    word TEXT NOT NULL,
                    by_id BIGINT NOT NULL CONSTRAINT update_corrections_by REFERENCES members (id),
                    at {time} NOT NULL,
                    CONSTRAINT update_corrections_key PRIMARY KEY (update_id, version)
                )",
                "CREATE TABLE update_former_certifications (
                    update_id BIGINT NOT NULL,
                    version INTEGER NOT NULL,
                    certification BIGINT NOT NULL,
                    part TEXT NOT NULL,
                    CONSTRAINT update_former_certifications_key PRIMARY KEY (update_id, version, certification, part),
                    CONSTRAINT update_former_certifications_correction
                        FOREIGN KEY (update_id, version) REFERENCES update_corrections (update_id, version)
                )",
                "CREATE TABLE update_former_resources (
                    update_id BIGINT NOT NULL,
                    version INTEGER NOT NULL,
                    resource_id BIGINT NOT NULL CONSTRAINT update_former_resources_resource REFERENCES resources (id),
                    CONSTRAINT update_former_resources_key PRIMARY KEY (update_id, version, resource_id),
                    CONSTRAINT update_former_resources_correction
                        FOREIGN KEY (update_id, version) REFERENCES update_corrections (update_id, version)
                )",
                "CREATE INDEX update_former_resources_resource_idx ON update_former_resources (resource_id)",
            ],
        )
        .await
    }
}
