//! Who decides what is published: the contact of a certifier beside the organisers, of what names that certifier and nothing else.

use domain::{
    Failure, Id, Role, Roles,
    library::{
        Certifier, certifier,
        resource::{
            Act, Content, Details, Refusal, Resource, State, WebAddress, acting, desk, reading, version,
        },
    },
    members::{Member, Message, desk::roles},
    text::slug,
    upkeep,
};

use super::{details, refused};
use crate::{
    announcing::{certifier_of, with_certifiers},
    desk::at_desk,
    place::{Place, seen_by},
};

const MINISTRY: &str = "ministere-des-solidarites";

impl Place {
    /// Deposits a link of that title about those certifiers.
    async fn links(&self, by: &Member, title: &str, certifiers: &[Id<Certifier>]) -> Id<Resource> {
        let details = Details { certifiers: certifiers.to_vec(), ..details(title) };
        self.deposits_as(by, details, link(title)).await.expect("it is deposited")
    }

    /// Does that to the resource as it was when it was deposited, without looking at its page.
    async fn does_unseen(
        &self,
        member: &Member,
        resource: Id<Resource>,
        act: Act,
    ) -> Result<State, Failure<Refusal>> {
        let edition =
            self.column::<i32>(&format!("SELECT edition FROM resources WHERE id = {resource}")).await;
        let word = Message::parse("Un mot.").expect("something is said");
        acting::act(self, member, resource, edition[0], act, Some(&word)).await
    }

    async fn state(&self, resource: Id<Resource>) -> State {
        let found = reading::find(self, &seen_by(&self.delphine), resource).await;
        found.expect("an organiser sees everything").state
    }

    /// The subjects of that person’s letters about that title.
    fn subjects(&self, member: &Member, title: &str) -> Vec<String> {
        let subjects = self.letters_of(member).into_iter().map(|letter| letter.subject);
        subjects.filter(|subject| subject.contains(title)).collect()
    }
}

fn link(title: &str) -> Content {
    let address = format!("https://exemple.fr/{}", slug(title, "page"));
    Content::Link(WebAddress::parse(&address).expect("it is an address"))
}

#[tokio::test]
async fn a_certifiers_contact_publishes_what_names_their_certifier_and_sees_nothing_else_of_what_waits() {
    let place = with_certifiers().await;
    let (ministry, cnam) = (certifier_of(&place, MINISTRY).await, certifier_of(&place, "cnam").await);
    let theirs = place.links(&place.claire, "Procédure du ministère", &[ministry]).await;
    let others = place.links(&place.claire, "Procédure du CNAM", &[cnam]).await;
    let nobodys = place.links(&place.claire, "Procédure de personne", &[]).await;
    place.worker_passes().await;
    assert_eq!(place.subjects(&place.paul, "ministère").len(), 1, "it waits for him");
    for (resource, title) in [(others, "CNAM"), (nobodys, "personne")] {
        assert_eq!(place.subjects(&place.paul, title), [""; 0]);
        let looked = reading::find(&place, &seen_by(&place.paul), resource).await;
        assert_eq!(refused(looked), Refusal::NotThere);
        for act in Act::ALL {
            assert_eq!(refused(place.does_unseen(&place.paul, resource, act).await), Refusal::NotThere);
        }
        assert_eq!(place.state(resource).await, State::ToReview);
    }
    assert_eq!(place.does(&place.paul, theirs, Act::Validate).await.expect("he may"), State::Published);
    reading::find(&place, &seen_by(&place.helene), theirs).await.expect("everybody reads it");
    place.worker_passes().await;
    let told = place.subjects(&place.claire, "ministère");
    assert!(told.len() == 1 && told[0].contains("est publié"), "{told:?}");
}

#[tokio::test]
async fn what_a_contact_sends_back_is_the_depositors_again_until_it_is_handed_in() {
    let place = with_certifiers().await;
    let ministry = certifier_of(&place, MINISTRY).await;
    let resource = place.links(&place.claire, "Procédure du ministère", &[ministry]).await;
    place.worker_passes().await;
    assert_eq!(place.does(&place.paul, resource, Act::SendBack).await.expect("he may"), State::Draft);
    place.worker_passes().await;
    let letters = place.letters_of(&place.claire);
    assert!(
        letters.iter().any(|letter| letter.subject.contains("à revoir") && letter.text.contains("Un mot."))
    );
    let looked = reading::find(&place, &seen_by(&place.paul), resource).await;
    assert_eq!(refused(looked), Refusal::NotThere, "a draft is its depositor’s");
    assert_eq!(refused(place.does_unseen(&place.paul, resource, Act::Validate).await), Refusal::NotThere);

    assert_eq!(place.does(&place.claire, resource, Act::Submit).await.expect("she may"), State::ToReview);
    place.worker_passes().await;
    assert_eq!(place.subjects(&place.paul, "À relire").len(), 2, "it waits for him again");
    assert_eq!(place.does(&place.paul, resource, Act::Validate).await.expect("he may"), State::Published);
}

#[tokio::test]
async fn a_contact_says_what_is_over_and_what_holds_and_brings_back_nothing_that_was_withdrawn() {
    let place = with_certifiers().await;
    let ministry = certifier_of(&place, MINISTRY).await;
    let resource = place.links(&place.claire, "Procédure du ministère", &[ministry]).await;
    for (act, state) in [
        (Act::Validate, State::Published),
        (Act::Outdate, State::Outdated),
        (Act::Renew, State::Published),
        (Act::Withdraw, State::Withdrawn),
    ] {
        assert_eq!(place.does_unseen(&place.paul, resource, act).await.expect("he may"), state, "{act:?}");
    }
    assert_eq!(refused(place.does_unseen(&place.paul, resource, Act::Restore).await), Refusal::MayNot);
    assert_eq!(place.state(resource).await, State::Withdrawn);
}

