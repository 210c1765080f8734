//! A client on one connection. It sends requests of any kind and reads their answers whole.

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A request. It accepts no compression, so that a page can be read.
#[derive(Debug, Clone, Default)]
pub struct BenchRequest {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// With its query.
    pub path: String,
    /// More header lines, each ended by `\r\n`.
    pub headers: String,
    /// Empty for a `GET`.
    pub body: Vec<u8>,
}

#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub status: u16,
    pub body: String,
}

/// A client on one connection, which it opens again when the server has closed it.
pub struct BenchClient {
    port: u16,
    stream: Option<BufReader<TcpStream>>,
}

impl BenchClient {
    /// A client of the server at `port`, on loopback.
    pub fn new(port: u16) -> Self {
        Self { port, stream: None }
    }

    /// Sends a request and reads the answer. If the server closed the connection while it was idle, so that no byte of an
    /// answer came, the client connects and sends again, once.
    pub async fn send(&mut self, request: &BenchRequest) -> std::io::Result<Reply> {
        let (was_open, mut has_answered) = (self.stream.is_some(), false);
        match self.exchange(request, &mut has_answered).await {
            Err(_) if was_open && !has_answered => self.exchange(request, &mut has_answered).await,
            other => other,
        }
    }

    async fn exchange(&mut self, request: &BenchRequest, has_answered: &mut bool) -> std::io::Result<Reply> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let head = format!(
            "{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: text/html,*/*\r\nAccept-Language: fr\r\nOrigin: http://127.0.0.1:{}\r\nContent-Length: {}\r\n{}\r\n",
            request.method,
            request.path,
            self.port,
            self.port,
            request.body.len(),
            request.headers
        );
        stream.get_mut().write_all(head.as_bytes()).await?;
        stream.get_mut().write_all(&request.body).await?;
        *has_answered = !stream.fill_buf().await?.is_empty();
        let (reply, closes) = read(&mut stream).await?;
        self.stream = (!closes).then_some(stream);
        Ok(reply)
    }
}

/// Reads one answer. The second value tells whether the server closes the connection after it.
async fn read(stream: &mut BufReader<TcpStream>) -> std::io::Result<(Reply, bool)> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    let status: u16 = line.split(' ').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    let (mut length, mut chunked, mut closes) = (0, false, false);
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(text) = header.strip_prefix("content-length:") {
            length = text.trim().parse().unwrap_or(0);
        }
        chunked |= header == "transfer-encoding: chunked";
        closes |= header == "connection: close";
    }
    let mut body = Vec::new();
    if chunked {
        loop {
            line.clear();
            stream.read_line(&mut line).await?;
            let size = usize::from_str_radix(line.trim(), 16).map_err(|_| std::io::ErrorKind::InvalidData)?;
            let start = body.len();
            body.resize(start + size + 2, 0);
            stream.read_exact(&mut body[start..]).await?;
            body.truncate(start + size);
            if size == 0 {
                break;
            }
        }
    } else if status != 304 && status != 204 {
        body.resize(length, 0);
        stream.read_exact(&mut body).await?;
    }
    Ok((Reply { status, body: String::from_utf8_lossy(&body).into_owned() }, closes))
}
