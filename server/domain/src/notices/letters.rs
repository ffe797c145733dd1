//! The words of the letters.

use crate::{
    mail::{self, Letter},
    members::{
        departure::{Farewell, Reason},
        desk::suspension::Suspended,
        sign_in::{Invitation, MINUTES},
    },
    text::dates,
};

/// The letter that carries a sign-in link.
pub(super) fn sign_in(site: &str, invitation: &Invitation) -> Letter {
    let link = format!("{site}/connexion/{}", invitation.token.reveal());
    let greeting = format!("Bonjour {},", invitation.name);
    let validity = format!(
        "Ce lien vous connecte à la Communauté VAE. Il est valable {MINUTES} minutes et ne sert qu’une fois, \
        sur l’appareil de votre choix."
    );
    let paragraphs = [
        greeting.as_str(),
        validity.as_str(),
        "Vous n’avez rien demandé\u{202f}? Ignorez ce courriel\u{a0}: sans lui, personne n’entre à votre place.",
    ];
    let title = "Votre lien de connexion";
    let (text, html) = mail::frame(title, &paragraphs, Some(("Me connecter", &link)));
    Letter { to: invitation.email.clone(), subject: title.to_owned(), text, html }
}

/// The letter that says when an account will be closed, and how to keep it.
pub(super) fn closure(site: &str, farewell: &Farewell) -> Letter {
    let greeting = format!("Bonjour {},", farewell.name);
    let due = dates::day(farewell.due_at);
    let (title, why, keep) = match farewell.reason {
        Reason::Asked => (
            "Votre compte va être fermé",
            format!(
                "Vous avez demandé la fermeture de votre compte. Elle aura lieu le {due}\u{a0}: ce que nous savons \
                de vous sera effacé, vos messages resteront lisibles."
            ),
            "Vous changez d’avis\u{202f}? Jusque-là, une page de votre compte suffit pour le garder.",
        ),
        Reason::Dormant => (
            "Votre compte dort depuis longtemps",
            format!(
                "Votre dernière visite à la Communauté VAE remonte à loin. Comme nous ne gardons pas les données \
                sans raison, votre compte sera fermé le {due}."
            ),
            "Pour le garder, il suffit de revenir d’ici là.",
        ),
    };
    let action = match farewell.reason {
        Reason::Asked => ("Garder mon compte", format!("{site}/mon-compte/donnees")),
        Reason::Dormant => ("Revenir", format!("{site}/connexion")),
    };
    let (text, html) = mail::frame(title, &[&greeting, &why, keep], Some((action.0, &action.1)));
    Letter { to: farewell.email.clone(), subject: title.to_owned(), text, html }
}

/// The letter that says why somebody is kept out, and until when.
pub(super) fn suspension(site: &str, suspended: &Suspended) -> Letter {
    let title = "Votre accès est suspendu";
    let happened = match suspended.until {
        Some(until) => format!(
            "L’équipe d’animation a suspendu votre accès à la Communauté VAE jusqu’au {}. Ensuite, vous entrerez comme d’habitude.",
            dates::full(until)
        ),
        None => "L’équipe d’animation a suspendu votre accès à la Communauté VAE, sans date de fin pour le moment.".to_owned(),
    };
    let paragraphs = [
        format!("Bonjour {},", suspended.name),
        happened,
        format!("La raison qu’elle donne\u{a0}:\n{}", suspended.reason),
        "Rien de ce que vous avez écrit n’a disparu. Une question, un désaccord\u{202f}? Écrivez-nous\u{a0}: quelqu’un vous répond."
            .to_owned(),
    ];
    let link = format!("{site}/contact");
    let (text, html) = mail::frame(title, &paragraphs, Some(("Écrire à l’équipe", &link)));
    Letter { to: suspended.email.clone(), subject: title.to_owned(), text, html }
}
