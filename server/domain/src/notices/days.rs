//! The words of the letters about days: a seat, a place in the queue, a day that moves, a day that comes.

use chrono::{DateTime, Utc};

use crate::{
    Community,
    days::{
        calendar::{self, Facts},
        registration::{self, Deed},
        seats::Place,
        store::{Concerned, Told},
        telling::News,
    },
    mail::{self, Calendar, EmailAddress, Letter},
    text::dates,
};

/// A letter, with what goes in the diary where something does.
pub(super) type Enclosed = (Letter, Option<Calendar>);

/// « jeudi 18 mars 2027, de 9 h 30 à 17 h, Défi métiers »
fn when_and_where(facts: &Facts) -> String {
    let (first, last) = (dates::day(facts.starts_at), dates::day(facts.ends_at));
    let (from, to) = (dates::hour_of(facts.starts_at), dates::hour_of(facts.ends_at));
    let when = match first == last {
        true => format!("{first}, de {from} à {to}"),
        false => format!("du {first} à {from} au {last} à {to}"),
    };
    match facts.place.is_empty() {
        true => when,
        false => format!("{when}\n{}", facts.place),
    }
}

/// What is written to one person.
struct Words {
    title: String,
    paragraphs: Vec<String>,
    action: &'static str,
}

fn letter(to: (&str, &EmailAddress), words: Words, link: &str) -> Letter {
    let mut paragraphs = vec![format!("Bonjour {},", to.0)];
    paragraphs.extend(words.paragraphs);
    let (text, html) = mail::frame(&words.title, &paragraphs, Some((words.action, link)));
    Letter { to: to.1.clone(), subject: words.title, text, html }
}

fn quoted(facts: &Facts) -> String {
    format!("«\u{a0}{}\u{a0}»", facts.title)
}

fn with_word(mut paragraphs: Vec<String>, intro: &str, word: &str) -> Vec<String> {
    if !word.is_empty() {
        paragraphs.push(format!("{intro}\u{a0}:\n{word}"));
    }
    paragraphs
}

const AT_ANY_TIME: &str = "Un empêchement\u{202f}? Désistez-vous sur la page de la journée, à tout moment\u{a0}: la place ira à la personne suivante.";

/// The letter that goes with what happened to somebody's registration, as long as it is still so.
pub(super) fn registration_letter(
    community: &Community,
    facts: &Facts,
    told: &Told,
    now: DateTime<Utc>,
) -> Option<Enclosed> {
    use registration::State;
    let facts =
        Facts { url: facts.page(&community.address), sequence: facts.sequence + told.said, ..facts.clone() };
    let (what, place) = (quoted(&facts), when_and_where(&facts));
    let seated = told.state == State::Seated;
    let words = match told.deed {
        Deed::Came(Place::Seated) if seated => Words {
            title: format!("Inscription confirmée\u{a0}: {}", facts.title),
            paragraphs: vec![
                match told.by_another {
                    true => format!("L’équipe d’animation s’est chargée de votre inscription à {what}."),
                    false => format!("Vous avez une place à {what}."),
                },
                place,
                AT_ANY_TIME.to_owned(),
            ],
            action: "Voir la journée",
        },
        Deed::Promoted if seated => Words {
            title: format!("Une place s’est libérée pour vous\u{a0}: {}", facts.title),
            paragraphs: vec![
                format!("Vous étiez sur la liste d’attente\u{a0}: vous avez maintenant une place à {what}."),
                place,
                AT_ANY_TIME.to_owned(),
            ],
            action: "Voir la journée",
        },
        Deed::Came(Place::Waiting) if told.state == State::Waiting => Words {
            title: format!("Sur la liste d’attente\u{a0}: {}", facts.title),
            paragraphs: vec![
                format!("La journée {what} est complète. Vous êtes {}.", standing(told.position)),
                place,
                "Dès qu’une place se libère pour vous, elle est à vous et un courriel vous le dit. Vous n’avez rien à faire.".to_owned(),
            ],
            action: "Voir la journée",
        },
        Deed::Came(Place::OverQuota) if told.state == State::OverQuota => Words {
            title: format!("Votre demande est gardée\u{a0}: {}", facts.title),
            paragraphs: vec![
                format!("Votre antenne a déjà toutes les places qu’elle peut prendre à {what}, pour qu’un accueil reste ouvert."),
                place,
                "Votre demande garde son rang\u{a0}: si une de ces places se libère, elle est à vous et un courriel vous le dit.".to_owned(),
            ],
            action: "Voir la journée",
        },
        Deed::Withdrew if told.state == State::Withdrawn => Words {
            title: match told.by_another {
                true => format!("Votre inscription est retirée\u{a0}: {}", facts.title),
                false => format!("Désistement noté\u{a0}: {}", facts.title),
            },
            paragraphs: match told.by_another {
                true => with_word(
                    vec![format!("L’équipe d’animation a retiré votre inscription à {what}.")],
                    "Son mot",
                    &told.word,
                ),
                false => vec![
                    format!("Vous ne venez plus à {what}. Merci de l’avoir dit\u{a0}: si quelqu’un attend, la place lui revient."),
                    "Vous pouvez vous réinscrire tant que les inscriptions sont ouvertes.".to_owned(),
                ],
            },
            action: "Voir la journée",
        },
        Deed::Invited if told.state == State::Invited => Words {
            title: format!("Une invitation à une journée\u{a0}: {}", facts.title),
            paragraphs: vec![
                format!("L’équipe d’animation vous invite à {what}."),
                place,
                "Aucune place n’est retenue tant que vous n’avez pas répondu.".to_owned(),
            ],
            action: "Répondre à l’invitation",
        },
        Deed::Moved if told.state == State::Waiting => Words {
            title: format!("Votre rang a changé\u{a0}: {}", facts.title),
            paragraphs: with_word(
                vec![format!("Vous êtes maintenant {} de {what}.", standing(told.position))],
                "La raison que donne l’équipe d’animation",
                &told.word,
            ),
            action: "Voir la journée",
        },
        _ => return None,
    };
    let gone = told.deed == Deed::Withdrew && told.was_seated;
    let diary = (seated || gone).then(|| {
        let facts = Facts { cancelled: gone || facts.cancelled, ..facts.clone() };
        calendar::letter(&facts, community.mailer.sender(), (&told.name, &told.email), now)
    });
    Some((letter((&told.name, &told.email), words, &facts.url), diary))
}

