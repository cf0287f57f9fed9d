"""Who and what a version is about: case, patient, author, day, documents and pages."""

from collections.abc import Sequence

from workstation.domain.dates import ClinicalDate
from workstation.domain.messages import Message
from workstation.services.bilingual import Both
from workstation.services.patients import age_on
from workstation.services.record_parts import Json, Parts, page_letter
from workstation.services.shown_times import local_time, shown_day
from workstation.store.record import PagePlace


def who(parts: Parts) -> Json:
    case, patient, user = parts.s.case, parts.s.patient, parts.ws.user
    birth = None if patient.birth is None else ClinicalDate.from_json(patient.birth)
    return {
        "case": {
            "id": case.id,
            "number": parts.s.number,
            "question": case.question,
            "referrer": case.referrer,
            "referrer_place": case.referrer_place,
            "received_at": case.received_at.isoformat(),
        },
        "patient": {
            "id": patient.id,
            "name": patient.name,
            "aliases": list(parts.s.aliases),
            "birth": None if birth is None else birth.to_json(),
            "sex": patient.sex,
            "record_number": patient.record_number,
            "line": _patient_line(parts, birth),
        },
        "review": {"id": parts.s.draft.review.id, "kind": parts.s.draft.review.kind},
        "version": {"number": parts.s.version_number, "previous_sha256": parts.s.previous_sha256},
        "author": {
            "id": user.id,
            "login": user.login,
            "printed_name": user.printed_name,
            "initials": user.initials,
        },
    }


def _patient_line(parts: Parts, birth: ClinicalDate | None) -> Both:
    sex = parts.s.patient.sex
    word = Message(f"assessment.sex.{sex if sex in ('female', 'male') else 'unknown'}")
    if birth is None or not birth.is_known:
        return parts.words.say(Message("assessment.patient_without_birth", {"sex": word}))
    age = age_on(birth, parts.s.draft.facts.as_of)
    if age is None:
        return parts.words.say(Message("assessment.patient_born", {"sex": word, "birth": birth}))
    return parts.words.say(Message("assessment.patient_aged", {"sex": word, "birth": birth, "age": age}))


def when(parts: Parts) -> Json:
    at, zone = parts.s.submitted_at, parts.ws.zone
    day, as_of = at.astimezone(zone).date(), parts.s.draft.facts.as_of
    return {
        "submitted_at": at.isoformat(),
        "submitted_shown": local_time(at, zone),
        "submitted_on": {language: shown_day(day, language) for language in ("en", "zh")},
        "as_of": as_of.isoformat(),
        "as_of_shown": {language: shown_day(as_of, language) for language in ("en", "zh")},
    }


def documents_json(parts: Parts) -> list[Json]:
    by_document: dict[str, list[PagePlace]] = {}
    for place in parts.s.draft.places:
        by_document.setdefault(place.document_id, []).append(place)
    return [_document(parts, places) for places in by_document.values()]


def _document(parts: Parts, places: Sequence[PagePlace]) -> Json:
    first = places[0]
    kind = f"assessment.document.{first.document_type}"
    known = kind if kind in parts.ws.rules.catalogue else "assessment.document.other"
    text = parts.words.told(known)
    if first.document_date is not None:
        dated = Message("assessment.document_dated", {"kind": Message(known), "date": first.document_date})
        text = parts.words.say(dated)
    return {
        "id": first.document_id,
        "letter": page_letter(first.document_order),
        "type": first.document_type,
        "date": None if first.document_date is None else first.document_date.to_json(),
        "text": text,
        "set_aside": parts.words.told("assessment.document_set_aside") if first.set_aside else None,
        "pages": [
            {
                "id": place.page_id,
                "number": place.number,
                "file": place.file_name,
                "file_sha256": place.file_sha256,
                "index": place.index,
                "seen": place.page_id in parts.s.seen,
            }
            for place in places
        ],
    }


def pages_seen(parts: Parts) -> Json:
    pages = {place.page_id for place in parts.s.draft.places if not place.set_aside}
    return {"seen": len(pages & parts.s.seen), "of": len(pages)}
