#ifndef CWP_TEXT_TITLE_LEXICON_H
#define CWP_TEXT_TITLE_LEXICON_H

/*
 * What is known of job titles, as constant tables: words, the phrases that they make, the parts of meaning that phrases
 * stand for, and the rules that make a role category of parts. lib/text/titles.json holds all of it for people;
 * cwp-generate writes the tables.
 */

#include <stdint.h>

enum {
  CWP__TITLE_PARTS = 128,      /* most parts of meaning */
  CWP__TITLE_CATEGORIES = 24,  /* most categories that rules speak of */
  CWP__TITLE_PHRASE_WORDS = 8, /* most words of a phrase */
  CWP__TITLE_PHRASE_PARTS = 3, /* most parts that one phrase stands for */
  CWP__TITLE_RULE_ROLES = 4,   /* most categories that one rule speaks of */
  CWP__TITLE_CUE_CHANGES = 8,  /* most categories that one cue changes */
  CWP__TITLE_CODES = 4,        /* most codes that a category goes by in the editions */
  CWP__TITLE_NO_WORD = UINT16_MAX
};

/* A set of parts, a bit each. */
typedef struct cwp__title_parts {
  uint64_t bits[CWP__TITLE_PARTS / 64];
} cwp__title_parts;

/* What a part does in a title. The order is that of the generator's table. */
typedef enum cwp__title_kind {
  CWP__TITLE_NONE = 0, /* part 0: nothing */
  CWP__TITLE_HEAD,     /* who somebody is: the noun that the title is about */
  CWP__TITLE_WEAK,     /* the same, if there is no other */
  CWP__TITLE_TOPIC,    /* what the work is about */
  CWP__TITLE_FOREIGN,  /* a topic outside adult social care */
  CWP__TITLE_RANK,     /* seniority */
  CWP__TITLE_PATTERN,  /* when somebody works */
  CWP__TITLE_SETTING,  /* where, and for whom */
  CWP__TITLE_CUE,      /* what only descriptions say */
  CWP__TITLE_LINK,     /* to, for, with: what follows is not who somebody is */
  CWP__TITLE_OF,       /* of: what follows is what the work is about */
  CWP__TITLE_AND,      /* and */
  CWP__TITLE_SKIP,     /* says nothing, and is no misspelling of something that does */
  CWP__TITLE_KIND_END
} cwp__title_kind;

/* Words are many, and so hold a place in a pool in place of a pointer, which would have to be relocated. */
typedef struct cwp__title_word {
  uint32_t letters;     /* which letters it has, a bit each */
  uint16_t text;        /* its place in the pool: lower case, zero-terminated */
  uint16_t meant;       /* the word it is another spelling of, or itself */
  uint16_t first;       /* the first phrase that begins with it; the next word's is one past the last */
  uint8_t length;       /* bytes */
  uint8_t unit;         /* 1 if it says nothing behind a number: "36 hr" */
  uint8_t only_skipped; /* 1 if it stands in no phrase that says anything */
} cwp__title_word;

typedef struct cwp__title_phrase {
  uint16_t words[CWP__TITLE_PHRASE_WORDS];
  uint8_t count;
  uint8_t parts[CWP__TITLE_PHRASE_PARTS]; /* 0 where there are fewer */
} cwp__title_phrase;

typedef struct cwp__title_part {
  const char *name;
  const char *meaning; /* for reasons: "a care home" */
  uint8_t kind;
} cwp__title_part;

/* A category and how strongly a rule speaks for it, in hundredths. */
typedef struct cwp__title_share {
  uint8_t category;
  int8_t hundredths;
} cwp__title_share;

/* All conditions must hold; an empty set asks nothing. The first rule whose conditions hold is the one. */
typedef struct cwp__title_rule {
  const char *name;
  const char *why;
  cwp__title_parts head;     /* the head is one of these */
  cwp__title_parts with;     /* the phrase has one of these */
  cwp__title_parts also;     /* and one of these */
  cwp__title_parts anywhere; /* the title has one of these */
  cwp__title_parts lacking;  /* the phrase has none of these */
  cwp__title_parts without;  /* the title has none of these */
  uint8_t role_count;
  cwp__title_share roles[CWP__TITLE_RULE_ROLES];
} cwp__title_rule;

/* What a description says to the candidates. */
typedef struct cwp__title_cue {
  const char *why;
  cwp__title_parts any;    /* it has one of these */
  cwp__title_parts unless; /* and none of these */
  uint8_t only_if;         /* a category that must be among the candidates, or CWP__TITLE_CATEGORIES */
  uint8_t change_count;
  cwp__title_share changes[CWP__TITLE_CUE_CHANGES];
} cwp__title_cue;

/* A category, by the codes that it has had: the first that an edition knows is it. None for what lies outside. */
typedef struct cwp__title_category {
  const char *codes[CWP__TITLE_CODES];
} cwp__title_category;

typedef struct cwp__title_lexicon {
  const char *pool;             /* the texts of the words */
  const cwp__title_word *words; /* by text; one more than there are, for `first` */
  const cwp__title_phrase *phrases;
  const cwp__title_part *parts;
  const cwp__title_rule *rules;
  const cwp__title_cue *cues;
  const cwp__title_category *categories;
  const uint16_t *slots; /* hash table of words, CWP__TITLE_NO_WORD where empty */
  uint32_t slot_count;   /* a power of two */
  uint16_t word_count;
  uint16_t part_count;
  uint16_t rule_count;
  uint16_t cue_count;
  uint8_t category_count;
} cwp__title_lexicon;

extern const cwp__title_lexicon cwp__titles;

/* The text of a word of the lexicon. */
static inline const char *cwp__title_text(const cwp__title_word *word) {
  return cwp__titles.pool + word->text;
}

#endif
