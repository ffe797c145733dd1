//! The words of the letters about the ways in. None of them can be turned off: they tell a person what happens to their account.

use crate::{
    mail::{self, Letter},
    members::{password::Changed, store::Correspondent},
};

/// The letter after a password was set, changed or removed.
pub(super) fn password_changed(site: &str, changed: &Changed) -> Letter {
    let (title, happened) = match changed.has_one {
        true => (
            "Votre mot de passe a été enregistré",
            "Un nouveau mot de passe vient d’être enregistré pour votre compte de la Communauté VAE. Les autres appareils où votre \
            compte était ouvert sont déconnectés.",
        ),
        false => (
            "Votre mot de passe a été supprimé",
            "Le mot de passe de votre compte de la Communauté VAE vient d’être supprimé. Vous entrez désormais par un lien envoyé à \
            cette adresse. Les autres appareils où votre compte était ouvert sont déconnectés.",
        ),
    };
    let greeting = format!("Bonjour {},", changed.name);
    let paragraphs = [
        greeting.as_str(),
        happened,
        "Ce n’est pas vous\u{202f}? Connectez-vous par un lien, changez le mot de passe, puis écrivez-nous.",
    ];
    let link = format!("{site}/mon-compte/securite");
    let (text, html) = mail::frame(title, &paragraphs, Some(("Voir la sécurité de mon compte", &link)));
    Letter { to: changed.email.clone(), subject: title.to_owned(), text, html }
}

/// The letter after too many wrong passwords.
pub(super) fn password_tried(site: &str, person: &Correspondent) -> Letter {
    let title = "Des essais de connexion à votre compte";
    let greeting = format!("Bonjour {},", person.name);
    let paragraphs = [
        greeting.as_str(),
        "Plusieurs mots de passe faux viennent d’être essayés, à la suite, sur votre compte de la Communauté VAE. Personne n’est entré, \
        et la connexion par mot de passe attend un quart d’heure.",
        "C’est vous\u{202f}? Demandez un lien de connexion\u{a0}: il fonctionne toujours.",
        "Ce n’est pas vous\u{202f}? Si votre mot de passe sert aussi ailleurs, changez-le. Sinon, vous n’avez rien à faire.",
    ];
    let link = format!("{site}/connexion");
    let (text, html) = mail::frame(title, &paragraphs, Some(("Me connecter par un lien", &link)));
    Letter { to: person.email.clone(), subject: title.to_owned(), text, html }
}
