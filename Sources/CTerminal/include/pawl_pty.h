// A pseudo-terminal with a program on it, for tests of the whole program.

#ifndef PAWL_PTY_H
#define PAWL_PTY_H

#include <stddef.h>
#include <sys/types.h>

enum {
  PAWL_PTY_ECHO = 1,
  PAWL_PTY_CANONICAL = 2,
};

/// Opens a pseudo-terminal of a size: the controlling side's descriptor, or -errno.
int pawl_pty_open(int width, int height);

/// Opens the program's side without making it anybody's controlling terminal: a descriptor or -errno.
int pawl_pty_open_program_side(int pty);

/// Starts a program (an absolute path first) as the leader of a new session on the terminal, with default
/// signals. Both arrays end with NULL. A process id or -errno.
pid_t pawl_pty_spawn(int pty, char *const arguments[], char *const environment[]);

/// Reads what the program wrote: a number of bytes, 0 when the time (milliseconds) passed, -1 when the
/// program's side is closed.
long pawl_pty_read(int pty, void *into, size_t capacity, int timeout);

/// Types bytes; how many were taken, or -errno.
long pawl_pty_write(int pty, const void *bytes, size_t length);

/// Changes the size, which signals the program. 0 or -errno.
int pawl_pty_resize(int pty, int width, int height);

/// The PAWL_PTY_ bits that are on now, or -errno.
int pawl_pty_modes(int pty);

/// Waits for a program's end: its wait status, -1 when the time (milliseconds) passed, or -errno.
int pawl_pty_wait(pid_t program, int timeout);

/// Closes a descriptor of this header.
void pawl_pty_close(int descriptor);

#endif
