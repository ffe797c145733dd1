//! The sixteen days: the year's plan, the days, their sessions and speakers, what is linked to them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Days;

#[async_trait::async_trait]
impl MigrationTrait for Days {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, PLAN).await?;
        super::run(manager, AROUND).await
    }
}

const PLAN: &[&str] = &[
    // How many days a year should have, and for whom.
    "CREATE TABLE programmes (
        year INTEGER NOT NULL CONSTRAINT programmes_key PRIMARY KEY,
        for_advisors INTEGER NOT NULL,
        for_assistants INTEGER NOT NULL,
        for_both INTEGER NOT NULL,
        changed_by BIGINT CONSTRAINT programmes_changed_by REFERENCES members (id),
        changed_at {time} NOT NULL
    )",
    // `public` is for whom it is (advisors, assistants, both). `access` is how to get there or how to connect: shown to those who
    // come only. `arrivals` is the rank of the last registration: writing it takes the day's lock. `sequence` is that of its
    // calendar entries (RFC 5545, 3.8.7.4). `starts_at` and `ends_at` are those of its first and last sessions; a draft without
    // sessions has neither. `stages` has one bit a stage of the guide, `papers` one bit a paper that goes with it.
    // `edition` grows with each change of the record: an older one is refused. `topic_id` is where it is talked about.
    "CREATE TABLE training_days (
        id {id},
        year INTEGER NOT NULL CONSTRAINT training_days_programme REFERENCES programmes (year),
        title TEXT NOT NULL,
        objectives TEXT NOT NULL,
        objectives_html TEXT NOT NULL,
        public TEXT NOT NULL,
        modality TEXT NOT NULL,
        theme TEXT NOT NULL,
        department TEXT,
        place TEXT NOT NULL,
        access TEXT NOT NULL,
        access_html TEXT NOT NULL,
        preparation TEXT NOT NULL,
        preparation_html TEXT NOT NULL,
        accessibility TEXT NOT NULL,
        contact TEXT NOT NULL,
        renderer INTEGER NOT NULL,
        capacity INTEGER NOT NULL,
        antenne_quota INTEGER,
        opens_at {time},
        closes_at {time},
        starts_at {time},
        ends_at {time},
        state TEXT NOT NULL,
        stages INTEGER NOT NULL DEFAULT 0,
        papers INTEGER NOT NULL DEFAULT 0,
        edition INTEGER NOT NULL DEFAULT 1,
        sequence INTEGER NOT NULL DEFAULT 0,
        arrivals BIGINT NOT NULL DEFAULT 0,
        topic_id BIGINT CONSTRAINT training_days_topic REFERENCES topics (id),
        copied_from BIGINT CONSTRAINT training_days_copied_from REFERENCES training_days (id),
        made_by BIGINT NOT NULL CONSTRAINT training_days_made_by REFERENCES members (id),
        made_at {time} NOT NULL,
        published_at {time},
        folded TEXT NOT NULL,
        submission TEXT NOT NULL,
        CONSTRAINT training_days_submission_unique UNIQUE (made_by, submission)
    )",
    "CREATE INDEX training_days_starts_idx ON training_days (starts_at)",
    "CREATE INDEX training_days_year_idx ON training_days (year, starts_at)",
    "CREATE INDEX training_days_topic_idx ON training_days (topic_id) WHERE topic_id IS NOT NULL",
    // A half-day or a slot: what one signs for. `agenda` has a line for each moment; `secret` makes the codes with which one signs.
    "CREATE TABLE day_sessions (
        id {id},
        day_id BIGINT NOT NULL CONSTRAINT day_sessions_day REFERENCES training_days (id),
        label TEXT NOT NULL,
        starts_at {time} NOT NULL,
        ends_at {time} NOT NULL,
        agenda TEXT NOT NULL,
        secret TEXT NOT NULL
    )",
    "CREATE INDEX day_sessions_day_idx ON day_sessions (day_id, starts_at)",
    "CREATE INDEX day_sessions_starts_idx ON day_sessions (starts_at)",
    // `member_id` and `certifier_id` are for those who are known here.
    "CREATE TABLE day_speakers (
        id {id},
        day_id BIGINT NOT NULL CONSTRAINT day_speakers_day REFERENCES training_days (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        function TEXT NOT NULL,
        organisation TEXT NOT NULL,
        certifier_id BIGINT CONSTRAINT day_speakers_certifier REFERENCES certifiers (id),
        member_id BIGINT CONSTRAINT day_speakers_member REFERENCES members (id),
        CONSTRAINT day_speakers_place_unique UNIQUE (day_id, position)
    )",
    "CREATE INDEX day_speakers_certifier_idx ON day_speakers (certifier_id)",
    "CREATE INDEX day_speakers_member_idx ON day_speakers (member_id)",
];

const AROUND: &[&str] = &[
    "CREATE TABLE day_certifications (
        day_id BIGINT NOT NULL CONSTRAINT day_certifications_day REFERENCES training_days (id),
        certification BIGINT NOT NULL,
        CONSTRAINT day_certifications_key PRIMARY KEY (day_id, certification)
    )",
    "CREATE INDEX day_certifications_certification_idx ON day_certifications (certification)",
    // `moment` says whether it is read before the day or came out of it (before, after).
    "CREATE TABLE day_resources (
        day_id BIGINT NOT NULL CONSTRAINT day_resources_day REFERENCES training_days (id),
        resource_id BIGINT NOT NULL CONSTRAINT day_resources_resource REFERENCES resources (id),
        moment TEXT NOT NULL,
        CONSTRAINT day_resources_key PRIMARY KEY (day_id, resource_id)
    )",
    "CREATE INDEX day_resources_resource_idx ON day_resources (resource_id)",
    // What was done to a day, by whom, with a word where there is one.
    "CREATE TABLE day_deeds (
        id {id},
        day_id BIGINT NOT NULL CONSTRAINT day_deeds_day REFERENCES training_days (id),
        at {time} NOT NULL,
        by_id BIGINT CONSTRAINT day_deeds_by REFERENCES members (id),
        deed TEXT NOT NULL,
        word TEXT NOT NULL
    )",
    "CREATE INDEX day_deeds_day_idx ON day_deeds (day_id, id)",
    // A change that those concerned are told once, when `tell_at` has come: changes made meanwhile join it. `was_…` is what people
    // knew before: what is told is what differs then, and nothing when all is as it was.
    "CREATE TABLE day_tellings (
        id {id},
        day_id BIGINT NOT NULL CONSTRAINT day_tellings_day REFERENCES training_days (id),
        was_state TEXT NOT NULL,
        was_title TEXT NOT NULL,
        was_sessions TEXT NOT NULL,
        was_modality TEXT NOT NULL,
        was_place TEXT NOT NULL,
        was_access TEXT NOT NULL,
        word TEXT NOT NULL,
        began_at {time} NOT NULL,
        changed_at {time} NOT NULL,
        tell_at {time} NOT NULL,
        told_at {time}
    )",
    "CREATE UNIQUE INDEX day_tellings_pending_unique ON day_tellings (day_id) WHERE told_at IS NULL",
    "CREATE INDEX day_tellings_due_idx ON day_tellings (tell_at) WHERE told_at IS NULL",
];
