//! The `slugline` program.

fn main() {}
