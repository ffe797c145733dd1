//! What the papers of the days say of whoever holds them.

use std::path::PathBuf;

use app::Organisation;
use clap::Args;
use paper::Picture;

use super::Wrong;

/// A logo is a picture, not a poster.
const HEAVIEST: u64 = 2 * 1024 * 1024;

/// What the papers of the days say of whoever holds them: convocations, attendance sheets, certificates.
#[derive(Debug, Clone, Args)]
pub struct Papers {
    /// Organisation that holds the days, on their papers
    #[arg(long, env = "VAE_ORGANISATION", default_value = "Défi métiers", value_name = "NAME")]
    organisation: String,
    /// Its address, with semicolons between the lines
    #[arg(long, env = "VAE_ORGANISATION_ADDRESS", value_delimiter = ';', value_name = "LINES")]
    organisation_address: Vec<String>,
    /// Its SIRET
    #[arg(long, env = "VAE_SIRET", value_name = "NUMBER")]
    siret: Option<String>,
    /// Its number as a training organisation, if it has one
    #[arg(long, env = "VAE_DECLARATION", value_name = "NUMBER")]
    declaration: Option<String>,
    /// Its logo: a PNG, JPEG, GIF or WebP picture, 2 MB at most
    #[arg(long, env = "VAE_LOGO", value_name = "FILE")]
    logo: Option<PathBuf>,
    /// Who signs the certificates [default: a line to sign, without a name]
    #[arg(long, env = "VAE_SIGNATORY", default_value = "", value_name = "NAME")]
    signatory: String,
    /// What they do
    #[arg(long, env = "VAE_SIGNATORY_FUNCTION", value_name = "TEXT")]
    signatory_function: Option<String>,
    /// Town where the papers are made
    #[arg(long, env = "VAE_TOWN", default_value = "Paris", value_name = "TOWN")]
    town: String,
}

impl Papers {
    /// What the papers say, with the logo read.
    ///
    /// # Errors
    /// When the logo cannot be read, or is no picture that can be printed.
    pub fn organisation(&self) -> Result<Organisation, Wrong> {
        let wrong = |why: String| Wrong::new("VAE_LOGO (--logo)", why);
        let logo = match &self.logo {
            None => None,
            Some(path) => {
                let said = |error: std::io::Error| wrong(format!("{}: {error}", path.display()));
                if std::fs::metadata(path).map_err(said)?.len() > HEAVIEST {
                    return Err(wrong("it weighs more than 2 MB".to_owned()));
                }
                let bytes = std::fs::read(path).map_err(said)?;
                if Picture::read(bytes.clone()).is_none() {
                    return Err(wrong("write the path of a PNG, JPEG, GIF or WebP picture".to_owned()));
                }
                Some(bytes.into())
            }
        };
        Ok(Organisation {
            name: self.organisation.clone(),
            address: self.organisation_address.clone(),
            siret: self.siret.clone(),
            declaration: self.declaration.clone(),
            logo,
            signatory: self.signatory.clone(),
            function: self.signatory_function.clone(),
            town: self.town.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        papers: Papers,
    }

    fn papers(flags: &[&str]) -> Papers {
        Alone::parse_from(["papers"].iter().chain(flags)).papers
    }

    #[test]
    fn the_papers_have_a_name_on_them_without_any_setting() {
        let said = papers(&[]).organisation().expect("nothing is compulsory");
        assert_eq!((said.name.as_str(), said.town.as_str()), ("Défi métiers", "Paris"));
        let said = papers(&["--organisation-address", "1 rue d’Essai;75014 Paris"]).organisation();
        assert_eq!(said.expect("it is right").address, ["1 rue d’Essai", "75014 Paris"]);
    }

    #[test]
    fn a_logo_that_cannot_be_printed_is_refused_at_the_door() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("logo.png");
        std::fs::write(&path, b"<svg/>").expect("it is written");
        let path = path.to_string_lossy().into_owned();
        for (file, why) in [(path.as_str(), "PNG"), ("/nowhere/logo.png", "/nowhere/logo.png")] {
            let said = papers(&["--logo", file]).organisation().expect_err("it is wrong").to_string();
            assert!(said.contains("VAE_LOGO") && said.contains(why), "{said}");
        }
    }
}
