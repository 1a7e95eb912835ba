#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1

#include "internal.h"

#include <curses.h>
#include <wchar.h>

enum { STYLES = 1024, PAIRS = 1024, RUN = 256, SCALARS = CCHARW_MAX };

static struct {
  attr_t attributes;
  short pair;
} styles[STYLES];

static struct {
  short foreground, background;
} pairs[PAIRS];

static int pair_count;
static int pair_limit;
static bool own_colors;

int pawl_palette_colors(int colors) { return colors > 256 ? 8 : colors; }

void pawl_term_forget_styles(void) {
  // Curses would take a cell for unchanged whose entry stands for another colour now.
  if (pawl_colors_tidy()) pawl_term_repaint();
  pair_count = 1;
  for (int i = 0; i < STYLES; i++) {
    styles[i].attributes = A_NORMAL;
    styles[i].pair = 0;
  }
}

void pawl_cells_begin(bool monochrome) {
  pawl_colors_forget();
  pawl_term_forget_styles();
  pair_limit = 0;
  own_colors = false;
  if (monochrome || !has_colors() || start_color() != OK) return;
  own_colors = use_default_colors() == OK;
  pair_limit = COLOR_PAIRS < PAIRS ? COLOR_PAIRS : PAIRS;
}

int pawl_term_colors(void) { return pair_limit > 0 ? pawl_palette_colors(COLORS) : 0; }

static int palette_entry(int color) {
  return color < PAWL_TERM_RGB ? color : pawl_colors_lend(color - PAWL_TERM_RGB);
}

int pawl_term_style_limit(void) { return STYLES; }

static short pair_for(int foreground, int background) {
  if (pair_limit == 0 || (foreground < 0 && background < 0)) return 0;
  if (!own_colors) {
    if (foreground < 0) foreground = COLOR_WHITE;
    if (background < 0) background = COLOR_BLACK;
  }
  for (int i = 1; i < pair_count; i++) {
    if (pairs[i].foreground == foreground && pairs[i].background == background) return (short)i;
  }
  if (pair_count >= pair_limit) return 0;
  if (init_pair((short)pair_count, (short)foreground, (short)background) != OK) return 0;
  pairs[pair_count].foreground = (short)foreground;
  pairs[pair_count].background = (short)background;
  return (short)pair_count++;
}

void pawl_term_define_style(int style, int foreground, int background, int attributes) {
  if (style < 0 || style >= STYLES) return;
  attr_t curses = A_NORMAL;
  if (attributes & PAWL_TERM_BOLD) curses |= A_BOLD;
  if (attributes & PAWL_TERM_DIM) curses |= A_DIM;
  if (attributes & PAWL_TERM_REVERSE) curses |= A_REVERSE;
  if (attributes & PAWL_TERM_UNDERLINE) curses |= A_UNDERLINE;
  styles[style].attributes = curses;
  styles[style].pair = pair_for(palette_entry(foreground), palette_entry(background));
}

/// Decodes one scalar of text that is UTF-8 by construction; anything else comes out as '?'.
static wchar_t next_scalar(const unsigned char **at, const unsigned char *end) {
  unsigned char first = *(*at)++;
  if (first < 0x80) return first;
  int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  if (more == 0) return L'?';
  unsigned value = first & (0x3Fu >> more);
  while (more-- > 0) {
    if (*at == end || (**at & 0xC0) != 0x80) return L'?';
    value = value << 6 | (*(*at)++ & 0x3Fu);
  }
  return (wchar_t)value;
}

/// Whether a scalar of no width may follow a base: accents yes; joiners, variation selectors and direction
/// marks no, because terminals disagree about what they do to the width.
static bool combines(wchar_t scalar) {
  if (scalar >= 0x200B && scalar <= 0x200F) return false;
  if (scalar >= 0x202A && scalar <= 0x202E) return false;
  if (scalar >= 0x2060 && scalar <= 0x206F) return false;
  if (scalar >= 0xFE00 && scalar <= 0xFE0F) return false;
  if (scalar >= 0xE0000 || scalar == 0x061C || scalar == 0xFEFF) return false;
  return wcwidth(scalar) == 0;
}

/// Reads one cell's text into scalars; its width, or 0 when it cannot be drawn.
static int read_cell(const unsigned char *at, const unsigned char *end, wchar_t *scalars) {
  int count = 0;
  int width = 0;
  while (at < end) {
    wchar_t scalar = next_scalar(&at, end);
    if (count == 0) {
      width = wcwidth(scalar);
      if (width <= 0) return 0;
      scalars[count++] = scalar;
    } else if (count < SCALARS - 1 && combines(scalar)) {
      scalars[count++] = scalar;
    }
  }
  scalars[count] = L'\0';
  return width;
}

void pawl_term_put(int row, int column, const char *text, size_t length, int style) {
  if (style < 0 || style >= STYLES || row < 0 || column < 0 || row >= LINES) return;
  cchar_t run[RUN];
  int count = 0;
  int start = column;
  const unsigned char *at = (const unsigned char *)text;
  const unsigned char *end = at + length;

  while (at < end && column < COLS) {
    const unsigned char *stop = at;
    while (stop < end && *stop != '\0') stop++;
    const unsigned char *next = stop < end ? stop + 1 : end;
    bool wide = next < end && *next == '\0' && column + 1 < COLS;

    wchar_t scalars[SCALARS + 1];
    int width = read_cell(at, stop, scalars);
    if (width == 0 || width > (wide ? 2 : 1)) {
      // No text is the other half of something that is not there.
      scalars[0] = at == stop ? L' ' : L'?';
      scalars[1] = L'\0';
      width = 1;
    }
    setcchar(&run[count++], scalars, styles[style].attributes, styles[style].pair, NULL);
    column += width;
    // Behind a character narrower than the grid thinks, the empty cell is read next and becomes a blank.
    at = width == 2 ? next + 1 : next;

    if (count == RUN || at >= end || column >= COLS) {
      mvwadd_wchnstr(stdscr, row, start, run, count);
      count = 0;
      start = column;
    }
  }
}
