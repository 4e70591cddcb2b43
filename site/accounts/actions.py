"""Doors of sign-in: a code goes out, a code comes back, a person is let in; and what people agree to."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.limits import Rate, spend
from accounts.models import Consent, ConsentKind, SignInCode, User
from accounts.queries import user_by_mobile
from accounts.signals import consent_changed, sign_in_code_issued
from audit.actions import record_event

CODE_LIFE = timedelta(minutes=10)
MAX_ATTEMPTS = 5
MOBILE_RATES = (Rate(1, 60), Rate(5, 3600), Rate(10, 86_400))
ADDRESS_RATES = (Rate(20, 3600),)


class CodeRefused(Exception):
    """The code does not open the door; the sentence says why and what to do."""


class CodeExpired(CodeRefused):
    """Used, too old, tried too often, or not of this session: a new one is needed."""


@transaction.atomic
def issue_code(*, mobile: str, address: str, at: datetime) -> SignInCode:
    """Send a code to a number, whether or not it is known here. Raises TooManyRequests; then nothing is sent."""
    spend(("code.address", address, ADDRESS_RATES), ("code.mobile", mobile, MOBILE_RATES), at=at)
    digits = f"{secrets.randbelow(1_000_000):06d}"
    code = SignInCode.objects.create(mobile=mobile, digest=_digest(mobile, digits), expires_at=at + CODE_LIFE)
    minutes = int(CODE_LIFE.total_seconds() // 60)
    sign_in_code_issued.send(sender=SignInCode, code=code, digits=digits, minutes=minutes)
    return code


def sign_in_by_code(*, code: int, digits: str, consent_version: str, at: datetime) -> User:
    """The person behind a number that just proved itself; a new one if nobody has. Raises CodeRefused."""
    with transaction.atomic():
        row = SignInCode.objects.select_for_update().filter(pk=code).first()
        refusal = _refusal(row, digits, at)
        if row is not None and refusal is None:
            row.used_at = at
            row.save(update_fields=["used_at"])
            user = _holder_of(row.mobile, at)
            refusal = _unfit(user)
            if refusal is None:
                record_consent(by=user, kind=ConsentKind.PRIVACY, text_version=consent_version, at=at)
    if refusal is not None:  # raised outside, so that the counted attempt stays
        raise refusal
    return user


@transaction.atomic
def record_consent(*, by: User, kind: ConsentKind, text_version: str, at: datetime) -> Consent:
    """Remember that somebody agreed to a wording; once for each wording while it stands."""
    consent, created = Consent.objects.get_or_create(
        user=by, kind=kind, text_version=text_version, withdrawn_at=None, defaults={"at": at}
    )
    if created:
        record_event(
            by=by,
            verb="consent.give",
            target=consent,
            after={"kind": str(kind), "text_version": text_version},
        )
        consent_changed.send(Consent, by=by, kind=kind, is_given=True, at=at)
    return consent


@transaction.atomic
def withdraw_consent(*, by: User, kind: ConsentKind, at: datetime) -> int:
    """撤回同意 (个人信息保护法 15): every standing consent of this kind ends now; what was done before stays lawful.

    Rooms above draw the consequences in the same transaction. Returns how many wordings were withdrawn; again is nothing.
    """
    standing = Consent.objects.select_for_update().filter(user=by, kind=kind, withdrawn_at=None)
    rows = list(standing.order_by("pk"))
    for row in rows:
        row.withdrawn_at = max(at, row.at)  # clocks of two machines may differ
        row.save(update_fields=["withdrawn_at"])
        record_event(
            by=by,
            verb="consent.withdraw",
            target=row,
            after={"kind": str(kind), "text_version": row.text_version},
        )
    if rows:
        consent_changed.send(Consent, by=by, kind=kind, is_given=False, at=at)
    return len(rows)


def _digest(mobile: str, digits: str) -> str:
    return salted_hmac("accounts.sign_in_code", f"{mobile}:{digits}", algorithm="sha256").hexdigest()


def _refusal(code: SignInCode | None, digits: str, at: datetime) -> CodeRefused | None:
    """Why this code does not count, or None. A wrong one is counted in the row, which the caller has locked."""
    if code is None or code.used_at or code.expires_at <= at or code.attempts >= MAX_ATTEMPTS:
        return CodeExpired(_("验证码已失效，请重新获取。"))
    if constant_time_compare(code.digest, _digest(code.mobile, digits)):
        return None
    code.attempts += 1
    code.save(update_fields=["attempts"])
    left = MAX_ATTEMPTS - code.attempts
    if left == 0:
        return CodeExpired(_("验证码错误次数过多，已失效，请重新获取。"))
    return CodeRefused(
        ngettext("验证码不正确，还可以再试 %(left)s 次。", "验证码不正确，还可以再试 %(left)s 次。", left)
        % {"left": left}
    )


def _holder_of(mobile: str, at: datetime) -> User:
    """Who verified this number before, or a new person. Two sessions racing for a new number get the same one."""
    known = user_by_mobile(mobile)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            user = User(username=_free_username(), mobile=mobile, mobile_verified_at=at)
            user.set_unusable_password()
            user.save()
            record_event(by=user, verb="user.register", target=user)
    except IntegrityError:
        user = User.objects.get(mobile=mobile, mobile_verified_at__isnull=False)
    return user


def _unfit(user: User) -> CodeRefused | None:
    """Said only to somebody who proved to hold the number."""
    if not user.is_active:
        return CodeExpired(_("该账号已停用，如有疑问请联系中心。"))
    if user.is_staff:
        return CodeExpired(_("工作人员请从“工作人员登录”用用户名和口令登录。"))
    return None


def _free_username() -> str:
    return _("用户") + get_random_string(8, "0123456789")
