//! The words of the letters about proposals: what the organisers answered, to those who made them and those who want them.

use crate::{
    days::proposal::{
        Act,
        store::{Person, Told},
    },
    mail::{self, Letter},
    text::slug,
};

/// The letters that go with what was answered to a proposal.
pub(super) fn answer_letters(site: &str, told: &Told) -> Vec<Letter> {
    let (id, title) = told.other.as_ref().map_or((told.proposal, &told.title), |(id, title)| (*id, title));
    let link = format!("{site}/journees/propositions/{id}-{}", slug(title, "proposition"));
    let letter = |person: &Person| {
        let (subject, happened, next) = words(told, person.is_author);
        let mut paragraphs = vec![format!("Bonjour {},", person.name), happened];
        if !told.word.is_empty() {
            paragraphs.push(format!("Le mot de l’équipe d’animation\u{a0}:\n{}", told.word));
        }
        paragraphs.push(next.to_owned());
        let (text, html) = mail::frame(&subject, &paragraphs, Some(("Voir la proposition", &link)));
        Letter { to: person.email.clone(), subject, text, html }
    };
    told.people.iter().map(letter).collect()
}

/// The subject, what happened, what comes next.
fn words(told: &Told, is_author: bool) -> (String, String, &'static str) {
    let title = &told.title;
    let what = match is_author {
        true => format!("votre proposition «\u{a0}{title}\u{a0}»"),
        false => format!("la proposition «\u{a0}{title}\u{a0}», que vous soutenez"),
    };
    let upper = match is_author {
        true => format!("Votre proposition «\u{a0}{title}\u{a0}»"),
        false => format!("La proposition «\u{a0}{title}\u{a0}», que vous soutenez,"),
    };
    match told.act {
        Act::Retain => (
            format!("Proposition retenue\u{a0}: {title}"),
            format!("L’équipe d’animation retient {what}\u{a0}: une journée se prépare."),
            "Elle sera au programme quand sa date sera connue\u{a0}: on s’y inscrira comme aux autres. Merci d’y avoir pensé.",
        ),
        Act::Keep => (
            format!("Proposition gardée pour plus tard\u{a0}: {title}"),
            format!("L’équipe d’animation garde pour un prochain programme {what}."),
            "Elle reste ouverte\u{a0}: chacune et chacun peut encore la soutenir.",
        ),
        Act::Merge => {
            let other = told.other.as_ref().map_or("une autre", |(_, title)| title.as_str());
            (
                format!("Proposition réunie à une autre\u{a0}: {title}"),
                format!("{upper} ne fait plus qu’une avec «\u{a0}{other}\u{a0}», qui lui ressemble."),
                "Ses soutiens et ses commentaires l’ont suivie\u{a0}: vous n’avez rien à faire.",
            )
        }
        Act::Decline => (
            format!("Proposition non retenue\u{a0}: {title}"),
            format!("L’équipe d’animation ne retient pas {what}."),
            "Un autre thème, une autre façon de le traiter\u{202f}? Proposez-les\u{a0}: le programme se construit ainsi.",
        ),
        Act::Reopen => (
            format!("Proposition de nouveau ouverte\u{a0}: {title}"),
            format!("{upper} est de nouveau ouverte."),
            "On peut la soutenir et la commenter.",
        ),
    }
}
