#include "exchange/together.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_SLOTS = 64, REGISTERED_MANAGER = 4, CQC_REGULATED = 2, LEAST_AGE = 14 };

void cwp__together_init(cwp__together *self, const cwp_allocator *allocator, const cwp__codes *codes, int at_once) {
  *self = (cwp__together){.allocator = *allocator, .codes = codes, .at_once = at_once};
  cwp__names_init(&self->keys, allocator);
  cwp__names_init(&self->locations, allocator);
}

static void free_members(const cwp_allocator *allocator, cwp__members *members) {
  cwp__release(allocator, members->items);
  cwp__release(allocator, members->slots);
}

void cwp__together_free(cwp__together *self) {
  const cwp_allocator *with = &self->allocator;
  cwp__names_free(&self->keys);
  cwp__names_free(&self->locations);
  free_members(with, &self->members);
  free_members(with, &self->changed);
  free_members(with, &self->leaving);
  void *const blocks[] = {self->sites,    self->site_of_location, self->changes,       self->moves,
                          self->subjects, self->insured,          self->insured_slots, self->full_time.slots,
                          self->salaries, self->moved.slots};
  for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
    cwp__release(with, blocks[i]);
}

/* Sees that `*items` has room for one more. */
static int make_room(const cwp__together *self, void **items, size_t *capacity, size_t count, size_t size) {
  return count < UINT32_MAX - 1 && cwp__reserve(&self->allocator, items, capacity, count + 1, size);
}

/* Slots for `count` items and one more, a quarter of them free; NULL where those that there are will do. */
static int slots_needed(size_t count, size_t slot_count, size_t *wanted) {
  if (count + 1 <= slot_count / 4 * 3) return 0;
  *wanted = slot_count == 0 ? FIRST_SLOTS : slot_count * 2;
  return 1;
}

/* Spreads a hash or number over the slots. */
static size_t slot_of(uint64_t number, size_t slot_count) {
  number ^= number >> 32;
  number *= UINT64_C(0x9E3779B97F4A7C15);
  return (size_t)(number >> 20) & (slot_count - 1);
}

/* Members. */

static uint32_t *find_slot(const cwp__members *members, uint64_t joined) {
  size_t at = slot_of(joined, members->slot_count);
  while (members->slots[at] != 0 && members->items[members->slots[at] - 1].key.joined != joined)
    at = (at + 1) & (members->slot_count - 1);
  return &members->slots[at];
}

static const cwp__member *find_member(const cwp__members *members, uint64_t joined) {
  if (members->count == 0) return NULL;
  uint32_t slot = *find_slot(members, joined);
  return slot == 0 ? NULL : &members->items[slot - 1];
}

static int grow_members(const cwp__together *self, cwp__members *members) {
  size_t wanted;
  if (!slots_needed(members->count, members->slot_count, &wanted)) return 1;
  uint32_t *slots = cwp__allocate_zeroed(&self->allocator, wanted, sizeof *slots);
  if (slots == NULL) return 0;
  cwp__release(&self->allocator, members->slots);
  members->slots = slots;
  members->slot_count = wanted;
  for (size_t i = 0; i < members->count; i++)
    *find_slot(members, members->items[i].key.joined) = (uint32_t)(i + 1);
  return 1;
}

/* Adds a member, or gives the one of that joined key that is there already. */
static int add_member(const cwp__together *self, cwp__members *members, const cwp__member *member,
                      const cwp__member **before) {
  void *items = members->items;
  *before = NULL;
  if (!make_room(self, &items, &members->capacity, members->count, sizeof *members->items)) return 0;
  members->items = items;
  if (!grow_members(self, members)) return 0;
  uint32_t *slot = find_slot(members, member->key.joined);
  if (*slot != 0) {
    *before = &members->items[*slot - 1];
    return 1;
  }
  members->items[members->count++] = *member;
  *slot = (uint32_t)members->count;
  return 1;
}

/* Numbers. */

static uint64_t *number_slot(const cwp__number_set *set, uint64_t number) {
  size_t at = slot_of(number, set->slot_count);
  while (set->slots[at] != 0 && set->slots[at] != number)
    at = (at + 1) & (set->slot_count - 1);
  return &set->slots[at];
}

