"""The facts a reader needs first, composed from the form: disease, lines, response, relapse, timing, fitness."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workstation.domain.fields import FieldDictionary
from workstation.domain.findings import Polarity
from workstation.domain.messages import Label, Message
from workstation.domain.values import Count
from workstation.services.bilingual import Bilingual, join_list, join_or
from workstation.services.form import all_rows
from workstation.services.views import EvidenceSpot, FormRow, FormView, RowMark

# Composed rows stand where their first field stands; what criteria sets ask of the label follows after them.
_LEADING = ("diagnosis",)
_AFTER_LINES = (
    "response_to_latest_line",
    "relapse",
    "last_dose_to_relapse",
    "ecog",
    "cd19_therapy_given",
    "transplant_given",
    "cns_state",
    "cd19_status",
    "hbsag",
    "active_infection",
)
_RELAPSE_DATES = ("relapse_biopsy", "relapse_imaging", "relapse_suspected", "relapse_report")
_PRESSING = (RowMark.CONFLICT, RowMark.NO_SOURCE, RowMark.DOUBTFUL, RowMark.NOT_FOUND, RowMark.DERIVED)


@dataclass(frozen=True, slots=True)
class DecidingFact:
    """One line of "facts that decide". `rows`: the form rows it was made from."""

    label: Label
    shown: Label
    mark: RowMark
    rows: tuple[FormRow, ...]

    @property
    def spots(self) -> tuple[EvidenceSpot, ...]:
        """Its sources, each place once, in the order of the rows."""
        found: dict[tuple[str, int], EvidenceSpot] = {}
        for row in self.rows:
            for value in row.values:
                if value.finding.stands:
                    for spot in value.spots:
                        found.setdefault((spot.document_id, spot.page_number), spot)
        return tuple(found.values())

    @property
    def confidence(self) -> float | None:
        """How surely the least sure of its values was read; None where nothing was read by an engine."""
        values = [value for row in self.rows for value in row.values if value.finding.stands]
        best = [
            max(
                (
                    s.confidence
                    for s in v.spots
                    if s.confidence is not None and s.polarity == Polarity.SUPPORTS
                ),
                default=None,
            )
            for v in values
        ]
        read = [confidence for confidence in best if confidence is not None]
        return min(read, default=None)


def deciding_facts(
    form: FormView, dictionary: FieldDictionary, asked: Iterable[str], words: Bilingual
) -> tuple[DecidingFact, ...]:
    """Every answered deciding fact, the leading ones first. `asked`: fields the label criteria look at."""
    return tuple(_Chooser(form, dictionary, words).facts(asked))


class _Chooser:
    def __init__(self, form: FormView, dictionary: FieldDictionary, words: Bilingual) -> None:
        self._form = form
        self._dictionary = dictionary
        self._words = words
        self._rows: Mapping[str, list[FormRow]] = _by_field(form)

    def facts(self, asked: Iterable[str]) -> Iterator[DecidingFact]:
        done: set[str] = set()
        for field_id in _LEADING:
            done.add(field_id)
            yield from self._plain(field_id)
        yield from self._lines()
        for field_id in (*_AFTER_LINES, *asked):
            if field_id in done or field_id.startswith(("episode_", "relapse_")):
                continue
            done.add(field_id)
            yield from self._relapse() if field_id == "relapse" else self._plain(field_id)

    def _plain(self, field_id: str) -> Iterator[DecidingFact]:
        for row in self._rows.get(field_id, ()):
            shown = shown_of(row)
            if shown is not None:
                yield DecidingFact(Label(row.field.en, row.field.zh), shown, row.mark, (row,))

    def _lines(self) -> Iterator[DecidingFact]:
        """Each line of therapy with what was given, when, how often; the response of the last one."""
        groups = {
            group.group.id: {row.field.id: row for row in group.rows}
            for section in self._form.sections
            for group in section.groups
        }
        lines = self._form.facts.lines.lines
        for line in lines:
            for group_id in line.counted_ids:
                if group_id in groups:
                    yield self._line(line.number_options, groups[group_id])
        last = next((line.counted_ids[-1] for line in reversed(lines) if line.counted_ids), None)
        if last in groups:
            yield from self._response(groups[last])

    def _line(self, numbers: tuple[int, ...], rows: Mapping[str, FormRow]) -> DecidingFact:
        used = [
            rows[name]
            for name in ("episode_regimen", "episode_cycles", "episode_start", "episode_last_dose")
            if name in rows
        ]
        number = " / ".join(str(number) for number in numbers)
        label = self._words.label(Message("assessment.line_number", {"number": number}))
        return DecidingFact(label, self._course(rows), _most_pressing(used), tuple(used))

    def _course(self, rows: Mapping[str, FormRow]) -> Label:
        regimen = _shown(rows, "episode_regimen") or _shown(rows, "episode_drugs") or Label("", "")
        cycles = _cycles(rows)
        if cycles is not None:
            regimen = Label(f"{regimen.en} × {cycles.en}", f"{regimen.zh} × {cycles.zh}")
        start, end = _shown(rows, "episode_start"), _shown(rows, "episode_last_dose")
        if start is not None and end is not None:
            when = self._words.label(Message("assessment.from_to", {"start": start, "end": end}))
            return join_list((regimen, when))
        return join_list((regimen, start or Label("", ""), end or Label("", "")))

    def _response(self, rows: Mapping[str, FormRow]) -> Iterator[DecidingFact]:
        row = rows.get("episode_best_response")
        shown = None if row is None else shown_of(row)
        if row is None or shown is None:
            return
        others = [_shown(rows, name) for name in ("episode_response_method", "episode_response_date")]
        deauville = _shown(rows, "episode_deauville")
        parts = [shown]
        if deauville is not None:
            parts.append(Label(f"Deauville {deauville.en}", f"Deauville {deauville.zh}"))
        parts += [part for part in others if part is not None]
        used = [row, *(rows[n] for n in ("episode_response_date", "episode_deauville") if n in rows)]
        answered = tuple(one for one in used if shown_of(one) is not None)
        label = Label(row.field.en, row.field.zh)
        yield DecidingFact(label, join_list(parts), _most_pressing(answered), answered)

    def _relapse(self) -> Iterator[DecidingFact]:
        """Each relapse by the best of its dates."""
        for section in self._form.sections:
            for group in section.groups:
                if group.kind.id != "relapse":
                    continue
                rows = {row.field.id: row for row in group.rows}
                dated = next((rows[n] for n in _RELAPSE_DATES if n in rows and shown_of(rows[n])), None)
                if dated is None:
                    continue
                date = shown_of(dated) or Label("", "")
                kind = _shown(rows, "relapse_kind") or Label(group.kind.en, group.kind.zh)
                shown = self._words.label(Message(f"assessment.dated_by.{dated.field.id}", {"date": date}))
                used = (dated, rows["relapse_kind"]) if "relapse_kind" in rows else (dated,)
                label = Label(kind.en[:1].upper() + kind.en[1:], kind.zh)
                yield DecidingFact(label, shown, dated.mark, used)


def shown_of(row: FormRow) -> Label | None:
    """What stands in a row, possibilities joined by "or"; None when nothing does."""
    standing = [value for value in row.values if value.finding.stands]
    if not standing:
        return None
    return join_or(dict.fromkeys(Label(value.shown_en, value.shown_zh) for value in standing))


def _cycles(rows: Mapping[str, FormRow]) -> Label | None:
    """Cycles given; of how many planned only where that differs."""
    row = rows.get("episode_cycles")
    standing = [] if row is None else [value for value in row.values if value.finding.stands]
    if (
        len(standing) == 1
        and isinstance(count := standing[0].finding.value, Count)
        and count.number == count.of
    ):
        return Label(str(count.number), str(count.number))
    return _shown(rows, "episode_cycles")


def _shown(rows: Mapping[str, FormRow], field_id: str) -> Label | None:
    return shown_of(rows[field_id]) if field_id in rows else None


def _by_field(form: FormView) -> dict[str, list[FormRow]]:
    found: dict[str, list[FormRow]] = {}
    for row in all_rows(form.sections):
        found.setdefault(row.field.id, []).append(row)
    return found


def _most_pressing(rows: Iterable[FormRow]) -> RowMark:
    marks = {row.mark for row in rows}
    return next((mark for mark in _PRESSING if mark in marks), RowMark.CONFIRMED)
