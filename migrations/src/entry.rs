//! The ways in and what guards them: passkeys, changes of address, how often passwords were tried.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Entry;

#[async_trait::async_trait]
impl MigrationTrait for Entry {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // One row an account and one a network. An account is the hash of the address that was typed, whether or not
                // somebody has it.
                "CREATE TABLE password_tries (
                    tried TEXT NOT NULL CONSTRAINT password_tries_key PRIMARY KEY,
                    tries BIGINT NOT NULL,
                    since {time} NOT NULL
                )",
                // No member: nobody has that address, or they have no password.
                "CREATE TABLE password_alarms (
                    id {id},
                    member_id BIGINT CONSTRAINT password_alarms_member REFERENCES members (id),
                    raised_at {time} NOT NULL,
                    lettered_at {time}
                )",
                "CREATE INDEX password_alarms_member_idx ON password_alarms (member_id, lettered_at)",
                // No hashes: the letters are not written yet. Without that of the new address, somebody has it already.
                // `session_id` is the session that asked; no reference, as sessions are let go of.
                "CREATE TABLE address_changes (
                    id {id},
                    member_id BIGINT NOT NULL CONSTRAINT address_changes_member REFERENCES members (id),
                    session_id BIGINT NOT NULL,
                    old_email TEXT NOT NULL,
                    new_email TEXT NOT NULL,
                    old_token_hash TEXT CONSTRAINT address_changes_old_unique UNIQUE,
                    new_token_hash TEXT CONSTRAINT address_changes_new_unique UNIQUE,
                    asked_at {time} NOT NULL,
                    expires_at {time} NOT NULL,
                    old_confirmed_at {time},
                    new_confirmed_at {time},
                    cancelled_at {time},
                    done_at {time}
                )",
                "CREATE INDEX address_changes_member_idx ON address_changes (member_id, asked_at)",
                // Public keys only: whoever reads the database cannot sign in with it.
                "CREATE TABLE passkeys (
                    id {id},
                    member_id BIGINT NOT NULL CONSTRAINT passkeys_member REFERENCES members (id),
                    name TEXT NOT NULL,
                    credential_id TEXT NOT NULL CONSTRAINT passkeys_credential_unique UNIQUE,
                    credential TEXT NOT NULL,
                    made_at {time} NOT NULL,
                    used_at {time}
                )",
                "CREATE INDEX passkeys_member_idx ON passkeys (member_id)",
                // A challenge that waits for its answer; no session: somebody is coming in.
                "CREATE TABLE passkey_ceremonies (
                    token_hash TEXT NOT NULL CONSTRAINT passkey_ceremonies_key PRIMARY KEY,
                    session_id BIGINT,
                    state TEXT NOT NULL,
                    expires_at {time} NOT NULL
                )",
            ],
        )
        .await
    }
}
