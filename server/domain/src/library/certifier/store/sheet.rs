//! One certifier's rows.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::FromQueryResult;

use crate::{
    Database, Id,
    database::{all, one},
    fault::Fault,
    library::certifier::{Certifier, Contact, Kind, Sheet, Spelling},
    members::Member,
    text::Html,
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    slug: String,
    name: String,
    folded: String,
    kind: String,
    website: String,
    procedures: String,
    procedures_html: String,
    juries: String,
    juries_html: String,
    version: i32,
    changed_at: DateTime<Utc>,
    delivered: i64,
    open: i64,
}

pub(crate) async fn read(database: &Database, slug: &str, today: NaiveDate) -> Result<Option<Sheet>, Fault> {
    let query = "SELECT f.id, f.slug, f.name, f.folded, f.kind, f.website, f.procedures, f.procedures_html, f.juries,
            f.juries_html, f.version, f.changed_at, COUNT(d.number) AS delivered,
            COUNT(CASE WHEN d.active AND (d.ends_on IS NULL OR d.ends_on >= $2) THEN 1 END) AS open
        FROM certifiers f LEFT JOIN (
            SELECT DISTINCT o.id AS certifier_id, c.number, c.active, c.ends_on FROM certifiers o
                JOIN certifier_names n ON n.certifier_id = o.id JOIN certification_certifiers x ON x.name = n.folded
                JOIN certifications c ON c.number = x.certification
            WHERE o.slug = $1
        ) d ON d.certifier_id = f.id
        WHERE f.slug = $1
        GROUP BY f.id, f.slug, f.name, f.folded, f.kind, f.website, f.procedures, f.procedures_html, f.juries,
            f.juries_html, f.version, f.changed_at";
    let row: Option<Row> = one(database.reader(), query, vec![slug.into(), today.into()]).await?;
    let Some(row) = row else { return Ok(None) };
    let Lines { contacts, mut names, voices } = lines(database, row.id).await?;
    names.sort_by_key(|spelling| spelling.folded != row.folded);
    Ok(Some(Sheet {
        certifier: Certifier { id: Id::new(row.id), slug: row.slug, name: row.name },
        kind: Kind::from_code(&row.kind).unwrap_or(Kind::Other),
        website: row.website,
        procedures: row.procedures,
        procedures_html: Html::from_stored(row.procedures_html),
        juries: row.juries,
        juries_html: Html::from_stored(row.juries_html),
        version: row.version,
        changed_at: row.changed_at,
        delivers: (row.delivered.unsigned_abs(), row.open.unsigned_abs()),
        contacts,
        names,
        voices,
    }))
}

/// What a sheet says in several lines.
#[derive(Default)]
struct Lines {
    contacts: Vec<Contact>,
    names: Vec<Spelling>,
    voices: Vec<(Id<Member>, String)>,
}

/// Whom to call (1), its spellings (2), who speaks for it here (3), in one statement.
async fn lines(database: &Database, certifier: i64) -> Result<Lines, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        what: i32,
        id: i64,
        name: String,
        /// A département, or a folded spelling.
        code: String,
        function: String,
        email: String,
        telephone: String,
        /// A note, or a SIRET.
        note: String,
        decided: bool,
    }
    let query =
        "SELECT 1 AS what, id, name, departement AS code, function, email, telephone, note, FALSE AS decided,
                departement AS place, position AS rank
            FROM certifier_contacts WHERE certifier_id = $1
        UNION ALL SELECT 2, 0, name, folded, '', '', '', siret, decided_at IS NOT NULL, name, 0
            FROM certifier_names WHERE certifier_id = $1
        UNION ALL SELECT 3, m.id, m.name, '', '', '', '', '', FALSE, '', 0
            FROM certifier_members v JOIN members m ON m.id = v.member_id WHERE v.certifier_id = $1
        ORDER BY what, place, rank, id";
    let rows: Vec<Row> = all(database.reader(), query, vec![certifier.into()]).await?;
    let mut lines = Lines::default();
    for Row { what, id, name, code, function, email, telephone, note, decided } in rows {
        match what {
            1 => {
                lines.contacts.push(Contact { departement: code, name, function, email, telephone, note });
            }
            2 => lines.names.push(Spelling { folded: code, name, siret: note, decided }),
            _ => lines.voices.push((Id::new(id), name)),
        }
    }
    Ok(lines)
}

pub(crate) async fn moved(database: &Database, slug: &str) -> Result<Option<String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
    }
    let query = "SELECT f.slug FROM certifier_redirects r JOIN certifiers f ON f.id = r.certifier_id WHERE r.slug = $1";
    let row: Option<Row> = one(database.reader(), query, vec![slug.into()]).await?;
    Ok(row.map(|row| row.slug))
}
