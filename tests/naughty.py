"""Strings that break careless programs, in one list for every field and every output."""

from typing import Final

MARKED_UP: Final = '<b>bold</b><img src="http://127.0.0.1:9/x.png">'
"""What Qt, or paper, would read as markup if it were let."""

_SHORT: Final = {
    "html": MARKED_UP,
    "script": "</p><script>alert('x')</script><svg onload=alert(1)>",
    "comment": "<!-- <![CDATA[ ]]> --> &lt;b&gt; &#x41; &amp;amp; &nbsp",
    "paper markup": '<para><font color="red">red</font><seq id="a"/><onDraw name="x"/></para>',
    "markdown": "# head\n* item\n[link](javascript:alert(1)) ![i](file:///etc/passwd) `code` **b**",
    "template": "{{ 7 * 7 }} {% for a in b %} {# no #} ${7*7} #{7*7} <%= 7 %>",
    "format": "%s %n %(name)s %% {0} {name} {} {:>99999} \\0 \\x00 \\u0000 \\N{BEL}",
    "sql": "'; DROP TABLE cases; -- \" ` /* */ :name $1 ? \\' OR ''='",
    "fts": 'NEAR(a b, 5) AND OR NOT "unclosed title:x a* ^b -c {col}: (',
    "tsquery": "a & b | !c <-> d:*A <2> ( ) ' \\",
    "like": "100% _x_ [a-z] \\% \\_",
    "formula": "=HYPERLINK(\"http://127.0.0.1:9\",\"x\")",
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula minus": "-2+3",
    "csv": 'a,"b;c\td",""e\'',
    "path": "../../../../etc/passwd C:\\..\\..\\x /dev/null \\\\host\\share",
    "device": "CON",
    "device with dots": "NUL.txt. .. .",
    "option": "--now=2016-01-01 -rf @file",
    "shell": "$(touch x) `touch x` ; touch x | touch x && touch x $HOME ~ !!",
    "headers": "Subject: x\r\nBcc: everybody@contoso.example\r\n\r\nbody",
    "bidi": "a\u202eb\u202c \u2066c\u2069 \u200e\u200f\u061c d",
    "bidi unclosed": "invoice\u202egpj.exe",
    "right to left": "שלום עולם مرحبا بالعالم 123 abc",
    "zero width": "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg",
    "tower": "Z" + "\u0351\u0336\u0489" * 40 + "algo",
    "joined": "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 1️⃣ 🧑‍🚀\u200d\u200d",
    "tags": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "letters": "é é ﬃ İı ẞß ǅ Ⅷ ﷺ 𝕳𝖊𝖑𝖑𝖔 Ａ",
    "han": "漢字 かな カナ 한국어 ไทย हिन्दी 𠜎𠜱",
    "lines": "a\u2028b\u2029c\x0bd\x0ce\x85f\r\ng\rh\n\n\ni",
    "mark first": "\ufeffbegins with a mark",
    "no characters": "a\ufffeb\uffffc\ufdd0d\U0001ffffe\U0010fffff",
    "private": "\ue000 \U000f0000 \U0010fffd",
    "controls": "a\x01b\x07c\x08d\x1b[31me\x1b]0;title\x07f\x7fg\x9b31mh\x9d",
    "blanks": "a\u00a0b\u2003c\u3000d\u1680e",
    "numbers": "1e309 NaN Infinity -0 0x10 1_000 ١٢٣ ½ 2016-02-30 null None undefined true",
    "quotes": "“a” ‘b’ «c» „d“ \"e\" 'f' `g` ´h´",
    "ampersand": "R&D &x && &amp; Tom && Jerry\tCtrl+Q",
}  # fmt: skip

_LONG: Final = {
    "long line": "stall " * 8_000,
    "many lines": "stall\n" * 20_000,
    "long word": "w" * 999_000,
    "many words": " ".join(f"w{number}" for number in range(130_000)),
    "deep": "<b>" * 150_000 + "(" * 150_000 + "{{" * 150_000,
    "long tower": "Z" + "\u0351" * 100_000,
}

REFUSED: Final = {
    "nul": "a\0b",
    "nul alone": "\0",
    "high half": "a\ud83db",
    "low half": "\udc4d",
    "halves the wrong way": "\udc4d\ud83d",
    "escaped bytes": "caf\udce9",
    "ten million": "x" * 10_000_000,
}
"""What no desk keeps, and says so."""

SHORT: Final = tuple(_SHORT.values())
LONG: Final = tuple(_LONG.values())
KEPT: Final = SHORT + LONG
"""What comes back to the letter, where there is room for it."""
