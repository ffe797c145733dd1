//! A ZIP package, opened with suspicion: so many members, so many inflated bytes in all, and none that grows out of nothing.

use std::{
    fs::File,
    io::{BufReader, Read},
};

use zip::{ZipArchive, result::ZipError};

use crate::Trouble;

/// The most members of a package.
const MEMBERS: usize = 10_000;
/// The most bytes that are inflated of one package.
const INFLATED: u64 = 200 * 1024 * 1024;
/// A member that grows more than so many times, and is not small, is a trap.
const GROWTH: u64 = 250;
/// Small.
const SMALL: u64 = 4 * 1024 * 1024;

/// An open package, and how much of it was inflated.
pub(crate) struct Package<'a> {
    archive: ZipArchive<BufReader<&'a mut File>>,
    inflated: u64,
}

/// Opens the package.
pub(crate) fn open(file: &mut File) -> Result<Package<'_>, Trouble> {
    let archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
    if archive.len() > MEMBERS {
        return Err(Trouble::TooLong);
    }
    Ok(Package { archive, inflated: 0 })
}

impl Package<'_> {
    /// A member, whole; `None` when there is none of that name.
    pub(crate) fn member(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let member = match self.archive.by_name(name) {
            Ok(member) => member,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why.contains("assword") => {
                return Err(Trouble::Encrypted);
            }
            Err(error) => return Err(damaged(error)),
        };
        // What it says of its size is not believed: it is read up to what is left.
        let grown = SMALL.max(member.compressed_size().saturating_mul(GROWTH));
        let room = grown.min(INFLATED - self.inflated);
        let mut bytes = Vec::new();
        member.take(room + 1).read_to_end(&mut bytes)?;
        self.inflated += bytes.len() as u64;
        if bytes.len() as u64 > room {
            return Err(Trouble::TooLong);
        }
        Ok(Some(bytes))
    }

    /// A member that must be there.
    pub(crate) fn needed(&mut self, name: &str) -> Result<Vec<u8>, Trouble> {
        self.member(name)?.ok_or_else(|| Trouble::Damaged(format!("no {name}")))
    }
}

fn damaged(error: ZipError) -> Trouble {
    Trouble::Damaged(error.to_string())
}