static int has_number(const cwp__number_set *set, uint64_t number) {
  return set->count > 0 && *number_slot(set, number) != 0;
}

static int add_number(const cwp__together *self, cwp__number_set *set, uint64_t number) {
  size_t wanted;
  if (slots_needed(set->count, set->slot_count, &wanted)) {
    cwp__number_set larger = {cwp__allocate_zeroed(&self->allocator, wanted, sizeof *set->slots), wanted, set->count};
    if (larger.slots == NULL) return 0;
    for (size_t i = 0; i < set->slot_count; i++)
      if (set->slots[i] != 0) *number_slot(&larger, set->slots[i]) = set->slots[i];
    cwp__release(&self->allocator, set->slots);
    *set = larger;
  }
  uint64_t *slot = number_slot(set, number);
  set->count += *slot == 0;
  *slot = number;
  return 1;
}

/* Workplaces. */

/* The number of a workplace by its key as it is written; it is added if it is new. */
static int find_site(cwp__together *self, cwp__span key, uint32_t *number) {
  char text[CWP__ID_SIZE];
  if (key.length == self->last_site_length && key.length > 0 && memcmp(key.text, self->last_site, key.length) == 0) {
    *number = self->last_site_number;
    return 1;
  }
  void *sites = self->sites;
  if (!make_room(self, &sites, &self->site_capacity, self->keys.count, sizeof *self->sites)) return 0;
  self->sites = sites;
  size_t known = self->keys.count;
  size_t length = cwp__asc_strip(key, text, sizeof text);
  if (!cwp__names_add(&self->keys, (cwp__span){text, length}, number)) return 0;
  if (self->keys.count > known) self->sites[*number] = (cwp__site){.has_row = 0};
  if (key.length >= sizeof self->last_site) return 1;
  memcpy(self->last_site, key.text, key.length);
  self->last_site_length = key.length;
  self->last_site_number = *number;
  self->last_site_hash.joined = cwp__hash_bytes(CWP__HASH_START, text, length);
  self->last_site_hash.apart = cwp__hash_bytes(self->last_site_hash.joined, "/", 1);
  return 1;
}

int cwp__together_lacks_site(const cwp__together *self, cwp__span site) {
  char text[CWP__ID_SIZE];
  if (!self->has_workplaces) return 0;
  size_t length = cwp__asc_strip(site, text, sizeof text);
  uint32_t number = cwp__names_find(&self->keys, (cwp__span){text, length});
  return number == CWP__NO_NAME || !self->sites[number].has_row;
}

/* "on line 3", where that is in the same file. */
static const char *place_before(cwp__origin before, cwp__origin now, char out[48]) {
  out[0] = '\0';
  if (before.file == now.file) snprintf(out, 48, ", on line %lu", (unsigned long)before.line);
  return out;
}

/* Holds a location id against those of the workplaces before. */
static int check_location(cwp__together *self, const cwp__row *row, const cwp__workplace *workplace, uint32_t site) {
  char where[48];
  uint32_t number;
  int is_held = workplace->status == CWP__STATUS_NEW || workplace->status == CWP__STATUS_UPDATE;
  if (!is_held || !cwp__row_has(row, CWP__WORKPLACE_LOCATIONID)) return 1;
  void *of = self->site_of_location;
  size_t known = self->locations.count;
  if (!make_room(self, &of, &self->location_capacity, known, sizeof *self->site_of_location)) return 0;
  self->site_of_location = of;
  if (!cwp__names_add(&self->locations, workplace->location, &number)) return 0;
  if (self->locations.count > known)
    self->site_of_location[number] = site;
  else
    cwp__row_report(row, CWP__RULE_WORKPLACE_LOCATIONID_REPEATED, CWP__WORKPLACE_LOCATIONID,
                    place_before(self->sites[self->site_of_location[number]].origin, self->sites[site].origin, where));
  return 1;
}

