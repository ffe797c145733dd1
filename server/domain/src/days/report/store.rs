//! What the report is made of: a few statements for two years, each row as small as it can be added up from.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{Day, Turnout};
use crate::{
    Community, Id, Role, Roles,
    database::all,
    days::{
        DayId, Plan, registration, store as days,
        survey::{self, Kind, Satisfaction},
    },
    fault::Fault,
    library::resource::store::shown,
    members::{Member, Visitor},
};

/// All that was read.
pub(super) struct Read {
    pub(super) plans: Vec<Plan>,
    /// Each with its year, without its figures.
    pub(super) days: Vec<(i32, Day)>,
    pub(super) comings: Vec<Coming>,
    pub(super) registered: Vec<Registered>,
    pub(super) satisfaction: Vec<(DayId, Kind, Satisfaction)>,
    pub(super) said: Vec<Said>,
}

/// What is known of one person at one day.
pub(super) struct Coming {
    pub(super) day: DayId,
    /// Tells people apart, those without an account too.
    pub(super) person: String,
    /// Its département and its name, both empty for whoever is of none.
    pub(super) antenne: (String, String),
    /// Half-days or slots of which something is said.
    pub(super) expected: u32,
    /// Those where they were.
    pub(super) present: u32,
    pub(super) minutes: u64,
}

/// So many registrations of one day and one antenne are in that state.
pub(super) struct Registered {
    pub(super) day: DayId,
    pub(super) antenne: (String, String),
    pub(super) state: registration::State,
    pub(super) people: u32,
}

/// A name that belongs to a day: somebody who spoke, a document, its minutes.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) what: String,
    pub(super) year: i32,
    pub(super) day: DayId,
    pub(super) name: String,
    pub(super) more: String,
    pub(super) number: i64,
}

/// Reads these years, the first and the last.
pub(super) async fn read(community: &Community, visitor: &Visitor, years: (i32, i32)) -> Result<Read, Fault> {
    let reader = community.database.reader();
    let (comings, registered) = people(reader, years).await?;
    Ok(Read {
        plans: days::plans(reader).await?,
        days: days_of(reader, years).await?,
        comings,
        registered,
        satisfaction: survey::by_day(reader, years, community.now()).await?,
        said: said(reader, visitor, years).await?,
    })
}

async fn days_of(
    connection: &impl ConnectionTrait,
    (first, last): (i32, i32),
) -> Result<Vec<(i32, Day)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        year: i32,
        title: String,
        public: String,
        modality: String,
        theme: String,
        starts_at: Option<DateTime<Utc>>,
        state: String,
    }
    let query = "SELECT id, year, title, public, modality, theme, starts_at, state FROM training_days
        WHERE year BETWEEN $1 AND $2 AND state <> 'draft' ORDER BY starts_at, id";
    let rows: Vec<Row> = all(connection, query, vec![first.into(), last.into()]).await?;
    let read = |row: Row| {
        let day = Day {
            id: Id::new(row.id),
            title: row.title,
            public: days::public(&row.public)?,
            modality: days::modality(&row.modality)?,
            theme: row.theme,
            starts_at: row.starts_at,
            state: days::state(&row.state)?,
            turnout: Turnout::default(),
            hot: Satisfaction::default(),
        };
        Ok((row.year, day))
    };
    rows.into_iter().map(read).collect()
}

