//! What is proposed, the most wanted first, narrowed by what the address asks.

use chrono::{DateTime, Utc};
use url::form_urlencoded;

use super::{AUDIENCE, Mine, ProposalId, State, store};
use crate::{Community, days::Public, fault::Fault, members::Visitor};

/// A proposal in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: ProposalId,
    /// One line.
    pub title: String,
    /// For whom.
    pub public: Public,
    /// Where it stands.
    pub state: State,
    /// Who proposed it.
    pub author: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// How many people want it.
    pub votes: u32,
    /// How many would come.
    pub comers: u32,
    /// How many comments there are.
    pub comments: u32,
    /// What the visitor said of it.
    pub mine: Mine,
}

/// What somebody asks of the list. What is not asked narrows nothing, but for those that are one with another: these are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Those that stand there.
    pub state: Option<State>,
    /// Those for that public.
    pub public: Option<Public>,
    /// The latest first, instead of the most wanted.
    pub latest: bool,
}

/// What asks for the latest first.
const LATEST: &str = "recentes";

impl Asked {
    /// Reads the query of an address; what means nothing is left out.
    pub fn read_query(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "etat" => asked.state = State::from_code(&value),
                "public" => asked.public = Public::from_code(&value),
                "tri" => asked.latest = value == LATEST,
                _ => {}
            }
        }
        asked
    }

    /// The query of the address that asks this, empty for nothing.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("etat", self.state.map(State::code)),
            ("public", self.public.map(Public::code)),
            ("tri", self.latest.then_some(LATEST)),
        ] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }

    /// Whether that proposal is among those asked for.
    pub fn keeps(&self, proposal: &Listed) -> bool {
        let state = match self.state {
            Some(state) => proposal.state == state,
            None => proposal.state != State::Merged,
        };
        state && self.public.is_none_or(|public| proposal.public == public)
    }

    /// Those that it keeps, in the order that it asks.
    pub fn narrow(&self, all: &[Listed]) -> Vec<Listed> {
        let mut kept: Vec<Listed> = all.iter().filter(|one| self.keeps(one)).cloned().collect();
        if self.latest {
            kept.sort_by_key(|one| (std::cmp::Reverse(one.made_at), one.id.number()));
        }
        kept
    }
}

/// Every proposal, the most wanted first: all of them, so that the page counts what each filter would keep. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn all(community: &Community, visitor: &Visitor) -> Result<Vec<Listed>, Fault> {
    if !visitor.sees(AUDIENCE) {
        return Ok(Vec::new());
    }
    let me = visitor.member().map_or(0, |member| member.id().number());
    store::list(community.database.reader(), me).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_asked_and_nothing_else() {
        let query = "etat=plus-tard&public=assistanat&tri=recentes";
        assert_eq!(Asked::read_query(query).query(), query);
        assert_eq!(Asked::read_query("etat=x&public=%00&tri=votes&autre=1"), Asked::default());
    }
}
