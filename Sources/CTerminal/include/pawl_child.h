// Other programs: an editor or a pager that is lent the terminal, and small ones that never see it.

#ifndef PAWL_CHILD_H
#define PAWL_CHILD_H

#include <stddef.h>
#include <sys/types.h>

/// What to start. All pointers need only live for the call.
struct pawl_child {
  /// An absolute path first; ends with NULL.
  char *const *arguments;
  /// Ends with NULL.
  char *const *environment;
  /// Where to start it; NULL for here.
  const char *folder;
  /// A descriptor to be its standard input; -1 for the terminal, or for nothing when there is none.
  int input;
  /// A descriptor to be its standard output; -1 as with the input.
  int output;
  /// The terminal it is lent, which it gets anew and in front of which it is put; -1 for none.
  int terminal;
};

/// How a wait ended, besides a wait status.
enum {
  /// It goes on.
  PAWL_CHILD_RUNS = -1,
  /// The terminal went away; the program was told, and perhaps did not listen.
  PAWL_CHILD_HUNG_UP = -2,
};

/// Starts a program with default signals in a process group of its own: a process id or -errno.
pid_t pawl_child_start(const struct pawl_child *child);

/// Waits for a program that has the terminal, and takes the terminal back: its wait status,
/// PAWL_CHILD_HUNG_UP or -errno less than that. A program that is stopped stops this process too, as the shell
/// expects of a job, and goes on with it.
int pawl_child_wait_lent(pid_t child, int terminal);

/// Waits for a program without a terminal: its wait status, or PAWL_CHILD_RUNS after a time in milliseconds.
int pawl_child_wait(pid_t child, int timeout);

/// Ends a program that took too long, and its group.
void pawl_child_kill(pid_t child);

/// A file in memory with these bytes, to be read from its start: a descriptor or -errno.
int pawl_child_text(const char *bytes, size_t length);

/// A pipe whose ends no program inherits: 0 or -errno.
int pawl_child_pipe(int ends[2]);

#endif
