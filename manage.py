#!/usr/bin/env python
"""Django's command line, with `site/` on the path (it is a source root, not a package)."""

import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
MIGRATES = {"migrate", "prepare"}


def main() -> None:
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        from django.core.management import execute_from_command_line  # after the path is set
    except ImportError:
        sys.exit("找不到 Django：请先运行 make setup。 / Django is missing: run `make setup` first.")
    if MIGRATES & set(sys.argv[1:2]):
        # Migrations draw every model anew, hundreds of times: looking for garbage after each few hundred objects
        # took a quarter of the time. Looking less often costs about 100 MB while they run.
        gc.set_threshold(500_000, 5, 5)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
