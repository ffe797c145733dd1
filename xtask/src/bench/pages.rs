//! Which pages are measured, and what one visit of each weighs.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};

use super::http::{Answer, Client};

/// A kind of page, with the addresses to ask for in turn.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) paths: Vec<String>,
}

/// What one visit of a page costs.
pub(super) struct Weight {
    /// The page as it is, and as it travels.
    pub(super) html: usize,
    pub(super) html_compressed: usize,
    /// What it loads, as it travels.
    pub(super) css: usize,
    pub(super) script: usize,
    pub(super) wasm: usize,
    pub(super) fonts: usize,
    /// What the server says it asked its database, when it says so.
    pub(super) statements: Option<u32>,
}

impl Weight {
    /// All that travels, fonts excepted.
    pub(super) fn without_fonts(&self) -> usize {
        self.html_compressed + self.css + self.script + self.wasm
    }
}

/// What is measured: the forums, the library, the days.
pub(super) fn find(client: &mut Client) -> Result<Vec<Kind>> {
    let mut kinds = community(client)?;
    kinds.extend(library(client)?);
    kinds.extend(days(client)?);
    Ok(kinds)
}

/// The programme in its three ways, and the days that this year's lists.
fn days(client: &mut Client) -> Result<Vec<Kind>> {
    let leads = |path: &str| {
        path.strip_prefix("/journees/")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains('/'))
    };
    let days: Vec<String> = links(&page(client, "/journees")?, leads).into_iter().collect();
    if days.is_empty() {
        bail!("the generated programme shows no day to this member");
    }
    let views = ["", "?vue=mois", "?vue=annee"].map(|view| format!("/journees{view}"));
    Ok(vec![Kind { name: "programme", paths: views.into() }, Kind { name: "day", paths: days }])
}

/// The library narrowed and in several orders, and what it holds, as its own pages lead there.
fn library(client: &mut Client) -> Result<Vec<Kind>> {
    let within = |html: &str, noun: &str| -> Vec<String> {
        let start = format!("/ressources/{noun}/");
        let leads = |path: &str| {
            path.strip_prefix(&start).is_some_and(|rest| !rest.contains('/') && rest != "nouveau")
        };
        links(html, leads).into_iter().collect()
    };
    let documents = within(&page(client, "/ressources")?, "documents");
    let first = documents.first().context("the generated library shows no document to this member")?;
    let document = page(client, first)?;
    let (certifications, certifiers) =
        (within(&document, "certifications"), within(&document, "certificateurs"));
    if certifications.is_empty() || certifiers.is_empty() {
        bail!("{first} is about no certification, or of no certifier");
    }
    let kind = |name, paths| Kind { name, paths };
    let narrowed =
        ["etape=2", "q=jury", "nature=template&tri=utiles", "annee=2026&tri=titre", "q=zzyzxw&etape=4"];
    Ok(vec![
        kind("library", vec!["/ressources".to_owned()]),
        kind("facets", narrowed.map(|query| format!("/ressources?{query}")).into()),
        kind("document", documents),
        kind("record", certifications),
        kind("certifier", certifiers),
    ])
}

/// The pages of the first board that has topics, and those that need no choice.
fn community(client: &mut Client) -> Result<Vec<Kind>> {
    let forums = page(client, "/forums")?;
    let boards = links(&forums, |path| {
        path.strip_prefix("/forums/")
            .is_some_and(|rest| !rest.is_empty() && !rest.contains('/') && rest != "sujets")
    });
    for board in boards {
        let topics = links(&page(client, &board)?, |path| path.starts_with("/forums/sujets/"));
        if topics.is_empty() {
            continue;
        }
        let kind = |name, path: &str| Kind { name, paths: vec![path.to_owned()] };
        return Ok(vec![
            kind("home", "/"),
            kind("board", &board),
            Kind { name: "topic", paths: topics.into_iter().collect() },
            Kind { name: "search", paths: questions() },
            kind("guide", "/guide"),
            kind("new topic", &format!("{board}/nouveau")),
        ]);
    }
    bail!("no board of the generated community shows a topic to this member")
}

