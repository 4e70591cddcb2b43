"""The two switches of every public page, 关怀版 and language: plain links, so that they work without scripts."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import public
from accounts.returning import safe_next
from content.variants import A_YEAR, CARE_COOKIE, CARING


class DisplayForm(forms.Form):
    care = forms.ChoiceField(choices=[(CARING, "1"), ("0", "0")], required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


@public
@never_cache
@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """Remembers the choice for a year and goes back to the page; a wrong or foreign address leads home."""
    response = HttpResponseRedirect(safe_next(request) or "/")
    form = DisplayForm(request.GET)
    form.is_valid()
    remembered = {CARE_COOKIE: "care", settings.LANGUAGE_COOKIE_NAME: "language"}
    for cookie, field in remembered.items():
        if chosen := form.cleaned_data.get(field):
            response.set_cookie(cookie, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response
