//! Letters through each way, and against servers of every temper.

use std::time::{Duration, Instant};

use super::{
    EmailAddress, Letter, MailFault, Mailer, Sender, SmtpUrlRefusal,
    fake_server::{ACCEPTS, Answers, FakeServer},
};

fn sender() -> Sender {
    Sender {
        name: "Communauté VAE".into(),
        address: EmailAddress::parse("ne-pas-repondre@vae.example").expect("an address"),
    }
}

fn letter() -> Letter {
    Letter {
        to: EmailAddress::parse("marie@dava.example").expect("an address"),
        subject: "Votre lien de connexion".into(),
        text: "Bonjour,\n.\nUn point seul sur sa ligne ne finit rien.".into(),
        html: "<p>Bonjour</p>".into(),
    }
}

fn mailer(server: &FakeServer) -> Mailer {
    Mailer::smtp_within(&server.url("?tls=none"), sender(), Duration::from_secs(5)).expect("an address")
}

async fn fault_from(answers: Answers) -> MailFault {
    mailer(&FakeServer::answering(answers)).send(&letter(), "1").await.expect_err("a refusal")
}

#[tokio::test]
async fn a_server_that_accepts_gets_the_whole_letter_and_its_one_identity() {
    let server = FakeServer::answering(ACCEPTS);
    let mailer = mailer(&server);
    for _ in 0..2 {
        mailer.send(&letter(), "letter 12").await.expect("accepted");
    }
    let heard = server.heard();
    assert!(heard.contains(&"MAIL FROM:<ne-pas-repondre@vae.example>".into()), "{heard:?}");
    assert!(heard.contains(&"RCPT TO:<marie@dava.example>".into()), "{heard:?}");
    assert!(
        heard.contains(&"..".into()) && heard.iter().any(|line| line.starts_with("Un point")),
        "{heard:?}"
    );
    let ids: Vec<_> = heard.iter().filter(|line| line.starts_with("Message-ID: ")).collect();
    assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}");
}

#[tokio::test]
async fn a_refused_recipient_is_refused_for_good() {
    for rcpt in ["550 5.1.1 <marie@dava.example> unknown", "550 No such user here", "553 5.1.3 Bad address"] {
        let fault = fault_from(Answers { rcpt, ..ACCEPTS }).await;
        assert!(fault.is_permanent(), "{rcpt}: {fault}");
        assert!(!fault.to_string().contains("marie"), "{fault}");
    }
    let fault = fault_from(Answers { content: "552 5.3.4 Too big for the system", ..ACCEPTS }).await;
    assert!(!fault.is_permanent(), "{fault}");
    let fault = fault_from(Answers { content: "554 5.6.0 Unacceptable", ..ACCEPTS }).await;
    assert!(fault.is_permanent(), "{fault}");
}

#[tokio::test]
async fn what_is_not_about_the_recipient_is_tried_again() {
    for answers in [
        Answers { rcpt: "450 4.2.0 Greylisted", ..ACCEPTS },
        Answers { rcpt: "550 5.7.1 Relaying denied", ..ACCEPTS },
        Answers { mail: "550 5.1.8 Your domain is unknown", ..ACCEPTS },
        Answers { content: "451 4.3.0 Disk full", ..ACCEPTS },
    ] {
        let fault = fault_from(answers).await;
        assert!(!fault.is_permanent(), "{fault}");
    }
}

#[tokio::test]
async fn a_dead_server_is_a_temporary_fault() {
    let url = format!("smtp://127.0.0.1:{}?tls=none", FakeServer::dead());
    let fault = Mailer::smtp(&url, sender())
        .expect("an address")
        .send(&letter(), "1")
        .await
        .expect_err("nobody there");
    assert!(!fault.is_permanent(), "{fault}");
}

