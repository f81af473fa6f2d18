//! The routes and their forms, as the server's own document has them.

use std::process::Command;

use outside::binary;
use reqwest::Method;
use serde_json::Value;

/// A route as the document has it.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: String,
    /// The numbers in its path.
    pub(super) ids: Vec<String>,
    /// What its body holds: a name, and whether it is a number.
    pub(super) fields: Option<Vec<(String, bool)>>,
}

/// Every route there is.
pub(super) fn routes() -> Vec<Route> {
    let output = Command::new(binary()).arg("openapi").output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            routes.push(route(&document, method, path, operation));
        }
    }
    assert!(routes.len() > 20, "the document is empty");
    routes
}

fn route(document: &Value, method: &str, path: &str, operation: &Value) -> Route {
    let parameters = operation["parameters"].as_array().cloned();
    let ids = parameters
        .unwrap_or_default()
        .into_iter()
        .filter(|it| it["in"] == "path" && is_number(&it["schema"]));
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    // A body that may be left out is one of two things.
    let schema = schema["$ref"]
        .as_str()
        .or(schema["oneOf"][0]["$ref"].as_str());
    let schema = schema.map(|it| it.trim_start_matches('#'));
    let fields = schema.map(|schema| {
        let properties = document.pointer(schema).unwrap()["properties"].as_object();
        let fields = properties.unwrap().iter();
        fields
            .map(|(name, schema)| (name.clone(), is_number(schema)))
            .collect()
    });
    Route {
        method: method.to_uppercase().parse().unwrap(),
        path: path.to_owned(),
        ids: ids
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect(),
        fields,
    }
}

fn is_number(schema: &Value) -> bool {
    schema["type"] == "integer" || schema["type"][0] == "integer"
}
