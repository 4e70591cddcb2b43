#!/usr/bin/env python
"""Django's command line, with `site/` on the path (it is a source root, not a package)."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        from django.core.management import execute_from_command_line  # after the path is set
    except ImportError:
        sys.exit("找不到 Django：请先运行 make setup。 / Django is missing: run `make setup` first.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
