//! The rows of what people show: their page, their line of the directory.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult, Value};

use super::PHOTO;
use crate::{
    Database, Id, Roles,
    database::{all, change},
    fault::Fault,
    mail::EmailAddress,
    members::{
        Antenne, Audience, Expertise, Member, PhotoName, Reach, Stages, Tag, Tags, Telephone,
        directory::{Knower, Listed, Mine, Profile},
    },
};

pub(in crate::members) async fn mine(database: &Database, member: Id<Member>) -> Result<Option<Mine>, Fault> {
    Ok(read(database, "WHERE m.id = $1 AND m.left_at IS NULL", vec![member.number().into()]).await?.pop())
}

/// What everybody sees of these members, for the index; those that are gone are left out.
pub(crate) async fn profiles_from(database: &Database, after: i64, most: u32) -> Result<Vec<Profile>, Fault> {
    let values = vec![after.into(), i64::from(most).into()];
    let read = read(database, "WHERE m.id > $1 AND m.left_at IS NULL ORDER BY m.id LIMIT $2", values).await?;
    Ok(read.into_iter().map(|mine| mine.profile).collect())
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    name: String,
    email: String,
    roles: i32,
    function: Option<String>,
    organisation: Option<String>,
    presentation: Option<String>,
    telephone: Option<String>,
    telephone_for: i32,
    email_for: i32,
    stages: i32,
    joined_at: DateTime<Utc>,
    photo: Option<String>,
    #[sea_orm(nested)]
    antenne: Option<JoinedAntenne>,
}

#[derive(FromQueryResult)]
struct JoinedAntenne {
    antenne_id: i64,
    department: String,
    antenne_name: String,
    address: String,
    operator: String,
    antenne_telephone: String,
}

impl From<JoinedAntenne> for Antenne {
    fn from(row: JoinedAntenne) -> Self {
        Self {
            id: Id::new(row.antenne_id),
            department: row.department,
            name: row.antenne_name,
            address: row.address,
            operator: row.operator,
            telephone: row.antenne_telephone,
        }
    }
}

async fn read(database: &Database, which: &str, values: Vec<Value>) -> Result<Vec<Mine>, Fault> {
    let query = format!(
        "SELECT m.id, m.name, m.email, m.roles, m.function, m.organisation, m.presentation, m.telephone,
            m.telephone_for, m.email_for, m.stages, m.joined_at, {PHOTO} AS photo,
            a.id AS antenne_id, a.department, a.name AS antenne_name, a.address, a.operator,
            a.telephone AS antenne_telephone
        FROM members m LEFT JOIN antennes a ON a.id = m.antenne_id {which}"
    );
    let rows: Vec<Row> = all(database.reader(), &query, values).await?;
    let numbers = rows.iter().map(|row| row.id);
    let mut tags = tags(database, numbers.clone().min(), numbers.max()).await?;
    Ok(rows.into_iter().map(|row| person(row, &mut tags)).collect())
}

fn person(row: Row, tags: &mut HashMap<i64, Vec<Tag>>) -> Mine {
    // One that cannot be read is shown to nobody, and hides nothing else.
    let email = EmailAddress::parse(&row.email).ok();
    let reach = Reach {
        telephone: row.telephone.map(Telephone::stored),
        telephone_for: Audience::from_column(row.telephone_for),
        email_for: Audience::from_column(row.email_for),
    };
    let profile = Profile {
        id: Id::new(row.id),
        name: row.name,
        roles: Roles::from_column(row.roles),
        function: row.function,
        organisation: row.organisation,
        antenne: row.antenne.map(Antenne::from),
        presentation: row.presentation.unwrap_or_default(),
        expertise: expertise(row.id, row.stages, tags),
        photo: row.photo.map(PhotoName::stored),
        telephone: None,
        email: None,
        joined_at: row.joined_at,
    };
    Mine { profile, reach, email }
}

fn expertise(member: i64, stages: i32, tags: &mut HashMap<i64, Vec<Tag>>) -> Expertise {
    let tags = Tags::stored(tags.remove(&member).unwrap_or_default());
    Expertise { tags, stages: Stages::from_column(stages) }
}

