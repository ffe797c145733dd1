//! Everybody, as the desk sees them: who came, who did not, who may not, who left.

use chrono::{DateTime, Utc};

use super::Refusal;
use crate::{
    Community, Failure, Id, Role, Roles,
    fault::Fault,
    mail::EmailAddress,
    members::{
        Antenne, Member, Organiser, Standing,
        audit::{self, Deed},
        store,
    },
    text::folded,
};

/// People a page.
pub const PAGE: usize = 30;

/// A person as the desk knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person's number.
    pub id: Id<Member>,
    /// First and last name.
    pub name: String,
    /// Where letters reach the person.
    pub email: String,
    /// What the person is here.
    pub roles: Roles,
    /// The person's job.
    pub function: Option<String>,
    /// The antenne's number.
    pub antenne: Option<Id<Antenne>>,
    /// The antenne's name.
    pub antenne_name: Option<String>,
    /// Code of the antenne's département.
    pub department: Option<String>,
    /// The body the person speaks for, when not an antenne.
    pub organisation: Option<String>,
    /// When the account was made.
    pub joined_at: DateTime<Utc>,
    /// When the person was last here, to five minutes; never, when they never came.
    pub seen_at: Option<DateTime<Utc>>,
    /// Whether they may come in.
    pub standing: Standing,
    /// On how many devices they are signed in.
    pub sessions: u64,
    /// Until when they let the team see the site in their place.
    pub help_until: Option<DateTime<Utc>>,
}

/// What the list tells apart. Everybody is in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Has come, and may come again.
    Active,
    /// May come, and never did.
    NeverCame,
    /// May not come for a time.
    Suspended,
    /// Is gone.
    Left,
}

impl State {
    /// Every state, in the order in which the filter offers them.
    pub const ALL: [State; 4] = [State::Active, State::NeverCame, State::Suspended, State::Left];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            State::Active => "actif",
            State::NeverCame => "jamais",
            State::Suspended => "suspendu",
            State::Left => "parti",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl Person {
    /// Which state the person is in.
    pub fn state(&self) -> State {
        match (&self.standing, self.seen_at) {
            (Standing::Gone, _) => State::Left,
            (Standing::Suspended { .. }, _) => State::Suspended,
            (Standing::Active, None) => State::NeverCame,
            (Standing::Active, Some(_)) => State::Active,
        }
    }
}

/// Where the people looked for work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// In that antenne.
    Antenne(Id<Antenne>),
    /// In an antenne of that département.
    Department(String),
    /// Elsewhere than in an antenne.
    Elsewhere,
}

/// Whom the desk looks for. The default is everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of a name, or a part of an e-mail address.
    pub words: String,
    /// Who has that role.
    pub role: Option<Role>,
    /// Who works there.
    pub place: Option<Whereabouts>,
    /// Who is in that state.
    pub state: Option<State>,
}

impl Filter {
    /// Whether the person is looked for, whatever their state.
    fn finds(&self, person: &Person, words: &[String]) -> bool {
        let name = folded(&person.name);
        let here = match &self.place {
            None => true,
            Some(Whereabouts::Antenne(antenne)) => person.antenne == Some(*antenne),
            Some(Whereabouts::Department(code)) => person.department.as_ref() == Some(code),
            Some(Whereabouts::Elsewhere) => person.antenne.is_none(),
        };
        here && self.role.is_none_or(|role| person.roles.contains(role))
            && words.iter().all(|word| name.contains(word.as_str()) || person.email.contains(word.as_str()))
    }
}

/// What the desk finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Those who are looked for, in alphabetical order.
    pub people: Vec<Person>,
    /// How many there are in each state, the state aside: in the order of [`State::ALL`].
    pub states: [usize; 4],
}

/// Whom the filter finds. They are few enough, and French enough in their order, to be read whole: one statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn find(community: &Community, _: &Organiser, filter: &Filter) -> Result<Found, Fault> {
    let everybody = store::people(&community.database, community.now()).await?;
    Ok(sorted_out(everybody, filter))
}

fn sorted_out(everybody: Vec<Person>, filter: &Filter) -> Found {
    let words: Vec<String> = folded(&filter.words).split_whitespace().map(str::to_owned).collect();
    let mut people: Vec<Person> =
        everybody.into_iter().filter(|person| filter.finds(person, &words)).collect();
    let states = State::ALL.map(|state| people.iter().filter(|person| person.state() == state).count());
    people.retain(|person| filter.state.is_none_or(|state| person.state() == state));
    people.sort_by_cached_key(|person| (folded(&person.name), person.id.number()));
    Found { people, states }
}

