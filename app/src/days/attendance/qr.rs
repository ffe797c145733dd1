//! An address as a square of modules that telephones read, drawn as SVG in the page: nothing is asked of anybody else.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The white margin that readers want (ISO/IEC 18004, 6.3.8), in modules.
const MARGIN: usize = 4;

/// The drawing; nothing where the address is too long for one.
pub(super) fn svg(address: &str, label: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + MARGIN, place / width + MARGIN);
            write!(path, "M{x} {y}h1v1h-1z").ok()?;
        }
    }
    let side = width + 2 * MARGIN;
    let label = html_escape::encode_double_quoted_attribute(label);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
        <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn an_address_is_drawn_and_its_label_is_only_words() {
        let drawn = svg("https://communaute.exemple.fr/journees/12-a/emargement?code=123456", "\"><script>")
            .expect("it fits");
        // Version 5 has 37 modules a side.
        assert!(drawn.contains("viewBox=\"0 0 45 45\""), "{drawn}");
        assert!(drawn.contains("M4 4h1v1h-1z") && !drawn.contains("<script>"), "{drawn}");
        assert_eq!(svg(&"a".repeat(5_000), "trop long"), None);
    }
}
