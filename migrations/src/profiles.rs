//! What people show of themselves besides their account: what they know well, their photo.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Profiles;

#[async_trait::async_trait]
impl MigrationTrait for Profiles {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `folded` is the label without accents nor capitals. `certification` is the number of an RNCP record.
                "CREATE TABLE member_tags (
                    member_id BIGINT NOT NULL CONSTRAINT member_tags_member REFERENCES members (id),
                    position INTEGER NOT NULL,
                    label TEXT NOT NULL,
                    folded TEXT NOT NULL,
                    certification INTEGER,
                    CONSTRAINT member_tags_place PRIMARY KEY (member_id, position),
                    CONSTRAINT member_tags_once_unique UNIQUE (member_id, folded)
                )",
                // Two JPEG files made here, of 96 and 320 pixels a side; `name` is drawn from their bytes.
                "CREATE TABLE member_photos (
                    member_id BIGINT NOT NULL CONSTRAINT member_photos_key PRIMARY KEY
                        CONSTRAINT member_photos_member REFERENCES members (id),
                    name TEXT NOT NULL,
                    small {blob} NOT NULL,
                    large {blob} NOT NULL,
                    kept_at {time} NOT NULL
                )",
                "CREATE INDEX member_photos_name_idx ON member_photos (name)",
            ],
        )
        .await
    }
}
