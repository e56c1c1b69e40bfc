"""Take from those who decide on comments the right to choose images and files."""

from django.db import migrations

GROUP = "Comment moderators"
CHOOSE = ("choose_image", "choose_document")


def take_rights(apps, schema_editor):
    """Undo what migrations of Wagtail give to every group that may enter the admin."""
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    rights = Permission.objects.filter(codename__in=CHOOSE)
    for group in Group.objects.filter(name=GROUP):
        group.permissions.remove(*rights)
        GroupCollectionPermission.objects.filter(
            group=group, collection__depth=1, permission__in=rights
        ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(take_rights, migrations.RunPython.noop)]
