"""Handlers: parse, call one method of a service, convert (docs/decisions/0005)."""
