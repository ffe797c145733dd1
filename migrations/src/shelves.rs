//! What people keep, judge and follow of the library.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Shelves;

#[async_trait::async_trait]
impl MigrationTrait for Shelves {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                "CREATE TABLE bookmarks (
                    member_id BIGINT NOT NULL CONSTRAINT bookmarks_member REFERENCES members (id),
                    resource_id BIGINT NOT NULL CONSTRAINT bookmarks_resource REFERENCES resources (id),
                    kept_at {time} NOT NULL,
                    CONSTRAINT bookmarks_key PRIMARY KEY (member_id, resource_id)
                )",
                "CREATE INDEX bookmarks_resource_idx ON bookmarks (resource_id)",
                "CREATE TABLE collections (
                    id {id},
                    owner_id BIGINT NOT NULL CONSTRAINT collections_owner REFERENCES members (id),
                    name TEXT NOT NULL,
                    folded TEXT NOT NULL,
                    shared BOOLEAN NOT NULL DEFAULT FALSE,
                    made_at {time} NOT NULL,
                    CONSTRAINT collections_name_unique UNIQUE (owner_id, folded)
                )",
                "CREATE TABLE collection_resources (
                    collection_id BIGINT NOT NULL CONSTRAINT collection_resources_collection REFERENCES collections (id),
                    resource_id BIGINT NOT NULL CONSTRAINT collection_resources_resource REFERENCES resources (id),
                    put_at {time} NOT NULL,
                    CONSTRAINT collection_resources_key PRIMARY KEY (collection_id, resource_id)
                )",
                "CREATE INDEX collection_resources_resource_idx ON collection_resources (resource_id)",
                // One opinion a person: useful or not, with a word.
                "CREATE TABLE opinions (
                    resource_id BIGINT NOT NULL CONSTRAINT opinions_resource REFERENCES resources (id),
                    member_id BIGINT NOT NULL CONSTRAINT opinions_member REFERENCES members (id),
                    useful BOOLEAN NOT NULL,
                    word TEXT NOT NULL DEFAULT '',
                    given_at {time} NOT NULL,
                    CONSTRAINT opinions_key PRIMARY KEY (resource_id, member_id)
                )",
                "CREATE INDEX opinions_member_idx ON opinions (member_id)",
                // « Suivre »: a view of the library, written as the end of its address (ressources?certification=4504&type=template).
                "CREATE TABLE follows (
                    id {id},
                    member_id BIGINT NOT NULL CONSTRAINT follows_member REFERENCES members (id),
                    view TEXT NOT NULL,
                    made_at {time} NOT NULL,
                    CONSTRAINT follows_view_unique UNIQUE (member_id, view)
                )",
                // What is new in what somebody follows, noted when it is published; `told_at` once a letter says it, or once nothing
                // has to be said any more. `thing` is 'resource', 'version' (its row) or 'update',
                // or what became of a certification: 'replaced', 'expired'.
                "CREATE TABLE follow_news (
                    member_id BIGINT NOT NULL CONSTRAINT follow_news_member REFERENCES members (id),
                    thing TEXT NOT NULL,
                    thing_id BIGINT NOT NULL,
                    noted_at {time} NOT NULL,
                    told_at {time},
                    CONSTRAINT follow_news_key PRIMARY KEY (member_id, thing, thing_id)
                )",
                "CREATE INDEX follow_news_untold_idx ON follow_news (member_id, noted_at) WHERE told_at IS NULL",
                // One letter a day and a person at most: the second finds its key taken.
                "CREATE TABLE follow_letters (
                    member_id BIGINT NOT NULL CONSTRAINT follow_letters_member REFERENCES members (id),
                    day DATE NOT NULL,
                    CONSTRAINT follow_letters_key PRIMARY KEY (member_id, day)
                )",
                // What lets a feed reader, which has no cookie, see what its owner may see. Only the hash is kept.
                "CREATE TABLE feed_keys (
                    member_id BIGINT NOT NULL CONSTRAINT feed_keys_key PRIMARY KEY CONSTRAINT feed_keys_member REFERENCES members (id),
                    hash TEXT NOT NULL CONSTRAINT feed_keys_hash_unique UNIQUE,
                    made_at {time} NOT NULL
                )",
                // What the worker saw of a link, last. It is reported dead after several failures on different days.
                "CREATE TABLE link_checks (
                    url TEXT NOT NULL CONSTRAINT link_checks_key PRIMARY KEY,
                    checked_at {time},
                    due_at {time} NOT NULL,
                    status INTEGER,
                    failures INTEGER NOT NULL DEFAULT 0,
                    reported_at {time},
                    trouble TEXT NOT NULL DEFAULT ''
                )",
                "CREATE INDEX link_checks_due_idx ON link_checks (due_at)",
            ],
        )
        .await
    }
}
