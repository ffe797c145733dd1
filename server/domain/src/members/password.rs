//! Passwords, for those who choose one beside the links: what makes one good, and setting, changing, removing it.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use unicode_normalization::UnicodeNormalization;

use super::{
    Member, Refusal,
    audit::{self, Deed},
    proof::Proven,
    store,
};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    mail::EmailAddress,
};

mod common;
pub mod hashing;

/// A password, as it is compared: its characters in their one usual form (NFKC), so that two keyboards type the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password is not accepted. Length is asked for, never a mixture of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// It has too few characters.
    TooShort {
        /// How many it has.
        found: usize,
    },
    /// It has too many.
    TooLong {
        /// How many it has.
        found: usize,
    },
    /// It repeats itself.
    Repeated,
    /// It is made of what everybody tries first.
    Common,
    /// It is made of the person's own name or address.
    Personal,
}

impl Password {
    /// The fewest characters.
    pub const LEAST: usize = 12;

    /// The most: hashing takes its time, and nobody types more.
    pub const MOST: usize = 200;

    /// Reads a password that this person would like to have.
    ///
    /// # Errors
    /// When it would be guessed.
    pub fn chosen(text: &str, owner: &Member) -> Result<Self, Weakness> {
        let password: String = text.nfkc().collect();
        let found = password.chars().count();
        if found < Self::LEAST {
            return Err(Weakness::TooShort { found });
        }
        if found > Self::MOST {
            return Err(Weakness::TooLong { found });
        }
        if common::repeats(&password, Self::LEAST) {
            return Err(Weakness::Repeated);
        }
        if common::is_common(&password, &[]) {
            return Err(Weakness::Common);
        }
        let (name, address) = (owner.name.as_str(), owner.email.as_str());
        if common::is_common(&password, &[name, address]) {
            return Err(Weakness::Personal);
        }
        Ok(Self(password))
    }

