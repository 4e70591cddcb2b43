"""One cell of the matrix as a form."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffGroup, User
from messaging.enums import Audience
from messaging.models import Template
from messaging.route_actions import fitting_templates
from policies.enums import Kind


class PeopleField(forms.ModelMultipleChoiceField):
    """Staff by name; never by number or address."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}（{obj.username}）"


class RouteForm(forms.Form):
    """What a row says; people only where the audience is named people."""

    template = forms.ModelChoiceField(
        label=_("模板"), queryset=Template.objects.none(), help_text=_("只列出变量与这件事相合的模板。")
    )
    people = PeopleField(
        label=_("人员"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("可多选：按住 Ctrl 或 ⌘ 点选。停用的用户不会收到消息。"),
    )

    def __init__(self, *args: Any, event: str, audience: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [template.pk for template in fitting_templates(event)]
        template = cast("forms.ModelChoiceField[Template]", self.fields["template"])
        template.queryset = Template.objects.filter(pk__in=fitting)
        if audience == Audience.PEOPLE:
            people = cast("forms.ModelMultipleChoiceField[User]", self.fields["people"])
            people.queryset = User.objects.filter(is_staff=True, is_active=True).order_by("name")
        else:
            del self.fields["people"]

    def people_chosen(self) -> list[User]:
        return list(self.cleaned_data.get("people") or [])


class ChangeRouteForm(RouteForm):
    is_on = forms.BooleanField(label=_("启用"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class AddRouteForm(RouteForm):
    """A group only where the audience is a group; no group means the group of the stage at hand."""

    group = forms.ModelChoiceField(
        label=_("工作组"),
        queryset=StaffGroup.objects.select_related("group").order_by("group__name"),
        required=False,
        empty_label=_("当前环节的工作组"),
    )
    scope = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[("", _("工作站和志愿专家")), *Kind.choices],
        help_text=_("选其中一类时，这一格对该类代替通用的一格。"),
    )

    def __init__(self, *args: Any, event: str, audience: str, **kwargs: Any) -> None:
        super().__init__(*args, event=event, audience=audience, **kwargs)
        if audience != Audience.GROUP:
            del self.fields["group"]
