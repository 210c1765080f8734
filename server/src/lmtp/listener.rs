//! The listening socket: TCP on loopback, or a Unix socket.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
#[cfg(unix)]
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

use super::MailAcceptor;
use super::session;
use super::settings::LmtpSettings;
use crate::config::LmtpAddress;

/// The maximum number of sessions at once. Mail servers open twenty to one destination.
const MAX_SESSIONS: usize = 50;
const REFUSAL: &[u8] = b"421 4.3.2 too many connections\r\n";
/// The pause after the system gave no connection.
const PAUSE: Duration = Duration::from_millis(100);

/// A listening socket.
pub struct LmtpListener {
    socket: ListeningSocket,
    settings: LmtpSettings,
}

enum ListeningSocket {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(UnixListener, std::path::PathBuf),
}

enum AcceptedStream {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

impl LmtpListener {
    /// The account and the group of this process may connect to a Unix socket; every account of this machine may connect to TCP.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub async fn bind(address: &LmtpAddress, settings: LmtpSettings) -> Result<Self, String> {
        let socket = match address {
            LmtpAddress::Tcp(address) => match TcpListener::bind(address).await {
                Ok(socket) => ListeningSocket::Tcp(socket),
                Err(cause) => return Err(format!("lmtp.listen: {address} can't be listened to: {cause}.")),
            },
            #[cfg(unix)]
            LmtpAddress::Unix(path) => match unix::bind(path).await {
                Ok(socket) => ListeningSocket::Unix(socket, path.clone()),
                Err(cause) => return Err(format!("lmtp.listen: {} can't be listened to: {cause}.", path.display())),
            },
            #[cfg(not(unix))]
            LmtpAddress::Unix(_) => return Err("lmtp.listen: this system has no Unix sockets; 127.0.0.1:8024.".to_owned()),
        };
        Ok(Self { socket, settings })
    }

    /// Serves until `stop` turns true, then takes the mails whose text has begun. To stop waiting for them, drop the future.
    pub async fn serve<A: MailAcceptor>(self, acceptor: A, mut stop: watch::Receiver<bool>) {
        let settings = Arc::new(self.settings);
        let mut sessions = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                Some(ended) = sessions.join_next() => {
                    report(ended);
                    continue;
                }
                _ = stop.wait_for(|stop| *stop) => break,
            };
            match accepted {
                Ok(stream) if sessions.len() >= MAX_SESSIONS => stream.refuse(),
                Ok(stream) => {
                    let (acceptor, settings, stop) = (acceptor.clone(), settings.clone(), stop.clone());
                    sessions.spawn(async move {
                        match stream {
                            AcceptedStream::Tcp(stream) => session::serve(stream, acceptor, &settings, stop).await,
                            #[cfg(unix)]
                            AcceptedStream::Unix(stream) => session::serve(stream, acceptor, &settings, stop).await,
                        }
                    });
                }
                Err(cause) => {
                    static TOLD: AtomicBool = AtomicBool::new(false);
                    if !TOLD.swap(true, Ordering::Relaxed) {
                        tracing::error!(%cause, "no connection of the mail server can be accepted");
                    }
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        self.socket.close();
        while let Some(ended) = sessions.join_next().await {
            report(ended);
        }
    }
}

fn report(ended: Result<io::Result<()>, JoinError>) {
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(cause)) => tracing::debug!(%cause, "connection of the mail server given up"),
        Err(cause) => tracing::error!(%cause, "a session of the mail server ended by a panic"),
    }
}

impl ListeningSocket {
    async fn accept(&self) -> io::Result<AcceptedStream> {
        match self {
            Self::Tcp(socket) => {
                let (stream, _) = socket.accept().await?;
                // Answers are sent at once instead of waiting for the client's acknowledgement.
                drop(stream.set_nodelay(true));
                Ok(AcceptedStream::Tcp(stream))
            }
            #[cfg(unix)]
            Self::Unix(socket, _) => Ok(AcceptedStream::Unix(socket.accept().await?.0)),
        }
    }

    /// Removes the path before the sessions end, so that the next process, which may have begun, keeps its own.
    fn close(self) {
        #[cfg(unix)]
        if let Self::Unix(_, path) = &self {
            drop(std::fs::remove_file(path));
        }
        drop(self);
    }
}

impl AcceptedStream {
    /// Sends only what the socket accepts at once.
    fn refuse(&self) {
        drop(match self {
            Self::Tcp(stream) => stream.try_write(REFUSAL),
            #[cfg(unix)]
            Self::Unix(stream) => stream.try_write(REFUSAL),
        });
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::Permissions;
    use std::io;
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};
    use std::path::Path;

