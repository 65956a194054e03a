"""The words of the pathway, as enumerations.

Each member is a str, its word in JSON and in the C library, so that "trained" can stand wherever
EvidenceKind.TRAINED can. A test holds the words and their order to the C library's.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import ArgumentError

W = TypeVar("W", bound=StrEnum)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol, TypeVar

    W_co = TypeVar("W_co", covariant=True)

    class Words(Protocol[W_co]):
        """The members of an enumeration in their order, which is that of the C library's numbers."""

        def __getitem__(self, place: int, /) -> W_co: ...
        def __iter__(self) -> Iterator[W_co]: ...
        def __len__(self) -> int: ...


class Kind(StrEnum):
    """What a record is."""

    EDITION = "edition"
    SOURCE = "source"
    VALUE = "value"
    ROLE = "role-category"
    BEHAVIOUR = "behaviour"
    STATEMENT = "statement"
    RULE = "rule"
    PRACTICE_AREA = "practice-area"
    GROUP = "group"
    LEARNING = "learning"
    PROGRESSION = "progression"
    PERSONA = "persona"
    TERM = "term"
    MOVE = "move"
    CODE_LIST = "code-list"
    CODE = "code"
    MAP = "map"
    SUGGESTION = "suggestion"
    VOICE = "voice"
    I_STATEMENT = "i-statement"
    CHECKLIST = "checklist"
    POINT = "point"
    UNIT = "unit"
    TIMING = "timing"
    CROSSWALK = "crosswalk"
    THEME = "theme"


class Provenance(StrEnum):
    """How a record came to say what it says: read in the source, put into our words, taken over from an earlier
    edition, read in somebody's account, judged by whoever wrote the data, or published as a draft.
    """

    OFFICIAL = "official"
    PARAPHRASE = "paraphrase"
    CARRIED = "carried"
    SECOND_HAND = "second-hand"
    EDITORIAL = "editorial"
    DRAFT = "draft"


class Coverage(StrEnum):
    """How much of a role category an edition holds. With PARTIAL or less, a short list of gaps is not readiness."""

    NONE = "none"
    COMPLETE = "complete"
    PARTIAL = "partial"
    SUMMARY = "summary"


class RequirementKind(StrEnum):
    """How strongly a role category asks for something."""

    MUST = "must"
    SHOULD = "should"
    CAN = "can"


class Extent(StrEnum):
    """How much of its target a piece of learning or evidence covers."""

    NONE = "none"
    PART = "part"
    FULL = "full"


class Relation(StrEnum):
    """How one record stands to another."""

    BASELINE = "baseline"
    AREA = "area"
    SUGGESTS = "suggests"
    AREA_LEARNING = "area-learning"
    NEEDS = "needs"
    SETTING = "setting"
    FROM = "from"
    TO = "to"
    SUCCESSOR = "successor"
    SHOWS = "shows"
    MERGES = "merges"
    ABOUT = "about"
    WAIVED_BY = "waived-by"
    EXAMPLE = "example"
    GAP = "gap"


class SetRelation(StrEnum):
    """How what one record asks for stands to what another asks for."""

    EQUAL = "equal"
    SUBSET = "subset"
    SUPERSET = "superset"
    INTERSECTS = "intersects"
    NONE = "none"


class EvidenceKind(StrEnum):
    """How strong a piece of evidence is, weakest first."""

    DECLARED = "declared"
    TRAINED = "trained"
    ASSESSED = "assessed"
    ACCREDITED = "accredited"


class Result(StrEnum):
    """What came of it. Only COMPLETED can meet a requirement, unless a rule says that others do."""

    COMPLETED = "completed"
    IN_PROGRESS = "in-progress"
    BOOKED = "booked"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    NOT_APPLICABLE = "not-applicable"


class RoleBasis(StrEnum):
    """How a person's role category came to be known."""

    UNKNOWN = "unknown"
    RECORDED = "recorded"
    SUGGESTED = "suggested"


class Standing(StrEnum):
    """Where a person stands with one requirement. NO_EVIDENCE says nothing about what the person is able to do."""

    MET = "met"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    IN_PROGRESS = "in-progress"
    CLAIMED = "claimed"
    PARTLY = "partly"
    NO_EVIDENCE = "no-evidence"
    NOT_APPLICABLE = "not-applicable"


class Severity(StrEnum):
    """How much a finding matters."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class StepKind(StrEnum):
    """What kind of step it is."""

    UP = "up"
    SIDEWAYS = "sideways"
    SPECIALISE = "specialise"
    ONWARD = "onward"
    OTHER = "other"


class CarryOutcome(StrEnum):
    """What became of a piece of evidence that was carried to another edition."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_CARRIED = "not-carried"


