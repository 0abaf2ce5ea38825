"""Numbers spelled out in Arabic words, for reading back. Written apart from the reader, on the grammar alone."""

_ONES_M = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_ONES_F = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
_TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
_HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def under_hundred(n: int, feminine: bool, oblique: bool) -> str:
    """1..99 in one gender and case."""
    ones = _ONES_F if feminine else _ONES_M
    ending = "ين" if oblique else "ون"
    two = ("اثنتين" if feminine else "اثنين") if oblique else ones[2]
    if n == 2:
        return two
    if n <= 10:
        return ones[n]
    if n == 11:
        return "إحدى عشرة" if feminine else "أحد عشر"
    if n == 12:
        head = ("اثنتي" if oblique else "اثنتا") if feminine else ("اثني" if oblique else "اثنا")
        return f"{head} {'عشرة' if feminine else 'عشر'}"
    if n < 20:
        return f"{ones[n - 10]} {'عشرة' if feminine else 'عشر'}"
    tens = _TENS[n // 10] + ending
    if n % 10 == 0:
        return tens
    first = ("إحدى" if feminine else "واحد") if n % 10 == 1 else two if n % 10 == 2 else ones[n % 10]
    return f"{first} و{tens}"


def under_thousand(n: int, feminine: bool, oblique: bool, old_spelling: bool) -> str:
    """1..999; `old_spelling` writes مائة for مئة."""
    parts = []
    if n >= 100:
        hundred = _HUNDREDS[n // 100]
        if n // 100 == 2 and oblique:
            hundred = "مئتين"
        parts.append(hundred.replace("مئ", "مائ") if old_spelling else hundred)
    if n % 100:
        parts.append(under_hundred(n % 100, feminine, oblique))
    return " و".join(parts)


def _scaled(n: int, one: str, two: str, few: str, many: str, oblique: bool, old_spelling: bool) -> str:
    if n == 1:
        return one
    if n == 2:
        return two[:-2] + "ين" if oblique else two
    last = n % 100
    noun = few if 3 <= last <= 10 else many if last >= 11 else one
    return f"{under_thousand(n, False, oblique, old_spelling)} {noun}"


def spell(n: int, feminine: bool = False, oblique: bool = False, old_spelling: bool = False) -> str:
    """1..9,999,999 in words, largest first, joined by "و"."""
    parts = []
    millions, thousands, rest = n // 1_000_000, n // 1000 % 1000, n % 1000
    if millions:
        parts.append(_scaled(millions, "مليون", "مليونان", "ملايين", "مليونا", oblique, old_spelling))
    if thousands:
        parts.append(_scaled(thousands, "ألف", "ألفان", "آلاف", "ألفا", oblique, old_spelling))
    if rest:
        parts.append(under_thousand(rest, feminine, oblique, old_spelling))
    return " و".join(parts)
