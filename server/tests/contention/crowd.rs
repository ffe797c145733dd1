//! Many people, each with a session and an address of their own.

use std::{collections::BTreeMap, time::Instant};

use domain::{
    Role,
    days::DayId,
    members::{
        Member,
        sign_in::{self, Destination},
    },
};
use reqwest::{Client, redirect::Policy};
use tokio::task::JoinSet;

use crate::site::{Site, person};

/// When somebody asked, and when they were answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stay {
    pub(crate) asked: Instant,
    pub(crate) answered: Instant,
}

/// The crowd.
pub(crate) struct Crowd(Vec<(Member, String)>);

impl Crowd {
    /// So many advisors, signed in.
    pub(crate) async fn gather(site: &Site, people: usize) -> Self {
        let community = site.community();
        let mut crowd = Vec::with_capacity(people);
        for number in 1..=people {
            let email = format!("conseil-{number}@exemple.fr");
            let member = person(&community, &format!("Conseillère {number}"), &email, Role::Advisor).await;
            let home = Destination::parse("/");
            let link =
                sign_in::mint_now(&community, member.email(), &home).await.expect("they have an account");
            let (session, ..) = sign_in::enter(&community, &link, "Firefox").await.expect("the link is new");
            crowd.push((member, format!("session={}", session.reveal())));
        }
        Self(crowd)
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = Member> + '_ {
        self.0.iter().map(|(member, _)| member.clone())
    }

    /// Everybody presses « M’inscrire » at the same instant, half of them twice.
    pub(crate) async fn rush(&self, site: &Site, day: DayId) -> BTreeMap<i64, Stay> {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        let mut rushing = JoinSet::new();
        for (number, (member, cookie)) in self.0.iter().enumerate() {
            let address = format!("http://127.0.0.1:{}/journees/{day}", site.port(number));
            let (client, cookie, member) = (client.clone(), cookie.clone(), member.id().number());
            let from = format!("10.{}.{}.{}", number / 65_536, (number / 256) % 256, number % 256);
            rushing.spawn(async move {
                let asked = Instant::now();
                let press = async || {
                    let request = client
                        .post(&address)
                        .header("cookie", &cookie)
                        .header("sec-fetch-site", "same-origin")
                        .header("x-forwarded-for", &from)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .body("acte=inscrire");
                    request.send().await.expect("the program answers").status().as_u16()
                };
                // Whoever is told that the place is busy presses again, as the page says.
                let insist = async || {
                    for _ in 0..20 {
                        match press().await {
                            303 => return,
                            status => assert_eq!(status, 503, "{member} is answered something else"),
                        }
                    }
                    panic!("{member} is not answered");
                };
                insist().await;
                let answered = Instant::now();
                // A second click is harmless.
                if number % 2 == 0 {
                    insist().await;
                }
                (member, Stay { asked, answered })
            });
        }
        rushing.join_all().await.into_iter().collect()
    }
}
