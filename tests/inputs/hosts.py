"""Values of the header `Host`: those of a newsroom at `zeitung.example` and `.medien.example`, and others."""

ALLOWED = ["zeitung.example", ".medien.example", "192.0.2.7", "[2001:db8::7]"]

OURS = (
    "zeitung.example",
    "zeitung.example:443",
    "zeitung.example:8000",
    "ZEITUNG.example",
    "zeitung.example.",
    "medien.example",
    "www.medien.example",
    "a.b.medien.example:8443",
    "192.0.2.7",
    "192.0.2.7:8000",
    "[2001:db8::7]",
    "[2001:db8::7]:8000",
)
FOREIGN = (
    "",
    "evil.example",
    "evil.example:443",
    "zeitung.example.evil.example",
    "evil-zeitung.example",
    "www.zeitung.example",
    "notmedien.example",
    "127.0.0.1",
    "localhost",
    "192.0.2.8",
    "[2001:db8::8]",
    "[::1]:8000",
    "zeitung.example@evil.example",
    "evil.example/zeitung.example",
    "evil.example#zeitung.example",
    "zeitung.example, evil.example",
    "zeitung.example evil.example",
    "zeitung.example:80:80",
    "zeitung.example:port",
    "zeitung_example",
    "*",
    ".",
    "zeitung.exämple",
    "xn--zeitung-9ya.example",
    "<script>alert(1)</script>",
    "a" * 300,
)
API_PATHS = (
    "/api/v1/",
    "/api/v1/articles/",
    "/api/v1/articles/1/",
    "/api/v1/articles/1/comments/",
    "/api/v1/comments/mine/",
    "/api/v1/openapi.json",
    "/api/v1/docs/",
    "/api/v1/nichts/",
    "/images/1/x/320.jpg",
    "/feeds/articles.rss",
)
OTHER_PATHS = ("/", "/de/", "/admin/login/", "/media/images/x.jpg", "/documents/1/x.pdf")
# Paths of the admin without their slash.
ADMIN_PATHS = (
    "/admin",
    "/admin/login",
    "/admin/logout",
    "/admin/password_reset",
    "/admin/account",
    "/admin/pages",
    "/admin/pages/1",
    "/admin/images",
    "/admin/comments",
    "/admin/reports/site-history",
    "/admin/nichts",
)
