"""来自电子邮件的汇总表：staff key in what an agency sent by e-mail; the agency itself checks and confirms it (N-2)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.actions import receive_roster
from recruitment.enums import RosterChannel
from recruitment.exceptions import RefusedError
from recruitment.forms.rosters import KeyedForm
from recruitment.queries import rosters_by_email
from recruitment.views.person import me

PER_PAGE = 20


def keyed(request: HttpRequest) -> HttpResponse:
    form = KeyedForm(request.POST or None, request.FILES or None, user=me(request))
    if request.method == "POST" and form.is_valid() and _taken(request, form):
        return redirect("desk_recruitment:rosters_keyed")
    page = Paginator(rosters_by_email(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(
        request, "console/recruitment/rosters_keyed.html", context, status=422 if form.errors else 200
    )


def _taken(request: HttpRequest, form: KeyedForm) -> bool:
    now = timezone.now()
    try:
        rosters = receive_roster(**form.cleaned_data, by=me(request), at=now, channel=RosterChannel.EMAIL)
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return False
    if any(each.received_at == now for each in rosters):
        messages.success(request, _("已代为录入。请通知该机构登录核对，由其确认后生效。"))
    else:
        messages.info(request, _("这个文件此前已经录入，没有重复保存。"))
    return True
