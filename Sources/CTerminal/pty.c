#include "pawl_pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

int pawl_pty_open(int width, int height) {
  int pty = posix_openpt(O_RDWR | O_NOCTTY);
  if (pty < 0) return -errno;
  fcntl(pty, F_SETFD, FD_CLOEXEC);
  if (grantpt(pty) != 0 || unlockpt(pty) != 0) {
    int error = errno;
    close(pty);
    return -error;
  }
  pawl_pty_resize(pty, width, height);
  return pty;
}

int pawl_pty_open_program_side(int pty) {
  const char *path = ptsname(pty);
  if (path == NULL) return -errno;
  int side = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
  return side < 0 ? -errno : side;
}

pid_t pawl_pty_spawn(int pty, char *const arguments[], char *const environment[]) {
  const char *path = ptsname(pty);
  if (path == NULL) return -errno;

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // The session is made before the files are opened, so the first terminal opened becomes its own.
  posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(
    &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);

  pid_t program = -1;
  int error = posix_spawn(&program, arguments[0], &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error != 0 ? -error : program;
}

long pawl_pty_read(int pty, void *into, size_t capacity, int timeout) {
  struct pollfd wanted = {.fd = pty, .events = POLLIN};
  int ready;
  do {
    ready = poll(&wanted, 1, timeout);
  } while (ready < 0 && errno == EINTR);
  if (ready == 0) return 0;
  if (ready < 0) return -1;
  ssize_t count = read(pty, into, capacity);
  return count > 0 ? count : -1;
}

long pawl_pty_write(int pty, const void *bytes, size_t length) {
  ssize_t count;
  do {
    count = write(pty, bytes, length);
  } while (count < 0 && errno == EINTR);
  return count < 0 ? -errno : count;
}

int pawl_pty_resize(int pty, int width, int height) {
  struct winsize size = {
    .ws_row = (unsigned short)height,
    .ws_col = (unsigned short)width,
  };
  return ioctl(pty, TIOCSWINSZ, &size) == 0 ? 0 : -errno;
}

int pawl_pty_modes(int pty) {
  struct termios modes;
  if (tcgetattr(pty, &modes) != 0) return -errno;
  return ((modes.c_lflag & ECHO) != 0 ? PAWL_PTY_ECHO : 0)
    | ((modes.c_lflag & ICANON) != 0 ? PAWL_PTY_CANONICAL : 0);
}

int pawl_pty_wait(pid_t program, int timeout) {
  int status = 0;
#ifdef __linux__
  int handle = (int)syscall(SYS_pidfd_open, program, 0);
  if (handle >= 0) {
    struct pollfd wanted = {.fd = handle, .events = POLLIN};
    poll(&wanted, 1, timeout);
    close(handle);
  }
  pid_t ended = waitpid(program, &status, WNOHANG);
#else
  pid_t ended = 0;
  for (int waited = 0; waited <= timeout; waited += 5) {
    ended = waitpid(program, &status, WNOHANG);
    if (ended != 0) break;
    poll(NULL, 0, 5);
  }
#endif
  if (ended < 0) return -errno;
  return ended == 0 ? -1 : status;
}

void pawl_pty_close(int descriptor) { close(descriptor); }
