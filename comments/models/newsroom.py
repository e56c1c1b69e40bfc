"""The names under which only the newsroom may speak."""

from django.db import models
from django.db.models import Q

from comments.newsroom import KEY_MAX_LENGTH


class NewsroomName(models.Model):
    """A name of the newsroom with its skeleton, by which names that look like it are found.

    The name of a reader is compared as a whole, or word by word if `is_word`.
    """

    key = models.CharField(max_length=KEY_MAX_LENGTH, primary_key=True)
    name = models.CharField(max_length=320)
    is_word = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="newsroom_name_has_key", condition=~Q(key=""))]

    def __str__(self) -> str:
        return self.name