int cwp__together_add_workplace(cwp__together *self, const cwp__row *row, const cwp__workplace *workplace,
                                cwp__origin origin) {
  char where[48];
  uint32_t number;
  if (!find_site(self, workplace->key, &number)) return 0;
  cwp__site *site = &self->sites[number];
  if (site->has_row) {
    cwp__row_report(row, CWP__RULE_WORKPLACE_LOCALESTID_REPEATED, CWP__WORKPLACE_LOCALESTID,
                    place_before(site->origin, origin, where));
    return 1;
  }
  site->origin = origin;
  site->has_row = 1;
  site->status = (uint8_t)workplace->status;
  site->says_regulated = workplace->says_regulated != 0;
  site->is_head_office = workplace->is_head_office != 0;
  site->has_vacancy_of_manager = workplace->has_vacancy_of_manager != 0;
  site->service = workplace->service;
  site->regulated = workplace->regulated;
  site->healthcare = workplace->healthcare;
  site->staff = workplace->staff;
  site->starters = workplace->starters;
  site->leavers = workplace->leavers;
  site->vacancies = workplace->vacancies;
  return check_location(self, row, workplace, number);
}

/* Staff against their workplace. */

static void report_healthcare(const cwp__together *self, cwp__report *report, const cwp__subject *subject) {
  char text[16];
  const cwp__site *site = &self->sites[subject->serving];
  snprintf(text, sizeof text, "%u", (unsigned)subject->healthcare);
  cwp__span answer = cwp__span_of(text);
  int is_known_job = cwp__codes_marked(self->codes, CWP__DATASET_JOB_ROLE, subject->job, CWP__MARK_KNOWN);
  if (is_known_job && !cwp__codes_marked(self->codes, CWP__DATASET_JOB_ROLE, subject->job, CWP__MARK_HEALTHCARE))
    cwp__report_add(report, CWP__RULE_STAFF_DHA_JOB_ROLE, "DHA", answer, NULL);
  if (!site->has_row || site->status > CWP__STATUS_UPDATE) return;
  if (site->healthcare == 2) cwp__report_add(report, CWP__RULE_STAFF_DHA_WORKPLACE, "DHA", answer, NULL);
  if (cwp__codes_marked(self->codes, CWP__DATASET_SERVICE, site->service, CWP__MARK_KNOWN) &&
      !cwp__codes_marked(self->codes, CWP__DATASET_SERVICE, site->service, CWP__MARK_HEALTHCARE))
    cwp__report_add(report, CWP__RULE_STAFF_DHA_MAINSERVICE, "DHA", answer, NULL);
}

/* Holds a staff row against the workplaces, which have been read. */
static void judge(const cwp__together *self, cwp__report *report, const cwp__subject *subject) {
  const cwp__site *site = &self->sites[subject->site];
  const cwp__site *serving = &self->sites[subject->serving];
  if (!site->has_row)
    cwp__report_add(report, CWP__RULE_STAFF_LOCALESTID_NO_WORKPLACE, "LOCALESTID",
                    cwp__span_of(cwp__names_at(&self->keys, subject->site)), NULL);
  if (!subject->is_checked) return;
  /* Of a workplace that is not sent whole the service holds whether it is regulated, and we do not. */
  int is_held =
      serving->has_row && (serving->status == CWP__STATUS_UNCHECKED || serving->status == CWP__STATUS_NOCHANGE);
  if (subject->job == REGISTERED_MANAGER && !is_held &&
      !(serving->has_row && serving->status <= CWP__STATUS_UPDATE && serving->regulated == CQC_REGULATED))
    cwp__report_add(report, CWP__RULE_STAFF_MAINJOBROLE_NOT_CQC, "MAINJOBROLE", cwp__span_of("4"), NULL);
  if (subject->healthcare != 0) report_healthcare(self, report, subject);
}

static int add_subject(cwp__together *self, const cwp__row *row, const cwp__staff *staff, cwp__subject *subject) {
  subject->serving = subject->site;
  if (staff->status == CWP__STATUS_UPDATE && staff->moves_to.length > 0 &&
      !find_site(self, staff->moves_to, &subject->serving))
    return 0;
  if (self->at_once) {
    if (self->has_workplaces) judge(self, row->report, subject);
    return 1;
  }
  void *subjects = self->subjects;
  if (!make_room(self, &subjects, &self->subject_capacity, self->subject_count, sizeof *self->subjects)) return 0;
  self->subjects = subjects;
  self->subjects[self->subject_count++] = *subject;
  return 1;
}

/* Keys of workers. */

