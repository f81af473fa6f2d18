//! What crosses the wire: REST bodies, socket frames, problem codes.