/// The tags of the members between these two, each in its person's order.
async fn tags(
    database: &Database,
    first: Option<i64>,
    last: Option<i64>,
) -> Result<HashMap<i64, Vec<Tag>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        member_id: i64,
        label: String,
        folded: String,
        certification: Option<i32>,
    }
    let query = "SELECT member_id, label, folded, certification FROM member_tags
        WHERE member_id >= $1 AND member_id <= $2 ORDER BY member_id, position";
    let values = vec![first.unwrap_or(i64::MAX).into(), last.unwrap_or(i64::MIN).into()];
    let mut tags: HashMap<i64, Vec<Tag>> = HashMap::new();
    for row in all::<Row>(database.reader(), query, values).await? {
        let certification = row.certification.map(i32::unsigned_abs);
        let tag = Tag { label: row.label, folded: row.folded, certification };
        tags.entry(row.member_id).or_default().push(tag);
    }
    Ok(tags)
}

pub(in crate::members) async fn listed(database: &Database) -> Result<Vec<Listed>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        roles: i32,
        function: Option<String>,
        organisation: Option<String>,
        antenne_id: Option<i64>,
        presentation: Option<String>,
        stages: i32,
        photo: Option<String>,
    }
    let query = format!(
        "SELECT m.id, m.name, m.roles, m.function, m.organisation, m.antenne_id, m.presentation, m.stages,
            {PHOTO} AS photo
        FROM members m WHERE m.left_at IS NULL ORDER BY m.id"
    );
    let rows: Vec<Row> = all(database.reader(), &query, vec![]).await?;
    let mut tags = tags(database, Some(0), Some(i64::MAX)).await?;
    let line = |row: Row| Listed {
        id: Id::new(row.id),
        name: row.name,
        roles: Roles::from_column(row.roles),
        function: row.function,
        organisation: row.organisation,
        antenne: row.antenne_id.map(Id::new),
        presentation: row.presentation.unwrap_or_default(),
        expertise: expertise(row.id, row.stages, &mut tags),
        photo: row.photo.map(PhotoName::stored),
    };
    Ok(rows.into_iter().map(line).collect())
}

pub(in crate::members) async fn change_expertise(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    expertise: &Expertise,
) -> Result<(), Fault> {
    let update = "UPDATE members SET stages = $2 WHERE id = $1";
    change(transaction, update, vec![member.number().into(), expertise.stages.column().into()]).await?;
    let forget = "DELETE FROM member_tags WHERE member_id = $1";
    change(transaction, forget, vec![member.number().into()]).await?;
    let insert = "INSERT INTO member_tags (member_id, position, label, folded, certification)
        VALUES ($1, $2, $3, $4, $5)";
    for (position, tag) in (1_i32..).zip(expertise.tags.iter()) {
        let values = vec![
            member.number().into(),
            position.into(),
            tag.label.as_str().into(),
            tag.folded.as_str().into(),
            tag.certification.map(u32::cast_signed).into(),
        ];
        change(transaction, insert, values).await?;
    }
    Ok(())
}

pub(in crate::members) async fn change_reach(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    reach: &Reach,
) -> Result<(), Fault> {
    let update = "UPDATE members SET telephone = $2, telephone_for = $3, email_for = $4 WHERE id = $1";
    let values = vec![
        member.number().into(),
        reach.telephone.as_ref().map(|telephone| telephone.as_str().to_owned()).into(),
        reach.telephone_for.roles().column().into(),
        reach.email_for.roles().column().into(),
    ];
    change(transaction, update, values).await?;
    Ok(())
}

/// People who are shown as knowing one certification.
const KNOWERS: i64 = 12;

pub(in crate::members) async fn who_know(
    database: &Database,
    certification: u32,
    folded: &str,
) -> Result<Vec<Knower>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        place: Option<String>,
    }
    let query = "SELECT DISTINCT m.id, m.name, COALESCE(a.name, m.organisation) AS place
        FROM member_tags t JOIN members m ON m.id = t.member_id LEFT JOIN antennes a ON a.id = m.antenne_id
        WHERE m.left_at IS NULL AND (t.certification = $1 OR (t.folded = $2 AND t.folded <> ''))
        ORDER BY m.name LIMIT $3";
    let values = vec![certification.cast_signed().into(), folded.into(), KNOWERS.into()];
    let rows: Vec<Row> = all(database.reader(), query, values).await?;
    Ok(rows.into_iter().map(|row| Knower { id: Id::new(row.id), name: row.name, place: row.place }).collect())
}
