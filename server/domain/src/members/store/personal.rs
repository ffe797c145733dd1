//! Everything about one person, as rows of words: what the copy of one's data is made of.

use sea_orm::{FromQueryResult, JsonValue};
use serde_json::Value;

use crate::{
    Database, Id,
    database::{all, sql},
    fault::Fault,
    members::Member,
};

/// The tables that are copied: what the file is called, what it holds in French, and the query; `$1` is the member.
pub(crate) const COPIED: &[(&str, &str, &str)] = &[
    (
        "profil",
        "Votre compte et ce que vous dites de vous",
        "SELECT m.name AS nom, m.email AS adresse_electronique, m.function AS fonction, m.organisation,
            a.name AS antenne, m.presentation, m.telephone,
            CASE m.telephone_for WHEN 0 THEN 'personne' WHEN 40 THEN 'animation' WHEN 43 THEN 'antennes'
                ELSE 'membres' END AS telephone_vu_par,
            CASE m.email_for WHEN 0 THEN 'personne' WHEN 40 THEN 'animation' WHEN 43 THEN 'antennes'
                ELSE 'membres' END AS adresse_electronique_vue_par,
            TRIM(CASE WHEN (m.stages & 1) <> 0 THEN '1 ' ELSE '' END || CASE WHEN (m.stages & 2) <> 0 THEN '2 ' ELSE '' END
                || CASE WHEN (m.stages & 4) <> 0 THEN '3 ' ELSE '' END || CASE WHEN (m.stages & 8) <> 0 THEN '4 ' ELSE '' END
                || CASE WHEN (m.stages & 16) <> 0 THEN '5' ELSE '' END) AS etapes_du_guide_bien_connues,
            m.joined_at AS membre_depuis, m.seen_at AS derniere_visite,
            m.password_set_at AS mot_de_passe_choisi_le,
            m.charter_at AS charte_acceptee_le, m.letters_answers AS courriels_reponses,
            m.letters_digest AS courriels_nouveautes, m.letters_days AS courriels_journees
        FROM members m LEFT JOIN antennes a ON a.id = m.antenne_id WHERE m.id = $1",
    ),
    (
        "connaissances",
        "Ce que vous connaissez bien",
        "SELECT label AS mots, certification AS numero_rncp
        FROM member_tags WHERE member_id = $1 ORDER BY position",
    ),
    (
        "photo",
        "Votre photo, dans un fichier à côté",
        "SELECT name AS nom, kept_at AS posee_le FROM member_photos WHERE member_id = $1",
    ),
    (
        "sujets",
        "Les sujets que vous avez ouverts",
        "SELECT t.id AS numero, b.name AS espace, t.title AS titre, t.body AS texte, t.opened_at AS ouvert_le,
            t.edited_at AS modifie_le
        FROM topics t JOIN boards b ON b.id = t.board_id WHERE t.author_id = $1 ORDER BY t.id",
    ),
    (
        "reponses",
        "Les réponses que vous avez écrites",
        "SELECT t.title AS sujet, r.number AS rang, r.body AS texte, r.posted_at AS ecrite_le,
            r.edited_at AS modifiee_le
        FROM replies r JOIN topics t ON t.id = r.topic_id WHERE r.author_id = $1 ORDER BY r.id",
    ),
    (
        "documents",
        "Les documents et liens que vous avez déposés",
        "SELECT id AS numero, kind AS nature, title AS titre, summary AS resume, state AS etat,
            deposited_at AS depose_le, published_at AS publie_le
        FROM resources WHERE depositor_id = $1 ORDER BY id",
    ),
    (
        "fichiers-en-attente",
        "Les fichiers que vous avez envoyés sans finir de les déposer",
        "SELECT file_name AS fichier, at AS envoye_le FROM uploads WHERE member_id = $1 ORDER BY id",
    ),
    (
        "versions-de-documents",
        "Les versions de documents que vous avez ajoutées",
        "SELECT r.title AS document, v.number AS version, v.file_name AS fichier, v.url AS lien, v.note, v.added_at AS ajoutee_le
        FROM resource_versions v JOIN resources r ON r.id = v.resource_id WHERE v.added_by = $1 ORDER BY v.id",
    ),
    (
        "suivi-de-documents",
        "Ce que vous avez fait des documents de la bibliothèque",
        "SELECT r.title AS document, d.deed AS acte, d.word AS mot, d.at AS le
        FROM resource_deeds d JOIN resources r ON r.id = d.resource_id WHERE d.by_id = $1 ORDER BY d.id",
    ),
    (
        "signalements",
        "Ce que vous avez signalé, et vos réponses à des signalements",
        "SELECT r.title AS document, CASE WHEN s.by_id = $1 THEN 'fait' ELSE 'traité' END AS sens, s.reason AS motif,
            CASE WHEN s.by_id = $1 THEN s.word END AS mot, s.made_at AS fait_le, s.settled_at AS traite_le,
            CASE WHEN s.settled_by = $1 THEN s.answer END AS reponse
        FROM resource_reports s JOIN resources r ON r.id = s.resource_id
        WHERE s.by_id = $1 OR s.settled_by = $1 ORDER BY s.id",
    ),
    (
        "avis",
        "Vos avis sur l’utilité des documents",
        "SELECT r.title AS document, o.useful AS utile, o.word AS mot, o.given_at AS donne_le
        FROM opinions o JOIN resources r ON r.id = o.resource_id WHERE o.member_id = $1 ORDER BY o.given_at",
    ),
    (
        "favoris",
        "Les documents que vous gardez sous la main",
        "SELECT r.title AS document, k.kept_at AS garde_le
        FROM bookmarks k JOIN resources r ON r.id = k.resource_id WHERE k.member_id = $1 ORDER BY k.kept_at",
    ),
    (
        "collections",
        "Vos collections de documents",
        "SELECT c.name AS nom, c.shared AS partagee, c.made_at AS faite_le,
            (SELECT COUNT(*) FROM collection_resources i WHERE i.collection_id = c.id) AS documents
        FROM collections c WHERE c.owner_id = $1 ORDER BY c.id",
    ),
    (
        "suivis",
        "Ce que vous suivez dans la bibliothèque",
        "SELECT view AS vue, made_at AS depuis FROM follows WHERE member_id = $1 ORDER BY id",
    ),
    (
        "nouvelles-des-suivis",
        "Ce qui était nouveau dans ce que vous suivez",
        "SELECT CASE thing WHEN 'update' THEN 'actualité' WHEN 'version' THEN 'version d’un document' ELSE 'document' END AS nature, thing_id AS numero,
            noted_at AS note_le, told_at AS dit_le
        FROM follow_news WHERE member_id = $1 ORDER BY noted_at, thing_id",
    ),
    (
        "courriels-des-suivis",
        "Les jours où un courriel vous a dit ces nouvelles",
        "SELECT day AS jour FROM follow_letters WHERE member_id = $1 ORDER BY day",
    ),
    (
        "flux",
        "La clé de vos flux, dont seule l’empreinte est gardée",
        "SELECT made_at AS faite_le FROM feed_keys WHERE member_id = $1",
    ),
    (
        "actualites",
        "Les actualités que vous avez publiées",
        "SELECT id AS numero, title AS titre, body AS texte, dated_on AS datee_du, published_at AS publiee_le
        FROM updates WHERE author_id = $1 ORDER BY id",
    ),
    (
        "corrections-d-actualites",
        "Les actualités que vous avez corrigées",
        "SELECT u.title AS actualite, c.word AS pourquoi, c.at AS le
        FROM update_corrections c JOIN updates u ON u.id = c.update_id WHERE c.by_id = $1 ORDER BY c.at",
    ),
    (
        "inscriptions-aux-journees",
        "Vos inscriptions aux journées, et celles que vous avez faites pour d’autres",
        "SELECT d.title AS journee, d.starts_at AS debut, CASE WHEN r.member_id = $1 THEN 'la mienne' ELSE 'pour quelqu’un' END AS qui,
            r.state AS etat, CASE WHEN r.member_id = $1 THEN r.needs END AS besoins,
            CASE WHEN r.member_id = $1 THEN r.remark END AS remarque, r.registered_at AS inscrite_le, r.reconfirmed_at AS reconfirmee_le
        FROM day_registrations r JOIN training_days d ON d.id = r.day_id WHERE r.member_id = $1 OR r.by_id = $1 ORDER BY r.id",
    ),
    (
        "suivi-des-inscriptions",
        "Ce que vous avez fait des inscriptions",
        "SELECT d.title AS journee, e.deed AS acte, e.word AS mot, e.at AS le
        FROM registration_deeds e JOIN day_registrations r ON r.id = e.registration_id JOIN training_days d ON d.id = r.day_id
        WHERE e.by_id = $1 ORDER BY e.id",
    ),
    (
        "emargements",
        "Votre présence aux journées, et celles que vous avez notées",
        "SELECT d.title AS journee, s.label AS seance, s.starts_at AS debut,
            CASE WHEN a.member_id = $1 THEN 'la mienne' ELSE 'de quelqu’un' END AS qui, a.mark AS presence,
            CASE WHEN a.member_id = $1 THEN a.minutes END AS minutes, CASE WHEN a.member_id = $1 THEN a.word END AS mot,
            a.way AS moyen, a.at AS notee_le
        FROM attendances a JOIN day_sessions s ON s.id = a.session_id JOIN training_days d ON d.id = s.day_id
        WHERE a.member_id = $1 OR a.by_id = $1 ORDER BY a.id",
    ),
    (
        "codes-d-emargement",
        "Les codes d’émargement que vous avez essayés",
        "SELECT d.title AS journee, t.tries AS essais, t.since AS depuis
        FROM code_tries t JOIN training_days d ON d.id = t.day_id WHERE t.member_id = $1 ORDER BY t.since",
    ),
    (
        "feuilles-signees",
        "Les feuilles d’émargement signées que vous avez déposées ou retirées",
        "SELECT d.title AS journee, f.file_name AS fichier, f.added_at AS deposee_le, f.withdrawn_at AS retiree_le
        FROM signed_sheets f JOIN training_days d ON d.id = f.day_id
        WHERE f.added_by = $1 OR f.withdrawn_by = $1 ORDER BY f.id",
    ),
    (
        "attestations",
        "Vos attestations de présence",
        "SELECT c.year AS annee, d.title AS journee, c.code, c.issued_at AS faite_le
        FROM attendance_certificates c LEFT JOIN training_days d ON d.id = c.day_id WHERE c.member_id = $1 ORDER BY c.id",
    ),
    (
        "journees",
        "Les journées que vous avez préparées",
        "SELECT title AS titre, starts_at AS debut, state AS etat, made_at AS preparee_le
        FROM training_days WHERE made_by = $1 ORDER BY id",
    ),
    (
        "suivi-des-journees",
        "Ce que vous avez fait des journées",
        "SELECT d.title AS journee, e.deed AS acte, e.word AS mot, e.at AS le
        FROM day_deeds e JOIN training_days d ON d.id = e.day_id WHERE e.by_id = $1 ORDER BY e.id",
    ),
    (
        "propositions",
        "Les thèmes de journées que vous avez proposés",
        "SELECT id AS numero, title AS titre, why AS pourquoi, speakers AS intervenants_souhaites, state AS etat, made_at AS propose_le
        FROM theme_proposals WHERE author_id = $1 ORDER BY id",
    ),
    (
        "soutiens",
        "Les propositions que vous soutenez",
        "SELECT p.title AS proposition, CASE s.kind WHEN 'vote' THEN 'vote' ELSE 'je viendrais' END AS soutien, s.since AS depuis
        FROM proposal_supports s JOIN theme_proposals p ON p.id = s.proposal_id WHERE s.member_id = $1 ORDER BY s.since, p.id",
    ),
    (
        "commentaires-de-propositions",
        "Ce que vous avez dit de propositions",
        "SELECT p.title AS proposition, c.body AS texte, c.written_at AS ecrit_le, c.withdrawn_at AS retire_le
        FROM proposal_comments c JOIN theme_proposals p ON p.id = c.proposal_id WHERE c.author_id = $1 ORDER BY c.id",
    ),
    (
        "suivi-des-propositions",
        "Ce que vous avez fait de propositions",
        "SELECT p.title AS proposition, e.deed AS acte, e.word AS mot, e.at AS le
        FROM proposal_deeds e JOIN theme_proposals p ON p.id = e.proposal_id WHERE e.by_id = $1 ORDER BY e.id",
    ),
    (
        "questionnaires",
        "Les questionnaires qui vous ont été envoyés\u{a0}; vos réponses n’y sont pas quand ils sont anonymes",
        "SELECT COALESCE(d.title, 'Besoins pour ' || CAST(s.year AS TEXT)) AS sujet,
            CASE s.kind WHEN 'hot' THEN 'à chaud' WHEN 'cold' THEN 'à froid' ELSE 'besoins' END AS nature,
            CASE r.answered WHEN 1 THEN 'oui' ELSE 'non' END AS repondu, r.asked_at AS demande_le, r.reminded_at AS rappele_le
        FROM survey_roll r JOIN surveys s ON s.id = r.survey_id LEFT JOIN training_days d ON d.id = s.day_id
        WHERE r.member_id = $1 ORDER BY s.id",
    ),
    (
        "recueils-des-besoins",
        "Ce que vous avez répondu aux recueils des besoins",
        "SELECT s.year AS annee, q.words AS question, a.choice AS rang_choisi, a.said AS texte
        FROM survey_signatures g JOIN surveys s ON s.id = g.survey_id JOIN survey_answers a ON a.sheet_id = g.sheet_id
            JOIN survey_questions q ON q.id = a.question_id
        WHERE g.member_id = $1 ORDER BY s.year, q.position, a.choice",
    ),
    (
        "questionnaires-prepares",
        "Les questionnaires que vous avez préparés ou clos",
        "SELECT COALESCE(d.title, 'Besoins pour ' || CAST(s.year AS TEXT)) AS sujet, s.made_at AS prepare_le, s.closed_at AS clos_le
        FROM surveys s LEFT JOIN training_days d ON d.id = s.day_id WHERE s.made_by = $1 OR s.closed_by = $1 ORDER BY s.id",
    ),
    (
        "questions-aux-journees",
        "Les questions que vous avez posées avant des journées, et celles auxquelles vous avez répondu",
        "SELECT d.title AS journee, CASE WHEN q.author_id = $1 THEN 'posée' ELSE 'traitée' END AS sens, q.question,
            CASE WHEN q.author_id = $1 THEN q.detail END AS precisions, q.asked_at AS posee_le, q.outcome AS suite,
            CASE WHEN q.settled_by = $1 THEN q.word END AS mot, q.settled_at AS traitee_le
        FROM day_questions q JOIN training_days d ON d.id = q.day_id WHERE q.author_id = $1 OR q.settled_by = $1 ORDER BY q.id",
    ),
    (
        "votes-pour-des-questions",
        "Les questions pour lesquelles vous avez voté",
        "SELECT q.question, v.at AS vote_le
        FROM day_question_votes v JOIN day_questions q ON q.id = v.question_id WHERE v.member_id = $1 ORDER BY v.at, q.id",
    ),
    (
        "comptes-rendus",
        "Ce que vous avez écrit dans les comptes rendus",
        "SELECT d.title AS journee, v.edition AS version, v.body AS texte, v.at AS ecrit_le
        FROM day_minutes_versions v JOIN training_days d ON d.id = v.day_id WHERE v.by_id = $1 ORDER BY v.id",
    ),
    (
        "comptes-rendus-publies",
        "Les comptes rendus que vous avez publiés",
        "SELECT d.title AS journee, n.published_at AS publie_le
        FROM day_minutes n JOIN training_days d ON d.id = n.day_id WHERE n.published_by = $1 ORDER BY n.published_at",
    ),
    (
        "interventions",
        "Les journées où vous intervenez",
        "SELECT d.title AS journee, s.function AS fonction, s.organisation, d.starts_at AS debut
        FROM day_speakers s JOIN training_days d ON d.id = s.day_id WHERE s.member_id = $1 ORDER BY d.starts_at",
    ),
    (
        "programmes",
        "Les programmes annuels que vous avez fixés",
        "SELECT year AS annee, changed_at AS fixe_le FROM programmes WHERE changed_by = $1 ORDER BY year",
    ),
    (
        "certificateurs",
        "Les certificateurs au nom desquels vous écrivez",
        "SELECT c.name AS certificateur, m.since AS depuis
        FROM certifier_members m JOIN certifiers c ON c.id = m.certifier_id WHERE m.member_id = $1 ORDER BY m.since",
    ),
    (
        "noms-de-certificateurs",
        "Les noms de certificateurs que vous avez réunis",
        "SELECT name AS nom, decided_at AS le FROM certifier_names WHERE decided_by = $1 ORDER BY decided_at",
    ),
    (
        "certificateurs-distingues",
        "Les certificateurs que vous avez dits différents",
        "SELECT one_id AS l_un, other_id AS l_autre, decided_at AS le
        FROM certifier_distinctions WHERE decided_by = $1 ORDER BY decided_at",
    ),
    (
        "imports",
        "Les mises à jour des certifications que vous avez lancées",
        "SELECT source, begun_at AS commencee_le, ended_at AS finie_le FROM imports WHERE by_id = $1 ORDER BY id",
    ),
    (
        "invitations",
        "Les invitations que vous avez reçues ou faites",
        "SELECT CASE WHEN i.member_id = $1 THEN 'reçue' ELSE 'faite' END AS sens, i.made_at AS faite_le,
            i.expires_at AS finit_le, i.accepted_at AS acceptee_le, i.revoked_at AS retiree_le,
            CASE WHEN i.made_by = $1 THEN i.message END AS message
        FROM invitations i WHERE i.member_id = $1 OR i.made_by = $1 ORDER BY i.id",
    ),
    (
        "demandes-d-acces",
        "Les demandes d’accès faites avec votre adresse",
        "SELECT r.name AS nom, r.structure, r.reason AS raison, r.made_at AS faite_le,
            r.settled_at AS repondue_le, r.word AS reponse
        FROM access_requests r JOIN members m ON m.email = r.email WHERE m.id = $1 ORDER BY r.id",
    ),
    (
        "sessions",
        "Les appareils où votre compte a été ouvert",
        "SELECT device AS appareil, opened_at AS ouverte_le, seen_at AS vue_le, expires_at AS finit_le,
            revoked_at AS fermee_le
        FROM sessions WHERE member_id = $1 ORDER BY id",
    ),
    (
        "liens-de-connexion",
        "Les liens de connexion demandés",
        "SELECT asked_at AS demande_le, used_at AS utilise_le, expires_at AS finit_le
        FROM sign_in_links WHERE member_id = $1 ORDER BY id",
    ),
    (
        "cles-d-acces",
        "Vos clés d’accès",
        "SELECT name AS nom, made_at AS ajoutee_le, used_at AS a_servi_le
        FROM passkeys WHERE member_id = $1 ORDER BY id",
    ),
    (
        "changements-d-adresse",
        "Les changements d’adresse demandés",
        "SELECT old_email AS ancienne, new_email AS nouvelle, asked_at AS demande_le, old_confirmed_at AS ancienne_confirmee_le,
            new_confirmed_at AS nouvelle_confirmee_le, cancelled_at AS annule_le, done_at AS fait_le
        FROM address_changes WHERE member_id = $1 ORDER BY id",
    ),
    (
        "alertes-de-connexion",
        "Les fois où trop de mots de passe faux ont été essayés sur votre compte",
        "SELECT raised_at AS le, lettered_at AS courriel_ecrit_le
        FROM password_alarms WHERE member_id = $1 ORDER BY id",
    ),
    (
        "courriels",
        "Les courriels que le site vous a envoyés",
        "SELECT l.subject AS objet, l.written_at AS ecrit_le, l.posted_at AS envoye_le
        FROM letters l JOIN members m ON m.email = l.recipient WHERE m.id = $1 ORDER BY l.id",
    ),
    (
        "affectations",
        "Les antennes et organisations où vous avez travaillé",
        "SELECT a.name AS antenne, p.organisation, p.since AS depuis, p.until AS jusqu_a
        FROM member_postings p LEFT JOIN antennes a ON a.id = p.antenne_id WHERE p.member_id = $1 ORDER BY p.id",
    ),
    (
        "suspensions",
        "Les suspensions de votre accès",
        "SELECT since AS depuis, until AS jusqu_a, reason AS raison, lifted_at AS levee_le
        FROM suspensions WHERE member_id = $1 ORDER BY id",
    ),
    (
        "autorisations-d-aide",
        "Les autorisations de voir le site à votre place",
        "SELECT given_at AS donnee_le, until AS jusqu_a, withdrawn_at AS retiree_le
        FROM help_consents WHERE member_id = $1 ORDER BY id",
    ),
    (
        "fermetures",
        "Les fermetures de compte demandées",
        "SELECT asked_at AS demandee_le, due_at AS prevue_le, called_off_at AS annulee_le
        FROM closures WHERE member_id = $1 ORDER BY id",
    ),
    (
        "journal",
        "Ce qui a été fait à votre compte, et par vous",
        "SELECT l.at AS le, l.deed AS acte, l.detail AS precision,
            CASE WHEN l.actor_id = $1 THEN 'vous' WHEN l.actor_id IS NULL THEN 'le site' ELSE 'l’équipe' END AS par,
            CASE WHEN l.actor_id = $1 THEN l.address ELSE NULL END AS adresse_reseau
        FROM audit_log l WHERE l.subject_id = $1 OR l.actor_id = $1 ORDER BY l.id",
    ),
];

/// The rows of one of them.
pub(in crate::members) async fn copy(
    database: &Database,
    member: Id<Member>,
    query: &str,
) -> Result<Vec<Value>, Fault> {
    // sea-orm reads a row of any shape into JSON.
    let statement = sql(database.reader(), query, vec![member.number().into()]);
    Ok(JsonValue::find_by_statement(statement).all(database.reader()).await?)
}

/// How many rows each of them has, in one statement.
pub(in crate::members) async fn count_copies(
    database: &Database,
    member: Id<Member>,
) -> Result<Vec<(&'static str, u64)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        place: i32,
        rows: i64,
    }
    let counts = COPIED.iter().enumerate().map(|(place, (_, _, query))| {
        format!("SELECT {place} AS place, COUNT(*) AS rows FROM ({query}) AS copied_{place}")
    });
    let query = counts.collect::<Vec<_>>().join(" UNION ALL ");
    let rows: Vec<Row> = all(database.reader(), &query, vec![member.number().into()]).await?;
    let counted = |row: Row| Some((COPIED.get(usize::try_from(row.place).ok()?)?.1, row.rows.unsigned_abs()));
    Ok(rows.into_iter().filter_map(counted).collect())
}
