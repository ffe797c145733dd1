//! The rules by which the directory is narrowed.

use std::collections::BTreeMap;

use super::Listed;
use crate::{Id, Role, index::Words, members::Antenne};

/// What somebody asks of the directory. What is not asked narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Words of a name, a job, an antenne, a presentation, a tag.
    pub words: String,
    /// People with that role.
    pub role: Option<Role>,
    /// People of an antenne of that département.
    pub department: Option<String>,
    /// People of that antenne.
    pub antenne: Option<Id<Antenne>>,
    /// People with that tag, folded.
    pub tag: Option<String>,
    /// People who know that stage of the guide well.
    pub stage: Option<u8>,
}

impl Asked {
    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::default()
    }
}

/// How many people each choice would leave, the other choices being kept; choices that would leave nobody are not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// By role, in the order of roles.
    pub roles: Vec<(Role, usize)>,
    /// By département.
    pub departments: Vec<(String, usize)>,
    /// By antenne, in the order of antennes.
    pub antennes: Vec<(Id<Antenne>, usize)>,
    /// By tag, folded, with the commonest of its spellings; the commonest tags first.
    pub tags: Vec<(String, String, usize)>,
    /// By stage.
    pub stages: Vec<(u8, usize)>,
}

/// Those whose words answer, in their order.
pub(super) fn answering(people: Vec<Listed>, antennes: &[Antenne], words: &str) -> Vec<Listed> {
    let question = Words::read(words);
    if question.folded().is_empty() {
        return people;
    }
    let answers = |person: &Listed| Words::read(&text(person, antennes)).answer(&question);
    people.into_iter().filter(answers).collect()
}

/// What a person is found by: never a number, never an address.
fn text(person: &Listed, antennes: &[Antenne]) -> String {
    let antenne = antennes.iter().find(|antenne| Some(antenne.id) == person.antenne);
    let said = [
        Some(person.name.as_str()),
        person.function.as_deref(),
        antenne.map(|antenne| antenne.name.as_str()),
        person.organisation.as_deref(),
        Some(person.presentation.as_str()),
    ];
    let tags = person.expertise.tags.iter().map(|tag| tag.label());
    said.into_iter().flatten().chain(tags).collect::<Vec<_>>().join(". ")
}

fn department<'a>(person: &Listed, antennes: &'a [Antenne]) -> Option<&'a str> {
    let antenne = antennes.iter().find(|antenne| Some(antenne.id) == person.antenne)?;
    Some(&antenne.department)
}

/// Whether all the choices are true of that person.
pub(super) fn keeps(asked: &Asked, person: &Listed, antennes: &[Antenne]) -> bool {
    let tagged = |tag: &String| person.expertise.tags.iter().any(|one| one.folded() == tag);
    asked.role.is_none_or(|role| person.roles.contains(role))
        && asked.department.as_deref().is_none_or(|code| department(person, antennes) == Some(code))
        && asked.antenne.is_none_or(|antenne| person.antenne == Some(antenne))
        && asked.tag.as_ref().is_none_or(tagged)
        && asked.stage.is_none_or(|stage| person.expertise.stages.contains(stage))
}

/// Counts each kind of choice among those whom the other kinds leave.
pub(super) fn counts(people: &[Listed], antennes: &[Antenne], asked: &Asked) -> Counts {
    let left = |asked: Asked| people.iter().filter(move |person| keeps(&asked, person, antennes));
    let tally =
        |asked: Asked, has: &dyn Fn(&Listed) -> bool| left(asked).filter(|person| has(person)).count();
    let some = |(_, count): &(_, usize)| *count > 0;
    let roles = Role::ALL.into_iter().map(|role| {
        (role, tally(Asked { role: None, ..asked.clone() }, &|person| person.roles.contains(role)))
    });
    let mut departments = BTreeMap::new();
    for person in left(Asked { department: None, ..asked.clone() }) {
        if let Some(code) = department(person, antennes) {
            *departments.entry(code.to_owned()).or_insert(0) += 1;
        }
    }
    let at = antennes.iter().map(|antenne| {
        let here = |person: &Listed| person.antenne == Some(antenne.id);
        (antenne.id, tally(Asked { antenne: None, ..asked.clone() }, &here))
    });
    let stages = (1..=crate::members::Stages::COUNT).map(|stage| {
        let knows = |person: &Listed| person.expertise.stages.contains(stage);
        (stage, tally(Asked { stage: None, ..asked.clone() }, &knows))
    });
    Counts {
        roles: roles.filter(|(_, count)| *count > 0).collect(),
        departments: departments.into_iter().filter(some).collect(),
        antennes: at.filter(|(_, count)| *count > 0).collect(),
        tags: tags(left(Asked { tag: None, ..asked.clone() })),
        stages: stages.filter(|(_, count)| *count > 0).collect(),
    }
}

