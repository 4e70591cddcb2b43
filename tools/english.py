"""The English of our own words: `python tools/english.py` adds what is missing to the catalogue, compiles it, counts the gaps.

Like `makemessages`, but it needs no xgettext and never drops a row. A test asks for the English of every text.
The same texts go into the compiled Chinese as they are (`tools/words.py` says why).
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, Python looks for modules in tools/

from tools.words import Entry, compile_chinese, quoted, read  # noqa: E402  after the path above

PO = ROOT / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
ROOMS = ("templates", "content", "site", "workflows")
CALLS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "pgettext": 1, "pgettext_lazy": 1}
IN_TEMPLATE = re.compile(
    r"\b(?P<call>_|p?gettext)\(u?(?P<first>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?:, u?(?P<second>'(?:[^'\\]|\\.)*'))?"
)
UNSHOWN = re.compile(
    r"{%\s*(?P<block>blocktranslate|comment)\b.*?{%\s*end(?P=block)\s*%}|{#.*?#}|{%.*?%}|{{.*?}}|lang=\"zh-Hans\"[^<]*<",
    re.DOTALL,
)
CHINESE = re.compile(r"[一-鿿]")
OURS = re.compile(r"[一-鿿，：；（）。]")  # signs between two values are words of ours too


def of_template(path: Path) -> Iterator[tuple[str, str]]:
    """(context, text) of a template, as Django itself reads it."""
    for found in IN_TEMPLATE.finditer(templatize(path.read_text("utf-8"), origin=str(path))):
        words = [ast.literal_eval(part) for part in (found["first"], found["second"]) if part]
        yield (words[0], words[1]) if found["call"] == "pgettext" else ("", words[0])


def of_module(path: Path) -> Iterator[tuple[str, str]]:
    """(context, text) of a Python file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
            continue
        words = [part.value for part in node.args if isinstance(part, ast.Constant)]
        wanted = CALLS[node.func.id]
        if len(words) > wanted:
            yield (str(words[0]) if wanted else "", str(words[wanted]))


def templates() -> list[Path]:
    """All but the page that is shown when nothing else works."""
    return [path for path in (ROOT / "templates").rglob("*.*") if path.name != "500.html"]


def loose_words(path: Path) -> list[str]:
    """Chinese that a template shows without asking the catalogue."""
    shown = UNSHOWN.sub(" ", path.read_text("utf-8"))
    return [text.strip() for text in re.findall(r"[^<>]*", shown) if CHINESE.search(text)]


def words_used() -> dict[tuple[str, str], str]:
    """Every Chinese text of ours and one place of it."""
    found: dict[tuple[str, str], str] = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.*")):
            if path.suffix not in (".html", ".txt", ".py") or "migrations" in path.parts:
                continue
            for key in of_module(path) if path.suffix == ".py" else of_template(path):
                if OURS.search(key[1]):
                    found.setdefault(key, str(path.relative_to(ROOT)))
    return found


def known() -> dict[tuple[str, str], str]:
    return {(entry.context, entry.singular): entry.translation for entry in read(PO)}


def row(entry: Entry) -> str:
    context = f"msgctxt {quoted(entry.context)}\n" if entry.context else ""
    return f"{context}msgid {quoted(entry.singular)}\nmsgstr {quoted(entry.translation)}\n"


def add_missing() -> None:
    """New texts come at the end, empty, for somebody to fill in."""
    written = known()
    new = [key for key in words_used() if key not in written]
    with PO.open("a", encoding="utf-8") as file:
        file.writelines(f"\n{row(Entry(context, text, '', ''))}" for context, text in new)


def main() -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    add_missing()
    subprocess.run(["msgfmt", "--check-format", "-o", PO.with_suffix(".mo"), PO], check=True)  # noqa: S603, S607  gettext is where the system keeps it
    compile_chinese()
    english = {key for key, text in known().items() if text}
    used = words_used()
    gaps = [key for key in used if key not in english]
    sys.stdout.writelines(
        f"used by nothing: {text}\n" for context, text in known() if (context, text) not in used
    )
    sys.stdout.writelines(f"{text}\n" for _, text in gaps)
    sys.stdout.write(f"missing: {len(gaps)}\n")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
