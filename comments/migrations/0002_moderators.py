"""The group of those who decide on comments: into the Wagtail admin, and no further than the comments."""

from django.db import migrations

# Not "Moderators": that is a group of Wagtail's own, which may publish pages.
GROUP = "Comment moderators"
OWN_PERMISSIONS = {
    "moderate_comment": "May decide on comments",
    "ban": "May ban readers",
}


def add_group(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    # Permissions are otherwise made after all migrations, too late for a group of this one.
    kind, _ = ContentType.objects.get_or_create(app_label="comments", model="comment")
    own = [
        Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})[0]
        for codename, name in OWN_PERMISSIONS.items()
    ]
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(*own, *Permission.objects.filter(codename="access_admin"))


def take_permissions_away(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for group in Group.objects.filter(name=GROUP):
        group.permissions.remove(
            *Permission.objects.filter(content_type__app_label="comments", codename__in=OWN_PERMISSIONS)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(add_group, take_permissions_away)]
