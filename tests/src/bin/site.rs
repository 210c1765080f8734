//! The program itself, for stories that start it as a process of its own and end it without warning.

fn main() -> std::process::ExitCode {
    server::cli::main()
}
