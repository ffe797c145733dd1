//! What is for the antennes, or not for anybody yet, is in no search: no hit, no count, no word lent.

use domain::{
    Id, Role,
    library::resource::{Act, Content, Details, Readers, Resource},
    members::{Member, Visitor, departure::KeptName, desk::departure},
    search::{self, Kind, Question},
};

use super::details;
use crate::{
    place::{Place, seen_by},
    search::is_nothing,
};

/// What nobody else ever writes: in the title, in what is said of it, in the file, once misspelt.
const TYPED: [&str; 6] =
    ["Zygmunt", "Zygmont", "\"candidat Zygmunt\"", "Ornithologie", "ornithologi", "Ornitologie"];

impl Place {
    /// A document of Claire’s for those readers, its file read and all of it in the index.
    async fn keeps(&self, readers: Readers, act: Option<Act>) -> Id<Resource> {
        let about = crate::place::said("Une grille pour l’ornithologie.");
        let fields = Details { readers, summary: Some(about), ..details("La grille Zygmunt") };
        let text = "Première page\u{c}Ce que demande le candidat Zygmunt en ornithologie";
        let upload = self.sends(&self.claire, "grille.txt", text.as_bytes()).await;
        let made = self.deposits_as(&self.claire, fields, Content::File(upload.id)).await;
        let resource = made.expect("it is deposited");
        if let Some(act) = act {
            self.does(&self.delphine, resource, act).await.expect("she may");
        }
        self.reads().await;
        self.worker_passes().await;
        resource
    }

    async fn finds(&self, member: &Member, typed: &str) -> usize {
        let found = self.find(member, typed).await;
        let counted: usize = found.kinds.iter().map(|(_, count)| count).sum();
        assert_eq!(found.hits.len(), counted, "{typed}: {found:?}");
        counted
    }
}

#[tokio::test]
async fn what_is_for_the_antennes_is_found_there_and_nowhere_else() {
    let place = Place::founded().await;
    place.keeps(Readers::Antennes, Some(Act::Validate)).await;
    for typed in TYPED {
        for (member, role) in place.everybody() {
            match role {
                Role::Certifier | Role::Funder => is_nothing(&place.find(member, typed).await),
                _ => assert_eq!(place.finds(member, typed).await, 1, "{role:?} {typed}"),
            }
            let documents = Some(Kind::Resource);
            let asked = Question::parse(typed);
            let only = search::find(&place, &seen_by(member), asked, documents, 1).await.expect("it answers");
            assert_eq!(
                only.hits.is_empty(),
                matches!(role, Role::Certifier | Role::Funder),
                "{role:?} {typed}"
            );
        }
        let nobody = search::find(&place, &Visitor::SIGNED_OUT, Question::parse(typed), None, 1).await;
        is_nothing(&nobody.expect("it answers"));
    }
}

#[tokio::test]
async fn the_name_of_whoever_left_stands_beside_no_document() {
    let place = Place::founded().await;
    place.keeps(Readers::Everybody, Some(Act::Validate)).await;
    let beside = async || format!("{:?}", place.find(&place.karim, "Zygmunt").await.hits);
    assert!(beside().await.contains("Claire Bernard"));
    let desk = crate::registering::desk_of(&place);
    departure::close(&place, &desk, place.claire.id(), KeptName::Former).await.expect("she leaves");
    place.worker_passes().await;
    let said = beside().await;
    assert!(said.contains("Zygmunt") && !said.contains("Claire Bernard"), "{said}");
}

#[tokio::test]
async fn what_is_not_published_is_found_by_nobody() {
    for act in [None, Some(Act::SendBack), Some(Act::Withdraw)] {
        let place = Place::founded().await;
        place.keeps(Readers::Everybody, act).await;
        for (member, _) in place.everybody() {
            for typed in TYPED {
                is_nothing(&place.find(member, typed).await);
            }
        }
    }
}

#[tokio::test]
async fn an_index_behind_the_readers_of_a_document_tells_nothing() {
    let place = Place::founded().await;
    let resource = place.keeps(Readers::Everybody, Some(Act::Validate)).await;
    assert_eq!(place.finds(&place.helene, "Zygmont").await, 1);
    // It is for the antennes from now on, and no worker has passed.
    let antennes = Readers::Antennes.roles().bits();
    place.tamper(&format!("UPDATE resources SET audience = {antennes} WHERE id = {resource}")).await;
    for typed in TYPED {
        is_nothing(&place.find(&place.helene, typed).await);
        is_nothing(&place.find(&place.paul, typed).await);
        assert_eq!(place.finds(&place.claire, typed).await, 1, "{typed}");
    }
}
