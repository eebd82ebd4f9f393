"""The page at ``/`` and the built-in API description; no file comes from anywhere else."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

STATIC = Path(__file__).resolve().parents[1] / "static"

router = APIRouter(include_in_schema=False)


@router.get("/")
def page() -> FileResponse:
    """Return the recommendation page."""
    return FileResponse(STATIC / "index.html")


@router.get("/docs")
def api_page() -> FileResponse:
    """Return the description of the interface, rendered from /openapi.json without a CDN."""
    return FileResponse(STATIC / "docs.html")


def static_files() -> StaticFiles:
    """Return the application that serves style sheets and scripts."""
    return StaticFiles(directory=STATIC)
