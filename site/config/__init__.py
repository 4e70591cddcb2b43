"""Settings, URLs and entry points. Importing it puts the repository root and `site/` on the path."""

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
for _path in (str(_ROOT), str(_ROOT / "site")):
    if _path not in sys.path:
        sys.path.insert(0, _path)
