"""Headings of an article: repeated, numbered, without letters, in any script, and named like parts of the page."""

HEADINGS = (
    *("Test", "Test", "Test 2", "Test-2", "test", "TEST!", "Test 2", "Test 3", "Test"),
    *("", " ", "\U0001f600", "\U0001f600\U0001f600", "…", "---", "___", "\u200b", "👨‍👩‍👧"),
    *("Größe", "Groesse", "Große", "GRÖSSE", "Gro\u0308ße"),
    *("مقدمة", "मुख्य", "简介", "簡介", "введение", "Введение", "שלום", "บทนำ"),
    *(
        "Kommentare",
        "Comments",
        "comments",
        "Related",
        "related",
        "Content",
        "Skip",
        "Site header",
        "site-footer",
    ),
    *(
        "comment-1",
        "Comment 018f6b1e-0000-7000-8000-000000000000",
        "box-1",
        "Links 1",
        "lb-text-1",
        "LB name 2",
    ),
    *("x" * 300, "x" * 301, "王" * 160, "Wort " * 60, "Wort " * 61),
    *(
        "1",
        "1",
        "1-2",
        "1 2",
        "<b>fett</b>",
        "fett",
        "a\nb",
        "a b",
        "abschnitt",
        "Abschnitt 2",
        "abschnitt-abschnitt",
    ),
)
# Ids of other elements on the reader's site, and how further ones begin.
IDS_OF_THE_SITE = {"comments", "related", "content", "skip", "site-header", "site-footer", "search-words"}
BEGINNINGS = ("comment-", "box-", "links-", "lb-", "menu-")
# What a link may call the headings Größe (twice) and Übersicht, and what it leads to.
NAMED = (
    *(
        (name, "groesse")
        for name in ("groesse", "grosse", "Größe", "gr%C3%B6%C3%9Fe", "gro\u0308ße", "GRÖSSE")
    ),
    *((name, "groesse-2") for name in ("groesse-2", "grosse-2", "Größe 2")),
    *((name, "uebersicht") for name in ("uebersicht", "ubersicht", "%C3%9Cbersicht", "übersicht")),
    *((name, name) for name in ("anders", "comments", "kapitel:1", "")),
    ("höhe", "h%C3%B6he"),
)
