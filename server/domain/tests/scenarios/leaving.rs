//! Leaving: asked for, thought over, carried out; a place that still reads well, and nothing left of whoever has gone.

use std::{fs, path::Path};

use chrono::{DateTime, Duration, Utc};
use domain::{
    Failure, Id, Role, Roles,
    forum::topic,
    members::{
        Audience, Expertise, Member, MemberName, Message, Presentation, Reach, Refusal, Tags, Telephone,
        access::{self, Claim},
        account,
        audit::Origin,
        departure::{self, KeptName},
        directory,
        dormancy::{self, Patience},
        expertise,
        invitations::{Invitee, Organisation},
        photo, reach, rights, sessions,
        sign_in::{self, Destination},
    },
    text::Line,
    upkeep,
};

use crate::{
    inviting::{self, invitee, try_to_invite},
    mishaps::at_once,
    photos::jpeg,
    place::{JURY, Place, seen_by},
};

async fn ask(place: &Place, member: &Member, kept: KeptName) -> Result<(), Option<Refusal>> {
    departure::ask(place, member, kept, Origin::HERE).await.map_err(Failure::refusal)
}

async fn accounts_are_looked_after(place: &Place) -> (u64, u64) {
    let looked = upkeep::look_after_accounts(place, Patience::default()).await;
    place.worker_passes().await;
    looked.expect("the database answers")
}

async fn due_at(place: &Place, member: &Member) -> Option<DateTime<Utc>> {
    departure::pending(place, member).await.expect("it is read").map(|closure| closure.due_at)
}

async fn is_listed(place: &Place, member: &Member) -> bool {
    let (_, people) = directory::everybody(place, &seen_by(&place.delphine)).await.expect("it is read");
    people.iter().any(|one| one.id == member.id())
}

/// Who signs the messages of that topic, as Claire reads it.
async fn authors(place: &Place, topic: Id<domain::forum::Topic>) -> Vec<(String, bool)> {
    let (topic, replies) = topic::read(place, &seen_by(&place.claire), topic, 1).await.expect("it is read");
    let messages = std::iter::once(topic.message).chain(replies.into_iter().map(|reply| reply.message));
    messages.map(|message| (message.author.name, message.author.roles == Roles::NONE)).collect()
}

