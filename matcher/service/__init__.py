"""Use cases: one method each, owning transaction borders and the current snapshot."""
