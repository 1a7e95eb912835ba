#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1

#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#define SYNC_ON "\033[?2026h"
#define SYNC_OFF "\033[?2026l"
#define REPORTS_ON "\033[?2004h\033[?1004h"
#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"
// What a program that crashed may have left: an open sequence, the mouse, a scroll region (taking that back
// moves the cursor, which is therefore saved), colours.
#define OTHERS_MODES_OFF \
  "\033\\\033[?1003l\033[?1002l\033[?1000l\0337\033[r\0338\033[0m"
#define MAIN_SCREEN "\033[?1049l"

enum { MOST_PENDING = 1 << 20 };

static struct {
  SCREEN *curses;
  FILE *file;
  int descriptor;
  int tty;
  int options;
  struct termios found, raw;
  bool greeted, synchronized, mouse, titled, cursor;
  unsigned frames;
} screen = {.descriptor = -1, .tty = -1};

int pawl_term_open_tty(void) {
  char path[256];
  int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
  for (int standard = 0; standard < 3; standard++) {
    if (!isatty(standard) || ttyname_r(standard, path, sizeof path) != 0) continue;
    int tty = open(path, flags);
    if (tty >= 0) return tty;
  }
  int tty = open("/dev/tty", flags);
  return tty >= 0 ? tty : -errno;
}

static bool moves_cursor(void) {
  const char *move = pawl_term_string("cup");
  return move != NULL && *move != '\0';
}

int pawl_term_known_colors(const char *name) {
  TERMINAL *running = cur_term;
  int status = 0;
  // Any descriptor does; nothing is written.
  if (setupterm(name, STDOUT_FILENO, &status) != OK) return PAWL_TERM_UNKNOWN;
  TERMINAL *asked = cur_term;
  char number[] = "colors";
  int colors = tigetnum(number);
  bool poor = !moves_cursor();
  set_curterm(running);
  if (asked != running) del_curterm(asked);
  if (poor) return PAWL_TERM_POOR;
  return colors > 0 ? pawl_palette_colors(colors) : 0;
}

struct pawl_term_size pawl_term_size(int tty) {
  struct winsize found = {0};
  struct pawl_term_size size = {.width = 80, .height = 24};
  if (ioctl(tty, TIOCGWINSZ, &found) == 0 && found.ws_col > 0 && found.ws_row > 0) {
    size.width = found.ws_col < 2000 ? found.ws_col : 2000;
    size.height = found.ws_row < 1000 ? found.ws_row : 1000;
  }
  return size;
}

static struct termios raw_modes(struct termios modes) {
  modes.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | IGNCR | INLCR | INPCK | ISTRIP | IXON | IXOFF);
  modes.c_oflag &= ~(tcflag_t)OPOST;
  modes.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
  modes.c_cflag = (modes.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
  modes.c_cc[VMIN] = 1;
  modes.c_cc[VTIME] = 0;
  return modes;
}

static void close_curses(void) {
  if (screen.curses != NULL) delscreen(screen.curses);
  if (screen.file != NULL) fclose(screen.file);
  screen.curses = NULL;
  screen.file = NULL;
  screen.descriptor = -1;
  pawl_output_drop();
}

static int open_curses(const char *name) {
  screen.descriptor = pawl_output_memory_file();
  if (screen.descriptor < 0) return -errno;
  screen.file = fdopen(screen.descriptor, "r+");
  if (screen.file == NULL) {
    int error = errno;
    close(screen.descriptor);
    return -error;
  }
  pawl_signals_shield(true);
  screen.curses = newterm(name, screen.file, screen.file);
  pawl_signals_shield(false);
  if (screen.curses == NULL || !moves_cursor()) {
    int status = screen.curses == NULL ? PAWL_TERM_UNKNOWN : PAWL_TERM_POOR;
    if (screen.curses != NULL) endwin();
    close_curses();
    return status;
  }
  // Output must not wait for, or look at, input that curses never reads; a line feed only moves down.
  typeahead(-1);
  nonl();
  pawl_cells_begin((screen.options & PAWL_TERM_MONOCHROME) != 0);
  return 0;
}

