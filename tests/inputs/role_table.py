"""The table of roles and addresses: what each gets. A new address gets what the last row of its area says."""

import re

# A redirect to the log-in, and one to the first page of the admin, which is how Wagtail refuses.
LOGIN, HOME = "login", "home"
ROLES = ("anonymous", "moderator", "editor", "administrator")
# The names by which the demo's users log in.
LOGINS = {"moderator": "moderation", "editor": "redaktion", "administrator": "admin"}

Outcome = int | str
# Routes as regular expressions; the first that matches counts. 404: the newsroom has no such thing. 405: POST only.
TABLE: tuple[tuple[str, tuple[Outcome, Outcome, Outcome, Outcome]], ...] = (
    # For everybody.
    (r"admin/(sprite|jsi18n)/", (200, 200, 200, 200)),
    (r"admin/login/", (200, HOME, HOME, HOME)),
    (r"admin/password_reset/", (404, 404, 404, 404)),
    # For everybody in the admin.
    (r"admin/(account/|dismissibles/)?$", (LOGIN, 200, 200, 200)),
    (r"admin/(logout|editing-sessions)/", (LOGIN, 405, 405, 405)),
    # Comments.
    (r"admin/comments/(decide|.*/reply)/", (LOGIN, 405, HOME, 405)),
    (r"admin/comments/.*email-address", (LOGIN, HOME, HOME, 405)),
    (r"admin/comments/", (LOGIN, 200, HOME, 200)),
    # The house itself.
    (r"admin/collections/.*/delete/", (LOGIN, 404, 404, 200)),
    (r"admin/workflows/(enable|remove|tasks/enable)/", (LOGIN, HOME, 405, 405)),
    (r"admin/workflows/tasks/add/", (LOGIN, HOME, 404, 404)),
    (r"admin/workflows/tasks/select_type/", (LOGIN, HOME, HOME, 302)),
    (r"admin/workflows/task_chooser/", (LOGIN, HOME, 200, 200)),
    (r"admin/locales/new/", (LOGIN, HOME, HOME, HOME)),
    (r"admin/redirects/import/process/", (LOGIN, HOME, HOME, 405)),
    (r"admin/(collections|locales|workflows|reports/background-work)/", (LOGIN, HOME, HOME, 200)),
    (r"admin/(groups|redirects|sites|users)/", (LOGIN, HOME, HOME, 200)),
    (r"admin/settings/.*/preview/", (LOGIN, HOME, 404, 404)),
    (r"admin/settings/<slug:app_name>/<slug:model_name>/$", (LOGIN, HOME, 302, 302)),
    (r"admin/snippets/$", (LOGIN, HOME, HOME, HOME)),
    (r"admin/topic_chooser/create/", (LOGIN, HOME, HOME, 200)),
    # Articles that were taken down: for chief editors.
    (r"admin/reports/takedowns/.*/lift/", (LOGIN, HOME, HOME, 404)),
    (r"admin/(reports/takedowns|pages/.*/take-down)/", (LOGIN, HOME, HOME, 200)),
    # Pages.
    (r"admin/api/main/.*/action/", (LOGIN, HOME, 405, 405)),
    (r"admin/api/main/.*find/", (LOGIN, HOME, 404, 404)),
    (r"admin/pages/.*/(lock|unlock|set_position)/", (LOGIN, HOME, 405, 405)),
    (r"admin/pages/.*/versions/.*/(withhold|show)/", (LOGIN, HOME, 405, 405)),
    (r"admin/pages/.*/versions/<int:number>/", (LOGIN, HOME, 404, 404)),
    (r"admin/pages/.*/(unpublish|workflow/preview/.*)/", (LOGIN, HOME, HOME, HOME)),
    (r"admin/pages/workflow/preview/", (LOGIN, HOME, HOME, HOME)),
    (r"admin/bulk/<", (LOGIN, HOME, 404, 404)),
    (r"admin/pages/workflow/confirm_cancellation/", (LOGIN, HOME, 200, 200)),
    (r"admin/pages/workflow/", (LOGIN, HOME, 404, 404)),
    (r"admin/pages/.*/(convert_alias|workflow_history/detail/.*)/", (LOGIN, HOME, 404, 404)),
    (r"admin/pages/(create/.*|.*/revisions/$)", (LOGIN, HOME, 302, 302)),
    (r"admin/articles/choose_parent/", (LOGIN, HOME, 302, 302)),
    (r"admin/block-preview/|admin/translation/submit/snippet/", (LOGIN, HOME, 404, 404)),
    # Images and files. Those that are sealed are for a group that none of these users is in.
    (r"admin/(images|documents)/multiple/add/", (LOGIN, HOME, 200, 200)),
    (r"admin/(images|documents)/multiple/", (LOGIN, HOME, 405, 405)),
    (r"admin/images/.*/generate_url/", (LOGIN, HOME, 404, 404)),
    (r"admin/api/.*sealed", (LOGIN, HOME, 404, 200)),
    (r"admin/.*sealed", (LOGIN, HOME, HOME, 200)),
    (r"media/(sealed|upload)", (LOGIN, 404, 404, 200)),
    (r"media/", (LOGIN, 404, 200, 200)),
    (r"documents/", (302, 302, 302, 302)),
    # What Wagtail keeps to try its pages of errors, and everything else.
    (r"admin/failwhale/", (LOGIN, HOME, 500, 500)),
    (r"admin/\^\.\*/\$", (LOGIN, HOME, 404, 404)),
    (r"admin/", (LOGIN, HOME, 200, 200)),
)

# Forms for everybody in the admin, and those of the comments.
OWN_FORMS = re.compile(
    r"admin/(account|comments|dismissibles|editing-sessions/release|jsi18n|login|logout|password_reset|sprite)/"
    r"|admin/$"
)
# One permission opens all of these, whatever the method.
FOR_PAGES = re.compile(r"admin/(api|articles|bulk|choose-.*|pages|reports/[^b].*|translation|workflows)/")
# Where a query changes what is listed.
SEARCHES = re.compile(
    r"(results|search|chosen-multiple|comments|choose-page|tag-autocomplete.*|suggestions)/$"
)


def expected(route: str, role: str) -> Outcome:
    """Return what a role gets from a route."""
    row = next(outcomes for pattern, outcomes in TABLE if re.match(pattern, route))
    return row[ROLES.index(role)]
