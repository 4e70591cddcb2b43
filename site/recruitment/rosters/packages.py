"""The parts of an Office file: found by their relations, read by a parser that takes no document type."""

import posixpath
import zipfile
from xml.sax.handler import ContentHandler

from defusedxml import ElementTree

from recruitment.office_xml import feed

MAX_INDEX = 1024 * 1024  # relations and the list of sheets


def relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Of a part (empty for the file itself): id → (kind, path of the other part)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if not _as_written(package, path):
        return {}
    found = {}
    for relation in ElementTree.fromstring(small(package, path), forbid_dtd=True):
        if relation.get("TargetMode") != "External":
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, _resolved(folder, relation.get("Target", "")))
    return found


def main_part(package: zipfile.ZipFile) -> str:
    return part_of_kind(package, "", "officeDocument")


def part_of_kind(package: zipfile.ZipFile, part: str, kind: str) -> str:
    """The path of the first related part of the kind, or nothing."""
    return next((path for found, path in relations(package, part).values() if found == kind), "")


def small(package: zipfile.ZipFile, path: str) -> bytes:
    entry = package.getinfo(_as_written(package, path))
    if entry.file_size > MAX_INDEX:
        raise KeyError(path)
    return package.read(entry)


def parse(package: zipfile.ZipFile, path: str, handler: ContentHandler) -> None:
    """Feeds the part to the handler piece by piece; entities and document types are refused."""
    feed(package, _as_written(package, path), handler)


def _as_written(package: zipfile.ZipFile, path: str) -> str:
    """The entry's own spelling: names of parts differ in case with some makers, and no two differ in case alone."""
    if path in package.NameToInfo:
        return path
    return next((name for name in package.namelist() if name.lower() == path.lower()), "")


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
