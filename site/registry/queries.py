"""Questions about holders and certificates."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Consent, ConsentKind, User
from policies.enums import Kind
from publicity.models import Window
from recruitment.enums import RUNNING, Status
from recruitment.models import Application
from registry.models import Certificate, CertificateStatus, Holder, HolderStatus, Term, Wording

MAX_ATTEMPTS = 6


class CertificateProgress(NamedTuple):
    """How far the files of a window's certificates are."""

    numbered: int
    filed: int
    failed: int


def active_rival(holder: Holder) -> Holder | None:
    """Who already holds the title a new holder is about to take: the same unit as a station, the same person as an expert."""
    same = Q(organisation=holder.organisation) if holder.organisation else Q(user=holder.user)
    return Holder.objects.filter(same, kind=holder.kind, status=HolderStatus.ACTIVE).first()


def term_standing(*, kind: str, user: User, uscc: str, on: date) -> Term | None:
    """The term, not over on that day, of a title somebody would apply for again: of the unit once its code is known, else of the person."""
    is_unit = kind == Kind.STATION and uscc
    whose = Q(holder__organisation__uscc=uscc) if is_unit else Q(holder__user=user)
    terms = Term.objects.filter(whose, holder__kind=kind, holder__status=HolderStatus.ACTIVE)
    return (
        terms.filter(ends_on__gte=on, certificate__isnull=False)
        .select_related("holder", "certificate", "policy")
        .order_by("-ends_on")
        .first()
    )


def newest_number(holder: Holder) -> str:
    """The number of a holder's newest certificate."""
    numbers = Certificate.objects.filter(term__holder=holder).order_by("-term__ordinal")
    return numbers.values_list("number", flat=True).first() or ""


def certificates_of(user: User) -> QuerySet[Certificate]:
    """A person's own certificates, newest first: as an expert, and of the stations they applied for."""
    return Certificate.objects.filter(term__holder__user=user).select_related("term__holder").order_by("-id")


def naming_consent(user: User) -> Consent | None:
    """The newest standing consent to be named in public, or None."""
    standing = Consent.objects.filter(user=user, kind=ConsentKind.PUBLISH_NAME, withdrawn_at=None)
    return standing.order_by("-at", "-pk").first()


def titles_as_expert(user: User) -> QuerySet[Holder]:
    """A person's titles as an expert that are not over."""
    return Holder.objects.filter(user=user, kind=Kind.EXPERT, status=HolderStatus.ACTIVE)


def expert_applications_running(user: User) -> QuerySet[Application]:
    """What would end with the consent to be named."""
    return Application.objects.filter(applicant=user, kind=Kind.EXPERT, status__in=RUNNING).order_by("pk")


def certificates_for(user: User) -> QuerySet[Certificate]:
    """The certificates whose file a person may read: their own, or all with the permission of the desk."""
    return certificates_for_desk() if user.has_perm("registry.view_certificate") else certificates_of(user)


def certificates_for_desk() -> QuerySet[Certificate]:
    """The whole registry, newest first."""
    return Certificate.objects.select_related("term__holder").order_by("-id")


def certificate_numbered(number: str) -> Certificate | None:
    return Certificate.objects.select_related("term__holder").filter(number=number).first()


def certificate_by_token(token: str) -> Certificate | None:
    return Certificate.objects.select_related("term__holder").filter(token=token).first()


def certificate_of_file(sha256: str) -> Certificate | None:
    """The certificate whose file, as it was stored, has this fingerprint."""
    return Certificate.objects.select_related("term__holder").filter(sha256=sha256).first()


def status_on(certificate: Certificate, on: date) -> CertificateStatus:
    """What a certificate is worth on a day: past its term it has expired, whether or not anybody has said so yet."""
    status = CertificateStatus(certificate.status)
    if status == CertificateStatus.VALID and on > certificate.term.ends_on:
        return CertificateStatus.EXPIRED
    return status


def status_words(certificate: Certificate, status: CertificateStatus) -> str:
    """A station's title is 撤销 (S-15), an expert's 取消 (E-13)."""
    if status == CertificateStatus.REVOKED and certificate.term.holder.kind == Kind.EXPERT:
        return _("已取消")
    return str(status.label)


def certificates_to_render(at: datetime) -> QuerySet[Certificate]:
    """Certificates without a file whose next attempt is due; after too many failures a person must look."""
    due = Q(render_after=None) | Q(render_after__lte=at)
    return Certificate.objects.filter(due, rendered_at=None, render_attempts__lt=MAX_ATTEMPTS).order_by("id")


def certificate_progress(window: Window) -> CertificateProgress:
    """Of the certificates numbered after a publicity, how many have their file, and how many wait after a failure."""
    applied = Q(term__application__entry__window=window)
    numbered = Certificate.objects.filter(applied | Q(term__recommendation__entry__window=window))
    return CertificateProgress(
        **numbered.aggregate(
            numbered=Count("pk"),
            filed=Count("pk", filter=Q(rendered_at__isnull=False)),
            failed=Count("pk", filter=Q(rendered_at=None) & ~Q(render_error="")),
        )
    )


def applications_to_print(user: User) -> QuerySet[Application]:
    """What a person may have printed: their own submitted applications, or all with the permission of the desk."""
    submitted = Application.objects.exclude(status=Status.DRAFT).select_related("round", "station", "expert")
    return submitted if user.has_perm("recruitment.view_application") else submitted.filter(applicant=user)


def current_wordings() -> dict[str, str]:
    """The sentences the staff have worded themselves, by key."""
    return dict(Wording.objects.values_list("key", "text"))
