//! The people of the tests, one a role, signed in; and what they do before the test begins.

use std::{
    io::Cursor,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::body::Body;
use domain::{
    Id, Role, Roles,
    forum::{Reply, Submission, Topic, TopicKind, TopicTitle, board, reply, topic},
    library::import::{self, Source},
    mail::EmailAddress,
    members::{
        AccessRequest, Member, MemberName, Message, PhotoName, Visitor,
        access::{self, Claim},
        audit::Origin,
        invitations::{self, Host, Invitee, Organisation, Workplace},
        joining, photo,
        sign_in::{self, Destination},
    },
    search,
    secret::Token,
    text::{Markdown, slug},
    upkeep,
};
use image::{DynamicImage, ImageFormat};
use server::guard::Limits;

use crate::common::{Answer, Place, With, get, post};

/// Boards of the foundation, one for each audience.
pub(crate) const JURY: &str = "jury-et-apres-jury";
pub(crate) const CERTIFICATIONS: &str = "certifications-et-certificateurs";
pub(crate) const ASSISTANTS: &str = "assistantes-et-assistants";
pub(crate) const LIFE: &str = "vie-de-la-communaute";
pub(crate) const PREPARATION: &str = "preparation-des-journees";

/// Somebody with an account, signed in on one device.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) member: Member,
    pub(crate) cookie: String,
}

impl Place {
    /// One certification and the two bodies that deliver it.
    pub(crate) async fn certifications(&self) {
        let file = |name: &str, text: &str| (name.to_owned(), Arc::from(text.as_bytes()));
        let source = Source::Files(vec![
            file(
                "Standard.csv",
                "Numero_Fiche;Intitule;Actif\nRNCP25467;Diplôme d'État d'accompagnant éducatif et social;ACTIVE\n",
            ),
            file(
                "Certificateurs.csv",
                "Numero_Fiche;Nom_Certificateur\nRNCP25467;Ministère du travail\nRNCP25467;Ministère chargé de l'Emploi\n",
            ),
        ]);
        import::run(&self.community, None, source, import::Origin::Export, |_| {})
            .await
            .expect("they come in");
    }

    /// The usual place, where nobody is too quick.
    pub(crate) async fn unhurried() -> Self {
        Self::with(With { limits: Limits::none(), ..With::default() }).await
    }

    /// Welcomes somebody with that role, and signs them in.
    pub(crate) async fn person(&self, name: &str, role: Role) -> Person {
        let email = format!("{}@exemple.fr", slug(name, "membre"));
        let email = EmailAddress::parse(&email).expect("it is an address");
        let name = MemberName::parse(name).expect("it is a name");
        let newcomer = joining::Newcomer::new(name, email.clone(), Roles::of(&[role]));
        joining::welcome(&self.community, &newcomer).await.expect("the person is welcome");
        let member = upkeep::member(&self.community, &email).await.expect("the database answers");
        let member = member.expect("the person has an account");
        let cookie = self.sign_in(&member).await;
        Person { member, cookie }
    }

    /// A new session of that person: its cookie.
    pub(crate) async fn sign_in(&self, member: &Member) -> String {
        let home = Destination::parse("/");
        let link = sign_in::mint_now(&self.community, member.email(), &home).await;
        let link = link.expect("the person has an account");
        let (session, ..) = sign_in::enter(&self.community, &link, "Firefox").await.expect("the link is new");
        format!("__Host-session={}", session.reveal())
    }

    /// The page, as that person sees it; `None` is somebody signed out.
    pub(crate) async fn seen_by(&self, person: Option<&Person>, path: &str) -> Answer {
        let request = person.into_iter().fold(get(path), |asked, who| asked.header("cookie", &who.cookie));
        self.ask(request.body(Body::empty()).expect("well made")).await
    }

    /// The page, for that person.
    pub(crate) async fn see(&self, person: &Person, path: &str) -> Answer {
        self.seen_by(Some(person), path).await
    }

    /// What comes of the form.
    pub(crate) async fn sent_by(
        &self,
        person: Option<&Person>,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let request = person.into_iter().fold(post(path), |asked, who| asked.header("cookie", &who.cookie));
        self.ask(request.body(Body::from(form(fields))).expect("well made")).await
    }

