"""A change of the contract is a visible line in review."""

import difflib
import json

from support.tree import ROOT

from api.openapi import openapi_text

GOLDEN = ROOT / "tests" / "api" / "openapi.json"


def chinese(text):
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def test_openapi_is_the_committed_one():
    """Regenerate with `python -m api.openapi > tests/api/openapi.json`."""
    committed, present = GOLDEN.read_text(encoding="utf-8"), openapi_text()
    lines = difflib.unified_diff(committed.splitlines(), present.splitlines(), lineterm="", n=1)
    assert committed == present, "\n".join(list(lines)[:60])


def test_every_operation_and_field_speaks_chinese():
    api = json.loads(openapi_text())
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert chinese(operation["summary"]), where
            assert chinese(operation["description"]), where
            for parameter in operation.get("parameters", []):
                assert chinese(parameter["schema"]["title"]), f"{where} {parameter['name']}"
            for status, answer in operation["responses"].items():
                assert status == "200" or chinese(answer["description"]) or status[0] == "2", where
    for name, schema in api["components"]["schemas"].items():
        named = schema["type"] == "string" or name.startswith("Body_")
        assert named or chinese(schema.get("description", "")), name
        for field, value in schema.get("properties", {}).items():
            titled = value.get("title", "") or ("$ref" in value and "中")
            assert chinese(titled), f"{name}.{field}"


def test_every_operation_declares_the_error_shape():
    api = json.loads(openapi_text())
    for path, methods in api["paths"].items():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if status[0] in "45" and path != "/readyz":
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema["$ref"].endswith("/Problem"), path


def test_operation_ids_are_unique():
    api = json.loads(openapi_text())
    ids = [o["operationId"] for methods in api["paths"].values() for o in methods.values()]
    assert len(ids) == len(set(ids))
