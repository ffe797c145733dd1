//! What every page and form stands on.

use std::sync::Arc;

use axum::extract::FromRef;
use domain::Community;
use leptos::{config::LeptosOptions, prelude::AnyView};

pub use crate::library::resource::sent::Door;

/// The site: the community, and how it is shown.
#[derive(Clone)]
pub struct Site {
    /// The community.
    pub community: Community,
    /// The pages, for whoever makes one of them outside its own GET: a form that was refused.
    pub pages: fn() -> AnyView,
    /// Where Leptos finds its island module.
    pub leptos: LeptosOptions,
    /// What the operator decided.
    pub settings: Arc<Settings>,
    /// Where documents come in, so many at once.
    pub door: Door,
}

impl FromRef<Site> for LeptosOptions {
    fn from_ref(site: &Site) -> Self {
        site.leptos.clone()
    }
}

/// What the operator decided about the site.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The public address, without a final slash.
    pub public_url: String,
    /// Those whom the demonstration lets in at one click; empty everywhere else.
    pub faces: Vec<Face>,
    /// Address of the style sheet.
    pub stylesheet: String,
    /// The e-mail address people write to, where there is one.
    pub contact: Option<String>,
    /// Who publishes the site (« éditeur »).
    pub publisher: String,
    /// The publication's director.
    pub director: String,
    /// Who hosts the site.
    pub host: String,
    /// Who holds the days: what the papers say.
    pub organisation: Organisation,
}

/// Who holds the days, as the papers say it.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Its address, line by line.
    pub address: Vec<String>,
    /// Its SIRET.
    pub siret: Option<String>,
    /// Its number as a training organisation, when it has one.
    pub declaration: Option<String>,
    /// Its logo: a picture that opens.
    pub logo: Option<Arc<[u8]>>,
    /// Who signs for it; nobody's name stands under the line when empty.
    pub signatory: String,
    /// What they do there.
    pub function: Option<String>,
    /// The town where papers are made.
    pub town: String,
}

impl Settings {
    /// Whether cookies may travel over https only.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Somebody of the demonstration whom the sign-in page offers to be.
#[derive(Debug, Clone)]
pub struct Face {
    /// First and last name.
    pub name: String,
    /// The account's address.
    pub email: String,
    /// What the person is, in French.
    pub role: String,
}
