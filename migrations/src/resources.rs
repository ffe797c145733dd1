//! The library's documents and links, their versions, and what people do with them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Resources;

#[async_trait::async_trait]
impl MigrationTrait for Resources {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // A file's content, once however many name it. `hash` is SHA-256 in hexadecimal, and where it is kept.
                // `media` is what its bytes say it is. `reading` says how far its text is known (waiting, read, empty,
                // encrypted, damaged, too-long, no-text); `reader` is the version of the program that read it.
                "CREATE TABLE files (
                    hash TEXT NOT NULL CONSTRAINT files_key PRIMARY KEY,
                    size BIGINT NOT NULL,
                    media TEXT NOT NULL,
                    kept_at {time} NOT NULL,
                    reading TEXT NOT NULL,
                    reader INTEGER NOT NULL DEFAULT 0,
                    read_at {time},
                    tries INTEGER NOT NULL DEFAULT 0,
                    pages INTEGER
                )",
                "CREATE INDEX files_waiting_idx ON files (kept_at) WHERE reading = 'waiting'",
                "CREATE TABLE file_pages (
                    id {id},
                    hash TEXT NOT NULL CONSTRAINT file_pages_file REFERENCES files (hash),
                    page INTEGER NOT NULL,
                    text TEXT NOT NULL,
                    CONSTRAINT file_pages_place_unique UNIQUE (hash, page)
                )",
                // What somebody sent and has not used yet: a form that is refused loses no file.
                "CREATE TABLE uploads (
                    id {id},
                    member_id BIGINT NOT NULL CONSTRAINT uploads_member REFERENCES members (id),
                    hash TEXT NOT NULL CONSTRAINT uploads_file REFERENCES files (hash),
                    file_name TEXT NOT NULL,
                    at {time} NOT NULL
                )",
                "CREATE INDEX uploads_hash_idx ON uploads (hash)",
                "CREATE INDEX uploads_member_idx ON uploads (member_id)",
                // `number` is the current version; those before `shown_from` were replaced before anybody else read them. `stages` has one bit a stage of the guide, `audience` one bit a role.
                // `edition` grows with each change of the record: an older one is refused.
                // `reply_id` is the reply it was made from; `review_on` the day somebody should read it again.
                "CREATE TABLE resources (
                    id {id},
                    kind TEXT NOT NULL,
                    title TEXT NOT NULL,
                    summary TEXT NOT NULL,
                    summary_html TEXT NOT NULL,
                    renderer INTEGER NOT NULL,
                    state TEXT NOT NULL,
                    author TEXT NOT NULL,
                    source TEXT NOT NULL,
                    licence TEXT NOT NULL,
                    language TEXT NOT NULL,
                    dated_on DATE,
                    valid_until DATE,
                    review_on DATE,
                    departement TEXT NOT NULL DEFAULT '',
                    stages INTEGER NOT NULL DEFAULT 0,
                    audience INTEGER NOT NULL,
                    number INTEGER NOT NULL DEFAULT 1,
                    shown_from INTEGER NOT NULL DEFAULT 1,
                    edition INTEGER NOT NULL DEFAULT 1,
                    depositor_id BIGINT NOT NULL CONSTRAINT resources_depositor REFERENCES members (id),
                    deposited_at {time} NOT NULL,
                    published_at {time},
                    changed_at {time} NOT NULL,
                    reply_id BIGINT CONSTRAINT resources_reply REFERENCES replies (id),
                    topic_id BIGINT CONSTRAINT resources_topic REFERENCES topics (id),
                    downloads INTEGER NOT NULL DEFAULT 0,
                    useful INTEGER NOT NULL DEFAULT 0,
                    useless INTEGER NOT NULL DEFAULT 0,
                    submission TEXT NOT NULL,
                    CONSTRAINT resources_submission_unique UNIQUE (depositor_id, submission)
                )",
                "CREATE INDEX resources_state_idx ON resources (state, changed_at DESC)",
                "CREATE INDEX resources_review_idx ON resources (review_on) WHERE state = 'published'",
                "CREATE INDEX resources_depositor_idx ON resources (depositor_id)",
                "CREATE INDEX resources_reply_idx ON resources (reply_id) WHERE reply_id IS NOT NULL",
                "CREATE INDEX resources_topic_idx ON resources (topic_id) WHERE topic_id IS NOT NULL",
                // A file or a link; never both. `note` says what changed.
                "CREATE TABLE resource_versions (
                    id {id},
                    resource_id BIGINT NOT NULL CONSTRAINT resource_versions_resource REFERENCES resources (id),
                    number INTEGER NOT NULL,
                    hash TEXT CONSTRAINT resource_versions_file REFERENCES files (hash),
                    file_name TEXT NOT NULL DEFAULT '',
                    url TEXT NOT NULL DEFAULT '',
                    note TEXT NOT NULL DEFAULT '',
                    added_by BIGINT NOT NULL CONSTRAINT resource_versions_added_by REFERENCES members (id),
                    added_at {time} NOT NULL,
                    CONSTRAINT resource_versions_number_unique UNIQUE (resource_id, number),
                    CONSTRAINT resource_versions_one CHECK ((hash IS NULL) <> (url = ''))
                )",
                "CREATE INDEX resource_versions_hash_idx ON resource_versions (hash)",
                "CREATE TABLE resource_certifications (
                    resource_id BIGINT NOT NULL CONSTRAINT resource_certifications_resource REFERENCES resources (id),
                    certification BIGINT NOT NULL,
                    CONSTRAINT resource_certifications_key PRIMARY KEY (resource_id, certification)
                )",
                "CREATE INDEX resource_certifications_certification_idx ON resource_certifications (certification)",
                "CREATE TABLE resource_certifiers (
                    resource_id BIGINT NOT NULL CONSTRAINT resource_certifiers_resource REFERENCES resources (id),
                    certifier_id BIGINT NOT NULL CONSTRAINT resource_certifiers_certifier REFERENCES certifiers (id),
                    CONSTRAINT resource_certifiers_key PRIMARY KEY (resource_id, certifier_id)
                )",
                "CREATE INDEX resource_certifiers_certifier_idx ON resource_certifiers (certifier_id)",
                "CREATE TABLE resource_tags (
                    resource_id BIGINT NOT NULL CONSTRAINT resource_tags_resource REFERENCES resources (id),
                    position INTEGER NOT NULL,
                    label TEXT NOT NULL,
                    folded TEXT NOT NULL,
                    CONSTRAINT resource_tags_key PRIMARY KEY (resource_id, position),
                    CONSTRAINT resource_tags_once_unique UNIQUE (resource_id, folded)
                )",
                "CREATE INDEX resource_tags_folded_idx ON resource_tags (folded)",
                // What happened to it: deposited, validated, sent back, new version, withdrawn…, with a word.
                "CREATE TABLE resource_deeds (
                    id {id},
                    resource_id BIGINT NOT NULL CONSTRAINT resource_deeds_resource REFERENCES resources (id),
                    by_id BIGINT CONSTRAINT resource_deeds_by REFERENCES members (id),
                    deed TEXT NOT NULL,
                    word TEXT NOT NULL DEFAULT '',
                    at {time} NOT NULL
                )",
                "CREATE INDEX resource_deeds_resource_idx ON resource_deeds (resource_id, id)",
                // « Signaler »: outdated, wrong, duplicate, dead link. `by_id` is nobody for what the worker noticed.
                "CREATE TABLE resource_reports (
                    id {id},
                    resource_id BIGINT NOT NULL CONSTRAINT resource_reports_resource REFERENCES resources (id),
                    by_id BIGINT CONSTRAINT resource_reports_by REFERENCES members (id),
                    reason TEXT NOT NULL,
                    word TEXT NOT NULL,
                    made_at {time} NOT NULL,
                    settled_at {time},
                    settled_by BIGINT CONSTRAINT resource_reports_settled_by REFERENCES members (id),
                    answer TEXT NOT NULL DEFAULT ''
                )",
                "CREATE INDEX resource_reports_open_idx ON resource_reports (resource_id) WHERE settled_at IS NULL",
                "CREATE UNIQUE INDEX resource_reports_once_unique ON resource_reports (resource_id, by_id, reason)
                    WHERE settled_at IS NULL",
            ],
        )
        .await
    }
}
