"""Exports and templates: files with Chinese names that import again."""

import io

import openpyxl
import pytest
from support.service import assert_problem

KINDS = ("needs", "organizations", "evaluations")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file_format", ["xlsx", "csv", "jsonl"])
def test_export(client, kind, file_format):
    response = client.get(f"/v1/export/{kind}?format={file_format}")
    assert response.status_code == 200
    assert "filename*=UTF-8''%" in response.headers["content-disposition"]
    assert len(response.content) > 2000
    assert response.content == client.get(f"/v1/export/{kind}?format={file_format}").content


@pytest.mark.parametrize("kind", KINDS)
def test_template_has_chinese_headers_and_no_rows(client, kind):
    response = client.get(f"/v1/templates/{kind}")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    assert len(headers) > 5
    assert all(any("\u4e00" <= c <= "\u9fff" for c in h) for h in headers)
    assert sheet.max_row == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_imports_without_one_change(client, kind):
    data = client.get(f"/v1/export/{kind}").content
    job = client.post("/v1/imports", files=[("files", ("导出.xlsx", data))]).json()
    while job["status"] == "reading":
        job = client.get(f"/v1/imports/{job['id']}").json()
    assert job["status"] == "previewed", job["message_zh"]
    changed = {k: (c["create"], c["update"]) for k, c in job["plan"]["counts"].items()}
    assert set(changed.values()) == {(0, 0)}, job["plan"]["changes"][:3]


@pytest.mark.parametrize("path", ["export", "templates"])
def test_unknown_format(client, path):
    assert_problem(client.get(f"/v1/{path}/needs?format=pdf"), 422, "VALIDATION", "format")
