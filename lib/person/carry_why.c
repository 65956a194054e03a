/* One sentence on why a piece of evidence went where it did. */

#include "person/carry.h"

#include <string.h>

enum { MOST_CODE = 100, MOST_TEXT = 600 };

/* Adds a text that nobody has vouched for. */
static void say(cwp__buffer *words, const char *text, size_t most) {
  char shown[MOST_TEXT + 1];
  size_t length = cwp__show(shown, most + 1, text, strlen(text));
  cwp__buffer_add(words, shown, length);
}

/* "NTC.K4.2", or "NTC.K4.2, a statement of NTC.K4,". */
static void say_subject(cwp__buffer *words, const cwp__carry_story *story) {
  cwp_id statement = story->place->statement;
  if (statement != CWP_NONE) {
    say(words, cwp_record_code(story->from, statement), MOST_CODE);
    cwp__buffer_add_text(words, ", a statement of ");
  }
  say(words, story->record == CWP_NONE ? story->name : cwp_record_code(story->from, story->record), MOST_CODE);
  if (statement != CWP_NONE) cwp__buffer_add_text(words, ",");
}

static void say_edition(cwp__buffer *words, const cwp_pathway *pathway) {
  cwp__buffer_add_text(words, "edition ");
  say(words, cwp_record_code(pathway, 0), MOST_CODE);
}

/* ": " and the crosswalk's reason, which is a sentence. */
static void say_crosswalk(cwp__buffer *words, const cwp__carry_story *story) {
  const char *text = cwp_record_text(story->place->told_by, story->place->crosswalk);
  cwp__buffer_add_text(words, text[0] ? ": " : ".");
  say(words, text, MOST_TEXT);
}

static void say_same_code(cwp__buffer *words, const cwp__carry_story *story) {
  say_subject(words, story);
  cwp__buffer_add_text(words, story->place->relation == CWP_SETS_SUPERSET ? " asks for no more in " : " is in ");
  say_edition(words, story->to);
  cwp__buffer_add_text(words, story->place->relation == CWP_SETS_SUPERSET ? " than before." : " too.");
}

/* How what it was about stands to what it is about now. */
static void say_relation(cwp__buffer *words, const cwp__carry_story *story) {
  static const char *const middles[CWP_SETS_END] = {
      [CWP_SETS_EQUAL] = " asks for the same as ",
      [CWP_SETS_SUBSET] = " asks for a part of what is asked for by ",
      [CWP_SETS_SUPERSET] = " asks for more than, and all of, ",
      [CWP_SETS_INTERSECTS] = " has a part in common with ",
  };
  if (story->place->relation == CWP_SETS_NONE) {
    cwp__buffer_add_text(words, "nothing in ");
    say_edition(words, story->to);
    cwp__buffer_add_text(words, " corresponds to ");
    say_subject(words, story);
  } else {
    say_subject(words, story);
    cwp__buffer_add_text(words, middles[story->place->relation]);
    say(words, story->place->about, MOST_CODE);
    cwp__buffer_add_text(words, " of ");
    say_edition(words, story->to);
  }
  say_crosswalk(words, story);
}

static void say_was_there(cwp__buffer *words, const cwp__carry_story *story) {
  cwp__buffer_add_text(words, "in edition ");
  say(words, story->place->edition, MOST_CODE);
  cwp__buffer_add_text(words, " it was about ");
  say(words, story->place->about, MOST_CODE);
  cwp__buffer_add_text(words, ".");
}

static void say_already_there(cwp__buffer *words, const cwp__carry_story *story) {
  say_subject(words, story);
  cwp__buffer_add_text(words, " is a name that ");
  say_edition(words, story->to);
  cwp__buffer_add_text(words, " has already.");
}

static void say_failed(cwp__buffer *words, const cwp__carry_story *story) {
  cwp__buffer_add_text(words, "failing at ");
  say_subject(words, story);
  cwp__buffer_add_text(words, " need not be failing at what corresponds to it in ");
  say_edition(words, story->to);
  say_crosswalk(words, story);
}

static void say_nothing_known(cwp__buffer *words, const cwp__carry_story *story) {
  cwp__buffer_add_text(words, "nothing in ");
  say_edition(words, story->to);
  cwp__buffer_add_text(words, " is known to correspond to ");
  say_subject(words, story);
  cwp__buffer_add_text(words, ".");
}

static void say_no_record(cwp__buffer *words, const cwp__carry_story *story) {
  cwp__buffer_add_text(words, "neither edition has a record ");
  say_subject(words, story);
  cwp__buffer_add_text(words, ".");
}

void cwp__carry_tell(cwp__buffer *words, const cwp__carry_story *story) {
  static const char *const openings[CWP_CARRY_OUTCOME_END] = {"Kept: ", "Partly kept: ", "Not carried: "};
  static void (*const tell[])(cwp__buffer *, const cwp__carry_story *) = {
      [CWP__CARRY_SAME_CODE] = say_same_code,
      [CWP__CARRY_CROSSWALK] = say_relation,
      [CWP__CARRY_WAS_THERE] = say_was_there,
      [CWP__CARRY_ALREADY_THERE] = say_already_there,
      [CWP__CARRY_NOTHING_KNOWN] = say_nothing_known,
      [CWP__CARRY_NO_RECORD] = say_no_record,
      [CWP__CARRY_FAILED] = say_failed,
  };
  cwp__buffer_add_text(words, openings[story->place->outcome]);
  tell[story->place->reason](words, story);
}
