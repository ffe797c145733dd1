//! What a certifier says of itself: its contact writes it, or an organiser in its name.

use url::Url;

use super::{Contact, Refusal, Speaker, store};
use crate::{
    Community, Failure,
    journal::{self, Event},
    mail::EmailAddress,
    members::Telephone,
    text::{Line, Markdown, TextRefusal},
};

/// Contacts that one certifier may have.
pub const MOST: usize = 30;

/// What is wrong in one field of a contact, or of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// A name that is too short or too long.
    Name(TextRefusal),
    /// A département that is none.
    Departement,
    /// An address that is none.
    Email,
    /// A number that nobody can dial.
    Telephone,
    /// A few words that are too many.
    Words(TextRefusal),
}

/// A site's address, of the web and nothing else; empty for none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Website(String);

impl Website {
    /// Reads an address; « www.exemple.fr » is one.
    ///
    /// # Errors
    /// When it leads nowhere on the web.
    pub fn parse(typed: &str) -> Result<Self, Wrong> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Self::default());
        }
        let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let url = Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.filter(|url| url.host_str().is_some_and(|host| host.contains('.')));
        let url = url
            .filter(|url| url.username().is_empty() && url.password().is_none() && url.as_str().len() <= 300);
        url.map(|url| Self(url.into())).ok_or(Wrong::Email)
    }
}

impl Contact {
    /// Reads what was typed of somebody; nobody when there is no name and nothing else.
    ///
    /// # Errors
    /// The first thing that is wrong in it.
    pub fn parse(typed: &Contact) -> Result<Option<Self>, Wrong> {
        let Contact { departement, name, function, email, telephone, note } = typed;
        let all = [name, function, email, telephone, note];
        if all.iter().all(|text| text.trim().is_empty()) {
            return Ok(None);
        }
        let departement = departement.trim().to_uppercase();
        let code = departement.is_empty()
            || ((2..=3).contains(&departement.len())
                && departement.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if !code {
            return Err(Wrong::Departement);
        }
        let name = Line::<2, 80>::parse(name).map_err(Wrong::Name)?.into_string();
        let email = match email.trim() {
            "" => String::new(),
            typed => EmailAddress::parse(typed).map_err(|_| Wrong::Email)?.as_str().to_owned(),
        };
        let telephone = match telephone.trim() {
            "" => String::new(),
            typed => Telephone::parse(typed).map_err(|_| Wrong::Telephone)?.as_str().to_owned(),
        };
        let words = |text: &str| match Line::<1, 160>::parse(text) {
            Ok(line) => Ok(line.into_string()),
            Err(TextRefusal::Empty) => Ok(String::new()),
            Err(refusal) => Err(Wrong::Words(refusal)),
        };
        Ok(Some(Self { departement, name, function: words(function)?, email, telephone, note: words(note)? }))
    }
}

/// What is written of a certifier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Its site.
    pub website: Website,
    /// How it goes.
    pub procedures: Option<Markdown>,
    /// When its juries sit.
    pub juries: Option<Markdown>,
    /// Whom to call or write to, in order.
    pub contacts: Vec<Contact>,
}

impl Draft {
    pub(super) fn website(&self) -> &str {
        &self.website.0
    }
}

/// Writes it, in the place of what was there at that version.
///
/// # Errors
/// [`Refusal::ChangedMeanwhile`] when it is not that version any more.
pub async fn change(
    community: &Community,
    speaker: &Speaker,
    version: i32,
    draft: &Draft,
) -> Result<(), Failure<Refusal>> {
    let (now, certifier) = (community.now(), speaker.certifier().id);
    let transaction = community.database.begin().await?;
    if !store::deciding::write(&transaction, certifier, version, draft, now).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    let actor = speaker.member().id().number();
    journal::record(&transaction, now, Some(actor), Event::CertifierChanged(certifier.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_an_address_of_the_web() {
        let site = |typed: &str| Website::parse(typed).map(|site| site.0);
        assert_eq!(site("www.cnam.fr"), Ok("https://www.cnam.fr/".to_owned()));
        assert_eq!(site(" "), Ok(String::new()));
        for typed in
            ["javascript:alert(1)", "ftp://cnam.fr", "https://moi:secret@cnam.fr", "cnam", "data://x.y,z"]
        {
            assert_eq!(site(typed), Err(Wrong::Email), "{typed}");
        }
    }

    #[test]
    fn a_contact_is_somebody_one_can_reach_or_nobody() {
        let typed = Contact { departement: "2a".into(), name: " Le  DAVA ".into(), ..Contact::default() };
        let read = Contact::parse(&typed).expect("it is read").expect("it is somebody");
        assert_eq!((read.departement.as_str(), read.name.as_str()), ("2A", "Le DAVA"));
        assert_eq!(Contact::parse(&Contact { departement: "75".into(), ..Contact::default() }), Ok(None));
        let wrong = |contact: Contact| Contact::parse(&contact);
        assert_eq!(wrong(Contact { email: "x".into(), ..typed.clone() }), Err(Wrong::Email));
        assert_eq!(wrong(Contact { telephone: "12".into(), ..typed.clone() }), Err(Wrong::Telephone));
        assert_eq!(wrong(Contact { departement: "Paris".into(), ..typed }), Err(Wrong::Departement));
        assert!(matches!(wrong(Contact { note: "x".into(), ..Contact::default() }), Err(Wrong::Name(_))));
    }
}
