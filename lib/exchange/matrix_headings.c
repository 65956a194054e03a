#include "exchange/matrix_headings.h"

#include "exchange/matrix.h"

#include <string.h>

/* Headings in small letters, as cwp__matrix_plain makes them. */
static const char *const person_words[] = {"name",
                                           "names",
                                           "staff",
                                           "staff name",
                                           "staff names",
                                           "staff member",
                                           "staff members",
                                           "employee",
                                           "full name",
                                           "employee name",
                                           "employees",
                                           "worker",
                                           "worker name",
                                           "carer",
                                           "carer name",
                                           "carers",
                                           "team member",
                                           "person",
                                           "colleague",
                                           "colleague name",
                                           "learner",
                                           "learner name",
                                           "delegate",
                                           "attendee",
                                           "name of staff",
                                           "name of employee",
                                           "name of staff member",
                                           "staff full name",
                                           "employee full name",
                                           "member of staff",
                                           "participant",
                                           NULL};

static const char *const id_words[] = {"id",
                                       "staff id",
                                       "employee id",
                                       "employee number",
                                       "employee no",
                                       "staff number",
                                       "staff no",
                                       "payroll number",
                                       "payroll no",
                                       "payroll",
                                       "payroll id",
                                       "worker id",
                                       "personnel number",
                                       "staff ref",
                                       "employee ref",
                                       "reference",
                                       "emp no",
                                       "emp id",
                                       "clock number",
                                       "person id",
                                       "worker ref",
                                       "staff reference",
                                       "unique worker id",
                                       NULL};

static const char *const forename_words[] = {"first name", "forename",    "forenames", "firstname",
                                             "given name", "first names", NULL};
static const char *const surname_words[] = {"surname", "last name", "lastname", "family name", "second name", NULL};
static const char *const job_words[] = {"job title", "job role",    "role",       "position",   "job",
                                        "post",      "designation", "occupation", "staff role", NULL};
static const char *const site_words[] = {"site",   "workplace",  "location", "service", "home",
                                         "branch", "department", "dept",     "team",    "unit",
                                         "scheme", "care home",  NULL};
static const char *const started_words[] = {"start date",
                                            "date started",
                                            "date of joining",
                                            "doj",
                                            "employment start date",
                                            "hire date",
                                            "date of employment",
                                            "employment date",
                                            "started",
                                            "joined",
                                            "date joined",
                                            "start",
                                            NULL};
static const char *const training_words[] = {"training",
                                             "course",
                                             "training course",
                                             "course name",
                                             "course title",
                                             "training title",
                                             "training name",
                                             "subject",
                                             "topic",
                                             "module",
                                             "module name",
                                             "name of course",
                                             "title of course",
                                             "name of training",
                                             "training attended",
                                             "training type",
                                             "required training",
                                             "training required",
                                             "training category",
                                             "training subject",
                                             "course attended",
                                             NULL};
static const char *const competence_words[] = {"competence",
                                               "competency",
                                               "competent",
                                               "competence checked",
                                               "competency checked",
                                               "competence assessed",
                                               "competency assessed",
                                               "competency assessment",
                                               "competence assessment",
                                               "practical competence",
                                               "practical competence checked",
                                               "assessed as competent",
                                               "competent y n",
                                               "observed",
                                               "observation",
                                               "competency date",
                                               "competence date",
                                               "competency check",
                                               "competence check",
                                               NULL};
static const char *const signed_words[] = {"signed off by", "signed off",  "sign off",           "assessor",
                                           "assessed by",   "signed by",   "who signed off",     "who signed it off",
                                           "checked by",    "observed by", "signed off by whom", NULL};
