"""Payloads and views; the wire format of the service."""
