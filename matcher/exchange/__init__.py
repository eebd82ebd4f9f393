"""Export of the catalog to sheets, and empty templates to fill in; the inverse of the import."""

from __future__ import annotations

from .export import Catalog, ExportFormat, export_records, template

__all__ = ["Catalog", "ExportFormat", "export_records", "template"]