static const char *const remark_words[] = {"evidence",
                                           "where the evidence is",
                                           "where is the evidence",
                                           "evidence location",
                                           "certificate location",
                                           "location of evidence",
                                           "location of certificate",
                                           "certificate",
                                           "certificate number",
                                           "certificate no",
                                           "cert no",
                                           "evidence held",
                                           "file location",
                                           "evidence link",
                                           "evidence file",
                                           "provider",
                                           "training provider",
                                           "delivered by",
                                           "trainer",
                                           "method",
                                           "delivery",
                                           "delivery method",
                                           "how delivered",
                                           "type",
                                           "notes",
                                           "note",
                                           "comments",
                                           "comment",
                                           "remarks",
                                           "remark",
                                           "action",
                                           "actions",
                                           "action needed",
                                           NULL};
static const char *const private_words[] = {"dob",           "date of birth",
                                            "ni number",     "national insurance number",
                                            "ni no",         "email",
                                            "email address", "e mail",
                                            "phone",         "phone number",
                                            "mobile",        "mobile number",
                                            "telephone",     "address",
                                            "postcode",      "dbs number",
                                            "dbs no",        "dbs certificate number",
                                            "passport",      "nmc pin",
                                            "pin",           NULL};
static const char *const ignored_words[] = {"line manager",
                                            "manager",
                                            "supervisor name",
                                            "contract",
                                            "contract type",
                                            "hours",
                                            "contracted hours",
                                            "dbs",
                                            "dbs date",
                                            "dbs check",
                                            "total",
                                            "totals",
                                            "percentage",
                                            "compliance",
                                            "percent complete",
                                            "complete percentage",
                                            "compliant",
                                            "no",
                                            "number",
                                            "row",
                                            "rag",
                                            "shift",
                                            "gender",
                                            "status of employment",
                                            "employment status",
                                            "leave date",
                                            "leaving date",
                                            "probation",
                                            "last updated",
                                            NULL};

static const char *const completed_phrases[] = {"date of completion",
                                                "completion date",
                                                "date completed",
                                                "completed date",
                                                "completed on",
                                                "completed",
                                                "completion",
                                                "complete",
                                                "date of training",
                                                "training date",
                                                "date attended",
                                                "attended",
                                                "date done",
                                                "done",
                                                "date passed",
                                                "passed",
                                                "last completed",
                                                "last done",
                                                "date achieved",
                                                "achieved",
                                                "date trained",
                                                "date taken",
                                                "course date",
                                                "date",
                                                "date last completed",
                                                "last attended",
                                                "trained",
                                                NULL};
static const char *const expires_phrases[] = {"expiry date",
                                              "expiration date",
                                              "date of expiry",
                                              "expiry",
                                              "expires on",
                                              "expires",
                                              "expire",
                                              "exp date",
                                              "exp",
                                              "renewal date",
                                              "renewal due",
                                              "renewal",
                                              "renew by",
                                              "renew",
                                              "refresher due",
                                              "refresher date",
                                              "refresh due",
                                              "refresh date",
                                              "update due",
                                              "next due",
                                              "next due date",
                                              "due date",
                                              "date due",
                                              "due",
                                              "valid until",
                                              "valid to",
                                              "review date",
                                              "retrain by",
                                              "renewal or expiry",
                                              "expires or renewed",
                                              "refresher due date",
                                              "expiry renewal date",
                                              NULL};
static const char *const booked_phrases[] = {"date booked", "booked date", "booked for",   "booked", "planned date",
                                             "planned",     "booking",     "booking date", NULL};
static const char *const status_phrases[] = {"status", "result",   "outcome",         "y n",
                                             "yes no", "progress", "training status", NULL};

static const char *const frequency_words[] = {"frequency",
                                              "refresh",
                                              "refresher",
                                              "refreshed",
                                              "renewal",
                                              "renew every",
                                              "valid for",
                                              "validity",
                                              "how often",
                                              "refresh every",
                                              "renewal period",
                                              "expiry period",
                                              "refresher period",
                                              "renewal frequency",
                                              "refresh frequency",
                                              "training frequency",
                                              "repeat every",
                                              "validity period",
                                              "valid",
                                              NULL};

