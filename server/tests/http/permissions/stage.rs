//! Where the table is walked: a place in which everybody has written, and what each outcome means there.

use std::collections::{BTreeMap, BTreeSet};

use axum::{body::Body, http::header};
use chrono::{Datelike, Duration, Utc};
use domain::{
    Id, Role,
    days::{attendance::signed, edition},
    files::{self, FileName},
    forum::Topic,
    library::resource::Readers,
    members::photo::Size,
    text::dates,
};

use super::{
    forms::{file_of, filled_in},
    shelf::{FOR_ANTENNES, HIDDEN, SHOWING, Shelf},
    table::{Row, rows},
};
use crate::{
    cast::{ASSISTANTS, CERTIFICATIONS, JURY, LIFE, PREPARATION, Person, address},
    common::{Answer, Place, get},
    days::{at_desk, morning},
    documents, markup,
};

const BOARDS: [&str; 5] = [JURY, CERTIFICATIONS, ASSISTANTS, LIFE, PREPARATION];

/// A place where somebody of each role wrote, and a colleague wrote in every board.
pub(super) struct Stage {
    place: Place,
    people: Vec<(Person, Mine)>,
    colleague: Person,
    theirs: BTreeMap<&'static str, Mine>,
    /// The colleague's photo, as its address has it.
    photo: String,
    /// The library, and in it a document of each role's.
    shelf: Shelf,
    deposited: Vec<String>,
    /// The colleague's collection that is not shared, as its address has it.
    collection: String,
    /// The colleague's days, by what each is.
    days: BTreeMap<&'static str, String>,
    /// A proposal of the colleague's, one that is one with it, and what each role proposed.
    proposals: BTreeMap<&'static str, String>,
    proposed: Vec<String>,
    /// The survey of the needs.
    needs: String,
    /// What no page shows to each column.
    secrets: Vec<Vec<String>>,
    /// The page of what does not exist, for each column, until something changes.
    nothing: Vec<Option<Answer>>,
    /// Which pages have shown the document for the antennes to an advisor.
    showing: BTreeSet<(&'static str, &'static str)>,
}

/// What somebody wrote; numbers of nothing for who writes nothing.
struct Mine {
    topic: String,
    reply: String,
    collection: String,
}

/// How far the days are.
const A_WHILE: Duration = Duration::days(20);

/// The number of nothing.
pub(super) const NONE: &str = "999999";

