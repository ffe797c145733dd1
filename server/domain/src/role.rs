//! Who people are here, and sets of them: what a place's audience is made of.

use std::str::FromStr;

/// What a person is in the community. The discriminant is the role's bit in [`Roles`], kept in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Conseillère, conseiller of an antenne.
    Advisor = 1,
    /// Assistante, assistant of an antenne.
    Assistant = 2,
    /// Contact of a certifying body.
    Certifier = 4,
    /// Animatrice, animateur at Défi métiers.
    Organiser = 8,
    /// Conseil régional: reads the programme, the reports, the guide and the library.
    Funder = 16,
    /// Accounts, settings and the audit log.
    Administrator = 32,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Role; 6] =
        [Role::Advisor, Role::Assistant, Role::Certifier, Role::Organiser, Role::Funder, Role::Administrator];

    /// The role's name on the command line and in data files.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Advisor => "advisor",
            Role::Assistant => "assistant",
            Role::Certifier => "certifier",
            Role::Organiser => "organiser",
            Role::Funder => "funder",
            Role::Administrator => "administrator",
        }
    }
}

/// What is said of a text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such role: {0} (advisor, assistant, certifier, organiser, funder or administrator)")]
pub struct NoSuchRole(String);

impl FromStr for Role {
    type Err = NoSuchRole;

    fn from_str(code: &str) -> Result<Self, NoSuchRole> {
        Role::ALL.into_iter().find(|role| role.code() == code).ok_or_else(|| NoSuchRole(code.to_owned()))
    }
}

/// A set of roles: those a person has, or those a place is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u32);

impl Roles {
    /// Nobody: what a signed-out visitor has.
    pub const NONE: Roles = Roles(0);

    /// Everybody with an account.
    pub const EVERYBODY: Roles = Roles(63);

    /// The set of these roles.
    pub const fn of(roles: &[Role]) -> Roles {
        let mut bits = 0;
        let mut at = 0;
        while at < roles.len() {
            bits |= roles[at] as u32;
            at += 1;
        }
        Roles(bits)
    }

    /// The set kept as these bits; unknown bits are dropped, so that a newer database opens no door.
    pub const fn from_bits(bits: u32) -> Roles {
        Roles(bits & Roles::EVERYBODY.0)
    }

    /// One bit a role.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set that a column holds.
    pub(crate) const fn from_column(bits: i32) -> Roles {
        Roles::from_bits(bits.cast_unsigned())
    }

    /// What a column holds of the set.
    pub(crate) const fn column(self) -> i32 {
        self.0.cast_signed()
    }

    /// Whether the role is in the set.
    pub const fn contains(self, role: Role) -> bool {
        self.0 & role as u32 != 0
    }

    /// Whether the two sets share a role: the rule of every audience.
    pub const fn meets(self, other: Roles) -> bool {
        self.0 & other.0 != 0
    }

    /// The roles of this set that are not in the other.
    pub const fn without(self, other: Roles) -> Roles {
        Roles(self.0 & !other.0)
    }

    /// The roles of both sets.
    pub const fn with(self, other: Roles) -> Roles {
        Roles(self.0 | other.0)
    }

    /// The roles' names on one line, for logs and data files: « advisor organiser ».
    pub fn codes(self) -> String {
        self.iter().map(Role::code).collect::<Vec<_>>().join(" ")
    }

    /// The roles of the set, in the order in which they are shown.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Roles(roles.into_iter().fold(0, |bits, role| bits | role as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_seen_by_whoever_shares_a_role_with_its_audience() {
        let place = Roles::of(&[Role::Advisor, Role::Organiser]);
        assert!(place.meets(Roles::of(&[Role::Organiser, Role::Administrator])));
        assert!(!place.meets(Roles::of(&[Role::Funder])));
        assert!(!place.meets(Roles::NONE));
    }

    #[test]
    fn bits_of_roles_unknown_here_open_no_door() {
        assert_eq!(Roles::from_bits(u32::MAX), Roles::EVERYBODY);
        assert_eq!(Role::ALL.into_iter().collect::<Roles>(), Roles::EVERYBODY);
    }
}
