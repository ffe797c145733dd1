//! What a person knows well: a few words of their own, and stages of the guide.

use super::{Member, store};
use crate::{
    Community,
    fault::Fault,
    index::Words,
    journal::{self, Event},
    text::{Line, TextRefusal},
};

/// Something a person knows well, in a few words: « DEAES », « Petite enfance », « CAP AEPE RNCP38565 ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub(crate) label: String,
    pub(crate) folded: String,
    pub(crate) certification: Option<u32>,
}

impl Tag {
    /// The words, as the person wrote them.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The words in one spelling: two tags with the same are one.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The number of the RNCP record that the words name, if they name one.
    pub fn certification(&self) -> Option<u32> {
        self.certification
    }

    fn parse(typed: &str) -> Result<Self, TagRefusal> {
        let line =
            Line::<2, 40>::parse(typed).map_err(|why| TagRefusal::Unreadable(why, typed.to_owned()))?;
        let label = line.into_string();
        let folded = Words::read(&label).folded();
        match folded.is_empty() {
            true => Err(TagRefusal::Unreadable(TextRefusal::Empty, label)),
            false => Ok(Self { certification: certification(&label), label, folded }),
        }
    }
}

/// The number that follows « RNCP » in a text.
fn certification(label: &str) -> Option<u32> {
    let upper = label.to_ascii_uppercase();
    upper.match_indices("RNCP").find_map(|(at, rncp)| {
        let alone = !upper[..at].ends_with(char::is_alphanumeric);
        let rest = upper[at + rncp.len()..].trim_start();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let whole = (1..=6).contains(&digits) && !rest[digits..].starts_with(char::is_alphanumeric);
        rest[..digits].parse().ok().filter(|_| alone && whole)
    })
}

/// What is to be mended in a list of tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagRefusal {
    /// There are more than [`Tags::MOST`].
    TooMany(usize),
    /// That one is too short, too long, or has no word in it.
    Unreadable(TextRefusal, String),
}

/// The tags of one person, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags(Vec<Tag>);

impl Tags {
    /// The most that one person may have.
    pub const MOST: usize = 12;

    /// Reads them, one a line; commas and semicolons part them too. Of two spellings of one, the first stays.
    ///
    /// # Errors
    /// When one of them cannot be kept, or when there are too many.
    pub fn parse(typed: &str) -> Result<Self, TagRefusal> {
        let mut tags: Vec<Tag> = Vec::new();
        for one in typed.split(['\n', ',', ';']).map(str::trim).filter(|one| !one.is_empty()) {
            let tag = Tag::parse(one)?;
            if !tags.iter().any(|other| other.folded == tag.folded) {
                tags.push(tag);
            }
        }
        if tags.len() > Self::MOST { Err(TagRefusal::TooMany(tags.len())) } else { Ok(Self(tags)) }
    }

    pub(crate) fn stored(tags: Vec<Tag>) -> Self {
        Self(tags)
    }

    /// Each of them, in the person's order.
    pub fn iter(&self) -> std::slice::Iter<'_, Tag> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As they are typed, one a line.
    pub fn typed(&self) -> String {
        self.0.iter().map(Tag::label).collect::<Vec<_>>().join("\n")
    }
}

/// A set of stages of the guide, by their numbers from 1 to 5; one bit a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stages(u32);

impl Stages {
    /// How many stages the guide has.
    pub const COUNT: u8 = 5;

    pub(crate) const fn from_column(bits: i32) -> Self {
        Self(bits.cast_unsigned() & 0b1_1111)
    }

    pub(crate) const fn column(self) -> i32 {
        self.0.cast_signed()
    }

    /// Whether that stage is in the set.
    pub const fn contains(self, stage: u8) -> bool {
        1 <= stage && stage <= Self::COUNT && self.0 & (1 << (stage - 1)) != 0
    }

    /// The stages of the set, in order.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (1..=Self::COUNT).filter(move |stage| self.contains(*stage))
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<u8> for Stages {
    /// Numbers of no stage are left out.
    fn from_iter<I: IntoIterator<Item = u8>>(stages: I) -> Self {
        let known = stages.into_iter().filter(|stage| (1..=Stages::COUNT).contains(stage));
        Self(known.fold(0, |bits, stage| bits | 1 << (stage - 1)))
    }
}

/// What a person says that they know well.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expertise {
    /// In their own words.
    pub tags: Tags,
    /// Stages of the guide.
    pub stages: Stages,
}

/// Changes what I say that I know well.
///
/// # Errors
/// When the database cannot answer.
pub async fn change(community: &Community, member: &Member, expertise: &Expertise) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::change_expertise(&transaction, member.id, expertise).await?;
    let (now, id) = (community.now(), member.id.number());
    journal::record(&transaction, now, Some(id), Event::MemberChanged(id)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(typed: &str) -> Vec<String> {
        let tags = Tags::parse(typed).expect("they can be kept");
        tags.iter().map(|tag| tag.label().to_owned()).collect()
    }

    #[test]
    fn tags_are_one_a_line_and_each_once() {
        assert_eq!(
            labels("DEAES\r\n\n petite   enfance \ndeaes, Déaes; Jury"),
            ["DEAES", "petite enfance", "Jury"]
        );
        assert_eq!(labels(" \n , ;"), [""; 0]);
    }

    #[test]
    fn a_tag_is_short_and_says_something() {
        let refusal = |typed: &str| Tags::parse(typed).expect_err("it cannot be kept");
        let long = "a".repeat(41);
        assert_eq!(
            refusal(&long),
            TagRefusal::Unreadable(TextRefusal::TooLong { max: 40, found: 41 }, long.clone())
        );
        assert!(matches!(refusal("a"), TagRefusal::Unreadable(TextRefusal::TooShort { .. }, _)));
        assert!(matches!(refusal("…!?"), TagRefusal::Unreadable(TextRefusal::Empty, _)));
        let many: Vec<String> = (10..23).map(|number| format!("Tag {number}")).collect();
        assert_eq!(refusal(&many.join("\n")), TagRefusal::TooMany(13));
        assert!(Tags::parse(&many[..12].join("\n")).is_ok());
    }

    #[test]
    fn the_number_of_a_certification_is_recognised() {
        for (label, number) in [
            ("RNCP25467", Some(25_467)),
            ("DEAES rncp 36004", Some(36_004)),
            ("DEAES (RNCP25467)", Some(25_467)),
            ("RNCP", None),
            ("XRNCP12", None),
            ("RNCP1234567", None),
            ("RNCP12bis", None),
            ("Référentiel RNCP, RNCP 7", Some(7)),
            ("Niveau 5", None),
        ] {
            assert_eq!(certification(label), number, "{label}");
        }
    }

    #[test]
    fn stages_are_those_of_the_guide() {
        let stages: Stages = [5, 1, 0, 6, 255].into_iter().collect();
        assert_eq!(stages.iter().collect::<Vec<_>>(), [1, 5]);
        assert_eq!(Stages::from_column(stages.column()), stages);
        assert!(Stages::from_column(1 << 7).is_empty() && !stages.contains(0));
    }
}
