//! The library: certifications, those who deliver them, what these announce, and the documents that help.
