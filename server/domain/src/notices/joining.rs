//! The words of the letters by which people come in, or do not.

use crate::{
    Role,
    mail::{self, Letter},
    members::{
        access::Told,
        invitations::{self, Carried},
    },
    text::{dates, typography::french},
};

/// The letter that carries an invitation.
pub(super) fn invitation(site: &str, invitation: &Carried) -> Letter {
    let link = format!("{site}/invitation/{}", invitation.token.reveal());
    let host = invitation.host.as_deref().unwrap_or("L’équipe d’animation");
    let title = format!("{host} vous invite à rejoindre la Communauté VAE");
    let greeting = match &invitation.name {
        Some(name) => format!("Bonjour {name},"),
        None => "Bonjour,".to_owned(),
    };
    let place = invitation.workplace.as_deref().map(|place| format!(" ({})", french(place)));
    let offer = format!(
        "{host} vous invite à rejoindre la Communauté VAE comme {}{}. Les conseillères et conseillers, les assistantes \
        et assistants des antennes VAE d’Île-de-France s’y posent leurs questions et y tiennent un guide commun.",
        role(invitation.role),
        place.unwrap_or_default(),
    );
    let validity = format!(
        "Cette invitation est valable {} jours, jusqu’au {}, et ne sert qu’une fois. Votre compte s’ouvre en une minute.",
        invitations::DAYS,
        dates::day(invitation.expires_at),
    );
    let words = invitation.message.as_ref().map(|words| format!("Son message\u{a0}:\n{words}"));
    let mut paragraphs = vec![greeting, offer];
    paragraphs.extend(words);
    paragraphs.push(validity);
    paragraphs.push(
        "Ce courriel ne vous était pas destiné\u{202f}? Ignorez-le\u{a0}: sans vous, aucun compte n’est ouvert."
            .to_owned(),
    );
    let (text, html) = mail::frame(&title, &paragraphs, Some(("Accepter l’invitation", &link)));
    Letter { to: invitation.email.clone(), subject: title, text, html }
}

/// The letter to a member who asks for an account.
pub(super) fn has_account(site: &str, told: &Told) -> Letter {
    let paragraphs = [
        format!("Bonjour {},", told.name),
        "Quelqu’un, vous sans doute, vient de demander un accès à la Communauté VAE avec cette adresse. Or vous y \
        avez déjà un compte\u{a0}: il suffit de vous connecter, avec cette même adresse."
            .to_owned(),
        "Ce n’était pas vous\u{202f}? Il n’y a rien à faire\u{a0}: rien n’a changé.".to_owned(),
    ];
    let title = "Vous avez déjà un compte";
    let link = format!("{site}/connexion");
    let (text, html) = mail::frame(title, &paragraphs, Some(("Me connecter", &link)));
    Letter { to: told.email.clone(), subject: title.to_owned(), text, html }
}

/// The letter that says no, with the desk's word.
pub(super) fn access_refused(told: &Told) -> Letter {
    let paragraphs = [
        format!("Bonjour {},", told.name),
        "Merci de l’intérêt que vous portez à la Communauté VAE. Nous ne pouvons pas vous y ouvrir d’accès."
            .to_owned(),
        format!("L’équipe d’animation vous écrit\u{a0}:\n{}", told.word),
    ];
    let title = "Votre demande d’accès à la Communauté VAE";
    let (text, html) = mail::frame(title, &paragraphs, None);
    Letter { to: told.email.clone(), subject: title.to_owned(), text, html }
}

/// What somebody is invited to be.
fn role(role: Role) -> &'static str {
    match role {
        Role::Advisor => "conseillère ou conseiller",
        Role::Assistant => "assistante ou assistant",
        Role::Certifier => "contact d’un certificateur",
        Role::Organiser => "animatrice ou animateur",
        Role::Funder => "financeur",
        Role::Administrator => "administratrice ou administrateur",
    }
}
