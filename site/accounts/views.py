"""The front door: one for applicants (number and code), one for staff (name, password, second factor)."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.access import public
from accounts.actions import CODE_LIFE, CodeExpired, CodeRefused, issue_code, sign_in_by_code
from accounts.forms import CodeForm, MobileForm, StaffLoginForm
from accounts.limits import TooManyRequests
from accounts.masking import mask_mobile
from accounts.models import SignInCode
from accounts.returning import safe_next

PENDING = "sign_in"  # session key: {"code": pk, "next": url} of whoever is between number and code
PRIVACY_VERSION = "2026-11"


@public
@never_cache
def front_door(request: HttpRequest) -> HttpResponse:
    """The number. The answer is the same whether or not the number is known."""
    destination = safe_next(request)
    if request.user.is_authenticated:
        if destination.startswith("/admin/") and not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied  # Wagtail sends them here, and we would send them back for ever
        return redirect(destination or get_adapter().get_login_redirect_url(request))
    if request.method == "GET" and destination.startswith("/admin/"):
        return redirect(f"/accounts/staff/?{request.GET.urlencode()}")
    form = MobileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _send_code(request, form.cleaned_data["mobile"], destination)
        except TooManyRequests as refusal:
            form.add_error("mobile", refusal.sentence)
            return _front_door_page(request, form, destination, refusal)
    return _front_door_page(request, form, destination)


@public
@never_cache
@sensitive_post_parameters("digits")
def confirm_code(request: HttpRequest) -> HttpResponse:
    """The code."""
    pending = request.session.get(PENDING)
    if request.user.is_authenticated or not pending:
        return redirect("account_login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in(request, pending, form.cleaned_data["digits"])
        except CodeRefused as refusal:
            form.add_error("digits", str(refusal))
            return _code_page(request, form, pending, is_over=isinstance(refusal, CodeExpired))
    return _code_page(request, form, pending)


@public
@require_POST
def resend_code(request: HttpRequest) -> HttpResponse:
    """Another code to the same number."""
    pending = request.session.get(PENDING)
    code = SignInCode.objects.filter(pk=pending["code"]).first() if pending else None
    if pending is None or code is None:
        return redirect("account_login")
    try:
        return _send_code(request, code.mobile, pending["next"])
    except TooManyRequests as refusal:
        form = CodeForm()
        return _code_page(request, form, pending, limit=refusal)


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is done with personal data (个人信息保护法 17)."""
    return render(request, "account/privacy.html", {"version": PRIVACY_VERSION})


class StaffDoor(LoginView):
    """Allauth's own password sign-in, second factor included, on our page."""

    template_name = "account/staff_login.html"
    form_class = StaffLoginForm

    def form_invalid(self, form: StaffLoginForm) -> HttpResponse:
        response = cast("HttpResponse", super().form_invalid(form))
        if form.has_error("__all__", "limited"):
            response.status_code = 429
        return response


staff_door = public(StaffDoor.as_view())


def _send_code(request: HttpRequest, mobile: str, destination: str) -> HttpResponse:
    code = issue_code(mobile=mobile, address=get_adapter().get_client_ip(request), at=timezone.now())
    request.session[PENDING] = {"code": code.pk, "next": destination}
    return redirect("account_confirm_code")


def _let_in(request: HttpRequest, pending: dict[str, Any], digits: str) -> HttpResponse:
    user = sign_in_by_code(
        code=pending["code"], digits=digits, consent_version=PRIVACY_VERSION, at=timezone.now()
    )
    del request.session[PENDING]
    return cast(
        "HttpResponse",
        perform_login(request, user, email_verification="none", redirect_url=pending["next"] or None),
    )


def _front_door_page(
    request: HttpRequest, form: MobileForm, destination: str, limit: TooManyRequests | None = None
) -> HttpResponse:
    page = render(
        request, "account/login.html", {"form": form, "next": destination}, status=429 if limit else 200
    )
    if limit:
        page["Retry-After"] = str(limit.seconds)
    return page


def _code_page(
    request: HttpRequest,
    form: CodeForm,
    pending: dict[str, Any],
    *,
    is_over: bool = False,
    limit: TooManyRequests | None = None,
) -> HttpResponse:
    code = SignInCode.objects.filter(pk=pending["code"]).first()
    if code is None:
        return redirect("account_login")
    sent_at = code.expires_at - CODE_LIFE
    wait = limit.seconds if limit else max(0, 60 - int((timezone.now() - sent_at).total_seconds()))
    context = {
        "form": form,
        "masked_mobile": mask_mobile(code.mobile),
        "is_over": is_over,
        "limit": limit,
        "wait": wait,
        "next": pending["next"],
    }
    page = render(request, "account/confirm_code.html", context, status=429 if limit else 200)
    if limit:
        page["Retry-After"] = str(limit.seconds)
    return page
