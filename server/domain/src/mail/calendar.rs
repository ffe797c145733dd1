//! What goes in somebody's diary along with a letter.

/// What a mail program does with it (RFC 5546, 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Puts it there, or changes what is there.
    Request,
    /// Takes it away.
    Cancel,
}

impl Method {
    /// Its name, as mail programs read it.
    pub const fn code(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }

    /// The method of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Method::Request, Method::Cancel].into_iter().find(|method| method.code() == code)
    }
}

/// An object of RFC 5545 with one event, and what to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What to do with it.
    pub method: Method,
    /// The object, its lines ended by CRLF.
    pub text: String,
}
