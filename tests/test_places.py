"""Places in text: what must be found, as what, and what must not be."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya import gazetteer
from riwaya.gazetteer import Gazetteer
from riwaya.reading.place_mention import PlaceMention
from riwaya.reading.places import find_places, guess_home
from riwaya.text.tokens import tokenize

SY, IQ, YE, LY, SD, PS, LB = (("SY",), ("IQ",), ("YE",), ("LY",), ("SD",), ("PS",), ("LB",))


@pytest.fixture(scope="module")
def gaz(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIWAYA_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setenv("RIWAYA_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield gazetteer.load()


def _find(gaz: Gazetteer, text: str, home: tuple[str, ...] = ()) -> list[PlaceMention]:
    return find_places(tokenize(text), gaz, home=home)


def _english(gaz: Gazetteer, text: str, home: tuple[str, ...] = ()) -> list[str]:
    return [m.place.name_en for m in _find(gaz, text, home)]


# Text, home, every place in order: English name, with * where it is an area phrase.
FOUND: list[tuple[str, tuple[str, ...], list[str]]] = [
    # markers, lists, brackets and quotation marks
    ("قصف مدفعي على مدينة سراقب وبلدة جرجناز", SY, ["Saraqib", "Jarjanaz"]),
    ("سقطت قذائف على أحياء (المزة والمالكي وكفرسوسة) صباحا", SY, ["Mezzeh", "Malki", "Kafr Sousa"]),
    ("اشتباكات في أحياء التضامن والقدم والميدان جنوبي دمشق", SY,
     ["Tadamon", "Qadam", "Midan (Damascus)", "Damascus*"]),
    ("دخل المقاتلون مدينة «الباب» صباحا", SY, ["Al-Bab"]),
    ("تجددت المعارك في مدينتي الموصل وتكريت", IQ, ["Mosul", "Tikrit"]),
    ("انسحب المسلحون من بلدتي نبل والزهراء", SY, ["Nubl", "Zahraa"]),
    ("جبهتا القتال: محور مسرابا والريحان", SY, ["Misraba", "Al-Rayhan"]),
    ("المصدر تحدث عن حي الثورة في أم درمان", SD, ["Thawra (Omdurman)", "Omdurman"]),
    # containers, nationality adjectives, home
    ("غارة على مدينة دوما بريف دمشق", SY, ["Duma", "Rif Dimashq Governorate"]),
    ("قتل مدنيان في أريحا بريف إدلب", SY, ["Ariha", "Idlib Governorate*"]),
    ("اقتحمت القوات أريحا ونابلس فجرا", PS, ["Jericho", "Nablus"]),
    ("اغتيال ضابط في طرابلس اللبنانية", (), ["Tripoli (Lebanon)"]),
    ("وصل المبعوث إلى العاصمة الليبية طرابلس", (), ["Tripoli"]),
    ("معارك في مدينة البيضاء اليمنية", (), ["Bayda (Yemen)"]),
    ("معارك في بلدة البيضاء الليبية", (), ["Bayda (Libya)"]),
    ("اعتقال شبان في البيضاء شرقي ليبيا", LY, ["Bayda (Libya)", "Libya*"]),
    ("قذائف على حي الميدان بحلب", SY, ["Midan (Aleppo)", "Aleppo"]),
    ("هدوء في المنصورة والشيخ عثمان بعدن", YE, ["Mansoura (Aden)", "Sheikh Othman", "Aden"]),
    ("سيارة مفخخة في حي صلاح الدين بحلب", SY, ["Salah al-Din (Aleppo)", "Aleppo"]),
    ("عملية أمنية في محافظة صلاح الدين", IQ, ["Saladin Governorate"]),
    ("اشتباكات قرب رفح المصرية", (), ["Rafah (Egypt)"]),
    # areas
    ("قصف على ريف حماة الشمالي", SY, ["Hama Governorate*"]),
    ("قصف على ريفي حماة وإدلب", SY, ["Hama Governorate*", "Idlib Governorate*"]),
    ("غارات على الريف الغربي لمدينة كوباني", SY, ["Kobani (Ayn al-Arab)*"]),
    ("غارات على الريف الغربي لدمشق", SY, ["Rif Dimashq Governorate*"]),
    ("قتلى شمال غرب سوريا وجنوب إسرائيل", (), ["Syria*", "Israel*"]),
    ("تحليق إلى الشرق من قطاع غزة", PS, ["Gaza Strip*"]),
    ("انفجارات في محيط بلدة عرسال وأطراف بعلبك", LB, ["Arsal*", "Baalbek*"]),
    ("تصعيد في الشمال السوري", (), ["Syria*"]),
    ("ضواحي دمشق تتعرض للقصف", SY, ["Damascus*"]),
    # villages of the front lines, names written together, new quarters
    ("قصف صاروخي على بلدة معردبسة وقرية آفس", SY, ["Maardibsah", "Afs"]),
    ("قصف على بلدة التريمسة بريف حماة", SY, ["Tremseh", "Hama Governorate*"]),
    ("اشتباكات في محور الملاجة جنوب إدلب", SY, ["Malajah", "Idlib*"]),
    ("قتلى في كفرحلب ومعرة الإخوان", SY, ["Kafr Halab", "Maarat al-Ikhwan"]),
    ("قصف على ريف ديرالزور الشرقي", SY, ["Deir ez-Zor Governorate*"]),
    ("غارة على وكر قرب قرية تشتي بمنطقة الكسك غرب الموصل", IQ, ["Tashti", "Kisik", "Mosul*"]),
    ("غارة على بلدة حبوش في قضاء النبطية", LB, ["Habbouch", "Nabatieh"]),
    ("اقتحام بلدة سنجل شمال رام الله", PS, ["Sinjil", "Ramallah*"]),
    ("معارك في كازقيل وفي بري المحس بالخرطوم", SD, ["Kazgeil", "Burri al-Mahas", "Khartoum"]),
    # sites and aliases
    ("استهدف الهجوم مطار البصرة الدولي", IQ, ["Basra International Airport"]),
    ("هجوم بمسيرة على قاعدة العند", YE, ["Al-Anad air base"]),
    ("إغلاق معبر باب الهوى وسد تشرين", SY, ["Bab al-Hawa crossing", "Tishrin Dam"]),
    ("قصف على مخيم جباليا شمال غزة", PS, ["Jabalia camp", "North Gaza Governorate"]),
    ("غارة على مطار التيفور", SY, ["T4 air base (Tiyas)"]),
    ("جامعة الموصل خرجت عن الخدمة", IQ, ["Mosul"]),
    ("الهجوم على بلدة الشفونية", SY, ["Shaffuniyah"]),
    ("سيطرت القوات على عين العرب", SY, ["Kobani (Ayn al-Arab)"]),
    # proclitics, capitals as actors
    ("نقل المصابون للرقة ولحلب وبحمص", SY, ["Raqqa", "Aleppo", "Homs"]),
    ("أعلنت طهران أنها سترد", (), ["Tehran"]),
    ("اجتماع بين السعودية واليمن", (), ["Saudi Arabia", "Yemen"]),
    ("قصف في سورية أمس", (), ["Syria"]),
    # back-references
    ("دخلت القوات مدينة تدمر ثم انسحبت من المدينة", SY, ["Palmyra", "Palmyra"]),
    ("قصف على قطاع غزة وإطلاق صواريخ من القطاع", PS, ["Gaza Strip", "Gaza Strip"]),
    ("اشتباكات في العاصمة السورية مساء", (), ["Damascus"]),
    ("سقطت قذائف على العاصمة مساء", SY, ["Damascus"]),
    ("حصار مخيم اليرموك وقصف على المخيم", SY, ["Yarmouk camp", "Yarmouk camp"]),
    ("معارك في محافظة مأرب وتعزيزات إلى المحافظة", YE, ["Marib Governorate", "Marib Governorate"]),
]  # fmt: skip

# Text, home: no place at all.
NOT_FOUND: list[tuple[str, tuple[str, ...]]] = [
    ("اندلعت الثورة السورية ضد النظام السوري", SY),
    ("رفض المالكي المبادرة وغادر الشعار الاجتماع", SY),
    ("قاتل من أجل الحرية والكرامة", SY),
    ("أغلق الباب وصعد التل", ()),
    ("نزلوا إلى الميدان دفاعا عن الشعب", ()),
    ("القوات السعودية واليمنية انسحبت", ()),
    ("الحكومة اليمنية والجيش العراقي", ()),
    ("نشر لواء القدس وسرايا القدس بيانا", PS),
    ("قال أبو محمد الجولاني إن الفصائل ستقاتل", SY),
    ("سقط قتلى ليل الجمعة بعد هجوم جوي", SY),
    ("نقل إلى مستشفى الثورة", YE),
    ("بحجة البحث عن مطلوبين على أمل الصلح", YE),
    ("في 29 آب وقع الهجوم", YE),
    ("دمر الجيش آليات وأصاب مرتين هدفا", SY),
    ("الخوذ البيضاء انتشلت الضحايا", SY),
    ("المدينة الجامعية ومعركة طويلة", SY),
    ("بشار الأسد وفلاديمير بوتين", SY),
    ("وصفته بأنه عدوان وأنه معركة", SY),
    ("مطار عسكري ومحافظة أخرى", SY),
    ("قناة الجزيرة ووكالة الأناضول", SD),
    ("يوم الأحد والخميس", YE),
    ("بعض المناطق في الشمال والجنوب", LB),
    ("هجوم جويا بالطائرات المسيرة", LB),
    ("لم يكن الرد جديا وقال معربا عن قلقه", SY),
    ("نصب مدفعا على متنه وقال في حينه إنه جاهز", YE),
    ("كان الاجتماع طارئا ويفترض أن يتما قريبا", PS),
    ("سيطروا على مدن وقرى ثم انسحبوا", SD),
    ("عبروا جبالا وشيعوا كوكبة من الشهداء دون التواني", SY),
    ("اللجنة المشرفة على الصيانة وشركة آبل", SY),
]


@pytest.mark.parametrize(("text", "home", "expected"), FOUND, ids=[f[0][:40] for f in FOUND])
def test_found(gaz: Gazetteer, text: str, home: tuple[str, ...], expected: list[str]) -> None:
    assert [m.place.name_en + "*" * m.area for m in _find(gaz, text, home)] == expected


@pytest.mark.parametrize(("text", "home"), NOT_FOUND, ids=[n[0][:40] for n in NOT_FOUND])
def test_not_found(gaz: Gazetteer, text: str, home: tuple[str, ...]) -> None:
    assert _english(gaz, text, home) == []


@pytest.mark.parametrize(
    ("text", "span", "marker_from", "marker", "prep"),
    [
        ("غارة في مدينة حلب", "حلب", "مدينة حلب", "city", "في"),
        ("غارة بحي الشعار", "الشعار", "بحي الشعار", "neighbourhood", "ب"),
        ("غارة على بلدة «سقبا» ليلا", "سقبا", "بلدة «سقبا»", "town", "على"),
        ("غارة بحلب", "بحلب", "بحلب", None, "ب"),
        ("غارة قرب الرقة", "الرقة", "الرقة", None, "قرب"),
        ("تقدم نحو إدلب", "إدلب", "إدلب", None, "نحو"),
        ("قصف في ريف حماة الشمالي", "ريف حماة الشمالي", "ريف حماة الشمالي", "countryside", "في"),
        ("قصف بريف حلب الجنوبي", "بريف حلب الجنوبي", "بريف حلب الجنوبي", "countryside", "ب"),
        ("قصف في محيط مدينة حمص", "محيط مدينة حمص", "محيط مدينة حمص", "city", "في"),
        ("أعلنت دمشق موقفها", "دمشق", "دمشق", None, ""),
    ],
)
def test_spans_markers_prepositions(
    gaz: Gazetteer, text: str, span: str, marker_from: str, marker: str | None, prep: str
) -> None:
    doc = tokenize(text)
    (m,) = find_places(doc, gaz, home=SY)
    assert doc.raw_text(m.a, m.b) == span
    assert doc.raw_text(m.marker_a, m.b) == marker_from
    assert m.marker == marker
    assert m.prep in (prep, prep.replace("ى", "ي"))


def test_words_taken_by_actors_and_persons_are_no_places(gaz: Gazetteer) -> None:
    doc = tokenize("قال محافظ حلب وفصائل دمشق في حمص")
    assert [m.place.name_en for m in find_places(doc, gaz, home=SY)] == ["Aleppo", "Damascus", "Homs"]
    left = find_places(doc, gaz, home=SY, taken=[(1, 3)], persons=[(3, 5)])
    assert [m.place.name_en for m in left] == ["Homs"]


def test_an_undecided_name_keeps_no_position(gaz: Gazetteer) -> None:
    """Two places of one name and nothing to tell them apart: the name is reported, the position is not."""
    (m,) = _find(gaz, "قصف على بلدة ربيعة", ("SY", "IQ"))
    assert m.place.lat is None and m.place.lon is None and m.place.id.startswith("unclear:")


@pytest.mark.parametrize("text", ["قصف على قرية المشيرفة", "غارة على قرية الغسانية", "انفجار في قرية الحمدانية"])
def test_villages_that_share_a_name_keep_no_position_alone(gaz: Gazetteer, text: str) -> None:
    """Many villages bear these names; without a container or a neighbour none is chosen."""
    (m,) = _find(gaz, text, SY)
    assert m.place.lat is None


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("قصف على قرية المشيرفة بريف جسر الشغور", "Mushayrifah (Jisr al-Shughur)"),
        ("قصف على الدانا شمال معرة النعمان", "Dana (Maarrat al-Numan)"),
        ("قصف على قرية معراتة بريف عفرين", "Maarrata (Afrin)"),
        ("قصف على بلدة الطيبة بريف السويداء", "Taybah (Suwayda)"),
    ],
)
def test_a_container_tells_villages_of_one_name_apart(gaz: Gazetteer, text: str, english: str) -> None:
    assert _find(gaz, text, SY)[0].place.name_en == english


def test_a_place_said_to_lie_elsewhere_keeps_no_position(gaz: Gazetteer) -> None:
    """The quarter we know is in Mosul; the text speaks of one of that name in Tikrit."""
    quarter, town = _find(gaz, "انفجار في حي الزهور وسط تكريت", IQ)
    assert quarter.place.lat is None and town.place.name_en == "Tikrit"
    (quarter, town) = _find(gaz, "انفجار في حي الزهور وسط الموصل", IQ)
    assert quarter.place.lat is not None and town.place.name_en == "Mosul"


def test_nearness_to_other_places_decides(gaz: Gazetteer) -> None:
    for text, parent in (
        ("قصف طال حي الصالحية قرب ركن الدين وأبو رمانة", "دمشق"),
        ("سقوط صواريخ على السبع بحرات وباب الفرج والجميلية", "حلب"),
    ):
        m = _find(gaz, text, SY)[0]
        assert m.place.parent == parent, text


def test_home_is_guessed_from_plain_names_and_adjectives(gaz: Gazetteer) -> None:
    (m,) = [m for m in _find(gaz, "الجيش اللبناني انتشر في بيروت وصيدا ثم في طرابلس") if m.b > 7]
    assert m.place.name_en == "Tripoli (Lebanon)"
    (m,) = [m for m in _find(gaz, "قوات ليبية في بنغازي ومصراتة ثم في طرابلس") if m.b > 6]
    assert m.place.name_en == "Tripoli"
    assert guess_home(_find(gaz, "معارك في حلب وإدلب وحماة بعد بيان من موسكو")) == ("SY",)
    assert guess_home({"YE": 5.0, "SA": 4.0, "US": 1.0}) == ("YE", "SA")
    assert guess_home({}) == () and guess_home([]) == ()


def test_every_mention_says_why(gaz: Gazetteer) -> None:
    reasons = {m.reason for text, home, _ in FOUND for m in _find(gaz, text, home)}
    assert reasons <= {
        "name", "marker", "list", "container", "preposition", "nationality", "area", "back-reference",
    }  # fmt: skip
    assert {"name", "marker", "list", "nationality", "area", "back-reference"} <= reasons


_pieces = sorted({w for text, _, _ in FOUND for w in text.split()} | {"،", ".", "(", ")", '"', "\n", ":"})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_pieces), max_size=40))
def test_mentions_lie_in_the_text_and_apart(gaz: Gazetteer, words: list[str]) -> None:
    doc = tokenize(" ".join(words))
    end = 0
    for m in find_places(doc, gaz):
        assert end <= m.marker_a <= m.a < m.b <= len(doc)
        assert doc.raw_text(m.a, m.b).strip()
        assert (m.place.lat is None) == (m.place.lon is None)
        end = m.b
