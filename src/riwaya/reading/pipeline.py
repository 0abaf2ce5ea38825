"""One report to its claims: the stages, in order."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from riwaya import gazetteer as gazetteers
from riwaya.errors import BadInput
from riwaya.gazetteer import Gazetteer
from riwaya.lexicon import load as lexicons
from riwaya.lexicon.match import Lexicon
from riwaya.lexicon.seams import find_seams
from riwaya.model import Reading, Report
from riwaya.reading.analysis import Analysis
from riwaya.reading.arms import set_arms
from riwaya.reading.assemble import assemble
from riwaya.reading.extents import set_extents
from riwaya.reading.furniture import mark_furniture
from riwaya.reading.hand_on import hand_on
from riwaya.reading.happenings import apply_verdicts, find_happenings
from riwaya.reading.harm import set_casualties
from riwaya.reading.lists import share_in_lists
from riwaya.reading.mentions import find_mentions
from riwaya.reading.merge import merge_happenings
from riwaya.reading.outcome_back import set_outcomes
from riwaya.reading.recall import set_recalls
from riwaya.reading.roles import set_roles
from riwaya.reading.select import select
from riwaya.reading.setting import set_places
from riwaya.reading.setting_times import set_times
from riwaya.reading.stance import set_stances
from riwaya.reading.time_back import set_times_by_others
from riwaya.reading.voices import find_voices
from riwaya.reading.word_sets import WordSets, word_sets
from riwaya.text.language import language_of
from riwaya.text.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Resources:
    """The lexicon and gazetteer a reading uses, and the word sets taken from the lexicon."""

    lexicon: Lexicon
    gazetteer: Gazetteer
    sets: WordSets
    seams: Callable[[str], tuple[int, ...]]


@lru_cache(maxsize=4)
def load_resources(lexicon_dir: Path | None = None) -> Resources:
    """Load lexicon (with the user's folder on top) and gazetteer once per process."""
    lexicon = lexicons.load(lexicon_dir)
    return Resources(lexicon, gazetteers.load(), word_sets(lexicon), find_seams(lexicon))


def fingerprint(lexicon_dir: Path | None = None) -> str:
    """Which words and places a reading is made with, as one SHA-256 in hex."""
    both = lexicons.data_hash(lexicon_dir) + gazetteers.index.data_hash()
    return hashlib.sha256(both.encode("ascii")).hexdigest()


Stage = Callable[[Analysis], None]
FINDING: tuple[Stage, ...] = (
    find_mentions, mark_furniture, find_voices, find_happenings, merge_happenings, set_extents, apply_verdicts,
)  # fmt: skip


def analyse(report: Report, resources: Resources) -> Analysis:
    """Run the stages on a report and return everything they found. Raises BadInput on a bad date."""
    an = Analysis(
        report, _date(report.published), tokenize(report.text, resources.seams), resources.lexicon, resources.gazetteer,
        resources.sets,
    )  # fmt: skip
    if not len(an.doc):
        return an
    for stage in FINDING:
        stage(an)
    blocked = _blocked(an)
    for h in an.happenings:
        if h.match.form.cls == "trigger":
            for t in h.triggers:
                for k in range(t.a, t.b):
                    blocked[k] = 0
    set_roles(an, blocked)
    set_arms(an, blocked)
    set_casualties(an, blocked)
    set_places(an, blocked)
    set_times(an, blocked)
    set_times_by_others(an)
    share_in_lists(an)
    set_stances(an)
    return an


def read_report(report: Report, resources: Resources) -> Reading:
    """Read one report: its claims, or none and a note where the text is not Arabic."""
    language = language_of(report.text)
    if language != "ar":
        note = "no Arabic text" if language == "other" else f"the text is not Arabic (it looks like {language})"
        return Reading(report, language, (), (note + ": nothing was read",))
    an = analyse(report, resources)
    kept = select(an)
    hand_on(an, kept)
    set_recalls(an, kept)
    set_outcomes(an, kept)
    claims = assemble(an, kept)
    notes = tuple(an.notes)
    if an.published is None:
        notes += ("no publication date was given: relative times stay unresolved",)
    return Reading(report, language, claims, notes)


def _date(published: str | None) -> date | None:
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError as error:
        raise BadInput(f"publication date {published!r} is no date; write it as YYYY-MM-DD") from error


def _blocked(an: Analysis) -> bytearray:
    """Words that name a voice or a cue: no value of a happening comes from them."""
    view = bytearray(len(an.doc))
    for x in an.attributions:
        for k in range(*x.cue):
            view[k] = 1
        for v in x.voices:
            if not x.carried:
                for k in range(v.a, v.b):
                    view[k] = 1
        if x.accused:
            for k in range(*x.accused):
                view[k] = 1
    return view
