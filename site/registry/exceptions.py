"""Why the registry refused an act; `str()` is a sentence for the person who tried."""

from django.utils.translation import gettext as _


class RegistryRefusedError(Exception):
    """An act on the registry that may not happen."""


class NotReleasedError(RegistryRefusedError):
    """Nobody is recognized before the publicity ended without a standing objection (S-5-3, E-4-3)."""

    def __init__(self) -> None:
        super().__init__(_("公示尚未结束或异议尚未办结，不能认定。"))


class AlreadyHolderError(RegistryRefusedError):
    """A unit is one station, a person one expert, at a time."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _("该申报主体已在名录中且资格有效（证书编号 %(number)s），不能重复认定。") % {"number": number}
        )


class NotRenderableError(RegistryRefusedError):
    """Only a certificate whose file could not be made is made again."""

    def __init__(self) -> None:
        super().__init__(_("该证书文件已生成，无需重新生成。"))


class NotActivatedError(RegistryRefusedError):
    """Nobody recommended is in the registry before they activated it themselves (S-5-R, E-4-R)."""

    def __init__(self) -> None:
        super().__init__(_("推荐对象尚未激活，不能纳入名录。"))
