//! Documents and links of the library: deposited, read again, versioned, reported, found.

use chrono::Duration;
use domain::{
    Failure, Id, Role,
    files::{self, Bytes, FileName, Media, Upload, reading::Reading},
    forum::Submission,
    library::resource::{
        Act, Content, Details, Readers, Reason, Refusal, Resource, ResourceKind, ResourceTitle, State,
        WebAddress, acting,
        deposit::{self, Deposit},
        desk, edition, file, reading, report, version,
    },
    members::{Member, Message, Visitor, audit::Origin},
    search::Place as Where,
};
use futures::stream;

use crate::{
    announcing::{certifier_of, with_certifiers},
    place::{Place, said, seen_by},
};

mod ageing;
mod browsing;
mod hidden;
mod reviewing;

impl Place {
    /// Sends a file of that name.
    pub(crate) async fn sends(&self, member: &Member, name: &str, bytes: &[u8]) -> Upload {
        let pieces = stream::iter([Ok::<_, ()>(Bytes::copy_from_slice(bytes))]);
        files::receive(self, member, FileName::of(name), pieces).await.expect("the file is taken")
    }

    /// Deposits a text file with these words.
    async fn deposits(&self, member: &Member, title: &str, text: &str) -> Id<Resource> {
        let upload = self.sends(member, "texte.txt", text.as_bytes()).await;
        self.deposits_as(member, details(title), Content::File(upload.id)).await.expect("it is deposited")
    }

    pub(crate) async fn deposits_as(
        &self,
        member: &Member,
        details: Details,
        content: Content,
    ) -> Result<Id<Resource>, Failure<Refusal>> {
        let deposit = Deposit { details, content, origin: None, draft: false, submission: Submission::new() };
        deposit::make(self, member, &deposit).await
    }

    /// Does that to the resource as it is now.
    pub(crate) async fn does(
        &self,
        member: &Member,
        resource: Id<Resource>,
        act: Act,
    ) -> Result<State, Failure<Refusal>> {
        let found = reading::find(self, &seen_by(member), resource).await?;
        let word = Message::parse("Un mot.").expect("something is said");
        acting::act(self, member, resource, found.edition, act, Some(&word)).await
    }

    /// A resource of Claire’s that Delphine has published.
    pub(crate) async fn published(&self, title: &str, text: &str) -> Id<Resource> {
        let resource = self.deposits(&self.claire, title, text).await;
        self.does(&self.delphine, resource, Act::Validate).await.expect("it is published");
        resource
    }

    /// Reads what waits, as a reader of text files does.
    pub(crate) async fn reads(&self) {
        while let Some(mut claim) = files::reading::claim(self).await.expect("it is asked") {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut claim.content, &mut text).expect("it is text");
            let pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
            files::reading::note(self, &claim, Reading::Read, &pages).await.expect("it is noted");
        }
    }
}

