from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count


def count_topics(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    list_count = apps.get_model("delivery", "ListCount")
    topics = list_count.objects.filter(name__startswith="tag=", count__gt=0).order_by()
    numbers = topics.values_list("locale").annotate(Count("pk"))
    list_count.objects.bulk_create(
        list_count(name="tag", locale=locale, count=number) for locale, number in numbers
    )


class Migration(migrations.Migration):

    dependencies = [("delivery", "0012_takedowns_in_the_log")]

    operations = [migrations.RunPython(count_topics, migrations.RunPython.noop)]
