//! The forms by which one changes how one signs in.

use axum::{extract::State, response::Response};
use domain::members::{
    Password,
    password::{self, Weakness},
    proof,
};

use super::{PasswordForm, proof::refused};
use crate::{
    Site,
    form::{Typed, see_other},
    parts::{Errors, counted},
    session::{SignedIn, origin_of},
};

/// Sets, changes or removes my password.
pub(crate) async fn change_password(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<PasswordForm>,
) -> Response {
    let (form, origin, SignedIn { session, member }) = (&typed.fields, origin_of(&typed.parts), signed_in);
    let chosen = match form.geste.as_str() {
        "retirer" => None,
        _ => match Password::chosen(form.mot_de_passe_nouveau.reveal(), &member) {
            Ok(password) => Some(password),
            Err(weakness) => {
                return typed.refused(&site, Errors::on("mot_de_passe_nouveau", words(weakness))).await;
            }
        },
    };
    let present = Password::presented(form.mot_de_passe_present.reveal());
    let proven = match proof::prove(&site.community, &member, &session, &present, origin).await {
        Ok(proven) => proven,
        Err(failure) => return refused(&site, typed, failure).await,
    };
    let (changed, done) = match chosen {
        Some(password) => (password::set(&site.community, &proven, &password).await, "mot-de-passe"),
        None => (password::remove(&site.community, &proven).await, "sans-mot-de-passe"),
    };
    match changed {
        Ok(()) => see_other(&format!("/mon-compte/securite?fait={done}")),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

/// Why a password is not accepted, and what to do.
fn words(weakness: Weakness) -> String {
    let signs = |n: usize| counted(n as u64, "caractère", "caractères");
    match weakness {
        Weakness::TooShort { found } => {
            format!("Il a {}\u{a0}: il en faut au moins {}. Ajoutez un mot ou deux.", signs(found), Password::LEAST)
        }
        Weakness::TooLong { found } => format!("Il a {}, pour {} au plus.", signs(found), Password::MOST),
        Weakness::Repeated => "Il répète toujours la même chose, ce qui se devine. Essayez une courte phrase.".to_owned(),
        Weakness::Common => "Il est fait de mots ou de suites que l’on essaie en premier. Essayez une courte phrase, qui n’appartient qu’à vous.".to_owned(),
        Weakness::Personal => "Il est fait de votre nom ou de votre adresse, que d’autres connaissent. Essayez une courte phrase.".to_owned(),
    }
}
