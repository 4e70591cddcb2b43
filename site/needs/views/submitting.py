"""提需求: the public doorway, the firm's form and the station's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import public
from needs.actions import submit_need
from needs.enums import TAKEN_ON
from needs.forms import GatheredForm, NeedForm
from needs.models import Need
from needs.queries import met_needs, stations_of
from needs.wording import field_names
from policies.queries import policy_in_force
from recruitment.exceptions import RefusedError
from recruitment.views.person import me

MOST_SHOWN = 6


@public
def door(request: HttpRequest) -> HttpResponse:
    """What this is, how it goes, and what was met; no firm that did not agree is named."""
    named, policy = field_names(), policy_in_force(timezone.localdate())
    context = {
        "met": [(row, named.get(row.field, row.field)) for row in met_needs(MOST_SHOWN)],
        "fields": list(named.values()),
        "days": policy.value("need.triage_days"),
        "taken_on": Need.objects.filter(status__in=TAKEN_ON).count(),
    }
    return render(request, "needs/door.html", context)


def new(request: HttpRequest) -> HttpResponse:
    user = me(request)
    form = NeedForm(request.POST or None, user=user, initial={"contact_name": user.name})
    return _submitted(request, form)


def gather(request: HttpRequest) -> HttpResponse:
    if not stations_of(me(request)).exists():
        messages.info(request, _("只有在册的工作站才能登记收集到的需求。"))
        return redirect("needs:home")
    return _submitted(request, GatheredForm(request.POST or None, user=me(request)))


def _submitted(request: HttpRequest, form: NeedForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"form_key": data["form_key"], "gathered_by": data.get("gathered_by")}
        try:
            row = submit_need(said=form.said(), by=me(request), at=timezone.now(), **given)
            messages.success(request, _("需求已提交，编号 %(number)s。") % {"number": row.number})
            return redirect("needs:need", row.pk)
        except RefusedError as refused:
            form.refuse(refused)
    is_gathered = isinstance(form, GatheredForm)
    context = {"form": form, "is_gathered": is_gathered, "person": me(request)}
    return render(request, "needs/form.html", context, status=422 if form.errors else 200)
