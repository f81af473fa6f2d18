//! For tests only: builders, a manual clock, contract suites every adapter must pass, disposable database servers.
