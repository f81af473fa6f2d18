//! This node's sockets: hub, ordering, resume; the Broker seam; single-node broker, presence and limiter.
