//! The press: a template and what is said in it become a PDF that conforms to PDF/UA-1, or nothing.

use std::sync::LazyLock;

use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Dict, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{NotMade, words};

/// Ours first, then those that draw the letters that ours lack.
const FACES: [&[u8]; 6] = [
    include_bytes!("../fonts/atkinson-hyperlegible-next-regular.ttf"),
    include_bytes!("../fonts/atkinson-hyperlegible-next-bold.ttf"),
    include_bytes!("../fonts/bricolage-grotesque-bold.ttf"),
    include_bytes!("../fonts/noto-sans-regular.ttf"),
    include_bytes!("../fonts/noto-sans-arabic-regular.ttf"),
    include_bytes!("../fonts/noto-sans-hebrew-regular.ttf"),
];

/// The faces of titles only: what they draw proves nothing for a text.
const TITLES: &str = "Bricolage Grotesque";

const SOURCES: [(&str, &str); 6] = [
    ("house.typ", include_str!("../templates/house.typ")),
    ("convocation.typ", include_str!("../templates/convocation.typ")),
    ("attendance.typ", include_str!("../templates/attendance.typ")),
    ("certificate.typ", include_str!("../templates/certificate.typ")),
    ("year.typ", include_str!("../templates/year.typ")),
    ("report.typ", include_str!("../templates/report.typ")),
];

/// So many papers later, what was remembered of one is forgotten.
const REMEMBERED: usize = 8;

static PRESS: LazyLock<Press> = LazyLock::new(Press::new);

struct Press {
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    sources: Vec<Source>,
}

impl Press {
    fn new() -> Self {
        let faces: Vec<Font> = FACES.into_iter().filter_map(|face| Font::new(Bytes::new(face), 0)).collect();
        let sources = SOURCES.into_iter().filter_map(|(name, text)| {
            let path = VirtualPath::new(name).ok()?;
            Some(Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), text.to_owned()))
        });
        Self { book: LazyHash::new(FontBook::from_fonts(&faces)), sources: sources.collect(), faces }
    }

    /// Whether one face of text draws all of this cluster.
    fn draws(&self, cluster: &str) -> bool {
        let texts = self.faces.iter().map(Font::info).filter(|face| face.family != TITLES);
        texts.into_iter().any(|face| cluster.chars().all(|c| face.coverage.contains(c as u32)))
    }

    fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id().vpath().get_without_slash() == name)
    }
}

/// One paper on the press.
struct Job {
    library: LazyHash<Library>,
    template: FileId,
}

impl World for Job {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.template
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = PRESS.sources.iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Err(FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Prints what is said with the template of that name.
pub(crate) fn print(template: &str, said: Dict) -> Result<Vec<u8>, NotMade> {
    let main = PRESS.source(template).ok_or_else(|| NotMade(format!("no template {template}")))?;
    let said = words::all_printable(said, &|cluster: &str| PRESS.draws(cluster));
    let library =
        Library::builder().with_inputs(said).with_features([Feature::A11yExtras].into_iter().collect());
    let job = Job { library: LazyHash::new(library.build()), template: main.id() };
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| NotMade(format!("{error:?}")))?;
    let options = PdfOptions {
        standards,
        creator: Smart::Custom(Some("Communauté VAE".to_owned())),
        ..PdfOptions::default()
    };
    let printed = typst::compile(&job).output.and_then(|document| typst_pdf::pdf(&document, &options));
    typst::comemo::evict(REMEMBERED);
    printed.map_err(|errors| NotMade(errors.iter().map(told).collect::<Vec<_>>().join("; ")))
}

fn told(error: &SourceDiagnostic) -> String {
    let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
    format!("{}{}", error.message, hints.collect::<String>())
}
