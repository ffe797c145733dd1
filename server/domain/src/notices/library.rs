//! The words of the letters about the library's resources: to whom they concern, one for each thing that waits for them.

use crate::{
    library::resource::{Act, Deed, store::Told},
    mail::{self, Letter},
    text::slug,
};

/// What is said: title of the letter, what happened, what to do next.
struct Words {
    title: String,
    happened: String,
    next: &'static str,
}

/// The letters that go with what happened to a resource.
pub(super) fn resource_letters(site: &str, told: &Told) -> Vec<Letter> {
    let Some(words) = words(told) else { return Vec::new() };
    let link = format!("{site}/ressources/documents/{}-{}", told.resource, slug(&told.title, "document"));
    let letter = |person: &crate::library::resource::store::Addressee| {
        let mut paragraphs = vec![format!("Bonjour {},", person.name), words.happened.clone()];
        if !told.word.is_empty() {
            paragraphs.push(format!("Son mot\u{a0}:\n{}", told.word));
        }
        paragraphs.push(words.next.to_owned());
        let (text, html) = mail::frame(&words.title, &paragraphs, Some(("Voir le document", &link)));
        Letter { to: person.email.clone(), subject: words.title.clone(), text, html }
    };
    told.people.iter().map(letter).collect()
}

fn words(told: &Told) -> Option<Words> {
    let (by, what) = (&told.by, format!("«\u{a0}{}\u{a0}»", told.title));
    let (title, happened, next) = match told.deed {
        Deed::Deposited | Deed::Acted(Act::Submit | Act::Restore) => (
            format!("À relire\u{a0}: {what}"),
            format!("{by} propose {what} à la bibliothèque de la Communauté VAE."),
            "Relisez ce document, puis publiez-le ou renvoyez-le avec un mot.",
        ),
        Deed::Version => (
            format!("Nouvelle version à relire\u{a0}: {what}"),
            format!("{by} a déposé une nouvelle version de {what}. Elle se lit déjà à la même adresse."),
            "Relisez-la quand vous le pouvez.",
        ),
        Deed::Reported => (
            format!("Document signalé\u{a0}: {what}"),
            format!("{by} signale un problème dans {what}."),
            "Regardez ce qu’il en est, corrigez si besoin, puis répondez au signalement.",
        ),
        Deed::Settled => (
            format!("Votre signalement a sa réponse\u{a0}: {what}"),
            format!("{by} a regardé ce que vous avez signalé dans {what}. Merci de votre attention."),
            "La page du document dit ce qu’il en est.",
        ),
        Deed::Acted(Act::Validate) => (
            format!("Votre document est publié\u{a0}: {what}"),
            format!("{by} a relu et publié {what}. Merci de l’avoir partagé."),
            "Vous pouvez en déposer une nouvelle version à tout moment\u{a0}: l’adresse reste la même.",
        ),
        Deed::Acted(Act::SendBack) => (
            format!("Votre document est à revoir\u{a0}: {what}"),
            format!("{by} a relu {what} et vous le renvoie avec un mot."),
            "Il est redevenu un brouillon\u{a0}: corrigez-le, puis proposez-le de nouveau.",
        ),
        Deed::Acted(Act::Withdraw) => (
            format!("Votre document est retiré\u{a0}: {what}"),
            format!("{by} a retiré {what} de la bibliothèque."),
            "Ce n’est pas ce que vous attendiez\u{202f}? Répondez à l’équipe d’animation par la page de contact.",
        ),
        Deed::Acted(Act::Outdate) => (
            format!("Votre document est périmé\u{a0}: {what}"),
            format!("{by} a marqué {what} comme périmé. Il reste lisible, et le dit."),
            "Vous en avez une version plus récente\u{202f}? Déposez-la à la même adresse.",
        ),
        _ => return None,
    };
    Some(Words { title, happened, next })
}
