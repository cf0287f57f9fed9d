"""Numbers as they are typed: measured values with unit, limit, support and powers of ten, and counts."""

import re
import unicodedata
from decimal import Decimal

from workstation.domain.dates import ClinicalDate, read_date
from workstation.domain.fields import Field
from workstation.domain.messages import Message
from workstation.domain.values import Count, Quantity

AROUND = " \t\r\n,;，；、。:：()（）"

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[Ee][+-]?\d{1,2}(?![\d.^/]))?"
_FLOW = r"\d+(?:\.\d+)?\s*l(?:\s*/\s*min|pm)?"
_BLOOD_SUPPORT = (
    (
        "none",
        r"\b(?:without|no|not(?:\s+(?:under|on|after|with))?)\s+(?:g-?csf|filgrastim|transfusions?|transfused|support)"
        r"|unsupported|untransfused|[未无](?:使?用)?(?:升白针?|粒细胞集落刺激因子|输血)|无支持",
    ),
    ("gcsf", r"(?:under|on|with|after)?\s*g-?csf|filgrastim|升白针?后?|粒细胞集落刺激因子后?"),
    ("transfusion", r"(?:after|on|with)?\s*transfusions?|transfused|输血后?|输注后"),
)
_OXYGEN_SUPPORT = (
    ("none", r"\b(?:without|no|not\s+on|off)\s+(?:o2|oxygen|support)\b|unsupported|无支持"),
    ("room_air", r"(?:(?:on|in)\s+)?(?:(?:room|ambient)\s+air|\bRA\b)|[未无]吸氧|不吸氧|(?:吸|室内)?空气下?"),
    (
        "oxygen",
        rf"(?:(?:on|with)\s+)?(?:{_FLOW}\s*(?:of\s+)?(?:o2|oxygen|nc\b|nasal cannula)"
        rf"|(?:o2|oxygen|nasal cannula)\s*{_FLOW}"
        rf"|\d+(?:\.\d+)?\s*l\s*/\s*min)|(?:on|with)\s+(?:supplemental\s+)?(?:o2|oxygen|nasal cannula)"
        rf"|(?:鼻导管)?(?:低流量|高流量)?吸氧[下中]?\s*(?:{_FLOW})?",
    ),
)
_ULN = re.compile(r"[,(;\s]*(?:ULN|upper limit(?: of normal)?|上限)\s*[:=]?\s*(\d+(?:\.\d+)?)\)?", re.I)
_REFERENCE = re.compile(
    r"\s*[,;，；]?\s*(?P<open>[(（\[【])?\s*"
    r"(?P<said>(?:reference|normal|ref\.?)(?:\s*(?:range|interval))?|参考(?:值|范围|区间)?|正常(?:值|范围)?)?\s*[:：]?\s*"
    r"(?:(?P<low>\d+(?:\.\d+)?)\s*[-–~～至]{1,2}\s*|[<≤]\s*)(?P<high>\d+(?:\.\d+)?)\s*(?P<unit>[^\s\d()（）\[\]]\S*?)?\s*"
    r"(?P<close>[)）\]】])?(?=[\s,;，；]|$)",
    re.I,
)
_QUANTITY = re.compile(
    r"(?P<comparator><=|>=|≤|≥|<|>|~|≈|about|approx\.?|约|大于等于|小于等于|大于|小于|低于|高于|less than|below"
    rf"|more than|above)?\s*(?P<number>{_NUMBER})\s*(?P<unit>\S.*)?",
    re.I,
)
_COMPARATORS = {
    "≤": "<=", "≥": ">=", "≈": "~", "about": "~", "approx": "~", "approx.": "~", "约": "~",
    "大于等于": ">=", "小于等于": "<=", "大于": ">", "小于": "<", "低于": "<", "高于": ">",
    "less than": "<", "below": "<", "more than": ">", "above": ">",
}  # fmt: skip
_POWER = re.compile(r"[x×*·]\s*10\s*\^\s*(\d{1,2})\s*(.*)", re.I)
_MYRIADS = {"万": 4, "亿": 8}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RANGE = re.compile(rf"(?:{_NUMBER})\s*%?\s*[-–—~～至到]\s*(?:{_NUMBER})\s*(?:[^\s\d].*)?")
_UNITS = r"(?:cycles?|courses?|points?|个?周期|个?疗程|程|次|分)"
_COUNT = re.compile(
    rf"(?:共|已行?|x|×|\*)?\s*(?P<number>\d{{1,3}})\s*{_UNITS}?\s*"
    rf"(?:(?:of|out of|/|／)\s*(?:a\s+)?(?:planned\s+)?(?P<of>\d{{1,3}})(?:\s*planned)?\s*{_UNITS}?"
    rf"|[(（,，/;；]\s*(?:of|planned:?|(?:共|原)?计划:?|拟行?)\s*(?P<planned>\d{{1,3}})(?:\s*planned)?\s*{_UNITS}?\s*[)）]?)?",
    re.I,
)


