"""The URLs of the desk, below those of the Wagtail admin."""

from django.urls import path

from comments.admin.views.comment import CommentPage, RevealEmail
from comments.admin.views.decisions import Decide
from comments.admin.views.desk import Desk

urlpatterns = [
    path("comments/", Desk.as_view(), name="comments_desk"),
    path("comments/decide/", Decide.as_view(), name="comments_decide"),
    path("comments/<uuid:comment_id>/", CommentPage.as_view(), name="comments_comment"),
    path("comments/<uuid:comment_id>/address/", RevealEmail.as_view(), name="comments_reveal_email"),
]
