#include "help.h"

#include "layout.h"
#include "messages.h"
#include "output.h"

#include <stdlib.h>
#include <string.h>

/* Prints paragraphs that are set apart by blank lines. */
static void out_paragraphs(const char *text, size_t indent) {
  while (*text) {
    const char *end = strstr(text, "\n\n");
    size_t length = end ? (size_t)(end - text) : strlen(text);
    char *paragraph = malloc(length + 1);
    if (!paragraph) return;
    memcpy(paragraph, text, length);
    paragraph[length] = '\0';
    out_spaces(indent);
    out_paragraph(paragraph, indent, indent);
    free(paragraph);
    text += length + (end ? 2 : 0);
    if (*text) out_text("\n");
  }
}

static void option_label(const cmd_option *spec, char *label, size_t size) {
  compose(label, size, "--%s%s%s", spec->name, spec->value ? " " : "", spec->value ? spec->value : "");
}

static void out_options(const cmd_verb *verb) {
  cmd_table table;
  char label[64];
  table_start(&table, 2);
  table_column(&table, "", SIDE_LEFT, 0);
  table_column(&table, "", SIDE_LEFT, 0);
  table.started = 1;
  for (int print = 0; print <= 1; print++) {
    for (size_t t = 0; t < VERB_OPTION_TABLES && verb->options[t]; t++) {
      for (const cmd_option *spec = verb->options[t]; spec->name; spec++) {
        option_label(spec, label, sizeof label);
        const char *cells[] = {label, spec->help};
        if (print) table_row(&table, cells, STYLE_PLAIN, 1);
        if (!print) table_measure(&table, cells);
      }
    }
  }
}

/* Prints lines to copy, each two columns in. */
static void out_examples(const char *lines) {
  while (*lines) {
    size_t length = strcspn(lines, "\n");
    out_text("  ");
    out_bytes(lines, length);
    out_text("\n");
    lines += length + (lines[length] ? 1 : 0);
  }
}

int help_verb(const cmd_verb *verb) {
  out_style(STYLE_STRONG);
  out_format("cwp %s", verb->name);
  out_style(STYLE_PLAIN);
  out_format(" - %s\n", verb->summary);
  out_heading("Usage");
  out_format("  cwp %s [options]%s%s\n\n", verb->name, verb->operands[0] ? " " : "", verb->operands);
  out_paragraphs(verb->about, 0);
  out_heading("Options");
  out_options(verb);
  out_heading("Examples");
  out_examples(verb->examples);
  return CODE_FINE;
}

static void out_verbs(void) {
  cmd_table table;
  table_start(&table, 2);
  table_column(&table, "", SIDE_LEFT, 0);
  table_column(&table, "", SIDE_LEFT, 0);
  table.started = 1;
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; all_verbs[i]; i++) {
      const char *cells[] = {all_verbs[i]->name, all_verbs[i]->summary};
      if (print) table_row(&table, cells, STYLE_PLAIN, 1);
      if (!print) table_measure(&table, cells);
    }
    const char *cells[] = {"help", "print help on the command or on a verb"};
    if (print) table_row(&table, cells, STYLE_PLAIN, 1);
    if (!print) table_measure(&table, cells);
  }
}

int help_command(void) {
  out_style(STYLE_STRONG);
  out_text("cwp");
  out_style(STYLE_PLAIN);
  out_text(" - England's Care Workforce Pathway for adult social care\n");
  out_heading("Usage");
  out_text("  cwp VERB [options] [arguments]\n  cwp help VERB\n  cwp --version\n");
  out_heading("Verbs");
  out_verbs();
  out_text("\n");
  out_paragraphs(
      "Options may stand before or after files; -- ends them. - is standard input. Results go to standard "
      "output, everything else to standard error. Nothing is sent anywhere.\n\n"
      "Exit status: 0 fine; 1 findings or gaps of the kind asked to fail on; 2 wrong usage; 3 an input could "
      "not be read or is not valid, or the output could not be written; 4 an internal failure.",
      0);
  out_heading("Examples");
  out_examples("cwp assess staff.csv training.csv     # where everybody stands\n"
               "cwp check staff.csv training.csv      # what is wrong in the files\n"
               "cwp show care-or-support-worker       # what a role category asks");
  return CODE_FINE;
}
