"""Spreadsheets → typed records: reading, value rules, plan. Nothing here writes to the store."""