/* Hashes a worker's own key behind the site that was found last. */
static cwp__worker_hash hash_worker(const cwp__together *self, cwp__span worker) {
  char text[CWP__ID_SIZE];
  size_t length = cwp__asc_strip(worker, text, sizeof text);
  return (cwp__worker_hash){cwp__hash_bytes(self->last_site_hash.joined, text, length),
                            cwp__hash_bytes(self->last_site_hash.apart, text, length)};
}

static int add_change(cwp__together *self, const cwp__change *change) {
  void *changes = self->changes;
  if (!make_room(self, &changes, &self->change_capacity, self->change_count, sizeof *self->changes)) return 0;
  self->changes = changes;
  self->changes[self->change_count++] = *change;
  return 1;
}

/* Says that somebody before has the key of a staff row, or one that the service takes for it. */
static void report_key(const cwp__row *row, const cwp__member *before, int is_same, cwp__origin origin) {
  char where[48];
  cwp__worker_key key;
  const cwp__origin first = {before->line, 0, before->file};
  (void)cwp__asc_key(row->cells[CWP__STAFF_LOCALESTID], row->cells[CWP__STAFF_UNIQUEWORKERID], &key);
  place_before(first, origin, where);
  cwp__report_add(row->report,
                  is_same ? CWP__RULE_STAFF_UNIQUEWORKERID_REPEATED : CWP__RULE_STAFF_UNIQUEWORKERID_COLLIDES,
                  row->layout->name[CWP__STAFF_UNIQUEWORKERID], cwp__span_of(key.id), where);
}

/*
 * 1 if a worker of that very key stands there already, where either of them is to get another: the service tells them
 * apart by the new key, and says nothing. Here they are one worker twice.
 */
static int is_leaving_twice(const cwp__row *row, const cwp__members *others, const cwp__member *member,
                            cwp__origin origin) {
  const cwp__member *before = find_member(others, member->key.joined);
  if (before == NULL || before->key.apart != member->key.apart) return 0;
  int ours_alone = row->report->ours_alone;
  row->report->ours_alone = 1;
  report_key(row, before, 1, origin);
  row->report->ours_alone = ours_alone;
  return 1;
}

/* Takes in the key of a row whose key changes. */
static int add_changing_key(cwp__together *self, const cwp__row *row, const cwp__staff *staff,
                            const cwp__member *member, cwp__origin origin, int *is_repeated) {
  const cwp__change change = {origin, hash_worker(self, staff->changed_key), 0};
  const cwp__member *before;
  cwp__member changed = *member;
  changed.key = change.key;
  *is_repeated =
      is_leaving_twice(row, &self->leaving, member, origin) || is_leaving_twice(row, &self->members, member, origin);
  return add_member(self, &self->leaving, member, &before) && add_member(self, &self->changed, &changed, &before) &&
         add_change(self, &change);
}

/* Takes in the key of a staff row; says so where it stands there already, and then gives 1 in `*is_repeated`. */
static int add_key(cwp__together *self, const cwp__row *row, const cwp__staff *staff, const cwp__member *member,
                   cwp__origin origin, int *is_repeated) {
  const cwp__member *before;
  if (staff->changed_key.length > 0) return add_changing_key(self, row, staff, member, origin, is_repeated);
  if (!add_member(self, &self->members, member, &before)) return 0;
  if (before == NULL) {
    *is_repeated = is_leaving_twice(row, &self->leaving, member, origin);
    return 1;
  }
  *is_repeated = before->key.apart == member->key.apart;
  report_key(row, before, *is_repeated, origin);
  return 1;
}

/* Notes a worker who moves to another workplace. */
static int add_move(cwp__together *self, const cwp__row *row, const cwp__staff *staff, cwp__origin origin) {
  cwp__change move = {.origin = origin};
  void *moves = self->moves;
  if (!find_site(self, staff->moves_to, &move.site)) return 0;
  cwp__span key = staff->changed_key.length > 0 ? staff->changed_key : row->cells[CWP__STAFF_UNIQUEWORKERID];
  move.key = hash_worker(self, key);
  if (!make_room(self, &moves, &self->move_capacity, self->move_count, sizeof *self->moves)) return 0;
  self->moves = moves;
  self->moves[self->move_count++] = move;
  return 1;
}

/* NI numbers. */

static uint32_t *insured_slot(const cwp__together *self, uint64_t number) {
  size_t at = slot_of(number, self->insured_slot_count);
  while (self->insured_slots[at] != 0 && self->insured[self->insured_slots[at] - 1].number != number)
    at = (at + 1) & (self->insured_slot_count - 1);
  return &self->insured_slots[at];
}

