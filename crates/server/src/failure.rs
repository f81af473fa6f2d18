//! Why the process ends with an error, in one sentence for the operator.
