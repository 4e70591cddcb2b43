"""A sweep in a process that ends at once, without any cleaning up, right after a step has run so many times.

`python -m tests.publicity.dying DATABASE MODULE STEP TURN SWEEP` ends with 9; one that lives on says what it did.
"""

import importlib
import os
import sys

import django
from django.db import connections
from django.utils.module_loading import import_string


def die_at(module, step, turn):
    """From now on the step ends the process after its `turn`-th time; the times so far."""
    real, calls = getattr(module, step), []

    def die(*given, **named):
        calls.append(step)
        done = real(*given, **named)
        if len(calls) == turn:
            os._exit(9)
        return done

    setattr(module, step, die)
    return calls


def main(database, module, step, turn, sweep):
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    connections["default"].settings_dict["NAME"] = database
    importlib.import_module(
        "workflows.application.actions"
    ).TURN_SECONDS = 600  # a slow machine is no interruption
    calls = die_at(importlib.import_module(module), step, int(turn))
    sys.stdout.write(f"swept {import_string(sweep)()}, {step} ran {len(calls)} times")


if __name__ == "__main__":
    main(*sys.argv[1:])
