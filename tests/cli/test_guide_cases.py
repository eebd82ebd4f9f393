"""The three worked cases of the user guide: their commands run and say what the guide quotes."""

import re
import shlex
from dataclasses import dataclass

import pytest
from support.service import copy_catalog, duijie
from support.tree import ROOT

GUIDE = ROOT / "docs" / "guide.md"
CASES = ("实例一", "实例二", "实例三")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RUN = re.compile(r"推荐编号 ([0-9a-f]{32})")
_LEFT_OUT = "……"


@dataclass
class Block:
    """Commands and the lines that are shown below them."""

    commands: list
    shown: list


def section(case):
    found = re.search(rf"^## {case}.*?(?=^## )", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    assert found, case
    return found.group()


def blocks(text):
    made = []
    for language, body in _FENCE.findall(text):
        if language == "bash":
            made.append(Block([shlex.split(line) for line in body.splitlines() if line], []))
        else:
            made[-1].shown += body.splitlines()
    return made


def squeezed(text):
    return " ".join(text.split())


def pieces(line):
    return [squeezed(piece) for piece in line.split(_LEFT_OUT) if piece.strip()]


def quoted(text):
    """Return the names and figures of the running text, which the commands must have printed."""
    prose = re.sub(r"`[^`]*`", "", _FENCE.sub("", text))
    return set(re.findall(r"“([^”]+)”", prose)) | set(re.findall(r"\d[\d,]*\.\d+", prose))


def replayed(commands, last_run, folder, cwd):
    """Return what the commands print and the last run, with its id put where the guide asks."""
    printed = []
    for name, *arguments in commands:
        assert name == "duijie"
        filled = [last_run if item == "推荐编号" else item for item in arguments]
        assert None not in filled, arguments
        done = duijie(folder, *filled, cwd=cwd)
        assert done.returncode == 0, (filled, done.stderr)
        printed.append(done.stdout)
        last_run = next(iter(_RUN.findall(done.stdout)[-1:]), last_run)
    return "\n".join(printed), last_run


@pytest.mark.parametrize("case", CASES)
def test_the_commands_of_a_case_work_and_print_what_is_quoted(case, imported, tmp_path):
    folder = copy_catalog(imported, tmp_path / "data").data_dir
    text = section(case)
    last_run, everything = None, []
    for block in blocks(text):
        assert block.shown, block.commands
        output, last_run = replayed(block.commands, last_run, folder, tmp_path)
        flat = squeezed(output)
        everything.append(flat)
        start = 0
        for piece in (piece for line in block.shown for piece in pieces(line)):
            start = flat.find(piece, start)
            assert start >= 0, f"{case}: not printed, or not in this order: {piece}"
    said = " ".join(everything)
    assert not [item for item in sorted(quoted(text)) if item not in said]


@pytest.mark.parametrize("case", CASES)
def test_a_case_goes_from_the_need_to_the_contract(case):
    commands = [command for block in blocks(section(case)) for command in block.commands]
    names = [" ".join(command[1:3]) for command in commands]
    first = next(i for i, name in enumerate(names) if name.startswith(("recommend", "allocate")))
    decided = next(i for i, name in enumerate(names) if name.startswith("decide"))
    assert first < decided < names.index("contract sign")


@pytest.mark.parametrize("case", CASES)
def test_no_case_depends_on_the_day_it_is_read(case):
    dated = {"recommend", "method", "allocate", "joint", "directory"}
    for block in blocks(section(case)):
        for command in block.commands:
            assert ("--as-of" in command) == (command[1] in dated), command
