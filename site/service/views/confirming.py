"""企业确认: whoever has the code of a served firm sees the bare facts of that service and answers once.

The code is the key: it opens one service to one firm, and wrong ones are limited for each address.
"""

from datetime import date
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import public
from accounts.limits import Rate, refund, spend
from accounts.models import User
from policies.enums import CodeList
from policies.queries import code_names
from recruitment.exceptions import RefusedError
from service import exceptions
from service.actions import answer_confirmation
from service.codes import read_code
from service.enums import Answer, Form
from service.forms import CodeForm, ReplyForm, clock
from service.models import Confirmation
from service.queries import confirmation_coded

GUESSES = (Rate(20, 600),)  # wrong codes an address may try in ten minutes; right ones are not counted
SCOPE = "service.confirm"


@public
@never_cache
@require_safe
def ask_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET if "code" in request.GET else None)
    if not form.is_bound or not form.is_valid():
        return _code_page(request, form)
    found = _found(request, form.cleaned_data["code"])
    return redirect("service:confirm", found.code) if found else _unknown(request, form)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    if found is None:
        return _unknown(request, CodeForm(initial={"code": code}))
    if request.method != "POST":
        return _page(request, found, ReplyForm(confirmation=found))
    form = ReplyForm(request.POST, confirmation=found)
    if form.is_valid() and _answered(request, found, form):
        return redirect("service:confirm", found.code)
    return _page(request, found, form)


def _found(request: HttpRequest, typed: str) -> Confirmation | None:
    """Counted before it is looked up, and given back when it was right: a hall of firms answers from one address."""
    address = get_adapter().get_client_ip(request)
    spend((SCOPE, address, GUESSES))
    code = read_code(typed)
    found = confirmation_coded(code) if code else None
    if found is not None:
        refund(SCOPE, address)
    return found


def _answered(request: HttpRequest, found: Confirmation, form: ReplyForm) -> bool:
    person = request.user if isinstance(request.user, User) else None
    try:
        answer_confirmation(confirmation=found, reply=form.reply(), by=person, at=timezone.now())
    except exceptions.AlreadyAnsweredError:  # the second of two clicks: the page says what was answered
        return True
    except exceptions.FactsChangedError as refused:
        form.data = {**form.data.dict(), "seen": ReplyForm(confirmation=found)["seen"].initial}  # type: ignore[attr-defined]
        form.add_error(None, str(refused))
        return False
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _page(request: HttpRequest, found: Confirmation, form: ReplyForm) -> HttpResponse:
    context = {
        "confirmation": found,
        "holder": found.entry.holder,
        "facts": facts_in_words(found),
        "is_open": found.is_current and found.answer == Answer.AWAITED,
        "is_own": found.entry.holder.user_id == request.user.pk,
        "form": form,
    }
    return render(request, "service/confirm/answer.html", context, status=422 if form.errors else 200)


def facts_in_words(found: Confirmation) -> list[tuple[str, str]]:
    """The facts a firm is asked about, as people say them."""
    facts: dict[str, Any] = found.facts
    start, length = facts["starts_half"], facts["half_hours"]
    day = date.fromisoformat(facts["served_on"])
    hours = _("%(hours)s 小时") % {"hours": f"{length / 2:g}"}
    return [
        (
            _("服务日期"),
            _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day},
        ),
        (_("服务时长"), f"{hours}（{clock(start)}—{clock(start + length)}）"),
        (_("服务形式"), str(Form(facts["form"]).label)),
        (_("服务方式"), code_names(CodeList.SERVICE_KIND).get(facts["kind"], facts["kind"])),
        (_("服务领域"), code_names(CodeList.FIELD).get(facts["field"], facts["field"])),
    ]


def _unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """One answer for a malformed code and an unknown one."""
    return _code_page(request, form, status=404, is_unknown=True)


def _code_page(request: HttpRequest, form: CodeForm, *, status: int = 200, **given: Any) -> HttpResponse:
    return render(request, "service/confirm/code.html", {"form": form, **given}, status=status)
