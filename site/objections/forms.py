"""What an objector or a person asked writes, with their files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from objections.actions.lodging import LEAST_GROUNDS
from objections.exceptions import GroundsMissingError, RealNameMissingError, TooManyFilesError
from objections.models import MOST_GROUNDS
from recruitment.exceptions import RefusedError, UploadRefusedError
from recruitment.uploads import ACCEPT

ENCLOSED = "enclosures"  # never `files`: that name is the form's own
TOO_LONG = _("最多 %(limit_value)d 字，现有 %(show_value)d 字。")
PLACES = {
    RealNameMissingError: "real_name",
    GroundsMissingError: "grounds",
    TooManyFilesError: ENCLOSED,
    UploadRefusedError: ENCLOSED,
}


class WordsField(forms.CharField):
    """Long text; a line break counts once, as it does in the browser."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is judged by its content in the action."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=FilesInput(attrs={"accept": ACCEPT}), required=False, **given)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return list(data or [])


class WithFilesForm(forms.Form):
    """Words and files. A browser never gives chosen files back: whoever has to correct a word is told to choose them again."""

    def refuse(self, refused: RefusedError) -> None:
        """The sentence of a refused act, beside the field it is about."""
        self.add_error(PLACES.get(type(refused)), str(refused))

    def ask_for_files_again(self) -> None:
        names = "、".join(upload.name or "" for upload in self.uploads)
        if names and ENCLOSED not in self.errors:
            again = gettext("请重新选择文件（浏览器不保留已选的文件）：%(names)s") % {"names": names}
            self.add_error(ENCLOSED, again)

    @property
    def uploads(self) -> Sequence[UploadedFile]:
        return self.files.getlist(ENCLOSED) if self.files else []


class ObjectionForm(WithFilesForm):
    real_name = forms.CharField(
        label=_("真实姓名或单位名称"),
        max_length=60,
        required=False,
        help_text=_("异议须实名。您的姓名和手机号只有经办人知道，严格保密。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": TOO_LONG},
    )
    grounds = WordsField(
        label=_("事实和理由"),
        max_length=MOST_GROUNDS,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 9, "minlength": LEAST_GROUNDS}),
        required=False,
    )
    enclosures = FilesField(label=_("证明材料"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = gettext("写明时间、地点、涉及的人和事，以及依据，%(least)d 至 %(most)d 字。")
        self.fields["grounds"].help_text = said % {"least": LEAST_GROUNDS, "most": MOST_GROUNDS}


class AnswerForm(WithFilesForm):
    answer = WordsField(
        label=_("答复"),
        max_length=MOST_GROUNDS,
        error_messages={"required": _("请填写答复。"), "max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    enclosures = FilesField(label=_("补充材料"))
