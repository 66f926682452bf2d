//! The `slugline` program.

use std::panic;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A panic inside a library that is known for it is caught and costs a word or an input: nothing to report.
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !slugline::guarded::is_guarded() {
            report(panic);
        }
    }));
    slugline::cli::run()
}
