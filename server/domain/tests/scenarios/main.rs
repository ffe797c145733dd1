//! The community as its people live it: the same scenarios on SQLite and, where `VAE_TEST_DATABASE_URL` names a server, on
//! PostgreSQL.
//!
//! `place` is where they happen and whom they happen to, `grounds` what it stands on; `mishaps` is what may go wrong at any
//! moment. Then one file a noun.

mod grounds;
mod mishaps;
mod place;

mod accepting;
mod account;
mod acting;
mod addresses;
mod announcing;
mod asking_access;
mod asking_before;
mod asking_usually;
mod attending;
mod attested;
mod audiences;
mod being_known;
mod certifications;
mod certifiers;
mod concurrency;
mod desk;
mod documents;
mod editing;
mod first_visit;
mod following;
mod following_up;
mod forum;
mod generating;
mod guide;
mod holding;
mod holdings;
mod importing;
mod importing_folders;
mod inviting;
mod inviting_many;
mod journal;
mod keeping;
mod leaving;
mod letters;
mod looking_after;
mod merging;
mod minutes;
mod passkeys;
mod passwords;
mod photos;
mod programme;
mod proposing;
mod putting_off;
mod register;
mod registering;
mod reporting;
mod search;
mod signing_in;
mod surveying;
mod telling;
mod unnamed;
mod uploads;
mod worker_crashes;
