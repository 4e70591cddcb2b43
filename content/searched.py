"""Which words of a page the search finds: those its readers see, so mobile numbers are masked here as they are there."""

from collections.abc import Iterator
from typing import Any, ClassVar

from wagtail.models import Page
from wagtail.search import index

from content.templatetags.chrome import mask_mobiles


class Searched:
    """Beside `Page` among the bases of a page with a body: title and body are found."""

    searched: ClassVar[tuple[str, ...]] = ("body",)
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("searched_words")]

    def searched_words(self) -> str:
        return mask_mobiles(" ".join(self._texts()))

    def _texts(self) -> Iterator[str]:
        page: Any = self
        for name in self.searched:
            value = getattr(page, name)
            if isinstance(value, str):
                yield value
            else:
                yield from map(str, page._meta.get_field(name).get_searchable_content(value))  # noqa: SLF001  Django's public meta
