//! Black-box tests: the real binary over HTTP and WebSocket, faults included.
