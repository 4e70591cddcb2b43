"""Forms of the publicity desk."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publicity.models import Window

_DIGITS = "〇一二三四五六七八九"


class TitleForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("公示标题"),
        max_length=120,
        error_messages={"required": gettext_lazy("请填写公示标题。")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("请写明理由。")},
    )


def proposed_title(on: date, *, stations: int, experts: int) -> str:
    """关于2026年第三批…拟认定名单的公示: the next batch of the year, and who stands in it; Chinese for every officer."""
    batch = Window.objects.filter(created_at__year=on.year).count() + 1
    with translation.override(settings.LANGUAGE_CODE):
        named = [_("志愿服务工作站")] * bool(stations) + [_("志愿服务专家")] * bool(experts)
        return _("关于%(year)d年第%(batch)s批中小企业%(who)s拟认定名单的公示") % {
            "year": on.year,
            "batch": in_chinese(batch),
            "who": _("和").join(named),
        }


def in_chinese(number: int) -> str:
    """一 to 九十九; beyond that in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
