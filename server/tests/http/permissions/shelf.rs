//! What the stage's library holds: documents that not everybody may see, each tied to all that could lead to it.

use std::collections::BTreeMap;

use domain::{
    Id, Role,
    forum::{Submission, Topic},
    library::{
        Certifier, certifier,
        resource::{
            Content, Details, Readers, Resource,
            deposit::{self, Deposit, Origin},
        },
        shelf::collections,
    },
    members::audit::Origin as From,
    text::slug,
};

use crate::{
    cast::Person,
    common::Place,
    documents::{PDF, details},
    shelves::CERTIFIER,
};

/// The documents that some may not see: what each is called in the table, and a word that stands in its title alone.
pub(super) const HIDDEN: [(&str, &str); 6] = [
    (FOR_ANTENNES, "ornithorynque"),
    ("draft", "girouette"),
    ("waiting", "tournesol"),
    ("spoken", "parapluie"),
    ("withdrawn", "escargot"),
    ("withdrawn-antennes", "boussole"),
];

/// The one that is published, and not for everybody.
pub(super) const FOR_ANTENNES: &str = "antennes";

/// Where whoever may see it is shown the title of the document for the antennes: its addresses in the table.
pub(super) const SHOWING: [(&str, &str); 13] = [
    ("/ressources", "-"),
    ("/ressources", "?q=document"),
    ("/ressources", "?certification=25467"),
    ("/ressources", "?certificateur=ministere-du-travail"),
    ("/ressources.atom", "-"),
    ("/ressources/certifications/{number}", "RNCP25467"),
    ("/ressources/certificateurs/{certifier}", "ministere-du-travail"),
    ("/ressources/actualites/{update}", "theirs"),
    ("/ressources/collections/{collection}", "shared"),
    ("/guide/{stage}", "1"),
    ("/forums/sujets/{topic}", "theirs@vie-de-la-communaute"),
    ("/recherche", "?q=document"),
    // Misspelt: the word that puts it right is lent to nobody else either.
    ("/recherche", "?q=ornithorinque"),
];

/// The library, as addresses name what is in it.
pub(super) struct Shelf {
    documents: BTreeMap<&'static str, String>,
    /// The colleague's announcement, with the document for the antennes.
    pub(super) update: String,
    /// The colleague's collection of it, which is shared.
    pub(super) shared: String,
}

impl Shelf {
    /// Fills it; whoever speaks for a certifier does so for the second of the two that deliver the DEAES.
    pub(super) async fn filled(place: &Place, colleague: &Person, voice: &Person, topic: Id<Topic>) -> Self {
        let karim = place.person("Karim Haddad", Role::Advisor).await;
        let ours = place.certifier().await;
        let travail = named(place, "ministere-du-travail").await;
        let emploi = named(place, "ministere-charge-de-l-emploi").await;
        give_voice(place, colleague, voice, emploi).await;
        let mut shelf = Self { documents: BTreeMap::new(), update: String::new(), shared: String::new() };
        for (kind, by, readers, certifier) in [
            ("theirs", colleague, Readers::Everybody, travail),
            ("versioned", colleague, Readers::Everybody, travail),
            (FOR_ANTENNES, colleague, Readers::Antennes, travail),
            ("draft", colleague, Readers::Everybody, travail),
            // Both wait to be read: one for a certifier that nobody speaks for.
            ("waiting", &karim, Readers::Everybody, ours),
            ("spoken", &karim, Readers::Everybody, emploi),
            ("withdrawn", colleague, Readers::Everybody, travail),
            ("withdrawn-antennes", colleague, Readers::Antennes, travail),
        ] {
            let id =
                shelf.deposit(place, by, kind, Details { readers, ..tied(kind, certifier) }, topic).await;
            match kind {
                "versioned" => place.second_version(colleague, id).await,
                FOR_ANTENNES => {
                    place.second_version(colleague, id).await;
                    shelf.tell_of(place, colleague, id).await;
                }
                "withdrawn" | "withdrawn-antennes" => place.withdraw(colleague, id).await,
                _ => {}
            }
        }
        shelf
    }

    /// The document of that kind, as its address has it.
    pub(super) fn document(&self, kind: &str) -> String {
        self.documents[kind].clone()
    }

    async fn deposit(
        &mut self,
        place: &Place,
        by: &Person,
        kind: &'static str,
        details: Details,
        topic: Id<Topic>,
    ) -> Id<Resource> {
        let address = slug(details.title.as_str(), "document");
        let deposit = Deposit {
            details,
            content: Content::File(place.upload(by, "document.pdf", PDF).await),
            origin: Some(Origin { topic, reply: None }),
            draft: kind == "draft",
            submission: Submission::new(),
        };
        let made = deposit::make(&place.community, &by.member, &deposit).await.expect("it is deposited");
        self.documents.insert(kind, format!("{made}-{address}"));
        made
    }

    /// An announcement that comes with the document, and a collection of it, shared.
    async fn tell_of(&mut self, place: &Place, colleague: &Person, id: Id<Resource>) {
        let update = place.update_with(colleague, "Une actualité", vec![id.number()]).await;
        self.update = format!("{update}-une-actualite");
        let (community, member) = (&place.community, &colleague.member);
        let made = place.collection(colleague, "Pour les jurys").await;
        let name = domain::library::shelf::CollectionName::parse("Pour les jurys").expect("it is a name");
        collections::put(community, member, made, Id::new(id.number()), true).await.expect("it is put in");
        collections::change(community, member, made, &name, true).await.expect("it is shared");
        self.shared = format!("{made}-pour-les-jurys");
    }
}

/// A document of that kind about the DEAES and that certifier, for the first stage of the guide; its word is in its title.
fn tied(kind: &str, certifier: Id<Certifier>) -> Details {
    let word = HIDDEN.iter().find(|(of, _)| *of == kind).map_or(kind, |(_, word)| *word);
    Details {
        stages: [1].into_iter().collect(),
        certifications: vec!["RNCP25467".parse().expect("it is a number")],
        certifiers: vec![certifier],
        ..details(&format!("Un document {word}"))
    }
}

async fn named(place: &Place, slug: &str) -> Id<Certifier> {
    assert_ne!(slug, CERTIFIER);
    let found = certifier::naming::named(&place.community, slug).await.expect("it is read");
    found.unwrap_or_else(|| panic!("{slug} was brought in")).id
}

async fn give_voice(place: &Place, colleague: &Person, voice: &Person, certifier: Id<Certifier>) {
    let organiser = colleague.member.as_organiser(From::HERE).expect("there is a place at the desk");
    let email = voice.member.email();
    certifier::desk::give_voice(&place.community, &organiser, certifier, email).await.expect("they speak");
}