/// « en tête de la liste d’attente », « 3e sur la liste d’attente »
fn standing(position: u32) -> String {
    match position {
        1 => "en tête de la liste d’attente".to_owned(),
        position => format!("{position}e sur la liste d’attente"),
    }
}

/// The letter that tells somebody what changed.
pub(super) fn change_letter(
    community: &Community,
    facts: &Facts,
    news: News,
    was_title: &str,
    word: &str,
    person: &Concerned,
    now: DateTime<Utc>,
) -> Enclosed {
    let url = facts.page(&community.address);
    let facts = Facts { url, sequence: facts.sequence + person.said, ..facts.clone() };
    let what = quoted(&facts);
    let seated = person.state == Some(registration::State::Seated) || person.state.is_none();
    let (title, mut paragraphs) = if news.cancelled {
        (format!("Annulée\u{a0}: {}", facts.title), vec![format!("La journée {what} n’aura pas lieu.")])
    } else if news.postponed {
        let said = format!(
            "La journée {what} est reportée. Sa nouvelle date n’est pas encore connue\u{a0}: votre inscription est gardée."
        );
        (format!("Reportée\u{a0}: {}", facts.title), vec![said])
    } else {
        let title = format!("{}\u{a0}: {}", heading(news), facts.title);
        (title, vec![sentence(news, &what, was_title), when_and_where(&facts)])
    };
    paragraphs = with_word(paragraphs, "Le mot de l’équipe d’animation", word);
    if news.access && seated && !facts.access.is_empty() && !facts.cancelled {
        paragraphs.push(format!("Pour venir ou vous connecter\u{a0}:\n{}", facts.access));
    }
    let asks = news.asks_again() && person.state.is_some_and(registration::State::is_live);
    if asks {
        paragraphs.push("Viendrez-vous à la nouvelle date\u{202f}? Dites-le sur la page de la journée, en un clic. Si vous ne pouvez plus, désistez-vous\u{a0}: la place ira à quelqu’un d’autre.".to_owned());
    }
    let action = if asks { "Dire si je viendrai" } else { "Voir la journée" };
    let diary = seated
        .then(|| calendar::letter(&facts, community.mailer.sender(), (&person.name, &person.email), now));
    let words = Words { title, paragraphs, action };
    (letter((&person.name, &person.email), words, &facts.url), diary)
}

fn heading(news: News) -> &'static str {
    match news {
        News { resumed: true, .. } => "De nouveau au programme",
        News { date: true, .. } => "Nouvelle date",
        News { hours: true, .. } => "Nouveaux horaires",
        News { place: true, .. } => "Nouveau lieu",
        News { access: true, .. } => "Pour venir ou vous connecter",
        _ => "Nouveau titre",
    }
}

fn sentence(news: News, what: &str, was_title: &str) -> String {
    let mut changed = Vec::new();
    for (changes, words) in [
        (news.date, "la date"),
        (news.hours, "les horaires"),
        (news.place, "le lieu"),
        (news.access, "la façon de venir ou de se connecter"),
    ] {
        if changes {
            changed.push(words);
        }
    }
    let verb = if changed.len() > 1 || news.hours { "changent" } else { "change" };
    let all = match changed.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} et {last}", others.join(", ")),
    };
    let said = match (changed.is_empty(), news.resumed) {
        (true, _) => String::new(),
        (false, true) => format!("{} {verb}.", first_upper(&all)),
        (false, false) => format!("Pour la journée {what}, {all} {verb}."),
    };
    let renamed = match (news.title, changed.is_empty() && !news.resumed) {
        (false, _) => String::new(),
        (true, false) => format!(" Elle s’appelait «\u{a0}{was_title}\u{a0}»."),
        (true, true) => format!("La journée {what} s’appelait «\u{a0}{was_title}\u{a0}»."),
    };
    let resumed = if news.resumed {
        format!("La journée {what} est de nouveau au programme. ")
    } else {
        String::new()
    };
    format!("{resumed}{said}{renamed}").trim().to_owned()
}

fn first_upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// The letter of the day before, or nearly.
pub(super) fn reminder(
    community: &Community,
    facts: &Facts,
    person: (&str, &EmailAddress),
    said: u32,
    now: DateTime<Utc>,
) -> Enclosed {
    let facts =
        Facts { url: facts.page(&community.address), sequence: facts.sequence + said, ..facts.clone() };
    let mut paragraphs = vec![format!("Vous venez bientôt à {}.", quoted(&facts)), when_and_where(&facts)];
    if !facts.access.is_empty() {
        paragraphs.push(format!("Pour venir ou vous connecter\u{a0}:\n{}", facts.access));
    }
    paragraphs.push(AT_ANY_TIME.to_owned());
    let title = format!("Rappel\u{a0}: {}", facts.title);
    let words = Words { title, paragraphs, action: "Voir la journée" };
    let diary = calendar::letter(&facts, community.mailer.sender(), person, now);
    (letter(person, words, &facts.url), Some(diary))
}