#[tokio::test]
async fn a_server_that_hangs_is_left() {
    let server = FakeServer::silent();
    let mailer = Mailer::smtp_within(&server.url("?tls=none"), sender(), Duration::from_millis(200))
        .expect("an address");
    let began = Instant::now();
    let fault = mailer.send(&letter(), "1").await.expect_err("no answer");
    assert!(
        !fault.is_permanent() && began.elapsed() < Duration::from_secs(10),
        "{fault} after {:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn a_goodbye_that_hangs_does_not_have_the_letter_sent_again() {
    let server = FakeServer::answering(Answers { quit: "", ..ACCEPTS });
    assert_eq!(mailer(&server).send(&letter(), "1").await, Ok(()));
}

#[tokio::test]
async fn without_tls_nothing_is_said_unless_allowed() {
    let server = FakeServer::answering(ACCEPTS);
    let strict = Mailer::smtp(&server.url(""), sender()).expect("an address");
    assert!(!strict.send(&letter(), "1").await.expect_err("no TLS").is_permanent());
    let heard = server.heard();
    assert!(!heard.iter().any(|line| line.starts_with("MAIL")), "{heard:?}");
    let lenient = Mailer::smtp(&server.url("?tls=opportunistic"), sender()).expect("an address");
    assert_eq!(lenient.send(&letter(), "1").await, Ok(()));
}

#[tokio::test]
async fn a_password_only_travels_encrypted_and_a_wrong_one_loses_no_letter() {
    let server = FakeServer::answering(ACCEPTS);
    let url = server.url("?tls=opportunistic").replace("127", "vae:secret@127");
    let fault =
        Mailer::smtp(&url, sender()).expect("an address").send(&letter(), "1").await.expect_err("no TLS");
    assert!(!fault.is_permanent());
    assert!(!server.heard().iter().any(|line| line.starts_with("AUTH")));
    let url = server.url("?tls=none").replace("127", "vae:secret@127");
    let fault = Mailer::smtp(&url, sender())
        .expect("this machine")
        .send(&letter(), "1")
        .await
        .expect_err("wrong password");
    assert!(!fault.is_permanent(), "{fault}");
}

#[test]
fn the_address_of_a_server_is_read_or_refused_with_a_reason() {
    let refusal = |url: &str| Mailer::smtp(url, sender()).err();
    for url in [
        "smtps://vae:p%40ss@mail.example",
        "smtp://mail.example",
        "smtp://[::1]:2525?tls=none",
        "smtp://localhost?tls=none",
    ] {
        assert_eq!(refusal(url), None, "{url}");
    }
    assert_eq!(refusal("mail.example"), Some(SmtpUrlRefusal::Malformed));
    assert_eq!(refusal("smtp://"), Some(SmtpUrlRefusal::Malformed));
    assert_eq!(refusal("smtp://a:%ff@mail.example"), Some(SmtpUrlRefusal::Malformed));
    assert_eq!(refusal("https://mail.example"), Some(SmtpUrlRefusal::Scheme("https".into())));
    assert_eq!(refusal("smtp://mail.example?tls=no"), Some(SmtpUrlRefusal::Tls("no".into())));
    assert_eq!(refusal("smtp://a:b@mail.example?tls=none"), Some(SmtpUrlRefusal::PasswordInClear));
}

#[tokio::test]
async fn a_folder_keeps_one_file_for_each_letter() {
    let home = tempfile::tempdir().expect("a folder");
    let dir = home.path().join("data/mail");
    let mailer = Mailer::folder(&dir, sender());
    for _ in 0..3 {
        mailer.send(&letter(), "1").await.expect("written");
    }
    let mut names: Vec<String> = dir
        .read_dir()
        .expect("made")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() == 3 && names[0].ends_with("Z-1.eml") && names[2].ends_with("Z-3.eml"), "{names:?}");
    let written = std::fs::read_to_string(dir.join(&names[0])).expect("a letter");
    assert!(written.contains("To: marie@dava.example\r\n"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_a_temporary_fault() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("mail");
    std::fs::write(&file, "not a folder").expect("written");
    let fault = Mailer::folder(&file, sender()).send(&letter(), "1").await.expect_err("no folder");
    assert!(!fault.is_permanent(), "{fault}");
}

#[tokio::test]
async fn memory_keeps_letters_and_fails_on_demand() {
    let mailer = Mailer::memory(sender());
    let same = mailer.clone();
    mailer.fail_next(1);
    assert!(!mailer.send(&letter(), "1").await.expect_err("asked").is_permanent());
    mailer.send(&letter(), "1").await.expect("kept");
    assert_eq!(same.letters(), [letter()]);
    mailer.refuse(&letter().to);
    assert!(mailer.send(&letter(), "2").await.expect_err("asked").is_permanent());
    assert_eq!(same.letters().len(), 1);
}

#[test]
fn a_letter_does_not_leak_into_a_log() {
    let shown = format!("{:?}", letter());
    assert!(!shown.contains("marie") && !shown.contains("Bonjour") && !shown.contains("lien"), "{shown}");
}