class Difference(StrEnum):
    """How a requirement stands in two role categories."""

    SHARED = "shared"
    KIND = "kind"
    ADDED = "added"
    DROPPED = "dropped"


class ChangeKind(StrEnum):
    """What became of a record from one edition to another."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class TalkSection(StrEnum):
    """The parts of a page for a career conversation."""

    WHERE = "where"
    STRENGTHS = "strengths"
    EXPIRING = "expiring"
    STEPS = "steps"
    BEHAVIOURS = "behaviours"
    QUESTIONS = "questions"
    LIMITS = "limits"


class Funding(StrEnum):
    """How the Learning and Development Support Scheme gives money back."""

    NONE = "none"
    FULL = "full"
    SPLIT = "split"


class Objective(StrEnum):
    """What a plan is to have least of."""

    HOURS = "hours"
    COST = "cost"
    COURSES = "courses"


class GapFate(StrEnum):
    """What a plan does about a gap."""

    COVERED = "covered"
    UNDER_WAY = "under-way"
    LEFT = "left"
    BARRED = "barred"
    TOO_WEAK = "too-weak"
    IN_PART = "in-part"
    NO_COURSE = "no-course"


class Bar(StrEnum):
    """Why a course that covers gaps was not up for choice."""

    LATE = "late"
    NO_START = "no-start"
    NOT_FUNDED = "not-funded"
    HOURS_UNKNOWN = "hours-unknown"
    COST_UNKNOWN = "cost-unknown"
    AFTER = "after"


class ClaimState(StrEnum):
    """Whether a claim can be made in time."""

    IN_TIME = "in-time"
    TOO_LATE = "too-late"
    NO_DAY = "no-day"


class FileKind(StrEnum):
    """What a file is."""

    UNKNOWN = "unknown"
    ASC_STAFF = "asc-staff"
    ASC_TRAINING = "asc-training"
    ASC_WORKPLACE = "asc-workplace"
    PORTFOLIO = "portfolio"
    PATHWAY = "pathway"
    SELF_ASSESSMENT = "self-assessment"
    WIDE = "wide"
    TRAINING_MATRIX = "training-matrix"


class TemplateFormat(StrEnum):
    """What a form is written as."""

    CSV = "csv"
    JSON = "json"


class Employer(StrEnum):
    """Who employs the person."""

    UNKNOWN = "unknown"
    REGULATED = "regulated"
    NOT_REGULATED = "not-regulated"
    INDIVIDUAL = "individual"


class TitleAnswer(StrEnum):
    """What came of reading a job title."""

    CATEGORY = "category"
    OUTSIDE = "outside"
    ASK = "ask"


class ValueRelation(StrEnum):
    """How an organisation's value stands to one of the pathway's."""

    EQUAL = "equal"
    BROADER = "broader"
    NARROWER = "narrower"
    OVERLAPS = "overlaps"


class Strength(StrEnum):
    """How much speaks for a role category that is suggested."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


class MandatoryStanding(StrEnum):
    """Where a person stands with one training category that may be mandatory."""

    NOT_ASKED = "not-asked"
    PRESENT = "present"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    MISSING = "missing"


class MatrixShape(StrEnum):
    """How a training matrix is laid out."""

    UNKNOWN = "unknown"
    WIDE = "wide"
    LONG = "long"


class MatrixMeaning(StrEnum):
    """What a column of a training matrix holds."""

    UNKNOWN = "unknown"
    PERSON = "person"
    FORENAME = "forename"
    SURNAME = "surname"
    OTHER_NAME = "other-name"
    JOB_TITLE = "job-title"
    WORKPLACE = "workplace"
    STARTED = "started"
    COURSE = "course"
    TRAINING = "training"
    COMPLETED = "completed"
    EXPIRES = "expires"
    STATUS = "status"
    COMPETENCE = "competence"
    SIGNED_OFF = "signed-off"
    REMARK = "remark"
    PRIVATE = "private"
    IGNORED = "ignored"
    NOTHING = "nothing"


class MatrixDates(StrEnum):
    """What the dates of a course's column are."""

    COMPLETED = "completed"
    EXPIRES = "expires"
    BOOKED = "booked"
    STATUS = "status"


class TagKind(StrEnum):
    """What a tag of a course names."""

    GROUP = "group"
    STATEMENT = "statement"
    AREA = "practice-area"
    ROLE = "role-category"


class Decision(StrEnum):
    """What somebody decided of a tag."""

    NONE = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ADDED = "added"


class ReviewAnswer(StrEnum):
    """How an organisation stands on a point of its review of itself."""

    BLANK = "blank"
    WELL = "well"
    PARTLY = "partly"
    NOT_YET = "not-yet"
    NOT_APPLICABLE = "not-applicable"


