//! Makes `models/boilerplate.json` from the samples in `data/boilerplate`, or says how well such a model does on kinds of publisher that it
//! has not seen.
//!
//! ```console
//! $ cargo run --release --example boilerplate_model -- data/boilerplate -o models/boilerplate.json
//! $ cargo run --release --example boilerplate_model -- data/boilerplate --held-out
//! ```

use std::io::Write;
use std::path::Path;

use slugline::boilerplate::{HeldOut, Sample, Share, hold_out, learn, samples};
use slugline::text::Language;
use slugline::{Error, ErrorKind, Result};

/// The files of samples, and the language of each.
const FILES: [(&str, Language); 4] = [
    ("english.jsonl", Language::English),
    ("french.jsonl", Language::French),
    ("german.jsonl", Language::German),
    ("spanish.jsonl", Language::Spanish),
];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [folder, "-o", model] => Ok(std::fs::write(model, learn(&read(Path::new(folder))?)?.to_json()?)?),
        [folder, "--held-out"] => report(&read(Path::new(folder))?),
        _ => Err(Error::new(ErrorKind::Parameter, "usage: boilerplate_model FOLDER (-o FILE | --held-out)")),
    }
}

fn read(folder: &Path) -> Result<Vec<Sample>> {
    let mut all = Vec::new();
    for (name, language) in FILES {
        let json_lines = std::fs::read_to_string(folder.join(name))?;
        all.extend(samples(&json_lines, language).map_err(|error| error.at(name))?);
    }
    Ok(all)
}

fn report(samples: &[Sample]) -> Result<()> {
    let languages = FILES.map(|(_, language)| language);
    let results = hold_out(samples, &languages)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "language  boilerplate caught   news masked")?;
    for (language, result) in languages.iter().zip(&results) {
        line(&mut out, language.code(), *result)?;
    }
    line(&mut out, "all", total(&results))
}

fn line(out: &mut impl Write, name: &str, result: HeldOut) -> Result<()> {
    let share = |share: Share| format!("{:5.1} % ({} of {})", share.percent(), share.n, share.of);
    Ok(writeln!(out, "{name:8}  {:20} {}", share(result.caught), share(result.masked_news))?)
}

fn total(results: &[HeldOut]) -> HeldOut {
    let sum = |share: fn(&HeldOut) -> Share| Share {
        n: results.iter().map(|result| share(result).n).sum(),
        of: results.iter().map(|result| share(result).of).sum(),
    };
    HeldOut { caught: sum(|result| result.caught), masked_news: sum(|result| result.masked_news) }
}
