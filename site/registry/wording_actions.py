"""The door of the certificates' sentences: checked by drawing a real sheet with the longest values."""

from datetime import date
from string import Template as TextTemplate

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from messaging.variables import variables_in
from policies.enums import Kind
from registry.drawing import certificate_pdf
from registry.models import Certificate, Holder, Term, Wording
from registry.queries import current_wordings
from registry.sentences import SENTENCES, TITLE, Sentence
from typeset.fonts import unsupported_characters
from typeset.pdf import RenderError

MAX_LENGTH = 300


class SentenceRefused(Exception):
    """A sentence that says too little, or does not fit the sheet; the sentence says why."""


def checked_sentence(*, key: str, text: str) -> tuple[str, bytes]:
    """The sentence as it may be stored, and the sheet it makes. Raises SentenceRefused."""
    sentence, text = SENTENCES[key], "".join(text.split())
    if faults := _faults(sentence, text):
        raise SentenceRefused("\n".join(faults))
    try:
        return text, certificate_pdf(sample(sentence.kind), {**current_wordings(), key: text})
    except RenderError as error:
        raise SentenceRefused(str(error)) from error


@transaction.atomic
def change_sentence(*, key: str, text: str, seen: int, by: User) -> Wording:
    """改用语：for what is drawn from now on. `seen` is the revision the person began with. Raises SentenceRefused."""
    first = {"text": SENTENCES[key].text}
    Wording.objects.get_or_create(key=key, defaults=first)
    row = Wording.objects.select_for_update().get(key=key)
    if row.revision != seen:
        raise SentenceRefused(_("保存前已有人修改了这段用语，您的修改没有写入。请核对现行用语后重试。"))
    before, row.text = row.text, checked_sentence(key=key, text=text)[0]
    row.revision += 1
    row.save(update_fields=["text", "revision"])
    record_event(by=by, verb="wording.change", target=row, before={"text": before}, after={"text": row.text})
    return row


def sample(kind: str) -> Certificate:
    """A certificate of nobody, with the longest dates; it is never saved."""
    is_station = kind == Kind.STATION
    holder = Holder(
        kind=kind,
        name=_("示例单位名称（示例）") if is_station else _("示例姓名"),
        province="33",
        station_kind=_("示例类型") if is_station else "",
        field_names="" if is_station else _("示例领域"),
    )
    term = Term(holder=holder, starts_on=date(2026, 11, 22), ends_on=date(2029, 11, 22))
    number = "GZZ-0000-00-00000-0" if is_station else "ZJ-0000-00-00000-0"
    return Certificate(term=term, number=number, token="sample", issued_on=date(2026, 11, 22))  # noqa: S106  opens nothing


def _faults(sentence: Sentence, text: str) -> list[str]:
    checks = [
        (not text, _("正文不能为空。")),
        (len(text) > MAX_LENGTH, _("正文不能超过 %(most)d 字。") % {"most": MAX_LENGTH}),
        (not TextTemplate(text).is_valid(), _("正文中的 $ 只能用于变量，例如 ${years}。")),
        (
            set(variables_in(text)) != sentence.variables,
            _("变量须恰为：%(names)s。") % {"names": "、".join(sorted(sentence.variables)) or _("无")},
        ),
        (
            text.count("*") != 2 * len(TITLE.findall(text)) or len(TITLE.findall(text)) != sentence.has_title,
            _("称号须用一对 * 标出一次。") if sentence.has_title else _("这一段没有称号，不能使用 *。"),
        ),
    ]
    faults = [said for is_broken, said in checks if is_broken]
    if lacking := unsupported_characters(text):
        faults.append(_("印刷字库没有“%(characters)s”。") % {"characters": lacking})
    return faults