impl Stage {
    pub(super) async fn set() -> Self {
        let place = Place::unhurried().await;
        let colleague = place.person("Odile Grandjean", Role::Organiser).await;
        let mut theirs = BTreeMap::new();
        for board in BOARDS {
            theirs.insert(board, write(&place, &colleague, board, &secret(board)).await);
        }
        place.certifications().await;
        let photo = place.photo(&colleague).await.address(Size::Small);
        let photo = photo.trim_start_matches("/photos/").to_owned();
        let mut people = Vec::new();
        for role in Role::ALL {
            let person = place.person(&format!("Une {}", role.code()), role).await;
            let mine = match role {
                Role::Funder => {
                    let collection = collected(&place, &person).await;
                    Mine { topic: NONE.to_owned(), reply: NONE.to_owned(), collection }
                }
                _ => write(&place, &person, LIFE, "Un sujet à moi").await,
            };
            people.push((person, mine));
        }
        let topic = theirs[LIFE].topic.split('-').next().and_then(|number| number.parse().ok());
        let certifier = &people[role_at(Role::Certifier)].0;
        let shelf = Shelf::filled(&place, &colleague, certifier, topic.expect("it has a number")).await;
        let mut deposited = Vec::new();
        for (person, _) in &people {
            let deposits = domain::library::resource::may_deposit(&person.member);
            deposited.push(match deposits {
                true => place.document(person, "Un document à moi", Readers::Everybody, false).await.1,
                false => NONE.to_owned(),
            });
        }
        let (one, other) = (morning("Une journée", A_WHILE), morning("Un brouillon", A_WHILE));
        let needs = place.needs(&colleague).await.to_string();
        let those = |role: &Role| [Role::Advisor, Role::Assistant].contains(role);
        let there: Vec<&Person> = Role::ALL
            .iter()
            .zip(&people)
            .filter(|(role, _)| those(role))
            .map(|(_, (person, _))| person)
            .collect();
        let days = BTreeMap::from([
            ("published", place.day(&colleague, &one).await.1),
            ("draft", place.draft(&colleague, &other).await.1),
            ("writing", place.written_day(&colleague, "Une journée qui se raconte").await),
            ("told", place.told_day(&colleague, "Une journée racontée").await),
            ("over", place.day_over(&colleague, "Une journée passée", &there).await.1),
        ]);
        let (organiser, pdf) = (at_desk(&colleague), documents::PDF);
        let content = futures::stream::iter([Ok::<_, ()>(files::Bytes::from_static(pdf))]);
        let sent =
            files::receive(&place.community, &colleague.member, FileName::of("feuille.pdf"), content).await;
        let held = edition::number(&days["published"]).expect("it begins with a number");
        let kept = signed::keep(&place.community, &organiser, held, sent.expect("it is received").id).await;
        kept.expect("it is kept with the day");
        let (their_theme, merged) =
            (place.proposal(&colleague, "Un thème").await, place.proposal(&colleague, "Le même").await);
        place.merged(&colleague, merged.0, their_theme.0).await;
        let proposals = BTreeMap::from([("theirs", their_theme.1), ("merged", merged.1)]);
        let mut proposed = Vec::new();
        for (person, _) in &people {
            let proposes = domain::days::proposal::AUDIENCE.meets(person.member.roles());
            proposed.push(match proposes {
                true => place.proposal(person, "Un thème à moi").await.1,
                false => NONE.to_owned(),
            });
        }
        let collection = format!("{}-entre-nous", place.collection(&colleague, "Entre nous").await);
        place.index_follows().await;
        while domain::notices::follow(&place.community).await.expect("the letters follow") {}
        let secrets: Vec<_> = (0..=Role::ALL.len()).map(secrets).collect();
        let (nothing, showing) = (secrets.iter().map(|_| None).collect(), BTreeSet::new());
        Self {
            place,
            people,
            colleague,
            theirs,
            photo,
            shelf,
            deposited,
            collection,
            secrets,
            nothing,
            showing,
            days,
            proposals,
            proposed,
            needs,
        }
    }

    /// Whether the cell says what happens.
    pub(super) async fn holds(&mut self, row: &Row, column: usize) -> Result<(), String> {
        let path = self.path(row, column).await;
        let fields = filled_in(row);
        let answer = self.answer(row, column, &path, &fields).await;
        let held = match row.outcomes[column] {
            "door" => at_the_door(&answer, &path),
            "kept" => kept(&answer, &path, &fields),
            "404" if row.method == "HEAD" => has_status(&answer, "404"),
            "404" if !row.route.starts_with("/metrics") => self.as_nothing(&answer, column).await,
            status => has_status(&answer, status),
        };
        held.and_then(|()| self.nothing_shows_through(&answer, column, &path))?;
        self.note_what_shows(row, column, &answer);
        if row.method == "POST" && row.outcomes[column] != "404" {
            self.nothing.fill_with(|| None);
        }
        // Leaving ends the session, and coming in ends the one before.
        let renewed = row.method == "POST" && ["/deconnexion", "/connexion/{token}"].contains(&row.route);
        if let Some(role) = column.checked_sub(1).filter(|_| renewed) {
            self.people[role].0.cookie = self.place.sign_in(&self.people[role].0.member).await;
        }
        Ok(())
    }

    /// What comes of the row: HEAD asks for no body, PART for eight bytes; a form with a file is sent as browsers do.
    async fn answer(&self, row: &Row, column: usize, path: &str, fields: &[(&str, &str)]) -> Answer {
        let person = column.checked_sub(1).map(|role| &self.people[role].0);
        match (row.method, person, file_of(row)) {
            ("GET", ..) => self.place.seen_by(person, path).await,
            ("HEAD" | "PART", ..) => {
                let cookie = person.map_or("", |person| person.cookie.as_str());
                let asked = get(path).header(header::COOKIE, cookie);
                let asked = match row.method {
                    "HEAD" => asked.method("HEAD"),
                    _ => asked.header(header::RANGE, "bytes=0-7"),
                };
                self.place.ask(asked.body(Body::empty()).expect("well made")).await
            }
            (_, Some(person), Some((field, name, bytes))) => {
                self.place.posts_as(person, path, fields, Some((field, name, &bytes))).await
            }
            _ => self.place.sent_by(person, path, fields).await,
        }
    }

