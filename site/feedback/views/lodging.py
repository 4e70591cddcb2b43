"""举报: from the public page over the search for the holder to a receipt with a number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import public
from feedback.actions import Said, lodge_complaint
from feedback.exceptions import AlreadyComplainedError
from feedback.forms import ComplaintForm
from feedback.models import Complaint
from feedback.queries import (
    certificate_for,
    complaints_of,
    grounds,
    holders_found,
    is_taken_online,
    public_name,
    running_of,
)
from objections.actions.filing import MOST_FILES
from objections.queries import text_hash
from policies.enums import CodeList
from policies.queries import codes_on, policy_in_force
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from registry.models import Certificate


@public
def choose(request: HttpRequest) -> HttpResponse:
    """What can be complained of, and about whom."""
    words, policy = request.GET.get("q", "").strip(), policy_in_force(timezone.localdate())
    found = holders_found(words)
    exact = None if found else certificate_for(words) if words else None
    context = {
        "q": words,
        "found": found,
        "exact": exact,
        "grounds": [item.name for item in codes_on(CodeList.COMPLAINT_GROUND, timezone.localdate())],
        "is_taken": is_taken_online(),
        "accept_days": policy.value("complaint.accept_days"),
        "handle_days": policy.value("complaint.handle_days"),
    }
    return render(request, "feedback/choose.html", context)


def lodge(request: HttpRequest, number: str) -> HttpResponse:
    certificate = certificate_for(number)
    if certificate is None or not is_taken_online():
        raise Http404
    if request.method == "POST":
        return _lodged(request, certificate)
    form = ComplaintForm(grounds=_offered(), initial={"ground": request.GET.get("ground", "")})
    return _show(request, certificate, form)


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(complaints_of(me(request)), pk=pk)
    context = {"row": row, "ground": grounds().get(row.ground, ""), "files": row.files.count()}
    return render(request, "feedback/receipt.html", context)


def _lodged(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    form = ComplaintForm(request.POST, request.FILES, grounds=_offered())
    holder = certificate.term.holder
    if form.is_valid():
        data = form.cleaned_data
        said = Said(data["ground"], data["words"], data["real_name"], form.uploads)
        try:
            row = lodge_complaint(holder=holder, said=said, by=me(request), at=timezone.now())
            return redirect("feedback:receipt", row.pk)
        except AlreadyComplainedError as refused:
            earlier: Complaint | None = running_of(me(request), holder.pk, said.ground)
            if earlier and earlier.words_hash == text_hash(said.words):  # the second of two clicks
                return redirect("feedback:receipt", earlier.pk)
            form.refuse(refused)
        except RefusedError as refused:
            form.refuse(refused)
    form.ask_for_files_again()
    return _show(request, certificate, form)


def _offered() -> list[tuple[str, str]]:
    return [(item.code, item.name) for item in codes_on(CodeList.COMPLAINT_GROUND, timezone.localdate())]


def _show(request: HttpRequest, certificate: Certificate, form: ComplaintForm) -> HttpResponse:
    policy = policy_in_force(timezone.localdate())
    context = {
        "name": public_name(certificate),
        "certificate": certificate,
        "form": form,
        "is_anonymous": policy.value("complaint.anonymous"),
        "max_mb": policy.value("apply.max_file_mb"),
        "most_files": MOST_FILES,
        "accept_days": policy.value("complaint.accept_days"),
        "days": policy.value("complaint.handle_days"),
    }
    return render(request, "feedback/lodge.html", context, status=422 if form.errors else 200)
