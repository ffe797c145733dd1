//! Just enough HTTP/1.1 to ask a server of our own, with little work of our own beside it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// One connection, opened again when the server closes it.
pub(super) struct Client {
    address: String,
    cookie: Option<String>,
    connection: Option<BufReader<TcpStream>>,
}

/// What the server said.
pub(super) struct Answer {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// A header by its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(candidate, _)| candidate == name).map(|(_, value)| value.as_str())
    }
}

impl Client {
    /// For `127.0.0.1:port`, signed in when there is a cookie.
    pub(super) fn new(address: &str, cookie: Option<String>) -> Self {
        Self { address: address.to_owned(), cookie, connection: None }
    }

    /// Asks for a page; `encoding` is what the client accepts (`identity`, `br`).
    pub(super) fn get(&mut self, path: &str, encoding: &str) -> Result<Answer> {
        let request = self.head("GET", path, &format!("accept-encoding: {encoding}\r\n"));
        // A connection that the server closed meanwhile is not a failure: a second one is.
        let reused = self.connection.is_some();
        match self.exchange(&request) {
            Err(_) if reused => self.exchange(&request),
            answer => answer,
        }
        .with_context(|| format!("GET {path}"))
    }

    /// Posts an empty form, as a browser would from the same site.
    pub(super) fn post(&mut self, path: &str) -> Result<Answer> {
        let headers = format!(
            "origin: http://{}\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: 0\r\n",
            self.address
        );
        let request = self.head("POST", path, &headers);
        self.exchange(&request).with_context(|| format!("POST {path}"))
    }

    /// Sends a file of so many bytes by a form, as slowly as that, then reads the answer; `begun` is called when it is on its way.
    pub(super) fn send_file(
        &mut self,
        path: &str,
        weight: usize,
        lapse: Duration,
        begun: impl FnOnce(),
    ) -> Result<Answer> {
        const BEFORE: &str =
            "--part\r\ncontent-disposition: form-data; name=\"fichier\"; filename=\"mesure.txt\"\r\n\r\n";
        const AFTER: &str = "\r\n--part--\r\n";
        let headers = format!(
            "origin: http://{}\r\nsec-fetch-site: same-origin\r\n\
             content-type: multipart/form-data; boundary=part\r\ncontent-length: {}\r\n",
            self.address,
            BEFORE.len() + weight + AFTER.len()
        );
        let mut connection = open(&self.address)?;
        let to = connection.get_mut();
        to.write_all(self.head("POST", path, &headers).as_bytes())?;
        to.write_all(BEFORE.as_bytes())?;
        begun();
        let piece = [b'a'; 64 * 1024];
        let (mut left, start) = (weight, Instant::now());
        while left > 0 {
            let now = left.min(piece.len());
            to.write_all(&piece[..now]).with_context(|| format!("POST {path}"))?;
            left -= now;
            let due = lapse.mul_f64((weight - left) as f64 / weight as f64);
            thread::sleep(due.saturating_sub(start.elapsed()));
        }
        to.write_all(AFTER.as_bytes())?;
        read(&mut connection).with_context(|| format!("POST {path}"))
    }

    fn head(&self, method: &str, path: &str, headers: &str) -> String {
        let cookie = self.cookie.as_ref().map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default();
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\n{headers}{cookie}\r\n",
            self.address
        )
    }

    fn exchange(&mut self, request: &str) -> Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => open(&self.address)?,
        };
        connection.get_mut().write_all(request.as_bytes())?;
        let answer = read(&mut connection)?;
        if answer.header("connection") != Some("close") {
            self.connection = Some(connection);
        }
        Ok(answer)
    }
}

fn open(address: &str) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address).with_context(|| format!("cannot connect to {address}"))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(BufReader::with_capacity(64 * 1024, stream))
}

fn read(connection: &mut impl BufRead) -> Result<Answer> {
    let line = read_line(connection)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status: u16 = status.with_context(|| format!("not an HTTP answer: {line:?}"))?;
    let mut headers = Vec::new();
    loop {
        let line = read_line(connection)?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer { status, headers, body: Vec::new() };
    if answer.header("transfer-encoding").is_some_and(|value| value.contains("chunked")) {
        read_chunks(connection, &mut answer.body)?;
    } else if let Some(length) = answer.header("content-length") {
        let length = length.parse().context("the content length is not a number")?;
        answer.body.resize(length, 0);
        connection.read_exact(&mut answer.body)?;
    } else if !matches!(status, 204 | 304) {
        bail!("an answer without a length");
    }
    Ok(answer)
}

fn read_chunks(connection: &mut impl BufRead, body: &mut Vec<u8>) -> Result<()> {
    loop {
        let line = read_line(connection)?;
        let size = line.split(';').next().unwrap_or_default();
        let size =
            usize::from_str_radix(size, 16).with_context(|| format!("not the size of a chunk: {line:?}"))?;
        let start = body.len();
        body.resize(start + size, 0);
        connection.read_exact(&mut body[start..])?;
        read_line(connection)?;
        if size == 0 {
            return Ok(());
        }
    }
}

fn read_line(connection: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        bail!("the server closed the connection");
    }
    line.truncate(line.trim_end().len());
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_comes_by_length_or_in_chunks() {
        let mut plain = &b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1"[..];
        assert_eq!(read(&mut plain).expect("it is complete").body, b"abc");
        let mut chunks =
            &b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"[..];
        let answer = read(&mut chunks).expect("it is complete");
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"abcd"[..]));
        assert!(chunks.is_empty(), "the next answer begins where this one ends");
    }

    #[test]
    fn a_cut_answer_is_an_error() {
        let mut cut = &b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nabc"[..];
        assert!(read(&mut cut).is_err());
    }
}
