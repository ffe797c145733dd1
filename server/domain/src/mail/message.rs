//! From a letter to the message that travels.

use data_encoding::HEXLOWER;
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use sha2::{Digest, Sha256};

use super::{Calendar, EmailAddress, Letter, MailFault, Sender};

/// The message of a letter: both its forms and what goes in the diary, dated now, with an identity that only depends on the seed.
pub(super) fn compose(
    sender: &Sender,
    letter: &Letter,
    calendar: Option<&Calendar>,
    seed: &str,
) -> Result<Message, MailFault> {
    let identity = HEXLOWER.encode(&Sha256::digest(seed.as_bytes())[..16]);
    Message::builder()
        .from(Mailbox::new(Some(one_line(&sender.name)), mailbox(&sender.address)?))
        .to(Mailbox::new(None, mailbox(&letter.to)?))
        .subject(one_line(&letter.subject))
        .message_id(Some(format!("<{identity}@{}>", sender.address.domain())))
        // Nobody wrote it: no automatic answer is wanted, from any program.
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .raw_header(header("Content-Language", "fr"))
        .multipart(body(letter, calendar)?)
        .map_err(|fault| MailFault::Permanent(format!("the message cannot be composed: {fault}")))
}

/// Mail programs that keep a diary look for it beside the two forms (RFC 6047, 2.4); the others offer the file.
fn body(letter: &Letter, calendar: Option<&Calendar>) -> Result<MultiPart, MailFault> {
    let forms = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    let Some(calendar) = calendar else { return Ok(forms) };
    let unfit = |_| MailFault::Permanent("the diary's part has no type".to_owned());
    let kind = format!("text/calendar; charset=utf-8; method={}", calendar.method.code());
    let kind = ContentType::parse(&kind).map_err(unfit)?;
    let file = ContentType::parse("application/ics").map_err(unfit)?;
    let for_diaries = SinglePart::builder().header(kind).body(calendar.text.clone());
    let to_open = Attachment::new("journee.ics".to_owned()).body(calendar.text.clone(), file);
    Ok(MultiPart::mixed().multipart(forms.singlepart(for_diaries)).singlepart(to_open))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn mailbox(address: &EmailAddress) -> Result<Address, MailFault> {
    address.as_str().parse().map_err(|_| MailFault::Permanent("an address is not one".into()))
}

/// A header is one line: whatever would begin another becomes a space.
fn one_line(value: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    value.split(breaks).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(name: &str) -> Sender {
        Sender {
            name: name.into(),
            address: EmailAddress::parse("ne-pas-repondre@vae.example").expect("an address"),
        }
    }

    fn letter(subject: &str) -> Letter {
        Letter {
            to: EmailAddress::parse("marie@dava.example").expect("an address"),
            subject: subject.into(),
            text: "L’accès est ouvert.".into(),
            html: "<p>L’accès est ouvert.</p>".into(),
        }
    }

    fn composed(sender: &Sender, letter: &Letter, seed: &str) -> String {
        let message = compose(sender, letter, None, seed).expect("a message");
        String::from_utf8(message.formatted()).expect("ASCII")
    }

    #[test]
    fn a_letter_has_its_two_forms_and_says_that_no_person_wrote_it() {
        let message = composed(&sender("Communauté VAE"), &letter("Votre accès"), "1");
        assert!(message.is_ascii());
        for line in [
            "To: marie@dava.example\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Language: fr\r\n",
            "MIME-Version: 1.0\r\n",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
            "\r\nDate: ",
            "<ne-pas-repondre@vae.example>\r\n",
        ] {
            assert!(message.contains(line), "{line}\n{message}");
        }
    }

    #[test]
    fn what_goes_in_the_diary_is_a_third_form_and_a_file() {
        let text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".to_owned();
        let calendar = Calendar { method: crate::mail::Method::Request, text };
        let message =
            compose(&sender("VAE"), &letter("Votre place"), Some(&calendar), "1").expect("a message");
        let message = String::from_utf8(message.formatted()).expect("ASCII");
        for line in [
            "Content-Type: multipart/mixed;",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n",
            "Content-Disposition: attachment; filename=\"journee.ics\"\r\n",
        ] {
            assert!(message.contains(line), "{line}\n{message}");
        }
    }

    #[test]
    fn the_identity_follows_the_seed() {
        let id = |seed: &str| {
            let message = composed(&sender("VAE"), &letter("Bonjour"), seed);
            message.lines().find(|line| line.starts_with("Message-ID: ")).expect("a Message-ID").to_owned()
        };
        assert_eq!(id("letter 12"), id("letter 12"));
        assert_ne!(id("letter 12"), id("letter 13"));
        assert!(id("é\r\n>").ends_with("@vae.example>"));
    }

    #[test]
    fn no_header_can_be_slipped_in() {
        for hostile in [
            "Bonjour\r\nBcc: tous@x.fr",
            "Bonjour\nBcc: tous@x.fr",
            "Bonjour\rBcc: tous@x.fr",
            "é\r\n\r\nBcc: tous@x.fr",
        ] {
            for message in [
                composed(&sender(hostile), &letter("Bonjour"), "1"),
                composed(&sender("VAE"), &letter(hostile), "1"),
                composed(&sender("VAE"), &letter("Bonjour"), hostile),
            ] {
                let headers = message.split("\r\n\r\n").next().expect("headers");
                assert!(!headers.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{headers}");
                assert_eq!(
                    headers.matches("\r\nTo: ").count() + headers.matches("\r\nSubject: ").count(),
                    2,
                    "{headers}"
                );
                assert!(!headers.replace("\r\n", "").contains(['\r', '\n']), "{headers}");
            }
        }
    }

    #[test]
    fn a_name_with_signs_is_still_a_name() {
        let message = composed(&sender("Défi \"métiers\" <x@y.fr>, VAE"), &letter("Bonjour"), "1");
        let from = message.split("\r\nTo: ").next().expect("the From line");
        assert_eq!(from.matches('<').count(), 1, "{from}");
    }
}
