//! People, the antennes they work in, their sessions and their sign-in links.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Members;

#[async_trait::async_trait]
impl MigrationTrait for Members {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                "CREATE TABLE antennes (
                    id {id},
                    department TEXT NOT NULL,
                    name TEXT NOT NULL CONSTRAINT antennes_name_unique UNIQUE,
                    address TEXT NOT NULL,
                    operator TEXT NOT NULL,
                    telephone TEXT NOT NULL
                )",
                // Whoever has left keeps a row, for what they wrote: no role, no address, a name if they wished so.
                // `roles` has one bit a role. `email` is folded, so that one mailbox is one member. `telephone_for` and
                // `email_for` are who sees them, one bit a role: at first the antennes and the team (43), and nobody.
                // `stages` has one bit for each stage of the guide that the person knows well.
                // A password is kept as its argon2id hash, with salt and parameters. `charter_at`: when the charter was accepted; `welcomed_at`: when the first visit was over. `letters_…`: which letters the person wants.
                "CREATE TABLE members (
                    id {id},
                    name TEXT NOT NULL,
                    email TEXT NOT NULL CONSTRAINT members_email_unique UNIQUE,
                    roles INTEGER NOT NULL,
                    antenne_id BIGINT CONSTRAINT members_antenne REFERENCES antennes (id),
                    organisation TEXT,
                    function TEXT,
                    presentation TEXT,
                    telephone TEXT,
                    telephone_for INTEGER NOT NULL DEFAULT 43,
                    email_for INTEGER NOT NULL DEFAULT 0,
                    stages INTEGER NOT NULL DEFAULT 0,
                    joined_at {time} NOT NULL,
                    left_at {time},
                    seen_at {time},
                    visited_before_at {time},
                    password_hash TEXT,
                    password_set_at {time},
                    charter_at {time},
                    welcomed_at {time},
                    letters_answers TEXT NOT NULL DEFAULT 'at_once',
                    letters_digest TEXT NOT NULL DEFAULT 'weekly',
                    letters_days INTEGER NOT NULL DEFAULT 1
                )",
                "CREATE INDEX members_antenne_idx ON members (antenne_id)",
                // Only hashes: whoever reads the database cannot sign in with it. `way` is how the person came in.
                // `acting_as`: the member in whose place an organiser sees the site, until then.
                "CREATE TABLE sessions (
                    id {id},
                    token_hash TEXT NOT NULL CONSTRAINT sessions_token_unique UNIQUE,
                    member_id BIGINT NOT NULL CONSTRAINT sessions_member REFERENCES members (id),
                    device TEXT NOT NULL,
                    way TEXT NOT NULL,
                    opened_at {time} NOT NULL,
                    seen_at {time} NOT NULL,
                    expires_at {time} NOT NULL,
                    revoked_at {time},
                    acting_as BIGINT CONSTRAINT sessions_acting_as REFERENCES members (id),
                    acting_until {time}
                )",
                "CREATE INDEX sessions_member_idx ON sessions (member_id)",
                // No member: somebody unknown asked, and gets the same answer as anybody.
                // No hash: the letter that carries the token is not written yet. Links made on the command line have no letter.
                "CREATE TABLE sign_in_links (
                    id {id},
                    member_id BIGINT CONSTRAINT sign_in_links_member REFERENCES members (id),
                    token_hash TEXT CONSTRAINT sign_in_links_token_unique UNIQUE,
                    destination TEXT NOT NULL,
                    asked_at {time} NOT NULL,
                    lettered_at {time},
                    expires_at {time} NOT NULL,
                    used_at {time}
                )",
                "CREATE INDEX sign_in_links_member_idx ON sign_in_links (member_id, asked_at)",
                // Who did what to whom, from which network address. No line is ever changed, but for the address, let go of after a
                // year, and for people whose two accounts become one.
                "CREATE TABLE audit_log (
                    id {id},
                    at {time} NOT NULL,
                    actor_id BIGINT CONSTRAINT audit_log_actor REFERENCES members (id),
                    deed TEXT NOT NULL,
                    subject_id BIGINT CONSTRAINT audit_log_subject REFERENCES members (id),
                    detail TEXT NOT NULL,
                    address TEXT
                )",
                "CREATE INDEX audit_log_actor_idx ON audit_log (actor_id)",
                "CREATE INDEX audit_log_subject_idx ON audit_log (subject_id)",
            ],
        )
        .await
    }
}
