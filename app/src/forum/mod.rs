//! The forum: boards, a board, a topic, opening one, changing what one wrote.

mod composer;

pub use composer::{Preview, Toolbar};

#[cfg(feature = "ssr")]
pub(crate) mod actions;
#[cfg(feature = "ssr")]
mod board;
#[cfg(feature = "ssr")]
mod boards;
#[cfg(feature = "ssr")]
mod edit;
#[cfg(feature = "ssr")]
mod new_topic;
#[cfg(feature = "ssr")]
mod post;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
mod topic;
#[cfg(feature = "ssr")]
mod writing;

#[cfg(feature = "ssr")]
pub(crate) use {
    board::BoardPage,
    boards::BoardsPage,
    edit::{EditForm, EditReplyPage, EditTopicPage},
    new_topic::{NewTopicForm, NewTopicPage, following_address, question_address},
    rows::TopicRows,
    topic::{ReplyForm, TopicPage},
    writing::Writing,
};

/// The address of a topic.
#[cfg(feature = "ssr")]
pub(crate) fn address(topic: i64, title: &str) -> String {
    format!("/forums/sujets/{topic}-{}", domain::text::slug(title, "sujet"))
}

/// The address of a reply: its page of the topic, and its place there.
#[cfg(feature = "ssr")]
pub(crate) fn reply_address(topic: i64, title: &str, number: u32) -> String {
    let page = match domain::forum::pages(number) {
        1 => String::new(),
        page => format!("?page={page}"),
    };
    format!("{}{page}#reponse-{number}", address(topic, title))
}

/// Who a set of roles is, in a sentence.
#[cfg(feature = "ssr")]
pub(crate) fn audience(roles: domain::Roles) -> String {
    use domain::Role;
    let names = roles.iter().map(|role| match role {
        Role::Advisor => "conseillères et conseillers",
        Role::Assistant => "assistantes et assistants",
        Role::Certifier => "certificateurs",
        Role::Organiser => "animatrices et animateurs",
        Role::Funder => "financeurs",
        Role::Administrator => "administratrices et administrateurs",
    });
    names.collect::<Vec<_>>().join(", ")
}
