# The project's words; `just` lists them. Each is one command that works without `just` too.

# Leave the list when no word is given.
_default:
    @just --list

# Run a debug server on a data folder of its own; `npm run dev` in web/ serves the page beside it.
dev *flags:
    DEBUG=true cargo run -p rostra -- --data-dir target/dev-data {{flags}}

# Everything that needs no server: format, lints, licenses and advisories.
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    npm run --prefix web lint
    npm run --prefix web typecheck
    just supply

# Licenses and known faults of everything we link, build and test with; asks the network for the latter.
supply:
    command -v cargo-deny >/dev/null || { echo 'cargo-deny is missing: cargo install --locked cargo-deny'; exit 1; }
    cargo deny check
    ./scripts/npm-licenses.mjs
    npm audit --prefix web --audit-level=high

# Every test there is: Rust, web, browser. CI runs the same script.
test:
    ./scripts/test

# Look for input that breaks a parser: the property tests of frames, actions, cursors, forms, texts
# and searches, each with so many cases.
fuzz cases='20000':
    PROPTEST_CASES={{cases}} cargo test --release -p rostra-domain -p rostra-protocol -p rostra-http -p rostra-sql -- frames:: actions:: cursors:: forms:: texts:: queries::

# How large the binary is, how fast it starts, what it keeps in memory when nobody is there.
measure-start:
    cargo build --release -p rostra
    ./scripts/measure-start

# Measure a release build; see `rostra-bench --help`.
bench *flags:
    cargo build --release -p rostra
    cargo run --release -p rostra-bench -- {{flags}}

# Write the files that are generated and committed: the API's document, the web client's types, the frames.
generate:
    cargo run -p rostra -- openapi > web/src/protocol/openapi.json.new
    mv web/src/protocol/openapi.json.new web/src/protocol/openapi.json
    npm run --prefix web generate
    UPDATE_GOLDEN=1 cargo test -p rostra-protocol
