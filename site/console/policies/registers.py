"""Plain registers through modeladmin: clauses with their interpretation, code lists. Every change is on record."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldError, SuspiciousOperation
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, EditView, IndexView

from audit.actions import record_event
from policies.models import Clause, CodeItem, Regulation
from policies.notes import with_labels


class CalmIndexView(IndexView):
    """A filter nobody knows shows the whole list; modeladmin alone answers with an error page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response
        except (IncorrectLookupParameters, FieldError, SuspiciousOperation, ValueError):
            return redirect(self.index_url)


class RecordedMixin:
    """Writes the event of a saved form in the same transaction."""

    act = ""

    def form_valid(self, form: ModelForm) -> HttpResponse:
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data}
        after = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            verb = f"{self.model_name}.{self.act}"  # type: ignore[attr-defined]
            record_event(by=self.request.user, verb=verb, target=form.instance, before=before, after=after)  # type: ignore[attr-defined]
        return response


class RecordedCreateView(RecordedMixin, CreateView):
    act = "create"


class RecordedEditView(RecordedMixin, EditView):
    act = "change"


class InterpretView(RecordedEditView):
    act = "interpret"


class CodeEditView(RecordedEditView):
    """A code in use is stored in applications: its name and days change, the code itself does not."""

    def get_edit_handler(self) -> Any:
        panels = [FieldPanel(name, read_only=name in {"codelist", "code"}) for name in CodeItemAdmin.columns]
        return ObjectList(panels).bind_to_model(self.model)


class NeverDeleted(PermissionHelper):
    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class OnlyInterpreted(NeverDeleted):
    """The text is the document's; nobody adds a clause by hand."""

    def user_can_create(self, user: Any) -> bool:
        return False


class RegulationFilter(SimpleListFilter):
    """By document; Django's own filter on a foreign key asks the admin site, which is not installed."""

    title = _("文件")
    parameter_name = "document"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Regulation.objects.values_list("code", "title"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Clause]) -> QuerySet[Clause]:
        return queryset.filter(regulation__code=self.value()) if self.value() else queryset


class ClauseAdmin(ModelAdmin):
    model = Clause
    base_url_path = "rules/clauses"
    menu_label = _("条款与解释")
    menu_icon = "doc-full"
    list_display = ("code", "text_start", "interpretation_said", "carried_by_said")
    list_display_add_buttons = "text_start"
    index_view_extra_css = ["console/rules.css"]
    list_filter = (RegulationFilter,)
    search_fields = ("code", "text", "interpretation")
    list_per_page = 40
    list_select_related = ("regulation",)
    index_view_class = CalmIndexView
    edit_view_class = InterpretView
    permission_helper_class = OnlyInterpreted
    history_view_enabled = False
    panels = [
        FieldPanel("code", read_only=True),
        FieldPanel("text", read_only=True),
        FieldPanel("carried_by", read_only=True),
        FieldPanel("interpretation"),
    ]

    def text_start(self, clause: Clause) -> str:
        return clause.text if len(clause.text) <= 60 else f"{clause.text[:59]}…"

    text_start.short_description = _("原文")  # type: ignore[attr-defined]

    def interpretation_said(self, clause: Clause) -> str:
        return with_labels(clause.interpretation)

    interpretation_said.short_description = _("解释")  # type: ignore[attr-defined]

    def carried_by_said(self, clause: Clause) -> str:
        return with_labels(clause.carried_by)

    carried_by_said.short_description = _("平台如何落实")  # type: ignore[attr-defined]


class CodeItemAdmin(ModelAdmin):
    model = CodeItem
    base_url_path = "rules/codes"
    menu_label = _("代码表")
    menu_icon = "list-ul"
    index_view_extra_css = ["console/rules.css"]
    columns = ("codelist", "code", "name", "parent", "order", "starts_on", "ends_on")
    list_display = ("name", "codelist", "code", "parent", "order", "starts_on", "ends_on")
    list_filter = ("codelist",)
    search_fields = ("name", "code")
    list_per_page = 50
    list_select_related = ("parent",)
    index_view_class = CalmIndexView
    create_view_class = RecordedCreateView
    edit_view_class = CodeEditView
    permission_helper_class = NeverDeleted
    history_view_enabled = False
    panels = [FieldPanel(name) for name in columns]
