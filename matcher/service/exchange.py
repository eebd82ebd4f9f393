"""Export of the catalog and empty templates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from ..exchange import Catalog, ExportFormat, export_records, template
from ..intake.cells import TableKind
from ..model import Evaluation, Need, Organization, Service

if TYPE_CHECKING:
    from ..store import Store

#: A template asks for the annual checks of this many years, this year included.
_CHECK_YEARS = 2


class ExchangeService:
    """Files out of the catalog; what is exported imports again without one change."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def export(self, kind: TableKind, file_format: ExportFormat) -> bytes:
        """Return all records of ``kind`` as a file; phones masked, contact names left out."""
        with self._store.read() as repo:
            catalog = Catalog(
                needs=repo.all(Need) if kind is TableKind.NEEDS else (),
                organizations=() if kind is TableKind.NEEDS else repo.all(Organization),
                services=repo.all(Service) if kind is TableKind.ORGANIZATIONS else (),
                evaluations=repo.all(Evaluation) if kind is TableKind.EVALUATIONS else (),
            )
        return export_records(kind, catalog, file_format)

    def template(self, kind: TableKind, file_format: ExportFormat) -> bytes:
        """Return an empty sheet with the headers to fill in."""
        year = self._today().year
        return template(kind, file_format, years=range(year - _CHECK_YEARS, year))
