//! What the library holds before a test begins: a certifier, an announcement, a link, a collection.

use domain::{
    Id,
    library::{
        Certifier, certifier,
        shelf::{Collection, CollectionName, collections},
        update::{self, Announcement, Update, UpdateTitle},
    },
    members::audit::Origin,
    text::Markdown,
};
use sea_orm::ConnectionTrait;

use crate::{cast::Person, common::Place};

/// The certifier of the tests, by its part of the address.
pub(crate) const CERTIFIER: &str = "ministere-des-essais";

impl Place {
    /// The certifier of the tests, made when it is missing, as an import would.
    pub(crate) async fn certifier(&self) -> Id<Certifier> {
        let console = sea_orm::Database::connect(&self.url).await.expect("the console opens");
        let add = format!(
            "INSERT INTO certifiers (slug, name, folded, kind, changed_at)
            VALUES ('{CERTIFIER}', 'Ministère des essais', 'ministere des essais', 'ministry', '2027-01-01T00:00:00Z')
            ON CONFLICT (slug) DO NOTHING"
        );
        console.execute_unprepared(&add).await.expect("it is added");
        console.close().await.expect("the console closes");
        let found = certifier::naming::named(&self.community, CERTIFIER).await.expect("it is read");
        found.expect("it is there").id
    }

    /// An announcement of that organiser's.
    pub(crate) async fn update(&self, organiser: &Person, title: &str) -> Id<Update> {
        self.update_with(organiser, title, Vec::new()).await
    }

    /// The same, with those documents.
    pub(crate) async fn update_with(
        &self,
        organiser: &Person,
        title: &str,
        documents: Vec<i64>,
    ) -> Id<Update> {
        let at_desk = organiser.member.as_organiser(Origin::HERE);
        let certifier = self.certifier().await;
        let speaker =
            certifier::speaker(&self.community, &organiser.member, at_desk.as_ref(), certifier).await;
        let speaker = speaker.expect("an organiser may");
        let announcement = Announcement {
            title: UpdateTitle::parse(title).expect("it is a title"),
            body: Markdown::parse("À partir de mars.").expect("something is said"),
            dated_on: "2027-03-01".parse().expect("it is a day"),
            effect: None,
            until_on: None,
            about: vec![25_467],
            former: Vec::new(),
            latter: Vec::new(),
            documents,
        };
        let published = update::publish(&self.community, &speaker, &announcement);
        published.await.expect("it is announced")
    }

    /// A collection of that person's.
    pub(crate) async fn collection(&self, person: &Person, name: &str) -> Id<Collection> {
        let name = CollectionName::parse(name).expect("it is a name");
        collections::make(&self.community, &person.member, &name).await.expect("it is made")
    }
}
