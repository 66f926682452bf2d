//! The model that comes with the program: digital policy, ten topics.

use std::sync::Arc;

use super::model_file::load_bytes;
use crate::error::Result;
use crate::features::SharedBytes;
use crate::topics::TopicModel;

/// Bytes at an address that any number may be read from in place.
#[repr(align(64))]
struct Aligned<B: ?Sized>(B);

static DIGITAL_POLICY: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/digital-policy.slug"));

/// The built-in digital-policy model.
///
/// # Errors
/// [`crate::ErrorKind::Model`] where the program was built with a damaged model file.
pub fn builtin_model() -> Result<TopicModel> {
    let bytes: SharedBytes = Arc::new(&DIGITAL_POLICY.0);
    load_bytes(&bytes).map_err(|error| error.at("built-in model"))
}
