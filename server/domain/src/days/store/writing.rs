//! Writing days, with all that is tied to them.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use super::{count, modality, public, state};
use crate::{
    Failure, Id,
    database::{Number, all, change, listed, one},
    days::{
        DayId, Details, Refusal, Room, Session, Speaker, State,
        agenda::Agenda,
        attendance,
        details::{Label, MOST, Papers, Theme, Words},
    },
    fault::Fault,
    forum::Submission,
    members::{Member, Organiser, Stages, antennes::DEPARTMENTS},
    secret::Token,
    text::{Line, Markdown, RENDERER, render},
};

fn text(text: Option<&Markdown>) -> [Value; 2] {
    let html = text.map(|text| render(text).as_str().to_owned()).unwrap_or_default();
    [text.map(|text| text.as_str().to_owned()).unwrap_or_default().into(), html.into()]
}

fn line<const MIN: usize, const MAX: usize>(line: Option<&Line<MIN, MAX>>) -> Value {
    line.map(|line| line.as_str().to_owned()).unwrap_or_default().into()
}

/// The columns of [`add`] and [`rewrite`], in their order.
const COLUMNS: [&str; 26] = [
    "year",
    "title",
    "objectives",
    "objectives_html",
    "public",
    "modality",
    "theme",
    "department",
    "place",
    "access",
    "access_html",
    "preparation",
    "preparation_html",
    "accessibility",
    "contact",
    "renderer",
    "capacity",
    "antenne_quota",
    "opens_at",
    "closes_at",
    "starts_at",
    "ends_at",
    "stages",
    "papers",
    "folded",
    "edition",
];

/// What they hold, but for the edition, which comes last.
fn columns(details: &Details) -> Vec<Value> {
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let mut values: Vec<Value> = vec![details.year.into(), details.title.as_str().into()];
    values.extend(text(Some(&details.objectives)));
    values.extend([
        details.public.code().into(),
        details.modality.code().into(),
        line(details.theme.as_ref()),
    ]);
    values.extend([details.department.into(), line(details.place.as_ref())]);
    values.extend(text(details.access.as_ref()));
    values.extend(text(details.preparation.as_ref()));
    values.extend([line(details.accessibility.as_ref()), line(details.contact.as_ref()), RENDERER.into()]);
    values.extend([number(details.room.capacity).into(), details.room.antenne_quota.map(number).into()]);
    values.extend([details.opens_at.into(), details.closes_at.into()]);
    values.extend([details.starts_at().into(), details.ends_at().into()]);
    values.extend([details.stages.column().into(), details.papers.column().into(), details.folded().into()]);
    values
}