#[tokio::test]
async fn what_a_contact_deposits_is_published_at_once_for_their_certifier_only() {
    let place = with_certifiers().await;
    let (ministry, cnam) = (certifier_of(&place, MINISTRY).await, certifier_of(&place, "cnam").await);
    for (certifiers, state) in [
        (vec![ministry], State::Published),
        (vec![cnam, ministry], State::Published),
        (vec![cnam], State::ToReview),
        (vec![], State::ToReview),
    ] {
        let made = place.links(&place.paul, &format!("Document {certifiers:?}"), &certifiers).await;
        assert_eq!(place.state(made).await, state, "{certifiers:?}");
    }
}

#[tokio::test]
async fn a_voice_that_is_taken_back_decides_nothing_more_nor_does_that_of_somebody_who_changed_jobs() {
    let place = with_certifiers().await;
    let (ministry, delphine) = (certifier_of(&place, MINISTRY).await, at_desk(&place.delphine));
    let resource = place.links(&place.claire, "Procédure du ministère", &[ministry]).await;
    place.does(&place.paul, resource, Act::SendBack).await.expect("he speaks for it");
    place.does(&place.claire, resource, Act::Submit).await.expect("she may");

    roles::change(&place, &delphine, place.paul.id(), Roles::of(&[Role::Advisor]))
        .await
        .expect("he changes jobs");
    let paul = upkeep::member(&place, place.paul.email()).await.expect("it is read").expect("he is here");
    assert_eq!(refused(place.does_unseen(&paul, resource, Act::Validate).await), Refusal::NotThere);
    let own = place.links(&paul, "Ce qui reste du ministère", &[ministry]).await;
    assert_eq!(place.state(own).await, State::ToReview, "as any advisor’s");

    roles::change(&place, &delphine, paul.id(), Roles::of(&[Role::Certifier])).await.expect("he comes back");
    reading::find(&place, &seen_by(&place.paul), resource).await.expect("it waits for him");
    certifier::desk::take_voice(&place, &delphine, ministry, paul.id()).await.expect("it is taken back");
    let looked = reading::find(&place, &seen_by(&place.paul), resource).await;
    assert_eq!(refused(looked), Refusal::NotThere);
    assert_eq!(refused(place.does_unseen(&place.paul, resource, Act::Validate).await), Refusal::NotThere);
}

#[tokio::test]
async fn only_those_concerned_add_a_version() {
    let place = with_certifiers().await;
    let ministry = certifier_of(&place, MINISTRY).await;
    let published = place.links(&place.claire, "Procédure du ministère", &[ministry]).await;
    place.does(&place.delphine, published, Act::Validate).await.expect("she may");
    let waiting = place.links(&place.claire, "Ce qui attend", &[]).await;
    let add = async |member: &Member, resource: Id<Resource>, page: &str| {
        let edition = reading::find(&place, &seen_by(&place.delphine), resource).await.expect("hers").edition;
        version::add(&place, member, resource, edition, &link(page), None).await
    };
    for stranger in [&place.karim, &place.lucie, &place.helene] {
        assert_eq!(refused(add(stranger, published, "Une autre page").await), Refusal::MayNot);
        assert_eq!(refused(add(stranger, waiting, "Une autre page").await), Refusal::NotThere);
    }
    assert_eq!(refused(add(&place.paul, waiting, "Une autre page").await), Refusal::NotThere);
    assert_eq!(place.number("SELECT COUNT(*) FROM resource_versions").await, 2);
    let to_read = async || {
        let queues = desk::queues(&place, &at_desk(&place.delphine)).await;
        queues.expect("it is read").reviews.len()
    };
    assert_eq!(add(&place.paul, published, "La page du ministère").await.expect("he speaks for it"), 2);
    assert_eq!(to_read().await, 0, "whoever decides has read what they add");
    assert_eq!(add(&place.claire, published, "La page que Claire a trouvée").await.expect("it is hers"), 3);
    assert_eq!(to_read().await, 1, "nobody who decides has read it");
}

#[tokio::test]
async fn whoever_only_reads_from_now_on_changes_nothing_of_what_they_deposited() {
    let place = with_certifiers().await;
    let resource = place.published("Ce que Claire a laissé", "Bonjour").await;
    let seen = reading::find(&place, &seen_by(&place.claire), resource).await.expect("it is there");
    assert!(seen.may_change());
    roles::change(&place, &at_desk(&place.delphine), place.claire.id(), Roles::of(&[Role::Funder]))
        .await
        .expect("she changes jobs");
    let claire =
        upkeep::member(&place, place.claire.email()).await.expect("it is read").expect("she is here");
    let seen = reading::find(&place, &seen_by(&claire), resource).await.expect("she reads it as others do");
    assert!(!seen.may_change() && seen.acts().next().is_none());
    let added = version::add(&place, &claire, resource, seen.edition, &link("Une autre page"), None).await;
    assert_eq!(refused(added), Refusal::MayNot);
    assert_eq!(refused(place.does(&claire, resource, Act::Withdraw).await), Refusal::MayNot);
}
