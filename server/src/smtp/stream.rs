//! The stream beneath a connection: it sends at once what it is given, encrypted from its start where that is asked for.
//!
//! The client writes a text and its end apart: otherwise the end waits until the server has acknowledged the text, which it puts off for
//! 40 ms because it has nothing to say yet.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

/// Opens a stream without delay.
pub(super) async fn plain(host: &str, port: u16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect((host, port)).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// How streams are encrypted from their start (RFC 8314).
#[derive(Clone)]
pub(super) struct Encryption {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl Encryption {
    /// For a server of that name, by the certificates that browsers trust.
    ///
    /// # Errors
    /// In words.
    pub(super) fn new(host: &str) -> Result<Self, String> {
        Self::trusting(host, RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()))
    }

    fn trusting(host: &str, roots: RootCertStore) -> Result<Self, String> {
        let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|cause| cause.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(host.to_owned()).map_err(|_| format!("« {host} » is no name of a server"))?;
        Ok(Self { connector: TlsConnector::from(Arc::new(config)), name })
    }

    pub(super) async fn around(&self, stream: TcpStream) -> io::Result<Encrypted> {
        Ok(Encrypted(self.connector.connect(self.name.clone(), stream).await?))
    }
}

/// A stream that is encrypted from its start.
#[derive(Debug)]
pub(super) struct Encrypted(TlsStream<TcpStream>);

impl AsyncTokioStream for Encrypted {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

    use super::*;

    /// A server that says back what it hears, and the certificate by which it is known as « localhost ».
    async fn server() -> (u16, CertificateDer<'static>) {
        let folder = std::env::temp_dir().join(format!("maillage-tls-{}-{:?}", std::process::id(), std::thread::current().id()));
        std::fs::create_dir_all(&folder).unwrap();
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ed25519",
                "-nodes",
                "-subj",
                "/CN=localhost",
                "-days",
                "2",
                "-keyout",
                "key",
                "-out",
                "certificate",
            ])
            .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
            .current_dir(&folder)
            .output();
        assert!(made.is_ok_and(|made| made.status.success()), "this needs openssl");
        let certificate = CertificateDer::from_pem_file(folder.join("certificate")).unwrap();
        let key = PrivateKeyDer::from_pem_file(folder.join("key")).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if let Ok(mut stream) = TlsAcceptor::from(Arc::new(config.clone())).accept(stream).await {
                    let mut heard = [0; 4];
                    drop(stream.read_exact(&mut heard).await);
                    drop(stream.write_all(&heard).await);
                }
            }
        });
        (port, certificate)
    }

    #[tokio::test]
    async fn an_encrypted_stream_sends_at_once_and_trusts_whom_it_knows() {
        let (port, certificate) = server().await;
        let mut roots = RootCertStore::empty();
        roots.add(certificate).unwrap();
        let plain = plain("127.0.0.1", port).await.unwrap();
        assert!(plain.nodelay().unwrap());
        let mut stream = Encryption::trusting("localhost", roots.clone()).unwrap().around(plain).await.unwrap();
        assert!(stream.0.get_ref().0.nodelay().unwrap() && AsyncTokioStream::peer_addr(&stream).is_ok());
        stream.write_all(b"EHLO").await.unwrap();
        stream.flush().await.unwrap();
        let mut heard = [0; 4];
        stream.read_exact(&mut heard).await.unwrap();
        assert_eq!(&heard, b"EHLO");
        for (name, roots) in [("elsewhere.example", Some(roots)), ("localhost", None)] {
            let encryption = roots.map_or_else(|| Encryption::new(name), |roots| Encryption::trusting(name, roots)).unwrap();
            let refused = encryption.around(super::plain("127.0.0.1", port).await.unwrap()).await;
            assert!(refused.is_err_and(|cause| cause.to_string().contains("certificate")), "another name, or nobody we know");
        }
    }
}
