/* Splitting text into words: places, folding, markup, stems, and texts that are out to harm. */

#include "text/words.h"

#include "text/stem.h"

#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The words of a text with a slash between them, and a bar where a phrase ends. */
static const char *split(const char *text) {
  static char shown[1024];
  cwp__words words;
  cwp__word word;
  shown[0] = '\0';
  cwp__words_start(&words, text, strlen(text));
  while (cwp__words_next(&words, &word)) {
    if (shown[0]) strcat(shown, word.cut ? "|" : "/");
    strcat(shown, word.text);
    ck_assert_uint_le(word.start, word.end);
    ck_assert_uint_le(word.end, strlen(text));
    ck_assert_uint_eq(word.length, strlen(word.text));
    ck_assert_uint_eq(word.stem_length, strlen(word.stem));
  }
  return shown;
}

static const struct {
  const char *text, *words;
} splits[] = {
    {"", ""},
    {" \t\n", ""},
    {"Duty of care", "duty/of/care"},
    {"person-centred care, respect", "person/centred/care|respect"},
    {"moving & handling", "moving/handling"},
    {"moving &amp; handling", "moving/handling"},
    {"People's and person\xe2\x80\x99s", "people/and/person"},
    {"don't won\xe2\x80\x99t", "dont/wont"},
    {"the staffs' room", "the/staffs/room"},
    {"M.C.A. and D.o.L.S", "mca/and/dols"},
    {"The end. A new start.", "the/end|a/new/start"},
    {"The end.A new", "the/end|a/new"},
    {"Level 3 (2005)", "level/3|2005"},
    {"caf\xc3\xa9 Z\xc3\x9cRICH stra\xc3\x9f"
     "e \xc3\x86on",
     "cafe/zurich/strasse/aeon"},
    {"cafe\xcc\x81", "cafe"},
    {"na\xc2\xadive zero\xe2\x80\x8bwidth", "naive/zerowidth"},
    {"\xef\xbc\xa3\xef\xbd\x81re", "care"},                                       /* full width */
    {"\xf0\x9d\x97\x96\xf0\x9d\x97\xae\xf0\x9d\x97\xbf\xf0\x9d\x97\xb2", "care"}, /* mathematical bold */
    {"of\xef\xac\x81"
     "ce",
     "office"}, /* ligature */
    {"safe\xf0\x9f\x98\x80guard \xe2\x9c\x94 done", "safe/guard/done"},
    {"\xd0\xa3\xd1\x85\xd0\xbe\xd0\xb4", "\xd1\x83\xd1\x85\xd0\xbe\xd0\xb4"},
    {"<p>Fire<br/>safety</p>", "fire|safety"},
    {"a < b and c > d", "a/b/and/c/d"},
    {"x<script>alert('no')</script>y", "x|y"},
    {"x<style type=a>b{c:d}</style >y", "x|y"},
    {"x<!-- secret > words -->y", "x|y"},
    {"x<scripture>y", "x|y"},
    {"x<script>never closed", "x|never/closed"},
    {"caf&eacute; &#99;are &#x63;are &nbsp;&bogus; AT&T", "cafe/care/care/at/t"},
    {"bad\xff"
     "bytes \xc3",
     "bad/bytes"},
    {"abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", "abcdefghijklmnopqrstuvwxyzabcde"},
};

START_TEST(splitting) {
  ck_assert_str_eq(split(splits[_i].text), splits[_i].words);
}
END_TEST

START_TEST(places) {
  const char *text = "  Caf\xc3\xa9's <b>Duty</b>";
  cwp__word words[4];
  ck_assert_uint_eq(cwp__words_split(text, strlen(text), words, 4), 2);
  ck_assert_uint_eq(words[0].start, 2);
  ck_assert_uint_eq(words[0].end, 9);
  ck_assert_uint_eq(words[1].start, 13);
  ck_assert_uint_eq(words[1].end, 17);
  ck_assert_uint_eq(cwp__words_split(text, strlen(text), words, 1), 1);
  ck_assert_uint_eq(cwp__words_split("a\0b", 3, words, 4), 2);
}
END_TEST

