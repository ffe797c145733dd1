//! The words of the letters about the ways in. None of them can be turned off: they tell a person what happens to their account.

use crate::{
    mail::{self, Letter},
    members::{
        address::{HOURS, Letters, Made},
        password::Changed,
        store::Correspondent,
    },
    secret::Token,
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

/// The letter after a passkey was added.
pub(super) fn passkey_added(site: &str, person: &Correspondent, name: &str) -> Letter {
    let title = "Une clé d’accès a été ajoutée à votre compte";
    let greeting = format!("Bonjour {},", person.name);
    let happened = format!(
        "La clé «\u{a0}{name}\u{a0}» vient d’être ajoutée à votre compte de la Communauté VAE. L’appareil qui la garde peut désormais vous \
        connecter."
    );
    let paragraphs = [
        greeting.as_str(),
        happened.as_str(),
        "Ce n’est pas vous\u{202f}? Connectez-vous par un lien, supprimez cette clé, fermez vos autres sessions, puis écrivez-nous.",
    ];
    let link = format!("{site}/mon-compte/securite");
    let (text, html) = mail::frame(title, &paragraphs, Some(("Voir la sécurité de mon compte", &link)));
    Letter { to: person.email.clone(), subject: title.to_owned(), text, html }
}

/// The two letters of a change of address: to the old one, to the new one.
pub(super) fn address_asked(site: &str, asked: &Letters) -> [Letter; 2] {
    [to_the_old(site, asked), to_the_new(site, asked)]
}

fn confirmation(site: &str, token: &Token) -> String {
    format!("{site}/connexion/adresse/{}", token.reveal())
}

fn to_the_old(site: &str, asked: &Letters) -> Letter {
    let title = "Votre compte va-t-il changer d’adresse\u{202f}?";
    let greeting = format!("Bonjour {},", asked.name);
    let happened = format!(
        "Quelqu’un, connecté à votre compte de la Communauté VAE, demande que son adresse devienne {}. Rien ne change sans votre accord.",
        asked.new
    );
    let choice = format!(
        "C’est vous\u{202f}? Confirmez par ce lien, et par celui du courriel envoyé à l’autre adresse, dans les {HOURS}\u{a0}heures."
    );
    let paragraphs = [
        greeting.as_str(),
        happened.as_str(),
        choice.as_str(),
        "Ce n’est pas vous\u{202f}? Le même lien permet de tout arrêter et de déconnecter tous les appareils de votre compte.",
    ];
    let link = confirmation(site, &asked.of_old);
    let (text, html) = mail::frame(title, &paragraphs, Some(("Confirmer ou arrêter", &link)));
    Letter { to: asked.old.clone(), subject: title.to_owned(), text, html }
}

fn to_the_new(site: &str, asked: &Letters) -> Letter {
    let title = match asked.of_new {
        Some(_) => "Confirmez votre nouvelle adresse",
        None => "Cette adresse a déjà un compte",
    };
    // Whoever asked may have mistyped: a stranger reads no name here.
    let (paragraphs, action) = match &asked.of_new {
        Some(token) => (
            [
                "Bonjour,".to_owned(),
                "Un membre de la Communauté VAE demande que son compte passe à cette adresse.".to_owned(),
                format!("C’est vous\u{202f}? Confirmez par ce lien dans les {HOURS}\u{a0}heures. L’adresse actuelle doit confirmer aussi."),
                "Cela ne vous dit rien\u{202f}? Ignorez ce courriel\u{a0}: rien ne se fait sans vous.".to_owned(),
            ],
            ("Confirmer cette adresse", confirmation(site, token)),
        ),
        None => (
            [
                "Bonjour,".to_owned(),
                "Un membre de la Communauté VAE a demandé que son compte passe à cette adresse, qui est déjà celle d’un compte.".to_owned(),
                "C’est vous\u{202f}? Connectez-vous avec cette adresse. Si vous avez deux comptes, écrivez-nous\u{a0}: nous pouvons les réunir.".to_owned(),
                "Ce n’est pas vous\u{202f}? Vous n’avez rien à faire\u{a0}: votre compte ne change pas.".to_owned(),
            ],
            ("Me connecter", format!("{site}/connexion")),
        ),
    };
    let paragraphs = paragraphs.each_ref().map(String::as_str);
    let (text, html) = mail::frame(title, &paragraphs, Some((action.0, &action.1)));
    Letter { to: asked.new.clone(), subject: title.to_owned(), text, html }
}

/// The two letters once the address has changed.
pub(super) fn address_changed(site: &str, made: &Made) -> [Letter; 2] {
    let title = "Votre adresse a changé";
    let greeting = format!("Bonjour {},", made.name);
    let happened = format!(
        "Votre compte de la Communauté VAE a désormais l’adresse {}. Vos courriels et vos liens de connexion y arrivent, et vos autres \
        appareils sont déconnectés.",
        made.new
    );
    let letter = |to: &mail::EmailAddress, last: &str, action: Option<(&str, &str)>| {
        let (text, html) = mail::frame(title, &[greeting.as_str(), happened.as_str(), last], action);
        Letter { to: to.clone(), subject: title.to_owned(), text, html }
    };
    let contact = format!("{site}/contact");
    [
        letter(
            &made.old,
            "Vous n’avez pas voulu ce changement\u{202f}? Écrivez-nous sans attendre.",
            Some(("Nous écrire", &contact)),
        ),
        letter(&made.new, "Vous n’avez rien d’autre à faire.", None),
    ]
}
