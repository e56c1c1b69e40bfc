from django.db import migrations


def allow(apps, schema_editor):
    """Let the groups that approve pages take articles down."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    # Django creates permissions only after all migrations; the groups need it here.
    kind, _ = ContentType.objects.get_or_create(app_label="cms", model="takedown")
    take_down, _ = Permission.objects.get_or_create(
        content_type=kind,
        codename="take_down",
        defaults={"name": "Can take down articles and lift it"},
    )
    for task in GroupApprovalTask.objects.filter(active=True):
        for group in task.groups.all():
            group.permissions.add(take_down)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0024_takedowns"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
