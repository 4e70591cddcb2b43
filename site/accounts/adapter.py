"""How allauth behaves in this house: staff passwords, their lockout, and where people land."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from accounts.limits import Rate, TooManyRequests, refund, spend

REAUTHENTICATION_TIMEOUT = 300
PASSWORD_RATES = (Rate(5, 900), Rate(20, 86_400))
PASSWORD_ADDRESS_RATES = (Rate(30, 3600),)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名或口令不正确。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up with a password: the mobile door makes the account."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.user.is_staff:
            return resolve_url("/admin/")
        return str(super().get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A password given a moment ago at sign-in is not asked for again."""
        request = context.request
        oldest = time.time() - REAUTHENTICATION_TIMEOUT
        given = get_authentication_records(request, request.user)
        if any(step["method"] == "password" and step["at"] > oldest for step in given):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; known and unknown names are counted alike."""
        try:
            spend(*self._limits(request, credentials))
        except TooManyRequests as refusal:
            raise ValidationError(refusal.sentence, code="limited") from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None:
            for scope, subject, _rates in self._limits(request, credentials):
                refund(scope, subject)
        return user

    def _rollback_login_failed_rl_usage(self) -> None:
        """Allauth's own count is replaced by ours."""

    def _limits(
        self, request: HttpRequest, credentials: dict[str, Any]
    ) -> list[tuple[str, str, tuple[Rate, ...]]]:
        name = str(credentials.get("username", "")).lower()
        return [
            ("password.address", self.get_client_ip(request), PASSWORD_ADDRESS_RATES),
            ("password.name", name, PASSWORD_RATES),
        ]
