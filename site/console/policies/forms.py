"""What the desk types about the rules: a notice's days."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.seeding import SpecialDay

LINE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:\s*至\s*(\d{4}-\d{1,2}-\d{1,2}))?\s+(休|班)(?:\s+(\S.*))?")
MAX_NAME = 30


class NoticeForm(forms.Form):
    """The days a State Council notice names, a line each: `2027-02-05 至 2027-02-11 休 春节`."""

    source = forms.CharField(label=gettext_lazy("通知名称或文号"), max_length=60)
    days = forms.CharField(
        label=gettext_lazy("放假和调休日期"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("每行一段：日期 休或班 名称。"),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_days(self) -> dict[date, SpecialDay]:
        special_days: dict[date, SpecialDay] = {}
        for number, line in enumerate(self.cleaned_data["days"].splitlines(), 1):
            if line.strip():
                special_days |= self._days_of(number, line.strip())
        return special_days

    def _days_of(self, number: int, line: str) -> dict[date, SpecialDay]:
        match = LINE.fullmatch(line)
        if match is None:
            raise ValidationError(
                _("第 %(n)d 行看不懂：请写成“2027-10-01 至 2027-10-07 休 国庆节”。") % {"n": number}
            )
        first, last = _day(match[1], number), _day(match[2] or match[1], number)
        if first.year != self.year or last.year != self.year:
            raise ValidationError(_("第 %(n)d 行不是%(year)d年的日期。") % {"n": number, "year": self.year})
        if last < first:
            raise ValidationError(_("第 %(n)d 行的止日早于起日。") % {"n": number})
        special = SpecialDay(is_workday=match[3] == "班", name=(match[4] or "")[:MAX_NAME])
        return {first + timedelta(days=n): special for n in range((last - first).days + 1)}


def _day(text: str, number: int) -> date:
    try:
        year, month, day = map(int, text.split("-"))
        return date(year, month, day)
    except ValueError:
        raise ValidationError(_("第 %(n)d 行没有这一天：%(day)s。") % {"n": number, "day": text}) from None
