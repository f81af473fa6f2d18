//! The `rostra` binary.
fn main() {}
