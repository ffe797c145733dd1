//! The rows of announcements. Everybody with an account reads them; the documents that come with one have their own audience.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use super::{Announcement, Asked, Correction, Effect, Listed, Part, Update, UpdateTitle, Word};
use crate::{
    Id,
    database::{all, change, one as one_row},
    fault::Fault,
    forum::Submission,
    library::{Speaker, listed},
    members::{Member, Visitor},
    text::{self, Html, Markdown},
};

#[derive(FromQueryResult)]
struct Number {
    id: i64,
}

fn effect(code: Option<&str>) -> Result<Option<Effect>, Fault> {
    code.map(|code| Effect::from_code(code).ok_or_else(|| Fault::Corrupt(format!("an update that {code:?}"))))
        .transpose()
}

fn part(code: &str) -> Result<Part, Fault> {
    Part::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a part of an update {code:?}")))
}

/// Adds it with all that it names; `None` when its words were already sent.
pub(super) async fn add(
    transaction: &DatabaseTransaction,
    speaker: &Speaker,
    announcement: &Announcement,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<Option<Id<Update>>, Fault> {
    let insert = "INSERT INTO updates (certifier_id, author_id, title, body, body_html, renderer, dated_on, effect, until_on,
            folded, published_at, submission)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (author_id, submission) DO NOTHING RETURNING id";
    let mut values: Vec<Value> =
        vec![speaker.certifier().id.number().into(), speaker.member().id().number().into()];
    values.extend(written(announcement));
    values.extend([now.into(), submission.as_str().into()]);
    let Some(row) = one_row::<Number>(transaction, insert, values).await? else { return Ok(None) };
    name_all(transaction, row.id, announcement).await?;
    Ok(Some(Id::new(row.id)))
}

/// Title, text, its rendering and the renderer, day, effect, end, what searches compare.
fn written(announcement: &Announcement) -> [Value; 8] {
    let until = announcement.until_on.filter(|_| announcement.effect == Some(Effect::Extends));
    [
        announcement.title.as_str().into(),
        announcement.body.as_str().into(),
        text::render(&announcement.body).as_str().into(),
        text::RENDERER.into(),
        announcement.dated_on.into(),
        announcement.effect.map(Effect::code).into(),
        until.into(),
        announcement.folded().into(),
    ]
}

async fn name_all(
    transaction: &DatabaseTransaction,
    update: i64,
    announcement: &Announcement,
) -> Result<(), Fault> {
    let certification =
        "INSERT INTO update_certifications (update_id, certification, part) VALUES ($1, $2, $3)";
    for (number, part) in announcement.certifications() {
        change(transaction, certification, vec![update.into(), number.into(), part.code().into()]).await?;
    }
    let document =
        "INSERT INTO update_resources (update_id, resource_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    for number in &announcement.documents {
        change(transaction, document, vec![update.into(), (*number).into()]).await?;
    }
    Ok(())
}

pub(super) async fn of_submission(
    connection: &impl ConnectionTrait,
    author: Id<Member>,
    submission: &Submission,
) -> Result<Id<Update>, Fault> {
    let query = "SELECT id FROM updates WHERE author_id = $1 AND submission = $2";
    let row: Option<Number> =
        one_row(connection, query, vec![author.number().into(), submission.as_str().into()]).await?;
    row.map(|row| Id::new(row.id))
        .ok_or_else(|| Fault::Corrupt("an update written twice and found nowhere".to_owned()))
}

/// A correction about to be written.
pub(super) struct Corrected<'a> {
    pub(super) update: Id<Update>,
    pub(super) announcement: &'a Announcement,
    pub(super) word: &'a Word,
    pub(super) version: i32,
    pub(super) by: Id<Member>,
    pub(super) now: DateTime<Utc>,
}

/// Whether the text was still at that version, is kept as it was, and is now corrected.
pub(super) async fn correct(
    transaction: &DatabaseTransaction,
    corrected: &Corrected<'_>,
) -> Result<bool, Fault> {
    let Corrected { update, announcement, word, version, by, now } = *corrected;
    let keep = "INSERT INTO update_corrections (update_id, version, title, body, body_html, word, by_id, at)
        SELECT id, version, title, body, body_html, $3, $4, $5 FROM updates WHERE id = $1 AND version = $2";
    let values =
        vec![update.number().into(), version.into(), word.as_str().into(), by.number().into(), now.into()];
    if change(transaction, keep, values).await? == 0 {
        return Ok(false);
    }
    let rewrite = "UPDATE updates SET version = version + 1, title = $3, body = $4, body_html = $5, renderer = $6, dated_on = $7,
            effect = $8, until_on = $9, folded = $10 WHERE id = $1 AND version = $2";
    let mut values: Vec<Value> = vec![update.number().into(), version.into()];
    values.extend(written(announcement));
    change(transaction, rewrite, values).await?;
    for table in ["update_certifications", "update_resources"] {
        let clear = format!("DELETE FROM {table} WHERE update_id = $1");
        change(transaction, &clear, vec![update.number().into()]).await?;
    }
    name_all(transaction, update.number(), announcement).await?;
    Ok(true)
}

