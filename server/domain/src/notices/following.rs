//! The letter that tells what is new in what somebody follows: one a day at most, all together.

use super::outbox;
use crate::{
    Community,
    fault::Fault,
    library::follow::{self, Bulletin, News},
    mail::{self, Letter},
    text::slug,
};

/// Writes the letter of somebody who has news. `true` when there may be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn tell_followers(community: &Community) -> Result<bool, Fault> {
    let Some(waiting) = follow::whose_turn(community).await? else { return Ok(false) };
    let now = community.now();
    let transaction = community.database.begin().await?;
    let Some(bulletin) = follow::settle(&transaction, &waiting, now).await? else {
        transaction.rollback().await?;
        return Ok(false);
    };
    if !bulletin.news.is_empty() {
        outbox::write(&transaction, &letter(&community.address, &bulletin), now, None).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// What one letter names; a large import is told by its number.
const MOST: usize = 40;

fn letter(site: &str, bulletin: &Bulletin) -> Letter {
    let title = match bulletin.news.as_slice() {
        [News::Update(_, title, _) | News::Resource(_, title) | News::Version(_, title)] => {
            format!("Du nouveau\u{a0}: {title}")
        }
        [News::Certification(named)] => format!("{}\u{a0}: {}", named.number, named.became()),
        several => format!("{}\u{a0}nouveautés dans ce que vous suivez", several.len()),
    };
    let mut paragraphs = vec![
        format!("Bonjour {},", bulletin.name),
        "Voici ce qui est nouveau dans ce que vous suivez à la bibliothèque.".to_owned(),
    ];
    paragraphs.extend(bulletin.news.iter().take(MOST).map(|news| line(site, news)));
    let others = bulletin.news.len().saturating_sub(MOST);
    if others > 0 {
        paragraphs.push(format!("Et {others}\u{a0}autres, à voir sur le site."));
    }
    paragraphs.push(format!(
        "Vous recevez ce courriel parce que vous suivez ces sujets, une fois par jour au plus. Pour en suivre moins, ou ne plus rien \
        recevoir\u{a0}:\n{site}/ressources/suivis"
    ));
    let link = format!("{site}/ressources");
    let (text, html) = mail::frame(&title, &paragraphs, Some(("Ouvrir la bibliothèque", &link)));
    Letter { to: bulletin.email.clone(), subject: title, text, html }
}

fn line(site: &str, news: &News) -> String {
    match news {
        News::Update(id, title, certifier) => {
            let slug = slug(title, "actualite");
            format!("Actualité\u{a0}: {title} ({certifier})\n{site}/ressources/actualites/{id}-{slug}")
        }
        News::Certification(named) => format!(
            "Certification\u{a0}: {} ({}), {}\n{site}/ressources/certifications/{}",
            named.short(),
            named.number,
            named.became(),
            named.number
        ),
        News::Resource(id, title) => document(site, "Document", *id, title),
        News::Version(id, title) => document(site, "Nouvelle version", *id, title),
    }
}

fn document(site: &str, what: &str, id: i64, title: &str) -> String {
    let slug = slug(title, "document");
    format!("{what}\u{a0}: {title}\n{site}/ressources/documents/{id}-{slug}")
}