static int grow_insured(cwp__together *self) {
  size_t wanted;
  void *items = self->insured;
  if (!make_room(self, &items, &self->insured_capacity, self->insured_count, sizeof *self->insured)) return 0;
  self->insured = items;
  if (!slots_needed(self->insured_count, self->insured_slot_count, &wanted)) return 1;
  uint32_t *slots = cwp__allocate_zeroed(&self->allocator, wanted, sizeof *slots);
  if (slots == NULL) return 0;
  cwp__release(&self->allocator, self->insured_slots);
  self->insured_slots = slots;
  self->insured_slot_count = wanted;
  for (size_t i = 0; i < self->insured_count; i++)
    if (self->insured[i].first == i) *insured_slot(self, self->insured[i].number) = (uint32_t)(i + 1);
  return 1;
}

static int add_insured(cwp__together *self, const cwp__staff *staff, cwp__origin origin) {
  if (staff->ni_number == 0) return 1;
  if (!grow_insured(self)) return 0;
  uint32_t at = (uint32_t)self->insured_count++;
  uint32_t *slot = insured_slot(self, staff->ni_number);
  uint16_t hours =
      staff->contracted_half_hours > 0 ? (uint16_t)staff->contracted_half_hours : (uint16_t)staff->average_half_hours;
  self->insured[at] = (cwp__insured){.number = staff->ni_number, .origin = origin, .own_half_hours = hours};
  if (*slot == 0) *slot = at + 1;
  self->insured[at].first = *slot - 1;
  cwp__insured *first = &self->insured[*slot - 1];
  first->half_hours += hours;
  first->count++;
  return 1;
}

/* Salaries. */

static uint64_t salary_number(uint16_t job, uint32_t salary) {
  return (uint64_t)job << 32 | salary;
}

/* The service takes under 37 hours for part of the time, and over 36 for all of it. */
static int add_salary(cwp__together *self, const cwp__staff *staff, cwp__origin origin) {
  enum { PART_TIME_UNDER = 74, FULL_TIME_OVER = 72 };
  int hours = staff->contracted_half_hours;
  uint16_t job = staff->role.job;
  if (staff->salary == 0 || hours < 0 || job == 0) return 1;
  if (hours > FULL_TIME_OVER && !add_number(self, &self->full_time, salary_number(job, staff->salary))) return 0;
  if (hours >= PART_TIME_UNDER) return 1;
  void *salaries = self->salaries;
  if (!make_room(self, &salaries, &self->salary_capacity, self->salary_count, sizeof *self->salaries)) return 0;
  self->salaries = salaries;
  self->salaries[self->salary_count++] = (cwp__salary){origin, staff->salary, job};
  return 1;
}

int cwp__together_add_staff(cwp__together *self, const cwp__row *row, const cwp__staff *staff, cwp__origin origin,
                            int *is_repeated) {
  cwp__subject subject = {.origin = origin, .job = staff->role.job, .healthcare = staff->healthcare};
  *is_repeated = 0;
  if (!find_site(self, row->cells[CWP__STAFF_LOCALESTID], &subject.site)) return 0;
  subject.is_checked = staff->status <= CWP__STATUS_UPDATE;
  const cwp__member member = {hash_worker(self, row->cells[CWP__STAFF_UNIQUEWORKERID]),
                              origin.line,
                              staff->born,
                              origin.file,
                              staff->status == CWP__STATUS_NEW,
                              staff->status == CWP__STATUS_UPDATE && staff->moves_to.length > 0};
  if (!add_key(self, row, staff, &member, origin, is_repeated)) return 0;
  if (!*is_repeated && staff->status != CWP__STATUS_DELETE) {
    self->sites[subject.site].rows++;
    self->sites[subject.site].managers += staff->role.job == REGISTERED_MANAGER;
  }
  return add_insured(self, staff, origin) && add_salary(self, staff, origin) &&
         (!member.is_moving || add_move(self, row, staff, origin)) && add_subject(self, row, staff, &subject);
}

/* Training. */

