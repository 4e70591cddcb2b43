"""What a Word or Excel file draws upon when somebody opens it: only itself is harmless."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from xml.sax.handler import ContentHandler

from defusedxml import ElementTree

from recruitment.office_xml import feed

MAX_RELATIONS = 1024 * 1024
_LONGEST_NAME = 200  # characters; the name of a field comes first
_ACTING = {"oleObject", "control", "activeXControlBinary", "aFChunk", "externalLink", "connections", "xlMacrosheet"}  # fmt: skip
_SAFE_PACKAGES = {".xlsx", ".docx", ".pptx"}  # the sheet behind a chart
_ACTING_FIELDS = {"DDE", "DDEAUTO", "LINK", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT"}


def draws_upon_others(package: zipfile.ZipFile) -> bool:
    """Remote templates, linked or embedded objects, external books and data. A link one has to click is fine."""
    for entry in package.infolist():
        name = entry.filename.lower()
        if name.startswith(("xl/externallinks/", "word/activex/", "xl/activex/")):
            return True
        if name.endswith(".rels") and any(map(_is_acting, _relations(package, entry))):
            return True
        if name.startswith("word/") and name.endswith(".xml") and _has_acting_field(package, entry):
            return True
    return False


def _relations(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Any]:
    if entry.file_size > MAX_RELATIONS:
        raise KeyError(entry.filename)
    root = ElementTree.fromstring(package.read(entry), forbid_dtd=True)
    yield from (element for element in root.iter() if element.get("Target") is not None)


def _is_acting(relation: Any) -> bool:
    kind = relation.get("Type", "").rsplit("/", 1)[-1]
    if relation.get("TargetMode", "").strip().lower() == "external":
        return bool(kind != "hyperlink")
    if kind == "package":
        return PurePosixPath(relation.get("Target")).suffix.lower() not in _SAFE_PACKAGES
    return kind in _ACTING


def _has_acting_field(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Field codes that fetch or start something by themselves. Word cuts one instruction into several runs."""
    fields = _Fields()
    feed(package, entry, fields)
    return fields.is_acting


class _Fields(ContentHandler):
    """Keeps the beginning of the instruction that is being read, and nothing else of the document."""

    def __init__(self) -> None:
        super().__init__()
        self.is_acting = self.takes_text = False
        self.instruction = ""

    def startElementNS(self, name: tuple[str | None, str], _qname: Any, attrs: Any) -> None:  # noqa: N802  SAX's name
        if name[1] == "fldChar" and "begin" in attrs.values():
            self._judge()
            self.instruction = ""
        elif name[1] == "instrText":
            self.takes_text = True
        elif name[1] == "fldSimple":
            said = [value for key, value in attrs.items() if key[1] == "instr"]
            self.is_acting |= any(map(_is_acting_field, said))

    def endElementNS(self, name: tuple[str | None, str], _qname: Any) -> None:  # noqa: N802  SAX's name
        if name[1] == "instrText":
            self.takes_text = False
        elif name[1] == "fldChar":
            self._judge()

    def endDocument(self) -> None:  # noqa: N802  SAX's name
        self._judge()

    def characters(self, content: str) -> None:
        if self.takes_text and len(self.instruction) < _LONGEST_NAME:
            self.instruction = (self.instruction + content).lstrip()

    def _judge(self) -> None:
        self.is_acting |= _is_acting_field(self.instruction)


def _is_acting_field(instruction: str) -> bool:
    words = instruction.split(maxsplit=1)
    return bool(words) and words[0].upper() in _ACTING_FIELDS
