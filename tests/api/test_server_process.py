"""The real process: started, killed in the middle, started again."""

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from support.service import Server, copy_catalog, duijie


def fetch(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def test_killed_and_started_again(catalog_folder, tmp_path):
    folder = copy_catalog(catalog_folder, tmp_path / "data").data_dir
    first = Server(folder).wait()
    try:
        run = fetch(f"{first.url}/v1/recommendations", {"text": "垃圾分类宣传引导"})
        assert b"<title>" in fetch(f"{first.url}/")
    finally:
        first.stop(kill=True)
    second = Server(folder).wait()
    try:
        assert fetch(f"{second.url}/v1/runs/{json.loads(run)['id']}") == run
        assert fetch(f"{second.url}/v1/recommendations", {"text": "垃圾分类宣传引导"}) == run
    finally:
        assert second.stop() in (0, -15)
    text = second.log.read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{second.port}" in text
    assert "垃圾分类" not in text
    assert "Traceback" not in text
    assert duijie(folder, "verify").returncode == 0


def test_many_at_once_get_what_one_gets(catalog_folder, tmp_path):
    """Readers and writers together: every answer is whole, equal questions get equal answers."""
    folder = copy_catalog(catalog_folder, tmp_path / "data").data_dir
    server = Server(folder).wait()
    texts = ["给老人送午饭", "放学后看孩子", "调解邻里纠纷"] * 6
    needs = [{"title": f"并行新增{n}", "description": "居民自己动手。"} for n in range(6)]
    try:
        with ThreadPoolExecutor(12) as pool:
            url = f"{server.url}/v1/recommendations"
            runs = [pool.submit(fetch, url, {"text": t, "top_k": 5}) for t in texts]
            made = [pool.submit(fetch, f"{server.url}/v1/needs", need) for need in needs]
            found = [json.loads(run.result())["candidates"] for run in runs]
            ids = {json.loads(need.result())["id"] for need in made}
    finally:
        server.stop()
    assert len(ids) == len(needs)
    assert all(found[n] == found[n % 3] for n in range(len(found)))


def test_first_start_imports_the_sample_once(tmp_path):
    folder = tmp_path / "空"
    first = Server(folder, "--prepare").wait()
    first.stop()
    assert "推荐编号" in first.log.read_text(encoding="utf-8")
    second = Server(folder, "--prepare").wait()
    try:
        counts = json.loads(fetch(f"{second.url}/readyz"))
    finally:
        second.stop()
    assert counts["catalog_version"] == 1
    assert "推荐编号" not in second.log.read_text(encoding="utf-8")


def test_a_busy_port_is_one_sentence(catalog_folder, tmp_path):
    folder = copy_catalog(catalog_folder, tmp_path / "data").data_dir
    first = Server(folder).wait()
    try:
        again = duijie(folder, "serve", "--port", str(first.port))
    finally:
        first.stop()
    assert again.returncode == 1
    assert "DUIJIE_PORT" in again.stderr
    assert "Traceback" not in again.stderr
