//! The `slugline` program.

use std::panic;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A panic inside the stemmer is caught and the word kept as it is: nothing to report.
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !slugline::text::is_stemming() {
            report(panic);
        }
    }));
    slugline::cli::run()
}