/// Those of the resources that are there for that visitor.
pub(super) async fn documents_there(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    numbers: &[i64],
) -> Result<Vec<i64>, Fault> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT id FROM resources WHERE id IN ({}) AND (audience & $1) <> 0 AND state IN ('published', 'outdated')",
        listed(numbers)
    );
    let rows: Vec<Number> = all(connection, &query, vec![visitor.roles().column().into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub(super) async fn one(
    connection: &impl ConnectionTrait,
    update: Id<Update>,
) -> Result<Option<Update>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certifier_id: i64,
        certifier: String,
        slug: String,
        author_id: i64,
        author: String,
        title: String,
        body_html: String,
        dated_on: NaiveDate,
        effect: Option<String>,
        until_on: Option<NaiveDate>,
        published_at: DateTime<Utc>,
        version: i32,
    }
    let query = "SELECT u.certifier_id, c.name AS certifier, c.slug, u.author_id, m.name AS author, u.title, u.body_html,
            u.dated_on, u.effect, u.until_on, u.published_at, u.version
        FROM updates u JOIN certifiers c ON c.id = u.certifier_id JOIN members m ON m.id = u.author_id WHERE u.id = $1";
    let row: Option<Row> = one_row(connection, query, vec![update.number().into()]).await?;
    row.map(|row| {
        Ok(Update {
            id: update,
            certifier: (row.certifier_id, row.certifier, row.slug),
            author: (Id::new(row.author_id), row.author),
            title: row.title,
            html: Html::from_stored(row.body_html),
            dated_on: row.dated_on,
            effect: effect(row.effect.as_deref())?,
            until_on: row.until_on,
            published_at: row.published_at,
            version: row.version,
            certifications: Vec::new(),
            documents: Vec::new(),
            corrections: Vec::new(),
        })
    })
    .transpose()
}

/// The announcement as it was written, for whoever corrects it: its certifier, its words, its version.
pub(super) async fn draft(
    connection: &impl ConnectionTrait,
    update: Id<Update>,
) -> Result<Option<(i64, Announcement, i32)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certifier_id: i64,
        title: String,
        body: String,
        dated_on: NaiveDate,
        effect: Option<String>,
        until_on: Option<NaiveDate>,
        version: i32,
    }
    let query =
        "SELECT certifier_id, title, body, dated_on, effect, until_on, version FROM updates WHERE id = $1";
    let Some(row) = one_row::<Row>(connection, query, vec![update.number().into()]).await? else {
        return Ok(None);
    };
    let named = certifications(connection, update.number()).await?;
    let of = |part: Part| named.iter().filter(|(_, of)| *of == part).map(|(number, _)| *number).collect();
    let query = "SELECT resource_id AS id FROM update_resources WHERE update_id = $1 ORDER BY resource_id";
    let documents: Vec<Number> = all(connection, query, vec![update.number().into()]).await?;
    let title = UpdateTitle::parse(&row.title)
        .map_err(|_| Fault::Corrupt(format!("the title of update {update}")))?;
    let announcement = Announcement {
        title,
        body: Markdown::from_stored(row.body),
        dated_on: row.dated_on,
        effect: effect(row.effect.as_deref())?,
        until_on: row.until_on,
        about: of(Part::About),
        former: of(Part::Former),
        latter: of(Part::Latter),
        documents: documents.into_iter().map(|row| row.id).collect(),
    };
    Ok(Some((row.certifier_id, announcement, row.version)))
}

/// What that update names, in the order of the numbers.
pub(super) async fn certifications(
    connection: &impl ConnectionTrait,
    update: i64,
) -> Result<Vec<(i64, Part)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certification: i64,
        part: String,
    }
    let query = "SELECT certification, part FROM update_certifications WHERE update_id = $1 ORDER BY certification, part";
    let rows: Vec<Row> = all(connection, query, vec![update.into()]).await?;
    rows.into_iter().map(|row| Ok((row.certification, part(&row.part)?))).collect()
}