static int is_in(const char *text, const char *const *words) {
  for (; *words; words++)
    if (strcmp(*words, text) == 0) return 1;
  return 0;
}

/* What belongs to which dates, in the order of cwp_matrix_dates. */
static const char *const *const senses[CWP_MATRIX_DATES_END] = {completed_phrases, expires_phrases, booked_phrases,
                                                                status_phrases};

int cwp__heading_sense(cwp__span text, cwp_matrix_dates *dates) {
  char plain[CWP__MATRIX_PLAIN_SIZE];
  cwp__matrix_plain(text, plain);
  for (int i = 0; i < CWP_MATRIX_DATES_END; i++) {
    if (!is_in(plain, senses[i])) continue;
    *dates = (cwp_matrix_dates)i;
    return 1;
  }
  return 0;
}

int cwp__heading_is_sense(cwp__span text) {
  cwp_matrix_dates dates;
  return text.length > 0 && cwp__heading_sense(text, &dates);
}

cwp_matrix_meaning cwp__heading_meaning(cwp__span text) {
  static const struct {
    const char *const *words;
    cwp_matrix_meaning meaning;
  } tables[] = {
      {person_words, CWP_MATRIX_PERSON},         {id_words, CWP_MATRIX_PERSON},
      {forename_words, CWP_MATRIX_FORENAME},     {surname_words, CWP_MATRIX_SURNAME},
      {job_words, CWP_MATRIX_JOB_TITLE},         {site_words, CWP_MATRIX_WORKPLACE},
      {started_words, CWP_MATRIX_STARTED},       {training_words, CWP_MATRIX_TRAINING},
      {competence_words, CWP_MATRIX_COMPETENCE}, {signed_words, CWP_MATRIX_SIGNED_OFF},
      {remark_words, CWP_MATRIX_REMARK},         {private_words, CWP_MATRIX_PRIVATE},
      {ignored_words, CWP_MATRIX_IGNORED},       {completed_phrases, CWP_MATRIX_COMPLETED},
      {expires_phrases, CWP_MATRIX_EXPIRES},     {booked_phrases, CWP_MATRIX_STATUS},
      {status_phrases, CWP_MATRIX_STATUS},
  };
  char plain[CWP__MATRIX_PLAIN_SIZE];
  if (cwp__matrix_plain(text, plain) == 0) return CWP_MATRIX_UNKNOWN;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    if (is_in(plain, tables[i].words)) return tables[i].meaning;
  return CWP_MATRIX_UNKNOWN;
}

int cwp__heading_is_id(const char *heading) {
  char plain[CWP__MATRIX_PLAIN_SIZE];
  cwp__matrix_plain(cwp__span_of(heading), plain);
  return is_in(plain, id_words);
}

int cwp__heading_is_frequency(cwp__span text) {
  char plain[CWP__MATRIX_PLAIN_SIZE];
  cwp__matrix_plain(text, plain);
  return is_in(plain, frequency_words);
}

int cwp__heading_is_totals(cwp__span text) {
  static const char *const whole[] = {"key",   "legend",  "note", "notes", "count",     "updated", "red", "amber",
                                      "green", "expired", "due",  "n a",   "completed", "target",  NULL};
  static const char *const beginnings[] = {
      "total", "totals",       "average",    "percentage",       "percent",     "compliance", "overall", "number of",
      "no of", "last updated", "completion", "number completed", "prepared by", "page",       NULL};
  char plain[CWP__MATRIX_PLAIN_SIZE];
  cwp__matrix_plain(text, plain);
  if (text.length > 0 && text.text[0] == '%') return 1;
  if (is_in(plain, whole)) return 1;
  for (size_t i = 0; beginnings[i]; i++) {
    size_t length = strlen(beginnings[i]);
    if (strncmp(plain, beginnings[i], length) == 0 && (plain[length] == '\0' || plain[length] == ' ')) return 1;
  }
  return 0;
}

/* Courses and dates in one heading. */

