"""公开姓名：an expert sees whether their name is public, and withdraws or renews the consent (个人信息保护法 15, 25)."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import member
from accounts.actions import record_consent, withdraw_consent
from accounts.models import ConsentKind, User
from recruitment.actions.submitting import TEXT_VERSION
from recruitment.exceptions import RefusedError
from registry.queries import expert_applications_running, naming_consent, titles_as_expert

WITHDRAW, AGREE = "withdraw", "agree"


@member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: HttpRequest) -> HttpResponse:
    person = cast("User", request.user)  # what @member promises
    if request.method == "POST":
        return _chosen(request, person)
    context = {
        "consent": naming_consent(person),
        "holders": titles_as_expert(person),
        "running": expert_applications_running(person),
    }
    return render(request, "registry/naming.html", context)


def _chosen(request: HttpRequest, person: User) -> HttpResponse:
    at = timezone.now()
    try:
        said = _act(request.POST.get("choice", ""), person, at)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said) if said else messages.error(request, _("没有变化。"))
    return redirect("registry:naming")


def _act(choice: str, person: User, at: datetime) -> str:
    """The sentence of what was done; empty when there was nothing to do."""
    kind = ConsentKind.PUBLISH_NAME
    if choice == WITHDRAW and withdraw_consent(by=person, kind=kind, at=at):
        return _("已撤回公开姓名的同意，姓名不再出现在公开页面。")
    if choice == AGREE and naming_consent(person) is None and titles_as_expert(person):
        record_consent(by=person, kind=kind, text_version=TEXT_VERSION, at=at)
        return _("已同意公开姓名、所在单位和擅长领域，名录随即列出。")
    return ""