    use tokio::net::{UnixListener, UnixStream};

    /// Binds, in place of a socket that a process left behind.
    pub(super) async fn bind(path: &Path) -> io::Result<UnixListener> {
        match std::fs::symlink_metadata(path) {
            Ok(found) if !found.file_type().is_socket() => return Err(io::Error::other("there is a file that is not a socket")),
            Ok(_) => match UnixStream::connect(path).await {
                Ok(_) => return Err(io::Error::other("another process listens there")),
                Err(cause) if cause.kind() == io::ErrorKind::ConnectionRefused => std::fs::remove_file(path)?,
                Err(cause) => return Err(cause),
            },
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(cause),
        }
        let socket = UnixListener::bind(path)?;
        // The process creates files for its own account alone, but a mail server has another: it belongs to the group.
        std::fs::set_permissions(path, Permissions::from_mode(0o660))?;
        Ok(socket)
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;

    use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader};

    use super::*;
    use crate::lmtp::test_client::{ScriptedAcceptor, settings};

    /// A path of its own for each test, in a folder that is removed with it.
    struct SocketFolder(PathBuf);

    impl SocketFolder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("maillage-lmtp-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }

        fn socket(&self) -> PathBuf {
            self.0.join("lmtp.sock")
        }
    }

    impl Drop for SocketFolder {
        fn drop(&mut self) {
            drop(std::fs::remove_dir_all(&self.0));
        }
    }

    async fn first_line(stream: impl AsyncRead + Unpin) -> String {
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).await.unwrap();
        line
    }

    #[tokio::test]
    async fn a_unix_socket_is_for_the_group_and_removed_at_the_stop() {
        let folder = SocketFolder::new("group");
        let address = LmtpAddress::Unix(folder.socket());
        // What an earlier process left.
        drop(UnixListener::bind(folder.socket()).unwrap());
        let listener = LmtpListener::bind(&address, settings()).await.unwrap();
        assert_eq!(std::fs::metadata(folder.socket()).unwrap().permissions().mode() & 0o777, 0o660);
        let (stop, stopping) = watch::channel(false);
        let serving = tokio::spawn(listener.serve(ScriptedAcceptor::default(), stopping));
        let mut client = UnixStream::connect(folder.socket()).await.unwrap();
        assert_eq!(first_line(&mut client).await, "220 lists.example.org LMTP\r\n");
        let second = LmtpListener::bind(&address, settings()).await.err().unwrap();
        assert!(second.ends_with("another process listens there."), "{second}");
        stop.send(true).unwrap();
        assert_eq!(first_line(&mut client).await, "421 4.3.2 the server is stopping\r\n");
        drop(client);
        serving.await.unwrap();
        assert!(!folder.socket().exists());
    }

    #[tokio::test]
    async fn a_file_that_is_no_socket_stays() {
        let folder = SocketFolder::new("file");
        std::fs::write(folder.socket(), "precious").unwrap();
        let sentence = LmtpListener::bind(&LmtpAddress::Unix(folder.socket()), settings()).await.err().unwrap();
        assert!(sentence.ends_with("there is a file that is not a socket."), "{sentence}");
        assert_eq!(std::fs::read_to_string(folder.socket()).unwrap(), "precious");
    }

    #[tokio::test]
    async fn sessions_beyond_the_limit_are_refused() {
        let listener = LmtpListener::bind(&LmtpAddress::Tcp(([127, 0, 0, 1], 0).into()), settings()).await.unwrap();
        let ListeningSocket::Tcp(socket) = &listener.socket else { panic!("TCP") };
        let address = socket.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let serving = tokio::spawn(listener.serve(ScriptedAcceptor::default(), stopping));
        let mut clients = Vec::new();
        for _ in 0..MAX_SESSIONS {
            let mut client = TcpStream::connect(address).await.unwrap();
            assert_eq!(first_line(&mut client).await, "220 lists.example.org LMTP\r\n");
            clients.push(client);
        }
        let mut refused = String::new();
        TcpStream::connect(address).await.unwrap().read_to_string(&mut refused).await.unwrap();
        assert_eq!(refused.as_bytes(), REFUSAL);
        // One that quits makes room.
        let mut last = clients.pop().unwrap();
        last.write_all(b"QUIT\r\n").await.unwrap();
        last.read_to_string(&mut refused).await.unwrap();
        drop(last);
        let next = async {
            loop {
                let line = first_line(TcpStream::connect(address).await.unwrap()).await;
                if line.starts_with("220") {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), next).await.unwrap();
        drop(clients);
        stop.send(true).unwrap();
        serving.await.unwrap();
    }
}
