"""The member area's navigation."""

from django import template

from content.member import MemberDoor, member_doors

register = template.Library()


@register.simple_tag(takes_context=True, name="member_doors")
def doors(context: template.Context) -> list[MemberDoor]:
    """Nothing for somebody who is not signed in."""
    request = context["request"]
    return member_doors(request.user, request.path) if request.user.is_authenticated else []
