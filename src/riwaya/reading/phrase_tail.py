"""Where a noun phrase ends after its head, and the party that owns what it names."""

from riwaya.reading.analysis import Analysis, PartyMention
from riwaya.reading.mention_bases import quoted_name
from riwaya.text.tokens import CLOSE_QUOTE, DASH, OPEN_PAREN, OPEN_QUOTE, TRANSPARENT

_MAX_TAIL = 6


def phrase_tail(
    an: Analysis, i: int, end: int, blocked: bytearray, thing: bool = False, head: int = -1
) -> tuple[int, PartyMention | None]:
    """End of a phrase whose head ended at `i`, and the party that owns it ("مواقع لجبهة النصرة")."""
    doc = an.doc
    if i < end and doc.words[i] in an.sets.another and not doc.gap[i] & ~TRANSPARENT:
        i += 1  # "قوة أخرى من كذا"
    b = i
    owner: PartyMention | None = None
    k = i
    while k < min(end, i + _MAX_TAIL):
        if doc.gap[k] & ~(TRANSPARENT | DASH) or blocked[k]:
            break
        if doc.gap[k] & OPEN_QUOTE and any(q.a == k and q.b - q.a > 5 for q in doc.quotes):
            break
        if doc.gap[k] & CLOSE_QUOTE and not doc.gap[k] & OPEN_PAREN and k > i and owner is None and b < k:
            break
        if doc.gap[k] & OPEN_QUOTE and (name := _quoted_name(an, k, end)):
            named = an.party_at[k]  # 'قوات "غرفة عمليات كذا"'
            return name, owner or (named if named is not None and named.a == k and not named.adjective else None)
        party = an.party_at[k]
        if party is not None and party.a == k:
            if party.match.split.conj or party.match.split.prep not in ("", "ل"):
                break
            if party.adjective and k > i and an.particle_at[k - 1]:
                break
            if k > i and not party.match.split.prep and doc.words[k].endswith("ين") and doc.words[k - 1].endswith("ون"):
                break  # "القناصة الإسرائيليون | المتظاهرين"
            if k == i and not party.adjective and not party.match.split.prep and _nunated(doc.words[k - 1]):
                break
            full = k == i and _definite(doc.words[k - 1]) and an.party_at[k - 1] is not None
            if full and not party.adjective and not party.match.split.prep:
                break  # "دحرت القوات المسلحة | المليشيا": a definite noun takes no genitive
            owner = owner or party
            b = k = party.b
            continue
        word = doc.words[k]
        if k == i and not thing and word in an.sets.of_words and k + 1 < end and _armed_at(an, k + 1):
            k += 1  # "قوة من فرقة كذا"
            continue
        if word in an.sets.belongs and k + 1 < end:
            k += 1
            continue
        if (
            word in an.gazetteer.words.direction
            and k + 1 < end
            and an.place_at[k + 1] is not None
            and k > head + 1 >= 1
        ):
            break  # "عجلتهم | شمالي بغداد"
        if an.unit_at[k] is not None and an.thing_at[k] is None:
            break  # "استهدف القوات | مرتين"
        if an.particle_at[k] or an.number_at[k] or an.time_at[k] or an.cue_at[k] or an.support_at[k]:
            break
        if word in an.sets.prepositions or word in an.sets.manner or (owner is not None and not word.startswith("ال")):
            break
        trigger = an.trigger_at[k]
        if trigger is not None and trigger.a == k:
            break
        place = an.place_at[k]
        own = place is not None and head <= place.marker_a < i  # "قاعدة عين الأسد": the head is the place's marker
        if place is not None and (place.prep or place.a != k or not thing or place.marker_a < place.a) and not own:
            break
        if place is not None:
            b = k = place.b
            continue
        if k + 1 < len(doc) and doc.words[k + 1] in an.sets.back_words and word[0] in "يت" and len(word) > 4:
            break  # "مواقع تتمركز فيها": a clause about the noun
        if an.weapon_at[k] is not None or _verb_like(word) or len(word) < 3 or _governs(word):
            break
        if word.startswith("ب") and k + 1 < end and doc.words[k + 1] in an.sets.of_words:
            break  # "المستوطنة | بصلية من الصواريخ"
        if word.endswith("ين") and doc.words[k - 1].endswith("ون") and len(word) > 4:
            break  # "القناصة الإسرائيليون | المتظاهرين": the object, by its ending
        subject = doc.words[k - 1].endswith("ون") and doc.words[k - 1].removeprefix("و").startswith("ال")
        if (
            subject
            and k == i
            and word.startswith("ال")
            and not word.endswith("ون")
            and party is None
            and not an.role(k, "broken_plural")
        ):
            break  # "رفع المتظاهرون | العلم": no adjective of a subject in the plural
        if k == i and _nunated(doc.words[k - 1]) and not _nunated(word):
            break  # "محتجون النار": a noun with its nunation takes no genitive
        if k == i and not thing and _definite(doc.words[k - 1]) and not word.startswith("ال") and party is None:
            break  # "النظام بانتظام"
        if word.endswith("ا") and len(word) > 3 and not word.startswith("ال") and not doc.words[i - 1].endswith("ا"):
            break  # "مسلحون ضابطا": an accusative opens the object
        if (an.people_at[k] is not None or an.thing_at[k] is not None) and not thing and k > i:
            break
        if an.thing_at[k] is not None and not thing and _definite(doc.words[i - 1]):
            break  # "القوات | السفينة"
        harmed = an.people_at[k]
        if harmed is not None and an.lexicon.entries["people", harmed.form.id].get("outcome"):
            break
        if an.people_at[k] is not None or an.thing_at[k] is not None:
            m = an.people_at[k] or an.thing_at[k]
            if m is not None and (m.split.conj or m.split.prep):
                break
            b = k = m.b if m is not None else k + 1
            continue
        if word.startswith("و") and len(word) > 4 and not _same_word_as_noun(word):
            break
        k += 1
        b = k
    return b, owner


def _quoted_name(an: Analysis, k: int, end: int) -> int:
    """Where a short quotation that names what stands right before it ends, if no happening is told in it; else 0."""
    q = next((q for q in an.doc.quotes if q.a == k and q.b <= end), None)
    if q is None or not quoted_name(an, q.a, q.b, q.closed):
        return 0
    return 0 if any(an.trigger_at[j] or an.cue_at[j] for j in range(q.a, q.b)) else q.b


def _verb_like(word: str) -> bool:
    return word[0] in "يت" and len(word) >= 4 and not word.startswith("تا") and word.endswith(("ون", "وا", "ان"))


def _armed_at(an: Analysis, k: int) -> bool:
    party = an.party_at[k]
    return (
        party is not None and party.a == k and not party.adjective
        and party.kind in ("armed_group", "militia", "state_forces", "police", "coalition")
    )  # fmt: skip


def _definite(word: str) -> bool:
    return word.startswith(("ال", "وال", "لل", "بال")) and len(word) > 4


def _governs(word: str) -> bool:
    """Whether a proclitic preposition with the article opens another phrase: "بالحجارة", "للجيش"."""
    return word.startswith(("بال", "كال", "فال")) and len(word) > 5


def _nunated(word: str) -> bool:
    return word.endswith(("ون", "ين")) and not word.startswith("ال") and len(word) > 4


def _same_word_as_noun(word: str) -> bool:
    return word.startswith("وال") is False and word.endswith("ه") and len(word) < 5
