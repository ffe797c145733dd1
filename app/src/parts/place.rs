//! The places of the menu, and the person for whom it is drawn.

/// A place of the site that the masthead can mark as the current one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The signed-in front page, *Aujourd’hui*.
    Today,
    /// The boards and their topics.
    Forums,
    /// The year's programme and its days.
    Days,
    /// Certifications, certifiers, their updates and documents.
    Library,
    /// The shared guide.
    Guide,
    /// Members and antennes.
    Directory,
    /// The organisers' desk.
    Desk,
    /// The results of a search.
    Search,
    /// One's own account.
    Account,
    /// The way in.
    SignIn,
    /// A page of no place: help, law, errors.
    #[default]
    None,
}

impl Place {
    /// The nouns, in the order of the menu: a new one is a line here. On a phone the last ones are behind « Plus » as soon as the
    /// bar is full.
    pub const NOUNS: &[Place] = &[
        Place::Today,
        Place::Forums,
        Place::Days,
        Place::Library,
        Place::Guide,
        Place::Directory,
        Place::Desk,
    ];

    /// What the menu calls it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Place::Today => "Aujourd’hui",
            Place::Forums => "Forums",
            Place::Days => "Journées",
            Place::Library => "Ressources",
            Place::Guide => "Guide",
            Place::Directory => "Annuaire",
            Place::Desk => "Animation",
            Place::Search => "Recherche",
            Place::Account => "Mon compte",
            Place::SignIn => "Se connecter",
            Place::None => "Communauté VAE",
        }
    }

    /// Where it is.
    #[must_use]
    pub fn href(self) -> &'static str {
        match self {
            Place::Today | Place::None => "/",
            Place::Forums => "/forums",
            Place::Days => "/journees",
            Place::Library => "/ressources",
            Place::Guide => "/guide",
            Place::Directory => "/annuaire",
            Place::Desk => "/animation",
            Place::Search => "/recherche",
            Place::Account => "/mon-compte",
            Place::SignIn => "/connexion",
        }
    }
}

/// Who is signed in, as the masthead needs it: put in context by the session, absent when nobody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MastheadPerson {
    /// The name the person goes by.
    pub name: String,
    /// Two letters of it.
    pub initials: String,
    /// The nouns open to this person, in the order of the menu.
    pub places: Vec<Place>,
}
