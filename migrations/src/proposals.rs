//! What people propose for the programme: themes, who wants them, what is said of them, what is answered.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Proposals;

#[async_trait::async_trait]
impl MigrationTrait for Proposals {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // `speakers` has a line for each speaker that is wished. `merged_into` is where a proposal that is one with another
                // leads, in one step; `day_id` the day that came of it. `edition` grows with each change of the words; writing
                // `turns` takes the proposal's lock.
                "CREATE TABLE theme_proposals (
                    id {id},
                    author_id BIGINT NOT NULL CONSTRAINT theme_proposals_author REFERENCES members (id),
                    title TEXT NOT NULL,
                    why TEXT NOT NULL,
                    why_html TEXT NOT NULL,
                    renderer INTEGER NOT NULL,
                    speakers TEXT NOT NULL,
                    public TEXT NOT NULL,
                    state TEXT NOT NULL,
                    merged_into BIGINT CONSTRAINT theme_proposals_merged_into REFERENCES theme_proposals (id),
                    day_id BIGINT CONSTRAINT theme_proposals_day REFERENCES training_days (id)
                        CONSTRAINT theme_proposals_day_unique UNIQUE,
                    edition INTEGER NOT NULL DEFAULT 1,
                    turns BIGINT NOT NULL DEFAULT 0,
                    made_at {time} NOT NULL,
                    changed_at {time},
                    submission TEXT NOT NULL,
                    CONSTRAINT theme_proposals_submission_unique UNIQUE (author_id, submission)
                )",
                "CREATE INDEX theme_proposals_merged_idx ON theme_proposals (merged_into)",
                // A vote, or that one would come (vote, come): one row a person, a proposal and a kind. Those of a proposal that is
                // one with another stay, as what it had then, and are the other's too.
                "CREATE TABLE proposal_supports (
                    proposal_id BIGINT NOT NULL CONSTRAINT proposal_supports_proposal REFERENCES theme_proposals (id),
                    member_id BIGINT NOT NULL CONSTRAINT proposal_supports_member REFERENCES members (id),
                    kind TEXT NOT NULL,
                    since {time} NOT NULL,
                    CONSTRAINT proposal_supports_key PRIMARY KEY (proposal_id, member_id, kind)
                )",
                "CREATE INDEX proposal_supports_member_idx ON proposal_supports (member_id)",
                // `came_from` is the proposal under which it was written, when that one is one with another since. A
                // comment that its author withdrew has no body any more.
                "CREATE TABLE proposal_comments (
                    id {id},
                    proposal_id BIGINT NOT NULL CONSTRAINT proposal_comments_proposal REFERENCES theme_proposals (id),
                    came_from BIGINT CONSTRAINT proposal_comments_came_from REFERENCES theme_proposals (id),
                    author_id BIGINT NOT NULL CONSTRAINT proposal_comments_author REFERENCES members (id),
                    body TEXT NOT NULL,
                    written_at {time} NOT NULL,
                    withdrawn_at {time},
                    submission TEXT NOT NULL,
                    CONSTRAINT proposal_comments_submission_unique UNIQUE (author_id, submission)
                )",
                "CREATE INDEX proposal_comments_proposal_idx ON proposal_comments (proposal_id, id)",
                // What was done to a proposal, by whom, with a word where there is one; `other_id` is what it was merged into.
                "CREATE TABLE proposal_deeds (
                    id {id},
                    proposal_id BIGINT NOT NULL CONSTRAINT proposal_deeds_proposal REFERENCES theme_proposals (id),
                    at {time} NOT NULL,
                    by_id BIGINT CONSTRAINT proposal_deeds_by REFERENCES members (id),
                    deed TEXT NOT NULL,
                    word TEXT NOT NULL,
                    other_id BIGINT CONSTRAINT proposal_deeds_other REFERENCES theme_proposals (id)
                )",
                "CREATE INDEX proposal_deeds_proposal_idx ON proposal_deeds (proposal_id, id)",
            ],
        )
        .await
    }
}