fn tags<'a>(people: impl Iterator<Item = &'a Listed>) -> Vec<(String, String, usize)> {
    let mut spellings: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for tag in people.flat_map(|person| person.expertise.tags.iter()) {
        *spellings.entry(tag.folded()).or_default().entry(tag.label()).or_insert(0) += 1;
    }
    let commonest = |(folded, labels): (&str, BTreeMap<&str, usize>)| {
        let count = labels.values().sum();
        let label = labels.into_iter().max_by_key(|(_, count)| *count).map_or(folded, |(label, _)| label);
        (folded.to_owned(), label.to_owned(), count)
    };
    let mut tags: Vec<_> = spellings.into_iter().map(commonest).collect();
    tags.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Roles,
        members::{Expertise, Tags},
    };

    fn antenne(id: i64, department: &str) -> Antenne {
        let text = |text: &str| text.to_owned();
        let (address, operator, telephone) = (text("1 rue Haute"), text("CIBC"), text("01 02 03 04 05"));
        let name = format!("Point relais {department}");
        Antenne { id: Id::new(id), department: text(department), name, address, operator, telephone }
    }

    fn person(name: &str, role: Role, antenne: Option<i64>, tags: &str, stages: &[u8]) -> Listed {
        Listed {
            id: Id::new(1),
            name: name.to_owned(),
            roles: Roles::of(&[role]),
            function: None,
            organisation: None,
            antenne: antenne.map(Id::new),
            presentation: String::new(),
            expertise: Expertise {
                tags: Tags::parse(tags).expect("they can be kept"),
                stages: stages.iter().copied().collect(),
            },
            photo: None,
        }
    }

    fn place() -> (Vec<Listed>, [Antenne; 2]) {
        let people = vec![
            person("Claire Bernard", Role::Advisor, Some(1), "DEAES\nJury", &[3]),
            person("Karim Haddad", Role::Advisor, Some(2), "deaes", &[3, 4]),
            person("Lucie Petit", Role::Assistant, Some(2), "", &[]),
            person("Paul Lemaire", Role::Certifier, None, "Deaes", &[4]),
        ];
        (people, [antenne(1, "75"), antenne(2, "93")])
    }

    fn left(asked: &Asked) -> Vec<String> {
        let (people, antennes) = place();
        let found = answering(people, &antennes, &asked.words);
        let kept = found.into_iter().filter(|person| keeps(asked, person, &antennes));
        kept.map(|person| person.name).collect()
    }

    #[test]
    fn choices_add_up() {
        let advisors = Asked { role: Some(Role::Advisor), ..Asked::default() };
        assert_eq!(left(&Asked::default()).len(), 4);
        assert_eq!(left(&advisors), ["Claire Bernard", "Karim Haddad"]);
        assert_eq!(left(&Asked { department: Some("93".into()), ..advisors.clone() }), ["Karim Haddad"]);
        assert_eq!(left(&Asked { antenne: Some(Id::new(1)), ..advisors.clone() }), ["Claire Bernard"]);
        assert_eq!(
            left(&Asked { tag: Some("deaes".into()), stage: Some(4), ..advisors.clone() }),
            ["Karim Haddad"]
        );
        assert_eq!(left(&Asked { words: "hadad".into(), ..advisors }), ["Karim Haddad"]);
        assert_eq!(left(&Asked { words: "93 petit".into(), ..Asked::default() }), ["Lucie Petit"]);
    }

    #[test]
    fn each_count_is_what_the_choice_would_leave() {
        let (people, antennes) = place();
        let asked = Asked { department: Some("93".into()), ..Asked::default() };
        let counts = counts(&people, &antennes, &asked);
        assert_eq!(counts.roles, [(Role::Advisor, 1), (Role::Assistant, 1)]);
        assert_eq!(counts.departments, [("75".to_owned(), 1), ("93".to_owned(), 2)]);
        assert_eq!(counts.antennes, [(Id::new(2), 2)]);
        assert_eq!(counts.tags, [("deaes".to_owned(), "deaes".to_owned(), 1)]);
        assert_eq!(counts.stages, [(3, 1), (4, 1)]);
        for (role, count) in counts.roles {
            assert_eq!(left(&Asked { role: Some(role), ..asked.clone() }).len(), count);
        }
    }

    #[test]
    fn nobody_is_found_by_what_is_not_shown() {
        assert!(Asked { words: "x".into(), ..Asked::default() }.is_narrowed());
        assert_eq!(left(&Asked { words: "0102030405".into(), ..Asked::default() }), [""; 0]);
    }
}
