//! The demonstration: an empty founded place becomes a community of 49 people with a year of conversations behind them.
//!
//! Everything goes through the use cases that people go through, each as if it were done at its own time, so that the
//! journal, the index and the letters know no difference. An interrupted filling is taken up again where it stopped: each
//! deed does nothing the second time.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Community, Failure, Fault, Id,
    forum::{self, Submission, Topic, topic::Opening},
    mail::EmailAddress,
    members::{self, Expertise, Member, Visitor, joining::welcome},
    upkeep,
};

use data::{Answer, Person, Thread};
use plan::{Deed, Planned};

mod around;
mod certifiers;
mod data;
mod days;
mod desk;
mod hours;
mod joining;
mod library;
mod plan;
mod proposals;
mod surveys;
#[cfg(test)]
mod tests;
mod updates;
mod ways;

/// What came of filling a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// The place is the demonstration now.
    Now {
        /// How many people came in.
        people: usize,
        /// How many topics they opened.
        topics: usize,
        /// How many replies they wrote.
        replies: usize,
    },
    /// It was already.
    Already,
}

/// Why a place is not filled.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// People live there.
    #[error("this place has members of its own: the demonstration only fills an empty one")]
    Inhabited,
    /// The data shipped with the program is at fault, which the tests rule out.
    #[error("the demonstration's data: {0}")]
    Data(String),
    /// The place is not founded, or its boards were changed since.
    #[error("the demonstration could not {0}")]
    Refused(String),
    /// The machine could not do it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Somebody whom the sign-in page of a demonstration offers to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// The account's address.
    pub email: &'static str,
    /// First and last name.
    pub name: &'static str,
    /// What the person is, in French.
    pub role: &'static str,
}

/// The first account made: where it is, a filling was begun.
const FIRST: &str = "claire.bernard@exemple.fr";

/// The last account made, that of the funder, who only reads: where it is, the filling was finished.
const LAST: &str = "philippe.garrigue@exemple.fr";

/// One person a role, in the order in which roles are shown.
pub fn faces() -> [Face; 6] {
    [
        Face { email: FIRST, name: "Claire Bernard", role: "Conseillère" },
        Face { email: "lucie.fontaine@exemple.fr", name: "Lucie Fontaine", role: "Assistante" },
        Face { email: "elodie.garnier@exemple.fr", name: "Élodie Garnier", role: "Certificatrice" },
        Face { email: "delphine.arnaud@exemple.fr", name: "Delphine Arnaud", role: "Animatrice" },
        Face { email: LAST, name: "Philippe Garrigue", role: "Financeur" },
        Face { email: "raphael.simonet@exemple.fr", name: "Raphaël Simonet", role: "Administrateur" },
    ]
}

/// Fills a founded place that nobody has entered yet.
///
/// # Errors
/// [`DemoFault::Inhabited`] when people live there who are not of the demonstration.
pub async fn fill(community: &Community) -> Result<Filled, DemoFault> {
    if account(community, LAST).await?.is_some() {
        return Ok(Filled::Already);
    }
    if account(community, FIRST).await?.is_none() && upkeep::headcount(community).await? > 0 {
        return Err(DemoFault::Inhabited);
    }
    let (people, threads, arrivals) = (data::people()?, data::threads()?, joining::arrivals()?);
    let cares = desk::cares()?;
    certifiers::bring(community).await?;
    let mut stage = Stage::empty(community);
    let mut deeds = plan::plan(&people, &threads, &cares, community.now());
    let seal = deeds.pop();
    for planned in deeds {
        stage.perform(planned).await?;
    }
    stage.receive(&arrivals).await?;
    certifiers::describe(community, stage.author(desk::ORGANISER)?, &stage.cast).await?;
    stage.shelve(&threads).await?;
    days::bring(community, &stage.cast).await?;
    proposals::bring(community, &stage.cast).await?;
    surveys::bring(community, &stage.cast).await?;
    stage.tell(&threads).await?;
    if let Some(planned) = seal {
        stage.perform(planned).await?;
    }
    ways::choose_passwords(community).await?;
    let replies = threads.iter().map(|thread| thread.answers.len()).sum();
    Ok(Filled::Now { people: people.len(), topics: threads.len(), replies })
}

async fn account(community: &Community, email: &str) -> Result<Option<Member>, DemoFault> {
    let email = EmailAddress::parse(email).map_err(|why| DemoFault::Data(format!("{email}: {why:?}")))?;
    Ok(upkeep::member(community, &email).await?)
}

/// The place being filled: who came in so far, what they opened.
struct Stage<'a> {
    community: &'a Community,
    cast: HashMap<&'a str, Member>,
    topics: HashMap<&'a str, Id<Topic>>,
}

impl<'a> Stage<'a> {
    fn empty(community: &'a Community) -> Self {
        Self { community, cast: HashMap::new(), topics: HashMap::new() }
    }

