//! The certifications of the RNCP, as France compétences publishes them, and what the last imports changed.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Certifications;

#[async_trait::async_trait]
impl MigrationTrait for Certifications {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // One run of an import. `snapshot_on` is the date of the data, `report` the refused lines and what else is worth
                // saying. `beat_at` is when it was last seen at work: one that stopped on its way is left behind after a while.
                "CREATE TABLE imports (
                    id {id},
                    source TEXT NOT NULL,
                    snapshot_on DATE,
                    by_id BIGINT CONSTRAINT imports_by REFERENCES members (id),
                    begun_at {time} NOT NULL,
                    beat_at {time} NOT NULL,
                    ended_at {time},
                    cut BOOLEAN NOT NULL DEFAULT FALSE,
                    to_write INTEGER NOT NULL DEFAULT 0,
                    written INTEGER NOT NULL DEFAULT 0,
                    read_lines INTEGER NOT NULL DEFAULT 0,
                    refused_lines INTEGER NOT NULL DEFAULT 0,
                    report TEXT NOT NULL DEFAULT ''
                )",
                // Two at once would undo each other's work.
                "CREATE UNIQUE INDEX imports_one_unique ON imports ((1)) WHERE ended_at IS NULL",
                // `number` is that of the record (RNCP25467), given by France compétences. `acronym` and `type_name` are its
                // « abrégé » (DE, Diplôme d'État); `own_acronym` is the one people use (DEAES), where one is known.
                // `folded` is what searches compare; `digest` tells, file by file, whether an import changes anything.
                "CREATE TABLE certifications (
                    number BIGINT NOT NULL CONSTRAINT certifications_key PRIMARY KEY,
                    title TEXT NOT NULL,
                    acronym TEXT NOT NULL,
                    type_name TEXT NOT NULL,
                    own_acronym TEXT NOT NULL DEFAULT '',
                    level INTEGER,
                    registration TEXT NOT NULL,
                    active BOOLEAN NOT NULL,
                    partial BOOLEAN NOT NULL DEFAULT TRUE,
                    decided_on DATE,
                    effective_on DATE,
                    ends_on DATE,
                    folded TEXT NOT NULL,
                    digest TEXT NOT NULL,
                    import_id BIGINT NOT NULL CONSTRAINT certifications_import REFERENCES imports (id),
                    changed_at {time} NOT NULL
                )",
                "CREATE INDEX certifications_ends_idx ON certifications (ends_on)",
                "CREATE TABLE certification_blocks (
                    certification BIGINT NOT NULL CONSTRAINT certification_blocks_certification REFERENCES certifications (number),
                    position INTEGER NOT NULL,
                    code TEXT NOT NULL,
                    title TEXT NOT NULL,
                    CONSTRAINT certification_blocks_key PRIMARY KEY (certification, position)
                )",
                // « Voies d'accès »: the ways to it, EXP being experience.
                "CREATE TABLE certification_ways (
                    certification BIGINT NOT NULL CONSTRAINT certification_ways_certification REFERENCES certifications (number),
                    code TEXT NOT NULL,
                    label TEXT NOT NULL,
                    CONSTRAINT certification_ways_key PRIMARY KEY (certification, code)
                )",
                // Many to many. Either end may be a record that is not published here: no reference. Both records may say the
                // same replacement: `said_by` is the one that does, and takes it back alone.
                "CREATE TABLE certification_replacements (
                    former BIGINT NOT NULL,
                    latter BIGINT NOT NULL,
                    said_by BIGINT NOT NULL CONSTRAINT certification_replacements_said_by REFERENCES certifications (number),
                    CONSTRAINT certification_replacements_key PRIMARY KEY (former, latter, said_by)
                )",
                "CREATE INDEX certification_replacements_said_by_idx ON certification_replacements (said_by)",
                "CREATE INDEX certification_replacements_latter_idx ON certification_replacements (latter)",
                // What an import did to a certification: new, changed, expired, replaced; `detail` says which fields.
                "CREATE TABLE certification_changes (
                    import_id BIGINT NOT NULL CONSTRAINT certification_changes_import REFERENCES imports (id),
                    certification BIGINT NOT NULL,
                    what TEXT NOT NULL,
                    detail TEXT NOT NULL,
                    CONSTRAINT certification_changes_key PRIMARY KEY (import_id, certification, what)
                )",
                // The certifications that a topic is about: chosen by its author, or named in its texts.
                "CREATE TABLE topic_certifications (
                    topic_id BIGINT NOT NULL CONSTRAINT topic_certifications_topic REFERENCES topics (id),
                    certification BIGINT NOT NULL,
                    chosen BOOLEAN NOT NULL,
                    CONSTRAINT topic_certifications_key PRIMARY KEY (topic_id, certification)
                )",
                "CREATE INDEX topic_certifications_certification_idx ON topic_certifications (certification)",
            ],
        )
        .await
    }
}