int cwp__together_check_training(cwp__together *self, const cwp__row *row, cwp_date completed) {
  uint32_t number;
  cwp__span site = row->cells[CWP__TRAINING_LOCALESTID];
  cwp__span worker = row->cells[CWP__TRAINING_UNIQUEWORKERID];
  if (!self->has_workplaces && !self->has_staff) return 1;
  if (!find_site(self, site, &number)) return 0;
  int lacks_site = self->has_workplaces && !self->sites[number].has_row;
  if (lacks_site) cwp__row_report(row, CWP__RULE_TRAINING_LOCALESTID_NO_WORKPLACE, CWP__TRAINING_LOCALESTID, NULL);
  if (!self->has_staff) return 1;
  uint64_t joined = hash_worker(self, worker).joined;
  const cwp__member *member = find_member(&self->members, joined);
  if (member == NULL) member = find_member(&self->changed, joined);
  /* The service looks for nobody in a workplace that it has not found. */
  row->report->ours_alone = lacks_site;
  if (member == NULL)
    cwp__row_report(row, CWP__RULE_TRAINING_UNIQUEWORKERID_NO_WORKER, CWP__TRAINING_UNIQUEWORKERID, NULL);
  else if (member->born != CWP_DATE_NONE && completed != CWP_DATE_NONE &&
           completed < cwp_date_add_months(member->born, LEAST_AGE * 12))
    cwp__row_report(row, CWP__RULE_TRAINING_DATECOMPLETED_TOO_YOUNG, CWP__TRAINING_DATECOMPLETED, NULL);
  row->report->ours_alone = 0;
  return 1;
}

/* What only the whole tells. */

typedef struct finishing {
  cwp__together *self;
  cwp__sink *sink;
  const char *const *paths;
  cwp_status status;
} finishing;

static void report_at(finishing *at, cwp__origin origin, cwp__rule rule, const char *column, const char *value,
                      int64_t detail) {
  char text[32];
  cwp__report report = {.sink = at->sink, .path = at->paths[origin.file], .line = origin.line, .record = origin.record};
  if (at->status != CWP_OK) return;
  snprintf(text, sizeof text, "%lld", (long long)detail);
  cwp__report_add(&report, rule, column, cwp__span_of(value), text);
  at->status = report.status;
}

/* The service keeps the first of workers with one key; a key that changes must not be anybody's before either. */
static void finish_changes(finishing *at) {
  const cwp__together *self = at->self;
  for (size_t i = 0; i < self->change_count; i++) {
    const cwp__change *change = &self->changes[i];
    const cwp__member *first = find_member(&self->changed, change->key.joined);
    int is_first = first != NULL && first->line == change->origin.line && first->file == change->origin.file;
    if (!is_first || find_member(&self->members, change->key.joined) != NULL ||
        find_member(&self->leaving, change->key.joined) != NULL)
      report_at(at, change->origin, CWP__RULE_STAFF_CHGUNIQUEWRKID_REPEATED, "CHGUNIQUEWRKID", "", 0);
  }
}

/* 1 if somebody of these, new or not as asked, has the key in the workplace that the move goes to. */
static int is_taken(const cwp__members *members, const cwp__change *move, int is_new) {
  const cwp__member *member = find_member(members, move->key.joined);
  return member != NULL && member->key.apart == move->key.apart && !member->is_moving && member->is_new == is_new;
}

/* 1 if somebody before has moved to that key. */
static int moved_before(finishing *at, const cwp__change *move) {
  int is_there = has_number(&at->self->moved, move->key.apart);
  if (!add_number(at->self, &at->self->moved, move->key.apart)) at->status = CWP_ERROR_MEMORY;
  return is_there;
}