/* Words and their stems by the published rules. */
static const struct {
  const char *word, *stem;
} stems[] = {
    {"caring", "care"},
    {"cares", "care"},
    {"cared", "care"},
    {"carer", "carer"},
    {"medicines", "medicin"},
    {"medication", "medic"},
    {"handling", "handl"},
    {"communication", "communic"},
    {"communicate", "communic"},
    {"safeguarding", "safeguard"},
    {"abilities", "abil"},
    {"capacity", "capac"},
    {"capacities", "capac"},
    {"policies", "polici"},
    {"policy", "polici"},
    {"assessed", "assess"},
    {"assessments", "assess"},
    {"hoping", "hope"},
    {"hopping", "hop"},
    {"agreed", "agre"},
    {"need", "need"},
    {"needs", "need"},
    {"dying", "die"},
    {"skills", "skill"},
    {"learning", "learn"},
    {"proceed", "proceed"},
    {"generally", "general"},
    {"hygiene", "hygien"},
    {"nutrition", "nutrit"},
    {"nutritional", "nutrit"},
    {"dignity", "digniti"},
    {"equalities", "equal"},
    {"behaviours", "behaviour"},
    {"behavioural", "behaviour"},
    {"supervision", "supervis"},
    {"supervisor", "supervisor"},
    {"happily", "happili"},
    {"a", "a"},
    {"is", "is"},
    {"gas", "gas"},
    {"gaps", "gap"},
    {"kiwis", "kiwi"},
    {"ties", "tie"},
    {"cries", "cri"},
    {"by", "by"},
    {"say", "say"},
    {"cry", "cri"},
    {"yes", "yes"},
    {"enjoyed", "enjoy"},
    {"relational", "relat"},
    {"conditional", "condit"},
    {"rational", "ration"},
    {"hopefulness", "hope"},
    {"apology", "apolog"},
    {"controll", "control"},
    {"adoption", "adopt"},
    {"2005", "2005"},
    {"l3s", "l3s"},
};

START_TEST(stemming) {
  char word[CWP__WORD_SIZE];
  strcpy(word, stems[_i].word);
  size_t length = cwp__stem(word, strlen(word));
  ck_assert_str_eq(word, stems[_i].stem);
  ck_assert_uint_eq(length, strlen(stems[_i].stem));
}
END_TEST

START_TEST(common_words) {
  cwp__word words[3];
  ck_assert_uint_eq(cwp__words_split("The care your", 13, words, 3), 3);
  ck_assert(cwp__word_is_common(&words[0]));
  ck_assert(!cwp__word_is_common(&words[1]));
  ck_assert(cwp__word_is_common(&words[2]));
}
END_TEST

/* Each of these, repeated, took quadratic time in some splitter; a suite's time limit would stop it here. */
START_TEST(long_texts) {
  static const char *const parts[] = {"<", "<a", "<script>", "<!--", "&",        "&#",
                                      "'", "a'", "a.",       ".",    "\xcc\x81", "\xff"};
  const size_t size = 4000000;
  size_t part = strlen(parts[_i]), count = 0;
  char *text = malloc(size);
  cwp__words words;
  cwp__word word;
  ck_assert_ptr_nonnull(text);
  for (size_t i = 0; i < size; i++)
    text[i] = parts[_i][i % part];
  cwp__words_start(&words, text, size);
  while (cwp__words_next(&words, &word))
    count++;
  ck_assert_uint_le(count, size);
  free(text);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("words");
  TCase *cases = suite_case(suite, "words");
  tcase_add_loop_test(cases, splitting, 0, sizeof splits / sizeof *splits);
  tcase_add_test(cases, places);
  tcase_add_loop_test(cases, stemming, 0, sizeof stems / sizeof *stems);
  tcase_add_test(cases, common_words);
  tcase_add_loop_test(cases, long_texts, 0, 12);
  return suite_run(suite);
}
