"""What people and programs send to the log-in of the admin."""

# Names that open the account of `ida` with her password, and names that do not. No database may choke on one.
NAMES = (
    *("ida", " ida", "ida ", "\tida\n", "\u2003ida"),
    *("ｉｄａ", "iｄa", "ⅰda", "ⓘda", "𝐢𝐝𝐚", "IDA", "idà", "ıda", "ida\u200d", "i d a", "ida@example.org"),
    *("ида", "آیدا", "アイダ", "👩‍💻", "a" * 254, "ü" * 254, "ß" * 254, "\ufffd"),
    *("'; DROP TABLE auth_user; --", '<script>alert("ida")</script>', "%s%d{0}", "../../etc/passwd"),
)
# What the form itself refuses, or what is too long for a column.
STRANGE_NAMES = (
    "",
    " ",
    "ida\0",
    "\0",
    "a" * 151,
    "x" * 100_000,
    "\ufffd",
    "\ud800".encode("utf-8", "surrogatepass"),
)
AGENTS = ("", "curl/8.0", "Mozilla/5.0 " + "x" * 2_000, "Möbius/1.0", "a'b\"c", "\u00ff")

# With one proxy: what it sends, and the addresses that are one network.
SAME_NETWORK = (
    ["203.0.113.9", "198.51.100.1, 203.0.113.9", "unknown, 203.0.113.9", "::ffff:203.0.113.9"],
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "10.0.0.1, 2001:db8:1:2:3:4:5:6", "2001:DB8:1:2::7"],
    ["kein-netz", "999.1.1.1", "203.0.113", "1.2.3.4, unknown"],
)
OTHER_NETWORKS = ("203.0.113.10", "203.0.113.9, 198.51.100.1", "2001:db8:1:3::1", "::ffff:203.0.113.10")
