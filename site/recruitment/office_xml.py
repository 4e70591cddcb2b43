"""XML of an Office file, piece by piece: no document type, no entity, nothing that must be kept whole."""

import zipfile
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.sax import make_parser

_PIECE = 64 * 1024
_LONGEST = 2 * 1024 * 1024  # bytes of one tag or comment: the parser keeps it whole


def feed(package: zipfile.ZipFile, entry: str | zipfile.ZipInfo, handler: ContentHandler) -> None:
    """Tells the handler what the part says; ValueError for a tag without end."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    fed = 0
    with package.open(entry) as part:
        for piece in iter(lambda: part.read(_PIECE), b""):
            parser.feed(piece)
            fed += len(piece)
            if fed - parser._parser.CurrentByteIndex > _LONGEST:  # noqa: SLF001  the only place that tells it
                raise ValueError("one tag without end")
    parser.close()