class ReviewFormat(StrEnum):
    """What a questionnaire for a review is written as."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


class Stored(StrEnum):
    """What the national service is known to hold already of the workers in a staff file."""

    UNKNOWN = "unknown"
    NONE = "none"
    ALL = "all"


class Field(StrEnum):
    """What of a record differs from one edition to another. In C each is a bit."""

    TITLE = "title"
    TEXT = "text"
    NOTE = "note"
    STATUS = "status"
    SOURCE = "source"
    PROPERTIES = "properties"
    ALIASES = "aliases"
    LINKS = "links"
    ROLE = "role"
    PARENT = "parent"
    PLACE = "place"


# The name function of the C library for each, which a test compares.
class RotaSeverity(StrEnum):
    """What a broken rule does, lightest first. A BLOCK says that something is not on record for the days of the shift,
    never that somebody is not able."""

    PASS = "pass"
    NOTE = "note"
    WARN = "warn"
    BLOCK = "block"


class ShiftPart(StrEnum):
    """Which shifts a rule speaks of, by their time. A night shift has three hours between 23:00 and 06:00."""

    ANY = "any"
    DAY = "day"
    NIGHT = "night"


class RotaMeasure(StrEnum):
    """What a rule measures."""

    EACH = "each"
    NONE = "none"
    LEAST = "least"
    MOST = "most"
    SHARE = "share"
    PER = "per"
    FAMILIAR = "familiar"


class RotaAs(StrEnum):
    """How somebody is on a shift. Who is shadowing is there to learn: no rule counts them."""

    WORKING = "working"
    SHADOWING = "shadowing"


class RotaCause(StrEnum):
    """What an issue of a shift is about."""

    RULE = "rule"
    SHORT = "short"
    OVERLAP = "overlap"
    LONG = "long"
    ROLE = "role"
    EXPIRES = "expires"


class RotaFixKind(StrEnum):
    """How a shift could be mended."""

    ADD = "add"
    SWAP = "swap"
    MOVE = "move"
    REMOVE = "remove"
    LEARN = "learn"


NAMES: dict[type[StrEnum], str] = {
    Kind: "cwp_kind_name",
    Provenance: "cwp_provenance_name",
    Coverage: "cwp_coverage_name",
    RequirementKind: "cwp_requirement_kind_name",
    Extent: "cwp_extent_name",
    Relation: "cwp_relation_name",
    SetRelation: "cwp_relation_of_sets_name",
    EvidenceKind: "cwp_evidence_kind_name",
    Result: "cwp_result_name",
    RoleBasis: "cwp_role_basis_name",
    Standing: "cwp_standing_name",
    Severity: "cwp_severity_name",
    StepKind: "cwp_step_kind_name",
    CarryOutcome: "cwp_carry_outcome_name",
    Difference: "cwp_difference_name",
    ChangeKind: "cwp_change_kind_name",
    TalkSection: "cwp_talk_section_name",
    Funding: "cwp_funding_name",
    Objective: "cwp_plan_objective_name",
    GapFate: "cwp_gap_fate_name",
    Bar: "cwp_bar_name",
    ClaimState: "cwp_claim_state_name",
    FileKind: "cwp_file_kind_name",
    TemplateFormat: "cwp_template_format_name",
    Employer: "cwp_employer_name",
    TitleAnswer: "cwp_title_answer_name",
    ValueRelation: "cwp_value_relation_name",
    Strength: "cwp_category_strength_name",
    MandatoryStanding: "cwp_mandatory_standing_name",
    MatrixShape: "cwp_matrix_shape_name",
    MatrixMeaning: "cwp_matrix_meaning_name",
    MatrixDates: "cwp_matrix_dates_name",
    TagKind: "cwp_tag_kind_name",
    Decision: "cwp_decision_name",
    ReviewAnswer: "cwp_review_answer_name",
    RotaSeverity: "cwp_rota_severity_name",
    ShiftPart: "cwp_shift_part_name",
    RotaMeasure: "cwp_rota_measure_name",
    RotaAs: "cwp_rota_as_name",
    RotaCause: "cwp_rota_cause_name",
    RotaFixKind: "cwp_rota_fix_kind_name",
}


def words_of(words: type[W]) -> Words[W]:
    """The members by the C library's numbers."""
    members: tuple[W, ...] = tuple(words)
    return members


_PLACES: dict[type[StrEnum], dict[str, int]] = {}


def place_of(words: type[W], value: Any, what: str) -> int:
    """The C library's number for a word: a member or a str."""
    places = _PLACES.get(words)
    if places is None:
        places = _PLACES[words] = {str(member): place for place, member in enumerate(words)}
    place = places.get(value) if isinstance(value, str) else None
    if place is None:
        raise ArgumentError(f"{what} must be one of {', '.join(places)}, not {value!r}")
    return place
