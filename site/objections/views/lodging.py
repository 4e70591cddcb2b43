"""提出异议: from an entry on a public list to a receipt with a number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from objections.actions import Said, check_lodging, lodge_objection
from objections.actions.filing import MOST_FILES
from objections.exceptions import AlreadyObjectedError
from objections.forms import ObjectionForm
from objections.models import Objection
from objections.queries import is_taken_online, objections_of, running_at, text_hash
from publicity.models import Entry
from recruitment.exceptions import RefusedError
from recruitment.views.person import me


def lodge(request: HttpRequest, pk: int) -> HttpResponse:
    """What cannot be lodged any more says so before anything is written; what was written is never thrown away."""
    entry = get_object_or_404(Entry.objects.select_related("window__policy"), pk=pk)
    if entry.window.opened_on is None:  # nobody outside knows of it yet
        raise Http404
    if not is_taken_online():
        sentence = _("网上异议尚未开通，请在公示期内打公示页面所列的电话，或寄送到所列的地址。")
        return render(request, "objections/refused.html", {"sentence": sentence, "earlier": None})
    if request.method == "POST":
        return _lodged(request, entry)
    try:
        check_lodging(entry, me(request), timezone.now())
    except RefusedError as refused:
        context = {"sentence": str(refused), "earlier": _earlier(request, entry)}
        return render(request, "objections/refused.html", context)
    return _show(request, entry, ObjectionForm(initial={"real_name": me(request).name}))


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(objections_of(me(request)), pk=pk)
    return render(request, "objections/receipt.html", {"row": row, "files": row.files.count()})


def _lodged(request: HttpRequest, entry: Entry) -> HttpResponse:
    form = ObjectionForm(request.POST, request.FILES)
    if form.is_valid():
        said = Said(form.cleaned_data["real_name"], form.cleaned_data["grounds"], form.uploads)
        try:
            row = lodge_objection(entry=entry, said=said, by=me(request), at=timezone.now())
            return redirect("objections:receipt", row.pk)
        except AlreadyObjectedError as refused:
            earlier = _earlier(request, entry)
            if earlier and earlier.grounds_hash == text_hash(said.grounds):  # the second of two clicks
                return redirect("objections:receipt", earlier.pk)
            form.refuse(refused)
        except RefusedError as refused:
            form.refuse(refused)
    form.ask_for_files_again()
    return _show(request, entry, form)


def _earlier(request: HttpRequest, entry: Entry) -> Objection | None:
    return running_at(entry).filter(objector=me(request)).first()


def _show(request: HttpRequest, entry: Entry, form: ObjectionForm) -> HttpResponse:
    policy = entry.window.policy
    context = {
        "entry": entry,
        "form": form,
        "is_real_name": policy.value("objection.realname"),
        "max_mb": policy.value("apply.max_file_mb"),
        "most_files": MOST_FILES,
        "days": policy.value("objection.handle_days"),
    }
    return render(request, "objections/lodge.html", context, status=422 if form.errors else 200)
