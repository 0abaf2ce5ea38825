"""Who was harmed along with the one person told of: "قتل رجل وابنه", "مقتل القيادي فلان ومرافقه"."""

from riwaya.reading.analysis import Analysis, CasualtyFound
from riwaya.text.tokens import COMMA, STOP

_NAME_WORDS = 4  # words of a name that may stand before the companion


_ALIKE = frozenset(("people", "fighters", "civilians"))


def with_companion(an: Analysis, c: CasualtyFound, end: int) -> CasualtyFound | None:
    """Count the one relative or companion told of right after one person, and end the count's words there.

    Where the one person was counted as of a group that the other need not be of, the other is returned by himself.
    """
    if c.min != 1 or c.max != 1 or c.outcome not in ("killed", "injured", "killed_or_injured"):
        return None
    for k in range(c.b, min(c.b + _NAME_WORDS + 1, end)):
        if an.doc.gap[k] & (COMMA | STOP):
            return None
        m = an.role(k, "companion")
        if m is not None and (m.split.conj == "و" or an.doc.words[k].startswith("و")):
            if c.group not in _ALIKE:
                return CasualtyFound(k, k + 1, c.outcome, "people", 1, 1, False, m.form.id)
            c.min = c.max = 2
            c.b = k + 1
            return None
        if an.trigger_at[k] or an.number_at[k] or an.time_at[k] or an.weapon_at[k] or an.cue_at[k]:
            return None
    return None
