//! The sessions of a day, written over those that are there. People may have signed for these: a session keeps its number.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::{
    Failure,
    database::{all, change, listed},
    days::{DayId, Refusal, Session, attendance},
    secret::Token,
};

/// A session that is there.
#[derive(FromQueryResult)]
struct Known {
    id: i64,
    label: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

/// Writes them. Whoever attended the whole of a session attended the whole of what it becomes; nobody attended more.
///
/// # Errors
/// [`Refusal::SessionSigned`] when one that people signed for would go.
pub(super) async fn tie(
    transaction: &DatabaseTransaction,
    day: DayId,
    sessions: &[Session],
) -> Result<(), Failure<Refusal>> {
    let query =
        "SELECT id, label, starts_at, ends_at FROM day_sessions WHERE day_id = $1 ORDER BY starts_at, id";
    let known: Vec<Known> = all(transaction, query, vec![day.number().into()]).await?;
    let pairs = pairs(&known, sessions);
    let kept = |rank: &usize| pairs.contains(&Some(*rank));
    let gone: Vec<i64> = (0..known.len()).filter(|rank| !kept(rank)).map(|rank| known[rank].id).collect();
    if !gone.is_empty() {
        if attendance::store::signed_among(transaction, &gone).await? {
            return Err(Failure::Refused(Refusal::SessionSigned));
        }
        let delete = format!("DELETE FROM day_sessions WHERE id IN ({})", listed(&gone));
        change(transaction, &delete, vec![]).await?;
    }
    let update =
        "UPDATE day_sessions SET label = $2, starts_at = $3, ends_at = $4, agenda = $5 WHERE id = $1";
    let insert = "INSERT INTO day_sessions (day_id, label, starts_at, ends_at, agenda, secret) VALUES ($1, $2, $3, $4, $5, $6)";
    for (session, pair) in sessions.iter().zip(&pairs) {
        let known = pair.map(|rank| &known[rank]);
        let mut values = vec![
            known.map_or(day.number(), |known| known.id).into(),
            session.label.as_str().into(),
            session.starts_at.into(),
            session.ends_at.into(),
            session.agenda.as_str().into(),
        ];
        if known.is_none() {
            values.push(Token::mint().reveal().into());
        }
        change(transaction, if known.is_some() { update } else { insert }, values).await?;
        let minutes = (session.ends_at - session.starts_at).num_minutes();
        if let Some(known) = known.filter(|known| (known.ends_at - known.starts_at).num_minutes() != minutes)
        {
            let was = (known.ends_at - known.starts_at).num_minutes();
            attendance::store::lasts(transaction, known.id, was, minutes).await?;
        }
    }
    Ok(())
}

/// How much one is the other: its name and its hour, its name, its hour, or nothing.
fn likeness(known: &Known, session: &Session) -> u8 {
    match (known.label == session.label.as_str(), known.starts_at == session.starts_at) {
        (true, true) => 3,
        (true, false) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

/// Which session that is there each of these is, the most alike first; none of them when it is new.
fn pairs(known: &[Known], sessions: &[Session]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; sessions.len()];
    for wanted in [3, 2, 1] {
        for (rank, session) in sessions.iter().enumerate() {
            if pairs[rank].is_some() {
                continue;
            }
            let is_it =
                |one: &usize| !pairs.contains(&Some(*one)) && likeness(&known[*one], session) == wanted;
            pairs[rank] = (0..known.len()).find(is_it);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::details::Label;

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2027-03-18T{hour:02}:00:00Z").parse().expect("an instant of the test")
    }

    fn paired(known: &[(&str, u32)], sessions: &[(&str, u32)]) -> Vec<Option<usize>> {
        let known: Vec<Known> = (1..)
            .zip(known)
            .map(|(id, (label, hour))| Known {
                id,
                label: (*label).to_owned(),
                starts_at: at(*hour),
                ends_at: at(hour + 2),
            })
            .collect();
        let sessions: Vec<Session> = sessions
            .iter()
            .map(|(label, hour)| Session {
                label: Label::parse(label).expect("a label of the test"),
                starts_at: at(*hour),
                ends_at: at(hour + 2),
                agenda: Default::default(),
            })
            .collect();
        pairs(&known, &sessions)
    }

    #[test]
    fn a_session_is_known_by_its_name_then_by_its_hour_and_never_by_its_rank() {
        let halves = [("Matin", 9), ("Après-midi", 14)];
        assert_eq!(paired(&halves, &halves), [Some(0), Some(1)]);
        assert_eq!(
            paired(&halves, &[("Accueil", 8), ("Matin", 9), ("Après-midi", 14)]),
            [None, Some(0), Some(1)]
        );
        assert_eq!(
            paired(&halves, &[("Matin", 14), ("Après-midi", 16)]),
            [Some(0), Some(1)],
            "both are later"
        );
        assert_eq!(
            paired(&halves, &[("Ouverture", 9), ("Après-midi", 14)]),
            [Some(0), Some(1)],
            "another name"
        );
        assert_eq!(paired(&halves, &[("Après-midi", 14)]), [Some(1)], "the first is gone");
        assert_eq!(paired(&halves, &[("Soirée", 19)]), [None]);
        let days = [("Matin", 9), ("Matin", 11)];
        assert_eq!(paired(&days, &[("Matin", 11)]), [Some(1)]);
    }
}
