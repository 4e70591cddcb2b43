"""The sentences of certificate and letter: read, tried on a real sheet, changed."""

import io
from typing import cast

from django import forms
from django.contrib import messages as notices
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import desk
from accounts.models import User
from console.messaging.wording_views import history_of
from registry.models import Wording
from registry.queries import current_wordings
from registry.sentences import SENTENCES
from registry.wording_actions import MAX_LENGTH, SentenceRefused, change_sentence, checked_sentence


class SentenceForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("正文"), max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


@desk("registry.view_wording")
def sentences(request: HttpRequest) -> HttpResponse:
    said = current_wordings()
    rows = [(one, said.get(one.key, one.text), one.key in said) for one in SENTENCES.values()]
    return render(request, "console/messaging/sentences.html", {"rows": rows, "tab": "sentences"})


@desk("registry.change_wording")
@never_cache
def sentence(request: HttpRequest, key: str) -> HttpResponse:
    _known(key)
    row = Wording.objects.filter(key=key).first() or Wording(key=key, text=SENTENCES[key].text)
    form = SentenceForm(
        request.POST if request.method == "POST" else None, initial={"text": row.text, "seen": row.revision}
    )
    if request.method == "POST" and form.is_valid() and _changed(request, form, key):
        notices.success(request, _("已保存，今后生成的证书使用新的用语；已生成的不变。"))
        return redirect("desk_messages:sentences")
    return _page(request, form, key, row)


def _changed(request: HttpRequest, form: SentenceForm, key: str) -> bool:
    said = form.cleaned_data
    try:
        change_sentence(key=key, text=said["text"], seen=said["seen"], by=cast("User", request.user))
    except SentenceRefused as refusal:
        form.add_error("text", str(refusal).split("\n"))
        return False
    return True


@desk("registry.change_wording")
@require_POST
@never_cache
def try_sentence(request: HttpRequest, key: str) -> HttpResponse | FileResponse:
    """The real sheet with sample data, or the page again with what stands against it; writes nothing."""
    _known(key)
    form = SentenceForm(request.POST)
    if form.is_valid():
        try:
            content = checked_sentence(key=key, text=form.cleaned_data["text"])[1]
        except SentenceRefused as refusal:
            form.add_error("text", str(refusal).split("\n"))
        else:
            return FileResponse(io.BytesIO(content), content_type="application/pdf", filename="sample.pdf")
    row = Wording.objects.filter(key=key).first() or Wording(key=key)
    return _page(request, form, key, row, status=422)


def _page(
    request: HttpRequest, form: SentenceForm, key: str, row: Wording, status: int = 200
) -> HttpResponse:
    history = history_of(row) if row.pk else []
    context = {"form": form, "sentence": SENTENCES[key], "history": history, "tab": "sentences"}
    return render(request, "console/messaging/sentence.html", context, status=status)


def _known(key: str) -> None:
    if key not in SENTENCES:
        raise Http404


def sentence_urls() -> list[URLPattern]:
    return [
        path("sentences/", sentences, name="sentences"),
        path("sentences/<slug:key>/", sentence, name="sentence"),
        path("sentences/<slug:key>/try/", try_sentence, name="try_sentence"),
    ]
