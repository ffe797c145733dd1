//! Changes that wait to be told, and those who are.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Id,
    database::{all, change, one},
    days::{DayId, State, registration, telling::Known},
    fault::Fault,
    mail::EmailAddress,
    members::{Member, store::is_present},
};

#[derive(FromQueryResult)]
struct KnownRow {
    state: String,
    title: String,
    modality: String,
    place: String,
    access: String,
}

/// What is to be known of the day now.
async fn known(connection: &impl ConnectionTrait, day: DayId) -> Result<Option<Known>, Fault> {
    let query = "SELECT state, title, modality, place, access FROM training_days WHERE id = $1";
    let Some(row) = one::<KnownRow>(connection, query, vec![day.number().into()]).await? else {
        return Ok(None);
    };
    let said = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M").to_string();
    let sessions = super::sessions_of(connection, day).await?;
    let sessions = sessions.into_iter().map(|one| format!("{}/{}", said(one.starts_at), said(one.ends_at)));
    Ok(Some(Known {
        state: row.state,
        title: row.title,
        sessions: sessions.collect::<Vec<_>>().join(";"),
        modality: row.modality,
        place: row.place,
        access: row.access,
    }))
}

/// Keeps what people know of a day that is shown and not over, unless that is kept already.
pub(in crate::days) async fn remember_known(
    transaction: &DatabaseTransaction,
    day: DayId,
    now: DateTime<Utc>,
    tell_at: DateTime<Utc>,
) -> Result<(), Fault> {
    let Some(known) = known(transaction, day).await? else { return Ok(()) };
    let keep = "INSERT INTO day_tellings (day_id, was_state, was_title, was_sessions, was_modality, was_place, was_access, word,
            began_at, changed_at, tell_at)
        SELECT d.id, $2, $3, $4, $5, $6, $7, '', $8, $8, $9 FROM training_days d
        WHERE d.id = $1 AND d.state IN ('published', 'postponed', 'cancelled') AND (d.ends_at > $8 OR d.state = 'postponed')
            AND NOT EXISTS (SELECT 1 FROM day_tellings t WHERE t.day_id = d.id AND t.told_at IS NULL)";
    let values = vec![
        day.number().into(),
        known.state.into(),
        known.title.into(),
        known.sessions.into(),
        known.modality.into(),
        known.place.into(),
        known.access.into(),
        now.into(),
        tell_at.into(),
    ];
    change(transaction, keep, values).await?;
    Ok(())
}

pub(in crate::days) async fn put_off_telling(
    transaction: &DatabaseTransaction,
    day: DayId,
    word: &str,
    now: DateTime<Utc>,
    tell_at: DateTime<Utc>,
    longest: Duration,
) -> Result<(), Fault> {
    let put_off = "UPDATE day_tellings SET changed_at = $2, word = CASE WHEN $4 = '' THEN word ELSE $4 END,
            tell_at = CASE WHEN began_at < $5 THEN tell_at ELSE $3 END
        WHERE day_id = $1 AND told_at IS NULL";
    let values =
        vec![day.number().into(), now.into(), tell_at.into(), word.into(), (tell_at - longest).into()];
    change(transaction, put_off, values).await?;
    Ok(())
}

/// The telling that has waited longest among those whose time has come, and its day.
pub(in crate::days) async fn due_telling(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Option<(i64, DayId)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        day_id: i64,
    }
    // What changes while a day stays put off or called off is told with what becomes of it.
    let query = "SELECT t.id, t.day_id FROM day_tellings t JOIN training_days d ON d.id = t.day_id
        WHERE t.told_at IS NULL AND t.tell_at <= $1 AND NOT (d.state IN ('postponed', 'cancelled') AND d.state = t.was_state)
        ORDER BY t.tell_at, t.id LIMIT 1";
    let row: Option<Row> = one(connection, query, vec![now.into()]).await?;
    Ok(row.map(|row| (row.id, Id::new(row.day_id))))
}

/// A change about to be told: what people knew, what is, the word that was left, and when it last changed.
pub(crate) struct Telling {
    pub(crate) was: Known,
    pub(crate) is: Known,
    pub(crate) word: String,
    pub(crate) changed_at: DateTime<Utc>,
}

impl Telling {
    /// Whether the day stays put off or called off: nothing of it is told before it is known what becomes of it.
    pub(crate) fn is_quiet(&self) -> bool {
        self.was.state == self.is.state
            && [State::Postponed, State::Cancelled].map(State::code).contains(&self.is.state.as_str())
    }
}