    async fn path(&self, row: &Row, column: usize) -> String {
        let Some((before, rest)) = row.route.split_once('{') else {
            return format!("{}{}", row.route, row.thing.strip_prefix('-').unwrap_or(row.thing));
        };
        let (noun, after) = rest.split_once('}').expect("the route names its thing");
        let (thing, query) = match row.thing.split_once('?') {
            Some((thing, query)) => (thing, format!("?{query}")),
            None => (row.thing, String::new()),
        };
        let (thing, version) = thing.split_once('/').unwrap_or((thing, "1"));
        let after = ["{version}", "{sheet}", "{moment}"]
            .into_iter()
            .fold(after.to_owned(), |after, name| after.replace(name, version));
        format!("{before}{}{after}{query}", self.thing(noun, thing, column).await)
    }

    /// What stands for the thing in the address.
    async fn thing(&self, noun: &str, thing: &str, column: usize) -> String {
        // Signed out, what is mine is the first person's.
        let (person, mine) = &self.people[column.saturating_sub(1)];
        let written = match thing.split_once('@') {
            Some(("theirs", board)) => self.theirs.get(board),
            _ => Some(mine).filter(|_| thing == "mine"),
        };
        match (noun, thing, written) {
            (_, "none", _) => NONE.to_owned(),
            ("topic", _, Some(written)) => written.topic.clone(),
            ("reply", _, Some(written)) => written.reply.clone(),
            ("member", "mine", _) => person.member.id().to_string(),
            ("member", "theirs", _) => self.colleague.member.id().to_string(),
            ("token", "live", _) => {
                let email = person.member.email().as_str();
                let link = self.place.link(email, Role::Advisor).await;
                link.trim_start_matches("/connexion/").to_owned()
            }
            ("photo", ..) => self.photo.clone(),
            ("update", ..) => self.shelf.update.clone(),
            ("collection", "theirs", _) => self.collection.clone(),
            ("collection", "shared", _) => self.shelf.shared.clone(),
            ("collection", _, Some(written)) => written.collection.clone(),
            ("document", "mine", _) => self.deposited[column.saturating_sub(1)].clone(),
            ("day", kind, _) => self.days[kind].clone(),
            ("proposal", "mine", _) => self.proposed[column.saturating_sub(1)].clone(),
            ("proposal", kind, _) => self.proposals[kind].clone(),
            ("survey", ..) => self.needs.clone(),
            ("document", kind, _) => self.shelf.document(kind),
            ("year", "YEAR", _) => dates::today(Utc::now()).year().to_string(),
            (
                "board" | "stage" | "antenne" | "number" | "certifier" | "import" | "year" | "moment",
                thing,
                _,
            ) => thing.to_owned(),
            ("token", _, _) | ("invitation", "spent", _) => "A".repeat(43),
            ("invitation", _, _) => self.place.invitation(&self.colleague).await.reveal().to_owned(),
            ("request", _, _) => self.place.request().await.to_string(),
            _ => panic!("no such thing: {noun} {thing}"),
        }
    }

    /// Nobody can tell what is not for them from what is not: the pages are the same, and the headers.
    async fn as_nothing(&mut self, answer: &Answer, column: usize) -> Result<(), String> {
        has_status(answer, "404")?;
        let nothing = match self.nothing[column].take() {
            Some(nothing) => nothing,
            None => {
                let person = column.checked_sub(1).map(|role| &self.people[role].0);
                self.place.seen_by(person, "/forums/nulle-part/nulle-part/nulle-part").await
            }
        };
        if answer.text() != nothing.text() {
            return Err(format!("not the page of nothing:\n{}\n{}", answer.text(), nothing.text()));
        }
        let said = |answer: &Answer| {
            let mut headers = answer.headers.clone();
            headers.remove("x-request-id");
            headers
        };
        if said(answer) != said(&nothing) {
            return Err(format!("other headers: {:?} {:?}", said(answer), said(&nothing)));
        }
        self.nothing[column] = Some(nothing);
        Ok(())
    }