    async fn perform(&mut self, Planned { at, deed }: Planned<'a>) -> Result<(), DemoFault> {
        match deed {
            Deed::Welcome(person) => self.welcome(at, person).await,
            Deed::Open(thread) => self.open(at, thread).await,
            Deed::Reply(thread, answer) => self.reply(at, thread, answer).await,
            Deed::Visit(person) => desk::visit(self.community, at, self.author(&person.key)?).await,
            Deed::Care(care) => {
                let (organiser, member) = (self.author(desk::ORGANISER)?, self.author(&care.person)?);
                desk::perform(self.community, at, organiser, member, care).await
            }
        }
    }

    async fn welcome(&mut self, at: DateTime<Utc>, person: &'a Person) -> Result<(), DemoFault> {
        let newcomer = &person.newcomer;
        if !self.come_in(at, person).await? {
            match welcome(&self.community.at(at), newcomer).await {
                Ok(_) | Err(Failure::Refused(members::Refusal::AddressTaken)) => {}
                Err(failure) => return Err(told("welcome", &person.key, failure)),
            }
        }
        let member = upkeep::member(self.community, &newcomer.email).await?;
        let member = member.ok_or_else(|| DemoFault::Refused(format!("find {} again", person.key)))?;
        self.visit(at, person, &member).await?;
        self.describe(at, person, &member).await?;
        self.cast.insert(&person.key, member);
        Ok(())
    }

    /// What the person says of themselves on the first day.
    async fn describe(&self, at: DateTime<Utc>, person: &Person, member: &Member) -> Result<(), DemoFault> {
        let community = self.community.at(at);
        if person.expertise != Expertise::default() {
            members::expertise::change(&community, member, &person.expertise).await?;
        }
        if let Some(reach) = &person.reach {
            members::reach::change(&community, member, reach).await?;
        }
        Ok(())
    }

    async fn open(&mut self, at: DateTime<Utc>, thread: &'a Thread) -> Result<(), DemoFault> {
        let author = self.author(&thread.author)?;
        let visitor = Visitor::from(author.clone());
        let board = forum::board::find(self.community, &visitor, thread.board).await;
        let board = board.map_err(|failure| told("enter the board", thread.board, failure))?;
        let opening = Opening {
            kind: thread.kind,
            title: thread.title.clone(),
            body: thread.body.clone(),
            certifications: Vec::new(),
        };
        let topic = forum::topic::open(&self.community.at(at), author, &board, &opening).await;
        self.topics.insert(&thread.key, topic.map_err(|failure| told("open", &thread.key, failure))?);
        Ok(())
    }

    async fn reply(
        &mut self,
        at: DateTime<Utc>,
        thread: &'a Thread,
        answer: &'a Answer,
    ) -> Result<(), DemoFault> {
        let author = self.author(&answer.author)?;
        let topic = self.topics.get(thread.key.as_str()).copied();
        let topic = topic.ok_or_else(|| DemoFault::Data(format!("{} precedes its topic", answer.key)))?;
        let form = submission(&answer.key);
        forum::reply::post(&self.community.at(at), author, topic, &answer.body, &form)
            .await
            .map_err(|failure| told("post", &answer.key, failure))?;
        Ok(())
    }

    /// Fills the library, which names people and topics.
    async fn shelve(&self, threads: &[Thread]) -> Result<(), DemoFault> {
        let topics = self.titled(threads);
        library::fill(self.community, &library::Readership { cast: &self.cast, topics: &topics }).await?;
        updates::announce(self.community, &self.cast).await?;
        Ok(())
    }

    /// What is said and kept around the days, which names people, topics and documents.
    async fn tell(&self, threads: &[Thread]) -> Result<(), DemoFault> {
        let topics = self.titled(threads);
        around::tell(around::Scene { community: self.community, cast: &self.cast, topics }).await
    }

    /// The topics that were opened, by their titles.
    fn titled<'t>(&self, threads: &'t [Thread]) -> HashMap<&'t str, Id<Topic>> {
        let opened = threads
            .iter()
            .filter_map(|thread| Some((thread.title.as_str(), *self.topics.get(thread.key.as_str())?)));
        opened.collect()
    }

    fn author(&self, key: &str) -> Result<&Member, DemoFault> {
        self.cast.get(key).ok_or_else(|| DemoFault::Data(format!("{key} writes before coming in")))
    }
}

/// The same number at every filling, which makes a deed done twice one deed; its shape is that of a random one.
fn submission(key: &str) -> Submission {
    Submission::presented(&format!("{key:-<42}A"))
}

fn told<R: std::fmt::Debug>(deed: &str, what: &str, failure: Failure<R>) -> DemoFault {
    match failure {
        Failure::Refused(refusal) => DemoFault::Refused(format!("{deed} {what}: {refusal:?}")),
        Failure::Fault(fault) => DemoFault::Fault(fault),
    }
}
