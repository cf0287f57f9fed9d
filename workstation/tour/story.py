"""What the reviewer of the tour reads in the packet and what she types: the work of one afternoon, as data."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing read: the words to find and drag over, in a line that holds `context`; what is typed for them.

    Without `typed` the value is taken from the words; without `words` it is typed alone. `group` counts episodes
    and relapses from 1.
    """

    field: str
    words: str = ""
    typed: str = ""
    context: str = ""
    group: int = 1


CASE: Final = (
    "Haugen, Ingrid",
    "11 February 1969",
    "f",
    "GM 77-10452",
    "DLBCL relapsed nine months after R-CHOP. Is axi-cel in China possible?",
    "Dr. N. Farrow",
    "Grayling Memorial Hospital",
)
DISEASE: Final = (
    Reading("diagnosis", "Diffuse large B-cell lymphoma, NOS", context="germinal"),
    Reading("diagnosis_certainty", "lymphoma, NOS", "definite", "germinal"),
    Reading("diagnosis_authority", "Consultant Pathologist", "local pathology"),
    Reading("biopsy_sampling_date", "1 September 2025"),
    Reading("cell_of_origin", "germinal centre B-cell", "GCB"),
    Reading("double_expressor", "MYC 20", "no"),
    Reading("fish_myc", "MYC not rearranged"),
    Reading("fish_bcl2", "BCL2 not rearranged"),
    Reading("fish_bcl6", "BCL6 not rearranged"),
    Reading("transformed_from", "No residual follicles", "none"),
)
FIRST_LINE: Final = (
    Reading("episode_regimen", "R-CHOP", context="The first cycle"),
    Reading("episode_status", "received six cycles", "given"),
    Reading("episode_disease", "Diffuse large B-cell lymphoma, NOS", "LBCL", "first biopsy"),
    Reading("episode_start", "22 September 2025"),
    Reading("episode_last_dose", "9 January 2026", context="last dose"),
    Reading("episode_cycles", "Sixth of six cycles", "6/6"),
    Reading("episode_intent", "six cycles of R-CHOP", "induction", "The first cycle"),
    Reading("episode_best_response", "complete metabolic response"),
    Reading("episode_response_date", "20 February 2026"),
    Reading("episode_response_method", "PET-CT on 20 February 2026", "PET-CT"),
    Reading("episode_response_timing", "PET-CT on 20 February 2026", "end of treatment"),
    Reading("episode_deauville", "Deauville 2", "2"),
    Reading("episode_end_reason", "completed as planned", "completed"),
)
RELAPSE: Final = (
    Reading("relapse_kind", "The relapse", "relapse"),
    Reading("relapse_imaging", "5 October 2026", context="was seen on PET-CT"),
    Reading("relapse_biopsy", "12 October 2026", context="proven by biopsy"),
    Reading("relapse_report", "20 October 2026"),
    Reading("response_to_latest_line", "complete metabolic response", "CR"),
)
EARLIER_CELL_THERAPY: Final = (
    Reading("transplant_given", "no transplantation", "no"),
    Reading("cd19_therapy_given", "no CAR-T cells", "no"),
    Reading("bispecific_given", "no bispecific antibody", "no"),
    Reading("bendamustine_given", "no bendamustine", "no"),
)
STATE: Final = (
    Reading("cd19_status", "CD19, CD20", "positive, 12 October 2026"),
    Reading("cns_state", "MRI of the brain on 2 November 2026", "MRI negative, 2 November 2026"),
    Reading("ecog", "ECOG performance status 1", "1, 16 November 2026"),
    Reading("anti_hbc", "Anti-HBc", "negative, 14 November 2026"),
    Reading("hcv_antibody", "Anti-HCV", "negative, 14 November 2026"),
    Reading("hiv", "HIV Ag/Ab", "negative, 14 November 2026"),
    Reading("active_infection", "No active infection", "none, 16 November 2026"),
    Reading("anc", "Neutrophils", "3.2 10^9/L, unsupported, 14 November 2026"),
    Reading("alc", "Lymphocytes", "1.1 10^9/L, unsupported, 14 November 2026"),
    Reading("platelets", "Platelets", "187 10^9/L, unsupported, 14 November 2026"),
    Reading("haemoglobin", "Haemoglobin", "124 g/L, unsupported, 14 November 2026"),
    Reading("creatinine", "Creatinine", "70 umol/L, 14 November 2026"),
    Reading("weight", "Weight 68 kg", "68 kg, 16 November 2026"),
    Reading("height", "height 166 cm"),
    Reading("bilirubin", "Bilirubin total", "9 umol/L, 14 November 2026"),
    Reading("alt", "ALT", "28 U/L, ULN 41, 14 November 2026"),
    Reading("ast", "AST", "25 U/L, ULN 40, 14 November 2026"),
    Reading("lvef", "LVEF", "60 %, 3 November 2026"),
    Reading("pericardial_effusion", "no pericardial effusion", "none, 3 November 2026"),
    Reading("pleural_effusion", "No pleural effusion", "none, 5 October 2026"),
    Reading("spo2", "Oxygen saturation", "98 %, room air, 16 November 2026"),
    Reading("tempo", "growing rapidly", "rapid"),
)
# Read in a table by eye and marked with a drawn box.
BOXED: Final = Reading("hbsag", "HBsAg", "negative, 14 November 2026")
MISSING: Final = "hbv_dna"
# The tablets of the last cycle went on after its infusion: the letter and the discharge summary differ.
OTHER_LAST_DOSE: Final = Reading("episode_last_dose", "13 January 2026", "13 January 2026")
WHY_BOTH: Final = "Last infusion on 9 January, prednisone tablets until 13 January. Both within 12 months."
WHY_INFUSION: Final = "The last dose counts by the infusion."
RATIONALE: Final = (
    "DLBCL NOS, complete remission after six cycles of R-CHOP, relapse proven by biopsy nine months after "
    "the last dose. One line of therapy."
)
COMMENT: Final = "Count the last dose by the infusion, please, and resolve this."
