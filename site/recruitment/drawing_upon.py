"""What a Word or Excel file draws upon when somebody opens it: only itself is harmless."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from defusedxml import ElementTree

MAX_RELATIONS = 1024 * 1024
MAX_TEXT = 30 * 1024 * 1024  # of one part of a document; a thousand pages are less
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
    if entry.file_size > MAX_TEXT:
        raise KeyError(entry.filename)
    instructions = [""]
    with package.open(entry) as part:
        for _event, element in ElementTree.iterparse(part, forbid_dtd=True):
            name = str(element.tag).rsplit("}", 1)[-1]
            if name == "fldChar" and "begin" in element.attrib.values():
                instructions.append("")
            elif name == "instrText":
                instructions[-1] += element.text or ""
            elif name == "fldSimple":
                instructions += [value for key, value in element.attrib.items() if key.endswith("instr")]
            element.clear()
    words = (instruction.split(maxsplit=1) for instruction in instructions)
    return any(word and word[0].upper() in _ACTING_FIELDS for word in words)
