//! What a file is. Its bytes alone decide (`bytes`): names (`names`) and declared types are for people.

mod bytes;
mod names;

/// What the bytes say. The codes are in the database: a kind keeps its own for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Media {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// Word with macros.
    Docm,
    /// Excel.
    Xlsx,
    /// Excel with macros.
    Xlsm,
    /// PowerPoint.
    Pptx,
    /// PowerPoint with macros.
    Pptm,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument presentation.
    Odp,
    /// Image.
    Png,
    /// Image.
    Jpeg,
    /// Image.
    Gif,
    /// Image.
    Webp,
    /// Text without markup, in UTF-8.
    Text,
    /// The same in Windows-1252, as older programs write it in France.
    OlderText,
    /// An older Office document, or a newer one under a password.
    Ole,
    /// Anything else: web pages, drawings, archives. Kept and given back, never shown.
    Other,
    /// What a machine would run.
    Program,
}

/// What one does with a kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Browsers show it.
    Pdf,
    /// Browsers show it.
    Image,
    /// Browsers show it.
    Text,
    /// Opened elsewhere.
    Office,
    /// Opened elsewhere, if at all.
    Other,
}

impl Media {
    /// Every kind.
    pub const ALL: [Media; 19] = [
        Media::Pdf,
        Media::Docx,
        Media::Docm,
        Media::Xlsx,
        Media::Xlsm,
        Media::Pptx,
        Media::Pptm,
        Media::Odt,
        Media::Ods,
        Media::Odp,
        Media::Png,
        Media::Jpeg,
        Media::Gif,
        Media::Webp,
        Media::Text,
        Media::OlderText,
        Media::Ole,
        Media::Other,
        Media::Program,
    ];

    /// Its name in rows and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Media::Pdf => "pdf",
            Media::Docx => "docx",
            Media::Docm => "docm",
            Media::Xlsx => "xlsx",
            Media::Xlsm => "xlsm",
            Media::Pptx => "pptx",
            Media::Pptm => "pptm",
            Media::Odt => "odt",
            Media::Ods => "ods",
            Media::Odp => "odp",
            Media::Png => "png",
            Media::Jpeg => "jpeg",
            Media::Gif => "gif",
            Media::Webp => "webp",
            Media::Text => "text",
            Media::OlderText => "older-text",
            Media::Ole => "ole",
            Media::Other => "other",
            Media::Program => "program",
        }
    }

    /// The kind of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Media::ALL.into_iter().find(|media| media.code() == code)
    }

    /// The type it is sent with (RFC 6838); text says its letters, a browser would guess them otherwise (RFC 2046, 4.1.2).
    pub const fn content_type(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Media::Docm => "application/vnd.ms-word.document.macroEnabled.12",
            Media::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Media::Xlsm => "application/vnd.ms-excel.sheet.macroEnabled.12",
            Media::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Media::Pptm => "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
            Media::Odt => "application/vnd.oasis.opendocument.text",
            Media::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Media::Odp => "application/vnd.oasis.opendocument.presentation",
            Media::Png => "image/png",
            Media::Jpeg => "image/jpeg",
            Media::Gif => "image/gif",
            Media::Webp => "image/webp",
            Media::Text => "text/plain; charset=utf-8",
            Media::OlderText => "text/plain; charset=windows-1252",
            Media::Ole | Media::Other | Media::Program => "application/octet-stream",
        }
    }

    /// What one does with it.
    pub const fn family(self) -> Family {
        match self {
            Media::Pdf => Family::Pdf,
            Media::Png | Media::Jpeg | Media::Gif | Media::Webp => Family::Image,
            Media::Text | Media::OlderText => Family::Text,
            Media::Ole | Media::Other | Media::Program => Family::Other,
            _ => Family::Office,
        }
    }

    /// Whether a browser may show it, shut in a sandbox.
    pub const fn is_shown(self) -> bool {
        matches!(self.family(), Family::Pdf | Family::Image | Family::Text)
    }

    /// Whether there may be words in it that are read here.
    pub const fn has_text(self) -> bool {
        matches!(self.family(), Family::Pdf | Family::Text | Family::Office) || matches!(self, Media::Ole)
    }

    /// Whether it carries a program that Office would run.
    pub const fn has_macros(self) -> bool {
        matches!(self, Media::Docm | Media::Xlsm | Media::Pptm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_code() {
        for media in Media::ALL {
            assert_eq!(Media::from_code(media.code()), Some(media));
        }
    }
}
