"""Forms of the front door: a number, a code, a password, a second factor."""

import unicodedata
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.limits import Rate, TooManyRequests, refund, spend
from accounts.models import mobile_validator

SECOND_FACTOR_RATES = (Rate(5, 300),)
_SEPARATORS = str.maketrans("", "", " -")
_CODE_ATTRS = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "maxlength": "12",
    "autofocus": True,
    "class": "codebox",
}


class DigitsField(forms.CharField):
    """Digits however a phone types them: full-width, spaced, with dashes or +86."""

    def to_python(self, value: Any) -> str:
        plain = unicodedata.normalize("NFKC", str(super().to_python(value)))
        return plain.translate(_SEPARATORS).removeprefix("+86")


class MobileForm(forms.Form):
    mobile = DigitsField(
        label=_("手机号"),
        max_length=20,
        validators=[mobile_validator],
        error_messages={"required": _("请输入手机号。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "tel-national", "inputmode": "numeric", "autofocus": True}
        ),
    )
    consent = forms.BooleanField(
        label=_("我已阅读并同意《个人信息处理告知》"),
        error_messages={"required": _("请先阅读并同意《个人信息处理告知》。")},
    )


class CodeForm(forms.Form):
    digits = DigitsField(
        label=_("验证码"),
        max_length=12,
        error_messages={"required": _("请输入短信中的 6 位验证码。")},
        widget=forms.TextInput(attrs=_CODE_ATTRS),
    )

    def clean_digits(self) -> str:
        digits: str = self.cleaned_data["digits"]
        if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
            raise ValidationError(_("请输入短信中的 6 位验证码。"))
        return digits


class StaffLoginForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("用户名")
        self.fields["password"].label = _("口令")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


def _spend_second_factor(user: int) -> None:
    """In our own table: allauth's count in the cache is not exact on every backend."""
    try:
        spend(("second_factor", str(user), SECOND_FACTOR_RATES))
    except TooManyRequests as refusal:
        raise ValidationError(refusal.sentence, code="limited") from None


class SecondFactorForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code_field(self.fields["code"])

    def clean_code(self) -> str:
        _spend_second_factor(self.user.pk)
        code: str = super().clean_code()
        refund("second_factor", str(self.user.pk))
        return code


class FirstSecondFactorForm(ActivateTOTPForm):
    """Setting it up: the first code of the new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code_field(self.fields["code"])


def _name_code_field(field: forms.Field) -> None:
    field.label = _("动态验证码")
    field.widget.attrs = dict(_CODE_ATTRS)
