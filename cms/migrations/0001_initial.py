"""The tables of the content, and an index that Wagtail lacks."""

import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('kicker', models.CharField(blank=True, help_text='A word or two above the headline.', max_length=80, verbose_name='kicker')),
                ('lead', models.TextField(help_text='One to three sentences that say what is new.', max_length=600, verbose_name='lead')),
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('heading', 3), ('image', 4), ('quotation', 8), ('download', 9), ('link_list', 18), ('pull_quote', 21), ('background_box', 24), ('embed', 25), ('table', 26)], blank=True, block_lookup={0: ('cms.blocks.text.ParagraphBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'group': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Heading'), ('3', 'Subheading')], 'help_text': 'A subheading belongs to the heading above it.', 'label': 'Level'}), 3: ('wagtail.blocks.StructBlock', [[('text', 1), ('level', 2)]], {'group': 'Text'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'group': 'Media'}), 5: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks; the site sets them.', 'label': 'Quotation', 'rows': 3}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Speaker', 'max_length': 120}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Office or function, for example: head of the city library.', 'label': 'Role', 'max_length': 160, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 5), ('speaker', 6), ('role', 7)]], {'group': 'Text'}), 9: ('cms.blocks.media.DownloadBlock', (), {'group': 'Media', 'help_text': 'Title and cover are kept with the file; size and pages are counted.'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says where the link leads, not “click here”.', 'label': 'Text', 'max_length': 160}), 12: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 13: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Download', 'required': False}), 14: ('wagtail.blocks.URLBlock', (), {'label': 'Web address', 'required': False}), 15: ('wagtail.blocks.EmailBlock', (), {'label': 'E-mail address', 'required': False}), 16: ('wagtail.blocks.StructBlock', [[('text', 11), ('page', 12), ('download', 13), ('url', 14), ('email', 15)]], {}), 17: ('wagtail.blocks.ListBlock', (16,), {'label': 'Links', 'min_num': 1}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('links', 17)]], {'group': 'More'}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': 'Where the sentence is printed, for example: annual report 2025, page 12.', 'label': 'Publication', 'max_length': 160}), 20: ('wagtail.blocks.URLBlock', (), {'help_text': 'Where readers find it on the web, if they do.', 'label': 'Address of the publication', 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('text', 5), ('source', 19), ('url', 20)]], {'group': 'Text'}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 23: ('wagtail.blocks.StreamBlock', [[('paragraph', 0), ('heading', 3), ('image', 4), ('quotation', 8), ('download', 9), ('link_list', 18)]], {'label': 'Content'}), 24: ('wagtail.blocks.StructBlock', [[('title', 22), ('body', 23)]], {'group': 'More'}), 25: ('cms.blocks.media.EmbedBlock', (), {'group': 'Media', 'help_text': "The address of the video's page, as in the browser's address bar."}), 26: ('cms.blocks.table.TableBlock', (), {'group': 'More', 'help_text': 'Right-click a cell to insert or remove rows and columns.'})}, verbose_name='text')),
                ('published_at', models.DateTimeField(blank=True, help_text='Shown to readers. Empty: the moment of first publication.', null=True, verbose_name='publication date')),
                ('correction_text', models.TextField(blank=True, help_text='What was wrong and has been corrected. Readers see it with the article.', verbose_name='correction note')),
                ('correction_at', models.DateTimeField(blank=True, help_text='Empty: now, when there is a note.', null=True, verbose_name='corrected at')),
                ('comment_policy', models.CharField(choices=[('OPEN', 'Open, every comment is checked first'), ('CLOSED', 'Closed, existing comments stay visible'), ('OFF', 'Off, no comments are shown')], default='OPEN', max_length=6, verbose_name='comments')),
                ('comments_close_at', models.DateTimeField(blank=True, help_text='Empty: as the newsroom settings say.', null=True, verbose_name='comments close at')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that say what readers find here.', max_length=600, verbose_name='lead')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SectionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that say what readers find here.', max_length=600, verbose_name='lead')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ArticleTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='cms.articlepage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='articlepage',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Separated by commas.', through='cms.ArticleTag', to='taggit.Tag', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('alt_text', models.CharField(blank=True, help_text='What the image shows, for readers who do not see it.', max_length=255, verbose_name='alternative text')),
                ('is_decorative', models.BooleanField(default=False, help_text='The image says nothing that the text does not say; screen readers skip it.', verbose_name='decorative')),
                ('caption', models.CharField(blank=True, help_text='Stands below the image in articles.', max_length=255, verbose_name='caption')),
                ('credit', models.CharField(blank=True, help_text='For example: Photo: M. Beispiel', max_length=120, verbose_name='credit')),
                ('thumbhash', models.CharField(blank=True, editable=False, max_length=64)),
                ('color', models.CharField(blank=True, editable=False, max_length=7)),
                ('placeholder_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('version', models.CharField(blank=True, editable=False, max_length=12)),
                ('renditions_version', models.CharField(blank=True, editable=False, max_length=12)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'abstract': False,
                'default_related_name': 'cms_images',
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Download',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('pages', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='pages')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                ('cover', models.ForeignKey(blank=True, help_text='Shown beside the download, for example the first page of a brochure.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.image', verbose_name='cover image')),
            ],
            options={
                'verbose_name': 'download',
                'verbose_name_plural': 'downloads',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(help_text="Part of the author's address, for example m-beispiel.", unique=True, verbose_name='slug')),
                ('role', models.CharField(blank=True, help_text='For example: editor, guest author.', max_length=120, verbose_name='role')),
                ('bio', wagtail.fields.RichTextField(blank=True, verbose_name='short biography')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.image', verbose_name='portrait')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['name', 'pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='image',
            field=models.ForeignKey(blank=True, help_text='Shown above the text and in lists. Landscape format fits best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.image', verbose_name='lead image'),
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='cms.image')),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comments_enabled', models.BooleanField(default=True, help_text='Off: no article shows or takes comments.', verbose_name='comments on this site')),
                ('comments_close_after_days', models.PositiveSmallIntegerField(blank=True, help_text="Counted from publication. An article's own closing date goes first. Empty: never.", null=True, verbose_name='close comments after (days)')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'newsroom settings',
            },
        ),
        migrations.CreateModel(
            name='ArticleRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_relations', to='cms.articlepage')),
                ('related', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cms.articlepage', verbose_name='article')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('page', 'related'), name='article_relation_once', violation_error_message='This article is already in the list.'), models.CheckConstraint(condition=models.Q(('page', models.F('related')), _negated=True), name='article_relation_to_another', violation_error_message='An article cannot be related to itself.')],
            },
        ),
        migrations.CreateModel(
            name='ArticleAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_authors', to='cms.articlepage')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.author', verbose_name='author')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('page', 'author'), name='article_author_once', violation_error_message='This author is already named.')],
            },
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(condition=models.Q(('renditions_version', models.F('version')), _negated=True), fields=['id'], name='image_without_renditions'),
        ),
        migrations.AddConstraint(
            model_name='articlepage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction_at__isnull', True), ('correction_text', '')), models.Q(models.Q(('correction_text', ''), _negated=True), ('correction_at__isnull', False)), _connector='OR'), name='article_correction_has_text_and_time'),
        ),
        migrations.AlterUniqueTogether(
            name='rendition',
            unique_together={('image', 'filter_spec', 'focal_point_key')},
        ),
        # The background work asks every few seconds which pages have expired.
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS cms_page_expiry ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
            "DROP INDEX IF EXISTS cms_page_expiry",
        ),
    ]
