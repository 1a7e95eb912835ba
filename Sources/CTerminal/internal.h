// What the files of this target share. Not for anybody else.

#ifndef PAWL_INTERNAL_H
#define PAWL_INTERNAL_H

#include "pawl_term.h"

#include <stdatomic.h>
#include <termios.h>

// guard.c: how the terminal comes back, whatever happens.

/// From now on a death of the process restores these modes on this terminal.
void pawl_guard_arm(int tty, const struct termios *modes);
/// The terminal is as it was found; nothing is left to restore.
void pawl_guard_disarm(void);
/// Restores the terminal if that is owed. Calls only what is safe in a signal handler.
void pawl_guard_restore(void);
/// Whether a restore is owed, that is whether the screen is up.
bool pawl_guard_armed(void);
/// The terminal's own way back to its main screen, kept for the restore.
void pawl_guard_learn_way_out(const char *leave);
/// A title was saved on the terminal's stack.
void pawl_guard_note_title(void);
/// The bytes that turn every mode off but the alternate screen.
const char *pawl_guard_modes_off(void);
/// Writes all, waiting at most half a second for a terminal that takes nothing; whether it was all. Safe in a
/// signal handler.
bool pawl_guard_write(int tty, const char *bytes, size_t length);
/// Whether what was written last broke off, perhaps inside a sequence.
void pawl_guard_note_cut(bool cut);
/// Takes back a sequence that broke off. Safe in a signal handler.
void pawl_guard_end_cut(int tty);
/// Sets modes if this process is the one in front of the terminal. Safe in a signal handler.
void pawl_guard_set_modes(int tty, const struct termios *modes);
/// Stands around taking the terminal over, so that a death that another thread sees meanwhile gives it back; does
/// not return once one has been seen.
void pawl_guard_begin_change(void);
void pawl_guard_end_change(void);
/// Tells that this process is about to end.
void pawl_guard_note_death(void);
/// Whether the terminal is this process's to read from and to set.
bool pawl_guard_in_front(void);
/// Brackets a write, so that a restore from another thread does not get between.
bool pawl_guard_begin_write(void);
void pawl_guard_end_write(void);

// stderr.c: what is printed while the screen is up.

void pawl_stderr_keep(void);
/// Safe in a signal handler.
void pawl_stderr_give_back(void);
/// Forgets the oldest of what was printed once it is much.
void pawl_stderr_bound(void);

// signals.c

int pawl_signals_install(void);
void pawl_signals_remove(void);
/// While the terminal is lent out, the keyboard's signals are for whoever has it.
void pawl_signals_lend(bool lent);
/// The process group the terminal is lent to, which a death of this process hangs up; 0 for none.
void pawl_signals_lend_to(pid_t group, int tty);
/// Keeps curses from installing handlers of its own, while it starts.
void pawl_signals_shield(bool on);

// output.c: what is on its way to the terminal.

/// An unlinked file in memory, or -1.
int pawl_output_memory_file(void);
void pawl_output_add(const char *bytes, size_t length);
/// Moves what curses wrote into its file to the end of what is on its way; how many bytes it was.
size_t pawl_output_take(int file);
size_t pawl_output_pending(void);
const char *pawl_output_bytes(void);
void pawl_output_drop(void);
/// Bytes left, or PAWL_TERM_GONE.
int pawl_output_write(int tty);
/// Calls that wrote something so far.
long pawl_output_writes(void);

// screen.c

/// Sets the modes the terminal was found with, while it is lent.
void pawl_screen_found_modes(int tty);

// truecolor.c: colours by their channels.

/// An entry of the palette that stands for a colour, 0xRRGGBB; -1 when all are lent.
int pawl_colors_lend(int color);
/// Takes the entries back once many are lent, and says so: what is on the screen must be painted anew then.
bool pawl_colors_tidy(void);
/// Takes the entries back.
void pawl_colors_forget(void);
/// The colour that a lent entry stands for, 0xRRGGBB; -1 for any other.
int pawl_colors_channels(int entry);

// looks.c: what letters look like, in few bytes.

/// Adds what curses wrote to what is on its way, with lent entries spelled as the colours they stand for, and
/// without what changes nothing that can be seen.
void pawl_looks_spell(const char *bytes, size_t length);
/// Takes nothing for known of how the terminal stands.
void pawl_looks_forget(void);

// cells.c

/// How many colours of a terminal are palette entries: of direct colours only the first eight are.
int pawl_palette_colors(int colors);
void pawl_cells_begin(bool monochrome);

#endif
