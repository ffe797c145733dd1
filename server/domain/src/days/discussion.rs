//! Where a day is talked about: one topic of the forum, opened by somebody who has part in the day.

use chrono::{DateTime, Utc};

use super::{DayId, Part, Public, Refusal, TrainingDay, page, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    forum::{Board, Topic, board},
    journal::{self, Event},
    members::{Member, Visitor},
};

/// Where a day is talked about, for whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discussion {
    /// Nowhere yet.
    Nowhere,
    /// In a topic that this visitor does not see.
    Elsewhere,
    /// In that topic.
    There {
        /// Its number.
        topic: Id<Topic>,
        /// Its title.
        title: String,
        /// How many replies it has.
        replies: u32,
    },
}

/// The day that a topic follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Its number.
    pub id: DayId,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: Option<DateTime<Utc>>,
}

/// Whether that person may open the discussion of the day: they have part in it, others see it, and it has none yet.
pub fn may_open(visitor: &Visitor, day: &TrainingDay) -> bool {
    day.discussion == Discussion::Nowhere && day.state.is_shown() && Part::of(visitor, day).follows_up()
}

/// The board in which that person would open it, among those that all the day's public reads; none where they may not open a topic in
/// any. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn where_to_open(
    community: &Community,
    visitor: &Visitor,
    day: &TrainingDay,
) -> Result<Option<Board>, Fault> {
    let Some(member) = visitor.member().filter(|_| may_open(visitor, day)) else { return Ok(None) };
    let about = !day.certifications.is_empty();
    let boards = board::all(community, visitor).await?.into_iter().filter(|board| board.may_open(member));
    Ok(fitting(boards.collect(), day.public, about))
}

/// A day about certifications is talked about with those who deliver them, if there is a board for that; the assistants' own days among
/// as few others as may be; any other day where everybody is.
fn fitting(boards: Vec<Board>, public: Public, about_certifications: bool) -> Option<Board> {
    let reads = |board: &Board| public.roles().iter().all(|role| board.audience.contains(role));
    let kept: Vec<Board> = boards.into_iter().filter(reads).collect();
    let of_certifications = kept.iter().find(|board| board.slug == board::CERTIFICATIONS);
    if let Some(board) = of_certifications.filter(|_| about_certifications) {
        return Some(board.clone());
    }
    let width = |board: &Board| board.audience.iter().count();
    match public {
        Public::Assistants => kept.into_iter().min_by_key(width),
        Public::Advisors | Public::Both => kept.into_iter().max_by_key(width),
    }
}

/// Makes that topic the day's discussion. Harmless when done twice.
///
/// # Errors
/// [`Refusal::NotThere`] for whoever has no part in the day or does not see the topic; [`Refusal::MayNot`] when the day has another.
pub async fn follow(
    community: &Community,
    member: &Member,
    day: DayId,
    topic: Id<Topic>,
) -> Result<(), Failure<Refusal>> {
    let visitor = Visitor::from(member.clone());
    let read = page::read(community, &visitor, day).await?;
    match &read.discussion {
        Discussion::There { topic: there, .. } if *there == topic => return Ok(()),
        _ if !Part::of(&visitor, &read).follows_up() || !read.state.is_shown() => {
            return Err(Failure::Refused(Refusal::NotThere));
        }
        Discussion::There { .. } | Discussion::Elsewhere => return Err(Failure::Refused(Refusal::MayNot)),
        Discussion::Nowhere => {}
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    if !store::set_topic(&transaction, &visitor, day, topic).await? {
        return Err(Failure::Refused(Refusal::MayNot));
    }
    journal::record(&transaction, now, Some(member.id().number()), Event::DayChanged(day.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// The day that the topic follows, for whoever reads the programme.
///
/// # Errors
/// When the database cannot answer.
pub async fn followed_by(
    community: &Community,
    visitor: &Visitor,
    topic: Id<Topic>,
) -> Result<Option<Followed>, Fault> {
    if !visitor.sees(super::AUDIENCE) {
        return Ok(None);
    }
    store::followed_by(community.database.reader(), page::sees_drafts(visitor), topic).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, Roles};

    fn board(slug: &str, roles: &[Role]) -> Board {
        Board {
            id: Id::new(1),
            slug: slug.to_owned(),
            name: slug.to_owned(),
            description: String::new(),
            audience: Roles::of(roles),
            openers: Roles::of(roles),
            topics: 0,
            active_at: None,
        }
    }

    #[test]
    fn a_day_is_talked_about_where_its_public_reads() {
        use Role::{Advisor, Assistant, Certifier, Organiser};
        let boards = || {
            vec![
                board("conseil", &[Advisor, Organiser]),
                board(board::CERTIFICATIONS, &[Advisor, Assistant, Certifier, Organiser]),
                board("assistanat", &[Assistant, Organiser]),
                board("tous", &Role::ALL),
                board("animation", &[Organiser]),
            ]
        };
        let chosen = |public, about| fitting(boards(), public, about).map(|board| board.slug);
        assert_eq!(chosen(Public::Assistants, false).as_deref(), Some("assistanat"));
        assert_eq!(chosen(Public::Both, false).as_deref(), Some("tous"));
        assert_eq!(chosen(Public::Both, true).as_deref(), Some(board::CERTIFICATIONS));
        assert_eq!(chosen(Public::Advisors, false).as_deref(), Some("tous"));
        let narrow = fitting(vec![board("conseil", &[Advisor])], Public::Both, false);
        assert_eq!(narrow, None, "nobody who came is left out of the talk");
    }
}
