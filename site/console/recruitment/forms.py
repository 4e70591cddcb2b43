"""A round as staff enter it."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.calendar import CalendarGapError
from policies.enums import PolicyStatus
from policies.models import PolicyVersion
from policies.queries import calendar_from
from recruitment.enums import RoundKind

_MOMENT = "%Y-%m-%dT%H:%M:%S"
_LOOK_AHEAD = 30  # days; the longest rest is shorter


def _moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        input_formats=[_MOMENT, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format=_MOMENT, attrs={"type": "datetime-local", "step": "1"}),
    )


class RoundForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("招募对象"), choices=RoundKind.choices)
    policy = forms.ModelChoiceField(
        label=gettext_lazy("规则版本"),
        queryset=PolicyVersion.objects.filter(scope="", status=PolicyStatus.PUBLISHED),
        help_text=gettext_lazy("本批次的条件、期限和审核环节都按此版本，提交后不再改变。"),
    )
    opens_at = _moment(gettext_lazy("开始"))
    closes_at = _moment(
        gettext_lazy("截止"), gettext_lazy("北京时间。到此秒为止可以提交，例如 2026-12-06 23:59:59。")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("截止应晚于开始。"))
        policy = cleaned.get("policy")
        if closes_at and policy and policy.value("deadline.roll_over"):
            cleaned["closes_at"] = rolled_over(closes_at)
        return cleaned


def rolled_over(closes_at: datetime) -> datetime:
    """The same hour of the next working day, when the policy lets a deadline at rest move on; unknown years stay."""
    day = timezone.localtime(closes_at).date()
    following = next_workday(day)
    return closes_at + (following - day) if following else closes_at


def next_workday(day: date) -> date | None:
    """The day itself when it is a working day, else the next one; None when the calendar does not know."""
    calendar = calendar_from(day, _LOOK_AHEAD)
    try:
        while not calendar.is_workday(day):
            day += timedelta(days=1)
    except CalendarGapError:
        return None
    return day


def deadline_warning(closes_at: datetime) -> str:
    """What an administrator should know about a deadline; empty on a working day (N-3: 12 March 2023 was a Sunday)."""
    day = timezone.localtime(closes_at).date()
    following = next_workday(day)
    if following is None:
        return _("工作日历尚无 %(year)d 年的数据，无法判断截止日是否为工作日。") % {"year": day.year}
    if following == day:
        return ""
    return _(
        "截止日 %(day)s 不是工作日，届时可能无人解答咨询；之后的第一个工作日是 %(next)s。截止时间未自动更改。"
    ) % {"day": _chinese(day), "next": _chinese(following)}


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
