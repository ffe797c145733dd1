//! The bytes of one file, as lines are read from them: bounded, every line ended by one line feed, the end of the file marked.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

/// Bytes of one line. The longest of the real export have a few thousand.
const LONGEST: usize = 4 * 1024 * 1024;

/// Bytes of one file once inflated. The largest of the export has a tenth of it.
const LARGEST: u64 = 512 * 1024 * 1024;

/// What follows the last byte of a file: it ends the line that the file leaves open, and is swallowed where a quote is open.
const END: &[u8] = b"\n\x1a\n";

/// What is known of the reading on both sides of the CSV reader.
#[derive(Debug)]
pub(super) struct Gauge {
    room: Cell<usize>,
    ended: Cell<bool>,
}

impl Gauge {
    pub(super) fn new() -> Rc<Self> {
        Rc::new(Self { room: Cell::new(LONGEST), ended: Cell::new(false) })
    }

    /// Makes room for another line.
    pub(super) fn next_line(&self) {
        self.room.set(LONGEST);
    }

    /// Whether the line just read is what follows the last byte of the file.
    pub(super) fn is_the_end(&self, line: &csv::ByteRecord) -> bool {
        self.ended.get() && line.len() == 1 && line.get(0) == END.get(1..2)
    }

    /// Whether the file ended before the line just read did.
    pub(super) fn is_over(&self) -> bool {
        self.ended.get()
    }

    /// Whether a quote was still open where the file ended.
    pub(super) fn is_open(&self, line: &csv::ByteRecord) -> bool {
        self.ended.get() && line.iter().next_back().is_some_and(|cell| cell.ends_with(END))
    }
}

/// The bytes. A bounded number is let through for each line: a file without ends of line would fill the memory.
pub(super) struct Lines<'a> {
    inner: &'a mut dyn Read,
    gauge: Rc<Gauge>,
    left: u64,
    after_return: bool,
    told: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(inner: &'a mut dyn Read, gauge: Rc<Gauge>) -> Self {
        Self { inner, gauge, left: LARGEST, after_return: false, told: 0 }
    }

    fn weigh(&mut self, read: usize) -> io::Result<()> {
        let room = self.gauge.room.get().checked_sub(read);
        self.gauge.room.set(room.ok_or_else(|| io::Error::other("a line is too long"))?);
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or_else(|| io::Error::other("the file is too large"))?;
        Ok(())
    }

    /// Makes one line feed of « \r\n » and of « \r », in place, and gives how many bytes are left.
    fn one_end(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let second = self.after_return && byte == b'\n';
            self.after_return = byte == b'\r';
            if !second {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }

    fn end(&mut self, buffer: &mut [u8]) -> usize {
        self.gauge.ended.set(true);
        let rest = &END[self.told..];
        let some = rest.len().min(buffer.len());
        buffer[..some].copy_from_slice(&rest[..some]);
        self.told += some;
        some
    }
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            if read == 0 {
                return Ok(self.end(buffer));
            }
            self.weigh(read)?;
            match self.one_end(&mut buffer[..read]) {
                // The second half of an end of line: nothing to give, and the file is not over.
                0 => {}
                kept => return Ok(kept),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes out, read so many bytes at a time.
    fn read(mut bytes: &[u8], step: usize) -> Vec<u8> {
        let mut lines = Lines::of(&mut bytes, Gauge::new());
        let (mut out, mut some) = (Vec::new(), vec![0; step]);
        loop {
            match lines.read(&mut some).expect("it is read") {
                0 => return out,
                read => out.extend(&some[..read]),
            }
        }
    }

    #[test]
    fn every_end_of_line_is_one_and_the_end_is_marked() {
        for step in [1, 2, 3, 64] {
            assert_eq!(read(b"a\r\nb\nc\rd\r\n\r\ne", step), b"a\nb\nc\nd\n\ne\n\x1a\n", "{step}");
            assert_eq!(read(b"", step), END, "{step}");
        }
    }
}
