//! The stream of a connection: without delay, and encrypted from its start if the configuration says so.
//!
//! The client writes a text and its end separately. With Nagle's algorithm the end would wait until the server has acknowledged the text,
//! which the server delays by 40 ms.

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

/// Opens a stream that sends without delay.
pub(super) async fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect((host, port)).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// ImplicitTls of streams from their start (RFC 8314).
#[derive(Clone)]
pub(super) struct ImplicitTls {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl ImplicitTls {
    /// For a server of that name, with the certificates that browsers trust.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn new(host: &str) -> Result<Self, String> {
        Self::trusting(host, RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()))
    }

    fn trusting(host: &str, roots: RootCertStore) -> Result<Self, String> {
        let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|cause| cause.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(host.to_owned()).map_err(|_| format!("“{host}” is not the name of a server"))?;
        Ok(Self { connector: TlsConnector::from(Arc::new(config)), name })
    }

    pub(super) async fn wrap(&self, stream: TcpStream) -> io::Result<EncryptedStream> {
        Ok(EncryptedStream(self.connector.connect(self.name.clone(), stream).await?))
    }
}

#[derive(Debug)]
pub(super) struct EncryptedStream(TlsStream<TcpStream>);

impl AsyncTokioStream for EncryptedStream {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}

impl AsyncRead for EncryptedStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for EncryptedStream {
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

    /// A server that echoes what it reads, and its certificate for “localhost”.
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
                    let mut echo = [0; 4];
                    drop(stream.read_exact(&mut echo).await);
                    drop(stream.write_all(&echo).await);
                }
            }
        });
        (port, certificate)
    }

    #[tokio::test]
    async fn an_encrypted_stream_has_no_delay_and_checks_the_certificate() {
        let (port, certificate) = server().await;
        let mut roots = RootCertStore::empty();
        roots.add(certificate).unwrap();
        let plain = connect("127.0.0.1", port).await.unwrap();
        assert!(plain.nodelay().unwrap());
        let mut stream = ImplicitTls::trusting("localhost", roots.clone()).unwrap().wrap(plain).await.unwrap();
        assert!(stream.0.get_ref().0.nodelay().unwrap() && AsyncTokioStream::peer_addr(&stream).is_ok());
        stream.write_all(b"EHLO").await.unwrap();
        stream.flush().await.unwrap();
        let mut echo = [0; 4];
        stream.read_exact(&mut echo).await.unwrap();
        assert_eq!(&echo, b"EHLO");
        for (name, roots) in [("elsewhere.example", Some(roots)), ("localhost", None)] {
            let tls = roots.map_or_else(|| ImplicitTls::new(name), |roots| ImplicitTls::trusting(name, roots)).unwrap();
            let refused = tls.wrap(super::connect("127.0.0.1", port).await.unwrap()).await;
            assert!(refused.is_err_and(|cause| cause.to_string().contains("certificate")), "another name, or an unknown authority");
        }
    }
}
