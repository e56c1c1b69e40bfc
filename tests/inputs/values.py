"""Values for any parameter. Whether one is wrong, the schema of the parameter says."""

_IN_ARABIC = "\u0661\u0662"
_IN_FULL_WIDTH = "\uff11\uff12"

VALUES: tuple[str, ...] = (
    # Nothing, or nothing that is seen.
    *("", " ", "\u200b", "\ufeff12"),
    # Numbers that are none, too large, or written in another way.
    *(
        "0",
        "-1",
        "+5",
        " 5",
        "05",
        "101",
        "1e2",
        "5.0",
        "0x10",
        _IN_ARABIC,
        _IN_FULL_WIDTH,
        "9" * 19,
        "9" * 5000,
    ),
    # Lists with holes, and very long ones.
    *(",", "a,,b", "1,", ",".join(map(str, range(1, 1001))), "x" * 50_000),
    # Names of fields that go too deep, or nowhere.
    *(".".join(["body"] * 20), "title.", "title..x"),
    # Times that no calendar has, or that only some parsers take.
    *("2026-02-30", "2026-13-01", "2026-W01", "2026-03-01T25:00:00Z", "\u0662\u0660\u0662\u0666-01-01"),
    # Words in another case or with more behind them, and what other programs would take for code.
    *("DE", "de\n", "fr", "null", "'", "<b>", "../x", "%2F", "/\\x", "a:b", "{x}", "%", "\U000f0000"),
)
