//! A name server on loopback that answers what a story tells it: TXT records, over UDP (RFC 1035).

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::net::UdpSocket;

/// What the server says of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DnsAnswer {
    /// One TXT record.
    Text(&'static str),
    /// SERVFAIL.
    Failure,
}

/// It ends with the story.
pub struct DnsServer {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl DnsServer {
    /// Names are in small letters. One that has no answer does not exist.
    pub async fn start<const COUNT: usize>(answers: [(&'static str, DnsAnswer); COUNT]) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        let address = socket.local_addr().expect("an address");
        let answers = HashMap::from(answers);
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = asked.clone();
        tokio::spawn(async move {
            let mut buffer = [0; 4096];
            while let Ok((length, client)) = socket.recv_from(&mut buffer).await {
                let Some((name, question)) = question(&buffer[..length]) else { continue };
                let response = response(&buffer[..2], question, answers.get(name.as_str()));
                log.lock().unwrap().push(name);
                drop(socket.send_to(&response, client).await);
            }
        });
        Self { address, asked }
    }

    /// How often it was asked for a name.
    pub fn count(&self, name: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| *asked == name).count()
    }
}

/// The name of the first question, in small letters, and the question itself.
fn question(query: &[u8]) -> Option<(String, &[u8])> {
    const HEADER: usize = 12;
    let (mut labels, mut at) = (Vec::new(), HEADER);
    loop {
        let length = usize::from(*query.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(query.get(at..at + length)?).to_lowercase());
        at += length;
    }
    // Its type and its class follow the name.
    Some((labels.join("."), query.get(HEADER..at + 4)?))
}

fn response(id: &[u8], question: &[u8], answer: Option<&DnsAnswer>) -> Vec<u8> {
    let (code, texts) = match answer {
        Some(DnsAnswer::Text(text)) => (0, vec![*text]),
        Some(DnsAnswer::Failure) => (2, Vec::new()),
        None => (3, Vec::new()),
    };
    let mut response = id.to_vec();
    // A response to a query that asks for recursion, from a server that offers it; one question, and the number of answers.
    response.extend([0x81, 0x80 | code, 0, 1, 0, u8::try_from(texts.len()).expect("few"), 0, 0, 0, 0]);
    response.extend_from_slice(question);
    for text in texts {
        let pieces: Vec<u8> = text.as_bytes().chunks(255).flat_map(|piece| [&[piece.len() as u8][..], piece].concat()).collect();
        // The name of the question, TXT, IN, valid for a minute.
        response.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60]);
        response.extend(u16::try_from(pieces.len()).expect("short").to_be_bytes());
        response.extend(pieces);
    }
    response
}
