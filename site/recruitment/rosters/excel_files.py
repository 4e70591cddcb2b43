"""A workbook as grids: values only, from shared, inline and formula cells; hidden sheets stay unread and are named."""

import zipfile
from typing import Any
from xml.sax.handler import ContentHandler

from defusedxml import ElementTree
from django.utils.translation import gettext as _

from recruitment.rosters.excel_sheets import SheetReader, unescaped, with_merges
from recruitment.rosters.grids import MAX_PIECES, Budget, Grid, Opened
from recruitment.rosters.packages import main_part, parse, part_of_kind, relations, small


def open_excel(package: zipfile.ZipFile, budget: Budget) -> Opened:
    main = main_part(package)
    strings = _Strings(budget)
    if shared := part_of_kind(package, main, "sharedStrings"):
        parse(package, shared, strings)
    opened, parts, read = Opened([]), relations(package, main), set[str]()
    for sheet in ElementTree.fromstring(small(package, main), forbid_dtd=True).iter():
        if sheet.tag.rsplit("}", 1)[-1] != "sheet":
            continue
        name = sheet.get("name", "")
        if sheet.get("state", "visible") != "visible":
            opened.notes.append(_("工作表“%(name)s”已隐藏，未读取。") % {"name": name})
            continue
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, path = parts.get(link, ("", ""))
        if kind == "worksheet" and path not in read:  # a sheet named twice is still one sheet
            read.add(path)
            budget.table()
            opened.has_picture |= bool(part_of_kind(package, path, "drawing"))
            reader = SheetReader(strings.found, budget)
            parse(package, path, reader)
            opened.blocks.append(Grid(name, with_merges(reader), reader.notes(), reader.hidden))
    return opened


class _Strings(ContentHandler):
    """The shared strings; what shows how a word is pronounced is no part of it."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget
        self.found: list[str] = []
        self.parts: list[str] = []
        self.takes_text, self.pronounced = False, 0

    def startElementNS(self, name: tuple[str | None, str], _qname: Any, _attrs: Any) -> None:  # noqa: N802  SAX's name
        if name[1] == "si":
            self.parts = []
        elif name[1] == "rPh":
            self.pronounced += 1
        elif name[1] == "t":
            self.takes_text = not self.pronounced

    def endElementNS(self, name: tuple[str | None, str], _qname: Any) -> None:  # noqa: N802  SAX's name
        if name[1] == "si":
            self.budget.cell()
            self.found.append(unescaped("".join(self.parts)))
        elif name[1] == "rPh":
            self.pronounced -= 1
        elif name[1] == "t":
            self.takes_text = False

    def characters(self, content: str) -> None:
        if self.takes_text:
            self.budget.text(content)
            if len(self.parts) < MAX_PIECES:
                self.parts.append(content)
