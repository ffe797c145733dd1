//! How people come in: invitations, and requests for one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Joining;

#[async_trait::async_trait]
impl MigrationTrait for Joining {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `closed_at`: accepted, revoked, or replaced after its time. Until then no other stands beside it. Once accepted,
                // the account has the address and the name: they are not kept twice. `made_by` is nobody on the command line.
                // No hash: the letter that carries the token is not written yet. `letter_id` is that letter, in the outbox.
                "CREATE TABLE invitations (
                    id {id},
                    email TEXT,
                    name TEXT,
                    role INTEGER NOT NULL,
                    antenne_id BIGINT CONSTRAINT invitations_antenne REFERENCES antennes (id),
                    organisation TEXT,
                    message TEXT,
                    made_at {time} NOT NULL,
                    made_by BIGINT CONSTRAINT invitations_made_by REFERENCES members (id),
                    expires_at {time} NOT NULL,
                    token_hash TEXT CONSTRAINT invitations_token_unique UNIQUE,
                    letter_id BIGINT,
                    posted_at {time},
                    undelivered_at {time},
                    accepted_at {time},
                    member_id BIGINT CONSTRAINT invitations_member REFERENCES members (id),
                    revoked_at {time},
                    closed_at {time}
                )",
                "CREATE UNIQUE INDEX invitations_open_unique ON invitations (email) WHERE closed_at IS NULL",
                "CREATE INDEX invitations_letter_idx ON invitations (letter_id) WHERE letter_id IS NOT NULL",
                // One open request an address: asking again says it anew. `invitation_id` is how it was granted; otherwise it was
                // refused, with a word. `hinted_at`: the address had an account already, and was told so by a letter.
                "CREATE TABLE access_requests (
                    id {id},
                    email TEXT NOT NULL,
                    name TEXT NOT NULL,
                    structure TEXT NOT NULL,
                    role INTEGER NOT NULL,
                    reason TEXT NOT NULL,
                    made_at {time} NOT NULL,
                    times INTEGER NOT NULL DEFAULT 1,
                    hinted_at {time},
                    settled_at {time},
                    settled_by BIGINT CONSTRAINT access_requests_settled_by REFERENCES members (id),
                    invitation_id BIGINT CONSTRAINT access_requests_invitation REFERENCES invitations (id),
                    word TEXT
                )",
                "CREATE UNIQUE INDEX access_requests_open_unique ON access_requests (email) WHERE settled_at IS NULL",
            ],
        )
        .await
    }
}
