#ifndef COMMAND_JSON_H
#define COMMAND_JSON_H

/*
 * Writes JSON to standard output as it goes: nothing is kept, so a hundred thousand people take no more memory than
 * one. What a terminal must not see (C1 and DEL, controls of writing direction) is written as \u escapes, and bytes
 * that are not UTF-8 as U+FFFD, so the output is always valid JSON and always safe to look at.
 */

#include <stddef.h>
#include <stdint.h>

enum { JSON_DEPTH = 16 };

typedef struct cmd_json {
  int depth;
  int flat_from;                    /* depth from which everything stands on one line; 0 = nowhere */
  int after_key;                    /* a value is due */
  unsigned char filled[JSON_DEPTH]; /* 1 where something stands in the object or array of that depth */
  char closing[JSON_DEPTH];         /* '}' or ']' */
} cmd_json;

/* Starts the one object that a document is. */
void json_start(cmd_json *self);
/* Ends it, with a line feed. */
void json_finish(cmd_json *self);

/* Prints a document that the library made, with what a terminal must not see as escapes; the text ends with a line
 * feed. */
void json_document(const char *text);

/* Names the next value. Every value inside an object has one; those in an array have none. */
void json_key(cmd_json *self, const char *key);

void json_object(cmd_json *self);
void json_array(cmd_json *self);
/* The same with everything inside on one line. */
void json_flat_object(cmd_json *self);
void json_flat_array(cmd_json *self);
/* Ends the innermost object or array. */
void json_end(cmd_json *self);

void json_text(cmd_json *self, const char *text);
void json_number(cmd_json *self, int64_t number);
/* With three digits behind the point. */
void json_decimal(cmd_json *self, double number);
/* A number of hundredths, exactly: 1250 is 12.50; null where it is negative, which stands for "not known". */
void json_hundredths(cmd_json *self, int64_t hundredths);
void json_boolean(cmd_json *self, int truth);
void json_null(cmd_json *self);

/* With their keys. An empty text is null in json_member and left out in json_optional. */
void json_member(cmd_json *self, const char *key, const char *text);
void json_optional(cmd_json *self, const char *key, const char *text);
void json_member_number(cmd_json *self, const char *key, int64_t number);
void json_member_hundredths(cmd_json *self, const char *key, int64_t hundredths);
/* A window in days; "any" for CWP_EXPIRING_ANY. */
void json_member_window(cmd_json *self, const char *key, int days);
/* null for 0, which stands for "does not apply" in lines and records. */
void json_member_position(cmd_json *self, const char *key, uint64_t number);
void json_member_boolean(cmd_json *self, const char *key, int truth);

#endif