/// Raw modes, signals and stderr, once the restore is armed.
static void occupy(void) {
  pawl_guard_begin_change();
  pawl_guard_arm(screen.tty, &screen.found);
  tcsetattr(screen.tty, TCSANOW, &screen.raw);
  pawl_guard_end_change();
  if (screen.options & PAWL_TERM_KEEP_STDERR) pawl_stderr_keep();
  screen.greeted = false;
  pawl_looks_forget();
}

/// Everything occupy did, undone, and the main screen shown.
static void vacate(void) {
  // What is still on its way belongs to a picture that goes now.
  pawl_output_drop();
  pawl_looks_forget();
  const char *modes_off = pawl_guard_modes_off();
  pawl_output_add(modes_off, strlen(modes_off));
  endwin();
  pawl_output_take(screen.descriptor);
  pawl_output_add("", 1);
  bool left = strstr(pawl_output_bytes(), MAIN_SCREEN) != NULL;
  if (screen.greeted || screen.titled) {
    pawl_guard_end_cut(screen.tty);
    bool taken = pawl_guard_write(screen.tty, pawl_output_bytes(), pawl_output_pending() - 1);
    if (taken && !left) pawl_guard_write(screen.tty, MAIN_SCREEN, sizeof MAIN_SCREEN - 1);
  }
  pawl_output_drop();
  pawl_guard_set_modes(screen.tty, &screen.found);
  pawl_guard_disarm();
  pawl_stderr_give_back();
}

int pawl_term_begin(int tty, const char *name, int options) {
  if (screen.curses != NULL) return -EBUSY;
  if (tcgetattr(tty, &screen.found) != 0) return -errno;
  screen.raw = raw_modes(screen.found);
  screen.tty = tty;
  screen.options = options;
  screen.synchronized = screen.mouse = screen.titled = screen.cursor = false;
  screen.frames = 0;

  int status = open_curses(name);
  if (status != 0) return status;
  if (options & PAWL_TERM_GUARD) status = pawl_signals_install();
  if (status != 0) {
    close_curses();
    return status;
  }
  pawl_guard_learn_way_out(pawl_term_string("rmcup"));
  struct pawl_term_size size = pawl_term_size(tty);
  resizeterm(size.height, size.width);
  curs_set(0);
  // Before it knew the size, curses wrote a start for another: a scroll region among it. Ending and dropping
  // that makes the first frame start afresh.
  endwin();
  pawl_output_take(screen.descriptor);
  pawl_output_drop();
  occupy();
  pawl_term_repaint();
  return 0;
}

void pawl_term_end(void) {
  if (screen.curses == NULL) return;
  if (pawl_guard_armed()) vacate();
  close_curses();
  pawl_signals_lend(false);
  pawl_signals_remove();
}

void pawl_term_release(void) {
  if (screen.curses == NULL || !pawl_guard_armed()) return;
  vacate();
  screen.titled = false;
  pawl_signals_lend(true);
}

void pawl_term_reclaim(void) {
  if (screen.curses == NULL || pawl_guard_armed()) return;
  pawl_signals_lend(false);
  occupy();
  pawl_output_add(OTHERS_MODES_OFF, sizeof OTHERS_MODES_OFF - 1);
  curs_set(screen.cursor ? 1 : 0);
  pawl_term_repaint();
}

void pawl_screen_found_modes(int tty) {
  if (screen.curses != NULL) pawl_guard_set_modes(tty, &screen.found);
}

void pawl_term_recover(void) {
  if (screen.curses == NULL || !pawl_guard_armed()) return;
  // Whoever had the terminal may have left the screen that this one draws on: start as the first time.
  endwin();
  pawl_output_take(screen.descriptor);
  pawl_output_drop();
  pawl_looks_forget();
  tcsetattr(screen.tty, TCSANOW, &screen.raw);
  screen.greeted = false;
  pawl_output_add(OTHERS_MODES_OFF, sizeof OTHERS_MODES_OFF - 1);
  curs_set(screen.cursor ? 1 : 0);
  pawl_term_repaint();
}

