"""The Chinese words of the desk that its packages leave in English: `python tools/words.py` compiles ours and lists the gaps.

A package's own catalogue cannot be trusted to name its gaps: Transifex drops the rows nobody translated. So the
English source is read, and the compiled Chinese asked for each of its entries.

The compiled Chinese also holds our own texts, each as itself: a text that no catalogue knows is looked for in those of
forty applications, three hundred times a page.
"""

import ast
import gettext
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

OURS = Path(__file__).resolve().parent.parent / "site" / "locale" / "zh_Hans" / "LC_MESSAGES"
PACKAGES = ("wagtail", "wagtail_modeladmin", "viewflow")
DOMAINS = ("django", "djangojs")
ENGLISH = OURS.parents[1] / "en" / "LC_MESSAGES" / "django.po"
FIELD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])? ?(".*")$')


class Entry(NamedTuple):
    """One row of a catalogue."""

    context: str
    singular: str
    plural: str
    translation: str

    @property
    def key(self) -> str | tuple[str, int]:
        """How a compiled catalogue files the row."""
        name = f"{self.context}\x04{self.singular}" if self.context else self.singular
        return (name, 0) if self.plural else name


def read(path: Path) -> list[Entry]:
    """The rows of a .po file, without its header and its retired rows."""
    return [
        entry for block in path.read_text("utf-8").split("\n\n") if (entry := parse(block)) and entry.singular
    ]


def parse(block: str) -> Entry | None:
    """One row, or nothing when the block is a comment."""
    fields: dict[str, str] = {}
    field = ""
    for line in block.splitlines():
        if match := FIELD.match(line):
            field = match[1]
            fields[field] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            fields[field] += ast.literal_eval(line)
    if "msgid" not in fields:
        return None
    return Entry(
        fields.get("msgctxt", ""), fields["msgid"], fields.get("msgid_plural", ""), fields.get("msgstr", "")
    )


def compiled(path: Path) -> dict[str | tuple[str, int], str]:
    """What a program finds in a .mo file."""
    with path.open("rb") as file:
        catalogue: dict[str | tuple[str, int], str] = vars(gettext.GNUTranslations(file))["_catalog"]
    return {key: text for key, text in catalogue.items() if key and text}


def locales(package: str) -> Iterator[Path]:
    """The locale folders of a package and of the applications inside it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent.rglob("locale")


def sources(domain: str) -> Iterator[Path]:
    """The English source catalogues; viewflow has none, its empty Chinese one lists the same strings."""
    for folder in (folder for package in PACKAGES for folder in locales(package)):
        language = "en" if (folder / "en").is_dir() else "zh_Hans"
        yield from folder.glob(f"{language}/LC_MESSAGES/{domain}.po")


def theirs(domain: str) -> dict[str | tuple[str, int], str]:
    """All that the packages say in Chinese; Django merges the applications into one catalogue, and so does this."""
    files = (
        path
        for package in PACKAGES
        for folder in locales(package)
        for path in folder.glob(f"zh_Hans/*/{domain}.mo")
    )
    return {key: text for path in files for key, text in compiled(path).items()}


def missing(domain: str) -> list[Entry]:
    """The strings that staff would still read in English."""
    known = theirs(domain) | (compiled(OURS / f"{domain}.mo") if (OURS / f"{domain}.mo").exists() else {})
    rows = {entry.key: entry for path in sources(domain) for entry in read(path)}
    return [entry for key, entry in rows.items() if key not in known]


def ours(domain: str) -> dict[str | tuple[str, int], str]:
    """What the compiled Chinese holds: the words written for the packages, and of the pages our own, each as itself."""
    written = {entry.key: entry.translation for entry in read(OURS / f"{domain}.po")}
    if domain == "django":
        written |= {entry.key: entry.singular for entry in read(ENGLISH)}
    return written


def compile_chinese() -> None:
    """Both domains. S603, S607: the command is fixed, and gettext is found where the system keeps it."""
    own = "".join(
        f"\n{head}msgid {quoted(entry.singular)}\nmsgstr {quoted(entry.singular)}\n"
        for entry in read(ENGLISH)
        for head in (f"msgctxt {quoted(entry.context)}\n" if entry.context else "",)
    )
    for domain in DOMAINS:
        po = OURS / f"{domain}.po"
        text = po.read_text("utf-8") + (own if domain == "django" else "")
        command = ["msgfmt", "--check-format", "-o", str(po.with_suffix(".mo")), "-"]
        subprocess.run(command, input=text.encode(), check=True)  # noqa: S603


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> int:
    compile_chinese()
    gaps = [entry for domain in DOMAINS for entry in missing(domain)]
    for entry in gaps:
        sys.stdout.write(f"{entry.context!r}\t{entry.singular!r}\t{entry.plural!r}\n")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
