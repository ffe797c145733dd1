//! The codes that are shown in the room: six digits that change every half a minute, made of the session's secret and of the hour, as
//! those of RFC 6238 are. Whoever is not in the room cannot tell them; whoever tries is counted.

use chrono::{DateTime, Duration, Utc};
use ring::hmac;

/// How long a code is shown.
pub const STEP: u32 = 30;

/// The digits of a code.
const DIGITS: usize = 6;

/// Wrong codes are counted for that long from the first one.
pub const WINDOW: Duration = Duration::minutes(15);

/// That many for one day, and one waits.
pub const TRIES: i32 = 10;

/// A code that was typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// Reads what was typed, with spaces or without; `None` when it cannot be a code.
    pub fn parse(typed: &str) -> Option<Self> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).take(DIGITS + 1).collect();
        let plausible = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        plausible.then_some(Self(digits))
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code of that secret at that instant.
    pub(super) fn at(secret: &str, now: DateTime<Utc>) -> Self {
        Self::of(secret, step(now))
    }

    fn of(secret: &str, step: i64) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, &step.to_be_bytes());
        Self(digits(tag.as_ref()))
    }

    /// Whether it is the code of that secret now, or was the one before: whoever reads it needs the time to type it. Compared in a time
    /// that does not tell how much of it is right.
    pub(super) fn opens(&self, secret: &str, now: DateTime<Utc>) -> bool {
        let step = step(now);
        let same =
            |other: &Code| self.0.bytes().zip(other.0.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0;
        let [now, before] = [Self::of(secret, step), Self::of(secret, step - 1)];
        same(&now) | same(&before)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

/// For how many seconds the code is still the one that is shown.
pub fn seconds_left(now: DateTime<Utc>) -> u32 {
    let into = now.timestamp().rem_euclid(i64::from(STEP));
    STEP.saturating_sub(u32::try_from(into).unwrap_or(0))
}

/// How long to wait after that many tries since then, where there were too many.
pub(super) fn wait(tries: i32, since: DateTime<Utc>, now: DateTime<Utc>) -> Option<u32> {
    let left = (since + WINDOW - now).num_seconds().max(0) + 1;
    (tries > TRIES).then(|| u32::try_from(left).unwrap_or(u32::MAX))
}

fn step(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(i64::from(STEP))
}

/// Six digits of a tag (RFC 4226, 5.3).
fn digits(tag: &[u8]) -> String {
    let offset = usize::from(tag.last().copied().unwrap_or(0) & 0xf);
    let piece = tag.get(offset..offset + 4).unwrap_or(&[0; 4]);
    let number = piece.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("an instant of the test")
    }

    /// RFC 6238, appendix B, SHA-256: the last six digits of its eight.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let secret = "12345678901234567890123456789012";
        for (seconds, code) in
            [(59, "119246"), (1_111_111_109, "084774"), (1_234_567_890, "819424"), (20_000_000_000, "737706")]
        {
            assert_eq!(Code::at(secret, at(seconds)).as_str(), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_opens_for_the_half_minute_it_is_shown_and_the_next_one() {
        let code = Code::at("secret", at(3_000));
        assert!(code.opens("secret", at(3_000)) && code.opens("secret", at(3_059)));
        assert!(!code.opens("secret", at(3_060)), "a photograph of the screen is worth nothing later");
        assert!(!code.opens("secret", at(2_999)), "nobody has it before");
        assert!(!code.opens("another", at(3_000)));
        assert_eq!((seconds_left(at(3_000)), seconds_left(at(3_029))), (30, 1));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(Code::parse(" 123 456 ").as_ref().map(Code::as_str), Some("123456"));
        for wrong in ["", "12345", "1234567", "12345a", "１２３４５６", "123 45６"] {
            assert_eq!(Code::parse(wrong), None, "{wrong:?}");
        }
        assert_eq!(format!("{:?}", Code::parse("123456")), "Some(Code(…))");
    }

    #[test]
    fn whoever_tries_too_often_waits() {
        let since = at(10_000);
        assert_eq!(wait(TRIES, since, at(10_100)), None);
        assert_eq!(wait(TRIES + 1, since, at(10_600)), Some(301));
    }

    proptest::proptest! {
        #[test]
        fn any_code_has_six_digits_and_opens_at_once(secret in "\\PC{0,60}", seconds in 0_i64..40_000_000_000) {
            let code = Code::at(&secret, at(seconds));
            proptest::prop_assert_eq!(Code::parse(code.as_str()), Some(code.clone()));
            proptest::prop_assert!(code.opens(&secret, at(seconds)));
        }
    }
}