void pawl_term_resize(int width, int height) {
  if (screen.curses == NULL || width <= 0 || height <= 0) return;
  resizeterm(height, width);
  werase(stdscr);
  pawl_term_repaint();
}

const char *pawl_term_string(const char *capability) {
  char name[16] = "";
  strncpy(name, capability, sizeof name - 1);
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

void pawl_term_forget_typed(void) {
  if (screen.tty >= 0) tcflush(screen.tty, TCIFLUSH);
}

void pawl_term_repaint(void) {
  if (screen.curses == NULL) return;
  clearok(curscr, TRUE);
  pawl_looks_forget();
}

static void place_cursor(int row, int column) {
  bool shown = row >= 0 && column >= 0;
  if (shown != screen.cursor) curs_set(shown ? 1 : 0);
  screen.cursor = shown;
  leaveok(stdscr, !shown);
  if (shown) wmove(stdscr, row < LINES ? row : LINES - 1, column < COLS ? column : COLS - 1);
}

int pawl_term_flush(int cursor_row, int cursor_column) {
  if (screen.curses == NULL || !pawl_guard_armed()) return PAWL_TERM_GONE;
  int left = pawl_output_write(screen.tty);
  if (left != 0) return left < 0 ? PAWL_TERM_GONE : PAWL_TERM_BUSY;
  if (++screen.frames % 256 == 0) pawl_stderr_bound();

  place_cursor(cursor_row, cursor_column);
  wnoutrefresh(stdscr);
  doupdate();
  if (screen.synchronized) pawl_output_add(SYNC_ON, sizeof SYNC_ON - 1);
  size_t drawn = pawl_output_take(screen.descriptor);
  if (drawn == 0 && screen.greeted) {
    pawl_output_drop();
    return 0;
  }
  if (screen.synchronized) pawl_output_add(SYNC_OFF, sizeof SYNC_OFF - 1);
  if (!screen.greeted) {
    pawl_output_add(REPORTS_ON, sizeof REPORTS_ON - 1);
    if (screen.mouse) pawl_output_add(MOUSE_ON, sizeof MOUSE_ON - 1);
    screen.greeted = true;
  }
  int bytes = (int)pawl_output_pending();
  return pawl_output_write(screen.tty) < 0 ? PAWL_TERM_GONE : bytes;
}

int pawl_term_send(const char *bytes, size_t length) {
  if (screen.curses == NULL || !pawl_guard_armed()) return PAWL_TERM_GONE;
  // A terminal that takes nothing for days does not collect titles.
  if (pawl_output_pending() > MOST_PENDING) return PAWL_TERM_BUSY;
  pawl_output_add(bytes, length);
  return pawl_output_write(screen.tty);
}

int pawl_term_drain(void) {
  if (screen.curses == NULL || !pawl_guard_armed()) return PAWL_TERM_GONE;
  return pawl_output_write(screen.tty);
}

long pawl_term_writes(void) { return pawl_output_writes(); }

void pawl_term_synchronize(bool on) { screen.synchronized = on; }

void pawl_term_mouse(bool on) {
  if (on == screen.mouse) return;
  screen.mouse = on;
  // Before the first frame the greeting says it.
  if (!screen.greeted) return;
  pawl_term_send(on ? MOUSE_ON : MOUSE_OFF, (on ? sizeof MOUSE_ON : sizeof MOUSE_OFF) - 1);
}

void pawl_term_title(const char *text) {
  if (!screen.titled) {
    pawl_term_send("\033[22;2t", 7);
    pawl_guard_note_title();
    screen.titled = true;
  }
  pawl_term_send("\033]2;", 4);
  pawl_term_send(text, strlen(text));
  pawl_term_send("\a", 1);
}