pub(super) async fn documents(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    update: Id<Update>,
) -> Result<Vec<(i64, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
    }
    let query = "SELECT r.id, r.title FROM update_resources u JOIN resources r ON r.id = u.resource_id
        WHERE u.update_id = $1 AND (r.audience & $2) <> 0 AND r.state IN ('published', 'outdated') ORDER BY r.id";
    let values = vec![update.number().into(), visitor.roles().column().into()];
    let rows: Vec<Row> = all(connection, query, values).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
}

pub(super) async fn corrections(
    connection: &impl ConnectionTrait,
    update: Id<Update>,
) -> Result<Vec<Correction>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        body_html: String,
        word: String,
        by: String,
        at: DateTime<Utc>,
    }
    let query = "SELECT c.title, c.body_html, c.word, m.name AS by, c.at
        FROM update_corrections c JOIN members m ON m.id = c.by_id WHERE c.update_id = $1 ORDER BY c.version DESC";
    let rows: Vec<Row> = all(connection, query, vec![update.number().into()]).await?;
    let correction = |row: Row| {
        let html = Html::from_stored(row.body_html);
        Correction { title: row.title, html, word: row.word, by: row.by, at: row.at }
    };
    Ok(rows.into_iter().map(correction).collect())
}

/// The conditions of what is asked, with their values from `$1` on.
fn narrowed(asked: &Asked) -> (String, Vec<Value>) {
    let mut conditions = vec!["1 = 1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    if let Some(slug) = &asked.certifier {
        values.push(slug.replace('\0', "").into());
        conditions.push(format!("c.slug = ${}", values.len()));
    }
    if let Some(number) = asked.certification {
        values.push(number.into());
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM update_certifications n WHERE n.update_id = u.id AND n.certification = ${})",
            values.len()
        ));
    }
    if let Some(effect) = asked.effect {
        values.push(effect.code().into());
        conditions.push(format!("u.effect = ${}", values.len()));
    }
    if let Some((first, last)) = asked.year.and_then(year) {
        values.extend([first.into(), last.into()]);
        conditions.push(format!("u.dated_on BETWEEN ${} AND ${}", values.len() - 1, values.len()));
    }
    for word in asked.folded_words() {
        values.push(format!("%{}%", escaped(&word)).into());
        conditions.push(format!("u.folded LIKE ${} ESCAPE '!'", values.len()));
    }
    (conditions.join(" AND "), values)
}

fn year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

/// A word as LIKE takes it literally.
fn escaped(word: &str) -> String {
    let mut literal = String::with_capacity(word.len());
    for c in word.chars().filter(|c| *c != '\0') {
        if matches!(c, '!' | '%' | '_') {
            literal.push('!');
        }
        literal.push(c);
    }
    literal
}

pub(super) async fn count(connection: &impl ConnectionTrait, asked: &Asked) -> Result<u32, Fault> {
    let (conditions, values) = narrowed(asked);
    let query = format!(
        "SELECT COUNT(*) AS id FROM updates u JOIN certifiers c ON c.id = u.certifier_id WHERE {conditions}"
    );
    let row: Option<Number> = one_row(connection, &query, values).await?;
    Ok(row.map_or(0, |row| u32::try_from(row.id).unwrap_or(u32::MAX)))
}

/// A page of those asked for, the latest first, each with the certifications it names: one statement.
pub(super) async fn page(
    connection: &impl ConnectionTrait,
    asked: &Asked,
    most: u32,
    after: u32,
) -> Result<Vec<Listed>, Fault> {
    let (conditions, mut values) = narrowed(asked);
    values.extend([i64::from(most).into(), i64::from(after).into()]);
    let query = format!(
        "SELECT p.id, p.title, p.certifier, p.slug, p.dated_on, p.effect, p.version, n.certification, n.part
        FROM (SELECT u.id, u.title, c.name AS certifier, c.slug, u.dated_on, u.effect, u.version
            FROM updates u JOIN certifiers c ON c.id = u.certifier_id WHERE {conditions}
            ORDER BY u.dated_on DESC, u.id DESC LIMIT ${} OFFSET ${}) p
            LEFT JOIN update_certifications n ON n.update_id = p.id
        ORDER BY p.dated_on DESC, p.id DESC, n.certification, n.part",
        values.len() - 1,
        values.len()
    );
    gathered(all(connection, &query, values).await?)
}

