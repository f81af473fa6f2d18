//! The adapter against both databases: the contract of its ports, and what only a database promises.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect has failed"
)]

mod chain;
mod copy;
mod database;
mod plan;
mod queries;
mod store;
mod waiting;

mod on_sqlite {
    testing::contract!(crate::store::on_sqlite);
}

mod on_postgres {
    testing::contract!(crate::store::on_postgres);
}
