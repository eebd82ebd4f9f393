"""Export of the catalog to sheets (the inverse of the import), templates, shortlists."""

from __future__ import annotations

from .export import Catalog, ExportFormat, export_records, template
from .shortlist import Shortlisted, write_shortlist

__all__ = [
    "Catalog",
    "ExportFormat",
    "Shortlisted",
    "export_records",
    "template",
    "write_shortlist",
]
