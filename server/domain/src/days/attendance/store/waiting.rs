//! What waits for a signature, and what nobody has filled in.

/// What waits for a signature, as `days::waiting` reads it: the sessions that are on, of the days where the person `$1` has a seat, and
/// in which nothing is known of them. `$3` is when the earliest may begin, `$4` when the latest may have ended.
pub(in crate::days) const TO_SIGN: &str =
    "SELECT 'sign' AS what, s.day_id, d.title, d.modality AS code, s.label, CAST(NULL AS INTEGER) AS year,
        s.ends_at AS at, CAST(0 AS BIGINT) AS missing
    FROM day_sessions s JOIN training_days d ON d.id = s.day_id AND d.state IN ('published', 'held')
        JOIN day_registrations r ON r.day_id = d.id AND r.member_id = $1 AND r.state = 'seated'
    WHERE s.starts_at <= $3 AND s.ends_at > $4
        AND NOT EXISTS (SELECT 1 FROM attendances a WHERE a.session_id = s.id AND a.member_id = $1)";

/// What nobody has filled in, read the same way: the days that ended between `$5` and `$2` with a session that nobody is marked in, or
/// somebody with a seat who is not marked in one. A day that has no sheet is not among them.
pub(in crate::days) const TO_FILL: &str =
    "SELECT 'fill', id, title, '', '', CAST(NULL AS INTEGER), starts_at, missing FROM (
        SELECT d.id, d.title, d.starts_at,
            (SELECT COUNT(*) FROM day_sessions s JOIN day_registrations r ON r.day_id = s.day_id AND r.state = 'seated'
                JOIN members m ON m.id = r.member_id AND m.left_at IS NULL
                LEFT JOIN attendances a ON a.session_id = s.id AND a.member_id = r.member_id
                WHERE s.day_id = d.id AND a.id IS NULL) AS missing,
            (SELECT COUNT(*) FROM day_sessions s WHERE s.day_id = d.id
                AND NOT EXISTS (SELECT 1 FROM attendances a WHERE a.session_id = s.id)) AS blank
        FROM training_days d
        WHERE d.state IN ('published', 'held') AND d.ends_at <= $2 AND d.ends_at > $5 AND (d.papers & 2) <> 0
    ) AS those WHERE missing > 0 OR blank > 0";
