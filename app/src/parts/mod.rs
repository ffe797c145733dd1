//! Pieces with no feature, used by every page. They run on the server only and write plain HTML that works
//! without any script; their look is in `style/parts/`, one sheet per part.
//!
//! | part | what |
//! |---|---|
//! | [`layout`] | [`Page`], the frame of every page, and [`PageHead`], what the page is |
//! | [`masthead`], [`nouns`], [`footer`], [`crumbs`], [`acting`] | the furniture that `Page` puts around |
//! | [`place`] | the nouns of the menu, and who is signed in |
//! | [`section`], [`rows`], [`steps`] | how contents are laid: a heading over a rule, a list, the five bars |
//! | [`field`], [`file`], [`text_area`], [`choice`], [`errors`], [`button`] | forms |
//! | [`islands`] | the script of the pages that have an island |
//! | [`notice`], [`empty`], [`lost`] | what happened, what will be here, what went wrong |
//! | [`avatar`], [`badge`], [`prose`], [`pagination`] | small things |
//! | [`moment`], [`number`] | dates, hours and figures said in French |

pub mod acting;
pub mod avatar;
pub mod badge;
pub mod button;
pub mod choice;
pub mod crumbs;
pub mod empty;
pub mod errors;
pub mod field;
pub mod file;
pub mod footer;
pub mod islands;
pub mod layout;
pub mod lost;
pub mod masthead;
pub mod moment;
pub mod notice;
pub mod nouns;
pub mod number;
pub mod pagination;
pub mod place;
pub mod prose;
pub mod rows;
pub mod section;
pub mod steps;
pub mod text_area;

pub use acting::{ActingBand, InPlaceOf};
pub use avatar::{Avatar, initials};
pub use badge::{Badge, Tone};
pub use button::{ButtonLink, Submit, Weight};
pub use choice::{Check, Choice, Choices, Select};
pub use crumbs::Crumbs;
pub use empty::Empty;
pub use errors::{ErrorSummary, Errors};
pub use field::Field;
pub use file::FileField;
pub use footer::Footer;
pub use islands::Islands;
pub use layout::{Page, PageHead};
pub use lost::Lost;
pub use masthead::Masthead;
pub use moment::{Moment, Said};
pub use notice::Notice;
use nouns::Nouns;
pub use number::{counted, number, raised};
pub use pagination::Pagination;
pub use place::{MastheadPerson, Place};
pub use prose::Prose;
pub use rows::{Row, Rows};
pub use section::Section;
pub use steps::{Steps, StepsNav};
pub use text_area::TextArea;
