"""申请更正 of an entry whose year is closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from service.actions import request_correction
from service.forms import RequestForm
from service.queries import diary_of


def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(diary_of(me(request)), pk=pk)
    form = RequestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            request_correction(
                entry=entry, words=form.cleaned_data["words"], by=me(request), at=timezone.now()
            )
        except RefusedError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("已提交更正申请，答复后会通知您。"))
        return redirect("service:entry", pk)
    return render(request, "service/request.html", {"entry": entry, "form": form})