    /// No page names a board, or holds a word of one, or of a document, that the person may not see; the address itself aside, which
    /// they typed.
    fn nothing_shows_through(&self, answer: &Answer, column: usize, path: &str) -> Result<(), String> {
        let text = answer.text();
        let shown = self.secrets[column].iter().filter(|secret| text.contains(*secret));
        match shown.into_iter().find(|secret| text.replace(path, "").contains(*secret)) {
            Some(secret) => Err(format!("the page shows {secret}")),
            None => Ok(()),
        }
    }

    fn note_what_shows(&mut self, row: &Row, column: usize, answer: &Answer) {
        let word = HIDDEN.iter().find(|(kind, _)| *kind == FOR_ANTENNES).map(|(_, word)| *word);
        if column == 1 + role_at(Role::Advisor) && word.is_some_and(|word| answer.text().contains(word)) {
            self.showing.insert((row.route, row.thing));
        }
    }

    /// The pages that should show the document for the antennes to those who may see it, and did not: where nobody is shown it, that
    /// others are not shows nothing.
    pub(super) fn silent(&self) -> Vec<(&'static str, &'static str)> {
        SHOWING.into_iter().filter(|page| !self.showing.contains(page)).collect()
    }
}

fn role_at(role: Role) -> usize {
    Role::ALL.iter().position(|one| *one == role).expect("it is one of them")
}

/// What that column may be shown nowhere, by what the table says that it sees.
fn secrets(column: usize) -> Vec<String> {
    let rows = rows();
    let sees = |route: &str, thing: &str| {
        let row = rows.iter().find(|row| (row.method, row.route, row.thing) == ("GET", route, thing));
        row.is_some_and(|row| row.outcomes[column] == "200")
    };
    let boards = BOARDS.into_iter().filter(|board| !sees("/forums/{board}", board));
    let boards = boards.flat_map(|board| [secret(board), format!("\"/forums/{board}\"")]);
    let hidden = HIDDEN.into_iter().filter(|(kind, _)| !sees("/ressources/documents/{document}", kind));
    boards.chain(hidden.map(|(_, word)| word.to_owned())).collect()
}

/// Words found in that board only.
fn secret(board: &str) -> String {
    format!("Confidence de {board}")
}

async fn write(place: &Place, person: &Person, board: &str, title: &str) -> Mine {
    let topic: Id<Topic> = place.open(person, board, title, &format!("{title}, en détail.")).await;
    let reply = place.reply(person, topic, &format!("{title}, en réponse.")).await;
    let path = address(topic, title);
    let topic = path.trim_start_matches("/forums/sujets/").to_owned();
    let collection =
        if title.starts_with("Un sujet") { collected(place, person).await } else { String::new() };
    Mine { topic, reply: reply.to_string(), collection }
}

/// A collection of that person's, as its address has it.
async fn collected(place: &Place, person: &Person) -> String {
    format!("{}-a-moi", place.collection(person, "À moi").await)
}

fn has_status(answer: &Answer, expected: &str) -> Result<(), String> {
    match answer.status.as_str() == expected {
        true => Ok(()),
        false => Err(format!("{} instead of {expected}\n{}", answer.status, answer.text())),
    }
}

/// Sent to sign in, and back to that address afterwards.
fn at_the_door(answer: &Answer, path: &str) -> Result<(), String> {
    has_status(answer, "303")?;
    let suite: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    match answer.header(header::LOCATION.as_str()) == format!("/connexion?suite={suite}") {
        true => Ok(()),
        false => Err(format!("sent to {}", answer.header("location"))),
    }
}

/// Told that the session is over, with a form that sends the same again.
fn kept(answer: &Answer, path: &str, fields: &[(&str, &str)]) -> Result<(), String> {
    has_status(answer, "401")?;
    let page = answer.text();
    if markup::find(&page, "action", path).is_none() {
        return Err(format!("no form for {path}"));
    }
    for (name, value) in fields {
        let field = markup::find(&page, "name", name).ok_or_else(|| format!("{name} is lost"))?;
        let found = match field.name.as_str() {
            // Browsers drop the line feed that begins an area, and read every end of line as one.
            "textarea" => markup::decoded(field.text.strip_prefix('\n').unwrap_or(&field.text)),
            _ => field.attribute("value").unwrap_or_default().to_owned(),
        };
        if found != *value {
            return Err(format!("{name} came back as {found:?}"));
        }
    }
    Ok(())
}
