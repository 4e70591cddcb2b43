"""What the desk types about the rules: a notice's days."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.seeding import SpecialDay

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*日)?")
KIND = re.compile(r"(?:^|[\s,，、])(休|班|放假|上班|休息|off|work)(?=$|[\s,，、])")
JOINTS = re.compile(r"^(至|到|to|—+|~|-)?$")
NAME = re.compile(r"[\u4e00-\u9fff\w（）()·、 ]*")
REST_WORDS = {"休", "放假", "休息", "off"}
MAX_NAME = 30
MAX_SAID = 20  # faulty rows named at once


class NoticeForm(forms.Form):
    """The days a State Council notice names, a row each: `2027-02-05 至 2027-02-11 休 春节`, or cells of a table."""

    source = forms.CharField(label=gettext_lazy("通知名称或文号"), max_length=60)
    reason = forms.CharField(label=gettext_lazy("更正的理由"), max_length=200)
    days = forms.CharField(
        label=gettext_lazy("放假和调休日期"),
        max_length=20000,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("每行一段：日期 休或班 名称；可从表格直接粘贴。"),
    )

    def __init__(self, *args: Any, year: int, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.is_correction = year, is_correction
        if not is_correction:
            del self.fields["reason"]

    def clean_days(self) -> dict[date, SpecialDay]:
        """Every faulty row is named, so that all are repaired in one go."""
        said: dict[date, tuple[int, SpecialDay]] = {}
        faults: list[str] = []
        for number, line in enumerate(self.cleaned_data["days"].splitlines(), 1):
            if not line.strip():
                continue
            try:
                self._add_row(said, number, line)
            except ValidationError as fault:
                faults += fault.messages
        if len(faults) > MAX_SAID:
            more = _("另有 %(n)d 行有误。") % {"n": len(faults) - MAX_SAID}
            faults = [*faults[:MAX_SAID], more]
        if faults:
            raise ValidationError(faults)
        return {day: special for day, (_number, special) in said.items()}

    def _add_row(self, said: dict[date, tuple[int, SpecialDay]], number: int, line: str) -> None:
        for day, special in self._days_of(number, unicodedata.normalize("NFKC", line).strip()).items():
            if day in said:
                raise ValidationError(
                    _("第 %(n)d 行与第 %(m)d 行重复：%(day)s。")
                    % {"n": number, "m": said[day][0], "day": day}
                )
            said[day] = (number, special)

    def _days_of(self, number: int, line: str) -> dict[date, SpecialDay]:
        dates, kind = list(DAY.finditer(line)), KIND.findall(line)
        between = line[dates[0].end() : dates[1].start()].strip() if len(dates) == 2 else ""
        if len(dates) not in {1, 2} or len(kind) != 1 or not JOINTS.fullmatch(between):
            raise ValidationError(
                _("第 %(n)d 行看不懂：请写成“2027-10-01 至 2027-10-07 休 国庆节”。") % {"n": number}
            )
        first, last = _day(dates[0], number), _day(dates[-1], number)
        if first.year != self.year or last.year != self.year:
            raise ValidationError(_("第 %(n)d 行不是%(year)d年的日期。") % {"n": number, "year": self.year})
        if last < first:
            raise ValidationError(_("第 %(n)d 行的止日早于起日。") % {"n": number})
        left = line[: dates[0].start()] + " " + line[dates[-1].end() :]
        special = SpecialDay(is_workday=kind[0] not in REST_WORDS, name=_name(left, number))
        return {first + timedelta(days=n): special for n in range((last - first).days + 1)}


def _name(left: str, number: int) -> str:
    """What is left of a row beside its days and 休 or 班."""
    name = " ".join(KIND.sub(" ", left).replace(",", " ").split())
    if not NAME.fullmatch(name):
        raise ValidationError(_("第 %(n)d 行的名称含有不能使用的字符。") % {"n": number})
    if len(name) > MAX_NAME:
        raise ValidationError(
            _("第 %(n)d 行的名称过长，请不超过 %(max)d 个字。") % {"n": number, "max": MAX_NAME}
        )
    return name


def _day(said: re.Match[str], number: int) -> date:
    try:
        return date(int(said[1]), int(said[2]), int(said[3]))
    except ValueError:
        raise ValidationError(_("第 %(n)d 行没有这一天：%(day)s。") % {"n": number, "day": said[0]}) from None
