"""抽查 at the desk: a sample is drawn, and each entry of it is judged. Credit codes of firms are masked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.access import desk
from policies.enums import CodeList, Province
from policies.queries import code_names
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from service.actions import draw_check, judge_item
from service.enums import FINDING_TONES, Finding
from service.models import SpotCheck, SpotItem
from service.queries import checks_for_desk

PERMISSION = "service.spot_check"
PER_PAGE = 30


class DrawForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2023, max_value=2100)
    province = forms.ChoiceField(
        label=gettext_lazy("省份"),
        required=False,
        choices=[("", gettext_lazy("全部省份")), *Province.choices],
    )
    size = forms.IntegerField(label=gettext_lazy("抽取篇数"), min_value=1, max_value=200, initial=20)


class JudgeForm(forms.Form):
    result = forms.ChoiceField(
        label=gettext_lazy("结果"),
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择结果。")},
    )
    words = forms.CharField(
        label=gettext_lazy("说明（不属实的，持有人将读到全文，请勿写入企业的联系方式）"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("请写明核查的情况。")},
    )


@desk(PERMISSION)
@never_cache
def checks(request: HttpRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = DrawForm(request.POST if is_sent else None, initial={"year": timezone.localdate().year})
    if is_sent and form.is_valid():
        try:
            check = draw_check(**form.cleaned_data, by=me(request), at=timezone.now())
            return redirect("desk_diary:check", check.pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    page = Paginator(checks_for_desk(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "console/service/checks.html", {"form": form, "page": page})


@desk(PERMISSION)
@never_cache
def one_check(request: HttpRequest, pk: int) -> HttpResponse:
    check = get_object_or_404(SpotCheck.objects.select_related("drawn_by"), pk=pk)
    rows = [(row, _tone(row)) for row in check.items.select_related("entry__holder")]
    return render(request, "console/service/check.html", {"check": check, "rows": rows})


@desk(PERMISSION)
@never_cache
def item(request: HttpRequest, pk: int) -> HttpResponse:
    rows = SpotItem.objects.select_related("check_of", "entry__holder", "judged_by")
    row = get_object_or_404(rows, pk=pk)
    form = JudgeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _judged(request, row, form):
        return redirect("desk_diary:check", row.check_of_id)
    entry = row.entry
    context: dict[str, Any] = {
        "row": row,
        "tone": _tone(row),
        "kind": code_names(CodeList.SERVICE_KIND).get(entry.kind, entry.kind),
        "field": code_names(CodeList.FIELD).get(entry.field, entry.field),
        "firms": [(firm.name, masked_code(firm.uscc)) for firm in entry.enterprises.all()],
        "photos": entry.photos.all() if request.user.has_perm("service.view_diaryphoto") else [],
        "form": None if row.result else form,
    }
    return render(request, "console/service/item.html", context)


def _judged(request: HttpRequest, row: SpotItem, form: JudgeForm) -> bool:
    try:
        judge_item(item=row, **form.cleaned_data, by=me(request), at=timezone.now())
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("已登记抽查结果。"))
    return True


def _tone(row: SpotItem) -> str:
    return FINDING_TONES[Finding(row.result)] if row.result else "idle"


def masked_code(uscc: str) -> str:
    return f"{uscc[:4]}**********{uscc[-4:]}" if uscc else ""
