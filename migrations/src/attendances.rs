//! Who was there: what people signed for, session by session; the sheets signed by hand; the certificates made of it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Attendances;

#[async_trait::async_trait]
impl MigrationTrait for Attendances {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // One row a session and a person. `name`, `structure` and `antenne_id` are those of that day: a funder may audit them
                // long after the account is closed, and `member_id` is empty then, as for whoever never had an account. `guest` tells
                // such people apart. `minutes` is what was really attended; `uninvited` is for whoever came without being registered.
                // `way` says how it was said: by an organiser (ticked), by the person (code, click).
                "CREATE TABLE attendances (
                    id {id},
                    session_id BIGINT NOT NULL CONSTRAINT attendances_session REFERENCES day_sessions (id),
                    member_id BIGINT CONSTRAINT attendances_member REFERENCES members (id),
                    guest TEXT NOT NULL,
                    name TEXT NOT NULL,
                    structure TEXT NOT NULL,
                    antenne_id BIGINT CONSTRAINT attendances_antenne REFERENCES antennes (id),
                    mark TEXT NOT NULL,
                    word TEXT NOT NULL,
                    minutes INTEGER NOT NULL,
                    uninvited INTEGER NOT NULL DEFAULT 0,
                    way TEXT NOT NULL,
                    by_id BIGINT CONSTRAINT attendances_by REFERENCES members (id),
                    at {time} NOT NULL,
                    CONSTRAINT attendances_once_unique UNIQUE (session_id, member_id)
                )",
                "CREATE UNIQUE INDEX attendances_guest_unique ON attendances (session_id, guest) WHERE member_id IS NULL",
                "CREATE INDEX attendances_member_idx ON attendances (member_id)",
                // Codes that somebody typed for a day, counted from the first one of a while: nobody guesses six digits.
                "CREATE TABLE code_tries (
                    day_id BIGINT NOT NULL CONSTRAINT code_tries_day REFERENCES training_days (id),
                    member_id BIGINT NOT NULL CONSTRAINT code_tries_member REFERENCES members (id),
                    tries INTEGER NOT NULL,
                    since {time} NOT NULL,
                    CONSTRAINT code_tries_key PRIMARY KEY (day_id, member_id)
                )",
                // Sheets signed by hand, as they were scanned. A withdrawn one keeps its line, not its content.
                "CREATE TABLE signed_sheets (
                    id {id},
                    day_id BIGINT NOT NULL CONSTRAINT signed_sheets_day REFERENCES training_days (id),
                    hash TEXT CONSTRAINT signed_sheets_file REFERENCES files (hash),
                    file_name TEXT NOT NULL,
                    added_by BIGINT NOT NULL CONSTRAINT signed_sheets_added_by REFERENCES members (id),
                    added_at {time} NOT NULL,
                    withdrawn_by BIGINT CONSTRAINT signed_sheets_withdrawn_by REFERENCES members (id),
                    withdrawn_at {time}
                )",
                "CREATE INDEX signed_sheets_day_idx ON signed_sheets (day_id, id)",
                "CREATE INDEX signed_sheets_hash_idx ON signed_sheets (hash)",
                // A certificate that was made, for a day or, without one, for a year. It says what attendances say when it is read:
                // only its code and whose it is are kept. `spare` is empty but for that of a second account of somebody who has one
                // already: a paper that was given out stays true.
                "CREATE TABLE attendance_certificates (
                    id {id},
                    code TEXT NOT NULL CONSTRAINT attendance_certificates_code_unique UNIQUE,
                    day_id BIGINT CONSTRAINT attendance_certificates_day REFERENCES training_days (id),
                    year INTEGER NOT NULL,
                    member_id BIGINT CONSTRAINT attendance_certificates_member REFERENCES members (id),
                    guest TEXT NOT NULL,
                    spare TEXT NOT NULL DEFAULT '',
                    name TEXT NOT NULL,
                    issued_at {time} NOT NULL
                )",
                "CREATE UNIQUE INDEX attendance_certificates_member_day_unique ON attendance_certificates (day_id, member_id, spare)
                    WHERE day_id IS NOT NULL AND member_id IS NOT NULL",
                "CREATE UNIQUE INDEX attendance_certificates_guest_day_unique ON attendance_certificates (day_id, guest, spare)
                    WHERE day_id IS NOT NULL AND member_id IS NULL",
                "CREATE UNIQUE INDEX attendance_certificates_year_unique ON attendance_certificates (year, member_id, spare)
                    WHERE day_id IS NULL AND member_id IS NOT NULL",
                "CREATE INDEX attendance_certificates_member_idx ON attendance_certificates (member_id)",
            ],
        )
        .await
    }
}