static int is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static cwp__span bare(cwp__span text) {
  while (text.length > 0 && !is_alnum(text.text[0])) {
    text.text++;
    text.length--;
  }
  while (text.length > 0 && !is_alnum(text.text[text.length - 1]))
    text.length--;
  return text;
}

static int begins_with(const char *text, const char *phrase, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (cwp__lower(text[i]) != phrase[i]) return 0;
  return 1;
}

/* Takes a phrase off either end of a heading. Returns how long the phrase is, 0 if it is at neither or all there is. */
static size_t cut_phrase(cwp__span text, const char *phrase, cwp__span *rest) {
  size_t length = strlen(phrase);
  if (text.length <= length + 1) return 0;
  size_t start = text.length - length;
  if (!is_alnum(text.text[start - 1]) && begins_with(text.text + start, phrase, length)) {
    *rest = bare((cwp__span){text.text, start});
  } else if (!is_alnum(text.text[length]) && begins_with(text.text, phrase, length)) {
    *rest = bare((cwp__span){text.text + length, text.length - length});
  } else {
    return 0;
  }
  return rest->length > 1 ? length : 0;
}

cwp__heading_parts cwp__heading_split(cwp__span text) {
  cwp__heading_parts parts = {text, 0, CWP_MATRIX_DATES_COMPLETED};
  cwp__span whole = bare(text), rest;
  size_t longest = 0;
  for (int i = 0; i < CWP_MATRIX_DATES_END; i++) {
    for (const char *const *phrase = senses[i]; *phrase; phrase++) {
      size_t length = cut_phrase(whole, *phrase, &rest);
      if (length <= longest) continue;
      longest = length;
      parts = (cwp__heading_parts){rest, 1, (cwp_matrix_dates)i};
    }
  }
  return parts;
}

/* How often. */

static int unit_months(const char *word) {
  static const char *const years[] = {"year", "years", "yr", "yrs", "yearly", "y", "annually", "annual", NULL};
  static const char *const months[] = {"month", "months", "mth", "mths", "monthly", "mo", "m", NULL};
  if (is_in(word, years)) return 12;
  return is_in(word, months) ? 1 : 0;
}

static int number_word(const char *word) {
  static const char *const numbers[] = {"", "one", "two", "three", "four", "five", NULL};
  int number = 0;
  if (word[0] >= '0' && word[0] <= '9') {
    for (; *word >= '0' && *word <= '9' && number < 1000; word++)
      number = number * 10 + (*word - '0');
    return *word ? 0 : number;
  }
  for (int i = 1; numbers[i]; i++)
    if (strcmp(numbers[i], word) == 0) return i;
  return 0;
}

/* The next word of a plain text; letters and digits are words of their own. */
static const char *next_word(const char *at, char word[24]) {
  size_t length = 0;
  while (*at == ' ')
    at++;
  int is_number = *at >= '0' && *at <= '9';
  while (*at && *at != ' ' && (*at >= '0' && *at <= '9') == is_number) {
    if (length + 1 < 24) word[length++] = *at;
    at++;
  }
  word[length] = '\0';
  return at;
}

int cwp__matrix_months(cwp__span text) {
  char plain[CWP__MATRIX_PLAIN_SIZE], word[24];
  int number = 0, every = 0;
  cwp__matrix_plain(text, plain);
  for (const char *at = next_word(plain, word); word[0]; at = next_word(at, word)) {
    int unit = unit_months(word);
    int is_whole = strcmp(word, "annual") == 0 || strcmp(word, "annually") == 0 || strcmp(word, "yearly") == 0;
    if (unit > 0 && number > 0) return unit * number <= 120 ? unit * number : 0;
    if (is_whole || (unit == 12 && every)) return 12;
    if (strcmp(word, "biennial") == 0 || strcmp(word, "biennially") == 0) return 24;
    if (strcmp(word, "biannual") == 0) return 0; /* twice a year to some, every second year to others */
    number = number_word(word);
    every = strcmp(word, "every") == 0;
  }
  return 0;
}
