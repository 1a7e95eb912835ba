// Colours by their channels, on a curses that only knows a palette of 256.
//
// A colour is lent an entry of the palette that nothing else uses; curses keeps the books with it, and on its
// way out the entry is spelled as the colour it stands for. So neither a terminfo entry for direct colour is
// needed, which many machines lack and which has no bright colours, nor is the terminal's own palette touched.

#include "internal.h"

#include <stdio.h>
#include <string.h>

// The first sixteen are the terminal's own; the others look the same everywhere, so that they can be named by
// their channels too.
enum { FIRST = 16, LAST = 255, MANY = 160 };

static int lent[LAST + 1];
static int next = FIRST;

int pawl_colors_lend(int color) {
  for (int entry = FIRST; entry < next; entry++) {
    if (lent[entry] == color) return entry;
  }
  if (next > LAST) return -1;
  lent[next] = color;
  return next++;
}

bool pawl_colors_tidy(void) {
  if (next - FIRST < MANY) return false;
  next = FIRST;
  return true;
}

void pawl_colors_forget(void) { next = FIRST; }

/// The end of `ESC [ 38 ; 5 ; n` behind its escape, with n and whether it is a background; NULL for other text.
static const char *read_entry(const char *at, const char *end, int *entry, bool *background) {
  if (end - at < 7 || at[0] != '[' || (at[1] != '3' && at[1] != '4') || at[2] != '8') return NULL;
  char separator = at[3];
  if ((separator != ';' && separator != ':') || at[4] != '5' || at[5] != separator) return NULL;
  *background = at[1] == '4';
  *entry = 0;
  const char *digit = at + 6;
  while (digit < end && *digit >= '0' && *digit <= '9' && *entry <= LAST) {
    *entry = *entry * 10 + (*digit++ - '0');
  }
  return digit < end && *digit == 'm' ? digit + 1 : NULL;
}

/// Whether a sequence behind its escape, of another kind, says what letters look like and so may reset a colour.
static bool sets_looks(const char *at, const char *end) {
  if (at == end || *at++ != '[') return false;
  while (at < end && ((*at >= '0' && *at <= '9') || *at == ';' || *at == ':')) at++;
  return at < end && *at == 'm';
}

static void spell(int entry, bool background) {
  int color = lent[entry];
  char spelled[32];
  int count = snprintf(
      spelled, sizeof spelled, "\033[%c8;2;%d;%d;%dm", background ? '4' : '3', color >> 16 & 0xFF,
      color >> 8 & 0xFF, color & 0xFF);
  pawl_output_add(spelled, (size_t)count);
}

void pawl_colors_spell(const char *bytes, size_t length) {
  const char *at = bytes;
  const char *end = bytes + length;
  // Curses names both colours whenever one changes, which doubles a frame on a background of its own.
  int shown[2] = {-1, -1};
  while (at < end) {
    const char *escape = memchr(at, '\033', (size_t)(end - at));
    if (escape == NULL) break;
    int entry = 0;
    bool background = false;
    const char *after = read_entry(escape + 1, end, &entry, &background);
    if (after == NULL) {
      if (sets_looks(escape + 1, end)) shown[0] = shown[1] = -1;
      after = escape + 1;
      pawl_output_add(at, (size_t)(after - at));
    } else if (entry == shown[background]) {
      pawl_output_add(at, (size_t)(escape - at));
    } else if (entry < FIRST || entry >= next) {
      shown[background] = entry;
      pawl_output_add(at, (size_t)(after - at));
    } else {
      shown[background] = entry;
      pawl_output_add(at, (size_t)(escape - at));
      spell(entry, background);
    }
    at = after;
  }
  pawl_output_add(at, (size_t)(end - at));
}
