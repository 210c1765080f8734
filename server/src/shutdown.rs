//! Shutdown: the program receives the signal whatever it does, and ends whatever hangs.

use std::time::Duration;

use tokio::sync::watch;

/// The program ends this long after the signal in any case, before a supervisor that waits 30 seconds kills it.
pub const TIMEOUT: Duration = Duration::from_secs(24);

/// Turns true at SIGTERM or Ctrl-C. Listens in a thread with a runtime of its own, so that tasks that never yield can't block it.
///
/// # Errors
/// A sentence if the system provides no thread.
pub fn listen() -> Result<watch::Receiver<bool>, String> {
    let describe = |cause: std::io::Error| format!("the system gives no thread: {cause}.");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(describe)?;
    let (stop, stopping) = watch::channel(false);
    let wait = move || {
        runtime.block_on(wait_for_signal());
        tracing::info!("stopping");
        let _ = stop.send(true);
        std::thread::sleep(TIMEOUT);
        tracing::error!(seconds = TIMEOUT.as_secs(), "something hangs: the program ends without it");
        std::process::exit(1);
    };
    std::thread::Builder::new().name("stop".to_owned()).spawn(wait).map_err(describe)?;
    Ok(stopping)
}

async fn wait_for_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! { _ = interrupted => {} _ = terminated.recv() => {} }
            }
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
