"""意见与支持: what a holder wrote, how it stands, and the form."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions import write_suggestion
from feedback.enums import HANDLING_TONES, Handling, Matter
from feedback.forms import SuggestionForm
from feedback.queries import suggestions_of, titles_of
from recruitment.exceptions import RefusedError
from recruitment.views.person import me

PER_PAGE = 20


def home(request: HttpRequest) -> HttpResponse:
    page = Paginator(suggestions_of(me(request)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, HANDLING_TONES[Handling(row.status)]) for row in page],
        "may_write": titles_of(me(request)).exists(),
    }
    return render(request, "feedback/suggestions.html", context)


def write(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Matter.values:
        raise Http404
    if not titles_of(me(request)).exists():
        messages.info(request, _("获得工作站或志愿专家资格并在册后，才能提出。"))
        return redirect("feedback:suggestions")
    form = SuggestionForm(request.POST if request.method == "POST" else None, user=me(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            write_suggestion(kind=Matter(kind), by=me(request), at=timezone.now(), **said)
            messages.success(request, _("已提交，答复将以短信和站内消息通知。"))
            return redirect("feedback:suggestions")
        except RefusedError as refused:
            form.add_error("words", str(refused))
    context = {"form": form, "kind": Matter(kind), "is_support": kind == Matter.SUPPORT}
    return render(request, "feedback/suggest.html", context, status=422 if form.errors else 200)
