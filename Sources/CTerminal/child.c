#include "pawl_child.h"

#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAREWELL = 2000 };

// MARK: Starting

static int file_actions(posix_spawn_file_actions_t *actions, const struct pawl_child *child) {
  char path[256];
  const char *standard = "/dev/null";
  if (child->terminal >= 0) {
    // Opened anew, because a terminal that never blocks confuses most programs.
    bool named = ttyname_r(child->terminal, path, sizeof path) == 0;
    standard = named ? path : "/dev/tty";
  }
  int error = 0;
  int given[2] = {child->input, child->output};
  for (int i = 0; i < 3 && error == 0; i++) {
    bool other = i < 2 && given[i] >= 0;
    error = other ? posix_spawn_file_actions_adddup2(actions, given[i], i)
                  : posix_spawn_file_actions_addopen(actions, i, standard, O_RDWR | O_NOCTTY, 0);
  }
  if (error == 0 && child->folder != NULL) {
    error = posix_spawn_file_actions_addchdir_np(actions, child->folder);
  }
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 35)
  // In front before its first step: a key typed at once is for it already.
  if (error == 0 && child->terminal >= 0 && tcgetpgrp(child->terminal) == getpgrp()) {
    error = posix_spawn_file_actions_addtcsetpgrp_np(actions, 2);
  }
#endif
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(actions, 3);
#endif
  return error;
}

static int spawn(pid_t *process, const struct pawl_child *child, char *const arguments[]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  int error = file_actions(&actions, child);
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
    &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  if (error == 0) {
    error = posix_spawn(process, arguments[0], &actions, &attributes, arguments, child->environment);
  }
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

/// A text file that may be executed but names no interpreter is the shell's, as everywhere.
static int spawn_script(pid_t *process, const struct pawl_child *child) {
  size_t count = 0;
  while (child->arguments[count] != NULL) count++;
  char **arguments = calloc(count + 2, sizeof *arguments);
  if (arguments == NULL) return ENOMEM;
  arguments[0] = (char[]){"/bin/sh"};
  memcpy(arguments + 1, child->arguments, (count + 1) * sizeof *arguments);
  int error = spawn(process, child, arguments);
  free(arguments);
  return error;
}

/// Puts a group in front of the terminal; this process may be behind it already.
static void put_in_front(int terminal, pid_t group) {
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  tcsetpgrp(terminal, group);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

pid_t pawl_child_start(const struct pawl_child *child) {
  pid_t process = -1;
  bool is_ours = child->terminal >= 0 && tcgetpgrp(child->terminal) == getpgrp();
  int error = spawn(&process, child, child->arguments);
  if (error == ENOEXEC) error = spawn_script(&process, child);
  if (error != 0) return -error;
  if (is_ours) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 35)
    // It went in front by itself; a stop that was typed since is not to be undone.
    pawl_signals_lend_to(process, child->terminal);
#else
    put_in_front(child->terminal, process);
    pawl_signals_lend_to(process, child->terminal);
    // It may have touched the terminal before it was in front, and been stopped for it.
    kill(-process, SIGCONT);
#endif
  }
  return process;
}

// MARK: Waiting

static int news[2] = {-1, -1};
static struct sigaction before_news;

static void on_child(int signal, siginfo_t *info, void *context) {
  int error = errno;
  ssize_t ignored = write(news[1], "", 1);
  (void)ignored;
  // Others may have children too.
  if (before_news.sa_flags & SA_SIGINFO) {
    before_news.sa_sigaction(signal, info, context);
  } else if (before_news.sa_handler != SIG_DFL && before_news.sa_handler != SIG_IGN) {
    before_news.sa_handler(signal);
  }
  errno = error;
}

static void listen_for_children(void) {
  if (news[0] < 0 && pawl_child_pipe(news) == 0) {
    for (int i = 0; i < 2; i++) fcntl(news[i], F_SETFL, O_NONBLOCK);
  }
  struct sigaction action = {.sa_sigaction = on_child, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  sigaction(SIGCHLD, &action, &before_news);
}

/// Waits for news of a child, or for the end of the terminal: whether it is still there.
static bool wait_for_news(int terminal, int timeout) {
  // Asking for nothing, one is told of a hang-up all the same.
  struct pollfd wanted[2] = {{.fd = news[0], .events = POLLIN}, {.fd = terminal}};
  int ready = poll(wanted, 2, timeout);
  char bytes[64];
  while (read(news[0], bytes, sizeof bytes) > 0) continue;
  return ready <= 0 || (wanted[1].revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}

/// A program in front was stopped: this process stops with it, and both go on together.
static void stop_with(pid_t child, int terminal, int signal) {
  bool lent = tcgetpgrp(terminal) == child;
  if (signal == SIGTTIN || signal == SIGTTOU) {
    // It touched the terminal in the moment before it was put in front.
    if (lent) {
      kill(-child, SIGCONT);
      return;
    }
  }
  struct termios modes;
  bool known = tcgetattr(terminal, &modes) == 0;
  if (lent) put_in_front(terminal, getpgrp());
  pawl_screen_found_modes(terminal);
  pawl_term_stop();
  if (lent) {
    if (known) tcsetattr(terminal, TCSADRAIN, &modes);
    put_in_front(terminal, child);
  }
  kill(-child, SIGCONT);
}

/// The terminal is gone: the program is told, and given a moment to see to its files.
static int hang_up(pid_t child) {
  int status = 0;
  kill(-child, SIGHUP);
  kill(-child, SIGCONT);
  for (int waited = 0; waited < FAREWELL; waited += 100) {
    if (waitpid(child, &status, WNOHANG) != 0) break;
    wait_for_news(-1, 100);
  }
  return PAWL_CHILD_HUNG_UP;
}

int pawl_child_wait_lent(pid_t child, int terminal) {
  listen_for_children();
  int status = 0;
  int result = 0;
  for (;;) {
    pid_t ended = waitpid(child, &status, WNOHANG | WUNTRACED);
    if (ended < 0 && errno == EINTR) continue;
    if (ended < 0) result = PAWL_CHILD_HUNG_UP - errno;
    if (ended < 0) break;
    if (ended == child && WIFSTOPPED(status)) {
      stop_with(child, terminal, WSTOPSIG(status));
      continue;
    }
    result = status;
    if (ended == child) break;
    if (!wait_for_news(terminal, -1)) {
      result = hang_up(child);
      break;
    }
  }
  sigaction(SIGCHLD, &before_news, NULL);
  pawl_signals_lend_to(0, -1);
  if (tcgetpgrp(terminal) == child) put_in_front(terminal, getpgrp());
  return result;
}

int pawl_child_wait(pid_t child, int timeout) {
  int status = 0;
  for (int waited = 0;; waited += 2) {
    pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    // Somebody else waited for it, so it did end.
    if (ended < 0 && errno != EINTR) return 0;
    if (waited >= timeout) return PAWL_CHILD_RUNS;
    poll(NULL, 0, 2);
  }
}

void pawl_child_kill(pid_t child) {
  kill(-child, SIGKILL);
  pawl_child_wait(child, 1000);
}

// MARK: Files for it

int pawl_child_text(const char *bytes, size_t length) {
  int file = pawl_output_memory_file();
  if (file < 0) return -errno;
  while (length > 0) {
    ssize_t count = write(file, bytes, length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      int error = errno;
      close(file);
      return -error;
    }
    bytes += count;
    length -= (size_t)count;
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

int pawl_child_pipe(int ends[2]) {
  if (pipe(ends) != 0) return -errno;
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  return 0;
}
