//! What one may follow.

use super::{browse, listing, update};

/// A view of the library: its documents, its announcements, or the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// Documents and links so narrowed; and announcements too, where nothing asked is a matter of documents only.
    Resources(browse::Asked),
    /// Announcements so narrowed.
    Updates(update::Asked),
    /// Certifications so narrowed: those that arrive, end, or are replaced.
    Certifications(listing::Asked),
}

const RESOURCES: &str = "ressources";
const UPDATES: &str = "actualites";
const CERTIFICATIONS: &str = "certifications";

impl View {
    /// Reads a view as it is written; `None` for what is none.
    pub fn read(text: &str) -> Option<Self> {
        let (what, query) = text.split_once('?').unwrap_or((text, ""));
        match what {
            RESOURCES => {
                let asked = browse::Asked::read_query(query);
                // The order of a list is no part of what it holds.
                Some(View::Resources(browse::Asked { sort: browse::Sort::default(), ..asked }))
            }
            UPDATES => Some(View::Updates(update::Asked::read_query(query))),
            CERTIFICATIONS => Some(View::Certifications(listing::Asked::read_query(query))),
            _ => None,
        }
    }

    /// What is followed of the view: whether documents still hold, or where certifications stand, is no part of it; news are what
    /// changes in that.
    pub(super) fn followed(&self) -> Self {
        match self.clone() {
            View::Resources(asked) => View::Resources(browse::Asked { freshness: None, ..asked }),
            View::Certifications(asked) => View::Certifications(listing::Asked { state: None, ..asked }),
            updates @ View::Updates(_) => updates,
        }
    }

    /// The view as it is kept and sent: one for all the ways to ask the same.
    pub fn written(&self) -> String {
        let (what, query) = match self {
            View::Resources(asked) => (RESOURCES, asked.query()),
            View::Updates(asked) => (UPDATES, asked.query()),
            View::Certifications(asked) => (CERTIFICATIONS, asked.query()),
        };
        if query.is_empty() { what.to_owned() } else { format!("{what}?{query}") }
    }

    /// The address of the view.
    pub fn address(&self) -> String {
        let written = self.written();
        match self {
            View::Resources(_) => format!("/{written}"),
            View::Updates(_) | View::Certifications(_) => format!("/ressources/{written}"),
        }
    }

    /// The certifier of which it is a view, by the part of its address.
    pub(super) fn certifier_mut(&mut self) -> &mut Option<String> {
        match self {
            View::Resources(asked) => &mut asked.certifier,
            View::Updates(asked) => &mut asked.certifier,
            View::Certifications(asked) => &mut asked.certifier,
        }
    }

    /// What the view asks of announcements; `None` where it is a matter of documents only.
    fn of_updates(&self) -> Option<update::Asked> {
        match self {
            View::Updates(asked) => Some(asked.clone()),
            View::Certifications(_) => None,
            View::Resources(asked) => {
                let bare = browse::Asked {
                    words: asked.words.clone(),
                    certifier: asked.certifier.clone(),
                    certification: asked.certification,
                    ..browse::Asked::default()
                };
                (bare == *asked).then(|| update::Asked {
                    words: bare.words,
                    certifier: bare.certifier,
                    certification: bare.certification,
                    ..update::Asked::default()
                })
            }
        }
    }

    /// Whether the view is all of that certification: what becomes of it is told, too.
    pub(super) fn is_of_certification(&self, number: i64) -> bool {
        let of = update::Asked { certification: Some(number), ..update::Asked::default() };
        self.of_updates() == Some(of)
    }

    /// Whether the view tells of that document.
    pub(super) fn tells_of_resource(&self, one: &browse::Listed) -> bool {
        match self {
            View::Resources(asked) => asked.keeps(one) && browse::answers_words(one, &asked.words),
            View::Updates(_) | View::Certifications(_) => false,
        }
    }

    /// Whether the view tells of that announcement, whose folded words are these.
    pub(super) fn tells_of_update(&self, one: &update::Listed, folded: &str) -> bool {
        self.of_updates().is_some_and(|asked| asked.keeps(one, Some(folded)))
    }

    /// Whether the view tells of that announcement, as far as a list knows: words are looked for in its title.
    pub(super) fn tells_of_listed(&self, one: &update::Listed) -> bool {
        self.of_updates().is_some_and(|asked| asked.keeps(one, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ways_to_ask_the_same_are_one_view() {
        let one = View::read("ressources?etape=2&certification=RNCP25467&tri=titre");
        let other = View::read("ressources?certification=25467&etape=2");
        assert_eq!(one, other);
        let view = other.expect("it is a view");
        assert_eq!(view.written(), "ressources?certification=25467&etape=2");
        assert_eq!(view.address(), "/ressources?certification=25467&etape=2");
        let updates = View::read("actualites?effet=replaces&annee=2027").expect("it is a view");
        assert_eq!(updates.address(), "/ressources/actualites?effet=replaces&annee=2027");
        assert_eq!(View::read("annuaire?q=claire"), None);
        let outdated = View::read("ressources?etat=perime&tri=titre").expect("it is a view");
        assert_eq!(outdated.written(), "ressources?etat=perime");
        assert_eq!(outdated.followed().written(), "ressources");
        let over = View::read("certifications?etat=finie&niveau=3&q=enfance").expect("it is a view");
        assert_eq!(over.address(), "/ressources/certifications?q=enfance&niveau=3&etat=finie");
        assert_eq!(over.followed().written(), "certifications?q=enfance&niveau=3");
    }

    #[test]
    fn what_becomes_of_a_certification_is_told_to_those_who_follow_all_of_it() {
        let of = |text: &str| View::read(text).expect("it is a view").is_of_certification(25467);
        assert!(of("ressources?certification=25467") && of("actualites?certification=25467"));
        for other in [
            "ressources",
            "actualites",
            "ressources?certification=36004",
            "ressources?certification=25467&etape=2",
        ] {
            assert!(!of(other), "{other}");
        }
    }

    #[test]
    fn a_certification_is_followed_in_documents_and_announcements() {
        let of = |text: &str| View::read(text).expect("it is a view").of_updates();
        assert_eq!(of("ressources?certification=25467").and_then(|asked| asked.certification), Some(25467));
        assert!(of("ressources").is_some());
        assert_eq!(of("ressources?certification=25467&nature=template"), None, "a matter of documents only");
    }
}
