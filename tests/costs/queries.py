"""What is asked of the API and of the admin, where it does not depend on what the newsroom holds."""

# `selten` is a topic of three articles, whatever their number; `klima` one of all.
QUERIES = (
    "",
    "?limit=1",
    "?count=none",
    "?locale=de",
    "?profile=full",
    "?order=title",
    "?order=-title&locale=de",
    "?tag=klima",
    "?tag=klima&locale=de",
    "?tag=selten",
    "?tag=selten&locale=de",
    "?tag=nichts",
    "?section=stadt",
    "?section=stadt&tag=klima&count=none",
    "?tag=klima,selten&count=none",
    "?tag=klima,nichts",
    "?tag=selten,nichts&section=stadt&count=none",
    "?published_after=2026-01-01&count=none",
    "?year=1999,2001",
    "?tag=klimma&section=statd&count=none",
)
NOT_FOUND = (
    ("/api/v1/resolve/?path=/de/nie/", 404),
    ("/api/v1/resolve/?path=/de/nie/%3Futm_source=x%26id=1", 404),
    ("/api/v1/resolve/?path=/de/weg/", 410),
)
# A page of the admin that lists nothing.
BARE_ADMIN_PAGE = "admin/account/"
ADMIN = (
    "account/",
    "comments/",
    "comments/?status=PUBLISHED",
    "comments/?status=ALL",
    "comments/?status=ALL&q=Nirgends",
    "comments/?status=REPORTED",
    "comments/?status=REPORTED&reported=SPAM",
    "reports/broken-parts/",
    "reports/background-work/",
    "snippets/cms/author/",
)
FEEDS = (
    "feeds/articles.rss",
    "feeds/articles.json?locale=de&section=stadt",
    "feeds/articles.atom?tag=selten",
    "feeds/articles.rss?tag=nichts",
    "feeds/comments.atom",
    "sitemap-news.xml",
)
# `Ausnahme` is the title of three articles.
SEARCHED = ("Ausnahme", "Ausn", '"Ausnahme"', "Ausnahme&tag=klima&locale=de&year=2026", "Nirgends")
# The title of all others begins with this.
COMMON = ("Vorlage", "Vorl", '"Vorlage, berichtigt"', "Vorlage&section=stadt")
