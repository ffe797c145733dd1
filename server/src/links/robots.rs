//! What a site asks of machines (RFC 9309), as far as we need it: whether we may look at that path.

/// Whether the rules let a visitor of that name look at that path, its query included. Rules for that name go before those for everybody; of the rules
/// that fit, the longest wins, and of two that are as long, the one that allows.
pub(super) fn allows(rules: &str, name: &str, path: &str) -> bool {
    let ours = group(rules, |agent| agent.eq_ignore_ascii_case(name));
    let rules = ours.or_else(|| group(rules, |agent| agent == "*")).unwrap_or_default();
    let fitting = rules.into_iter().filter(|(_, pattern)| fits(pattern, path));
    fitting.max_by_key(|(allowed, pattern)| (pattern.len(), *allowed)).is_none_or(|(allowed, _)| allowed)
}

/// The rules of the groups whose agent is one of those; `None` when there is no such group. One without rules forbids nothing.
fn group(rules: &str, is_theirs: impl Fn(&str) -> bool) -> Option<Vec<(bool, &str)>> {
    let (mut found, mut named, mut theirs, mut naming) = (Vec::new(), false, false, false);
    for line in rules.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((field, value)) = line.split_once(':') else { continue };
        let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
        match field.as_str() {
            "user-agent" => {
                theirs = (naming && theirs) || is_theirs(value);
                named |= theirs;
                naming = true;
            }
            "allow" | "disallow" => {
                naming = false;
                if theirs && !value.is_empty() {
                    found.push((field == "allow", value));
                }
            }
            _ => {}
        }
    }
    named.then_some(found)
}

/// Whether the path begins as the pattern says; `*` stands for anything, `$` for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces: Vec<&str> = pattern.split('*').collect();
    // What must be at the end is looked for there: it may stand before, too.
    let last = if whole && pieces.len() > 1 { pieces.pop() } else { None };
    let Some(mut rest) = path.strip_prefix(pieces[0]) else { return false };
    for piece in &pieces[1..] {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => !whole || rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn what_a_site_asks_is_done() {
        let rules = "User-agent: *\nDisallow: /prive\nAllow: /prive/ouvert\nDisallow: /*.pdf$\n\nUser-agent: autre\nDisallow: /\n";
        for (path, allowed) in [
            ("/", true),
            ("/prive/page", false),
            ("/prive/ouvert", true),
            ("/guide.pdf", false),
            ("/guide.pdf?x", true),
            ("/guide.pdf.d/autre.pdf", false),
            ("/guide.pdf.d/autre", true),
        ] {
            assert_eq!(allows(rules, "CommunauteVAE", path), allowed, "{path}");
        }
        assert!(!allows(rules, "autre", "/"));
        assert!(allows("", "autre", "/") && allows("Disallow: /", "autre", "/"));
        assert!(!allows("User-agent: *\nDisallow: /*?", "autre", "/page?tri=nom"));
        assert!(
            allows("User-agent: *\nDisallow: /\n\nUser-agent: autre\nDisallow:\n", "autre", "/"),
            "nothing is forbidden to it"
        );
        assert!(!allows("User-agent: a\nUser-agent: CommunauteVAE\nDisallow: /x", "communautevae", "/x"));
    }
}
