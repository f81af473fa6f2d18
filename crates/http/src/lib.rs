//! REST routes, the socket endpoint, OpenAPI, and the embedded web client, on actix.
