//! How a person may be reached, and by whom: what each shows is their own choice.

use super::{Member, Telephone, store};
use crate::{
    Community, Role, Roles,
    fault::Fault,
    journal::{self, Event},
};

/// To whom a person shows a telephone number or an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// To nobody.
    Nobody,
    /// To the organisers and those who look after the site.
    Team,
    /// To them, and to the advisors and assistants of the antennes.
    Antennes,
    /// To everybody with an account.
    Everybody,
}

impl Audience {
    /// Every audience, the narrowest first.
    pub const ALL: [Audience; 4] =
        [Audience::Nobody, Audience::Team, Audience::Antennes, Audience::Everybody];

    /// Its name in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Audience::Nobody => "personne",
            Audience::Team => "animation",
            Audience::Antennes => "antennes",
            Audience::Everybody => "membres",
        }
    }

    /// The audience of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Audience::ALL.into_iter().find(|audience| audience.code() == code)
    }

    /// Those who belong to it.
    pub const fn roles(self) -> Roles {
        match self {
            Audience::Nobody => Roles::NONE,
            Audience::Team => Roles::of(&[Role::Organiser, Role::Administrator]),
            Audience::Antennes => {
                Roles::of(&[Role::Advisor, Role::Assistant, Role::Organiser, Role::Administrator])
            }
            Audience::Everybody => Roles::EVERYBODY,
        }
    }

    /// Whether somebody with these roles belongs to it.
    pub const fn has(self, roles: Roles) -> bool {
        self.roles().meets(roles)
    }

    /// The audience that a column holds; a set of roles that is none of ours opens no door.
    pub(crate) fn from_column(bits: i32) -> Self {
        let roles = Roles::from_column(bits);
        Audience::ALL.into_iter().find(|audience| audience.roles() == roles).unwrap_or(Audience::Nobody)
    }
}

/// What a person decided about being reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The person's own number.
    pub telephone: Option<Telephone>,
    /// Who sees it.
    pub telephone_for: Audience,
    /// Who sees the address where letters reach the person.
    pub email_for: Audience,
}

/// Changes how I may be reached.
///
/// # Errors
/// When the database cannot answer.
pub async fn change(community: &Community, member: &Member, reach: &Reach) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::change_reach(&transaction, member.id, reach).await?;
    let (now, id) = (community.now(), member.id.number());
    journal::record(&transaction, now, Some(id), Event::MemberChanged(id)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audiences_grow_and_are_read_back() {
        for pair in Audience::ALL.windows(2) {
            assert_eq!(pair[0].roles().bits() & pair[1].roles().bits(), pair[0].roles().bits());
        }
        for audience in Audience::ALL {
            assert_eq!(Audience::from_code(audience.code()), Some(audience));
            assert_eq!(Audience::from_column(audience.roles().column()), audience);
        }
        assert_eq!(Audience::from_column(4), Audience::Nobody, "nobody chose that");
    }

    #[test]
    fn the_defaults_of_the_database_are_audiences() {
        assert_eq!(Audience::from_column(43), Audience::Antennes);
        assert_eq!(Audience::from_column(0), Audience::Nobody);
    }
}
