# ruff: noqa: E501  (a record reads better as a table)
"""A record as a submitted version holds it, invented, small enough to read and with one of everything."""

import struct
import zlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workstation.exports.record_json import (
    RecordPackage,
    RecordSignature,
    SignedStatement,
    canonical,
    sha256,
)

Json = dict[str, Any]


def both(en: str, zh: str) -> Json:
    return {"en": en, "zh": zh}


def picture(shade: int) -> bytes:
    """A grey PNG of 320 by 36 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((shade + (x * y) % 40) for x in range(320)) for y in range(36))
    head = struct.pack(">IIBBBBB", 320, 36, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


CROP = picture(190)


def value(en: str, zh: str, raw: str = "", page: str = "", quote: str = "") -> Json:
    sources = []
    if page:
        sources = [
            {
                "page": page,
                "quote": quote,
                "confidence": 968_000,
                "polarity": "supports",
                "crop": sha256(CROP),
            }
        ]
    return {"shown": both(en, zh), "raw": raw, "sources": sources}


def row(en: str, zh: str, *values: Json, mark: str = "confirmed", notes: tuple[Json, ...] = ()) -> Json:
    return {"label": both(en, zh), "mark": mark, "values": list(values), "notes": list(notes)}


def fact(
    en: str, zh: str, shown: Json, sources: list[str], confidence: int | None, mark: str = "confirmed"
) -> Json:
    return {"label": both(en, zh), "shown": shown, "sources": sources, "confidence": confidence, "mark": mark}


def criterion(verdict: str, en: str, zh: str, reason: Json, borderline: bool = False) -> Json:
    return {
        "verdict": verdict,
        "borderline": borderline,
        "sentence": both(en, zh),
        "reason": reason,
        "changes": [both("HBsAg negative and anti-HBc negative", "HBsAg 阴性且抗-HBc 阴性")]
        if verdict == "unknown"
        else [],
        "hard": verdict != "unknown",
        "facts": [
            {"label": both("Diagnosis", "诊断"), "shown": both("DLBCL, NOS", "DLBCL, NOS"), "sources": ["A1"]}
        ],
        "source": "YKD-2L",
        "mark": "F2",
        "mark_words": both("F2: found in a secondary page only", "F2：仅见于二手资料"),
    }


def layer(layer_id: str, en: str, zh: str, verdict: str, met: int, of: int, borderline: bool = False) -> Json:
    return {
        "id": layer_id,
        "title": both(en, zh),
        "verdict": verdict,
        "borderline": borderline,
        "met": met,
        "of": of,
        "criteria": [
            criterion(
                verdict,
                "Relapse within 12 months after first-line chemoimmunotherapy, or refractory to it",
                "一线免疫化疗后 12 个月内复发，或对其难治",
                both("7 mo 2 d after the last dose", "末次用药后 7 个月 2 天"),
                borderline,
            )
        ],
    }


def product(set_id: str, name: str, line: Json, verdict: str, applicable: bool = True) -> Json:
    return {
        "set_id": set_id,
        "version": "1.0",
        "mark": "F2",
        "product": both(name, name),
        "indication": line,
        "applicable": applicable,
        "applicability": "applicable" if applicable else "not_applicable",
        "verdict": verdict,
        "borderline": False,
        "met": 0,
        "of": 0,
        "reason": both("", "")
        if applicable
        else both("For an earlier line than this patient's", "适用于更早的治疗线"),
        "approved_by": None,
        "layers": [
            layer("label", "Label", "说明书", verdict, 4, 4),
            layer("trial", "Trial likeness", "试验相似度", "unknown", 9, 13, True),
            layer("fitness", "Fitness, safety", "体能与安全", "unknown", 6, 10),
            layer("timing", "Timing", "时机", "met", 2, 2),
        ]
        if applicable
        else [],
    }


TIMELINE: Json = {
    "as_of": "2026-11-23",
    "as_of_label": both("as of 23 Nov 2026", "截至 2026-11-23"),
    "bars": [
        {"label": both("R-CHOP × 6", "R-CHOP × 6"), "start": ["2025-12-12"] * 2, "end": ["2026-03-27"] * 2, "style": "given"},
        {"label": both("or Apr 2026", "或 2026-04"), "start": ["2026-04-01"] * 2, "end": ["2026-04-01", "2026-04-30"], "style": "conflict"},
        {"label": both("RT 36 Gy", "放疗 36 Gy"), "start": ["2026-06-01", "2026-06-30"], "end": ["2026-06-01", "2026-06-30"], "style": "other"},
        {"label": both("Prednisone", "泼尼松"), "start": ["2026-11-02"] * 2, "end": None, "style": "given"},
    ],
    "points": [
        {"label": both("diagnosis", "诊断"), "at": ["2025-11-24"] * 2, "kind": "diagnosis", "lane": "event"},
        {"label": both("relapse", "复发"), "at": ["2026-10-29"] * 2, "kind": "relapse", "lane": "event"},
        {"label": both("PR, interim", "PR，中期"), "at": ["2026-02-06"] * 2, "kind": "pr", "lane": "response"},
        {"label": both("CR, Deauville 2", "CR，Deauville 2"), "at": ["2026-05-08"] * 2, "kind": "cr", "lane": "response"},
        {"label": both("PD", "PD"), "at": ["2026-10-20"] * 2, "kind": "pd", "lane": "response"},
    ],
    "brackets": [{"from": "2026-03-27", "to": "2026-10-29", "label": both("last dose to relapse 7 mo 2 d (5 mo 29 d to 7 mo 2 d)", "末次用药至复发 7 个月 2 天（5 个月 29 天至 7 个月 2 天）")}],
}  # fmt: skip

FORM: list[Json] = [
    {
        "id": "disease",
        "label": both("Disease", "疾病"),
        "rows": [
            row("Diagnosis", "诊断", value("DLBCL, NOS", "弥漫大 B 细胞淋巴瘤，NOS", "diffuse large B-cell lymphoma, NOS", "A1", "diffuse large B-cell lymphoma, NOS, non-germinal centre")),
            row("CD19", "CD19", value("looked for, not found, 7 documents", "已查 7 份文件，未找到"), mark="not_found"),
            row("ECOG", "ECOG", value("1, 10 Nov 2026", "1，2026-11-10", "1"), mark="no_source"),
        ],
        "groups": [],
    },
    {
        "id": "therapy",
        "label": both("Therapy", "治疗"),
        "rows": [],
        "groups": [
            {
                "title": both("R-CHOP", "R-CHOP"),
                "line": both("Line 1: the first systemic treatment", "第 1 线：首个全身治疗"),
                "rows": [
                    row(
                        "Last actual dose",
                        "末次实际用药",
                        value("27 Mar 2026", "2026-03-27", "27/03/2026", "D1", "27/03/2026, full dose"),
                        value("Apr 2026", "2026-04", "April 2026", "B1", "last course in April 2026"),
                        mark="conflict",
                        notes=(both("Left open: either date leaves every verdict unchanged.", "未决：两个日期均不改变结论。"),),
                    )
                ],
            }
        ],
    },
]  # fmt: skip


def sample_record() -> Json:
    return {
        "format": "workstation-assessment",
        "format_version": 1,
        "app": {"name": "workstation", "version": "0.1.0"},
        "workspace": {"name": "Ward", "time_zone": "Europe/Berlin"},
        "case": {"id": "c", "number": "LY-0147", "question": "Is CAR-T cell therapy in China an option after relapse within 12 months of R-CHOP?", "referrer": "Dr. H. Aune", "referrer_place": "Kalvik District Hospital"},
        "patient": {"name": "Wren, Adela", "line": both("Female, born 12 Apr 1965 (61)", "女，1965-04-12 出生（61 岁）")},
        "version": {"id": "v", "number": 1},
        "author": {"id": "u", "login": "mkeller", "printed_name": "M. Keller, reviewer"},
        "submitted_at": "2026-11-23T09:44:00Z",
        "submitted_shown": "23 Nov 2026, 10:44 UTC+1",
        "submitted_on": both("23 Nov 2026", "2026-11-23"),
        "as_of_shown": both("23 Nov 2026", "2026-11-23"),
        "recommendation": {
            "kind": "matches",
            "sentence": both("Appears to match the disease criteria of axi-cel, China, second line", "看来符合 axi-cel（中国，二线）的疾病条件"),
            "rationale": "Biopsy-proven relapse of DLBCL seven months after the last dose of R-CHOP × 6, with a complete response between. ECOG 1. Hepatitis B, hepatitis C and HIV results must be seen before collection. #not *markup*",
            "differing_reason": "",
        },
        "verdicts": [
            product("axi-cn-2l", "axi-cel", both("China, second line", "中国，二线"), "met"),
            product("axi-cn-3l", "axi-cel", both("China, third line", "中国，三线"), "not_met"),
            product("relma-cn-3l", "relma-cel", both("China, third line", "中国，三线"), "not_applicable", applicable=False),
        ],
        "verdict_notes": [both("Third-line labels ask for two or more lines of therapy: one is on record.", "三线适应证要求至少两线治疗：记录中为一线。")],
        "deciding": [
            fact("Diagnosis", "诊断", both("DLBCL, NOS, non-GCB", "DLBCL, NOS，非 GCB"), ["A1"], 981_000),
            fact("Last actual dose", "末次实际用药", both("27 Mar 2026 or Apr 2026", "2026-03-27 或 2026-04"), ["D1", "B1"], 968_000, "conflict"),
            fact("Last dose to relapse", "末次用药至复发", both("7 mo 2 d (5 mo 29 d to 7 mo 2 d)", "7 个月 2 天（5 个月 29 天至 7 个月 2 天）"), [], None, "derived"),
            fact("Platelets", "血小板", both("88 10^9/L, 9 Nov 2026", "88 10^9/L，2026-11-09"), ["E2"], 812_000, "doubtful"),
            *(fact(f"Fact {n}", f"事实 {n}", both(f"value {n}", f"值 {n}"), ["A2"], 955_000) for n in range(5, 10)),
        ],
        "deciding_notes": [both("A second document gives Apr 2026 for the last dose. Left open and explained: either date leaves every verdict unchanged.", "另一份文件的末次用药日期为 2026-04。未决并已说明：两个日期均不改变结论。")],
        "missing": [{"sentence": both(f"Missing thing {n}: not looked for yet", f"缺项 {n}：尚未查找")} for n in range(1, 7)],
        "open_questions": [both("Echocardiogram is older than 3 months.", "超声心动图已超过 3 个月。")],
        "timeline": TIMELINE,
        "form": FORM,
        "documents": [
            {"letter": "A", "text": both("Pathology 29 Oct 2026", "病理 2026-10-29"), "pages": [{"file": "path.pdf"}, {"file": "path.pdf"}], "set_aside": None},
            {"letter": "B", "text": both("Treatment history 10 Nov 2026", "治疗经过 2026-11-10"), "pages": [{"file": "hist.pdf"}], "set_aside": None},
            {"letter": "C", "text": both("Laboratory", "化验单"), "pages": [{"file": "x.png"}], "set_aside": both("Set aside: another patient's", "已搁置：属于另一位患者")},
        ],
        "pages_seen": {"seen": 3, "of": 3},
        "rules": [{"package": "fields", "version": "1.0", "sha256": "ab" * 32}, {"package": "criteria axi-cn-2l", "version": "1.0", "sha256": "cd" * 32}],
        "files": [{"name": "path.pdf", "sha256": "12" * 32}, {"name": "hist.pdf", "sha256": "34" * 32}],
        "crops": [{"sha256": sha256(CROP)}],
    }  # fmt: skip


def sample_package(signed: bool = True, key: Ed25519PrivateKey | None = None) -> RecordPackage:
    record = sample_record()
    record_hash = sha256(canonical(record))
    signature = None
    if signed:
        key = key or Ed25519PrivateKey.from_private_bytes(b"k" * 32)
        statement = SignedStatement(
            record_hash, "s", "hroth", "Dr. Helena Roth, supervisor", "approval",
            "2026-11-23T10:08:00Z", "23 Nov 2026, 11:08 UTC+1",
        )  # fmt: skip
        signature = RecordSignature(
            statement, key.public_key().public_bytes_raw().hex(), key.sign(statement.to_bytes()).hex()
        )
    head = {"chain": "c", "seq": 41, "hash": "51e07b3c" * 8}
    return RecordPackage(record, record_hash, signature, {sha256(CROP): CROP}, head)
