"""Files the public takes away: the annexes of the notice."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public
from content.forms_excel import excel_form
from content.forms_roster import FORMS
from content.forms_word import word_form
from content.rules_word import ANNEXES, word_rules
from policies.models import Regulation

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {"docx": f"{OFFICE}wordprocessingml.document", "xlsx": f"{OFFICE}spreadsheetml.sheet"}


@public
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    return render(request, "content/notice/forms.html", {"forms": FORMS.values()})


@public
@require_safe
def form(request: HttpRequest, code: str, ext: str) -> HttpResponse:
    name, content = _drawn(code, ext)
    response = HttpResponse(content, content_type=TYPES[ext])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{ext}')}"
    return response


def _drawn(code: str, ext: str) -> tuple[str, bytes]:
    if code in FORMS and ext in TYPES:
        form = FORMS[code]
        draw = word_form if ext == "docx" else excel_form
        return f"{form.annex.replace(' ', '')}_{form.title}", draw(form)
    if code in ANNEXES and ext == "docx":
        try:
            return word_rules(code)
        except Regulation.DoesNotExist:
            raise Http404 from None
    raise Http404
