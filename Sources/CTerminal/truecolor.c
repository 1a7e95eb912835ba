// Colours by their channels, on a curses that only knows a palette of 256.
//
// A colour is lent an entry of the palette that nothing else uses; curses keeps the books with it, and on its
// way out the entry is spelled as the colour it stands for. So neither a terminfo entry for direct colour is
// needed, which many machines lack and which has no bright colours, nor is the terminal's own palette touched.

#include "internal.h"

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

int pawl_colors_channels(int entry) { return entry >= FIRST && entry < next ? lent[entry] : -1; }
