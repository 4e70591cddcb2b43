"""Forms of the message desk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from messaging.models import Template
from messaging.template_actions import WordingRefused, checked_wording
from messaging.variables import LONGEST
from policies.models import Clause

AREA = {"class": "w-field__autosize", "data-wording": ""}


class WordingForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("正文"), max_length=500, widget=forms.Textarea(attrs={"rows": 4, **AREA})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self.fields["text"].initial = self.fields["seen"].initial = template.text

    def clean_text(self) -> str:
        try:
            return checked_wording(template=self.template, text=self.cleaned_data["text"])
        except WordingRefused as refusal:
            raise ValidationError(str(refusal).split("\n")) from None

    def clean_seen(self) -> str | None:
        """Nothing said is nothing to compare."""
        return self.cleaned_data["seen"] or None


class TemplateForm(forms.Form):
    """A wording of our own: its key, its article, its variables, one a line."""

    key = forms.CharField(
        label=gettext_lazy("键"),
        max_length=40,
        help_text=gettext_lazy("小写字母、数字和下划线，建立后不能改，例如 rename_decided。"),
    )
    article = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("条款编号，例如 S-5-2；没有可不填。"),
    )
    variables = forms.CharField(
        label=gettext_lazy("变量"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 3, "placeholder": "no 受理编号 14\ndate 截止日 16", "data-variables": ""}
        ),
        help_text=gettext_lazy("每行一个：变量名、含义、最长字数（1—35，可不填，按 20 计），用空格隔开。"),
    )
    text = forms.CharField(
        label=gettext_lazy("正文"), max_length=500, widget=forms.Textarea(attrs={"rows": 4, **AREA})
    )

    def clean_article(self) -> str:
        article: str = self.cleaned_data["article"].strip()
        if article and not Clause.objects.filter(code=article).exists():
            raise ValidationError(_("没有编号为“%(code)s”的条款。"), params={"code": article})
        return article

    def clean_variables(self) -> dict[str, dict[str, Any]]:
        return declared_variables(self.cleaned_data["variables"])


def declared_variables(lines: str) -> dict[str, dict[str, Any]]:
    """`no 受理编号 14` a line. Raises ValidationError naming the line that cannot be read."""
    declared: dict[str, dict[str, Any]] = {}
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        name, *rest = line.split()
        longest = rest.pop() if rest and rest[-1].isdecimal() else str(LONGEST)
        if not 1 <= int(longest) <= 35 or name in declared:
            raise ValidationError(_("这一行读不懂，请检查：%(line)s"), params={"line": line[:60]})
        declared[name] = {"label": "".join(rest) or name, "longest": int(longest)}
    return declared
