"""What a complainant or a person asked writes, with their files."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback import exceptions
from feedback.actions.lodging import LEAST_WORDS
from feedback.models.complaint import MOST_WORDS
from objections.exceptions import TooManyFilesError
from objections.forms import ENCLOSED, TOO_LONG, AnswerForm, FilesField, WithFilesForm, WordsField
from recruitment.exceptions import RefusedError, UploadRefusedError

__all__ = ["AnswerForm", "ComplaintForm"]

PLACES: dict[type[RefusedError], str] = {
    exceptions.NameMissingError: "real_name",
    exceptions.GroundError: "ground",
    exceptions.WordsMissingError: "words",
    TooManyFilesError: ENCLOSED,
    UploadRefusedError: ENCLOSED,
}


class ComplaintForm(WithFilesForm):
    ground = forms.ChoiceField(
        label=_("举报事由"),
        widget=forms.RadioSelect,
        required=False,
    )
    words = WordsField(
        label=_("事实经过"),
        max_length=MOST_WORDS,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 9, "minlength": LEAST_WORDS}),
        required=False,
    )
    real_name = forms.CharField(
        label=_("姓名或单位名称"),
        max_length=60,
        required=False,
        help_text=_("您的姓名和手机号只有经办人知道，不会告知被举报人。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": TOO_LONG},
    )
    enclosures = FilesField(label=_("证明材料"))

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = gettext("写明时间、地点、涉及的人、金额和经过，%(least)d 至 %(most)d 字。")
        self.fields["words"].help_text = told % {"least": LEAST_WORDS, "most": MOST_WORDS}
        field = self.fields["ground"]
        if isinstance(field, forms.ChoiceField):
            field.choices = grounds

    def refuse(self, refused: RefusedError) -> None:
        self.add_error(PLACES.get(type(refused)), str(refused))