/// One person.
///
/// # Errors
/// [`Refusal::NoSuchPerson`].
pub async fn one(
    community: &Community,
    _: &Organiser,
    member: Id<Member>,
) -> Result<Person, Failure<Refusal>> {
    let person = store::person(community.database.reader(), member, community.now()).await?;
    person.ok_or(Failure::Refused(Refusal::NoSuchPerson))
}

/// The account with that address.
///
/// # Errors
/// When the database cannot answer.
pub async fn called(
    community: &Community,
    _: &Organiser,
    email: &EmailAddress,
) -> Result<Option<Id<Member>>, Fault> {
    Ok(store::by_email(&community.database, email).await?.map(|member| member.id))
}

/// Whom the filter finds, to be taken away as a file: the audit log says so.
///
/// # Errors
/// When the database cannot answer.
pub async fn export(
    community: &Community,
    organiser: &Organiser,
    filter: &Filter,
) -> Result<Vec<Person>, Fault> {
    let people = find(community, organiser, filter).await?.people;
    let transaction = community.database.begin().await?;
    let line = organiser.line(Deed::PeopleExported, None, people.len().to_string());
    audit::note(&transaction, community.now(), line).await?;
    transaction.commit().await?;
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: i64, name: &str, seen: bool, standing: Standing) -> Person {
        let now = DateTime::from_timestamp(1_803_976_200, 0).expect("an instant");
        Person {
            id: Id::new(id),
            name: name.to_owned(),
            email: format!("{}@exemple.fr", crate::text::slug(name, "x")),
            roles: Roles::of(&[Role::Advisor]),
            function: None,
            antenne: (id % 2 == 0).then_some(Id::new(7)),
            antenne_name: None,
            department: (id % 2 == 0).then(|| "75".to_owned()),
            organisation: None,
            joined_at: now,
            seen_at: seen.then_some(now),
            standing,
            sessions: 0,
            help_until: None,
        }
    }

    fn everybody() -> Vec<Person> {
        let suspended = Standing::Suspended { until: None, reason: "À sa demande".to_owned() };
        vec![
            person(1, "Zoé Ba", true, Standing::Active),
            person(2, "Élodie Garnier", false, Standing::Active),
            person(3, "Emma Œuvrard", true, suspended),
            person(4, "Ancien membre", true, Standing::Gone),
        ]
    }

    fn names(filter: &Filter) -> Vec<String> {
        sorted_out(everybody(), filter).people.into_iter().map(|person| person.name).collect()
    }

    #[test]
    fn people_are_in_the_order_of_the_alphabet_whatever_their_accents() {
        assert_eq!(names(&Filter::default()), ["Ancien membre", "Élodie Garnier", "Emma Œuvrard", "Zoé Ba"]);
    }

    #[test]
    fn a_name_is_found_without_its_accents_and_an_address_by_a_part_of_it() {
        let words = |words: &str| names(&Filter { words: words.to_owned(), ..Filter::default() });
        assert_eq!(words("ELODIE"), ["Élodie Garnier"]);
        assert_eq!(words("garnier élo"), ["Élodie Garnier"]);
        assert_eq!(words("oeuvr"), ["Emma Œuvrard"]);
        assert_eq!(words("zoe-ba@"), ["Zoé Ba"]);
        assert_eq!(words("personne"), [""; 0]);
    }

    #[test]
    fn everybody_is_in_one_state_and_the_counts_say_how_many() {
        let found = sorted_out(everybody(), &Filter { state: Some(State::Suspended), ..Filter::default() });
        assert_eq!(found.states, [1, 1, 1, 1]);
        assert_eq!(found.people.len(), 1);
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
    }

    #[test]
    fn places_are_told_apart() {
        let at = |place| names(&Filter { place: Some(place), ..Filter::default() });
        assert_eq!(at(Whereabouts::Antenne(Id::new(7))), ["Ancien membre", "Élodie Garnier"]);
        assert_eq!(at(Whereabouts::Department("75".to_owned())), ["Ancien membre", "Élodie Garnier"]);
        assert_eq!(at(Whereabouts::Department("93".to_owned())), [""; 0]);
        assert_eq!(at(Whereabouts::Elsewhere), ["Emma Œuvrard", "Zoé Ba"]);
    }
}
