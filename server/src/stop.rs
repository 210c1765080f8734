//! Stopping: the signal is heard whatever the rest of the program does, and obeyed whatever hangs.

use std::time::Duration;

use tokio::sync::watch;

/// The program ends this long after the signal in any case, before a supervisor that waits 30 seconds kills it.
pub const LONGEST: Duration = Duration::from_secs(24);

/// Turns true at SIGTERM or Ctrl-C. Listens in a thread with a runtime of its own, so that tasks that never yield can't block it.
///
/// # Errors
/// A sentence if the system provides no thread.
pub fn listen() -> Result<watch::Receiver<bool>, String> {
    let failed = |cause: std::io::Error| format!("the system gives no thread: {cause}.");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let (stop, stopping) = watch::channel(false);
    let listen = move || {
        runtime.block_on(told_to_stop());
        tracing::info!("stopping");
        let _ = stop.send(true);
        std::thread::sleep(LONGEST);
        tracing::error!(seconds = LONGEST.as_secs(), "something hangs: the program ends without it");
        std::process::exit(1);
    };
    std::thread::Builder::new().name("stop".to_owned()).spawn(listen).map_err(failed)?;
    Ok(stopping)
}

async fn told_to_stop() {
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
