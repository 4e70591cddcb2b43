"""From the candidates to a window: choose, look, name, done."""

from dataclasses import dataclass
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
from console.publicity.filters import CandidateFilter, RecommendedFilter
from console.publicity.forms import TitleForm, proposed_title
from console.publicity.tables import CandidateTable
from policies.enums import Kind
from publicity.exceptions import PublicityRefusedError
from recruitment.exceptions import RefusedError
from recruitment.models import Application, Recommendation
from recruitment.publicizing import candidates, gather_window, recommended_candidates

PER_PAGE = 50


@dataclass(frozen=True)
class _Chosen:
    """Ticked rows; or everybody the filter let through; or, the second time, the choice that was shown."""

    applications: list[Application]
    recommendations: list[Recommendation]

    @property
    def rows(self) -> list[Application | Recommendation]:
        return [*self.applications, *self.recommendations]

    @classmethod
    def of(cls, posted: QueryDict) -> "_Chosen":
        if "everyone" in posted:
            query = QueryDict(posted.get("query", ""))
            return cls(
                list(CandidateFilter(query, queryset=candidates()).qs),
                list(RecommendedFilter(query, queryset=recommended_candidates()).qs),
            )
        applications = Application.objects.filter(pk__in=_ticked(posted, "applications", "chosen"))
        recommendations = Recommendation.objects.filter(
            pk__in=_ticked(posted, "recommendations", "recommended")
        )
        return cls(
            list(applications.select_related("round").order_by("-kind", "province", "pk")),
            list(recommendations.select_related("row__roster__round").order_by("-kind", "province", "pk")),
        )


@desk("publicity.add_window")
def list_candidates(request: Any) -> HttpResponse:
    narrowed = CandidateFilter(request.GET, queryset=candidates())
    table = CandidateTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    recommended = RecommendedFilter(request.GET, queryset=recommended_candidates()).qs
    context = {
        "filter": narrowed,
        "recommended": recommended[:PER_PAGE],
        "count": table.paginator.count + recommended.count(),
        "is_narrowed": any(request.GET.get(name) for name in narrowed.form.fields),
        "table": table,
        "query": request.GET.urlencode(),
    }
    return render(request, "console/publicity/candidates.html", context)


@desk("publicity.add_window")
@require_POST
def gather(request: Any) -> HttpResponse:
    """First the choice is shown with its title; the second POST, with the title, makes the window of exactly that choice."""
    chosen = _Chosen.of(request.POST)
    if not chosen.rows:
        messages.warning(request, _("请至少选择一件。"))
        return redirect("windows:candidates")
    if "title" not in request.POST:
        return render(request, "console/publicity/gather.html", _context(chosen))
    form = TitleForm(request.POST)
    if not form.is_valid():
        return render(request, "console/publicity/gather.html", _context(chosen, form), status=422)
    return _gather(request, chosen, form, request.user)


def _gather(request: Any, chosen: _Chosen, form: TitleForm, by: User) -> HttpResponse:
    try:
        window = gather_window(
            applications=chosen.applications,
            recommendations=chosen.recommendations,
            title=form.cleaned_data["title"],
            by=by,
            at=timezone.now(),
        )
    except (RefusedError, PublicityRefusedError) as refusal:
        form.add_error(None, str(refusal))
        return render(request, "console/publicity/gather.html", _context(chosen, form), status=409)
    messages.success(
        request,
        _("已将 %(count)d 个对象列入“%(title)s”，待内容编辑发布页面后起算公示期。")
        % {"count": len(chosen.rows), "title": window.title},
    )
    return redirect("windows:detail", window.pk)


def _ticked(posted: QueryDict, shown: str, ticked: str) -> list[int]:
    """The choice that was shown, the second time; else what is ticked."""
    texts = posted.get(shown, "").split(",") if shown in posted else posted.getlist(ticked)
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]


def _context(chosen: _Chosen, form: TitleForm | None = None) -> dict[str, Any]:
    stations = sum(row.kind == Kind.STATION for row in chosen.rows)
    experts = len(chosen.rows) - stations
    title = proposed_title(timezone.localdate(), stations=stations, experts=experts)
    rounds = {row.round.title for row in chosen.applications}
    rounds |= {row.row.roster.round.title for row in chosen.recommendations}
    return {
        "chosen": chosen.rows,
        "applications": ",".join(str(row.pk) for row in chosen.applications),
        "recommendations": ",".join(str(row.pk) for row in chosen.recommendations),
        "stations": stations,
        "experts": experts,
        "rounds": sorted(rounds),
        "form": form or TitleForm(initial={"title": title}),
    }
