//! Where the table is walked: a place in which everybody has written, and what each outcome means there.

use std::collections::BTreeMap;

use axum::http::header;
use chrono::Duration;
use domain::{Id, Role, forum::Topic, library::resource::Readers, members::photo::Size};

use super::table::{Row, rows};
use crate::{
    cast::{ASSISTANTS, CERTIFICATIONS, JURY, LIFE, PREPARATION, Person, address},
    common::{Answer, Place},
    days::morning,
    markup,
    shelves::CERTIFIER,
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
    /// The library's documents: the colleague's by what they are, then one for each role.
    documents: BTreeMap<&'static str, String>,
    deposited: Vec<String>,
    /// The colleague's announcement, and collection, as their addresses have them.
    update: String,
    collection: String,
    /// The colleague's days, by what each is.
    days: BTreeMap<&'static str, String>,
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
const NONE: &str = "999999";

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
        let documents = documents(&place, &colleague).await;
        let mut deposited = Vec::new();
        for (person, _) in &people {
            let deposits = domain::library::resource::may_deposit(&person.member);
            deposited.push(match deposits {
                true => place.document(person, "Un document à moi", Readers::Everybody, false).await.1,
                false => NONE.to_owned(),
            });
        }
        let update = format!("{}-une-actualite", place.update(&colleague, "Une actualité").await);
        let collection = format!("{}-pour-les-jurys", place.collection(&colleague, "Pour les jurys").await);
        let (one, other) = (morning("Une journée", A_WHILE), morning("Un brouillon", A_WHILE));
        let days = BTreeMap::from([
            ("published", place.day(&colleague, &one).await.1),
            ("draft", place.draft(&colleague, &other).await.1),
        ]);
        place.index_follows().await;
        while domain::notices::follow(&place.community).await.expect("the letters follow") {}
        Self { place, people, colleague, theirs, photo, documents, deposited, update, collection, days }
    }

    /// Whether the cell says what happens.
    pub(super) async fn holds(&mut self, row: &Row, column: usize) -> Result<(), String> {
        let path = self.path(row, column).await;
        let fields = filled_in(row);
        let person = column.checked_sub(1).map(|role| &self.people[role].0);
        let answer = match row.method {
            "GET" => self.place.seen_by(person, &path).await,
            _ => self.place.sent_by(person, &path, &fields).await,
        };
        let held = match row.outcomes[column] {
            "door" => at_the_door(&answer, &path),
            "kept" => kept(&answer, &path, &fields),
            "404" if !row.route.starts_with("/metrics") => self.as_nothing(&answer, person).await,
            status => has_status(&answer, status),
        };
        held.and_then(|()| self.nothing_shows_through(&answer, column))?;
        // Leaving ends the session, and coming in ends the one before.
        let renewed = row.method == "POST" && ["/deconnexion", "/connexion/{token}"].contains(&row.route);
        if let Some(role) = column.checked_sub(1).filter(|_| renewed) {
            self.people[role].0.cookie = self.place.sign_in(&self.people[role].0.member).await;
        }
        Ok(())
    }

    async fn path(&self, row: &Row, column: usize) -> String {
        let Some((before, rest)) = row.route.split_once('{') else {
            return format!("{}{}", row.route, row.thing.strip_prefix('-').unwrap_or(row.thing));
        };
        let (noun, after) = rest.split_once('}').expect("the route names its thing");
        let after = after.replace("{version}", "1");
        format!("{before}{}{after}", self.thing(noun, row.thing, column).await)
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
            ("update", ..) => self.update.clone(),
            ("collection", "theirs", _) => self.collection.clone(),
            ("collection", _, Some(written)) => written.collection.clone(),
            ("document", "mine", _) => self.deposited[column.saturating_sub(1)].clone(),
            ("day", kind, _) => self.days[kind].clone(),
            ("document", kind, _) => self.documents[kind].clone(),
            ("board" | "stage" | "antenne" | "number" | "certifier" | "import", thing, _) => thing.to_owned(),
            ("token", _, _) | ("invitation", "spent", _) => "A".repeat(43),
            ("invitation", _, _) => self.place.invitation(&self.colleague).await.reveal().to_owned(),
            ("request", _, _) => self.place.request().await.to_string(),
            _ => panic!("no such thing: {noun} {thing}"),
        }
    }

    /// Nobody can tell what is not for them from what is not: the pages are the same, and the headers.
    async fn as_nothing(&self, answer: &Answer, person: Option<&Person>) -> Result<(), String> {
        has_status(answer, "404")?;
        let nothing = self.place.seen_by(person, "/forums/nulle-part/nulle-part/nulle-part").await;
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
        Ok(())
    }

    /// No page names a board, or holds a word of one, that the person may not see.
    fn nothing_shows_through(&self, answer: &Answer, column: usize) -> Result<(), String> {
        let text = answer.text();
        for board in BOARDS.into_iter().filter(|board| !sees(column, board)) {
            for trace in [secret(board), format!("\"/forums/{board}\"")] {
                if text.contains(&trace) {
                    return Err(format!("the page shows {trace}"));
                }
            }
        }
        Ok(())
    }
}

