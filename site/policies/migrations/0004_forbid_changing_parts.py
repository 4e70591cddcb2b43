"""What hangs on a published version, and questions that have been put, never change either, whoever writes to the database.

SQLite drops a table's triggers when a later migration rebuilds the table: such a migration drops all of
them first (`allow`) and puts them back last (`forbid`). `tests/policies/test_policy_is_frozen.py` fails when they are gone.
"""

from importlib import import_module

from django.db import migrations

earlier = import_module("policies.migrations.0002_forbid_changing_published")

COLUMNS = (*earlier.COLUMNS, "scope", "drafted_from_id", "revision", "question_set_id")
OF_STAGE = ("stagesigner", "stagedesk", "stagecondition", "stagecheck", "stagefield")

STAGE_FROZEN = (
    "EXISTS (SELECT 1 FROM policies_stage s JOIN policies_policyversion p ON p.id = s.policy_id"
    " WHERE s.id = {row}.stage_id AND p.status <> 'draft')"
)
SET_FROZEN = (
    "EXISTS (SELECT 1 FROM policies_questionset WHERE id = {row}.question_set_id AND frozen_at IS NOT NULL)"
)
QUESTION_FROZEN = (
    "EXISTS (SELECT 1 FROM policies_question q JOIN policies_questionset s ON s.id = q.question_set_id"
    " WHERE q.id = {row}.question_id AND s.frozen_at IS NOT NULL)"
)
PARTS = {
    **dict.fromkeys(OF_STAGE, STAGE_FROZEN),
    "question": SET_FROZEN,
    "questionoption": QUESTION_FROZEN,
}


def _sqlite():
    """Trigger name → when it fires."""
    whole = {
        "policy_frozen_update": (
            "BEFORE UPDATE ON policies_policyversion WHEN OLD.status <> 'draft' AND NOT ("
            + " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in COLUMNS)
            + " AND (NEW.status = OLD.status OR NEW.status = 'retired'))"
        ),
        **{name: when for name, when in earlier.SQLITE.items() if name != "policy_frozen_update"},
        "questionset_frozen_update": "BEFORE UPDATE ON policies_questionset WHEN OLD.frozen_at IS NOT NULL",
        "questionset_frozen_delete": "BEFORE DELETE ON policies_questionset WHEN OLD.frozen_at IS NOT NULL",
    }
    for table, frozen in PARTS.items():
        old, new = frozen.format(row="OLD"), frozen.format(row="NEW")
        on = f"ON policies_{table} WHEN"
        whole[f"{table}_frozen_insert"] = f"BEFORE INSERT {on} {new}"
        whole[f"{table}_frozen_update"] = f"BEFORE UPDATE {on} {old} OR {new}"
        whole[f"{table}_frozen_delete"] = f"BEFORE DELETE {on} {old}"
    return whole


def _postgresql_part(table, frozen):
    return f"""
CREATE FUNCTION policies_forbid_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP <> 'INSERT' AND {frozen.format(row="OLD")}) OR (TG_OP <> 'DELETE' AND {frozen.format(row="NEW")}) THEN
    RAISE EXCEPTION '{earlier.REFUSAL}' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
END $$;
CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON policies_{table}
  FOR EACH ROW EXECUTE FUNCTION policies_forbid_{table}();
"""


def _postgresql():
    old, new = (", ".join(f'{row}."{name}"' for name in COLUMNS) for row in ("OLD", "NEW"))
    before_old, before_new = (
        ", ".join(f'{row}."{name}"' for name in earlier.COLUMNS) for row in ("OLD", "NEW")
    )
    whole = earlier.POSTGRESQL.replace(f"({before_old})", f"({old})").replace(f"({before_new})", f"({new})")
    parts = "".join(_postgresql_part(table, frozen) for table, frozen in PARTS.items())
    return f"""{whole}{parts}
CREATE FUNCTION policies_forbid_questionset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION '{earlier.REFUSAL}' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
END $$;
CREATE TRIGGER questionset_frozen BEFORE UPDATE OR DELETE ON policies_questionset
  FOR EACH ROW EXECUTE FUNCTION policies_forbid_questionset();
"""


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_postgresql())
        return
    for name, when in _sqlite().items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{earlier.REFUSAL}'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        drops = "".join(
            f"DROP TRIGGER {table}_frozen ON policies_{table}; DROP FUNCTION policies_forbid_{table}();"
            for table in (*PARTS, "questionset")
        )
        schema_editor.execute(drops + earlier.POSTGRESQL_BACK)
        return
    for name in _sqlite():
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("policies", "0003_stage_parts_and_questions")]

    operations = [migrations.RunPython(forbid, allow)]
