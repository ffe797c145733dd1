//! Whether somebody who asks for an account may have one already, under another address or another spelling: a rule on names.

use super::{Member, names::folded};
use crate::{Id, text::distance};

/// Somebody known here: a member, or somebody invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// The account; nobody has one yet who is only invited.
    pub(super) member: Option<Id<Member>>,
    pub(super) name: String,
    pub(super) email: String,
}

/// Why somebody known is pointed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// That very address has an invitation that is still good.
    Invited,
    /// The same name, however it is written.
    SameName,
    /// A name close to it, with an address of the same house.
    CloseName,
}

/// Somebody known who may be the one who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The account, where there is one.
    pub member: Option<Id<Member>>,
    /// Their name here.
    pub name: String,
    /// Why they are pointed out.
    pub why: Likeness,
}

/// Whoever may be the one who asks, the likeliest first.
pub(super) fn of(name: &str, email: &str, known: &[Known]) -> Vec<Alike> {
    let asker = words(name);
    let alike = |person: &Known| {
        let theirs = words(&person.name);
        let same_house = house(email) == house(&person.email);
        let why = if person.member.is_none() && person.email == email {
            Likeness::Invited
        } else if !theirs.is_empty() && asker == theirs {
            Likeness::SameName
        } else if same_house && (shortened(&asker, &theirs) || mistyped(name, &person.name)) {
            Likeness::CloseName
        } else {
            return None;
        };
        Some(Alike { member: person.member, name: person.name.clone(), why })
    };
    let mut found: Vec<Alike> = known.iter().filter_map(alike).collect();
    found.sort_by_key(|alike| alike.why);
    found
}

/// The words of a name, folded, in alphabetical order: people write their last name first or last.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> =
        folded(name).split('-').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
}

/// Every word of the shorter name is in the longer one, an initial standing for a word, and one of them is more than that.
fn shortened(one: &[String], other: &[String]) -> bool {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let meets =
        |a: &str, b: &str| a == b || (a.len() == 1 && b.starts_with(a)) || (b.len() == 1 && a.starts_with(b));
    let inside = few.len() > 1 && few.iter().all(|word| many.iter().any(|other| meets(word, other)));
    inside && few.iter().any(|word| word.len() > 2 && many.contains(word))
}

/// The two are two keystrokes apart at most, blanks and signs left out.
fn mistyped(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one).replace('-', ""), folded(other).replace('-', ""));
    one.len().min(other.len()) > 5 && distance(&one, &other) <= 2
}

/// What follows the `@`.
fn house(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, house)| house)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(name: &str, email: &str, known: (&str, &str)) -> Option<Likeness> {
        let known = Known { member: Some(Id::new(1)), name: known.0.to_owned(), email: known.1.to_owned() };
        of(name, email, &[known]).first().map(|alike| alike.why)
    }

    #[test]
    fn the_same_name_is_the_same_however_it_is_written_wherever_one_works() {
        for name in ["Hélène Ba", "helene BA", "Ba Helene", "BA, Hélène"] {
            let found = likeness(name, "h@ailleurs.fr", ("Hélène Ba", "helene@exemple.fr"));
            assert_eq!(found, Some(Likeness::SameName), "{name}");
        }
    }

    #[test]
    fn a_close_name_is_pointed_out_in_the_same_house_only() {
        for (asked, known) in [
            ("Yasmine Ben Ali", "Yasmine Benali"),
            ("C. Bernard", "Claire Bernard"),
            ("Claire Bernard-Diallo", "Claire Bernard"),
            ("Clare Benard", "Claire Bernard"),
        ] {
            let at_home = likeness(asked, "un@exemple.fr", (known, "deux@exemple.fr"));
            assert_eq!(at_home, Some(Likeness::CloseName), "{asked}");
            assert_eq!(likeness(asked, "un@ailleurs.fr", (known, "deux@exemple.fr")), None, "{asked}");
        }
    }

    #[test]
    fn colleagues_who_share_a_first_name_or_a_family_are_not_each_other() {
        for (asked, known) in [
            ("Claire Petit", "Claire Bernard"),
            ("Paul Bernard", "Claire Bernard"),
            ("Lea Ba", "Luc Ba"),
            ("Ana", "Zoé"),
            ("?", ""),
        ] {
            assert_eq!(likeness(asked, "un@exemple.fr", (known, "deux@exemple.fr")), None, "{asked}");
        }
    }

    #[test]
    fn an_invitation_to_the_address_comes_first() {
        let known = [
            Known { member: Some(Id::new(1)), name: "Nora Petit".into(), email: "nora@ailleurs.fr".into() },
            Known { member: None, name: String::new(), email: "nora@exemple.fr".into() },
        ];
        let found: Vec<_> =
            of("Nora Petit", "nora@exemple.fr", &known).into_iter().map(|alike| alike.why).collect();
        assert_eq!(found, [Likeness::Invited, Likeness::SameName]);
    }
}