/// Whether the table says that this column sees that board.
fn sees(column: usize, board: &str) -> bool {
    rows().iter().any(|row| {
        (row.method, row.route, row.thing) == ("GET", "/forums/{board}", board)
            && row.outcomes[column] == "200"
    })
}

/// The colleague's documents, by what each is.
async fn documents(place: &Place, colleague: &Person) -> BTreeMap<&'static str, String> {
    let mut documents = BTreeMap::new();
    for (kind, readers, draft) in [
        ("theirs", Readers::Everybody, false),
        ("antennes", Readers::Antennes, false),
        ("draft", Readers::Everybody, true),
        ("withdrawn", Readers::Everybody, false),
        ("versioned", Readers::Everybody, false),
    ] {
        let (id, slug) = place.document(colleague, &format!("Un document {kind}"), readers, draft).await;
        match kind {
            "withdrawn" => place.withdraw(colleague, id).await,
            "versioned" => place.second_version(colleague, id).await,
            _ => {}
        }
        documents.insert(kind, slug);
    }
    documents
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

/// What is sent to a form, as its page asks.
fn filled_in(row: &Row) -> Vec<(&'static str, &'static str)> {
    let text = ("texte", "Merci à toutes et à tous.\r\nÀ lundi !");
    match (row.method, row.route) {
        ("POST", "/connexion") => vec![("courriel", "une-advisor@exemple.fr"), ("suite", "/guide")],
        ("POST", "/connexion/demonstration") => vec![("personne", "une-advisor@exemple.fr")],
        ("POST", "/connexion/mot-de-passe") => {
            vec![("identifiant", "une-advisor@exemple.fr"), ("mot_de_passe", "rien de tel ici")]
        }
        ("POST", "/mon-compte/adresse") => vec![("courriel", "nouvelle@exemple.fr")],
        ("POST", "/mon-compte/cles") => vec![("cle", "999999")],
        ("POST", "/mon-compte/mot-de-passe") => vec![("geste", "retirer")],
        ("POST", "/mon-compte") => {
            vec![("nom", "Une Autre"), ("fonction", ""), ("presentation", "À l’antenne.\r\nDepuis 2019.")]
        }
        // The one administrator of the stage is the last: that form is refused.
        ("POST", "/mon-compte/donnees") => vec![("nom", "former"), ("compris", "oui")],
        ("POST", "/mon-compte/connaissances") => vec![("connaissances", "DEAES\r\nJury"), ("etape2", "oui")],
        ("POST", "/mon-compte/coordonnees") => {
            vec![("telephone", "0612345678"), ("telephone_pour", "antennes"), ("courriel_pour", "personne")]
        }
        ("POST", "/mon-compte/photo") => vec![("photo", "Ceci n’est pas un fichier.")],
        ("POST", "/invitation/{invitation}") => vec![("nom", "Nora Petit"), ("charte", "oui")],
        ("POST", "/demande-acces") => vec![
            ("nom", "Ana Roy"),
            ("courriel", "ana.roy@exemple.fr"),
            ("structure", "Antenne de Melun"),
            ("role", "advisor"),
            ("raison", "J’arrive à l’antenne.\r\nEn mars."),
        ],
        ("POST", "/bienvenue") => vec![
            ("fonction", ""),
            ("presentation", "À l’antenne.\r\nDepuis 2019."),
            ("reponses", "daily"),
            ("nouveautes", "never"),
            ("charte", "oui"),
        ],
        ("POST", "/mon-compte/lettres") => vec![("reponses", "daily"), ("nouveautes", "never")],
        ("POST", "/journees/agenda") => vec![("geste", "cle")],
        ("POST", "/animation/journees") => {
            vec![("annee", "2027"), ("conseil", "8"), ("assistanat", "4"), ("tous", "4")]
        }
        ("POST", "/animation/journees/nouvelle" | "/animation/journees/{day}/modifier") => vec![
            ("annee", "2027"),
            ("titre", "Une journée de plus"),
            ("objectifs", "Apprendre."),
            ("public", "tous"),
            ("modalite", "visio"),
            ("places", "12"),
            // Nobody has opened that edition.
            ("edition", "0"),
        ],
        ("POST", "/animation/journees/{day}") => {
            vec![("acte", "inscrire"), ("personne", "une-assistant@exemple.fr")]
        }
        ("POST", "/animation/invitations") => vec![("invitation", NONE), ("geste", "retirer")],
        // The organiser is the first to invite them: the administrator is told so.
        ("POST", "/animation/invitations/nouvelle") => {
            vec![
                ("courriel", "zoe.ba@exemple.fr"),
                ("role", "advisor"),
                ("message", "Bienvenue.\r\nÀ lundi."),
            ]
        }
        ("POST", "/animation/invitations/liste") => {
            vec![("liste", "Léa Roy <lea.roy@exemple.fr>\r\nida@exemple.fr"), ("role", "assistant")]
        }
        ("POST", "/animation/demandes/{request}") => {
            vec![("geste", "refuser"), ("mot", "Pas cette fois.\r\nBien à vous.")]
        }
        ("POST", "/mon-compte/aide") => vec![("geste", "autoriser")],
        ("POST", "/animation/personnes/{member}") => {
            vec![("geste", "place"), ("antenne", ""), ("organisation", "Défi métiers")]
        }
        ("POST", "/animation/certificateurs") => {
            vec![("geste", "distinguer"), ("garder", "1"), ("autre", "2")]
        }
        ("POST", "/animation/certificateurs/{certifier}") => {
            vec![("geste", "parole"), ("courriel", "une-certifier@exemple.fr")]
        }
        // The organiser is the first to write: the administrator is told so.
        ("POST", "/ressources/certificateurs/{certifier}/modifier") => {
            vec![
                ("version", "1"),
                ("site", "www.exemple.fr"),
                ("demarches", "D’abord écrire.\r\nPuis attendre."),
            ]
        }
        ("POST", "/mon-compte/sessions") => vec![("session", "autres")],
        // The certifier speaks for another body, by what an organiser did above.
        ("POST", "/ressources/actualites/nouvelle") => vec![
            ("certificateur", CERTIFIER),
            ("titre", "Le calendrier des jurys"),
            text,
            ("date", "2027-03-01"),
            ("certifications", "RNCP25467"),
        ],
        ("POST", "/ressources/actualites/{update}/corriger") => vec![
            ("version", "1"),
            ("titre", "Une actualité"),
            text,
            ("date", "2027-03-01"),
            ("mot", "Une faute"),
        ],
        ("POST", "/ressources/favoris") => vec![("nom", "Pour lundi")],
        ("POST", "/ressources/suivis") => vec![("geste", "suivre"), ("vue", "ressources?etape=2")],
        ("POST", "/ressources/documents/{document}/avis") => vec![("utile", "oui"), ("mot", "Très clair")],
        ("POST", "/ressources/documents/{document}/rangement") => vec![("geste", "garder")],
        ("POST", "/ressources/collections/{collection}") => {
            vec![("geste", "enregistrer"), ("nom", "À moi"), ("partagee", "")]
        }
        ("POST", "/journees/{day}") => {
            vec![("acte", "inscrire"), ("besoins", "Une place assise"), ("remarque", "")]
        }
        ("POST", "/forums/{board}/nouveau") => {
            vec![("genre", "practice"), ("titre", "Une « pratique » à partager"), text]
        }
        ("POST", "/forums/sujets/{topic}") => vec![text, ("envoi", "")],
        ("POST", "/forums/sujets/{topic}/modifier") => {
            vec![("version", "1"), ("titre", "Un sujet à moi"), text]
        }
        ("POST", "/forums/reponses/{reply}/modifier") => vec![("version", "1"), text],
        ("POST", "/ressources/documents/{document}") => {
            vec![("geste", "renew"), ("edition", "0"), ("mot", "Toujours bon.\r\nVraiment.")]
        }
        ("POST", "/ressources/documents/{document}/modifier") => vec![("titre", ""), ("edition", "1")],
        ("POST", "/ressources/documents/{document}/signaler") => {
            vec![("motif", "wrong"), ("mot", "Une date est fausse.\r\nPage 2.")]
        }
        ("POST", "/animation/ressources") => vec![("signalement", NONE), ("reponse", "Corrigé.")],
        ("POST", "/api/apercu") => vec![("text", "**Bonjour**")],
        _ => Vec::new(),
    }
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
