//! Those who deliver certifications, under all the names they are written with.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Certifiers;

#[async_trait::async_trait]
impl MigrationTrait for Certifiers {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `procedures` and `juries` are Markdown, rendered once by the renderer of that version.
                "CREATE TABLE certifiers (
                    id {id},
                    slug TEXT NOT NULL CONSTRAINT certifiers_slug_unique UNIQUE,
                    name TEXT NOT NULL,
                    folded TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    website TEXT NOT NULL DEFAULT '',
                    procedures TEXT NOT NULL DEFAULT '',
                    procedures_html TEXT NOT NULL DEFAULT '',
                    juries TEXT NOT NULL DEFAULT '',
                    juries_html TEXT NOT NULL DEFAULT '',
                    renderer INTEGER NOT NULL DEFAULT 0,
                    version INTEGER NOT NULL DEFAULT 1,
                    changed_at {time} NOT NULL
                )",
                // Every spelling of a body's name leads to one certifier. `folded` is the name without accents, capitals nor
                // punctuation; `decided_by` is the organiser who joined it to another body's.
                "CREATE TABLE certifier_names (
                    folded TEXT NOT NULL CONSTRAINT certifier_names_key PRIMARY KEY,
                    name TEXT NOT NULL,
                    siret TEXT NOT NULL DEFAULT '',
                    certifier_id BIGINT NOT NULL CONSTRAINT certifier_names_certifier REFERENCES certifiers (id),
                    decided_by BIGINT CONSTRAINT certifier_names_decided_by REFERENCES members (id),
                    decided_at {time}
                )",
                "CREATE INDEX certifier_names_certifier_idx ON certifier_names (certifier_id)",
                // Proposals that somebody turned down: not shown again.
                "CREATE TABLE certifier_distinctions (
                    one_id BIGINT NOT NULL CONSTRAINT certifier_distinctions_one REFERENCES certifiers (id),
                    other_id BIGINT NOT NULL CONSTRAINT certifier_distinctions_other REFERENCES certifiers (id),
                    decided_by BIGINT CONSTRAINT certifier_distinctions_decided_by REFERENCES members (id),
                    decided_at {time} NOT NULL,
                    CONSTRAINT certifier_distinctions_key PRIMARY KEY (one_id, other_id)
                )",
                // A merged certifier's address leads to the one that stays.
                "CREATE TABLE certifier_redirects (
                    slug TEXT NOT NULL CONSTRAINT certifier_redirects_key PRIMARY KEY,
                    certifier_id BIGINT NOT NULL CONSTRAINT certifier_redirects_certifier REFERENCES certifiers (id)
                )",
                // As the records name them: the name's spelling, whatever certifier it now leads to.
                "CREATE TABLE certification_certifiers (
                    certification BIGINT NOT NULL CONSTRAINT certification_certifiers_certification REFERENCES certifications (number),
                    name TEXT NOT NULL CONSTRAINT certification_certifiers_name REFERENCES certifier_names (folded),
                    position INTEGER NOT NULL,
                    CONSTRAINT certification_certifiers_key PRIMARY KEY (certification, name)
                )",
                "CREATE INDEX certification_certifiers_name_idx ON certification_certifiers (name)",
                // Whom to call or write to, for which département (a number, or '' for all).
                "CREATE TABLE certifier_contacts (
                    id {id},
                    certifier_id BIGINT NOT NULL CONSTRAINT certifier_contacts_certifier REFERENCES certifiers (id),
                    departement TEXT NOT NULL DEFAULT '',
                    name TEXT NOT NULL,
                    function TEXT NOT NULL DEFAULT '',
                    email TEXT NOT NULL DEFAULT '',
                    telephone TEXT NOT NULL DEFAULT '',
                    note TEXT NOT NULL DEFAULT '',
                    position INTEGER NOT NULL DEFAULT 0
                )",
                "CREATE INDEX certifier_contacts_certifier_idx ON certifier_contacts (certifier_id)",
                // Who speaks here for a certifier: publishes its updates, validates its documents.
                "CREATE TABLE certifier_members (
                    certifier_id BIGINT NOT NULL CONSTRAINT certifier_members_certifier REFERENCES certifiers (id),
                    member_id BIGINT NOT NULL CONSTRAINT certifier_members_member REFERENCES members (id),
                    since {time} NOT NULL,
                    CONSTRAINT certifier_members_key PRIMARY KEY (certifier_id, member_id)
                )",
                "CREATE INDEX certifier_members_member_idx ON certifier_members (member_id)",
            ],
        )
        .await
    }
}