pub(crate) fn details(title: &str) -> Details {
    let title = ResourceTitle::parse(title).expect("it is a title");
    Details {
        summary: Some(said("Ce que le certificateur demande.")),
        ..Details::new(ResourceKind::Procedure, title, Readers::Everybody)
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Failure<Refusal>>) -> Refusal {
    outcome.expect_err("it is refused").refusal().expect("nothing failed")
}

#[tokio::test]
async fn a_deposit_waits_for_an_organiser_who_publishes_it_and_its_depositor_is_told() {
    let place = Place::founded().await;
    let resource = place.deposits(&place.claire, "Procédure du DEAES", "Bonjour").await;
    place.worker_passes().await;
    assert!(place.letters_of(&place.delphine).iter().any(|letter| letter.subject.contains("À relire")));
    assert_eq!(refused(reading::find(&place, &seen_by(&place.karim), resource).await), Refusal::NotThere);
    assert_eq!(refused(place.does(&place.claire, resource, Act::Validate).await), Refusal::MayNot);
    assert_eq!(
        place.does(&place.delphine, resource, Act::Validate).await.expect("she may"),
        State::Published
    );
    let seen = reading::find(&place, &seen_by(&place.karim), resource).await.expect("it is there");
    assert_eq!((seen.state, seen.depositor.1.as_str()), (State::Published, "Claire Bernard"));
    place.worker_passes().await;
    assert!(place.letters_of(&place.claire).iter().any(|letter| letter.subject.contains("est publié")));
}

#[tokio::test]
async fn what_an_organiser_deposits_is_published_and_the_funder_deposits_nothing() {
    let place = Place::founded().await;
    let link = Content::Link(WebAddress::parse("https://vae.gouv.fr").expect("it is an address"));
    let resource =
        place.deposits_as(&place.delphine, details("Le portail"), link.clone()).await.expect("she may");
    let seen = reading::find(&place, &seen_by(&place.helene), resource).await.expect("the funder reads");
    assert_eq!(seen.state, State::Published);
    for reader in [&place.helene, &place.raphael] {
        let outcome = place.deposits_as(reader, details("Le portail"), link.clone()).await;
        assert_eq!(refused(outcome), Refusal::ReadsOnly);
    }
}

#[tokio::test]
async fn the_same_form_deposits_once_and_a_file_of_another_is_not_there() {
    let place = Place::founded().await;
    let upload = place.sends(&place.claire, "a.txt", b"Bonjour").await;
    let content = Content::File(upload.id);
    assert_eq!(
        refused(place.deposits_as(&place.karim, details("Le sien"), content.clone()).await),
        Refusal::FileGone
    );
    let deposit = Deposit {
        details: details("Le mien"),
        content,
        origin: None,
        draft: false,
        submission: Submission::new(),
    };
    let first = deposit::make(&place, &place.claire, &deposit).await.expect("it is deposited");
    assert_eq!(deposit::make(&place, &place.claire, &deposit).await.expect("it is the same"), first);
    assert_eq!(place.number("SELECT COUNT(*) FROM resources").await, 1);
}

#[tokio::test]
async fn the_words_of_a_page_are_found_with_its_number_and_go_with_the_document() {
    let place = Place::founded().await;
    let text = "Première page\u{c}Deuxième page\u{c}Le candidat joint une attestation sur l’honneur";
    let resource = place.published("Guide du dossier", text).await;
    place.reads().await;
    place.worker_passes().await;
    let found = place.find(&place.karim, "attestation sur l’honneur").await;
    let Where::Resource { id, page, ref title, .. } = found.hits[0].place else { panic!("{found:?}") };
    assert_eq!((id, page, title.as_str(), found.total), (resource.number(), Some(3), "Guide du dossier", 1));
    place.does(&place.delphine, resource, Act::Withdraw).await.expect("she may");
    place.worker_passes().await;
    assert_eq!(place.find(&place.karim, "attestation sur l’honneur").await.total, 0);
    assert_eq!(refused(reading::find(&place, &seen_by(&place.karim), resource).await), Refusal::Withdrawn);
}

#[tokio::test]
async fn a_new_version_keeps_the_address_and_the_words_of_the_old_one_are_found_no_more() {
    let place = Place::founded().await;
    let resource = place.published("Référentiel", "Ancienne rubrique ornithologie").await;
    place.reads().await;
    let upload = place.sends(&place.claire, "v2.txt", "Nouvelle rubrique botanique".as_bytes()).await;
    let edition = reading::find(&place, &seen_by(&place.claire), resource).await.expect("hers").edition;
    let again = place.sends(&place.claire, "v1.txt", "Ancienne rubrique ornithologie".as_bytes()).await;
    let same = version::add(&place, &place.claire, resource, edition, &Content::File(again.id), None).await;
    assert_eq!(refused(same), Refusal::SameContent);
    let number =
        version::add(&place, &place.claire, resource, edition, &Content::File(upload.id), None).await;
    assert_eq!(number.expect("it is added"), 2);
    place.reads().await;
    place.worker_passes().await;
    assert_eq!(place.find(&place.karim, "botanique").await.total, 1);
    assert_eq!(place.find(&place.karim, "ornithologie").await.total, 0);
    let old = file::find(&place, &seen_by(&place.karim), resource, 1).await.expect("it stays readable");
    assert_eq!((old.name.as_str(), old.media), ("texte.txt", Media::Text));
    let late = version::add(&place, &place.claire, resource, edition, &Content::File(again.id), None).await;
    assert_eq!(refused(late), Refusal::ChangedMeanwhile);
    let organiser = place.delphine.as_organiser(Origin::HERE).expect("she has a place at the desk");
    let waits = desk::queues(&place, &organiser).await.expect("it is read").reviews;
    assert_eq!(waits.len(), 1, "nobody who decides has read the new version");
}

#[tokio::test]
async fn each_sees_what_is_theirs_to_see_in_every_state() {
    let place = Place::founded().await;
    let details = Details { readers: Readers::Antennes, ..details("Fiche des antennes") };
    let upload = place.sends(&place.claire, "fiche.txt", b"Bonjour").await;
    let resource =
        place.deposits_as(&place.claire, details, Content::File(upload.id)).await.expect("it is deposited");
    let expected = |state: State, role: Role, depositor: bool| {
        let desk = matches!(role, Role::Organiser | Role::Administrator);
        let reader = matches!(role, Role::Advisor | Role::Assistant) || desk;
        match state {
            State::Published | State::Outdated => reader,
            _ => depositor || desk,
        }
    };
    for act in [
        None,
        Some(Act::SendBack),
        Some(Act::Submit),
        Some(Act::Validate),
        Some(Act::Outdate),
        Some(Act::Withdraw),
    ] {
        let mut state = State::ToReview;
        if let Some(act) = act {
            let who = if act == Act::Submit { &place.claire } else { &place.delphine };
            state = place.does(who, resource, act).await.expect("it may be done");
        }
        for (member, role) in place.everybody() {
            let sees = file::find(&place, &seen_by(member), resource, 1).await.is_ok();
            let should = expected(state, role, member.id() == place.claire.id());
            assert_eq!(sees, should, "{role:?} {state:?}");
        }
        let nobody = reading::find(&place, &Visitor::SIGNED_OUT, resource).await;
        assert_eq!(refused(nobody), Refusal::NotThere);
    }
}

#[tokio::test]
async fn what_held_until_yesterday_says_so_and_can_be_said_to_hold_again() {
    let place = Place::founded().await;
    let mut until = details("Calendrier des jurys");
    until.valid_until = Some(place.now().date_naive());
    let link = Content::Link(WebAddress::parse("https://exemple.fr/jurys").expect("it is an address"));
    let resource = place.deposits_as(&place.delphine, until, link).await.expect("she may");
    assert_eq!(acting::expire(&place).await.expect("it is looked at"), 0);
    place.passes(Duration::days(1));
    let seen = reading::find(&place, &seen_by(&place.karim), resource).await.expect("it is there");
    assert_eq!((seen.state, seen.standing(place.now().date_naive())), (State::Published, State::Outdated));
    assert_eq!(acting::expire(&place).await.expect("it is marked"), 1);
    assert_eq!(acting::expire(&place).await.expect("once"), 0);
    assert_eq!(place.does(&place.delphine, resource, Act::Renew).await.expect("she may"), State::Published);
    assert_eq!(acting::expire(&place).await.expect("it holds"), 0);
}

#[tokio::test]
async fn a_report_reaches_the_desk_once_and_is_settled_there() {
    let place = Place::founded().await;
    let resource = place.published("Modèle de lettre", "Bonjour").await;
    let word = Message::parse("L’adresse a changé.").expect("something is said");
    report::make(&place, &place.karim, resource, Reason::Wrong, &word).await.expect("he may");
    let again = report::make(&place, &place.karim, resource, Reason::Wrong, &word).await;
    assert_eq!(refused(again), Refusal::AlreadyReported);
    let organiser = place.delphine.as_organiser(Origin::HERE).expect("she has a place at the desk");
    let reports = desk::queues(&place, &organiser).await.expect("it is read").reports;
    assert_eq!((reports.len(), reports[0].by.as_deref()), (1, Some("Karim Haddad")));
    report::settle(&place, &organiser, reports[0].id, Some(&word)).await.expect("she may");
    place.worker_passes().await;
    let letter = place.letters_of(&place.karim).pop().expect("he is answered");
    assert!(letter.subject.starts_with("Votre signalement a sa réponse"), "{}", letter.subject);
    assert!(letter.text.contains("L’adresse a changé."), "{}", letter.text);
    assert_eq!(refused(report::settle(&place, &organiser, reports[0].id, None).await), Refusal::NotThere);
    assert!(desk::queues(&place, &organiser).await.expect("it is read").reports.is_empty());
    // The page tells its answer to whoever reported it, and to nobody else.
    let told = async |member| {
        let page = reading::page(&place, &seen_by(member), resource).await.expect("it is there");
        page.reports.into_iter().map(|one| one.settled.map(|(_, answer)| answer)).collect::<Vec<_>>()
    };
    assert_eq!(told(&place.karim).await, [Some("L’adresse a changé.".to_owned())]);
    assert!(told(&place.lucie).await.is_empty());
}

#[tokio::test]
async fn two_who_change_the_record_at_once_do_not_undo_one_another() {
    let place = Place::founded().await;
    let resource = place.published("Ancien titre", "Bonjour").await;
    let opened = reading::find(&place, &seen_by(&place.claire), resource).await.expect("hers").edition;
    edition::change(&place, &place.claire, resource, opened, &details("Nouveau titre"))
        .await
        .expect("she may");
    let late = edition::change(&place, &place.delphine, resource, opened, &details("Autre titre")).await;
    assert_eq!(refused(late), Refusal::ChangedMeanwhile);
    let stranger = edition::change(&place, &place.karim, resource, opened + 1, &details("Autre titre")).await;
    assert_eq!(refused(stranger), Refusal::MayNot);
}

#[tokio::test]
async fn a_file_that_kills_its_readers_is_given_up_and_the_others_are_read() {
    let place = Place::founded().await;
    place.deposits(&place.claire, "Fichier piégé", "Boum").await;
    for _ in 0..3 {
        assert!(files::reading::claim(&place).await.expect("it is asked").is_some());
        assert!(files::reading::claim(&place).await.expect("it is asked").is_none(), "one reader has it");
        place.passes(Duration::minutes(6));
    }
    assert!(files::reading::claim(&place).await.expect("it is asked").is_none());
    let reading: Vec<String> = place.column("SELECT reading FROM files").await;
    assert_eq!(reading, ["damaged"]);
}

#[tokio::test]
async fn what_was_sent_and_never_used_goes_after_a_day_and_what_is_named_stays() {
    let place = Place::founded().await;
    place.published("Modèle de lettre", "Bonjour").await;
    place.sends(&place.claire, "oubli.txt", b"Jamais depose").await;
    assert_eq!(files::sweep(&place).await.expect("it is swept"), 0);
    place.passes(Duration::hours(25));
    assert_eq!(files::sweep(&place).await.expect("it is swept"), 1);
    assert_eq!(files::sweep(&place).await.expect("it is swept"), 0);
    assert_eq!(place.number("SELECT COUNT(*) FROM files").await, 1);
    place.sends(&place.claire, "oubli.txt", b"Jamais depose").await;
    assert_eq!(place.number("SELECT COUNT(*) FROM files").await, 2);
}

#[tokio::test]
async fn a_contact_reads_again_what_names_their_certifier_and_hears_of_nothing_else() {
    let place = with_certifiers().await;
    let certifier = certifier_of(&place, "ministere-des-solidarites").await;
    let about = |title: &str, readers| Details { certifiers: vec![certifier], readers, ..details(title) };
    let link = |path: &str| {
        Content::Link(WebAddress::parse(&format!("https://exemple.fr/{path}")).expect("an address"))
    };
    let open = place.deposits_as(&place.claire, about("Procédure", Readers::Everybody), link("a")).await;
    let open = open.expect("it is deposited");
    let ours = place.deposits_as(&place.claire, about("Entre antennes", Readers::Antennes), link("b")).await;
    let ours = ours.expect("it is deposited");
    let waiting = desk::for_certifiers_of(&place, &place.paul).await.expect("it is read");
    assert_eq!(
        waiting.iter().map(|one| one.id).collect::<Vec<_>>(),
        [open],
        "nor is what they would publish among themselves"
    );
    let hidden = place.does(&place.paul, ours, Act::Validate).await;
    assert_eq!(hidden.map_err(Failure::refusal), Err(Some(Refusal::NotThere)));
    assert!(desk::for_certifiers_of(&place, &place.karim).await.expect("it is read").is_empty());

    assert_eq!(
        place.does(&place.paul, open, Act::Validate).await.expect("it is his to read"),
        State::Published
    );
    assert_eq!(place.does(&place.delphine, ours, Act::Validate).await.expect("she may"), State::Published);
    place.worker_passes().await;
    let before = place.letters_of(&place.paul).len();
    let word = Message::parse("Le lien ne mène à rien.").expect("something is said");
    report::make(&place, &place.karim, ours, Reason::DeadLink, &word).await.expect("he may");
    place.worker_passes().await;
    assert_eq!(
        place.letters_of(&place.paul).len(),
        before,
        "what the antennes say among themselves is not his"
    );
    report::make(&place, &place.karim, open, Reason::DeadLink, &word).await.expect("he may");
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.paul).len(), before + 1);

    // Whoever is no certifier's contact any more hears nothing of it either.
    place.tamper(&format!("UPDATE members SET roles = 1 WHERE id = {}", place.paul.id())).await;
    report::make(&place, &place.lucie, open, Reason::Wrong, &word).await.expect("she may");
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.paul).len(), before + 1);
}

