"""The wordings: reading, changing with a live preview, adding one of our own; each with its history."""

from typing import Any, cast

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.access import desk
from accounts.models import User
from audit.models import Event
from console.messaging.forms import TemplateForm, WordingForm, declared_variables
from console.messaging.tables import TemplateTable
from messaging.models import Template
from messaging.template_actions import WordingRefused, add_template, change_wording, gateway_faults
from messaging.variables import filled, variable_named, variables_in
from messaging.wording import sms_length, sms_segments, with_signature

PAGE = 50
HISTORY = 20


@desk("messaging.view_template")
def wordings(request: HttpRequest) -> HttpResponse:
    table = TemplateTable(Template.objects.all())
    RequestConfig(request, paginate={"per_page": PAGE, "silent": True}).configure(table)
    return render(request, "console/messaging/wordings.html", {"table": table, "tab": "wordings"})


@desk("messaging.change_template")
def wording(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(Template, pk=pk)
    form = WordingForm(request.POST if request.method == "POST" else None, template=template)
    if request.method == "POST" and form.is_valid() and _changed(request, form, template):
        notices.success(
            request, _("模板“%(name)s”已保存，今后的消息使用新的正文。") % {"name": template.name}
        )
        return redirect("desk_messages:wordings")
    context = {
        "form": form,
        "template": template,
        "tab": "wordings",
        "history": history_of(template),
        **preview_of(str(form["text"].value() or ""), template.variables, template.variable_names),
    }
    return render(request, "console/messaging/wording.html", context)


def _changed(request: HttpRequest, form: WordingForm, template: Template) -> bool:
    said = form.cleaned_data
    try:
        change_wording(template=template, text=said["text"], seen=said["seen"], by=cast("User", request.user))
    except WordingRefused as refusal:
        form.add_error("text", str(refusal).split("\n"))
        return False
    return True


@desk("messaging.add_template")
def add_wording(request: HttpRequest) -> HttpResponse:
    form = TemplateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_template(**form.cleaned_data, by=cast("User", request.user))
        except WordingRefused as refusal:
            form.add_error(None, str(refusal).split("\n"))
        else:
            notices.success(request, _("已增加模板“%(name)s”。") % {"name": made.name})
            return redirect("desk_messages:wordings")
    context = {"form": form, "tab": "wordings", **_preview_of_form(request)}
    return render(request, "console/messaging/wording_add.html", context)


@desk("messaging.view_template")
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What a message with these words would look like; writes nothing."""
    key = request.POST.get("template", "")
    template = Template.objects.filter(pk=int(key[:9])).first() if key.isdecimal() else None
    if template is None:
        return render(request, "console/messaging/_preview.html", _preview_of_form(request))
    text = request.POST.get("text", "")[:1000]
    context = preview_of(text, template.variables, template.variable_names)
    return render(request, "console/messaging/_preview.html", context)


def _preview_of_form(request: HttpRequest) -> dict[str, Any]:
    try:
        own = declared_variables(request.POST.get("variables", "")[:1000])
    except ValidationError as refusal:
        return {"faults": refusal.messages}
    return preview_of(request.POST.get("text", "")[:1000], own, set(own))


def preview_of(text: str, own: dict[str, Any], wanted: set[str]) -> dict[str, Any]:
    """The signed message with the longest values, its length and price, and what stands against it."""
    text = " ".join(text.split())
    shown = filled(text, own)
    used = list(dict.fromkeys(variables_in(text)))
    faults = gateway_faults(text, own) if text else []
    if text and (wrong := wanted ^ set(used)):
        faults.insert(0, _("变量须与声明的一致，请核对：%(names)s。") % {"names": "、".join(sorted(wrong))})
    return {
        "shown": with_signature(shown) if text else "",
        "length": sms_length(shown),
        "segments": sms_segments(shown),
        "variables": [variable_named(name, own) for name in used],
        "faults": faults,
    }


def history_of(target: Any) -> list[Event]:
    """What the audit chain says was done to one row, newest first."""
    events = Event.objects.filter(target_type=target._meta.label_lower, target_id=target.pk)  # noqa: SLF001  documented meta API
    return list(events[:HISTORY])


def wording_urls() -> list[URLPattern]:
    return [
        path("wordings/", wordings, name="wordings"),
        path("wordings/add/", add_wording, name="add_wording"),
        path("wordings/preview/", preview, name="preview_wording"),
        path("wordings/<int:pk>/", wording, name="wording"),
    ]
