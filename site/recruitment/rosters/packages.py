"""The parts of an Office file: found by their relations, read by a parser that takes no document type."""

import posixpath
import zipfile
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml import ElementTree
from defusedxml.sax import make_parser

MAX_INDEX = 1024 * 1024  # relations and the list of sheets


def relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Of a part (empty for the file itself): id → (kind, path of the other part)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package.namelist():
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
    if package.getinfo(path).file_size > MAX_INDEX:
        raise KeyError(path)
    return package.read(path)


def parse(package: zipfile.ZipFile, path: str, handler: ContentHandler) -> None:
    """Feeds the part to the handler piece by piece; entities and document types are refused."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    with package.open(path) as part:
        parser.parse(part)


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
