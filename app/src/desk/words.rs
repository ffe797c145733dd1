//! What was done to an account, in French. A new deed has its words here before it compiles.

use chrono::{DateTime, Utc};
use domain::{Role, members::audit::Deed, text::dates};

use crate::members::{antenne_name, role_name};

/// How a deed is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    /// In the filter: « Suspension ».
    pub(crate) label: &'static str,
    /// After who did it, before to whom: « Delphine Arnaud *a suspendu* Karim Haddad ». Never ends with « de »: names elide.
    pub(crate) to: &'static str,
    /// After who did it, when it was to nobody else: « Karim Haddad *a ouvert son compte* ».
    pub(crate) alone: &'static str,
}

/// The words of that deed.
pub(crate) fn words(deed: Deed) -> Words {
    let (label, to, alone) = match deed {
        Deed::Joined => ("Compte ouvert", "a ouvert un compte pour", "a ouvert son compte"),
        Deed::Invited => ("Invitation", "a invité", "a invité quelqu’un"),
        Deed::InvitationResent => {
            ("Invitation renvoyée", "a renvoyé une invitation à", "a renvoyé une invitation")
        }
        Deed::InvitationRevoked => {
            ("Invitation retirée", "a retiré une invitation à", "a retiré une invitation")
        }
        Deed::AccessRefused => {
            ("Demande d’accès refusée", "a refusé un accès à", "a refusé une demande d’accès")
        }
        Deed::RolesChanged => ("Rôles changés", "a changé les rôles donnés à", "a changé ses propres rôles"),
        Deed::Moved => ("Changement d’antenne", "a placé ailleurs", "a changé d’antenne ou d’organisation"),
        Deed::Suspended => ("Suspension", "a suspendu", "a suspendu un compte"),
        Deed::Reinstated => ("Suspension levée", "a rendu l’accès à", "a levé une suspension"),
        Deed::Merged => {
            ("Comptes réunis", "a réuni deux comptes en un seul pour", "a réuni ses deux comptes")
        }
        Deed::HelpAllowed => {
            ("Aide autorisée", "a autorisé l’équipe à aider", "a autorisé l’équipe à voir le site à sa place")
        }
        Deed::HelpWithdrawn => (
            "Aide retirée",
            "a retiré l’autorisation d’aider",
            "a retiré l’autorisation de voir le site à sa place",
        ),
        Deed::ActingStarted => (
            "Vue à la place, début",
            "a commencé à voir le site comme",
            "a commencé à voir le site comme quelqu’un d’autre",
        ),
        Deed::ActingStopped => (
            "Vue à la place, fin",
            "a cessé de voir le site comme",
            "a cessé de voir le site comme quelqu’un d’autre",
        ),
        Deed::PeopleExported => {
            ("Export des personnes", "a exporté une liste où figure", "a exporté une liste de personnes")
        }
        Deed::ClosureAsked => (
            "Fermeture demandée",
            "a annoncé la fermeture du compte à",
            "a demandé la fermeture de son compte",
        ),
        Deed::ClosureCalledOff => ("Fermeture annulée", "a gardé le compte pour", "a gardé son compte"),
        Deed::Closed => ("Compte fermé", "a fermé le compte pour", "a fermé un compte"),
        Deed::DataTaken => ("Copie de données", "a copié les données pour", "a téléchargé ses données"),
        Deed::PasswordSet => {
            ("Mot de passe choisi", "a choisi un mot de passe pour", "a choisi un mot de passe")
        }
        Deed::PasswordRemoved => {
            ("Mot de passe supprimé", "a supprimé le mot de passe utilisé par", "a supprimé son mot de passe")
        }
        Deed::PasskeyAdded => {
            ("Clé d’accès ajoutée", "a ajouté une clé d’accès pour", "a ajouté une clé d’accès")
        }
        Deed::PasskeyRemoved => {
            ("Clé d’accès supprimée", "a supprimé une clé d’accès utilisée par", "a supprimé une clé d’accès")
        }
        Deed::AddressChangeAsked => (
            "Changement d’adresse demandé",
            "a demandé une autre adresse pour",
            "a demandé à changer d’adresse",
        ),
        Deed::AddressChanged => ("Adresse changée", "a changé l’adresse utilisée par", "a changé d’adresse"),
        Deed::AddressChangeRefused => (
            "Changement d’adresse arrêté",
            "a arrêté le changement d’adresse demandé par",
            "a arrêté un changement d’adresse qui ne venait pas de la bonne personne",
        ),
        Deed::CertifiersMerged => {
            ("Certificateurs réunis", "a réuni des certificateurs avec", "a réuni deux certificateurs")
        }
        Deed::SpellingDetached => (
            "Orthographe détachée d’un certificateur",
            "a détaché une orthographe d’un certificateur avec",
            "a détaché une orthographe d’un certificateur",
        ),
        Deed::VoiceGiven => (
            "Parole donnée pour un certificateur",
            "a donné la parole d’un certificateur à",
            "a pris la parole pour un certificateur",
        ),
        Deed::VoiceTaken => (
            "Parole retirée pour un certificateur",
            "a retiré la parole d’un certificateur à",
            "a rendu la parole d’un certificateur",
        ),
        Deed::LogExported => ("Export du journal", "a exporté le journal concernant", "a exporté le journal"),
    };
    Words { label, to, alone }
}

/// What the line adds, in French: the roles, until when, where to. Empty when it adds nothing.
pub(crate) fn detail(deed: Deed, detail: &str) -> String {
    match deed {
        Deed::Joined
        | Deed::Invited
        | Deed::InvitationResent
        | Deed::InvitationRevoked
        | Deed::AccessRefused => roles(detail),
        Deed::RolesChanged => match detail.split_once(" > ") {
            Some((before, after)) => format!("{} → {}", roles(before), roles(after)),
            None => roles(detail),
        },
        Deed::Moved => antenne_name(detail),
        Deed::Suspended => match detail.parse::<DateTime<Utc>>() {
            Ok(until) => format!("jusqu’au {}", dates::full(until)),
            Err(_) => "sans date de fin".to_owned(),
        },
        Deed::Merged => format!("l’autre compte avait le numéro {detail}"),
        Deed::ClosureAsked | Deed::Closed => match detail {
            "own" => "en laissant son nom à côté des messages".to_owned(),
            "former" => "sans laisser de nom".to_owned(),
            _ => "faute de visite".to_owned(),
        },
        _ => detail.to_owned(),
    }
}

fn roles(codes: &str) -> String {
    let known = codes.split_whitespace().filter_map(|code| code.parse::<Role>().ok());
    known.map(|role| role_name(role).to_lowercase()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_has_its_words_and_none_elides() {
        let all = Deed::ALL.map(words);
        for words in &all {
            assert!(!words.label.is_empty() && !words.alone.is_empty(), "{words:?}");
            assert!(!words.to.ends_with(" de") && !words.to.is_empty(), "{words:?}");
        }
        let mut labels = all.map(|words| words.label);
        labels.sort_unstable();
        assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "two deeds have one label: {labels:?}");
    }

    #[test]
    fn details_are_said_in_french() {
        assert_eq!(
            detail(Deed::RolesChanged, "advisor > advisor organiser"),
            "conseillère ou conseiller → conseillère ou conseiller, animatrice ou animateur"
        );
        let until = detail(Deed::Suspended, "2027-03-09T08:30:00Z").replace('\u{a0}', " ");
        assert_eq!(until, "jusqu’au mardi 9 mars 2027 à 9 h 30");
        assert_eq!(detail(Deed::Suspended, ""), "sans date de fin");
    }
}
