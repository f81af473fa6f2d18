//! Load generator and yardstick.
fn main() {}