#[tokio::test]
async fn what_nobody_had_read_was_never_there() {
    let place = Place::founded().await;
    let resource = place.deposits(&place.claire, "Brouillon", "Bonjour").await;
    place.does(&place.claire, resource, Act::Withdraw).await.expect("it is hers");
    let found = reading::find(&place, &seen_by(&place.karim), resource).await;
    assert_eq!(refused(found), Refusal::NotThere);
    let known = place.published("Procédure", "Bonsoir").await;
    place.does(&place.delphine, known, Act::Withdraw).await.expect("she may");
    let found = reading::find(&place, &seen_by(&place.karim), known).await;
    assert_eq!(refused(found), Refusal::Withdrawn);
}

#[tokio::test]
async fn what_was_sent_back_is_read_by_nobody_once_what_replaces_it_is_published() {
    let place = Place::founded().await;
    let (claire, delphine) = (&place.claire, &place.delphine);
    let resource = place.deposits(claire, "Livret rempli", "Madame Untel, 3 rue des Lilas").await;
    assert_eq!(place.does(delphine, resource, Act::SendBack).await.expect("she may"), State::Draft);
    let replaces = async |by: &Member, text: &str| {
        let edition = reading::find(&place, &seen_by(by), resource).await.expect("it is theirs").edition;
        let upload = place.sends(by, "texte.txt", text.as_bytes()).await;
        let added = version::add(&place, by, resource, edition, &Content::File(upload.id), None).await;
        added.expect("they may")
    };
    assert_eq!(replaces(claire, "Une personne, une adresse").await, 2);
    place.does(claire, resource, Act::Submit).await.expect("she may");
    place.does(delphine, resource, Act::Validate).await.expect("she may");
    assert_eq!(replaces(delphine, "Une personne").await, 3);
    let read = async |member: &Member| {
        let page = reading::page(&place, &seen_by(member), resource).await.expect("it is there");
        page.versions.iter().map(|version| version.number).collect::<Vec<_>>()
    };
    assert_eq!(read(&place.karim).await, [3, 2], "what was published stays readable");
    assert_eq!(read(claire).await, [3, 2, 1]);
    let first = async |member: &Member| file::find(&place, &seen_by(member), resource, 1).await.map(|_| ());
    assert_eq!(refused(first(&place.karim).await), Refusal::NotThere);
    assert!(first(delphine).await.is_ok() && first(claire).await.is_ok());
}
