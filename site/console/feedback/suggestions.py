"""意见与支持 at the desk: the list, one of them, taking it on and answering it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from console.feedback.forms import ReplyForm
from feedback.actions import answer_suggestion, take_suggestion
from feedback.enums import ANSWERED, HANDLING_TONES, Handling, Matter
from feedback.models import Suggestion
from feedback.queries import SUGGESTION_TABS, suggestion_counts, suggestions_in
from recruitment.exceptions import RefusedError
from recruitment.views.person import me

PER_PAGE = 30
ANSWER = "feedback.answer_suggestion"


@desk(ANSWER)
def list_suggestions(request: HttpRequest) -> HttpResponse:
    counts = suggestion_counts()
    asked, kind = request.GET.get("tab", ""), request.GET.get("kind", "")
    tab = asked if asked in SUGGESTION_TABS else next((key for key in counts if counts[key]), "waiting")
    kind = kind if kind in Matter.values else ""
    page = Paginator(suggestions_in(tab, kind), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "kind": kind,
        "kinds": Matter.choices,
        "tabs": [(key, label, counts[key]) for key, label in SUGGESTION_TABS.items()],
        "page": page,
        "rows": [(row, HANDLING_TONES[Handling(row.status)]) for row in page],
    }
    return render(request, "console/feedback/suggestions.html", context)


@desk(ANSWER)
def show_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Suggestion.objects.select_related("holder", "taken_by", "replied_by")
    row = get_object_or_404(rows, pk=pk)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_suggestion(suggestion=row, by=me(request), at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("已答复，对方将收到通知。"))
            return redirect("desk_suggestions:one", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {
        "row": row,
        "tone": HANDLING_TONES[Handling(row.status)],
        "form": None if row.status in ANSWERED else form,
        "errors": form.non_field_errors(),
    }
    return render(request, "console/feedback/suggestion.html", context, status=422 if form.errors else 200)


@desk(ANSWER)
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Suggestion, pk=pk)
    try:
        take_suggestion(suggestion=row, by=me(request), at=timezone.now())
        messages.success(request, _("已开始办理。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("desk_suggestions:one", pk)


def suggestion_urls() -> list[URLPattern]:
    return [
        path("", list_suggestions, name="list"),
        path("<int:pk>/", show_suggestion, name="one"),
        path("<int:pk>/take/", take, name="take"),
    ]
