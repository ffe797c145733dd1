//! Days before a test begins.

use axum::http::StatusCode;
use chrono::{DateTime, Datelike, Duration, Utc};
use domain::{
    days::{
        Act, DayId, Details, Modality, Public, Room, Session, Speaker,
        details::{Label, Papers, Words},
        edition,
        minutes::{publication, writing},
        proposal::{Draft, ProposalId, Wished, answering, making},
        registration::desk,
        survey::{self, Kind, SurveyId, model, opening},
    },
    forum::Submission,
    members::{Message, Organiser, Stages, audit::Origin},
    text::{Line, Markdown, dates, slug},
};
use sea_orm::ConnectionTrait;

use crate::{
    cast::Person,
    common::{Answer, Place},
    markup,
};

/// A morning of that title, for advisors and assistants, that long from now, with ten seats.
pub(crate) fn morning(title: &str, from_now: Duration) -> Details {
    let starts_at = Utc::now() + from_now;
    Details {
        year: year(starts_at),
        title: Line::parse(title).expect("it is a title"),
        objectives: Markdown::parse("Qui paie quoi, à quel moment.").expect("something is said"),
        public: Public::Both,
        modality: Modality::OnSite,
        theme: Some(Line::parse("Financement").expect("it is a theme")),
        department: Some("75"),
        place: Some(Words::parse("Défi métiers, salle Olympe").expect("it is a place")),
        access: Some(Markdown::parse("Code de la porte : 4512").expect("something is said")),
        preparation: None,
        accessibility: None,
        contact: None,
        room: Room { capacity: 10, antenne_quota: None },
        opens_at: None,
        closes_at: None,
        stages: Stages::default(),
        papers: Papers::ALL,
        sessions: vec![Session {
            label: Label::parse("Matin").expect("it is a label"),
            starts_at,
            ends_at: starts_at + Duration::hours(3),
            agenda: Default::default(),
        }],
        speakers: vec![Speaker {
            name: Line::parse("Nadia Ferrand").expect("it is a name"),
            function: None,
            organisation: None,
            certifier: None,
            member: None,
        }],
        certifications: vec![25_467],
        documents: Vec::new(),
    }
}

fn year(at: DateTime<Utc>) -> i32 {
    dates::today(at).year()
}

/// That person, at the desk.
pub(crate) fn at_desk(person: &Person) -> Organiser {
    person.member.as_organiser(Origin::HERE).expect("there is a place at the desk")
}

/// The words of a page, without its tags.
pub(crate) fn words(answer: &Answer) -> String {
    let page = answer.text().replace("&#x27;", "'").replace(['\u{a0}', '\u{202f}'], " ");
    page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

/// That the answer leads there.
#[track_caller]
pub(crate) fn leads_to(answer: &Answer, path: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header("location"), path);
}

/// That the page came back, with a summary that says why and takes the focus.
#[track_caller]
pub(crate) fn is_refused(answer: &Answer, why: &str) {
    answer.is_a_page_with(StatusCode::UNPROCESSABLE_ENTITY);
    let summary = markup::find(&answer.text(), "role", "alert").expect("there is a summary");
    assert!(summary.attribute("autofocus").is_some(), "it takes the focus");
    assert!(words(answer).contains(why), "{why:?} is not in {}", words(answer));
}

impl Place {
    /// Changes rows as an operator with a console would: past every rule.
    pub(crate) async fn tamper(&self, statement: &str) {
        let console = sea_orm::Database::connect(&self.url).await.expect("the console opens");
        console.execute_unprepared(statement).await.expect("it is done");
        console.close().await.expect("the console closes");
    }

    /// A draft of that organiser's, and the end of its address.
    pub(crate) async fn draft(&self, organiser: &Person, details: &Details) -> (DayId, String) {
        let made = edition::make(&self.community, &at_desk(organiser), details, &Submission::new()).await;
        let day = made.expect("it is made");
        (day, format!("{day}-{}", slug(details.title.as_str(), "journee")))
    }

    /// The same, published.
    pub(crate) async fn day(&self, organiser: &Person, details: &Details) -> (DayId, String) {
        let (day, slug) = self.draft(organiser, details).await;
        self.done_to(organiser, day, Act::Publish).await;
        (day, slug)
    }

    /// A day that has begun, of that organiser's, with its minutes as they are being written: the end of its address.
    pub(crate) async fn written_day(&self, organiser: &Person, title: &str) -> String {
        let (day, slug) = self.day(organiser, &morning(title, -Duration::hours(1))).await;
        let text = Markdown::parse("Ce que nous retenons.").expect("something is said");
        let written = writing::change(&self.community, &organiser.member, day, 0, &text).await;
        written.expect("it is written");
        slug
    }

    /// The same, with its minutes published.
    pub(crate) async fn told_day(&self, organiser: &Person, title: &str) -> String {
        let slug = self.written_day(organiser, title).await;
        let day = edition::number(&slug).expect("it begins with a number");
        publication::publish(&self.community, &at_desk(organiser), day, 1).await.expect("it is published");
        slug
    }

    /// A morning that has just ended, where these people had a seat, whose hot survey is open; and the end of its address.
    pub(crate) async fn day_over(
        &self,
        organiser: &Person,
        title: &str,
        people: &[&Person],
    ) -> (DayId, String) {
        let (day, slug) = self.day(organiser, &morning(title, -Duration::hours(4))).await;
        let before = self.community.at(Utc::now() - Duration::days(2));
        for person in people {
            let enrolled = desk::enrol(&before, &at_desk(organiser), day, person.member.id()).await;
            enrolled.expect("they have a seat");
        }
        while opening::open_due(&self.community).await.expect("it opens") {}
        (day, slug)
    }

    /// The needs of next year, asked for a month.
    pub(crate) async fn needs(&self, organiser: &Person) -> SurveyId {
        let (year, until) = (year(Utc::now()) + 1, Utc::now() + Duration::days(30));
        let (desk, questions) = (at_desk(organiser), model::of(Kind::Needs));
        let asked = survey::desk::ask_needs(&self.community, &desk, year, until, &questions).await;
        asked.expect("they are asked")
    }

    /// A theme that the person proposes, and the end of its address.
    pub(crate) async fn proposal(&self, person: &Person, title: &str) -> (ProposalId, String) {
        let draft = Draft {
            title: Line::parse(title).expect("it is a title"),
            why: Markdown::parse("Trois antennes le demandent.").expect("something is said"),
            speakers: Wished::default(),
            public: Public::Both,
        };
        let made = making::propose(&self.community, &person.member, &draft, &Submission::new()).await;
        let made = made.expect("it is proposed");
        (made, format!("{made}-{}", slug(title, "proposition")))
    }

    /// Makes the one proposal one with the other.
    pub(crate) async fn merged(&self, organiser: &Person, one: ProposalId, other: ProposalId) {
        let word = Message::parse("C’est la même chose.").expect("it is a word");
        let merged = answering::merge(&self.community, &at_desk(organiser), one, other, &word).await;
        merged.expect("they are one");
    }

    /// Does that to the day.
    pub(crate) async fn done_to(&self, organiser: &Person, day: DayId, act: Act) {
        let organiser = at_desk(organiser);
        let (_, edition, _) = edition::open(&self.community, &organiser, day).await.expect("it opens");
        edition::act(&self.community, &organiser, day, edition, act, None).await.expect("it is done");
    }
}
