//! The rows of what topics are about.

use std::cmp::Reverse;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{BOARD, BoardRow, ListedRow, listed};
use crate::{
    Database, Id,
    database::{all, change},
    fault::Fault,
    forum::{Board, Topic, board::Listed, shown_to},
    members::Visitor,
};

pub(in crate::forum) async fn subjects(
    connection: &impl ConnectionTrait,
    topic: Id<Topic>,
) -> Result<Vec<(i64, bool)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certification: i64,
        chosen: bool,
    }
    let query = "SELECT certification, chosen FROM topic_certifications WHERE topic_id = $1
        ORDER BY CASE WHEN chosen THEN 0 ELSE 1 END, certification";
    let rows: Vec<Row> = all(connection, query, vec![topic.number().into()]).await?;
    Ok(rows.into_iter().map(|row| (row.certification, row.chosen)).collect())
}

pub(in crate::forum) async fn add_subject(
    transaction: &DatabaseTransaction,
    topic: Id<Topic>,
    certification: i64,
    chosen: bool,
) -> Result<(), Fault> {
    let add = if chosen {
        "INSERT INTO topic_certifications (topic_id, certification, chosen) VALUES ($1, $2, $3)
        ON CONFLICT (topic_id, certification) DO UPDATE SET chosen = excluded.chosen"
    } else {
        "INSERT INTO topic_certifications (topic_id, certification, chosen) VALUES ($1, $2, $3)
        ON CONFLICT (topic_id, certification) DO NOTHING"
    };
    change(transaction, add, vec![topic.number().into(), certification.into(), chosen.into()]).await?;
    Ok(())
}

/// Forgets those that were chosen, or those that were found.
pub(in crate::forum) async fn forget_subjects(
    transaction: &DatabaseTransaction,
    topic: Id<Topic>,
    chosen: bool,
) -> Result<(), Fault> {
    let forget = "DELETE FROM topic_certifications WHERE topic_id = $1 AND chosen = $2";
    change(transaction, forget, vec![topic.number().into(), chosen.into()]).await?;
    Ok(())
}

/// All that is written in a topic: its title and text, and its replies.
pub(in crate::forum) async fn texts_of(
    transaction: &DatabaseTransaction,
    topic: Id<Topic>,
) -> Result<Vec<String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        body: String,
    }
    let query = "SELECT t.title || ' ' || t.body AS body, 0 AS place FROM topics t WHERE t.id = $1
        UNION ALL SELECT r.body, r.number FROM replies r WHERE r.topic_id = $1 ORDER BY 2";
    let rows: Vec<Row> = all(transaction, query, vec![topic.number().into()]).await?;
    Ok(rows.into_iter().map(|row| row.body).collect())
}

/// The topics about that certification, the liveliest first, and the visitor's boards, in their order: a line for each topic, and
/// for each board where nobody has spoken of it.
pub(in crate::forum) async fn topics_about(
    database: &Database,
    visitor: &Visitor,
    certification: i64,
    most: u32,
) -> Result<(Vec<Listed>, Vec<Board>), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        #[sea_orm(nested)]
        board: BoardRow,
        #[sea_orm(nested)]
        topic: Option<ListedRow>,
    }
    let query = format!(
        "SELECT {BOARD}, b.name AS board, t.id, t.kind, t.title, t.author, t.replies, t.opened_at, t.active_at
        FROM boards b LEFT JOIN (
            SELECT t.id, t.board_id, t.kind, t.title, m.name AS author, t.replies, t.opened_at, t.active_at
            FROM topics t JOIN boards b ON b.id = t.board_id JOIN members m ON m.id = t.author_id
            WHERE (b.audience & $1) <> 0
                AND t.id IN (SELECT n.topic_id FROM topic_certifications n WHERE n.certification = $2)
            ORDER BY t.active_at DESC, t.id DESC LIMIT $3
        ) t ON t.board_id = b.id
        WHERE (b.audience & $1) <> 0 ORDER BY b.position, b.id"
    );
    let values = vec![shown_to(visitor).into(), certification.into(), i64::from(most).into()];
    let (mut topics, mut boards) = (Vec::new(), Vec::<Board>::new());
    for Row { board, topic } in all::<Row>(database.reader(), &query, values).await? {
        topics.extend(topic.map(Listed::try_from).transpose()?);
        let board = Board::from(board);
        if boards.last() != Some(&board) {
            boards.push(board);
        }
    }
    topics.sort_by_key(|topic: &Listed| Reverse((topic.active_at, topic.id.number())));
    Ok((topics, boards))
}

/// Which certifications are a certifier's is the library's to say: the one query that reads both.
pub(in crate::forum) async fn topics_about_certifier(
    database: &Database,
    visitor: &Visitor,
    certifier: i64,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    let which = "WHERE (b.audience & $1) <> 0 AND t.id IN (
            SELECT n.topic_id FROM topic_certifications n
                JOIN certification_certifiers c ON c.certification = n.certification
                JOIN certifier_names s ON s.folded = c.name
            WHERE s.certifier_id = $2)
        ORDER BY t.active_at DESC, t.id DESC LIMIT $3";
    let values = vec![shown_to(visitor).into(), certifier.into(), i64::from(most).into()];
    listed(database, which, values).await
}
