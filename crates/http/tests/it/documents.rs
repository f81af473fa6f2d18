//! The interface's own document.

use std::path::Path;

use actix_web::http::Method;
use http::{Documents, HttpSettings, openapi_json};
use protocol::Code;
use serde_json::Value;

use crate::given::{Ports, anybody, ask, ask_with, settings};

const COMMITTED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../web/src/protocol/openapi.json"
);

fn served() -> HttpSettings {
    HttpSettings {
        documents: Documents::Served,
        ..settings()
    }
}

#[test]
fn the_committed_document_is_fresh() {
    let path = Path::new(COMMITTED);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, openapi_json()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(
        committed == openapi_json(),
        "web/src/protocol/openapi.json is stale: run `just generate`"
    );
}

fn operations() -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(&openapi_json()).unwrap();
    let paths = document.get("paths").and_then(Value::as_object).unwrap();
    let methods = |path: &str, item: &Value| {
        let methods = item.as_object().unwrap().keys();
        methods
            .map(|method| (method.to_uppercase(), path.to_owned()))
            .collect::<Vec<_>>()
    };
    paths
        .iter()
        .flat_map(|(path, item)| methods(path, item))
        .collect()
}

#[actix_web::test]
async fn every_operation_of_the_document_exists() {
    assert_eq!(operations().len(), 49);
    for (method, path) in operations() {
        let concrete = path
            .replace("{room_id}", "7")
            .replace("{message_id}", "40")
            .replace("{user_id}", "2")
            .replace("{emoji}", "%F0%9F%91%8D");
        let request = anybody(method.parse::<Method>().unwrap(), &concrete);
        let status = ask(Ports::new(), request).await.status;
        assert!(![404, 405].contains(&status), "{method} {path}: {status}");
    }
}

/// `docs/api.md` has a line for each operation and each refusal, and no other.
#[test]
fn the_page_for_people_names_everything() {
    let page = include_str!("../../../../docs/api.md");
    let operations = operations().into_iter();
    let mut rows: Vec<_> = operations
        .map(|(method, path)| format!("| `{method} {path}` | "))
        .collect();
    rows.extend(Code::ALL.iter().map(|code| {
        let (name, status, says) = (code.as_str(), code.status(), code.detail());
        format!("| `{name}` | {status} | {says} |")
    }));
    for row in &rows {
        assert!(page.contains(row), "docs/api.md lacks {row}");
    }
    let told = page.lines().filter(|line| line.starts_with("| `"));
    assert_eq!(told.count(), rows.len());
}

#[test]
fn the_document_describes_the_socket_too() {
    let document: Value = serde_json::from_str(&openapi_json()).unwrap();
    for name in ["ServerEvent", "ClientAction", "Problem", "Message", "Room"] {
        let place = format!("/components/schemas/{name}");
        assert!(document.pointer(&place).is_some(), "{name}");
    }
    let scheme = document.pointer("/components/securitySchemes/bearer/scheme");
    assert_eq!(scheme.and_then(Value::as_str), Some("bearer"));
}

#[actix_web::test]
async fn developers_get_the_document_and_a_page_without_script() {
    let document = anybody(Method::GET, "/openapi.json");
    let told = ask_with(served(), Ports::new(), document).await;
    assert_eq!(told.header("content-type"), Some("application/json"));
    assert!(told.json().get("paths").is_some());
    let told = ask_with(served(), Ports::new(), anybody(Method::GET, "/docs")).await;
    let page = String::from_utf8(told.body.to_vec()).unwrap();
    assert!(page.contains("POST /api/messages"));
    assert!(!page.contains("<script") && !page.contains("style") && !page.contains("http://"));
}

#[actix_web::test]
async fn everybody_else_gets_neither() {
    for path in ["/docs", "/openapi.json"] {
        assert_eq!(
            ask(Ports::new(), anybody(Method::GET, path)).await.status,
            404
        );
    }
}
