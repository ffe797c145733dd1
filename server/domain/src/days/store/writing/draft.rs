//! A day as it was typed, to be typed again.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Id,
    database::{Number, all, one},
    days::{
        DayId, Details, Room, Session, Speaker, State,
        agenda::Agenda,
        details::{Label, Papers, Theme, Words},
        store::{count, modality, public, state},
    },
    fault::Fault,
    members::{Stages, antennes::DEPARTMENTS},
    text::{Line, Markdown},
};

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
