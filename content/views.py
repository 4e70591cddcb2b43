"""Files the public takes away: the forms of the notice."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public
from content.forms_excel import excel_form
from content.forms_roster import FORMS
from content.forms_word import word_form

DRAWN = {
    "docx": (word_form, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (excel_form, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@public
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    return render(request, "content/notice/forms.html", {"forms": FORMS.values()})


@public
@require_safe
def form(request: HttpRequest, code: str, ext: str) -> HttpResponse:
    if code not in FORMS or ext not in DRAWN:
        raise Http404
    draw, content_type = DRAWN[ext]
    response = HttpResponse(draw(FORMS[code]), content_type=content_type)
    name = quote(f"{FORMS[code].annex.replace(' ', '')}_{FORMS[code].title}.{ext}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
