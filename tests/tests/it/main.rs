//! The real binary, from outside.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed step fails the test"
)]

/// Runs each test on SQLite and on PostgreSQL.
macro_rules! on_both_databases {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(outside::Setup::sqlite()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name(outside::Setup::postgres().await).await;
            })*
        }
    };
}

mod tokens;

mod architecture;
mod journey;
mod authorization;
mod security;
mod actions;
mod edge;
mod edges;
mod limits;
mod proxies;
mod input;
mod fields;
mod bad_input;
mod frames;
mod listening;
mod resume;
mod sending;
mod watching;
mod broken_off;
mod stopping;
mod metrics;
mod traces;
mod operator;
mod crash;
