//! Use cases: one method, one story; rules of who may do what.
