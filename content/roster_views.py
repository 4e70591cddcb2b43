"""推荐汇总表 as a file again: in exactly the columns of 附件 3 and 附件 4, for its own agency."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import member
from content.forms_excel import excel_form
from content.forms_roster import filled_with
from content.forms_word import word_form
from recruitment.office import DOCX, XLSX
from recruitment.queries import rosters_of
from recruitment.rosters.judging import form_of
from recruitment.views.person import me

DRAWN = {"docx": (word_form, DOCX), "xlsx": (excel_form, XLSX)}


@never_cache
@member
@require_safe
def roster_form(request: HttpRequest, pk: int, ext: str) -> HttpResponse:
    roster = get_object_or_404(rosters_of(me(request), timezone.localdate()), pk=pk)
    if ext not in DRAWN:
        raise Http404
    draw, content_type = DRAWN[ext]
    form = form_of(roster.kind)
    response = HttpResponse(draw(form, filled_with(roster)), content_type=content_type)
    name = f"{form.title}_{roster.number or roster.pk}.{ext}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
