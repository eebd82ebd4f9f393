"""Assertions of the case tables are shown in full when they fail."""

import pytest

for module in ("case", "cases_needs_1", "cases_needs_2", "cases_supply_1", "cases_supply_2"):
    pytest.register_assert_rewrite(f"planning.{module}")
pytest.register_assert_rewrite("planning.cases_evaluations", "planning.small_workbook")