    /// What comes of that person's form.
    pub(crate) async fn send(&self, person: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.sent_by(Some(person), path, fields).await
    }

    /// Opens a question, and gives its number.
    pub(crate) async fn open(&self, person: &Person, board: &str, title: &str, body: &str) -> Id<Topic> {
        let opening = topic::Opening {
            kind: TopicKind::Question,
            title: TopicTitle::parse(title).expect("it is a title"),
            body: Markdown::parse(body).expect("something is said"),
            certifications: Vec::new(),
        };
        let visitor = Visitor::from(person.member.clone());
        let board = board::find(&self.community, &visitor, board).await.expect("the board is there");
        topic::open(&self.community, &person.member, &board, &opening).await.expect("the topic is opened")
    }

    /// Replies, and gives the reply's number among all.
    pub(crate) async fn reply(&self, person: &Person, topic: Id<Topic>, body: &str) -> Id<Reply> {
        let body = Markdown::parse(body).expect("something is said");
        let posted = reply::post(&self.community, &person.member, topic, &body, &Submission::new()).await;
        let number = posted.expect("the reply is posted").number;
        let visitor = Visitor::from(person.member.clone());
        let page = domain::forum::pages(number);
        let (_, replies) = topic::read(&self.community, &visitor, topic, page).await.expect("it is read");
        replies.last().expect("it has this reply").id
    }

    /// How many topics the board has, and how many replies its first page of topics counts.
    pub(crate) async fn tally(&self, person: &Person, board: &str) -> (u32, u32) {
        let visitor = Visitor::from(person.member.clone());
        let board = board::find(&self.community, &visitor, board).await.expect("the board is there");
        let topics = board::topics(&self.community, &board, 1).await.expect("the database answers");
        (board.topics, topics.iter().map(|topic| topic.replies).sum())
    }

    /// Gives that person a photo, all of one colour.
    pub(crate) async fn photo(&self, person: &Person) -> PhotoName {
        let kept = photo::keep(&self.community, &person.member, picture(ImageFormat::Png)).await;
        kept.expect("it is a photo")
    }

    /// An invitation of that person's, to somebody new: its token.
    pub(crate) async fn invitation(&self, by: &Person) -> Token {
        let organiser = by.member.as_organiser(Origin::HERE).expect("there is a place at the desk");
        let invitee = Invitee {
            email: self.newcomer(),
            name: None,
            role: Role::Advisor,
            workplace: Workplace::default(),
            message: None,
        };
        let made = invitations::invite(&self.community, Host::Organiser(&organiser), &invitee).await;
        let made = made.expect("nobody has that address");
        invitations::mint_now(&self.community, made).await.expect("it is in no letter yet")
    }

    /// A request for an account, by somebody new.
    pub(crate) async fn request(&self) -> Id<AccessRequest> {
        let claim = Claim {
            name: MemberName::parse("Max Duval").expect("it is a name"),
            email: self.newcomer(),
            structure: Organisation::parse("Antenne de Melun").expect("it is a line"),
            role: Role::Advisor,
            reason: Message::parse("J’arrive.").expect("something is said"),
        };
        access::ask(&self.community, &claim).await.expect("anybody may ask");
        let odile = self.person(&format!("Odile {}", claim.email.as_str()), Role::Organiser).await;
        let odile = odile.member.as_organiser(Origin::HERE).expect("there is a place at the desk");
        let waiting = access::waiting(&self.community, &odile).await.expect("it is read");
        waiting.last().expect("one waits").0.id
    }

    /// An address that nobody has used yet.
    fn newcomer(&self) -> EmailAddress {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        EmailAddress::parse(&format!("nouveau{number}@exemple.fr")).expect("it is an address")
    }

    /// Lets the index take in all that was written.
    pub(crate) async fn index_follows(&self) {
        while search::follow(&self.community).await.expect("the index follows") {}
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }
}

/// A photo, all of one colour.
pub(crate) fn picture(format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(128, 128).write_to(&mut file, format).expect("it is drawn");
    file.into_inner()
}

/// The fields as a browser sends them.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The address of a topic, as the site writes it.
pub(crate) fn address(topic: Id<Topic>, title: &str) -> String {
    format!("/forums/sujets/{topic}-{}", slug(title, "sujet"))
}