def read_count(text: str) -> Count | None:
    """A whole number, with the planned one where it is stated: "4 of 6", "x6", "6（计划8）"."""
    found = _COUNT.fullmatch(text)
    if found is None:
        return None
    planned = found["of"] or found["planned"]
    return Count(int(found["number"]), int(planned) if planned else None)


def closed(text: str) -> str:
    """Without the marks around it, but with the bracket that closes one within: "none (MRI or CSF),"."""
    head = text.strip(AROUND)
    end = text.find(head) + len(head)
    opened = sum(head.count(sign) for sign in "(（") - sum(head.count(sign) for sign in ")）")
    return head + text[end] if opened > 0 and text[end : end + 1] in (")", "）") else head


def is_range(text: str) -> bool:
    """Two ends where one number belongs: "60-65%"."""
    return _RANGE.fullmatch(text.strip(AROUND)) is not None


def read_quantity(
    field: Field,
    text: str,
    date: ClinicalDate | None = None,
    support: str | None = None,
    limit: Decimal | None = None,
    raw: str = "",
) -> Quantity | None:
    """A number with its unit; powers of ten and 万 are carried out unless they belong to the unit."""
    found = _QUANTITY.fullmatch(_plain_powers(closed(text)))
    if found is None:
        return None
    sign = (found["comparator"] or "").casefold()
    number = _plain_number(Decimal(found["number"].replace(",", "")))
    number, unit = _scaled(field, number, closed(found["unit"] or ""))
    if re.search(r"\d", field.unit or "") is None and re.match(r"\d", unit):
        return None
    return Quantity(_COMPARATORS.get(sign, sign), number, unit, date, support, raw or text, limit)


def unit_doubt(field: Field, unit: str) -> Message | None:
    if not unit:
        return Message("findings.unit_missing", {"unit": field.unit or ""})
    if field.find_unit(unit) is None:
        return Message("findings.unit_does_not_fit", {"unit": unit, "fits": _fitting(field)})
    return None


def split_support(field: Field, text: str) -> tuple[str, str | None]:
    """The text without the words for what held the value up, and the code of it."""
    for code, words in _OXYGEN_SUPPORT if field.unit == "%" else _BLOOD_SUPPORT:
        found = re.search(rf"[\s,;，；(（]*(?:{words})[)）]?", text, re.I)
        if found:
            return (text[: found.start()] + " " + text[found.end() :]).strip(), code
    return text, None


def split_limit(text: str) -> tuple[str, Decimal | None]:
    """The text without the laboratory's upper limit: "ULN 40", or the end of a reference range "(0-45)"."""
    found = _ULN.search(text)
    if found is not None:
        return _cut(text, found), Decimal(found[1])
    for range_ in _REFERENCE.finditer(text):
        if _is_reference(range_):
            return _cut(text, range_), Decimal(range_["high"])
    return text, None


def _cut(text: str, found: re.Match[str]) -> str:
    return (text[: found.start()] + " " + text[found.end() :]).strip()


def _is_reference(found: re.Match[str]) -> bool:
    """Called a reference, or two ascending numbers in brackets that are no day and month."""
    if (
        found.start() == 0
        or bool(found["open"]) != bool(found["close"])
        or not (found["open"] or found["said"])
    ):
        return False
    if found["low"] is None:
        return True
    low, high = Decimal(found["low"]), Decimal(found["high"])
    inside = f"{found['low']}-{found['high']}"
    if low >= high or read_date(inside).is_known:
        return False
    return bool(found["said"]) or "." in inside or not _may_be_a_day(low, high)


def _may_be_a_day(low: Decimal, high: Decimal) -> bool:
    """Of two whole numbers, ascending: 9-11 may be 9 November, 3-20 may be 20 March."""
    return 1 <= low <= 12 and high <= 31


def _scaled(field: Field, number: Decimal, unit: str) -> tuple[Decimal, str]:
    """The number times a power of ten that stands before the unit, when the rest is a unit of the field."""
    if field.find_unit(unit) is not None:
        return number, unit
    power = _POWER.fullmatch(unit)
    if power is not None:
        places, rest = int(power[1]), power[2].strip()
    elif unit[:1] in _MYRIADS:
        places, rest = _MYRIADS[unit[0]], unit[1:].strip()
    else:
        return number, unit
    return (
        (_plain_number(number.scaleb(places)), rest) if field.find_unit(rest) is not None else (number, unit)
    )


def _plain_number(number: Decimal) -> Decimal:
    """Written out: 1.0E+02 is 100. Decimals stay as they were typed."""
    exponent = number.as_tuple().exponent
    return Decimal(int(number)) if isinstance(exponent, int) and exponent > 0 else number


def _plain_powers(text: str) -> str:
    """Superscript digits as "^9", so that ten to the ninth stays what it is; arrows of a table left out."""
    powered = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "^" + m.group().translate(_SUPERSCRIPTS), text)
    return re.sub(r"\s*[↑↓]+\s*", " ", unicodedata.normalize("NFKC", powered)).strip()


def _fitting(field: Field) -> str:
    return ", ".join(
        dict.fromkeys((*([field.unit] if field.unit else []), *(unit.id for unit in field.units)))
    )
