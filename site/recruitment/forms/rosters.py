"""推荐：what an agency uploads, how it confirms and why it withdraws."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AgentMandate, User
from recruitment.models import Round
from recruitment.queries import mandates_in_force, mandates_of, rounds_open


class UploadForm(forms.Form):
    """The reader's own sentences stand for what is wrong with a file, an empty one too."""

    mandate = forms.ModelChoiceField(
        AgentMandate.objects.none(), label=_("受委托机构"), empty_label=None, widget=forms.RadioSelect
    )
    round = forms.ModelChoiceField(
        Round.objects.none(), label=_("批次"), empty_label=None, widget=forms.RadioSelect
    )
    table = forms.FileField(
        label=_("汇总表（Word 或 Excel）"),
        help_text=_("附件 3 或附件 4 的 .docx、.xlsx 文件，不超过 10 MB；两张表可以在同一个文件里。"),
        allow_empty_file=True,
        error_messages={"required": _("请选择汇总表文件。")},
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx"}),
    )
    scan = forms.FileField(
        label=_("盖章扫描件（PDF）"),
        help_text=_("同一份汇总表打印盖章后扫描的 PDF 文件。"),
        allow_empty_file=True,
        error_messages={"required": _("请选择盖章扫描件。")},
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        mandates, rounds = self.choices(timezone.now())
        self.has_round = rounds.exists()
        for name, choices in (("mandate", mandates), ("round", rounds)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
            field.queryset = choices
            field.initial = choices.first()

    def choices(self, now: datetime) -> tuple[QuerySet[AgentMandate], QuerySet[Round]]:
        """The agencies this person acts for, and the rounds they may hand in to."""
        return mandates_of(self.user, timezone.localdate(now)), rounds_open(now)


class KeyedForm(UploadForm):
    """来自电子邮件：for any agency with a mandate, and for rounds that have closed since (N-2)."""

    mandate = forms.ModelChoiceField(AgentMandate.objects.none(), label=_("受委托机构"), empty_label=None)
    round = forms.ModelChoiceField(Round.objects.none(), label=_("批次"), empty_label=None)

    def choices(self, now: datetime) -> tuple[QuerySet[AgentMandate], QuerySet[Round]]:
        begun = Round.objects.filter(opens_at__lte=now).order_by("-closes_at", "-pk")
        return mandates_in_force(timezone.localdate(now)), begun


class ConfirmForm(forms.Form):
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    is_checked = forms.BooleanField(
        label=_("已逐条核对，推荐名单与盖章扫描件一致；所推荐的单位和个人均已知情并自愿。"),
        error_messages={"required": _("请核对后勾选。")},
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("撤回理由"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
