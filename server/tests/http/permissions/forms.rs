//! What is sent to the forms of the table, as their pages ask.

use image::ImageFormat;

use super::{stage::NONE, table::Row};
use crate::{cast::picture, documents::PDF, shelves::CERTIFIER};

/// The file that goes with the form, if it takes one: its field, its name, its bytes.
pub(super) fn file_of(row: &Row) -> Option<(&'static str, &'static str, Vec<u8>)> {
    if row.method != "POST" {
        return None;
    }
    match row.route {
        "/mon-compte/photo" => Some(("photo", "moi.png", picture(ImageFormat::Png))),
        // No archive: whoever may send one is told so.
        "/animation/certifications" => {
            Some(("fichiers", "export.zip", b"Ceci n'est pas une archive.".to_vec()))
        }
        "/ressources/documents/nouveau" => Some(("fichier", "guide.pdf", PDF.to_vec())),
        "/animation/journees/{day}/feuilles" => Some(("fichier", "feuille.pdf", PDF.to_vec())),
        "/ressources/documents/{document}/version" => {
            Some(("fichier", "suite.txt", "Une autre version.".as_bytes().to_vec()))
        }
        _ => None,
    }
}

/// What is sent to a form, as its page asks.
pub(super) fn filled_in(row: &Row) -> Vec<(&'static str, &'static str)> {
    let text = ("texte", "Merci à toutes et à tous.\r\nÀ lundi !");
    match (row.method, row.route) {
        ("POST", "/connexion") => vec![("courriel", "une-advisor@exemple.fr"), ("suite", "/guide")],
        ("POST", "/connexion/demonstration") => vec![("personne", "une-advisor@exemple.fr")],
        ("POST", "/connexion/mot-de-passe") => {
            vec![("identifiant", "une-advisor@exemple.fr"), ("mot_de_passe", "rien de tel ici")]
        }
        ("POST", "/mon-compte/adresse") => vec![("courriel", "nouvelle@exemple.fr")],
        ("POST", "/mon-compte/cles") => vec![("cle", "999999")],
        ("POST", "/mon-compte/mot-de-passe") => vec![("geste", "retirer")],
        ("POST", "/mon-compte") => {
            vec![("nom", "Une Autre"), ("fonction", ""), ("presentation", "À l’antenne.\r\nDepuis 2019.")]
        }
        // The one administrator of the stage is the last: that form is refused.
        ("POST", "/mon-compte/donnees") => vec![("nom", "former"), ("compris", "oui")],
        ("POST", "/mon-compte/connaissances") => vec![("connaissances", "DEAES\r\nJury"), ("etape2", "oui")],
        ("POST", "/mon-compte/coordonnees") => {
            vec![("telephone", "0612345678"), ("telephone_pour", "antennes"), ("courriel_pour", "personne")]
        }
        ("POST", "/invitation/{invitation}") => vec![("nom", "Nora Petit"), ("charte", "oui")],
        ("POST", "/demande-acces") => vec![
            ("nom", "Ana Roy"),
            ("courriel", "ana.roy@exemple.fr"),
            ("structure", "Antenne de Melun"),
            ("role", "advisor"),
            ("raison", "J’arrive à l’antenne.\r\nEn mars."),
        ],
        ("POST", "/bienvenue") => vec![
            ("fonction", ""),
            ("presentation", "À l’antenne.\r\nDepuis 2019."),
            ("reponses", "daily"),
            ("nouveautes", "never"),
            ("charte", "oui"),
        ],
        ("POST", "/mon-compte/courriels") => vec![("reponses", "daily"), ("nouveautes", "never")],
        ("POST", "/journees/{day}/emargement") => vec![("acte", "code"), ("code", "123456")],
        ("POST", "/animation/journees/{day}/emargement") => vec![("acte", "toutes")],
        ("POST", "/journees/agenda") => vec![("geste", "cle")],
        ("POST", "/animation/journees") => {
            vec![("annee", "2027"), ("conseil", "8"), ("assistanat", "4"), ("tous", "4")]
        }
        ("POST", "/animation/journees/nouvelle" | "/animation/journees/{day}/modifier") => vec![
            ("annee", "2027"),
            ("titre", "Une journée de plus"),
            ("objectifs", "Apprendre."),
            ("public", "tous"),
            ("modalite", "visio"),
            ("places", "12"),
            // Nobody has opened that edition.
            ("edition", "0"),
        ],
        ("POST", "/animation/journees/{day}") => {
            vec![("acte", "inscrire"), ("personne", "une-assistant@exemple.fr")]
        }
        ("POST", "/journees/{day}/questions") => {
            vec![
                ("acte", "poser"),
                ("question", "Quand tombent les jurys ?"),
                ("precision", "Un mot.\r\nDeux."),
            ]
        }
        ("POST", "/journees/{day}/compte-rendu") => vec![("acte", "publier"), ("edition", "1")],
        ("POST", "/journees/{day}/compte-rendu/modifier") => {
            vec![("edition", "1"), ("texte", "Ce que nous retenons.\r\nEt la suite.")]
        }
        ("POST", "/animation/journees/{day}/documents") => {
            vec![("acte", "ajouter"), ("document", NONE), ("moment", "after")]
        }
        ("POST", "/journees/propositions/nouvelle" | "/journees/propositions/{proposal}/modifier") => vec![
            ("titre", "Le jury vu de l’intérieur"),
            ("pourquoi", "Trois antennes le demandent.\r\nEt la nôtre."),
            ("public", "tous"),
            ("intervenants", "Une présidente de jury"),
            ("edition", "1"),
        ],
        ("POST", "/journees/propositions/{proposal}") => vec![("acte", "commenter"), text],
        // The stage asks for the needs first: its questions are the first ones, then those of the day that is over.
        ("POST", "/journees/besoins") => vec![("edition", "1"), ("q1", "1")],
        ("POST", "/journees/{day}/questionnaire/{moment}") => vec![("edition", "1"), ("q8", "5")],
        ("POST", "/animation/journees/besoins/nouveau") => {
            vec![("annee", "2031"), ("cloture", "demain"), ("question_1_texte", "De quoi avez-vous besoin ?")]
        }
        ("POST", "/animation/journees/besoins/{survey}") => vec![("acte", "clore")],
        ("POST", "/animation/journees/{day}/questionnaires") => vec![("acte", "clore"), ("moment", "froid")],
        (
            "POST",
            "/animation/journees/besoins/{survey}/questions"
            | "/animation/journees/questions/{moment}"
            | "/animation/journees/{day}/questionnaires/{moment}",
        ) => vec![
            ("edition", "0"),
            ("delai", "30"),
            ("question_1_texte", "De quoi avez-vous besoin ?"),
            ("question_1_nature", "texte"),
        ],
        ("POST", "/journees/{day}") => {
            vec![("acte", "inscrire"), ("besoins", "Une place assise"), ("remarque", "")]
        }
        ("POST", "/animation/invitations") => vec![("invitation", NONE), ("geste", "retirer")],
        // The organiser is the first to invite them: the administrator is told so.
        ("POST", "/animation/invitations/nouvelle") => {
            vec![
                ("courriel", "zoe.ba@exemple.fr"),
                ("role", "advisor"),
                ("message", "Bienvenue.\r\nÀ lundi."),
            ]
        }
        ("POST", "/animation/invitations/liste") => {
            vec![("liste", "Léa Roy <lea.roy@exemple.fr>\r\nida@exemple.fr"), ("role", "assistant")]
        }
        ("POST", "/animation/demandes/{request}") => {
            vec![("geste", "refuser"), ("mot", "Pas cette fois.\r\nBien à vous.")]
        }
        ("POST", "/mon-compte/aide") => vec![("geste", "autoriser")],
        ("POST", "/animation/personnes/{member}") => {
            vec![("geste", "place"), ("antenne", ""), ("organisation", "Défi métiers")]
        }
        ("POST", "/animation/certificateurs") => {
            vec![("geste", "distinguer"), ("garder", "1"), ("autre", "2")]
        }
        ("POST", "/animation/certificateurs/{certifier}") => {
            vec![("geste", "parole"), ("courriel", "une-certifier@exemple.fr")]
        }
        // The organiser is the first to write: the administrator is told so.
        ("POST", "/ressources/certificateurs/{certifier}/modifier") => {
            vec![
                ("version", "1"),
                ("site", "www.exemple.fr"),
                ("demarches", "D’abord écrire.\r\nPuis attendre."),
            ]
        }
        ("POST", "/mon-compte/sessions") => vec![("session", "autres")],
        // The certifier speaks for another body, by what an organiser did above.
        ("POST", "/ressources/actualites/nouvelle") => vec![
            ("certificateur", CERTIFIER),
            ("titre", "Le calendrier des jurys"),
            text,
            ("date", "2027-03-01"),
            ("certifications", "RNCP25467"),
        ],
        ("POST", "/ressources/actualites/{update}/corriger") => vec![
            ("version", "1"),
            ("titre", "Une actualité"),
            text,
            ("date", "2027-03-01"),
            ("mot", "Une faute"),
        ],
        ("POST", "/ressources/favoris") => vec![("nom", "Pour lundi")],
        ("POST", "/ressources/suivis") => vec![("geste", "suivre"), ("vue", "ressources?etape=2")],
        ("POST", "/ressources/documents/{document}/avis") => vec![("utile", "oui"), ("mot", "Très clair")],
        ("POST", "/ressources/documents/{document}/rangement") => vec![("geste", "garder")],
        ("POST", "/ressources/collections/{collection}") => {
            vec![("geste", "enregistrer"), ("nom", "À moi"), ("partagee", "")]
        }
        ("POST", "/forums/{board}/nouveau") => {
            vec![("genre", "practice"), ("titre", "Une « pratique » à partager"), text]
        }
        ("POST", "/forums/sujets/{topic}") => vec![text, ("envoi", "")],
        ("POST", "/forums/sujets/{topic}/modifier") => {
            vec![("version", "1"), ("titre", "Un sujet à moi"), text]
        }
        ("POST", "/forums/reponses/{reply}/modifier") => vec![("version", "1"), text],
        ("POST", "/ressources/documents/{document}") => {
            vec![("geste", "renew"), ("edition", "0"), ("mot", "Toujours bon.\r\nVraiment.")]
        }
        ("POST", "/ressources/documents/{document}/modifier") => vec![("titre", ""), ("edition", "1")],
        ("POST", "/ressources/documents/{document}/signaler") => {
            vec![("motif", "wrong"), ("mot", "Une date est fausse.\r\nPage 2.")]
        }
        ("POST", "/ressources/documents/nouveau") => vec![
            ("titre", "Guide du jury"),
            ("nature", "jury-guide"),
            ("resume", "Utile.\r\nVraiment."),
            // The same PDF is there already.
            ("malgre", "oui"),
        ],
        ("POST", "/ressources/documents/{document}/version") => vec![("edition", "1"), ("note", "Une date.")],
        ("POST", "/animation/ressources") => vec![("signalement", NONE), ("reponse", "Corrigé.")],
        ("POST", "/api/apercu") => vec![("text", "**Bonjour**")],
        _ => Vec::new(),
    }
}
