//! Reading one day.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{count, modality, public, state};
use crate::{
    Id,
    database::{all, one},
    days::{
        DayId, Room, TrainingDay, Window,
        agenda::Agenda,
        details::Papers,
        page::{Session, Speaker},
        registration::store::{MINE, MineRow},
    },
    fault::Fault,
    members::{Stages, Visitor},
    text::Html,
};

#[derive(FromQueryResult)]
struct Row {
    year: i32,
    title: String,
    objectives_html: String,
    public: String,
    modality: String,
    theme: String,
    department: Option<String>,
    place: String,
    access_html: String,
    preparation_html: String,
    accessibility: String,
    contact: String,
    capacity: i32,
    antenne_quota: Option<i32>,
    opens_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    state: String,
    word: Option<String>,
    stages: i32,
    papers: i32,
    edition: i32,
    topic_id: Option<i64>,
    origin_id: Option<i64>,
    origin_title: Option<String>,
    origin_author: Option<String>,
    seated: i64,
    waiting: i64,
    antenne_id: Option<i64>,
    of_antenne: i64,
    before: i64,
    in_year: i64,
    #[sea_orm(nested)]
    mine: Option<MineRow>,
}

/// The day, with the visitor's own registration, without what is tied to it.
pub(in crate::days) async fn day(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    drafts: bool,
    day: DayId,
) -> Result<Option<TrainingDay>, Fault> {
    let query = format!(
        "SELECT d.year, d.title, d.objectives_html, d.public, d.modality, d.theme, d.department, d.place, d.access_html,
            d.preparation_html, d.accessibility, d.contact, d.capacity, d.antenne_quota, d.opens_at, d.closes_at, d.starts_at,
            d.ends_at, d.state, d.stages, d.papers, d.edition, d.topic_id, o.id AS origin_id, o.title AS origin_title, u.name AS origin_author,
            (SELECT w.word FROM day_deeds w WHERE w.day_id = d.id AND w.deed = CASE d.state WHEN 'cancelled' THEN 'cancel' ELSE 'postpone' END
                ORDER BY w.id DESC LIMIT 1) AS word,
            (SELECT COUNT(*) FROM day_registrations s WHERE s.day_id = d.id AND s.state = 'seated') AS seated,
            (SELECT COUNT(*) FROM day_registrations s WHERE s.day_id = d.id AND s.state = 'waiting') AS waiting,
            m.antenne_id,
            (SELECT COUNT(*) FROM day_registrations s WHERE s.day_id = d.id AND s.state = 'seated'
                AND s.antenne_id = m.antenne_id) AS of_antenne,
            (SELECT COUNT(*) FROM training_days o WHERE o.year = d.year AND o.state IN ('published', 'held')
                AND (o.starts_at < d.starts_at OR (o.starts_at = d.starts_at AND o.id < d.id))) AS before,
            (SELECT COUNT(*) FROM training_days o WHERE o.year = d.year AND o.state IN ('published', 'held')) AS in_year,
            {MINE}
        FROM training_days d LEFT JOIN members m ON m.id = $2
            LEFT JOIN theme_proposals o ON o.day_id = d.id LEFT JOIN members u ON u.id = o.author_id
            LEFT JOIN day_registrations r ON r.day_id = d.id AND r.member_id = $2 AND r.state <> 'withdrawn'
        WHERE d.id = $1 AND (d.state <> 'draft' OR $3 = 1)"
    );
    let me = visitor.member().map_or(0, |member| member.id().number());
    let values = vec![day.number().into(), me.into(), i32::from(drafts).into()];
    let Some(row) = one::<Row>(connection, &query, values).await? else { return Ok(None) };
    let state = state(&row.state)?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let called_off = matches!(state, crate::days::State::Cancelled | crate::days::State::Postponed);
    Ok(Some(TrainingDay {
        id: day,
        year: row.year,
        rank: state.counts().then(|| (number(row.before) + 1, number(row.in_year))),
        title: row.title,
        objectives: Html::from_stored(row.objectives_html),
        public: public(&row.public)?,
        modality: modality(&row.modality)?,
        theme: row.theme,
        department: row.department,
        place: row.place,
        access: Some(row.access_html).filter(|html| !html.is_empty()).map(Html::from_stored),
        preparation: Html::from_stored(row.preparation_html),
        accessibility: row.accessibility,
        contact: row.contact,
        room: Room { capacity: count(row.capacity), antenne_quota: row.antenne_quota.map(count) },
        window: Window { opens_at: row.opens_at, closes_at: row.closes_at, starts_at: row.starts_at },
        ends_at: row.ends_at,
        state,
        word: row.word.filter(|_| called_off).unwrap_or_default(),
        stages: Stages::from_column(row.stages),
        papers: Papers::from_column(row.papers),
        edition: row.edition,
        topic: row.topic_id.map(Id::new),
        origin: row
            .origin_id
            .zip(row.origin_title)
            .zip(row.origin_author)
            .map(|((id, title), author)| (Id::new(id), title, author)),
        seated: number(row.seated),
        waiting: number(row.waiting),
        of_antenne: row.antenne_id.map(|_| number(row.of_antenne)),
        sessions: Vec::new(),
        speakers: Vec::new(),
        certifications: Vec::new(),
        documents: Vec::new(),
        mine: row.mine.map(MineRow::read).transpose()?,
    }))
}

