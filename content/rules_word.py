"""A 办法 as a Word document, from its clauses (附件 1, 附件 2)."""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from content.rules_pages import chapters_of
from content.word import FANG, HEI, SONG, finished, line
from policies.models import Regulation

ANNEXES = {"a1": ("附件 1", "S"), "a2": ("附件 2", "E")}
TWO_CHARACTERS = 32  # points, at size 16


def word_rules(code: str) -> tuple[str, bytes]:
    """The file name without its ending, and the document. Raises Regulation.DoesNotExist."""
    annex, regulation_code = ANNEXES[code]
    regulation = Regulation.objects.get(code=regulation_code)
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    line(document, annex, font=HEI, size=16, after=12)
    line(
        document,
        regulation.title,
        font=SONG,
        size=22,
        is_bold=True,
        align=WD_ALIGN_PARAGRAPH.CENTER,
        after=12,
    )
    for chapter in chapters_of(list(regulation.clauses.order_by("order"))):
        line(document, chapter.title, font=HEI, size=16, align=WD_ALIGN_PARAGRAPH.CENTER, before=12, after=6)
        for article in chapter.articles:
            texts = [paragraph for clause in article.clauses for paragraph in clause.text.splitlines()]
            if len(article.clauses) == 1:
                texts[0] = f"{article.name}　{texts[0]}"
            else:
                texts.insert(0, article.name)
            for text in texts:
                line(document, text, font=FANG, size=16, indent=TWO_CHARACTERS)
    return f"{annex.replace(' ', '')}_{regulation.title}", finished(document, regulation.title)
