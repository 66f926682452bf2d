//! The files that a run writes, checked before it does any work: hours of it could not be written down in the end.

use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::store::check_place;

/// The files of a run besides its inputs.
#[derive(Debug, Clone, Default)]
pub(super) struct Files<'p> {
    /// Those that it writes.
    outputs: Vec<&'p Path>,
    /// The models that it reads.
    models: Vec<&'p Path>,
    /// What else it reads, and what to call that.
    others: Vec<(&'p Path, &'static str)>,
}

impl<'p> Files<'p> {
    /// A run that writes `outputs`, as far as they are no standard output, and reads `models` but for the built-in one.
    pub(super) fn new(
        outputs: impl IntoIterator<Item = Option<&'p Path>>,
        models: impl IntoIterator<Item = Option<&'p Path>>,
    ) -> Self {
        Self {
            outputs: outputs.into_iter().flatten().collect(),
            models: models.into_iter().flatten().collect(),
            others: Vec::new(),
        }
    }

    /// The same run, which reads a further file, if there is one, that is called `what`.
    pub(super) fn also_reading(mut self, path: Option<&'p Path>, what: &'static str) -> Self {
        self.others.extend(path.map(|path| (path, what)));
        self
    }

    /// Refuses outputs that would replace what is read or each other, and those that cannot be written.
    ///
    /// # Errors
    /// Where there is one.
    pub(super) fn check<'i>(&self, inputs: impl IntoIterator<Item = &'i Path>) -> Result<()> {
        let inputs = inputs.into_iter().map(|input| (input, "an input too"));
        let models = self.models.iter().map(|model| (*model, "the model too"));
        for (taken, what) in inputs.chain(models).chain(self.others.iter().copied()) {
            self.outputs.iter().try_for_each(|output| refuse_same(output, taken, what))?;
        }
        for (place, output) in self.outputs.iter().enumerate() {
            let mut others = self.outputs.iter().take(place);
            others.try_for_each(|other| refuse_same(output, other, "to be written twice"))?;
            check_place(output)?;
        }
        Ok(())
    }
}

fn refuse_same(output: &Path, taken: &Path, what: &str) -> Result<()> {
    if !is_same_file(output, taken) {
        return Ok(());
    }
    let message = format!("{} is {what}; name another output", output.display());
    Err(Error::new(ErrorKind::Parameter, message))
}

/// Whether two paths lead to one file; of those that do not exist yet, by the folder and the name.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        path.canonicalize().ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            Some(folder.unwrap_or(Path::new(".")).canonicalize().ok()?.join(path.file_name()?))
        })
    };
    // A terminal or /dev/null may be written to twice.
    place(one).filter(|place| !place.exists() || place.is_file()).is_some_and(|one| place(other) == Some(one))
}