/// An announcement and one of the certifications it names, if any.
#[derive(FromQueryResult)]
struct Line {
    id: i64,
    title: String,
    certifier: String,
    slug: String,
    dated_on: NaiveDate,
    effect: Option<String>,
    version: i32,
    certification: Option<i64>,
    part: Option<String>,
}

/// What so many lines say: those of one announcement follow one another.
fn gathered(lines: Vec<Line>) -> Result<Vec<Listed>, Fault> {
    let mut found: Vec<Listed> = Vec::new();
    for line in lines {
        if found.last().is_none_or(|last| last.id.number() != line.id) {
            found.push(Listed {
                id: Id::new(line.id),
                title: line.title,
                certifier: (line.certifier, line.slug),
                dated_on: line.dated_on,
                effect: effect(line.effect.as_deref())?,
                corrected: line.version > 1,
                certifications: Vec::new(),
            });
        }
        if let (Some(last), Some(certification), Some(code)) =
            (found.last_mut(), line.certification, line.part)
        {
            last.certifications.push((certification, part(&code)?));
        }
    }
    Ok(found)
}

pub(super) async fn years(connection: &impl ConnectionTrait) -> Result<Vec<(i32, u32)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        dated_on: NaiveDate,
        updates: i64,
    }
    // By day, then by year here: the two databases take the year of a date each in its own words.
    let query = "SELECT dated_on, COUNT(*) AS updates FROM updates GROUP BY dated_on ORDER BY dated_on DESC";
    let rows: Vec<Row> = all(connection, query, vec![]).await?;
    let mut years: Vec<(i32, u32)> = Vec::new();
    for row in rows {
        let (year, many) = (chrono::Datelike::year(&row.dated_on), u32::try_from(row.updates).unwrap_or(0));
        match years.last_mut() {
            Some((last, count)) if *last == year => *count += many,
            _ => years.push((year, many)),
        }
    }
    Ok(years)
}

/// The announcement as those who follow are told of it.
pub(crate) struct Told {
    /// As in a list.
    pub(crate) listed: Listed,
    /// Its folded words.
    pub(crate) folded: String,
    /// Who wrote it.
    pub(crate) author: i64,
    pub(crate) published_at: DateTime<Utc>,
}

/// What those who follow are told of it.
pub(crate) async fn told(connection: &impl ConnectionTrait, update: i64) -> Result<Option<Told>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        certifier: String,
        slug: String,
        dated_on: NaiveDate,
        effect: Option<String>,
        version: i32,
        folded: String,
        author_id: i64,
        published_at: DateTime<Utc>,
    }
    let query =
        "SELECT u.title, c.name AS certifier, c.slug, u.dated_on, u.effect, u.version, u.folded, u.author_id,
            u.published_at
        FROM updates u JOIN certifiers c ON c.id = u.certifier_id WHERE u.id = $1";
    let Some(row) = one_row::<Row>(connection, query, vec![update.into()]).await? else { return Ok(None) };
    let listed = Listed {
        id: Id::new(update),
        title: row.title,
        certifier: (row.certifier, row.slug),
        dated_on: row.dated_on,
        effect: effect(row.effect.as_deref())?,
        corrected: row.version > 1,
        certifications: certifications(connection, update).await?,
    };
    Ok(Some(Told { listed, folded: row.folded, author: row.author_id, published_at: row.published_at }))
}

/// What the index holds of an update.
#[derive(FromQueryResult)]
pub(crate) struct UpdateText {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) certifier: String,
    pub(crate) published_at: DateTime<Utc>,
}

const TEXT: &str = "SELECT u.id, u.title, u.body, c.name AS certifier, u.published_at
    FROM updates u JOIN certifiers c ON c.id = u.certifier_id";

/// The update's text, for the index.
pub(crate) async fn text_of(
    connection: &impl ConnectionTrait,
    update: i64,
) -> Result<Option<UpdateText>, Fault> {
    Ok(one_row(connection, &format!("{TEXT} WHERE u.id = $1"), vec![update.into()]).await?)
}

/// A batch of all texts, in the order of their numbers.
pub(crate) async fn texts_after(
    connection: &impl ConnectionTrait,
    after: i64,
    most: u32,
) -> Result<Vec<UpdateText>, Fault> {
    let query = format!("{TEXT} WHERE u.id > $1 ORDER BY u.id LIMIT $2");
    Ok(all(connection, &query, vec![after.into(), i64::from(most).into()]).await?)
}