/// Adds a draft; `None` when the form was already sent.
pub(in crate::days) async fn add(
    transaction: &DatabaseTransaction,
    by: Id<Member>,
    details: &Details,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<Option<DayId>, Fault> {
    let places: Vec<String> = (1..=COLUMNS.len() + 4).map(|place| format!("${place}")).collect();
    let insert = format!(
        "INSERT INTO training_days ({}, state, made_by, made_at, submission) VALUES ({})
        ON CONFLICT (made_by, submission) DO NOTHING RETURNING id",
        COLUMNS.join(", "),
        places.join(", ")
    );
    let mut values = columns(details);
    let made: [Value; 5] =
        [1.into(), State::Draft.code().into(), by.number().into(), now.into(), submission.as_str().into()];
    values.extend(made);
    let row: Option<Number> = one(transaction, &insert, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

pub(in crate::days) async fn of_submission(
    connection: &impl ConnectionTrait,
    by: Id<Member>,
    submission: &Submission,
) -> Result<DayId, Fault> {
    let query = "SELECT id FROM training_days WHERE made_by = $1 AND submission = $2";
    let row: Option<Number> =
        one(connection, query, vec![by.number().into(), submission.as_str().into()]).await?;
    row.map(|row| Id::new(row.id))
        .ok_or_else(|| Fault::Corrupt("a day made twice and found nowhere".to_owned()))
}

pub(in crate::days) async fn remember_origin(
    transaction: &DatabaseTransaction,
    copy: DayId,
    origin: DayId,
) -> Result<(), Fault> {
    let update = "UPDATE training_days SET copied_from = $2 WHERE id = $1";
    change(transaction, update, vec![copy.number().into(), origin.number().into()]).await?;
    Ok(())
}

/// Whether the day was still at that edition, and says this now.
pub(in crate::days) async fn rewrite(
    transaction: &DatabaseTransaction,
    day: DayId,
    edition: i32,
    details: &Details,
) -> Result<bool, Fault> {
    let sets: Vec<String> =
        COLUMNS.iter().enumerate().map(|(rank, column)| format!("{column} = ${}", rank + 1)).collect();
    let update = format!(
        "UPDATE training_days SET {} WHERE id = ${} AND edition = ${}",
        sets.join(", "),
        COLUMNS.len() + 1,
        COLUMNS.len() + 2
    );
    let mut values = columns(details);
    values.extend([(edition.saturating_add(1)).into(), day.number().into(), edition.into()]);
    Ok(change(transaction, &update, values).await? > 0)
}

pub(in crate::days) async fn set_state(
    transaction: &DatabaseTransaction,
    day: DayId,
    edition: i32,
    state: State,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE training_days SET state = $3, edition = edition + 1,
            published_at = CASE WHEN $3 = 'published' AND published_at IS NULL THEN $4 ELSE published_at END
        WHERE id = $1 AND edition = $2";
    let values = vec![day.number().into(), edition.into(), state.code().into(), now.into()];
    Ok(change(transaction, update, values).await? > 0)
}

/// Writes sessions, speakers, certifications and documents over what was there. Sessions keep their number by their rank: people may
/// have signed for them.
pub(in crate::days) async fn tie(
    transaction: &DatabaseTransaction,
    organiser: &Organiser,
    day: DayId,
    details: &Details,
) -> Result<(), Failure<Refusal>> {
    tie_sessions(transaction, day, &details.sessions).await?;
    tie_speakers(transaction, day, &details.speakers).await?;
    let day = day.number();
    change(transaction, "DELETE FROM day_certifications WHERE day_id = $1", vec![day.into()]).await?;
    let add = "INSERT INTO day_certifications (day_id, certification) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    for certification in details.certifications.iter().take(MOST) {
        change(transaction, add, vec![day.into(), (*certification).into()]).await?;
    }
    tie_documents(transaction, organiser, day, &details.documents).await
}

async fn tie_sessions(
    transaction: &DatabaseTransaction,
    day: DayId,
    sessions: &[Session],
) -> Result<(), Failure<Refusal>> {
    let query = "SELECT id FROM day_sessions WHERE day_id = $1 ORDER BY starts_at, id";
    let known: Vec<Number> = all(transaction, query, vec![day.number().into()]).await?;
    let update =
        "UPDATE day_sessions SET label = $2, starts_at = $3, ends_at = $4, agenda = $5 WHERE id = $1";
    let insert = "INSERT INTO day_sessions (day_id, label, starts_at, ends_at, agenda, secret) VALUES ($1, $2, $3, $4, $5, $6)";
    for (rank, session) in sessions.iter().enumerate() {
        let known = known.get(rank).map(|row| row.id);
        let mut values = vec![
            known.unwrap_or(day.number()).into(),
            session.label.as_str().into(),
            session.starts_at.into(),
            session.ends_at.into(),
            session.agenda.as_str().into(),
        ];
        if known.is_none() {
            values.push(Token::mint().reveal().into());
        }
        change(transaction, if known.is_some() { update } else { insert }, values).await?;
    }
    let gone: Vec<i64> = known.iter().skip(sessions.len()).map(|row| row.id).collect();
    if !gone.is_empty() {
        if attendance::store::signed_among(transaction, &gone).await? {
            return Err(Failure::Refused(Refusal::SessionSigned));
        }
        let delete = format!("DELETE FROM day_sessions WHERE id IN ({})", listed(&gone));
        change(transaction, &delete, vec![]).await?;
    }
    Ok(())
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

#[derive(FromQueryResult)]
struct DraftRow {
    year: i32,
    title: String,
    objectives: String,
    public: String,
    modality: String,
    theme: String,
    department: Option<String>,
    place: String,
    access: String,
    preparation: String,
    accessibility: String,
    contact: String,
    capacity: i32,
    antenne_quota: Option<i32>,
    opens_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    stages: i32,
    papers: i32,
    edition: i32,
    state: String,
}

/// The day as it was typed, with its edition and state.
pub(in crate::days) async fn draft(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Option<(Details, i32, State)>, Fault> {
    let query = "SELECT year, title, objectives, public, modality, theme, department, place, access, preparation, accessibility,
            contact, capacity, antenne_quota, opens_at, closes_at, stages, papers, edition, state
        FROM training_days WHERE id = $1";
    let Some(row) = one::<DraftRow>(connection, query, vec![day.number().into()]).await? else {
        return Ok(None);
    };
    let markdown = |text: String| Some(text).filter(|text| !text.is_empty()).map(Markdown::from_stored);
    let details = Details {
        year: row.year,
        title: read(&row.title)?,
        objectives: Markdown::from_stored(row.objectives),
        public: public(&row.public)?,
        modality: modality(&row.modality)?,
        theme: Theme::parse(&row.theme).ok(),
        department: row
            .department
            .and_then(|code| DEPARTMENTS.iter().find(|(known, _)| *known == code))
            .map(|(code, _)| *code),
        place: Words::parse(&row.place).ok(),
        access: markdown(row.access),
        preparation: markdown(row.preparation),
        accessibility: Words::parse(&row.accessibility).ok(),
        contact: Words::parse(&row.contact).ok(),
        room: Room { capacity: count(row.capacity), antenne_quota: row.antenne_quota.map(count) },
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        stages: Stages::from_column(row.stages),
        papers: Papers::from_column(row.papers),
        sessions: sessions(connection, day).await?,
        speakers: speakers(connection, day).await?,
        certifications: numbers(
            connection,
            "SELECT certification AS id FROM day_certifications WHERE day_id = $1 ORDER BY 1",
            day,
        )
        .await?,
        documents: numbers(
            connection,
            "SELECT resource_id AS id FROM day_resources WHERE day_id = $1 AND moment = 'before' ORDER BY 1",
            day,
        )
        .await?,
    };
    Ok(Some((details, row.edition, state(&row.state)?)))
}

/// A line that was parsed on its way in.
fn read<const MIN: usize, const MAX: usize>(stored: &str) -> Result<Line<MIN, MAX>, Fault> {
    Line::parse(stored).map_err(|_| Fault::Corrupt(format!("a line of a day: {stored:?}")))
}

async fn numbers(connection: &impl ConnectionTrait, query: &str, day: DayId) -> Result<Vec<i64>, Fault> {
    let rows: Vec<Number> = all(connection, query, vec![day.number().into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

async fn sessions(connection: &impl ConnectionTrait, day: DayId) -> Result<Vec<Session>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        label: String,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        agenda: String,
    }
    let query =
        "SELECT label, starts_at, ends_at, agenda FROM day_sessions WHERE day_id = $1 ORDER BY starts_at, id";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    rows.into_iter()
        .map(|row| {
            let label: Label = read(&row.label)?;
            let agenda = Agenda::from_stored(row.agenda);
            Ok(Session { label, starts_at: row.starts_at, ends_at: row.ends_at, agenda })
        })
        .collect()
}

async fn speakers(connection: &impl ConnectionTrait, day: DayId) -> Result<Vec<Speaker>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        function: String,
        organisation: String,
        certifier_id: Option<i64>,
        member_id: Option<i64>,
    }
    let query = "SELECT name, function, organisation, certifier_id, member_id FROM day_speakers WHERE day_id = $1 ORDER BY position";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Speaker {
                name: read(&row.name)?,
                function: Line::parse(&row.function).ok(),
                organisation: Line::parse(&row.organisation).ok(),
                certifier: row.certifier_id.map(Id::new),
                member: row.member_id.map(Id::new),
            })
        })
        .collect()
}
