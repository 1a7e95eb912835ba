// The terminal as the dashboard needs it: one screen per process, cells in, one write per frame out.
// No curses header is included here, so that nobody above this target ever sees one.
// Unless a function says otherwise it must be called from the thread that called pawl_term_begin.

#ifndef PAWL_TERM_H
#define PAWL_TERM_H

#include <stdbool.h>
#include <stddef.h>

enum {
  PAWL_TERM_BOLD = 1,
  PAWL_TERM_DIM = 2,
  PAWL_TERM_REVERSE = 4,
  PAWL_TERM_UNDERLINE = 8,
};

/// Added to 0xRRGGBB it is a colour by its channels, where others are palette entries.
enum { PAWL_TERM_RGB = 1 << 24 };

/// How pawl_term_begin failed, besides -errno.
enum {
  /// terminfo does not know this terminal.
  PAWL_TERM_UNKNOWN = -1001,
  /// terminfo knows it, and it cannot move its cursor.
  PAWL_TERM_POOR = -1002,
};

/// How a write ended, besides a number of bytes.
enum {
  /// The terminal does not take more now; what is left goes out with pawl_term_drain.
  PAWL_TERM_BUSY = -1,
  /// The terminal is gone.
  PAWL_TERM_GONE = -2,
};

/// What pawl_term_begin should do besides opening the screen.
enum {
  /// Give out no colours at all.
  PAWL_TERM_MONOCHROME = 1,
  /// Install the signal handlers and the restore on a crash.
  PAWL_TERM_GUARD = 2,
  /// Keep stderr in a file while the screen is up, and print it afterwards.
  PAWL_TERM_KEEP_STDERR = 4,
};

/// Bits of pawl_term_take_signals.
enum {
  PAWL_TERM_RESIZED = 1,
  PAWL_TERM_STOP = 2,
  PAWL_TERM_CONTINUED = 4,
};

struct pawl_term_size {
  int width;
  int height;
};

/// Sets the locale from the environment and says whether text is UTF-8 now. With assume_utf8 a locale
/// that is missing here (usual over SSH) is replaced by C.UTF-8 for characters alone.
bool pawl_term_set_locale(bool assume_utf8);

/// Opens the terminal this process was started on, with an open file description of its own, so that
/// making it non-blocking does not change the shell's. A descriptor or -errno.
int pawl_term_open_tty(void);

/// How many colours terminfo says a terminal has; PAWL_TERM_UNKNOWN or PAWL_TERM_POOR for one of no use.
int pawl_term_known_colors(const char *name);

/// Takes over the terminal: 0, one of the codes above, or -errno. Nothing is written until the first flush.
int pawl_term_begin(int tty, const char *name, int options);

/// Restores the terminal and gives everything back. Harmless when nothing was begun.
void pawl_term_end(void);

/// Leaves the screen for another program, or for a stop: modes, stderr and the main screen are as they
/// were, and an interrupt from the keyboard does not end this process.
void pawl_term_release(void);

/// Comes back after pawl_term_release; the next flush paints everything.
void pawl_term_reclaim(void);

/// Stops this process group as Ctrl-Z would, between a release and a reclaim, and returns when continued.
void pawl_term_stop(void);

/// Sets raw mode again and owes a full paint: after a stop that nobody announced.
void pawl_term_recover(void);

/// Columns and rows now; 80x24 when the terminal does not say, and never absurd.
struct pawl_term_size pawl_term_size(int tty);

/// Tells the screen its size; its content is lost and painted anew.
void pawl_term_resize(int width, int height);

/// Colours of the running screen; 0 when monochrome.
int pawl_term_colors(void);

/// A terminfo string such as "kcuu1", or NULL. Valid until the screen ends.
const char *pawl_term_string(const char *capability);

/// The largest index plus one that pawl_term_define_style takes.
int pawl_term_style_limit(void);

/// Gives a style index its look: palette entries, -1 for the terminal's own colour, or, on a terminal of 256
/// that understands them and then for all beyond the first sixteen, PAWL_TERM_RGB + 0xRRGGBB; and attribute bits.
void pawl_term_define_style(int style, int foreground, int background, int attributes);

/// Forgets all styles and their colours, before others are defined; what is on the screen is to be put again.
void pawl_term_forget_styles(void);

/// Puts cells into a row: UTF-8 text of each cell, each ended by a NUL byte. An empty text is the second
/// half of the wide character before it.
void pawl_term_put(int row, int column, const char *text, size_t length, int style);

/// Sends what differs from the screen, in one write. A row of -1 hides the cursor. The number of bytes (0
/// when nothing differs), PAWL_TERM_BUSY when an earlier frame is still on its way (then nothing was
/// done), or PAWL_TERM_GONE.
int pawl_term_flush(int cursor_row, int cursor_column);

/// Makes the next flush paint everything.
void pawl_term_repaint(void);

/// Sends bytes that do not belong to the picture, after what is on its way.
int pawl_term_send(const char *bytes, size_t length);

/// Goes on with what is on its way: bytes left (0 when all is out) or PAWL_TERM_GONE.
int pawl_term_drain(void);

/// Brackets each frame as a synchronized update from now on.
void pawl_term_synchronize(bool on);

/// Mouse reports: buttons, wheel and drags, in the SGR form.
void pawl_term_mouse(bool on);

/// Sets the window title (already free of control characters), after saving the one that was there.
void pawl_term_title(const char *text);

/// A descriptor that is readable after a signal; -1 without PAWL_TERM_GUARD.
int pawl_term_signal_descriptor(void);

/// Which signals came since the last call, as bits.
int pawl_term_take_signals(void);

#endif
