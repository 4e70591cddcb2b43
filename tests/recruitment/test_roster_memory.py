"""Reading a roster takes less than 200 MB more, the largest honest file and the worst hostile ones alike; measured in processes of their own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import rosters as made
from tests.factories import rosters_hostile as hostile

ROOT = Path(__file__).parents[2]
MOST = 200 * 1024  # kilobytes, as the kernel counts
READ = """
import json, os, re, sys
sys.path[:0] = [".", "site"]
import config
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
import django
django.setup()
from recruitment.exceptions import UploadRefusedError
from recruitment.rosters import read_tables

def most():  # of this process alone: RUSAGE_SELF hands down what the parent once used
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])

said = {}
before = most()
for path in sys.argv[1:]:
    name = os.path.basename(path)
    with open(path, "rb") as file:
        content = file.read()
    try:
        said[name] = sum(len(table.rows) for table in read_tables(content, name))
    except UploadRefusedError as refused:
        said[name] = str(refused).removeprefix(f"“{name}”")
print(json.dumps([said, most() - before]))
"""
FULL = [made.STATION_HEADS, *([str(n), f"演示第{n}园区服务有限公司", f"演示市甲路{n}号", "张演示", f"1990{n:07d}"] for n in range(9_999))]  # fmt: skip


def wide_with_text() -> bytes:
    """As much as the reader takes before it refuses: 59 columns of words in each row."""
    heads = [*made.STATION_HEADS, *(f"附{n}" for n in range(54))]
    rows = (
        ["1", "演示甲公司", "甲路", "张演示", "19900000001", *(f"演{n}示{k * 7919 % 997}" for k in range(54))]
        for n in range(6_000)
    )
    return made.excel_xml([heads, *rows], style="shared")


def loose_paragraphs() -> bytes:
    return made.word_xml(made.paragraph("中") * 700_000 + f"<!--{hostile.noise(12_000)}-->" * 20)


def cut_to_pieces() -> bytes:
    return made.word_xml(f"<w:tbl><w:tr><w:tc><w:p>{'<w:r><w:t>中</w:t></w:r>' * 1_000_000}</w:p></w:tc></w:tr></w:tbl>{hostile.noise(40_000)}")  # fmt: skip


def deleted_rows() -> bytes:
    row = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr></w:tr>"
    return made.word_xml(f"<w:tbl>{row * 400_000}</w:tbl>{hostile.noise(40_000)}")


def flat_elements() -> bytes:
    return made.word_xml(f"{'<w:p/>' * 3_000_000}{hostile.noise(40_000)}")


HONEST = {
    "一万行.xlsx": (lambda: made.excel_xml(FULL, style="shared"), 9_999),
    "一万行.docx": (lambda: made.word_xml(made.grid(FULL)), 9_999),
}
WORST = {
    "很宽.xlsx": (wide_with_text, hostile.TOO_MUCH),
    "散段.docx": (loose_paragraphs, hostile.TOO_MUCH),
    "碎字.docx": (cut_to_pieces, hostile.NOT_FOUND),
    "删行.docx": (deleted_rows, hostile.TOO_MANY),
    "空段.docx": (flat_elements, hostile.NOT_FOUND),
    **{name: hostile.HOSTILE[name] for name in ("目录拥挤.docx", "深层表格.docx", "长标签.docx", "百万字符串.xlsx", "十万行.xlsx", "十兆单元格.docx")},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("corpus", [HONEST, WORST], ids=["honest", "hostile"])
def test_reading_takes_little_memory(
    corpus: dict[str, tuple[Callable[[], bytes], object]], tmp_path: Path
) -> None:
    """One process reads them all: the highest it ever stood counts."""
    for name, (make, _said) in corpus.items():
        (tmp_path / name).write_bytes(make())
    command = [sys.executable, "-c", READ, *(str(tmp_path / name) for name in corpus)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    outcome, more = json.loads(done.stdout)
    assert outcome == {name: said for name, (_make, said) in corpus.items()}
    assert more < MOST