    /// Reads a password that somebody presents: any text may be presented. Cut where none goes on, so that its length costs nothing.
    pub fn presented(text: &str) -> Self {
        Self(text.nfkc().take(Self::MOST + 1).collect())
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Gives the person that password, in the place of the one they may have. Their other sessions end, and a letter says so.
///
/// # Errors
/// When the database cannot answer.
pub async fn set(community: &Community, proven: &Proven, password: &Password) -> Result<(), Fault> {
    let hash = hashing::hash(password).await?;
    change(community, proven, Some(&hash), Deed::PasswordSet).await
}

/// When the person's password was set, if they have one.
///
/// # Errors
/// When the database cannot answer.
pub async fn set_at(community: &Community, member: &Member) -> Result<Option<DateTime<Utc>>, Fault> {
    store::password_set_at(&community.database, member.id).await
}

/// Takes the person's password away: links remain. Their other sessions end, and a letter says so.
///
/// # Errors
/// When the database cannot answer.
pub async fn remove(community: &Community, proven: &Proven) -> Result<(), Fault> {
    change(community, proven, None, Deed::PasswordRemoved).await
}

async fn change(community: &Community, proven: &Proven, hash: Option<&str>, deed: Deed) -> Result<(), Fault> {
    let (now, member) = (community.now(), proven.member().id);
    let transaction = community.database.begin().await?;
    store::set_password(&transaction, member, hash, now).await?;
    store::end_sessions(&transaction, member, Some(proven.session()), now).await?;
    audit::note(&transaction, now, proven.line(deed)).await?;
    let event = Event::PasswordChanged(member.number());
    journal::record(&transaction, now, Some(member.number()), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Whether that password is the person's. It takes the same time for a person who has none, and for nobody.
///
/// # Errors
/// [`Refusal::WrongPassword`] when it is not.
pub(super) async fn check(
    community: &Community,
    email: &EmailAddress,
    password: &Password,
) -> Result<Id<Member>, Failure<Refusal>> {
    let kept = store::password(&community.database, email).await?;
    let (member, hash) = kept.map_or((None, None), |kept| (Some(kept.member), kept.hash));
    let verdict = hashing::verify(hash.clone(), password).await?;
    let (Some(member), Some(hash), true) = (member, hash, verdict.matches) else {
        return Err(Failure::Refused(Refusal::WrongPassword));
    };
    if verdict.outdated {
        let new = hashing::hash(password).await?;
        let transaction = community.database.begin().await?;
        store::rehash(&transaction, member, &hash, &new).await?;
        transaction.commit().await?;
    }
    Ok(member)
}

/// What the letter about a changed password says: to whom, and whether there is one now.
pub(crate) struct Changed {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) has_one: bool,
}

pub(crate) async fn changed(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
) -> Result<Option<Changed>, Fault> {
    let found = store::correspondent(transaction, member).await?;
    Ok(found.map(|found| Changed { name: found.name, email: found.email, has_one: found.has_password }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, Roles, members::MemberName};

    fn claire() -> Member {
        Member {
            id: Id::new(1),
            name: MemberName::parse("Claire Bernard-Diallo").expect("it is a name"),
            email: EmailAddress::parse("c.bernard@defi-metiers.exemple.fr").expect("it is an address"),
            roles: Roles::of(&[Role::Advisor]),
            visited_before_at: None,
            welcomed: true,
        }
    }

    fn refused(text: &str) -> Option<Weakness> {
        Password::chosen(text, &claire()).err()
    }

    #[test]
    fn length_is_asked_for_and_nothing_else() {
        assert_eq!(refused("petit chat"), Some(Weakness::TooShort { found: 10 }));
        assert_eq!(refused(&"été ".repeat(51)), Some(Weakness::TooLong { found: 204 }));
        for good in [
            "le jury arrive à midi",
            "pluie fine sur la verrière",
            "xkdqvmwrtzpl",
            "8h30 rer b direction gare",
        ] {
            assert_eq!(refused(good), None, "{good}");
        }
    }

    #[test]
    fn two_keyboards_type_the_same_password() {
        let composed = Password::chosen("l’été à Créteil, vite", &claire()).expect("it is long");
        let decomposed = Password::presented("l’e\u{301}te\u{301} a\u{300} Cre\u{301}teil, vite");
        assert_eq!(composed, decomposed);
        assert_ne!(composed, Password::presented("l’ete a Creteil, vite"));
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let common = [
            "123456789012",
            "motdepasse123",
            "MotDePasse2026!",
            "password1234",
            "P@ssw0rd2026",
            "azertyuiop12",
            "qwertyuiop[]",
            "1q2w3e4r5t6y",
            "abcdefghijkl",
            "jetaime123456",
            "iloveyou1234",
            "Marseille13013",
            "doudou-doudou1",
            "communautevae",
            "Communauté VAE 2026",
            "conseillerVAE93",
            "chocolat2026!!",
            "administrateur1",
            "bonjour bonjour",
            "superman123456",
            "0612345678910",
            "aqwzsxedcrfv",
        ];
        for text in common {
            assert!(
                matches!(refused(text), Some(Weakness::Common | Weakness::Repeated)),
                "{text}: {:?}",
                refused(text)
            );
        }
        for text in ["aaaaaaaaaaaa", "abcabcabcabc", "x9!x9!x9!x9!x9!", "ababababababab"] {
            assert_eq!(refused(text), Some(Weakness::Repeated), "{text}");
        }
    }

    #[test]
    fn ones_own_name_is_no_secret() {
        for text in ["Diallo.Claire75", "Diallo-Bernard!!", "bernarddiallo2026"] {
            assert_eq!(refused(text), Some(Weakness::Personal), "{text}");
        }
        assert_eq!(refused("Claire n’aime pas la pluie"), None, "a sentence may have it");
    }

    #[test]
    fn a_password_is_never_shown_by_accident() {
        assert_eq!(format!("{:?}", Password::presented("secret")), "Password(…)");
    }
}
