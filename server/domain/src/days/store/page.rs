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
        discussion::Discussion,
        minutes::Standing,
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
    topic: Option<String>,
    replies: Option<i32>,
    minutes: i32,
    origin_id: Option<i64>,
    origin_title: Option<String>,
    origin_author: Option<String>,
    seated: i64,
    waiting: i64,
    antenne_id: Option<i64>,
    of_antenne: i64,
    before: i64,
    in_year: i64,
    attended: i64,
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
            d.ends_at, d.state, d.stages, d.papers, d.edition, d.topic_id, t.title AS topic, t.replies,
            CASE WHEN n.day_id IS NULL THEN 0 WHEN n.published_at IS NULL THEN 1 ELSE 2 END AS minutes,
            o.id AS origin_id, o.title AS origin_title, u.name AS origin_author,
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
            (SELECT COUNT(*) FROM day_sessions q JOIN attendances a ON a.session_id = q.id AND a.mark = 'present'
                WHERE q.day_id = d.id AND a.member_id = $2) AS attended,
            {MINE}
        FROM training_days d LEFT JOIN members m ON m.id = $2
            LEFT JOIN theme_proposals o ON o.day_id = d.id LEFT JOIN members u ON u.id = o.author_id
            LEFT JOIN day_registrations r ON r.day_id = d.id AND r.member_id = $2 AND r.state <> 'withdrawn'
            LEFT JOIN day_minutes n ON n.day_id = d.id
            LEFT JOIN boards b ON (b.audience & $4) <> 0 AND b.id = (SELECT x.board_id FROM topics x WHERE x.id = d.topic_id)
            LEFT JOIN topics t ON t.id = d.topic_id AND b.id IS NOT NULL
        WHERE d.id = $1 AND (d.state <> 'draft' OR $3 = 1)"
    );
    let me = visitor.member().map_or(0, |member| member.id().number());
    let values =
        vec![day.number().into(), me.into(), i32::from(drafts).into(), visitor.roles().column().into()];
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
        discussion: match (row.topic_id, row.topic) {
            (None, _) => Discussion::Nowhere,
            (Some(_), None) => Discussion::Elsewhere,
            (Some(topic), Some(title)) => Discussion::There {
                topic: Id::new(topic),
                title,
                replies: row.replies.unwrap_or_default().unsigned_abs(),
            },
        },
        minutes: match row.minutes {
            0 => Standing::Absent,
            1 => Standing::Draft,
            _ => Standing::Published,
        },
        origin: row
            .origin_id
            .zip(row.origin_title)
            .zip(row.origin_author)
            .map(|((id, title), author)| (Id::new(id), title, author)),
        attended: row.attended > 0,
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

/// What is tied to a day and the visitor may see.
#[derive(Default)]
pub(in crate::days) struct Tied {
    /// Numbers of certifications.
    pub(in crate::days) certifications: Vec<i64>,
    /// Documents, with their titles and whether they came out of the day.
    pub(in crate::days) documents: Vec<(i64, String, bool)>,
    /// Who speaks, in order.
    pub(in crate::days) speakers: Vec<Speaker>,
}

/// What is tied to the day and the visitor may see, in one statement.
pub(in crate::days) async fn tied(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    day: DayId,
) -> Result<Tied, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        what: String,
        number: i64,
        title: Option<String>,
        function: Option<String>,
        organisation: Option<String>,
        certifier: Option<String>,
        slug: Option<String>,
        member_id: Option<i64>,
        after: i32,
    }
    // The first row says what each column is: PostgreSQL reads the types there.
    let query = "SELECT 'speaker' AS what, CAST(s.position AS BIGINT) AS number, s.name AS title, s.function, s.organisation,
            c.name AS certifier, c.slug, s.member_id, 0 AS after
        FROM day_speakers s LEFT JOIN certifiers c ON c.id = s.certifier_id WHERE s.day_id = $1
        UNION ALL
        SELECT 'certification', certification, NULL, NULL, NULL, NULL, NULL, NULL, 0 FROM day_certifications WHERE day_id = $1
        UNION ALL
        SELECT 'document', r.id, r.title, NULL, NULL, NULL, NULL, NULL, CASE WHEN t.moment = 'after' THEN 1 ELSE 0 END
        FROM day_resources t JOIN resources r ON r.id = t.resource_id
        WHERE t.day_id = $1 AND (r.audience & $2) <> 0 AND r.state IN ('published', 'outdated')
        ORDER BY 1, 2";
    let values = vec![day.number().into(), visitor.roles().column().into()];
    let rows: Vec<Row> = all(connection, query, values).await?;
    let mut tied = Tied::default();
    for row in rows {
        let title = row.title.unwrap_or_default();
        match row.what.as_str() {
            "certification" => tied.certifications.push(row.number),
            "document" => tied.documents.push((row.number, title, row.after != 0)),
            _ => tied.speakers.push(Speaker {
                name: title,
                function: row.function.unwrap_or_default(),
                organisation: row.organisation.unwrap_or_default(),
                certifier: row.certifier.zip(row.slug),
                member: row.member_id.map(Id::new),
            }),
        }
    }
    Ok(tied)
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
