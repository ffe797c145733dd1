//! What the address of a list asks for: its filters, kept from page to page.

use axum::http::Uri;

/// The parameters of an address, in their order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    /// Those of that address; empty ones ask for nothing.
    pub(crate) fn of(uri: &Uri) -> Self {
        let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        pairs.fold(Self::default(), |asked, (name, value)| asked.with(&name, value.trim()))
    }

    /// What is asked under that name; nothing is an empty text.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The page, from 1.
    pub(crate) fn page(&self) -> usize {
        match self.value("page") {
            "" => 1,
            number => number.parse().unwrap_or(0),
        }
    }

    /// The same with that value in the place of the one of that name.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut asked = self.without(name);
        if !value.is_empty() {
            asked.0.push((name.to_owned(), value.to_owned()));
        }
        asked
    }

    /// The same without that name.
    pub(crate) fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(known, _)| known != name).cloned().collect())
    }

    /// The address that asks for it.
    pub(crate) fn at(&self, path: &str) -> String {
        match self.0.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", self.query()),
        }
    }

    /// The address that asks for it, up to the value of that name.
    pub(crate) fn address(&self, path: &str, name: &str) -> String {
        let rest = self.without(name);
        match rest.0.is_empty() {
            true => format!("{path}?{name}="),
            false => format!("{path}?{}&{name}=", rest.query()),
        }
    }

    fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_kept_from_page_to_page() {
        let asked = Asked::of(&"/x?q=%C3%89lo+die&role=&page=3&etat=parti".parse().expect("an address"));
        assert_eq!((asked.value("q"), asked.value("role"), asked.page()), ("Élo die", "", 3));
        assert_eq!(asked.address("/x", "page"), "/x?q=%C3%89lo+die&etat=parti&page=");
        assert_eq!(asked.with("etat", "").without("page").at("/x"), "/x?q=%C3%89lo+die");
        assert_eq!(Asked::default().address("/x", "page"), "/x?page=");
        assert_eq!(Asked::of(&"/x?page=moins".parse().expect("an address")).page(), 0);
    }
}
