//! Letters about surveys: one when it opens, one more for whoever has not answered. What is said in a sheet is known to nobody here.

use chrono::Duration;

use super::{outbox, programme::is_reading_time};
use crate::{
    Community,
    days::survey::{
        Kind,
        store::{self, Correspondent},
    },
    fault::Fault,
    mail::{self, Letter},
    text::{dates, slug},
};

/// A survey that opened earlier is no news: a demonstration catching up writes to nobody.
const NEWS: Duration = Duration::days(3);

/// Whoever has not answered after that time is reminded, once.
const REMINDED_AFTER: Duration = Duration::days(7);

/// Nobody is reminded of what closes before this.
const LEFT: Duration = Duration::days(1);

/// Asks somebody to answer a survey that has opened. `true` when there may be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn ask(community: &Community) -> Result<bool, Fault> {
    let now = community.now();
    if !is_reading_time(now) {
        return Ok(false);
    }
    let next = store::ask_by_letter(community.database.reader(), now, now - NEWS).await?;
    let Some(person) = next else { return Ok(false) };
    let transaction = community.database.begin().await?;
    if store::asked(&transaction, person.survey, person.member, now).await?
        && let Some(letter) = letter(&community.address, &person, false)
    {
        outbox::write(&transaction, &letter, now, Some(person.closes_at)).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// Reminds somebody who has not answered. `true` when there may be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn remind_to_answer(community: &Community) -> Result<bool, Fault> {
    let now = community.now();
    if !is_reading_time(now) {
        return Ok(false);
    }
    let reader = community.database.reader();
    let next = store::remind_by_letter(reader, now - REMINDED_AFTER, now + LEFT).await?;
    let Some(person) = next else { return Ok(false) };
    let transaction = community.database.begin().await?;
    if store::reminded(&transaction, person.survey, person.member, now).await?
        && let Some(letter) = letter(&community.address, &person, true)
    {
        outbox::write(&transaction, &letter, now, Some(person.closes_at)).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

const ANONYMOUS: &str =
    "Vos réponses sont anonymes\u{a0}: rien ne relie une feuille à une personne. Deux minutes suffisent.";

const SIGNED: &str =
    "Les réponses se lisent ensemble, sans les noms. Vous pourrez changer les vôtres jusqu’à la clôture.";

fn letter(site: &str, person: &Correspondent, again: bool) -> Option<Letter> {
    let email = person.email.clone()?;
    let (about, what, path) = match (person.kind, &person.day) {
        (Kind::Needs, _) => {
            let year = person.year.unwrap_or_default();
            let what = format!(
                "Le programme {year} se prépare avec vous\u{a0}: de quelles journées avez-vous besoin\u{202f}?"
            );
            (format!("Vos besoins pour {year}"), what, "/journees/besoins".to_owned())
        }
        (kind, Some((day, title))) => {
            let what = match kind {
                Kind::Cold => format!(
                    "Quelques semaines ont passé depuis la journée «\u{a0}{title}\u{a0}». Que vous en reste-t-il\u{202f}?"
                ),
                _ => format!(
                    "La journée «\u{a0}{title}\u{a0}» vient de se terminer. Qu’en pensez-vous\u{202f}?"
                ),
            };
            let path = format!("/journees/{day}-{}/questionnaire/{}", slug(title, "journee"), kind.moment());
            (format!("Votre avis sur «\u{a0}{title}\u{a0}»"), what, path)
        }
        (_, None) => return None,
    };
    let subject = if again { format!("Rappel\u{a0}: {}", lower_first(&about)) } else { about };
    let mut paragraphs = vec![format!("Bonjour {},", person.name), what];
    paragraphs.push(if person.kind.is_signed() { SIGNED } else { ANONYMOUS }.to_owned());
    let until = dates::day(person.closes_at);
    paragraphs.push(match again {
        true => format!("Il reste jusqu’au {until}. Nous savons seulement que vous n’avez pas encore répondu\u{a0}; il n’y aura pas d’autre rappel."),
        false => format!("Le questionnaire est ouvert jusqu’au {until}."),
    });
    let link = format!("{site}{path}");
    let (text, html) = mail::frame(&subject, &paragraphs, Some(("Répondre", &link)));
    Some(Letter { to: email, subject, text, html })
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
