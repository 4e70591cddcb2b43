"""推荐激活 at one fixed address: found by the verified number of whoever is signed in (S-5-R, E-4-R)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from policies.enums import Kind
from recruitment.actions import activate_recommendation, leave_publicity, report_wrong_number
from recruitment.enums import RecommendationStatus
from recruitment.exceptions import RefusedError
from recruitment.forms.activation import FORMS
from recruitment.models import Recommendation
from recruitment.queries.recommendations import is_publicized, recommendations_for
from recruitment.roster_sheet import RECOMMENDATION_TONES
from recruitment.views.person import me

SAID = {
    RecommendationStatus.HELD: gettext_lazy(
        "已收到。与已有记录可能重复，工作人员正在核对，结果请在本页查看。"
    ),
    RecommendationStatus.LISTABLE: gettext_lazy(
        "已激活。名单将在平台公示，公示开始时短信告知，无异议后纳入并发证。"
    ),
    RecommendationStatus.ACTIVATED: gettext_lazy("已激活并纳入，电子证书正在生成，请在“我的证书”查看。"),
}


def home(request: HttpRequest) -> HttpResponse:
    rows = [
        (row, RECOMMENDATION_TONES[RecommendationStatus(row.status)])
        for row in recommendations_for(me(request))
    ]
    return render(request, "recruitment/activation/home.html", {"rows": rows})


def activate(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    if row.status != RecommendationStatus.INVITED:
        return redirect("recruitment:activations")
    form = FORMS[Kind(row.kind)](request.POST or None, recommendation=row)
    if request.method == "POST" and form.is_valid():
        try:
            done = activate_recommendation(
                recommendation=row, completed=form.completed(), by=me(request), at=timezone.now()
            )
        except RefusedError as refused:
            messages.error(request, str(refused))
            return redirect("recruitment:activations")
        messages.success(request, SAID[RecommendationStatus(done.status)])
        return redirect("recruitment:activations")
    context = {"row": row, "form": form, "is_publicized": is_publicized(row)}
    status = 422 if form.errors else 200
    return render(request, "recruitment/activation/activate.html", context, status=status)


@require_POST
def not_me(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    try:
        report_wrong_number(recommendation=row, by=me(request), at=timezone.now())
        messages.success(request, _("已记录，不会再向您发送这条推荐的短信。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("recruitment:activations")


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    try:
        leave_publicity(recommendation=row, by=me(request), at=timezone.now())
        messages.success(request, _("已退出，名称不再公示。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("recruitment:activations")


def _own(request: HttpRequest, pk: int) -> Recommendation:
    return get_object_or_404(recommendations_for(me(request)), pk=pk)
