"""People of the tests: applicants with a verified demo number, and staff in their groups."""

from datetime import UTC, datetime

import factory
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group

from accounts.models import Organisation, StaffGroup, User
from policies.enums import Province

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
GROUP_NAMES = {
    "first_review": "初审组",
    "second_review": "复审组",
    "publicity_officer": "公示经办",
    "content_writer": "内容撰写",
    "content_approver": "内容审稿",
    "editor": "内容编辑",
    "administrator": "系统管理员",
    "decision_maker": "决定人",
}


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An applicant: signs in by code, has no password."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"applicant{n}")
    name = factory.Sequence(lambda n: f"演示申报人{n}")
    mobile = factory.Sequence(lambda n: f"1990000{n % 10_000:04d}")
    mobile_verified_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class StaffFactory(UserFactory):
    """A member of staff: signs in by username and password, may open the desk."""

    username = factory.Sequence(lambda n: f"staff{n}")
    name = factory.Sequence(lambda n: f"演示工作人员{n}")
    mobile = ""
    mobile_verified_at = None
    is_staff = True
    password = factory.django.Password("staff-password-1")

    @factory.post_generation
    def second_factor(self, create: bool, wanted: bool | None, **values: object) -> None:
        """Has set up TOTP, as the desk demands, unless `second_factor=False`."""
        if create and wanted is not False:
            Authenticator.objects.create(
                user=self, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET}
            )


def totp_now(secret: str = TOTP_SECRET) -> str:
    """What an authenticator shows now: the middle of the codes the door takes, so that it lasts half a minute at least."""
    counters = list(yield_hotp_counters_from_time())
    return f"{hotp_value(secret, counters[len(counters) // 2]):06d}"


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    """An organisation with a code of the right length (its check digit is not checked by the model)."""

    class Meta:
        model = Organisation

    uscc = factory.Sequence(lambda n: f"91330113DEM{n:07d}")
    name = factory.Sequence(lambda n: f"(演示)服务机构{n}")
    province = factory.Iterator(Province.values)


def staff_in_group(code: str, **values: object) -> User:
    """One more member of the working group with this code; the group is made if base data did not bring it."""
    known = StaffGroup.objects.filter(code=code).first()
    if known is None:
        group, _created = Group.objects.get_or_create(name=GROUP_NAMES[code])
        known = StaffGroup.objects.create(group=group, code=code)
    person = StaffFactory(**values)
    person.groups.add(known.group)
    return person
