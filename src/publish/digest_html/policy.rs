//! What a page may load and run: its own style and its own script, named by their hashes, and nothing else.

use encodify::base64;
use sha2::{Digest, Sha256};

/// A content security policy (CSP, level 2) for a page with one inline style and one inline script.
///
/// The hashes are those of the very bytes between the tags.
pub(super) fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src 'none'; base-uri 'none'; form-action 'none'",
        source(style),
        source(script)
    )
}

/// How a policy names what it allows.
fn source(content: &str) -> String {
    format!("sha256-{}", base64::STANDARD.encode(Sha256::digest(content.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the CSP specification (level 2, section 7.2.2, on hash usage for inline elements): its example script
    /// `alert('Hello, world.');` has this hash.
    #[test]
    fn the_hash_is_that_of_the_specification() {
        assert_eq!(source("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
