//! A load: a few connections that request one path again and again, as a browser would, for a few seconds.

use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Connections at once.
pub const CONNECTIONS: usize = 8;

#[derive(Debug, Clone, Default)]
pub struct LoadTarget {
    pub path: String,
    /// More header lines, each ended by `\r\n`.
    pub headers: String,
    /// The status that must come back: another one is an error, not a fast answer.
    pub status: u16,
}

#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// Answers a second.
    pub rate: f64,
    /// The median time of an answer.
    pub p50: Duration,
    /// The time that one answer in a hundred exceeds.
    pub p99: Duration,
    /// Size of the body of one answer as sent, in bytes.
    pub bytes: usize,
}

/// Requests `target` during `warm_up`, then measures during `time`, on all connections.
///
/// # Errors
/// The server did not answer, or not with the status expected.
pub async fn run(port: u16, target: &LoadTarget, warm_up: Duration, time: Duration) -> Result<Measure, String> {
    request(port, target, warm_up).await?;
    measure(port, target, CONNECTIONS, time).await
}

/// Measures with a single connection.
///
/// # Errors
/// As [`run`].
pub async fn run_single(port: u16, target: &LoadTarget, time: Duration) -> Result<Measure, String> {
    measure(port, target, 1, time).await
}

async fn measure(port: u16, target: &LoadTarget, connections: usize, time: Duration) -> Result<Measure, String> {
    let started = Instant::now();
    let clients: Vec<_> = (0..connections).map(|_| tokio::spawn(request_owned(port, target.clone(), time))).collect();
    let (mut times, mut bytes) = (Vec::new(), 0);
    for client in clients {
        let (client_times, length) = client.await.map_err(|cause| cause.to_string())??;
        times.extend(client_times);
        bytes = length;
    }
    let elapsed = started.elapsed().as_secs_f64();
    times.sort_unstable();
    let at =
        |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    Ok(Measure { rate: times.len() as f64 / elapsed, p50: at(0.50), p99: at(0.99), bytes })
}

async fn request_owned(port: u16, target: LoadTarget, time: Duration) -> Result<(Vec<Duration>, usize), String> {
    request(port, &target, time).await
}

async fn request(port: u16, target: &LoadTarget, time: Duration) -> Result<(Vec<Duration>, usize), String> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.map_err(|cause| cause.to_string())?;
    stream.set_nodelay(true).map_err(|cause| cause.to_string())?;
    let mut stream = BufReader::new(stream);
    let head = format!(
        "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html,*/*\r\nAccept-Language: fr\r\nAccept-Encoding: gzip, deflate, br\r\n{}\r\n",
        target.path, target.headers
    );
    let (mut times, mut bytes) = (Vec::new(), 0);
    let end = Instant::now() + time;
    while Instant::now() < end {
        let start = Instant::now();
        stream.get_mut().write_all(head.as_bytes()).await.map_err(|cause| cause.to_string())?;
        let (status, length) = answer(&mut stream).await.map_err(|cause| format!("{}: {cause}", target.path))?;
        if status != target.status {
            return Err(format!("{} answered {status}, not {}", target.path, target.status));
        }
        times.push(start.elapsed());
        bytes = length;
    }
    Ok((times, bytes))
}

/// Reads one answer whole: its status and the size of its body in bytes.
async fn answer(stream: &mut BufReader<TcpStream>) -> std::io::Result<(u16, usize)> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status: u16 = line.split(' ').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    let (mut length, mut chunked) = (0, false);
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
    }
    if !chunked {
        let mut body = vec![0; if status == 304 { 0 } else { length }];
        stream.read_exact(&mut body).await?;
        return Ok((status, body.len()));
    }
    let mut total = 0;
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let size = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
        let mut chunk = vec![0; size + 2];
        stream.read_exact(&mut chunk).await?;
        if size == 0 {
            return Ok((status, total));
        }
        total += size;
    }
}