/* Moves in the order in which the service tries them: it stops at the first kind of fault that it meets. */
static void finish_moves(finishing *at) {
  const cwp__together *self = at->self;
  int found = 0;
  for (size_t i = 0; i < self->move_count; i++) {
    const cwp__change *move = &self->moves[i];
    int is_second = moved_before(at, move);
    if (!is_taken(&self->members, move, 1) && !is_second) continue;
    report_at(at, move->origin, CWP__RULE_STAFF_TRANSFERSTAFFRECORD_TWICE, "UNIQUEWORKERID", "", 0);
    found = 1;
  }
  for (size_t i = 0; i < self->move_count && !found; i++) {
    const cwp__change *move = &self->moves[i];
    if (!is_taken(&self->members, move, 0) && !is_taken(&self->changed, move, 0) && !is_taken(&self->leaving, move, 0))
      continue;
    report_at(at, move->origin, CWP__RULE_STAFF_TRANSFERSTAFFRECORD_TAKEN, "UNIQUEWORKERID", "", 0);
    found = 2;
  }
  for (size_t i = 0; i < self->move_count && !found && self->has_workplaces; i++) {
    const cwp__site *to = &self->sites[self->moves[i].site];
    if (to->has_row && to->status != CWP__STATUS_NEW) continue;
    report_at(at, self->moves[i].origin, CWP__RULE_STAFF_TRANSFERSTAFFRECORD_NO_WORKPLACE, "TRANSFERSTAFFRECORD",
              cwp__names_at(&self->keys, self->moves[i].site), 0);
  }
}

static void finish_insured(finishing *at) {
  enum { MOST_HALF_HOURS = 150 };
  const cwp__together *self = at->self;
  for (size_t i = 0; i < self->insured_count; i++) {
    const cwp__insured *first = &self->insured[self->insured[i].first];
    if (first->count < 2 || first->half_hours <= MOST_HALF_HOURS) continue;
    report_at(at, self->insured[i].origin, CWP__RULE_STAFF_NINUMBER_HOURS, "NINUMBER", "", first->count);
  }
}

static void finish_salaries(finishing *at) {
  const cwp__together *self = at->self;
  for (size_t i = 0; i < self->salary_count; i++) {
    const cwp__salary *of = &self->salaries[i];
    char text[16];
    if (!has_number(&self->full_time, salary_number(of->job, of->salary))) continue;
    snprintf(text, sizeof text, "%lu", (unsigned long)of->salary);
    report_at(at, of->origin, CWP__RULE_STAFF_SALARY_FULL_TIME, "SALARY", text, 0);
  }
}

static void finish_totals(finishing *at, const cwp__site *site) {
  char text[16] = "";
  int64_t rows = site->rows;
  if (site->staff >= 0) snprintf(text, sizeof text, "%ld", (long)site->staff);
  if (site->staff != rows) {
    report_at(at, site->origin, CWP__RULE_WORKPLACE_TOTALPERMTEMP_DIFFERS, "TOTALPERMTEMP", text, rows);
    return;
  }
  if (site->starters > rows) report_at(at, site->origin, CWP__RULE_WORKPLACE_STARTERS_MANY, "STARTERS", text, rows);
  if (site->leavers >= rows) report_at(at, site->origin, CWP__RULE_WORKPLACE_LEAVERS_MANY, "LEAVERS", text, rows);
  if (site->vacancies >= rows) report_at(at, site->origin, CWP__RULE_WORKPLACE_VACANCIES_MANY, "VACANCIES", text, rows);
}

static void finish_sites(finishing *at) {
  const cwp__together *self = at->self;
  if (!self->has_staff) return;
  for (size_t i = 0; i < self->keys.count; i++) {
    const cwp__site *site = &self->sites[i];
    if (!site->has_row || site->status > CWP__STATUS_UPDATE) continue;
    finish_totals(at, site);
    if (site->says_regulated && !site->is_head_office && site->managers == 0 && !site->has_vacancy_of_manager)
      report_at(at, site->origin, CWP__RULE_WORKPLACE_VACANCIES_NO_MANAGER, "VACANCIES", "", 0);
  }
}

static void finish_subjects(finishing *at) {
  const cwp__together *self = at->self;
  if (!self->has_workplaces) return;
  for (size_t i = 0; i < self->subject_count && at->status == CWP_OK; i++) {
    const cwp__subject *subject = &self->subjects[i];
    cwp__report report = {.sink = at->sink,
                          .path = at->paths[subject->origin.file],
                          .line = subject->origin.line,
                          .record = subject->origin.record};
    judge(self, &report, subject);
    at->status = report.status;
  }
}

cwp_status cwp__together_finish(cwp__together *self, cwp__sink *sink, const char *const *paths) {
  finishing at = {self, sink, paths, CWP_OK};
  finish_subjects(&at);
  finish_changes(&at);
  finish_moves(&at);
  finish_insured(&at);
  finish_salaries(&at);
  finish_sites(&at);
  return at.status;
}
