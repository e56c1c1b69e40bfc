from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('fingerprint', models.CharField(max_length=64)),
                ('result_id', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
