"""Files the public takes away: the annexes of the notice."""

from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_safe
from django.views.static import serve

from accounts.access import public, shared
from content.forms_excel import excel_form
from content.forms_roster import FORMS
from content.forms_word import word_form
from content.notice_pages import NoticePage
from content.notice_pdf import notice_pdf
from content.publicity_lists import list_pdf, list_xlsx
from content.publicity_pages import PublicityPage
from content.rules_word import ANNEXES, word_rules
from policies.models import Regulation
from typeset.finishing import RenderError

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {"docx": f"{OFFICE}wordprocessingml.document", "xlsx": f"{OFFICE}spreadsheetml.sheet"}

LISTS = {"pdf": (list_pdf, "application/pdf"), "xlsx": (list_xlsx, TYPES["xlsx"])}


@public
@require_safe
def publicity_list(request: HttpRequest, pk: int, ext: str) -> HttpResponse:
    """The list of a published 公示; before publication there is nothing to take away."""
    page = get_object_or_404(
        PublicityPage.objects.live().select_related("window"), window=pk, window__opened_on__isnull=False
    )
    if ext not in LISTS:
        raise Http404
    draw, content_type = LISTS[ext]
    with translation.override(settings.LANGUAGE_CODE):  # the list that is taken away is the official one
        content = draw(page.window)
    return _attachment(content, content_type, f"{page.title}.{ext}")


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where old browsers and feed readers look without asking the page."""
    return redirect(static("img/mark-32.png"), permanent=True)


@public
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture as a page shows it, cut to size. The uploaded file itself, with what the camera wrote into it, stays in."""
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT / "images"))
    response["Cache-Control"] = "public, max-age=31536000, immutable"  # another cut has another name
    return response


@public
@shared
@require_safe
def notice_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A published notice as a document of its own."""
    page = get_object_or_404(NoticePage.objects.live(), pk=pk)
    try:
        content = notice_pdf(page)
    except RenderError as error:  # a character our faces lack: the page itself still prints
        raise Http404 from error
    return _attachment(content, "application/pdf", f"{page.document_number or page.title}.pdf")


@public
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    return render(request, "content/notice/forms.html", {"forms": FORMS.values()})


@public
@require_safe
def form(request: HttpRequest, code: str, ext: str) -> HttpResponse:
    name, content = _drawn(code, ext)
    return _attachment(content, TYPES[ext], f"{name}.{ext}")


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


def _attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
