// What letters look like, said in as few bytes as the terminal needs.
//
// Curses takes everything back before each change, names both colours whenever one changes, and says again which
// letters are the usual ones; half of a frame is that. Here its words are only noted, and said together, as the
// difference to how the terminal stands, once something is drawn that shows it: a blank does not show the colour
// of letters.

#include "internal.h"

#include <string.h>

enum {
  BOLD = 1, DIM = 2, UNDERLINE = 4, REVERSE = 8,
  /// Of a colour: it was named as an entry of the palette, `38;5;n`.
  ENTRY = 1 << 10,
  LONGEST = 96,
};

struct looks {
  /// -1: the terminal's own.
  int foreground, background;
  unsigned attributes;
};

static const struct looks plain = {-1, -1, 0};
/// How the terminal stands, and how curses wants it.
static struct looks stands, wanted;
/// Whether the terminal's stand is known; whether its letters are known to be the usual ones.
static bool known, usual;
/// Whether curses said something that is not understood here, and has not taken it back.
static bool strange;
/// Whether single attributes may be taken back: terminals without colours know only all of them.
static bool selective;

void pawl_looks_forget(void) {
  stands = wanted = plain;
  known = usual = strange = false;
  selective = pawl_term_colors() > 0;
}

static bool same(struct looks a, struct looks b) {
  return a.foreground == b.foreground && a.background == b.background && a.attributes == b.attributes;
}

/// Whether a blank looks the same either way.
static bool same_blank(struct looks a, struct looks b) {
  return known && a.background == b.background && ((a.attributes | b.attributes) & (UNDERLINE | REVERSE)) == 0;
}

static char *number(char *at, int value) {
  if (value >= 100) *at++ = (char)('0' + value / 100 % 10);
  if (value >= 10) *at++ = (char)('0' + value / 10 % 10);
  *at++ = (char)('0' + value % 10);
  return at;
}

/// One or several numbers of a sequence, each with a separator behind it.
static char *code(char *at, int value) {
  at = number(at, value);
  *at++ = ';';
  return at;
}

static char *color(char *at, int value, bool background) {
  int base = background ? 10 : 0;
  if (value < 0) return code(at, 39 + base);
  int entry = value & (ENTRY - 1);
  int channels = value & ENTRY ? pawl_colors_channels(entry) : -1;
  if (channels >= 0) {
    at = code(code(at, 38 + base), 2);
    at = code(code(at, channels >> 16 & 0xFF), channels >> 8 & 0xFF);
    return code(at, channels & 0xFF);
  }
  if (value & ENTRY) return code(code(code(at, 38 + base), 5), entry);
  return code(at, value < 8 ? 30 + base + value : 90 + base + value - 8);
}

/// The words that lead from a look to another.
static char *lead(char *at, struct looks from, struct looks to) {
  unsigned lost = from.attributes & ~to.attributes;
  if (lost & (BOLD | DIM)) {
    at = code(at, 22);
    from.attributes &= ~(unsigned)(BOLD | DIM);
  }
  if (lost & UNDERLINE) at = code(at, 24);
  if (lost & REVERSE) at = code(at, 27);
  unsigned won = to.attributes & ~from.attributes;
  if (won & BOLD) at = code(at, 1);
  if (won & DIM) at = code(at, 2);
  if (won & UNDERLINE) at = code(at, 4);
  if (won & REVERSE) at = code(at, 7);
  if (from.foreground != to.foreground) at = color(at, to.foreground, false);
  if (from.background != to.background) at = color(at, to.background, true);
  return at;
}

/// Brings the terminal to what curses wants.
static void settle(void) {
  if (strange || (known && same(stands, wanted))) return;
  char afresh[LONGEST] = "\033[";
  char *end = same(wanted, plain) ? afresh + 3 : lead(code(afresh + 2, 0), plain, wanted);
  end[-1] = 'm';
  const char *shortest = afresh;
  size_t length = (size_t)(end - afresh);
  char onward[LONGEST] = "\033[";
  if (known && (selective || (stands.attributes & ~wanted.attributes) == 0)) {
    end = lead(onward + 2, stands, wanted);
    end[-1] = 'm';
    if ((size_t)(end - onward) < length) {
      shortest = onward;
      length = (size_t)(end - onward);
    }
  }
  pawl_output_add(shortest, length);
  stands = wanted;
  known = true;
}

