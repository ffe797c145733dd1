//! What is tied to a day, written over what was there.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{line, sessions};
use crate::{
    Failure, Id,
    database::{Number, change, one},
    days::{DayId, Details, Refusal, Speaker, details::MOST, registration},
    fault::Fault,
    members::Organiser,
};

/// Writes sessions, speakers, certifications and documents over what was there.
pub(in crate::days) async fn tie(
    transaction: &DatabaseTransaction,
    organiser: &Organiser,
    day: DayId,
    details: &Details,
) -> Result<(), Failure<Refusal>> {
    sessions::tie(transaction, day, &details.sessions).await?;
    tie_speakers(transaction, day, &details.speakers).await?;
    let day = day.number();
    change(transaction, "DELETE FROM day_certifications WHERE day_id = $1", vec![day.into()]).await?;
    let add = "INSERT INTO day_certifications (day_id, certification) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    for certification in details.certifications.iter().take(MOST) {
        change(transaction, add, vec![day.into(), (*certification).into()]).await?;
    }
    tie_documents(transaction, organiser, day, &details.documents).await
}

async fn tie_speakers(
    transaction: &DatabaseTransaction,
    day: DayId,
    speakers: &[Speaker],
) -> Result<(), Failure<Refusal>> {
    change(transaction, "DELETE FROM day_speakers WHERE day_id = $1", vec![day.number().into()]).await?;
    // Nothing is written where the certifier or the account is not known.
    let insert = "INSERT INTO day_speakers (day_id, position, name, function, organisation, certifier_id, member_id)
        SELECT $1, $2, $3, $4, $5, CASE WHEN $6 = 0 THEN NULL ELSE $6 END, CASE WHEN $7 = 0 THEN NULL ELSE $7 END
        WHERE ($6 = 0 OR EXISTS (SELECT 1 FROM certifiers WHERE id = $6))
            AND ($7 = 0 OR EXISTS (SELECT 1 FROM members WHERE id = $7 AND left_at IS NULL))";
    for (rank, speaker) in speakers.iter().enumerate() {
        let values = vec![
            day.number().into(),
            i32::try_from(rank).unwrap_or(i32::MAX).into(),
            speaker.name.as_str().into(),
            line(speaker.function.as_ref()),
            line(speaker.organisation.as_ref()),
            speaker.certifier.map_or(0, Id::number).into(),
            speaker.member.map_or(0, Id::number).into(),
        ];
        if change(transaction, insert, values).await? == 0 {
            return Err(Failure::Refused(Refusal::NoSuchSpeaker(rank + 1)));
        }
    }
    Ok(())
}

/// Leaves out of a copy what could not be written of the day itself now.
pub(in crate::days) async fn only_what_stands(
    connection: &impl ConnectionTrait,
    organiser: &Organiser,
    details: &mut Details,
) -> Result<(), Fault> {
    for speaker in &mut details.speakers {
        if let Some(member) = speaker.member
            && !registration::store::is_somebody(connection, member).await?
        {
            speaker.member = None;
        }
    }
    let query = "SELECT id FROM resources WHERE (audience & $1) <> 0 AND state IN ('published', 'outdated') AND id = $2";
    let roles = organiser.member().roles().column();
    let mut standing = Vec::new();
    for document in &details.documents {
        let found: Option<Number> = one(connection, query, vec![roles.into(), (*document).into()]).await?;
        standing.extend(found.map(|row| row.id));
    }
    details.documents = standing;
    Ok(())
}

/// Documents to read before the day: nobody makes others read what they may not read themselves.
async fn tie_documents(
    transaction: &DatabaseTransaction,
    organiser: &Organiser,
    day: i64,
    documents: &[i64],
) -> Result<(), Failure<Refusal>> {
    change(
        transaction,
        "DELETE FROM day_resources WHERE day_id = $1 AND moment = 'before'",
        vec![day.into()],
    )
    .await?;
    let insert = "INSERT INTO day_resources (day_id, resource_id, moment)
        SELECT $1, r.id, 'before' FROM resources r
        WHERE r.id = $2 AND (r.audience & $3) <> 0 AND r.state IN ('published', 'outdated')
        ON CONFLICT (day_id, resource_id) DO UPDATE SET moment = 'before'";
    for document in documents {
        let values = vec![day.into(), (*document).into(), organiser.member().roles().column().into()];
        if change(transaction, insert, values).await? == 0 {
            return Err(Failure::Refused(Refusal::NoSuchDocument(*document)));
        }
    }
    Ok(())
}
