"""The two fields of the check page: a number, or the file itself."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("证书编号"),
        max_length=60,
        help_text=_("印在证书标题下方，例如 GZZ-2026-33-00020-C。大小写、空格、全角均可。"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
    )


MOST_MB = 5  # a certificate has a fifth of one
PDF_MARK = b"%PDF-"


class FileForm(forms.Form):
    """The file is looked at only to be told from one that cannot be a certificate: nobody opens it, nothing keeps it."""

    file = forms.FileField(
        label=_("证书 PDF 文件"),
        allow_empty_file=True,  # an empty file is told so in our words
        help_text=_("从本平台下载、未经改动的原文件，不超过 5 MB。文件只用于比对，不会保存。"),
        error_messages={"required": _("请先选择要比对的 PDF 文件。")},
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> Any:
        file: UploadedFile = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(_("这是一个空文件，请重新选择。"))
        if file.size > MOST_MB * 2**20:
            raise forms.ValidationError(too_large())
        if file.read(len(PDF_MARK)) != PDF_MARK:
            raise forms.ValidationError(_("这不是 PDF 文件。请选择从本平台下载的证书原文件。"))
        return file


def too_large() -> str:
    return gettext("文件超过 %(most)d MB，不会是本平台发出的证书。") % {"most": MOST_MB}
