//! The names that files go by, against what they are.

use super::Media;
use crate::files::FileName;

impl Media {
    /// The extensions it goes by; the first is given to files that say another.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Media::Jpeg => &["jpg", "jpeg"],
            Media::Text | Media::OlderText => &["txt", "md", "csv", "log", "text"],
            Media::Ole => &["doc", "xls", "ppt", "docx", "xlsx", "pptx"],
            Media::Other | Media::Program => &[],
            Media::Docx => &["docx"],
            Media::Docm => &["docm"],
            Media::Xlsx => &["xlsx"],
            Media::Xlsm => &["xlsm"],
            Media::Pptx => &["pptx"],
            Media::Pptm => &["pptm"],
            Media::Odt => &["odt", "ott"],
            Media::Ods => &["ods", "ots"],
            Media::Odp => &["odp", "otp"],
            Media::Png => &["png"],
            Media::Gif => &["gif"],
            Media::Webp => &["webp"],
            Media::Pdf => &["pdf"],
        }
    }

    /// Whether that name says another kind.
    pub fn contradicts(self, name: &FileName) -> bool {
        let (said, known) = (name.extension(), self.extensions());
        match known.is_empty() {
            // What is no kind of ours, under the extension of one.
            true => Media::ALL.iter().any(|media| media.extensions().contains(&said.as_str())),
            false => !said.is_empty() && !known.contains(&said.as_str()),
        }
    }

    /// The name it leaves with: its extension is that of its bytes.
    pub fn name_for(self, name: &FileName) -> String {
        match self.extensions() {
            [] => name.as_str().to_owned(),
            known if known.contains(&name.extension().as_str()) => name.as_str().to_owned(),
            [first, ..] => format!("{}.{first}", name.stem()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_says_something_else_is_noticed_and_mended_when_it_leaves() {
        let name = FileName::of("virus.pdf.exe");
        assert!(Media::Pdf.contradicts(&name));
        assert_eq!(Media::Pdf.name_for(&name), "virus.pdf.pdf");
        assert!(Media::Other.contradicts(&FileName::of("page.pdf")));
        assert!(!Media::Other.contradicts(&FileName::of("page.html")));
        assert!(!Media::Jpeg.contradicts(&FileName::of("photo.JPEG")));
        assert!(!Media::Text.contradicts(&FileName::of("LISEZMOI")));
        assert_eq!(Media::Odt.name_for(&FileName::of("livret")), "livret.odt");
    }
}
