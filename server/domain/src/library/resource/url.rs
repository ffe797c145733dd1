//! The address of a page somewhere else.

use url::Url;

/// An address that people may be sent to: http or https, with a name, without a password, at most 1,000 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

/// What is said of a text that is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the address of a page")]
pub struct NotAnAddress;

impl WebAddress {
    /// The most characters it may have.
    pub const MOST: usize = 1_000;

    /// Reads an address; one without a scheme is taken for https.
    ///
    /// # Errors
    /// When it leads nowhere, or elsewhere than to a page.
    pub fn parse(typed: &str) -> Result<Self, NotAnAddress> {
        let typed = typed.trim();
        if typed.is_empty() || typed.chars().count() > Self::MOST || typed.contains(char::is_control) {
            return Err(NotAnAddress);
        }
        let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let url = Url::parse(&whole).map_err(|_| NotAnAddress)?;
        let plain =
            matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        let named = url.host_str().is_some_and(|host| host.contains('.') || host.contains(':'));
        let address = String::from(url);
        match plain && named && address.len() <= 2 * Self::MOST {
            true => Ok(Self(address)),
            false => Err(NotAnAddress),
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_are_led_to() {
        for (typed, address) in [
            ("https://vae.gouv.fr/guide", Some("https://vae.gouv.fr/guide")),
            (" vae.gouv.fr ", Some("https://vae.gouv.fr/")),
            ("http://exemple.fr/a b", Some("http://exemple.fr/a%20b")),
            ("javascript:alert(1)", None),
            ("javascript://exemple.fr/%0aalert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("https://anne:secret@exemple.fr", None),
            ("localhost", None),
            ("", None),
            ("deux mots", None),
        ] {
            assert_eq!(WebAddress::parse(typed).ok().as_ref().map(WebAddress::as_str), address, "{typed}");
        }
    }
}
