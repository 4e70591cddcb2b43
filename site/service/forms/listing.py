"""Firms to be put on a holder's list: pasted, or in a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.models import Holder
from service.firm_sheet import FirmSheet, read_file, read_lines


class FirmsForm(forms.Form):
    holder = forms.ModelChoiceField(
        queryset=Holder.objects.none(), label=gettext_lazy("填报身份"), empty_label=None
    )
    lines = forms.CharField(
        label=gettext_lazy("粘贴名单"),
        required=False,
        help_text=gettext_lazy("每行一家：企业名称，可在后面加统一社会信用代码。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    file = forms.FileField(
        label=gettext_lazy("或选择文件"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Excel（.xlsx）或 CSV，首行为“企业名称”“统一社会信用代码”，代码可以空着；一次最多 10000 家，不超过 5 MB。"
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, holders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = holders
        if len(rows := list(holders)) == 1:
            field.initial = rows[0].pk
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("lines", "").strip() and not data.get("file"):
            self.add_error("lines", _("请粘贴名单或选择文件。"))
        return data

    def sheet(self) -> FirmSheet:
        """Raises UploadRefusedError."""
        file = self.cleaned_data["file"]
        return read_file(file) if file else read_lines(self.cleaned_data["lines"])
