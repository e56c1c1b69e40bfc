"""What migrations promise to a process of the version before, which may still write rows."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, GeneratedField

HERE = Path(__file__).resolve().parents[2]
OURS = {config.label for config in apps.get_app_configs() if Path(config.path).parent == HERE}
ADDED = [
    pytest.param(operation.field, id=f"{app}-{operation.model_name}-{operation.name}")
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items())
    if app in OURS and not name.startswith("0001")
    for operation in migration.operations
    if isinstance(operation, AddField)
]


@pytest.mark.parametrize("field", ADDED)
def test_a_row_without_the_new_column_can_be_inserted(field: Any) -> None:
    is_generated = isinstance(field, GeneratedField)
    assert is_generated or field.null or field.db_default is not NOT_PROVIDED
