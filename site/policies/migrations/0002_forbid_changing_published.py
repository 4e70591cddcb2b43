"""A published policy version never changes, whoever writes to the database: it may only be retired (S-17, E-15).

SQLite drops a table's triggers when a later migration rebuilds the table: such a migration must run `forbid` again.
`tests/policies/test_policy_is_frozen.py` fails when they are gone.
"""

from django.db import migrations

COLUMNS = (
    "number",
    "title",
    "effective_on",
    "values",
    "author_id",
    "approver_id",
    "published_at",
    "content_hash",
)
REFUSAL = "a published policy version does not change"

SQLITE_PARENT = (
    "EXISTS (SELECT 1 FROM policies_policyversion WHERE id = {row}.policy_id AND status <> 'draft')"
)
SQLITE = {
    "policy_frozen_update": (
        "BEFORE UPDATE ON policies_policyversion WHEN OLD.status <> 'draft' AND NOT ("
        + " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in COLUMNS)
        + " AND (NEW.status = OLD.status OR NEW.status = 'retired'))"
    ),
    "policy_frozen_delete": "BEFORE DELETE ON policies_policyversion WHEN OLD.status <> 'draft'",
    "stage_frozen_insert": f"BEFORE INSERT ON policies_stage WHEN {SQLITE_PARENT.format(row='NEW')}",
    "stage_frozen_update": (
        "BEFORE UPDATE ON policies_stage WHEN "
        f"{SQLITE_PARENT.format(row='OLD')} OR {SQLITE_PARENT.format(row='NEW')}"
    ),
    "stage_frozen_delete": f"BEFORE DELETE ON policies_stage WHEN {SQLITE_PARENT.format(row='OLD')}",
}

POSTGRESQL = f"""
CREATE FUNCTION policies_forbid_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.status IN (OLD.status, 'retired')
     AND ({", ".join(f'OLD."{name}"' for name in COLUMNS)})
         IS NOT DISTINCT FROM ({", ".join(f'NEW."{name}"' for name in COLUMNS)}) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
END $$;
CREATE FUNCTION policies_forbid_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM policies_policyversion WHERE id = OLD.policy_id AND status <> 'draft'))
     OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM policies_policyversion WHERE id = NEW.policy_id AND status <> 'draft'))
  THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
END $$;
CREATE TRIGGER policy_frozen BEFORE UPDATE OR DELETE ON policies_policyversion
  FOR EACH ROW EXECUTE FUNCTION policies_forbid_policy();
CREATE TRIGGER stage_frozen BEFORE INSERT OR UPDATE OR DELETE ON policies_stage
  FOR EACH ROW EXECUTE FUNCTION policies_forbid_stage();
"""
POSTGRESQL_BACK = """
DROP TRIGGER stage_frozen ON policies_stage;
DROP TRIGGER policy_frozen ON policies_policyversion;
DROP FUNCTION policies_forbid_stage();
DROP FUNCTION policies_forbid_policy();
"""


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for name, when in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [migrations.RunPython(forbid, allow)]