/// Takes that telling; `None` when another process has told it, or something changed since. Call it while the day's row is held.
pub(crate) async fn take_telling(
    transaction: &DatabaseTransaction,
    telling: i64,
    day: DayId,
    now: DateTime<Utc>,
) -> Result<Option<Telling>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        was_state: String,
        was_title: String,
        was_sessions: String,
        was_modality: String,
        was_place: String,
        was_access: String,
        word: String,
        changed_at: DateTime<Utc>,
    }
    let take = "UPDATE day_tellings SET told_at = $2 WHERE id = $1 AND told_at IS NULL AND tell_at <= $2
        RETURNING was_state, was_title, was_sessions, was_modality, was_place, was_access, word, changed_at";
    let row: Option<Row> = one(transaction, take, vec![telling.into(), now.into()]).await?;
    let (Some(row), Some(is)) = (row, known(transaction, day).await?) else { return Ok(None) };
    let was = Known {
        state: row.was_state,
        title: row.was_title,
        sessions: row.was_sessions,
        modality: row.was_modality,
        place: row.was_place,
        access: row.was_access,
    };
    Ok(Some(Telling { was, is, word: row.word, changed_at: row.changed_at }))
}

/// Makes the day's calendar entries newer than those people have; asks those who came before that instant to say so again, where that is
/// wanted: whoever came since knew.
pub(crate) async fn moved(
    transaction: &DatabaseTransaction,
    day: DayId,
    ask_again: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let newer = "UPDATE training_days SET sequence = sequence + 1 WHERE id = $1";
    change(transaction, newer, vec![day.number().into()]).await?;
    if let Some(changed_at) = ask_again {
        let ask = "UPDATE day_registrations SET asked_again_at = $2, reminded_at = NULL
            WHERE day_id = $1 AND state IN ('seated', 'waiting', 'over_quota') AND registered_at <= $3";
        change(transaction, ask, vec![day.number().into(), now.into(), changed_at.into()]).await?;
    }
    Ok(())
}

/// Somebody who is told.
pub(crate) struct Concerned {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    /// Where their registration stands; a speaker may have none.
    pub(crate) state: Option<registration::State>,
    /// How many things were said to them of it: a part of the sequence of their calendar entry.
    pub(crate) said: u32,
}

/// Those who were registered or invited before that instant, and the speakers who have an account; nobody who is suspended, who would read
/// how to connect.
pub(crate) async fn concerned(
    transaction: &DatabaseTransaction,
    day: DayId,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Concerned>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
        state: Option<String>,
        said: i64,
    }
    let query = format!(
        "SELECT m.name, m.email, r.state,
            (SELECT COUNT(*) FROM registration_deeds d WHERE d.registration_id = r.id) AS said
        FROM members m LEFT JOIN day_registrations r ON r.member_id = m.id AND r.day_id = $1 AND r.state <> 'withdrawn'
        WHERE {} AND (r.registered_at <= $2
            OR EXISTS (SELECT 1 FROM day_speakers s WHERE s.day_id = $1 AND s.member_id = m.id))
        ORDER BY m.id",
        is_present("$3")
    );
    let values = vec![day.number().into(), before.into(), now.into()];
    let rows: Vec<Row> = all(transaction, &query, values).await?;
    // An address that is none is an account that was erased a moment ago.
    let person = |row: Row| {
        let email = EmailAddress::parse(&row.email).ok()?;
        let state = row.state.as_deref().and_then(registration::State::from_code);
        Some(Concerned { name: row.name, email, state, said: u32::try_from(row.said).unwrap_or(u32::MAX) })
    };
    Ok(rows.into_iter().filter_map(person).collect())
}

/// Those who have a seat at a day that begins before `until`, wish to be reminded and were not: at most so many.
pub(crate) async fn to_remind(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    settled_before: DateTime<Utc>,
    most: u32,
) -> Result<Vec<(i64, DayId, Id<Member>)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        day_id: i64,
        member_id: i64,
    }
    let query = format!(
        "SELECT r.id, r.day_id, r.member_id FROM day_registrations r JOIN training_days d ON d.id = r.day_id
            JOIN members m ON m.id = r.member_id
        WHERE d.state = 'published' AND d.starts_at > $1 AND d.starts_at <= $2 AND r.state = 'seated' AND r.reminded_at IS NULL
            AND r.changed_at < $3 AND m.letters_days = 1 AND {}
        ORDER BY d.starts_at, r.id LIMIT $4",
        is_present("$1")
    );
    let values = vec![now.into(), until.into(), settled_before.into(), i64::from(most).into()];
    let rows: Vec<Row> = all(connection, &query, values).await?;
    Ok(rows.into_iter().map(|row| (row.id, Id::new(row.day_id), Id::new(row.member_id))).collect())
}

/// Whether nobody had reminded them, and now somebody has.
pub(crate) async fn reminded(
    transaction: &DatabaseTransaction,
    registration: i64,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE day_registrations SET reminded_at = $2 WHERE id = $1 AND reminded_at IS NULL AND state = 'seated'";
    Ok(change(transaction, update, vec![registration.into(), now.into()]).await? > 0)
}
