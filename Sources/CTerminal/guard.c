#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The string terminator first: it ends a sequence that was cut in the middle. Then the end of a synchronized
// update, mouse, paste and focus reports off, the whole screen scrolls, plain text, cursor on.
#define MODES_OFF                                             \
  "\033\\\033[?2026l\033[?1006l\033[?1003l\033[?1002l"        \
  "\033[?1000l\033[?2004l\033[?1004l\033[r\033[0m\033[?25h"
#define TITLE_BACK "\033[23;2t"
#define MAIN_SCREEN "\033[?1049l"

// Ends a sequence that was cut without its being obeyed: half a text for the clipboard is worse than none.
#define CANCEL "\030"

enum { PATIENCE = 500, LONGEST = 3000 };

static struct {
  _Atomic int armed;
  _Atomic int writing;
  _Atomic int changing;
  _Atomic int dying;
  _Atomic int cut;
  pid_t process;
  pthread_t thread;
  int tty;
  struct termios modes;
  volatile sig_atomic_t titled;
  char leave[128];
} guard;

void pawl_guard_arm(int tty, const struct termios *modes) {
  static bool at_exit = false;
  guard.tty = tty;
  guard.modes = *modes;
  guard.process = getpid();
  guard.thread = pthread_self();
  if (!at_exit) at_exit = atexit(pawl_guard_restore) == 0;
  atomic_store(&guard.armed, 1);
}

void pawl_guard_disarm(void) {
  atomic_store(&guard.armed, 0);
  guard.titled = 0;
}

bool pawl_guard_armed(void) { return atomic_load(&guard.armed) != 0; }

void pawl_guard_learn_way_out(const char *leave) {
  // A terminal without a second screen keeps the picture; the shell goes below it.
  if (leave == NULL) leave = "\033[999;1H\r\n";
  guard.leave[0] = '\0';
  if (strstr(leave, "?1049l") == NULL && strlen(leave) < sizeof guard.leave) {
    memcpy(guard.leave, leave, strlen(leave) + 1);
  }
}

void pawl_guard_note_title(void) { guard.titled = 1; }

const char *pawl_guard_modes_off(void) {
  return guard.titled ? MODES_OFF TITLE_BACK : MODES_OFF;
}

void pawl_guard_note_cut(bool cut) { atomic_store(&guard.cut, cut); }

bool pawl_guard_write(int tty, const char *bytes, size_t length) {
  // A slow terminal may take its time as long as it takes something.
  int idle = 0, waited = 0;
  while (length > 0) {
    ssize_t count = write(tty, bytes, length);
    if (count > 0) {
      bytes += count;
      length -= (size_t)count;
      idle = 0;
    } else if (count < 0 && errno == EINTR) {
      continue;
    } else if (count < 0 && errno == EAGAIN && idle < PATIENCE && waited < LONGEST) {
      struct pollfd wanted = {.fd = tty, .events = POLLOUT};
      poll(&wanted, 1, 10);
      idle += 10;
      waited += 10;
    } else {
      return false;
    }
  }
  return true;
}

void pawl_guard_end_cut(int tty) {
  if (atomic_exchange(&guard.cut, 0)) pawl_guard_write(tty, CANCEL, sizeof CANCEL - 1);
}

void pawl_guard_set_modes(int tty, const struct termios *modes) {
  // Behind the back of whoever is in front, a shell that edits a line say, its modes are not ours to change.
  // On a terminal that does not control this process nobody is in front.
  pid_t front = tcgetpgrp(tty);
  if (front < 0 || front == getpgrp()) tcsetattr(tty, TCSANOW, modes);
}

bool pawl_guard_begin_write(void) {
  atomic_store(&guard.writing, 1);
  if (atomic_load(&guard.armed)) return true;
  atomic_store(&guard.writing, 0);
  return false;
}

void pawl_guard_end_write(void) { atomic_store(&guard.writing, 0); }

void pawl_guard_begin_change(void) {
  guard.thread = pthread_self();
  atomic_store(&guard.changing, 1);
  if (!atomic_load(&guard.dying)) return;
  atomic_store(&guard.changing, 0);
  // Another thread has seen the end of this process: what is taken now would not be given back.
  for (;;) pause();
}

void pawl_guard_end_change(void) { atomic_store(&guard.changing, 0); }

void pawl_guard_note_death(void) { atomic_store(&guard.dying, 1); }

bool pawl_guard_in_front(void) {
  pid_t front = tcgetpgrp(guard.tty);
  return front < 0 || front == getpgrp();
}

void pawl_guard_restore(void) {
  // A child between fork and exec has this handler too, and no business with the terminal.
  if (guard.process != getpid()) return;
  // What another thread is taking this very moment is given back too, once it has it.
  if (!pthread_equal(pthread_self(), guard.thread)) {
    for (int i = 0; i < 50 && atomic_load(&guard.changing); i++) poll(NULL, 0, 1);
  }
  if (!atomic_exchange(&guard.armed, 0)) return;
  // A frame another thread is writing must not land after the restore. The writer may be stuck, or be this
  // very thread, so the wait is short or none.
  if (!pthread_equal(pthread_self(), guard.thread)) {
    for (int i = 0; i < 50 && atomic_load(&guard.writing); i++) poll(NULL, 0, 1);
  }
  const char *modes_off = pawl_guard_modes_off();
  // One that takes nothing is not waited for three times.
  pawl_guard_end_cut(guard.tty);
  if (pawl_guard_write(guard.tty, modes_off, strlen(modes_off))) {
    pawl_guard_write(guard.tty, MAIN_SCREEN, sizeof MAIN_SCREEN - 1);
    pawl_guard_write(guard.tty, guard.leave, strlen(guard.leave));
  }
  pawl_guard_set_modes(guard.tty, &guard.modes);
  pawl_stderr_give_back();
}
