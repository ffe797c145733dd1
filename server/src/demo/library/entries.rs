//! What `resources.toml` says.

use domain::library::resource::Language;
use serde::Deserialize;

/// All of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shelves {
    pub(super) resource: Vec<Entry>,
}

/// A document or a link, and what becomes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) summary: String,
    pub(super) author: Option<String>,
    pub(super) source: Option<String>,
    pub(super) licence: Option<String>,
    #[serde(default = "french")]
    pub(super) language: String,
    pub(super) days_ago: i64,
    pub(super) valid_until_in_days: Option<i64>,
    pub(super) review_in_days: Option<i64>,
    #[serde(default)]
    pub(super) certifications: Vec<u32>,
    #[serde(default)]
    pub(super) certifiers: Vec<String>,
    #[serde(default)]
    pub(super) stages: Vec<u8>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    pub(super) departement: Option<String>,
    pub(super) depositor: String,
    pub(super) audience: String,
    pub(super) state: String,
    pub(super) from_topic: Option<String>,
    pub(super) from_reply: Option<u32>,
    pub(super) version: Vec<VersionEntry>,
    #[serde(default)]
    pub(super) report: Vec<ReportEntry>,
    #[serde(default)]
    pub(super) opinion: Vec<OpinionEntry>,
}

/// What it is made of: a file, or an address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionEntry {
    pub(super) file: Option<String>,
    pub(super) url: Option<String>,
    pub(super) note: Option<String>,
    pub(super) days_ago: i64,
}

/// What somebody reports of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportEntry {
    pub(super) by: String,
    pub(super) reason: String,
    pub(super) word: String,
    pub(super) days_ago: i64,
}

/// What somebody thinks of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpinionEntry {
    pub(super) by: String,
    pub(super) useful: bool,
    pub(super) word: Option<String>,
}

fn french() -> String {
    Language::FRENCH.code().to_owned()
}
