//! An e-mail address, as everyone writes theirs.

use std::{fmt, str::FromStr};

use url::Host;

/// Why an address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefusal {
    /// Nothing was typed.
    #[error("the address is empty")]
    Empty,
    /// More characters than an address may have.
    #[error("the address has more than {} characters", EmailAddress::MAX)]
    TooLong,
    /// Something else than `name@example.fr`.
    #[error("the address is not of the form name@example.fr")]
    Malformed,
}

/// An e-mail address: ASCII, lower case, with a domain of at least two parts.
///
/// No mailbox in use tells capitals apart, and telephones add one: the whole address is lowered, so that a
/// person has one address. Rare forms that the standards allow (quoted names, numeric hosts) are refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The most characters of an address (RFC 5321).
    pub const MAX: usize = 254;

    /// Takes what was typed, without the blanks around it.
    ///
    /// # Errors
    /// When it is empty, too long, or no address that a letter would reach.
    pub fn parse(typed: &str) -> Result<Self, AddressRefusal> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(AddressRefusal::Empty);
        }
        if typed.chars().count() > Self::MAX {
            return Err(AddressRefusal::TooLong);
        }
        let (name, host) = typed.rsplit_once('@').ok_or(AddressRefusal::Malformed)?;
        let host = domain(host).ok_or(AddressRefusal::Malformed)?;
        if !is_plain_name(name) {
            return Err(AddressRefusal::Malformed);
        }
        let address = format!("{}@{host}", name.to_ascii_lowercase());
        if address.len() > Self::MAX { Err(AddressRefusal::TooLong) } else { Ok(Self(address)) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// Letters, digits and the signs of an unquoted name; dots only between them.
fn is_plain_name(name: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
    (1..=64).contains(&name.len()) && name.bytes().all(sign) && name.split('.').all(|part| !part.is_empty())
}

/// The domain in ASCII, if it is a name with a dot.
fn domain(typed: &str) -> Option<String> {
    // What Host forgives in a web address is not forgiven here.
    if typed.contains(['%', '[', ':', '/', '\\']) || typed.contains(char::is_whitespace) {
        return None;
    }
    let Host::Domain(name) = Host::parse(typed).ok()? else { return None };
    let part = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let named = name.contains('.') && name.split('.').all(part);
    let last_is_a_word = name
        .rsplit('.')
        .next()
        .is_some_and(|last| last.len() >= 2 && !last.bytes().all(|b| b.is_ascii_digit()));
    (named && last_is_a_word).then_some(name)
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = AddressRefusal;

    fn from_str(typed: &str) -> Result<Self, AddressRefusal> {
        Self::parse(typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_whatever_its_capitals() {
        for typed in [
            "Marie.Durand@DAVA.ac-creteil.fr",
            "  marie.durand@dava.ac-creteil.FR\n",
            "\u{A0}MARIE.DURAND@dava.ac-creteil.fr",
        ] {
            let address = EmailAddress::parse(typed).expect("an address");
            assert_eq!(address.as_str(), "marie.durand@dava.ac-creteil.fr");
            assert_eq!(address.domain(), "dava.ac-creteil.fr");
        }
        assert_eq!(EmailAddress::parse("a+b_c'd@x.fr").map(|a| a.to_string()).as_deref(), Ok("a+b_c'd@x.fr"));
        assert_eq!(
            EmailAddress::parse("a@élan.fr").map(|a| a.to_string()).as_deref(),
            Ok("a@xn--lan-9la.fr")
        );
    }

    #[test]
    fn what_no_letter_would_reach_is_refused() {
        assert_eq!(EmailAddress::parse(" "), Err(AddressRefusal::Empty));
        for typed in [
            "marie",
            "marie@",
            "@x.fr",
            "marie@gmail",
            "marie@x..fr",
            "marie@.fr",
            "marie@x.fr.",
            "a..b@x.fr",
            ".a@x.fr",
            "a.@x.fr",
            "a b@x.fr",
            "a@x .fr",
            "a@x.fr, b@x.fr",
            "a@b@x.fr",
            "\"a b\"@x.fr",
            "Marie <a@x.fr>",
            "mailto:a@x.fr",
            "a@127.0.0.1",
            "a@[::1]",
            "a@x.1",
            "a@-x.fr",
            "a@x.fr:25",
            "é@x.fr",
            "a@x.fr\r\nBcc: b@x.fr",
            "a\r\n@x.fr",
            "a@x%2efr",
            "a@x/fr.fr",
        ] {
            assert_eq!(EmailAddress::parse(typed), Err(AddressRefusal::Malformed), "{typed:?}");
        }
    }

    #[test]
    fn an_address_is_not_endless() {
        let longest = format!("a@{}.fr", vec!["b".repeat(49); 5].join("."));
        assert_eq!(longest.len(), 254);
        assert!(EmailAddress::parse(&longest).is_ok());
        assert_eq!(EmailAddress::parse(&format!("a{longest}")), Err(AddressRefusal::TooLong));
        assert_eq!(EmailAddress::parse(&format!("{}@x.fr", "a".repeat(65))), Err(AddressRefusal::Malformed));
    }

    proptest::proptest! {
        #[test]
        fn an_address_taken_is_taken_again_unchanged(typed in "[a-zA-Z0-9.é+@ -]{1,20}@[a-zA-Z0-9.é-]{1,20}\\.[a-z]{2,4}") {
            if let Ok(address) = EmailAddress::parse(&typed) {
                proptest::prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
                proptest::prop_assert!(address.as_str().parse::<lettre::Address>().is_ok());
            }
        }
    }
}
