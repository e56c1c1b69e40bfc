"""E-mail addresses of people."""

VALID = (
    *(
        "ida@example.org",
        "Ida+Post@Beispiel.DE",
        "o'neill@sub.example.co.uk",
        "x@example.com",
        "name/surname@example.com",
    ),
    *(
        "!#$%&'*+-/=?^_`{|}~@example.org",
        "user-@example.org",
        "user%example.com@example.org",
        "a@xn--mller-kva.example",
    ),
    *(
        "tel.1@t-online.de",
        "ida@example.museum",
        "a@123.de",
        "1@example.org",
        "a.b.c@d.e.f.example.org",
        "_@example.org",
    ),
    *(
        "jörg@müller.example",
        "Dörte@Sörensen.example.com",
        "ida@straße.de",
        "δοκιμή@παράδειγμα.δοκιμή",
        "用户@例子.广告",
    ),
    *(
        "अजय@डाटा.भारत",
        "квіточка@пошта.укр",
        "коля@пример.рф",
        "山田@例え。jp",
        "ida@بريد.مثال",
        "राम@x.de",
        "나@한국.한국",
    ),
    *("a" * 64 + "@example.org", "ида@example.org", "jo\u0308rg@example.org", "ก้อง@example.org"),
)

INVALID = (
    *(
        "",
        " ",
        "ida",
        "@x.de",
        "a@",
        "@",
        "a@b",
        "a b@x.de",
        "a@x.de,b@x.de",
        "a@x.de;b@x.de",
        "a@@x.de",
        "a..b@x.de",
        ".a@x.de",
    ),
    *(
        "a.@x.de",
        "a@-x.de",
        "a@x-.de",
        "a@x..de",
        "a@.de",
        "a@x.de.",
        "Ida <a@x.de>",
        "a@[1.2.3.4]",
        '"a b"@x.de',
        "a@1.2.3.4",
    ),
    *(
        "a@localhost",
        "a@x.invalid",
        "a@firma.local",
        "a@xn--a.de",
        "a@x_y.de",
        "mailto:a@x.de",
        "a@x.1",
        "a@" + "x" * 64 + ".de",
    ),
    *(
        "a@x\u202e.de",
        "a\u200b@x.de",
        "a\u200db@x.de",
        "a\n@x.de",
        "a@x.de\nBcc: b@x.de",
        "a\t@x.de",
        "\ud800@x.de",
        "\u0301a@x.de",
    ),
    *("a" * 250 + "@x.de", "ü" * 200 + "@x.de", "a@😀.de", "a@x。。de", "a\x7f@x.de", "a@x.de\0"),
)

# All of a line are one mailbox.
EQUAL = (
    ("ida@example.org", "Ida@Example.ORG", " ida@example.org\n", "IDA@EXAMPLE.ORG", "\ufeffida@example.org"),
    (
        "\u202aida@example.org\u202c",
        "\u200bida@example.org\u200b",
        "ida＠example.org",
        "\u2068ida@example.org\u2069",
    ),
    (
        "jörg@müller.example",
        "JÖRG@Müller.example",
        "jo\u0308rg@mu\u0308ller.example",
        "jörg@xn--mller-kva.example",
        "jörg@XN--MLLER-KVA.example",
    ),
    ("ida@straße.de", "ida@STRASSE.de".replace("SS", "ß"), "ida@xn--strae-oqa.de"),
    ("a@例え.jp", "a@例え。jp", "a@xn--r8jz45g.jp"),
    ("a@example.org", "a@ｅｘａｍｐｌｅ.org"),
    ("коля@пример.рф", "Коля@ПРИМЕР.РФ", "коля@xn--e1afmkfd.xn--p1ai"),
)
# Each of them is another mailbox.
DIFFERENT = (
    *(
        "ida@example.org",
        "ida+post@example.org",
        "i.da@example.org",
        "ida@example.com",
        "ida@mail.example.org",
    ),
    *(
        "ida@straße.de",
        "ida@strasse.de",
        "idä@example.org",
        "idа@example.org",
        "idae@example.org",
        "ida@exämple.org",
    ),
)
