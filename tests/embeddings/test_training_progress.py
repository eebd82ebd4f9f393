import pytest

from embeddings.train.progress import bars, counted


def _train(progress):
    progress.stage("切分语料")
    list(counted("abcd", 4, progress.step))
    progress.stage("训练")
    progress.step(1, 8)
    progress.found("未见过的说法 2 条。")


def test_a_terminal_shows_both_bars(monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with bars(2) as progress:
        _train(progress)
        progress._shown.refresh()
    written = capsys.readouterr()
    assert written.out == ""
    for said in ("未见过的说法 2 条。", "全部", "50%", "训练", "12%", "完成", "100%"):
        assert said in written.err


@pytest.mark.filterwarnings("error")
def test_a_log_file_has_a_line_for_each_stage(capsys):
    with bars(2) as progress:
        _train(progress)
    assert capsys.readouterr().err.split() == ["切分语料", "训练", "未见过的说法", "2", "条。"]


def test_an_error_goes_through():
    with pytest.raises(ValueError, match="inside"), bars(1):
        raise ValueError("inside")


def test_counted_tells_of_every_few_and_changes_nothing():
    seen = []
    items = list(counted(range(7), 7, lambda done, total: seen.append((done, total)), every=3))
    assert items == list(range(7))
    assert seen == [(3, 7), (6, 7)]
