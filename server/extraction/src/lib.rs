//! The text of a file, page by page.
//!
//! Libraries that read files of strangers stumble, loop and swallow memory: this one is made to be called in a process of its
//! own, which its parent limits and may lose.
