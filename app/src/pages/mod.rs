//! The pages that French law and habit expect.

mod contact;
mod prose;
mod site_map;

pub(crate) use contact::ContactPage;
pub(crate) use prose::{ProsePage, Text};
pub(crate) use site_map::SiteMapPage;
