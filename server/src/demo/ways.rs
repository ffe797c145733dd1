//! A few people of the demonstration chose a password, one of each kind of member who does. Nobody knows it: one comes in at one click.

use chrono::Duration;
use domain::{
    Community, Failure,
    members::{
        Password,
        audit::Origin,
        password, proof, sessions,
        sign_in::{self, Destination},
    },
    secret::Token,
};

use super::{DemoFault, account, told};

/// Who, and how many days ago.
const WITH_A_PASSWORD: [(&str, i64); 5] = [
    ("isabelle.caron@exemple.fr", 21),
    ("patricia.gomes@exemple.fr", 16),
    ("bertrand.chevalier@exemple.fr", 12),
    ("julien.texier@exemple.fr", 9),
    ("amelie.dasilva@exemple.fr", 4),
];

/// Lets them choose it, as people do: having come in by a link.
pub(super) async fn choose_passwords(community: &Community) -> Result<(), DemoFault> {
    for (email, days) in WITH_A_PASSWORD {
        let then = community.at(community.now() - Duration::days(days));
        let Some(member) = account(&then, email).await? else {
            return Err(DemoFault::Data(format!("{email} is nobody")));
        };
        let home = Destination::parse("/");
        let link = sign_in::mint_now(&then, member.email(), &home).await;
        let link = link.map_err(|failure| told("let in", email, failure))?;
        let device = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
        let entered = sign_in::enter(&then, &link, device).await;
        let (token, ..) = entered.map_err(|failure| told("let in", email, failure))?;
        let Some((session, member)) = sessions::resume(&then, &token).await? else {
            return Err(DemoFault::Refused(format!("let {email} in")));
        };
        let proven = proof::prove(&then, &member, &session, &Password::presented(""), Origin::HERE).await;
        let proven = proven.map_err(|failure| told("recognise", email, failure))?;
        let chosen = Password::chosen(Token::mint().reveal(), &member);
        let chosen = chosen.map_err(|weakness| told("protect", email, Failure::Refused(weakness)))?;
        password::set(&then, &proven, &chosen).await?;
    }
    Ok(())
}