#[tokio::test]
async fn one_leaves_in_thirty_days_and_what_was_said_still_reads_well() {
    let place = Place::founded().await;
    let topic = place.ask(&place.karim, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.reply(&place.claire, topic, "Non, seul.").await;
    place.reply(&place.karim, topic, "Merci.").await;
    let session = place.sign_in(&place.karim, "Firefox").await;
    assert_eq!(ask(&place, &place.karim, KeptName::Former).await, Ok(()));
    place.worker_passes().await;
    let letters = place.letters_of(&place.karim);
    let letter = letters.last().expect("a letter says so");
    assert_eq!(letter.subject, "Votre compte va être fermé");
    let unwrapped = letter.text.replace('\n', " ");
    assert!(unwrapped.contains("jeudi 1er\u{a0}avril 2027"), "{unwrapped}");
    assert!(letter.text.contains("https://communaute.exemple.fr/mon-compte/donnees"), "{}", letter.text);

    place.passes(Duration::days(30) - Duration::seconds(1));
    assert_eq!(accounts_are_looked_after(&place).await.0, 0);
    assert!(sessions::resume(&place, &session).await.expect("it is read").is_some(), "he is still at home");
    place.passes(Duration::seconds(1));
    assert_eq!(accounts_are_looked_after(&place).await.0, 1);
    assert_eq!(accounts_are_looked_after(&place).await.0, 0, "once is enough");

    assert!(sessions::resume(&place, &session).await.expect("it is read").is_none());
    assert!(!is_listed(&place, &place.karim).await);
    sign_in::ask(&place, place.karim.email(), &Destination::parse("/")).await.expect("it is asked");
    let before = place.letters_of(&place.karim).len();
    place.worker_passes().await;
    assert_eq!(place.letters_of(&place.karim).len(), before, "nobody has that address any more");
    let former = ("Ancien membre".to_owned(), true);
    let claire = ("Claire Bernard".to_owned(), false);
    assert_eq!(authors(&place, topic).await, [former.clone(), claire, former]);
    assert_eq!(place.find(&place.claire, "Karim Haddad").await.total, 0);
    let hits = place.find(&place.claire, "accompagné").await.hits;
    // The guide speaks of it too, and has no author.
    let authors: Vec<_> =
        hits.iter().map(|hit| hit.author.as_str()).filter(|name| !name.is_empty()).collect();
    assert_eq!(authors, ["Ancien membre"]);
}

#[tokio::test]
async fn one_may_leave_ones_name_behind() {
    let place = Place::founded().await;
    let topic = place.ask(&place.karim, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    assert_eq!(ask(&place, &place.karim, KeptName::Former).await, Ok(()));
    assert_eq!(ask(&place, &place.karim, KeptName::Own).await, Ok(()), "the choice may change");
    assert_eq!(place.number("SELECT COUNT(*) FROM closures").await, 1);
    place.passes(Duration::days(30));
    assert_eq!(accounts_are_looked_after(&place).await.0, 1);
    assert_eq!(authors(&place, topic).await, [("Karim Haddad".to_owned(), true)]);
    assert!(!is_listed(&place, &place.karim).await);
    assert_eq!(place.number("SELECT COUNT(*) FROM members WHERE email LIKE '%karim%'").await, 0);
}

#[tokio::test]
async fn one_may_change_ones_mind_until_the_last_moment() {
    let place = Place::founded().await;
    assert_eq!(ask(&place, &place.karim, KeptName::Former).await, Ok(()));
    assert_eq!(due_at(&place, &place.karim).await, Some(place.now() + Duration::days(30)));
    place.passes(Duration::days(29));
    departure::call_off(&place, &place.karim, Origin::HERE).await.expect("it is called off");
    departure::call_off(&place, &place.karim, Origin::HERE).await.expect("twice is once");
    assert_eq!(due_at(&place, &place.karim).await, None);
    place.passes(Duration::days(30));
    assert_eq!(accounts_are_looked_after(&place).await.0, 0);
    assert!(is_listed(&place, &place.karim).await);
    let told: Vec<String> =
        place.column("SELECT deed FROM audit_log WHERE deed LIKE 'closure%' ORDER BY id").await;
    assert_eq!(told, ["closure_asked", "closure_called_off"]);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let place = Place::founded().await;
    let refused = ask(&place, &place.raphael, KeptName::Own).await;
    assert_eq!(refused, Err(Some(Refusal::LastAdministrator)));
    place.tamper("UPDATE members SET roles = 36 WHERE email = 'paul@exemple.fr'").await;
    assert_eq!(ask(&place, &place.raphael, KeptName::Own).await, Ok(()));
    assert_eq!(
        ask(&place, &place.paul, KeptName::Own).await,
        Err(Some(Refusal::LastAdministrator)),
        "whoever is about to leave is nobody to count on"
    );
    // Paul loses the role before the day comes: Raphaël is waited for.
    place.tamper("UPDATE members SET roles = 4 WHERE email = 'paul@exemple.fr'").await;
    place.passes(Duration::days(30));
    assert_eq!(accounts_are_looked_after(&place).await.0, 0);
    place.tamper("UPDATE members SET roles = 36 WHERE email = 'paul@exemple.fr'").await;
    assert_eq!(accounts_are_looked_after(&place).await.0, 1);
}

#[tokio::test]
async fn whoever_has_not_come_for_two_years_is_warned_then_leaves_without_a_name() {
    let place = Place::founded().await;
    let topic = place.ask(&place.karim, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.passes(Duration::days(729));
    for awake in [&place.claire, &place.lucie, &place.paul, &place.delphine, &place.helene] {
        place.sign_in(awake, "Firefox").await;
    }
    assert_eq!(accounts_are_looked_after(&place).await, (0, 0), "two years are not over");
    place.passes(Duration::days(3));
    // Karim has never come, nor has Raphaël, who must be able to come back.
    assert_eq!(accounts_are_looked_after(&place).await, (0, 1));
    assert_eq!(accounts_are_looked_after(&place).await, (0, 0), "one warning is enough");
    let letters = place.letters_of(&place.karim);
    assert_eq!(letters.last().expect("he is warned").subject, "Votre compte dort depuis longtemps");
    assert!(place.letters_of(&place.raphael).is_empty());
    place.passes(Duration::days(30));
    assert_eq!(accounts_are_looked_after(&place).await.0, 1);
    assert_eq!(authors(&place, topic).await, [("Ancien membre".to_owned(), true)]);
}

#[tokio::test]
async fn whoever_comes_back_after_the_warning_stays() {
    let place = Place::founded().await;
    place.passes(Duration::days(732));
    for awake in [&place.claire, &place.lucie, &place.paul, &place.delphine, &place.helene] {
        place.sign_in(awake, "Firefox").await;
    }
    assert_eq!(accounts_are_looked_after(&place).await, (0, 1));
    place.passes(Duration::days(29));
    place.sign_in(&place.karim, "Firefox").await;
    place.passes(Duration::days(2));
    assert_eq!(accounts_are_looked_after(&place).await, (0, 0));
    assert!(is_listed(&place, &place.karim).await);
    assert_eq!(due_at(&place, &place.karim).await, None);
    let never = Patience { months: None, notice: 30 };
    place.passes(Duration::days(4_000));
    assert_eq!(dormancy::warn(&place, never).await.expect("it looks"), 0, "accounts may sleep for ever");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_close_an_account_once() {
    let place = Place::founded().await;
    let (other, _) = place.another_process().await;
    assert_eq!(ask(&place, &place.karim, KeptName::Former).await, Ok(()));
    place.passes(Duration::days(30));
    let both = (0..6).map(|number| {
        let community = if number % 2 == 0 { place.community() } else { other.clone() };
        async move { departure::carry_due(&community).await.expect("it is carried out") }
    });
    assert_eq!(at_once(both).await.into_iter().sum::<u64>(), 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM audit_log WHERE deed = 'closed'").await, 1);
}

/// Words that only Karim says of himself, or that were said to him alone.
const SECRETS: [&str; 8] = [
    "Zéphyrin",
    "zephyrin",
    "Funambulerie",
    "Xylophage",
    "12 34 56 99",
    "Vannerie",
    "Kaléidoscope",
    "Ornithogale",
];

/// Karim says all that one can say of oneself here; the name of his photo.
async fn karim_says_everything(place: &Place) -> String {
    let karim = &place.karim;
    let details = account::Details {
        name: MemberName::parse("Karim Zéphyrin").expect("it is a name"),
        function: Some(Line::parse("Funambulerie").expect("it is a line")),
        presentation: Presentation::parse("Je connais bien les Xylophages.").expect("it is one"),
    };
    account::change(place, karim, &details).await.expect("it is changed");
    let telephone = Some(Telephone::parse("06 12 34 56 99").expect("it is a number"));
    let reach = Reach { telephone, telephone_for: Audience::Everybody, email_for: Audience::Everybody };
    reach::change(place, karim, &reach).await.expect("it is changed");
    let tags = Tags::parse("Vannerie RNCP12345").expect("it is a tag");
    let known = Expertise { tags, ..Expertise::default() };
    expertise::change(place, karim, &known).await.expect("it is changed");
    photo::keep(place, karim, jpeg()).await.expect("it is a photo").as_str().to_owned()
}

/// Before he had that address, it was invited, and asked for an account.
async fn his_address_was_written_to(place: &Place, address: &str) {
    let words = Message::parse("Venez avec votre Kaléidoscope.").expect("it is a message");
    let invitee = Invitee { message: Some(words), ..invitee(address, Role::Advisor) };
    try_to_invite(place, &invitee).await.expect("nobody else did");
    let claim = Claim {
        name: MemberName::parse("Karim Zéphyrin").expect("it is a name"),
        email: inviting::address(address),
        structure: Organisation::parse("Antenne VAE de Pantin").expect("it is a line"),
        role: Role::Advisor,
        reason: Message::parse("Je cultive l’Ornithogale.").expect("something is said"),
    };
    access::ask(place, &claim).await.expect("anybody may ask");
    place.tamper(&format!("UPDATE members SET email = '{address}' WHERE email = 'karim@exemple.fr'")).await;
}

/// Every value of every table, in words.
async fn everything_kept(place: &Place) -> String {
    let tables = if place.is_postgres() {
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    };
    let mut kept = String::new();
    for table in place.column::<String>(tables).await {
        let rows = if place.is_postgres() {
            format!("SELECT t::text FROM {table} t")
        } else {
            let columns = format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{table}')");
            let columns = place.column::<String>(&columns).await.join(" || ' ' || ");
            format!("SELECT {columns} FROM {table}")
        };
        kept.extend(place.column::<String>(&rows).await);
    }
    kept
}

/// Whether a file under that folder holds one of the words.
fn files_hold(folder: &Path, secrets: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_hold(&path, secrets));
        } else {
            let bytes = fs::read(&path).unwrap_or_default();
            let holds = |secret: &&&str| bytes.windows(secret.len()).any(|some| some == secret.as_bytes());
            found
                .extend(secrets.iter().filter(holds).map(|secret| format!("{secret} in {}", path.display())));
        }
    }
    found
}

#[tokio::test]
async fn nothing_is_left_of_whoever_has_gone() {
    let place = Place::founded().await;
    let photo = karim_says_everything(&place).await;
    let secrets: Vec<&str> = SECRETS.into_iter().chain([photo.as_str()]).collect();
    his_address_was_written_to(&place, "zephyrin@exemple.fr").await;
    let topic = place.ask(&place.karim, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    let karim = upkeep::member(&place, &inviting::address("zephyrin@exemple.fr"))
        .await
        .expect("it is read")
        .expect("he is there");
    place.sign_in(&karim, "Navigateur de Zéphyrin").await;
    place.worker_passes().await;
    // A letter that cannot leave waits with his address and his name in it.
    place.mailer.fail_next(1);
    sign_in::ask(&place, karim.email(), &Destination::parse("/")).await.expect("it is asked");
    place.worker_passes().await;
    assert_eq!(ask(&place, &karim, KeptName::Former).await, Ok(()));
    place.worker_passes().await;
    let before = everything_kept(&place).await;
    for secret in &secrets {
        assert!(before.contains(secret), "the test would see nothing of {secret}: {before}");
    }
    assert!(place.find(&place.claire, "Xylophages").await.total > 0);
    if !place.is_postgres() {
        place.tamper("PRAGMA wal_checkpoint(TRUNCATE)").await;
        assert!(!files_hold(place.folder(), &secrets).is_empty(), "the test would see nothing in the files");
    }

    place.passes(Duration::days(30));
    place.mailer.fail_next(usize::MAX);
    assert_eq!(accounts_are_looked_after(&place).await.0, 1);
    let after = everything_kept(&place).await;
    for secret in &secrets {
        assert!(!after.contains(secret), "{secret} is still in the database");
        assert_eq!(place.find(&place.claire, secret).await.total, 0, "{secret} is still found");
    }
    assert_eq!(authors(&place, topic).await, [("Ancien membre".to_owned(), true)]);
    if !place.is_postgres() {
        place.tamper("PRAGMA wal_checkpoint(TRUNCATE)").await;
    }
    let held = files_hold(place.folder(), &secrets);
    assert!(held.is_empty(), "{held:?}");
}

#[tokio::test]
async fn everybody_takes_along_what_is_known_of_them_and_nothing_of_others() {
    let place = Place::founded().await;
    let topic = place.ask(&place.karim, JURY, "Oral de la VAE", "Peut-on venir accompagné ?").await;
    place.reply(&place.claire, topic, "Non, seul, dit Claire.").await;
    place.reply(&place.karim, topic, "Merci beaucoup.").await;
    place.sign_in(&place.karim, "Firefox sur Linux").await;
    place.worker_passes().await;
    let overview = rights::overview(&place, &place.karim).await.expect("it is counted");
    let files = rights::take(&place, &place.karim, Origin::HERE).await.expect("it is taken");
    assert_eq!(files.len(), overview.len());
    let text: String = files.iter().map(|file| String::from_utf8_lossy(&file.content).into_owned()).collect();
    for known in [
        "karim@exemple.fr",
        "advisor",
        "Peut-on venir accompagné ?",
        "Merci beaucoup.",
        "Firefox sur Linux",
        "Pantin",
    ] {
        assert!(text.contains(known), "{known}: {text}");
    }
    assert!(!text.contains("dit Claire") && !text.contains("hash"), "{text}");
    for file in &files {
        serde_json::from_slice::<serde_json::Value>(&file.content).expect("it is JSON");
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM audit_log WHERE deed = 'data_taken'").await, 1);
}