/// Who came, person by person, and who registered, antenne by antenne: one statement, told apart by `state`. Whoever declined an invitation
/// had not registered.
async fn people(
    connection: &impl ConnectionTrait,
    (first, last): (i32, i32),
) -> Result<(Vec<Coming>, Vec<Registered>), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        day_id: i64,
        state: String,
        person: String,
        department: String,
        antenne: String,
        expected: i64,
        present: i64,
        minutes: i64,
    }
    let query = "SELECT s.day_id, '' AS state, COALESCE(CAST(t.member_id AS TEXT), 'g' || t.guest) AS person,
            COALESCE(a.department, '') AS department, COALESCE(a.name, '') AS antenne, COUNT(*) AS expected,
            COUNT(CASE WHEN t.mark = 'present' THEN 1 END) AS present,
            CAST(COALESCE(SUM(CASE WHEN t.mark = 'present' THEN t.minutes END), 0) AS BIGINT) AS minutes
        FROM attendances t JOIN day_sessions s ON s.id = t.session_id JOIN training_days d ON d.id = s.day_id
            LEFT JOIN antennes a ON a.id = t.antenne_id
        WHERE d.year BETWEEN $1 AND $2 AND d.state = 'held'
        GROUP BY s.day_id, COALESCE(CAST(t.member_id AS TEXT), 'g' || t.guest), a.department, a.name
        UNION ALL
        SELECT r.day_id, r.state, '', COALESCE(a.department, ''), COALESCE(a.name, ''), COUNT(*), 0, 0
        FROM day_registrations r JOIN training_days d ON d.id = r.day_id LEFT JOIN antennes a ON a.id = r.antenne_id
        WHERE d.year BETWEEN $1 AND $2 AND d.state = 'held' AND (r.state <> 'withdrawn' OR EXISTS
            (SELECT 1 FROM registration_deeds e WHERE e.registration_id = r.id AND e.deed IN ('seated', 'queued', 'over_quota')))
        GROUP BY r.day_id, r.state, a.department, a.name";
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let (mut comings, mut registered) = (Vec::new(), Vec::new());
    for row in all::<Row>(connection, query, vec![first.into(), last.into()]).await? {
        let (day, antenne) = (Id::new(row.day_id), (row.department, row.antenne));
        let (expected, present) = (count(row.expected), count(row.present));
        match row.state.as_str() {
            "" => {
                let minutes = row.minutes.unsigned_abs();
                comings.push(Coming { day, person: row.person, antenne, expected, present, minutes });
            }
            code => {
                let state = registration::State::from_code(code)
                    .ok_or_else(|| Fault::Corrupt(format!("a registration {code:?}")))?;
                registered.push(Registered { day, antenne, state, people: expected });
            }
        }
    }
    Ok((comings, registered))
}

/// Who spoke, which documents came out of it, which minutes are published: one statement.
async fn said(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    (first, last): (i32, i32),
) -> Result<Vec<Said>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        what: String,
        year: i32,
        day_id: i64,
        name: String,
        more: String,
        number: i64,
    }
    let query = format!(
        "SELECT 'speaker' AS what, d.year, d.id AS day_id, s.name, s.organisation AS more, CAST(0 AS BIGINT) AS number
        FROM day_speakers s JOIN training_days d ON d.id = s.day_id WHERE d.year BETWEEN $2 AND $3 AND d.state = 'held'
        UNION ALL
        SELECT 'resource', d.year, MIN(d.id), r.title, '', r.id
        FROM day_resources x JOIN training_days d ON d.id = x.day_id JOIN resources r ON r.id = x.resource_id
        WHERE {} AND x.moment = 'after' AND d.year BETWEEN $2 AND $3 AND d.state = 'held' GROUP BY d.year, r.id, r.title
        UNION ALL
        SELECT 'minutes', d.year, d.id, d.title, '', 0
        FROM day_minutes m JOIN training_days d ON d.id = m.day_id
        WHERE m.published_at IS NOT NULL AND d.year BETWEEN $2 AND $3 AND d.state = 'held'
        ORDER BY 1, 2, 4, 3",
        shown()
    );
    let values: Vec<Value> = vec![visitor.roles().column().into(), first.into(), last.into()];
    let rows: Vec<Row> = all(connection, &query, values).await?;
    let read = |row: Row| Said {
        what: row.what,
        year: row.year,
        day: Id::new(row.day_id),
        name: row.name,
        more: row.more,
        number: row.number,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Advisors and assistants who were at no day that was held that year.
pub(super) async fn absent(
    connection: &impl ConnectionTrait,
    year: i32,
) -> Result<Vec<(Id<Member>, String, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        antenne: String,
    }
    let query = "SELECT m.id, m.name, COALESCE(a.name, '') AS antenne FROM members m LEFT JOIN antennes a ON a.id = m.antenne_id
        WHERE (m.roles & $2) <> 0 AND m.left_at IS NULL AND NOT EXISTS (SELECT 1 FROM attendances t
            JOIN day_sessions s ON s.id = t.session_id JOIN training_days d ON d.id = s.day_id
            WHERE t.member_id = m.id AND t.mark = 'present' AND d.year = $1 AND d.state = 'held')
        ORDER BY 3, 2, 1";
    let theirs = Roles::of(&[Role::Advisor, Role::Assistant]);
    let rows: Vec<Row> = all(connection, query, vec![year.into(), theirs.column().into()]).await?;
    Ok(rows.into_iter().map(|row| (Id::new(row.id), row.name, row.antenne)).collect())
}