pub(in crate::days) async fn sessions_of(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<Session>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        label: String,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        agenda: String,
    }
    let query = "SELECT id, label, starts_at, ends_at, agenda FROM day_sessions WHERE day_id = $1 ORDER BY starts_at, id";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    let session = |row: Row| {
        let agenda = Agenda::from_stored(row.agenda);
        Session {
            id: Id::new(row.id),
            label: row.label,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            agenda,
        }
    };
    Ok(rows.into_iter().map(session).collect())
}

pub(in crate::days) async fn speakers_of(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<Speaker>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        function: String,
        organisation: String,
        certifier: Option<String>,
        slug: Option<String>,
        member_id: Option<i64>,
    }
    let query = "SELECT s.name, s.function, s.organisation, c.name AS certifier, c.slug, s.member_id
        FROM day_speakers s LEFT JOIN certifiers c ON c.id = s.certifier_id WHERE s.day_id = $1 ORDER BY s.position";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    let speaker = |row: Row| Speaker {
        name: row.name,
        function: row.function,
        organisation: row.organisation,
        certifier: row.certifier.zip(row.slug),
        member: row.member_id.map(Id::new),
    };
    Ok(rows.into_iter().map(speaker).collect())
}

/// Numbers of certifications; documents with their titles and whether they came out of the day.
type Tied = (Vec<i64>, Vec<(i64, String, bool)>);

/// What is tied to the day and the visitor may see, in one statement.
pub(in crate::days) async fn tied(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    day: DayId,
) -> Result<Tied, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i64,
        title: Option<String>,
        after: i32,
    }
    let query = "SELECT certification AS number, NULL AS title, 0 AS after FROM day_certifications WHERE day_id = $1
        UNION ALL
        SELECT r.id, r.title, CASE WHEN t.moment = 'after' THEN 1 ELSE 0 END FROM day_resources t JOIN resources r ON r.id = t.resource_id
        WHERE t.day_id = $1 AND (r.audience & $2) <> 0 AND r.state IN ('published', 'outdated')
        ORDER BY 1";
    let values = vec![day.number().into(), visitor.roles().column().into()];
    let rows: Vec<Row> = all(connection, query, values).await?;
    let (mut certifications, mut documents) = (Vec::new(), Vec::new());
    for row in rows {
        match row.title {
            None => certifications.push(row.number),
            Some(title) => documents.push((row.number, title, row.after != 0)),
        }
    }
    Ok((certifications, documents))
}

/// When the next days begin, and their titles.
pub(in crate::days) async fn coming_titles(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u32,
) -> Result<Vec<(DateTime<Utc>, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        starts_at: DateTime<Utc>,
        title: String,
    }
    let query = "SELECT starts_at, title FROM training_days WHERE state = 'published' AND starts_at > $1
        ORDER BY starts_at, id LIMIT $2";
    let rows: Vec<Row> = all(connection, query, vec![now.into(), i64::from(most).into()]).await?;
    Ok(rows.into_iter().map(|row| (row.starts_at, row.title)).collect())
}
