"""What this room knows against publishing the rules of a request type."""

from typing import Any

from django.contrib.auth.models import Group
from django.dispatch import receiver
from django.utils.translation import gettext as _

from policies.signals import policy_checked


@receiver(policy_checked, dispatch_uid="matters.groups_blind")
def groups_blind(sender: Any, *, content: dict[str, Any], **_kwargs: Any) -> list[str]:
    """A group that may not see requests would be asked for what it cannot open."""
    if not content.get("scope"):
        return []
    seeing = Group.objects.filter(
        permissions__content_type__app_label="matters", permissions__codename="view_request"
    )
    names = set(seeing.values_list("name", flat=True))
    return [
        _("“%(stage)s”：%(group)s没有查看申请的权限，无法办理。")
        % {"stage": stage["name"], "group": stage["group"]}
        for stage in content["stages"]
        if stage["group"] not in names
    ]
