from django.db import migrations


def allow(apps, schema_editor):
    """Let the groups that publish pages everywhere save the settings, which frame every page."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    # Django creates permissions only after all migrations; the groups need it here.
    kind, _ = ContentType.objects.get_or_create(app_label="cms", model="sitesettings")
    change, _ = Permission.objects.get_or_create(
        content_type=kind, codename="change_sitesettings", defaults={"name": "Can change newsroom settings"}
    )
    publishing = GroupPagePermission.objects.filter(page__depth=1, permission__codename="publish_page")
    for permission in publishing.select_related("group"):
        permission.group.permissions.add(change)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0015_menus_and_texts_of_sites"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