/// Visits a page once and weighs what it loads.
pub(super) fn weigh(client: &mut Client, path: &str) -> Result<Weight> {
    let plain = get(client, path, "identity")?;
    let compressed = get(client, path, "br")?;
    let text = String::from_utf8_lossy(&plain.body);
    let mut weight = Weight {
        html: plain.body.len(),
        html_compressed: compressed.body.len(),
        css: 0,
        script: 0,
        wasm: 0,
        fonts: 0,
        statements: plain.header("server-timing").and_then(statements),
    };
    let mut assets = links(&text, |path| path.starts_with("/pkg/") || path.starts_with("/fonts/"));
    for sheet in assets.clone().iter().filter(|asset| asset.ends_with(".css")) {
        let sheet = get(client, sheet, "identity")?;
        assets.extend(fonts(&String::from_utf8_lossy(&sheet.body)));
    }
    for asset in assets {
        let size = get(client, &asset, "br")?.body.len();
        match asset.rsplit('.').next() {
            Some("css") => weight.css += size,
            Some("js") => weight.script += size,
            Some("wasm") => weight.wasm += size,
            Some("woff2") => weight.fonts += size,
            _ => {}
        }
    }
    Ok(weight)
}

fn page(client: &mut Client, path: &str) -> Result<String> {
    Ok(String::from_utf8_lossy(&get(client, path, "identity")?.body).into_owned())
}

fn get(client: &mut Client, path: &str, encoding: &str) -> Result<Answer> {
    let answer = client.get(path, encoding)?;
    if answer.status != 200 {
        bail!("GET {path} answered {}", answer.status);
    }
    Ok(answer)
}

/// Addresses on a page that satisfy a rule, without what follows `?` or `#`.
fn links(html: &str, wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let attributes = html.split("href=\"").chain(html.split("src=\"")).skip(1);
    attributes
        .filter_map(|rest| rest.split(['"', '?', '#']).next())
        .filter(|path| wanted(path))
        .map(str::to_owned)
        .collect()
}

fn fonts(css: &str) -> BTreeSet<String> {
    css.split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|address| address.trim_matches(['"', '\'']).to_owned())
        .filter(|address| address.starts_with('/') && address.ends_with(".woff2"))
        .collect()
}

/// `sql;desc="5"`, perhaps among others.
fn statements(header: &str) -> Option<u32> {
    let metric = header.split(',').map(str::trim).find(|metric| metric.starts_with("sql;"))?;
    metric.split("desc=").nth(1)?.split(';').next()?.trim_matches('"').parse().ok()
}

/// Words of the profession, some rare, some everywhere, one mistyped, one that nobody wrote; in the form of an address. The
/// first is weighed.
fn questions() -> Vec<String> {
    [
        "jury+de+validation",
        "livret+2",
        "financement+opco",
        "recevabilit%C3%A9",
        "DEAES",
        "acompagnement",
        "experience",
    ]
    .iter()
    .map(|words| format!("/recherche?q={words}"))
    .collect()
}

/// Signs a member in with a link from the command line; answers the cookie.
pub(super) fn sign_in(address: &str, printed: &str) -> Result<String> {
    let start = printed.find("/connexion/").context("`communaute-vae link` printed no address")?;
    let path = printed[start..].split_whitespace().next().unwrap_or_default();
    let answer = Client::new(address, None).post(path)?;
    let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
    cookie
        .map(str::to_owned)
        .with_context(|| format!("POST {path} answered {} and set no cookie", answer.status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_once_without_their_tails() {
        let html = r##"<a href="/forums/a?page=2">x</a><a href="/forums/a#fin">y</a><script src="/pkg/a.js"></script>"##;
        assert_eq!(links(html, |path| path.starts_with("/forums/")).len(), 1);
        assert!(links(html, |path| path.ends_with(".js")).contains("/pkg/a.js"));
    }

    #[test]
    fn the_count_of_statements_is_read() {
        assert_eq!(statements("total;dur=3, sql;desc=\"7\";dur=1.5"), Some(7));
        assert_eq!(statements("total;dur=3"), None);
    }

    #[test]
    fn fonts_of_a_style_sheet_are_found() {
        let css = "@font-face{src:url(/fonts/a.woff2)format(\"woff2\")}b{background:url(\"/x.svg\")}";
        assert_eq!(fonts(css).into_iter().collect::<Vec<_>>(), ["/fonts/a.woff2"]);
    }
}
