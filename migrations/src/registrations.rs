//! Who comes to a day: registrations, the waiting list, and what happened to each.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Registrations;

#[async_trait::async_trait]
impl MigrationTrait for Registrations {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // One row a person and a day, whatever becomes of it. `rank` is the order of arrival, over again for whoever comes
                // back. `antenne_id` is where the person worked when they registered: the quota counts by it.
                // `asked_again_at` is when the person was asked whether they still come, `reconfirmed_at` when they said so,
                // `reminded_at` when a letter reminded them of the day.
                "CREATE TABLE day_registrations (
                    id {id},
                    day_id BIGINT NOT NULL CONSTRAINT day_registrations_day REFERENCES training_days (id),
                    member_id BIGINT NOT NULL CONSTRAINT day_registrations_member REFERENCES members (id),
                    state TEXT NOT NULL,
                    rank BIGINT NOT NULL,
                    antenne_id BIGINT CONSTRAINT day_registrations_antenne REFERENCES antennes (id),
                    needs TEXT NOT NULL,
                    remark TEXT NOT NULL,
                    by_id BIGINT NOT NULL CONSTRAINT day_registrations_by REFERENCES members (id),
                    registered_at {time} NOT NULL,
                    changed_at {time} NOT NULL,
                    asked_again_at {time},
                    reconfirmed_at {time},
                    reminded_at {time},
                    CONSTRAINT day_registrations_once_unique UNIQUE (day_id, member_id)
                )",
                "CREATE INDEX day_registrations_order_idx ON day_registrations (day_id, state, rank)",
                "CREATE INDEX day_registrations_member_idx ON day_registrations (member_id, day_id)",
                // What happened to a registration, by whom (nobody: the waiting list advanced), with a word where there is one.
                "CREATE TABLE registration_deeds (
                    id {id},
                    registration_id BIGINT NOT NULL
                        CONSTRAINT registration_deeds_registration REFERENCES day_registrations (id) ON DELETE CASCADE,
                    at {time} NOT NULL,
                    by_id BIGINT CONSTRAINT registration_deeds_by REFERENCES members (id),
                    deed TEXT NOT NULL,
                    word TEXT NOT NULL
                )",
                "CREATE INDEX registration_deeds_registration_idx ON registration_deeds (registration_id, id)",
            ],
        )
        .await
    }
}
