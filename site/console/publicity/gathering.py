"""From the candidates to a window: choose, look, name, done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.access import desk
from accounts.models import User
from console.publicity.filters import CandidateFilter
from console.publicity.forms import TitleForm, proposed_title
from console.publicity.tables import CandidateTable
from policies.enums import Kind
from publicity.exceptions import PublicityRefusedError
from recruitment.exceptions import RefusedError
from recruitment.models import Application
from recruitment.publicizing import candidates, gather_window

PER_PAGE = 50


@desk("publicity.add_window")
def list_candidates(request: Any) -> HttpResponse:
    narrowed = CandidateFilter(request.GET, queryset=candidates())
    table = CandidateTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {
        "filter": narrowed,
        "is_narrowed": any(request.GET.get(name) for name in narrowed.form.fields),
        "table": table,
        "query": request.GET.urlencode(),
    }
    return render(request, "console/publicity/candidates.html", context)


@desk("publicity.add_window")
@require_POST
def gather(request: Any) -> HttpResponse:
    """First the choice is shown with its title; the second POST, with the title, makes the window of exactly that choice."""
    chosen = _chosen(request.POST)
    if not chosen:
        messages.warning(request, _("请至少选择一件申报。"))
        return redirect("windows:candidates")
    if "title" not in request.POST:
        return render(request, "console/publicity/gather.html", _context(chosen))
    form = TitleForm(request.POST)
    if not form.is_valid():
        return render(request, "console/publicity/gather.html", _context(chosen, form), status=422)
    return _gather(request, chosen, form, request.user)


def _gather(request: Any, chosen: list[Application], form: TitleForm, by: User) -> HttpResponse:
    try:
        window = gather_window(
            applications=chosen, title=form.cleaned_data["title"], by=by, at=timezone.now()
        )
    except (RefusedError, PublicityRefusedError) as refusal:
        form.add_error(None, str(refusal))
        return render(request, "console/publicity/gather.html", _context(chosen, form), status=409)
    messages.success(
        request,
        _("已将 %(count)d 个对象列入“%(title)s”，待内容编辑发布页面后起算公示期。")
        % {"count": len(chosen), "title": window.title},
    )
    return redirect("windows:detail", window.pk)


def _chosen(posted: QueryDict) -> list[Application]:
    """Ticked rows; or everybody the filter let through; or, the second time, the choice that was shown."""
    if "everyone" in posted:
        return list(CandidateFilter(QueryDict(posted.get("query", "")), queryset=candidates()).qs)
    ticked = (
        posted.get("applications", "").split(",") if "applications" in posted else posted.getlist("chosen")
    )
    pks = [int(pk) for pk in ticked if pk.isdecimal()]
    return list(
        Application.objects.filter(pk__in=pks).select_related("round").order_by("-kind", "province", "pk")
    )


def _context(chosen: list[Application], form: TitleForm | None = None) -> dict[str, Any]:
    stations = sum(row.kind == Kind.STATION for row in chosen)
    experts = len(chosen) - stations
    title = proposed_title(timezone.localdate(), stations=stations, experts=experts)
    return {
        "chosen": chosen,
        "applications": ",".join(str(row.pk) for row in chosen),
        "stations": stations,
        "experts": experts,
        "rounds": sorted({row.round.title for row in chosen}),
        "form": form or TitleForm(initial={"title": title}),
    }
