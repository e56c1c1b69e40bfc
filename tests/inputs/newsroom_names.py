"""Names that would pass for the newsroom's, and names of readers that have something in common with them."""

# The newsroom in which they are tried.
PAPER = "Das Nordlicht"
STAFF = (("Jürgen", "Müller"), ("Anna", "Beispiel"), ("Carola", "de la Cruz"))
AUTHORS = ("Wilhelm Groß", "Łukasz Nowak", "Дмитрий Орлов", "Ida")

IMPOSTORS = (
    # Case, spaces, punctuation.
    *(
        "Jürgen Müller",
        "JÜRGEN MÜLLER",
        "jürgen  müller",
        "JürgenMüller",
        "Jürgen.Müller",
        "A n n a Beispiel",
    ),
    *("Anna_Beispiel", "Carola De La Cruz", "„Anna Beispiel“", "Anna-Beispiel", "anna beispiel!"),
    # Spellings of umlauts, accents.
    *("Juergen Mueller", "JUERGEN MUELLER", "Ju\u0308rgen Mu\u0308ller", "Wilhelm Gross", "WILHELM GROẞ"),
    *("Ánna Beispiél", "Lukasz Nowak", "Łukasz Nówak"),
    # What is not seen.
    *(
        "Anna\u200b Beispiel",
        "A\u00adnna Bei\u2060spiel",
        "Anna\u3164Beispiel",
        "Anna\u2800Beispiel",
        "\u2066Anna Beispiel\u2069",
    ),
    # Letters of other scripts and forms that look alike.
    *("ᴀɴɴᴀ ʙᴇɪsᴘɪᴇʟ", "🆁🅴🅳🅰🅺🆃🅸🅾🅽", "🅡🅔🅓🅐🅚🅣🅘🅞🅝", "🇷edaktion", "Redaкtion", "Redakтion"),
    *("Аnna Вeispiel", "Αnna Bеіsріеl", "Anna Beispie1", "Anna Beispie|", "Anna BeispieI", "Anna Beisрiel"),
    *("𝐀𝐧𝐧𝐚 𝐁𝐞𝐢𝐬𝐩𝐢𝐞𝐥", "Ａｎｎａ Ｂｅｉｓｐｉｅｌ", "Jürgen Mϋller", "Jürgen rnüller", "Дмитpий Opлов"),
    # Words for the newsroom, and the name of the paper.
    *(
        "Redaktion",
        "Die Redaktion",
        "REDAKTION",
        "Redakt10n",
        "Rеdаktіоn",
        "R e d a k t i o n",
        "Team-Redaktion",
    ),
    *(
        "Ⓡⓔⓓⓐⓚⓣⓘⓞⓝ",
        "Ré\u200bdaktion",
        "The Editors",
        "EDIT0RS",
        "Moderation",
        "Das Nordlicht",
        "Ulf (Das Nordlicht)",
    ),
    *("dasnordlicht", "DAS N0RDLICHT"),
    *("Redakteur", "Redakteurin", "Redakteur a. D.", "Redakteur:in Ulf", "RedakteurIn", "Redaktionsteam"),
    *("Chefredaktion", "Chef-Redakteur", "Chefredakteurin", "Onlineredaktion", "Herausgeberin"),
    *("Moderator", "Moderatorin", "Admin", "Administrator", "admin2", "Webmaster", "Support-Team"),
    *("The Editor", "Editor-in-Chief", "News Editor", "Editorial Board", "Newsroom", "newsdesk", "Staff"),
    # Written together.
    *("DieRedaktion", "NordlichtRedaktion", "Redaktion24", "ModeratorUlf"),
    # Accents that no German word has, letters of other scripts, digits and signs that are read as the letter.
    *("Redaktiön", "Redäktion", "Rédäktïön", "Rεdaktion", "Rɛdaktion", "Rєdaktion", "ЯEDAKTIOИ", "RΣDΛKTION"),
    *("R3d4ktion", "Red@ktion", "R€daktion", "Redakt!on", "Änna Beispiel", "Änna Beispi€l", "Ann@ Beispiel"),
    # A full name in another order, with titles, with something after it, with spaces elsewhere.
    *("Beispiel, Anna", "Müller Jürgen", "MUELLER, JUERGEN", "de la Cruz, Carola"),
    *("Dr. Anna Beispiel", "Prof. Dr. Jürgen Müller", "Frau Beispiel, Anna", "Dipl.-Ing. Wilhelm Groß"),
    *(
        "von Anna Beispiel",
        "Anna Beispiel (Redaktion)",
        "Anna Beispiel (Nordlicht)",
        "Anna Beispiel vom Nordlicht",
    ),
    *(
        "Anna Beispiel!!",
        "Anna Beispiel – Nordlicht",
        "Anna Beispiel 2",
        "AnnaBeispiel2",
        "anna.beispiel1988",
    ),
    *("Ann-a Beispiel", "An na Bei spiel", "Ann A. Beispiel", "Red Aktion", "Ed Itor", "Das Nord Licht"),
)

ORDINARY = (
    # First names and surnames of staff and authors, and other people with them.
    *(
        "Anna",
        "Jürgen",
        "Carola",
        "Wilhelm",
        "Ida",
        "Müller",
        "Beispiel",
        "Anna B.",
        "A. Beispiel",
        "Anna M.",
    ),
    *(
        "Anna Müller",
        "Jürgen Beispiel",
        "Anna Beispielmann",
        "Anna Beispiel-Schmidt",
        "Beispiel-Schmidt, Anna",
        "Hans Jürgen Müller",
        "Hanna Beispiel",
        "Anna Maria Beispiel",
    ),
    *(
        "Jürgen Möller",
        "Jürgen Muller",
        "Wilhelm Grose",
        "Carola Cruz",
        "Carola de la Cruz-Meier",
        "Carola C.",
        "Ida Nowak",
        "Дмитрий",
    ),
    # Words that contain one of the newsroom's, or a part of it.
    *("Redaktionsleser", "Exredaktion", "Editorsson", "Moderationsopfer", "Redaktor", "Redaktionsschluss"),
    *(
        "Moderat",
        "Modeste",
        "Edith",
        "Edi Thor",
        "Annette Editorius",
        "Admira",
        "Administra",
        "Stafford",
        "Publius",
    ),
    *("Red Aktionär", "Anna Chefin", "Nordlicht", "Das Südlicht", "Ein Nordlicht", "Nordlichter"),
    # Anybody.
    *(
        "王",
        "李明",
        "M. Beispiel",
        "O’Neill-Özdemir",
        "Dr. med. Hans Meier",
        "สมชาย ใจดี",
        "किशोरी लाल",
        "محمد",
    ),
    *("X Æ A-12", "🐻 Bär", "Leser:in 12", "Bürgerverein e.V.", "will.i.am", "Ⓐ"),
)
