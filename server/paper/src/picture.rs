//! A logo, a signature: a picture that can be printed.

use typst::{
    foundations::{Bytes, IntoValue, Value},
    visualize::{ExchangeFormat, RasterFormat, RasterImage},
};

/// A PNG, JPEG, GIF or WebP picture that opens.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture(Bytes);

impl Picture {
    /// Reads a picture; nothing when it is none, or not one of these.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        let bytes = Bytes::new(bytes);
        let format = ExchangeFormat::detect(&bytes)?;
        RasterImage::plain(bytes.clone(), RasterFormat::Exchange(format)).ok().map(|_| Self(bytes))
    }
}

impl IntoValue for Picture {
    fn into_value(self) -> Value {
        self.0.into_value()
    }
}
