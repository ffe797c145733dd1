//! People: signing in, my account and what I show, the directory and the antennes.

use domain::{
    Role, Roles,
    members::{Antenne, Member},
};

pub(crate) mod account;
pub(crate) mod actions;
mod antennes;
mod charter;
mod data;
mod directory;
pub(crate) mod expired;
mod first_visit;
pub(crate) mod help;
mod invitation;
pub(crate) mod joining_actions;
mod letter_choices;
mod link;
mod people;
pub(crate) mod photo;
mod profile;
mod request;
pub(crate) mod security;
mod sign_in;
pub(crate) mod suspended;
mod tags;

pub(crate) use account::{AccountForm, AccountPage, ExpertisePage, PHOTO, PhotoPage, ReachPage};
pub(crate) use antennes::{AntennePage, AntennesPage};
pub(crate) use data::{DataPage, LeavingForm};
pub(crate) use directory::DirectoryPage;
pub(crate) use first_visit::FirstVisitPage;
pub(crate) use invitation::InvitationPage;
pub(crate) use link::LinkPage;
pub(crate) use profile::MemberPage;
pub(crate) use request::RequestPage as AskAccessPage;
pub(crate) use security::{AddressPage, ConfirmAddressPage, PasswordPage, SecurityPage};
pub(crate) use sign_in::{PasswordDoorForm, PasswordDoorPage, SignInForm, SignInPage};

/// What a role is called when nothing better is known of the person than the role.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Advisor => "Conseillère ou conseiller",
        Role::Assistant => "Assistante ou assistant",
        Role::Certifier => "Contact d’un certificateur",
        Role::Organiser => "Animatrice ou animateur",
        Role::Funder => "Financeur",
        Role::Administrator => "Administratrice ou administrateur",
    }
}

/// What to write under a name: the person's own words for their job, or their roles.
pub(crate) fn occupation(function: Option<&str>, roles: Roles) -> String {
    match function {
        Some(function) => function.to_owned(),
        None => roles.iter().map(role_name).collect::<Vec<_>>().join(", "),
    }
}

/// An antenne's name with the dashes of French typography, « Centre conseil VAE 75 – Paris 4ème ».
pub(crate) fn antenne_name(name: &str) -> String {
    let name = domain::text::typography::french(name);
    name.split(" -").map(str::trim_start).collect::<Vec<_>>().join(" – ")
}

/// The address of an antenne's page.
pub(crate) fn antenne_address(antenne: &Antenne) -> String {
    format!("/annuaire/antennes/{}-{}", antenne.id, domain::text::slug(&antenne.name, "antenne"))
}

/// Where a map of that address is, on a site that anybody may use; nothing of it is in our pages.
pub(crate) fn map_address(antenne: &Antenne) -> String {
    let query: String = form_urlencoded::byte_serialize(antenne.address.as_bytes()).collect();
    format!("https://www.openstreetmap.org/search?query={query}")
}

/// The name by which a person is greeted.
pub(crate) fn first_name(member: &Member) -> &str {
    member.name().as_str().split_whitespace().next().unwrap_or_default()
}

/// The address of a person's page.
pub(crate) fn address(id: i64, name: &str) -> String {
    format!("/annuaire/{id}-{}", domain::text::slug(name, "membre"))
}
