/* Open questions, in our own words. Each is there for a reason that the page gives. */

#include "advice/talk.h"
#include "advice/target.h"

static void ask(cwp__talk *talk, const char *text, const char *why) {
  cwp__talk_say(talk, CWP_TALK_QUESTIONS, 0, text, why);
}

/* A question with a name in it. */
static void ask_of(cwp__talk *talk, const char *before, const char *name, const char *after, const char *why,
                   cwp_id record) {
  cwp__talk_begin(talk, CWP_TALK_QUESTIONS, 0);
  talk->point.record = record;
  cwp__buffer_add_text(&talk->text, before);
  cwp__talk_show(&talk->text, name);
  cwp__buffer_add_text(&talk->text, after);
  cwp__buffer_add_text(&talk->why, why);
  cwp__talk_end(talk);
}

static size_t count_standing(const cwp__talk *talk, cwp_standing standing) {
  size_t count = 0;
  for (size_t i = 0; i < talk->line_count; i++)
    count += talk->lines[i]->standing == standing;
  return count;
}

static void ask_about_record(cwp__talk *talk) {
  size_t claimed = count_standing(talk, CWP_STANDING_CLAIMED);
  if (cwp_portfolio_count(talk->portfolio) == 0) {
    ask(talk, "What have you learned or done, here or elsewhere, that is written down nowhere yet?",
        "There is no evidence on record, and that says nothing about what you are able to do.");
    ask(talk, "Who has seen you do it, and could say so?",
        "What somebody has seen counts for more than a certificate "
        "where the pathway asks how people behave.");
  } else if (claimed > 0) {
    cwp__talk_begin(talk, CWP_TALK_QUESTIONS, 0);
    cwp__buffer_add_text(&talk->text,
                         "Who could watch you do what so far rests on your word or on a course, so that it "
                         "is seen?");
    cwp__talk_number(&talk->why, claimed, "requirement");
    cwp__buffer_format(&talk->why, " rest%s on evidence of too weak a kind.", claimed == 1 ? "s" : "");
    cwp__talk_end(talk);
  } else {
    ask(talk, "What are you able to do that this record does not show?",
        "A record holds what was written down, not all that somebody is able to do.");
  }
}

static void ask_about_expiring(cwp__talk *talk) {
  char date[CWP_DATE_TEXT_SIZE];
  const cwp_evidence *evidence = cwp_portfolio_evidence(talk->portfolio, talk->threads.first_expiring);
  if (!evidence) return;
  cwp__talk_begin(talk, CWP_TALK_QUESTIONS, 0);
  talk->point.evidence = talk->threads.first_expiring;
  talk->point.date = evidence->until;
  cwp__buffer_add_text(&talk->text, "What would keep ");
  cwp__talk_evidence_name(talk, &talk->text, talk->threads.first_expiring);
  cwp__buffer_format(&talk->text, " fresh beyond %s: a course, practice, somebody watching?",
                     cwp_date_format(evidence->until, date));
  cwp__buffer_add_text(&talk->why, "It is the next to run out.");
  cwp__talk_end(talk);
}

/* `Of Practice leader, Deputy manager and Dementia, which draws you …?` */
static void ask_about_steps(cwp__talk *talk) {
  size_t count = 0;
  while (count < talk->options.most_steps && count < cwp_next_count(talk->next) &&
         !cwp_next_at(talk->next, count)->taken)
    count++;
  if (count == 0) {
    ask(talk, "What work would you like to be doing in two years?", "The data knows of no step from here; you may.");
    return;
  }
  cwp__talk_begin(talk, CWP_TALK_QUESTIONS, 0);
  cwp__buffer_add_text(&talk->text, count == 1 ? "What about " : "Of ");
  for (size_t i = 0; i < count; i++) {
    if (i > 0) cwp__buffer_add_text(&talk->text, i + 1 == count ? " and " : ", ");
    cwp__talk_show(&talk->text, cwp_record_title(talk->pathway, cwp_next_at(talk->next, i)->target));
  }
  cwp__buffer_add_text(&talk->text, count == 1 ? " draws you, and what does not?"
                                               : ", which draws you, which does not, and what is missing here?");
  cwp__buffer_add_text(&talk->why, "The steps are in order of what is on record; what you want is not on record.");
  cwp__talk_end(talk);
}

void cwp__talk_questions(cwp__talk *self) {
  ask(self, "Which part of your work do you do best, and what would somebody see who watched you at it?",
      "It starts from strengths, and a record may not show them.");
  if (self->threads.whole_group != CWP_NONE)
    ask_of(self, "Who could learn from you about \"", cwp_record_title(self->pathway, self->threads.whole_group), "\"?",
           "Every statement of it is met.", self->threads.whole_group);
  ask_about_record(self);
  ask_about_expiring(self);
  if (self->threads.open_behaviour != CWP_NONE)
    ask_of(self, "On what day lately did this show in your work, and how: \"",
           cwp_record_text(self->pathway, self->threads.open_behaviour), "\"",
           "It is a must, and what is on record of it is not enough.", self->threads.open_behaviour);
  ask(self, "Which of the pathway's values is hardest to keep up on a busy day, and what would help?",
      "Values are for talking about: nobody is assessed against them here.");
  ask_about_steps(self);
  ask(self, "What would make it right to stay where you are?",
      "To stay and get better is a choice as good as any step.");
  ask(self,
      "What would have to change around you, such as time, cover, money or a mentor, for a first thing to happen?",
      "A plan that nobody makes room for comes to nothing.");
}
