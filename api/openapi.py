"""The interface's description as text: ``python -m api.openapi > tests/api/openapi.json``."""

from __future__ import annotations

import json
import sys

from matcher.settings import Settings

from .app import create_app


def openapi_text() -> str:
    """Return OpenAPI as indented JSON; the product's version is left out, for it is no contract."""
    description = create_app(Settings()).openapi()
    description["info"]["version"] = "1"
    return json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(openapi_text())
