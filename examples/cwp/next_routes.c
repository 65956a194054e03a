/* Routes of several moves to a goal, as JSON and for people. */

#include "layout.h"
#include "messages.h"
#include "next_steps.h"
#include "output.h"
#include "people.h"

enum { TEXT_SIZE = 2048 };

/* ---- JSON ---- */

static void write_step(cmd_json *json, const cmd_next *self, const cwp_routes *routes, size_t route, size_t index) {
  const cwp_route_step *step = cwp_routes_step(routes, route, index);
  const cwp_judgement *added;
  json_object(json);
  json_member(json, "move", cwp_record_code(self->pathway, step->move));
  json_member(json, "kind", cwp_step_kind_name(step->kind));
  json_member(json, "from", cwp_record_code(self->pathway, step->from));
  json_member(json, "to", cwp_record_code(self->pathway, step->target));
  json_member(json, "title", record_name(self->pathway, step->target));
  json_member(json, "basis", cwp_record_text(self->pathway, step->move));
  json_member(json, "status", cwp_provenance_name(cwp_record_status(self->pathway, step->move)));
  json_member(json, "coverage", cwp_coverage_name(step->coverage));
  json_member(json, "coverage_note", step->coverage_note);
  next_kinds_json(json, "remaining", step->remaining);
  next_kinds_json(json, "adds", step->adds);
  json_member_number(json, "carried", (int64_t)step->carried);
  json_key(json, "added");
  json_flat_array(json);
  for (size_t i = 0; (added = cwp_routes_added(routes, route, index, i)) != NULL; i++)
    json_text(json, cwp_record_code(self->pathway, added->requirement.line));
  json_end(json);
  json_end(json);
}

static void write_route(cmd_json *json, const cmd_next *self, const cwp_routes *routes, size_t index) {
  const cwp_route *route = cwp_routes_at(routes, index);
  json_object(json);
  next_kinds_json(json, "remaining", route->remaining);
  json_member_number(json, "untold", (int64_t)route->untold);
  json_key(json, "steps");
  json_array(json);
  for (size_t i = 0; i < route->step_count; i++)
    write_step(json, self, routes, index, i);
  json_end(json);
  json_end(json);
}

void next_routes_json(cmd_json *json, const cmd_next *self, const stepping *one) {
  json_key(json, "goal");
  json_object(json);
  json_member(json, "to", cwp_record_code(self->pathway, self->goal));
  json_member_boolean(json, "complete", one->routes && cwp_routes_is_complete(one->routes));
  if (!one->routes) json_member(json, "problem", one->route_problem);
  json_key(json, "routes");
  json_array(json);
  for (size_t i = 0; one->routes && i < cwp_routes_count(one->routes); i++)
    write_route(json, self, one->routes, i);
  json_end(json);
  json_end(json);
}

/* ---- Text ---- */

static void print_step(const cmd_next *self, const cwp_routes *routes, size_t route, size_t index) {
  const cwp_route_step *step = cwp_routes_step(routes, route, index);
  char text[TEXT_SIZE], adds[128];
  next_kinds_text(step->adds, adds, sizeof adds);
  compose(text, sizeof text, "%s: %s, adds %s; %zu met already", record_name(self->pathway, step->target),
          cwp_step_kind_name(step->kind), adds, step->carried);
  if (step->coverage == CWP_COVERAGE_SUMMARY)
    compose(text, sizeof text, "%s: %s. What it adds cannot be told: the edition holds only a summary; of that, %s",
            record_name(self->pathway, step->target), cwp_step_kind_name(step->kind), adds);
  if (step->coverage == CWP_COVERAGE_PARTIAL)
    compose_more(text, sizeof text, ". The edition holds a part of it: more may be asked");
  compose_more(text, sizeof text, ". %s (%s; %s)", cwp_record_text(self->pathway, step->move),
               cwp_provenance_name(cwp_record_status(self->pathway, step->move)),
               cwp_record_code(self->pathway, step->move));
  out_labelled(cwp_record_code(self->pathway, step->target), text);
}

static void print_route(const cmd_next *self, const cwp_routes *routes, size_t index) {
  const cwp_route *route = cwp_routes_at(routes, index);
  char text[TEXT_SIZE];
  compose(text, sizeof text, "%zu. %s", index + 1,
          cwp_record_code(self->pathway, cwp_routes_step(routes, index, 0)->from));
  for (size_t i = 0; i < route->step_count; i++)
    compose_more(text, sizeof text, " → %s", cwp_record_code(self->pathway, cwp_routes_step(routes, index, i)->target));
  out_text("\n  ");
  out_style(STYLE_STRONG);
  out_paragraph(text, 4, 2);
  out_style(STYLE_PLAIN);
  next_kinds_text(route->remaining, text, sizeof text);
  if (route->untold > 0)
    compose_more(text, sizeof text, ", and what the edition does not know of %zu of its %zu targets", route->untold,
                 route->step_count);
  out_labelled("remains", text);
  for (size_t i = 0; i < route->step_count; i++)
    print_step(self, routes, index, i);
}

void next_routes_text(const cmd_next *self, const stepping *one) {
  if (!one->next || !one->routes) {
    out_labelled("no routes", one->next ? one->route_problem : one->problem);
    out_labelled("", "Say where they start with --role.");
    return;
  }
  if (cwp_routes_count(one->routes) == 0)
    out_labelled("routes", cwp_next_from(one->next) == self->goal
                               ? "none is needed: that is the goal"
                               : "none: no moves of the pathway lead there from here");
  for (size_t i = 0; i < cwp_routes_count(one->routes); i++)
    print_route(self, one->routes, i);
  if (!cwp_routes_is_complete(one->routes))
    out_labelled("", "There are more moves than were looked at: these are the best of those that were.");
}
