//! Letting go of what has served: what `/confidentialite` promises.

use chrono::{DateTime, Duration, Utc};

use crate::{Community, database::change, fault::Fault, members::attempts};

/// Traces of letters are kept that long: enough to answer « je n'ai rien reçu ».
const LETTERS: Duration = Duration::days(90);

/// Ended sessions and spent links are kept that long: enough to look into an intrusion.
const DOORS: Duration = Duration::days(30);

/// What is over in how people come in (invitations that led somewhere or nowhere, requests that were answered) is kept that long:
/// enough to answer « vous m’aviez invitée ».
const JOINING: Duration = Duration::days(90);

/// Network addresses stay in the audit log that long: the CNIL recommends six months to a year (délibération n° 2021-122 du
/// 14 octobre 2021 portant adoption d'une recommandation relative à la journalisation).
const ADDRESSES: Duration = Duration::days(365);

/// Deletes the traces of letters, the ended sessions and consents, the sign-in links, the counted tries, the invitations and the
/// requests whose time has passed, and empties the network addresses of old lines of the audit log; gives how many rows were touched.
/// Harmless when done twice, or by two processes.
///
/// # Errors
/// When the database cannot answer.
pub async fn tidy(community: &Community) -> Result<u64, Fault> {
    let now = community.now();
    let statements: [(&str, DateTime<Utc>); 11] = [
        ("DELETE FROM letters WHERE posted_at < $1 OR abandoned_at < $1", now - LETTERS),
        ("DELETE FROM sessions WHERE expires_at < $1 OR revoked_at < $1", now - DOORS),
        ("DELETE FROM sign_in_links WHERE expires_at < $1", now - DOORS),
        ("DELETE FROM password_tries WHERE since < $1", now - attempts::WINDOW),
        ("DELETE FROM address_changes WHERE expires_at < $1", now - DOORS),
        ("DELETE FROM passkey_ceremonies WHERE expires_at < $1", now),
        ("DELETE FROM password_alarms WHERE raised_at < $1", now - DOORS),
        // Requests first: they name the invitation that answered them. Those of members are answered by a letter.
        (
            "DELETE FROM access_requests WHERE settled_at < $1 OR (made_at < $1
                AND EXISTS (SELECT 1 FROM members m WHERE m.email = access_requests.email))",
            now - JOINING,
        ),
        (
            "DELETE FROM invitations WHERE (closed_at < $1 OR expires_at < $1)
                AND NOT EXISTS (SELECT 1 FROM access_requests r WHERE r.invitation_id = invitations.id)",
            now - JOINING,
        ),
        ("DELETE FROM help_consents WHERE until < $1 OR withdrawn_at < $1", now - DOORS),
        ("UPDATE audit_log SET address = NULL WHERE at < $1 AND address IS NOT NULL", now - ADDRESSES),
    ];
    let mut gone = 0;
    let transaction = community.database.begin().await?;
    for (statement, before) in statements {
        gone += change(&transaction, statement, vec![before.into()]).await?;
    }
    transaction.commit().await?;
    Ok(gone)
}