/// Takes in the numbers of a sequence that says what letters look like; false if one is not known here.
static bool note(const char *at, const char *end) {
  int values[32];
  int count = 0;
  values[0] = 0;
  for (; at < end; at++) {
    if (*at == ';' || *at == ':') {
      if (++count == 32) return false;
      values[count] = 0;
    } else {
      values[count] = (values[count] * 10 + (*at - '0')) % 10000;
    }
  }
  count++;
  struct looks next = wanted;
  for (int i = 0; i < count; i++) {
    int value = values[i];
    int *channel = value / 10 == 4 || value / 10 == 10 ? &next.background : &next.foreground;
    if (value == 0) {
      next = plain;
      strange = false;
    } else if (value == 1 || value == 2) {
      next.attributes |= value == 1 ? BOLD : DIM;
    } else if (value == 4 || value == 7) {
      next.attributes |= value == 4 ? UNDERLINE : REVERSE;
    } else if (value == 22) {
      next.attributes &= ~(unsigned)(BOLD | DIM);
    } else if (value == 24 || value == 27) {
      next.attributes &= ~(unsigned)(value == 24 ? UNDERLINE : REVERSE);
    } else if ((value >= 30 && value <= 37) || (value >= 40 && value <= 47)) {
      *channel = value % 10;
    } else if ((value >= 90 && value <= 97) || (value >= 100 && value <= 107)) {
      *channel = 8 + value % 10;
    } else if (value == 39 || value == 49) {
      *channel = -1;
    } else if ((value == 38 || value == 48) && i + 2 < count && values[i + 1] == 5 && values[i + 2] < 256) {
      *channel = ENTRY | values[i + 2];
      i += 2;
    } else {
      return false;
    }
  }
  if (!strange) wanted = next;
  return true;
}

/// The byte behind the sequence that begins with the escape at `at`.
static const char *behind(const char *at, const char *end) {
  if (++at == end) return end;
  if (*at != '[') {
    while (at < end && *at >= 0x20 && *at <= 0x2F) at++;
    return at < end ? at + 1 : end;
  }
  at++;
  while (at < end && *at >= 0x20 && *at <= 0x3F) at++;
  return at < end ? at + 1 : end;
}

static bool is_sequence(const char *at, const char *after, const char *text) {
  return (size_t)(after - at) == strlen(text) && memcmp(at, text, strlen(text)) == 0;
}

static void control(const char *at, const char *after) {
  if (after - at < 2) return pawl_output_add(at, (size_t)(after - at));
  char last = after[-1];
  bool has_numbers = at[1] == '[' && (after - at == 3 || (at[2] >= '0' && at[2] <= ';'));
  if (last == 'm' && has_numbers) {
    if (note(at + 2, after - 1)) {
      if (!strange) return;
    } else {
      settle();
      strange = true;
    }
    known = false;
  } else if (is_sequence(at, after, "\033(B")) {
    if (usual) return;
    usual = true;
  } else if (at[1] == '[' && memchr("JKXPSTLM@", last, 9) != NULL) {
    // What is cleared gets the background.
    if (!same_blank(stands, wanted)) settle();
  } else if (at[1] != '[') {
    settle();
    // A restored cursor brings its looks along, another set of letters stays.
    known = usual = false;
  }
  pawl_output_add(at, (size_t)(after - at));
}

/// The end of what may be drawn as it is, from `at` on.
static const char *drawn(const char *at, const char *end) {
  if (*at == '\r' || *at == '\b' || *at == '\016' || *at == '\017') return at + 1;
  if (*at == ' ' && same_blank(stands, wanted)) {
    while (at < end && *at == ' ') at++;
    return at;
  }
  settle();
  const char *escape = memchr(at, '\033', (size_t)(end - at));
  return escape == NULL ? end : escape;
}

void pawl_looks_spell(const char *bytes, size_t length) {
  const char *at = bytes;
  const char *end = bytes + length;
  while (at < end) {
    const char *after = *at == '\033' ? behind(at, end) : drawn(at, end);
    if (*at == '\033') {
      control(at, after);
    } else {
      pawl_output_add(at, (size_t)(after - at));
    }
    at = after;
  }
  settle();
}
