//! The words of the letters.

use crate::{
    mail::{self, Letter},
    members::sign_in::{Invitation, MINUTES},
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
        "Vous n’avez rien demandé\u{a0}? Ignorez cette lettre\u{202f}: sans elle, personne n’entre à votre place.",
    ];
    let title = "Votre lien de connexion";
    let (text, html) = mail::frame(title, &paragraphs, Some(("Me connecter", &link)));
    Letter { to: invitation.email.clone(), subject: title.to_owned(), text, html }
}
