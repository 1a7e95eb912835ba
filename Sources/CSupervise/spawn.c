// Starting a child without forking this process, and waiting for it.

#include "CSupervise.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

/// Copies of the descriptors above 2, so that putting one in place never covers another.
static int copy(const int fds[3], int copies[3]) {
  for (int next = 0; next < 3; next++) {
    if (fds[next] < 0) {
      continue;
    }
    copies[next] = fcntl(fds[next], F_DUPFD_CLOEXEC, 3);
    if (copies[next] < 0) {
      return errno;
    }
  }
  return 0;
}

static int set_files(posix_spawn_file_actions_t *files, const int copies[3], const char *cwd) {
  int error = 0;
  for (int next = 0; next < 3 && error == 0; next++) {
    if (copies[next] >= 0) {
      error = posix_spawn_file_actions_adddup2(files, copies[next], next);
    } else {
      int mode = next == STDIN_FILENO ? O_RDONLY : O_WRONLY;
      error = posix_spawn_file_actions_addopen(files, next, "/dev/null", mode, 0);
    }
  }
  if (error == 0) {
    error = posix_spawn_file_actions_addclosefrom_np(files, 3);
  }
  if (error == 0 && cwd != NULL) {
    error = posix_spawn_file_actions_addchdir_np(files, cwd);
  }
  return error;
}

static int set_attributes(posix_spawnattr_t *attributes, int belonging) {
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(attributes, &all);
  posix_spawnattr_setsigmask(attributes, &none);
  int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
  if (belonging == PAWL_OWN_SESSION) {
    flags |= POSIX_SPAWN_SETSID;
  } else if (belonging == PAWL_OWN_GROUP) {
    flags |= POSIX_SPAWN_SETPGROUP; // the group's number is 0 unless set: that of the child
  }
  return posix_spawnattr_setflags(attributes, (short)flags);
}

int pawl_spawn(const char *path, char *const argv[], char *const envp[], const char *cwd_or_null,
               int stdin_fd, int stdout_fd, int stderr_fd, int belonging, int *pid) {
  const int fds[3] = {stdin_fd, stdout_fd, stderr_fd};
  int copies[3] = {-1, -1, -1};
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  int error = copy(fds, copies);
  if (error == 0) {
    error = set_files(&files, copies, cwd_or_null);
  }
  if (error == 0) {
    error = set_attributes(&attributes, belonging);
  }
  if (error == 0) {
    pid_t child;
    error = posix_spawn(&child, path, &files, &attributes, argv, envp);
    *pid = error == 0 ? child : -1;
  }
  for (int next = 0; next < 3; next++) {
    if (copies[next] >= 0) {
      close(copies[next]);
    }
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

int pawl_wait(int pid, int *code, int *signal) {
  int status;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) {
      return errno;
    }
  }
  *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  *signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return 0;
}

int pawl_child_watch(int pid) { return pidfd_open(pid, 0); }

static volatile sig_atomic_t end_fd = -1;

static void tell_end(int number) {
  (void)number;
  int saved = errno;
  char byte = 1;
  ssize_t written = write(end_fd, &byte, 1); // a full pipe has told it already
  (void)written;
  errno = saved;
}

void pawl_catch_end(int fd) {
  end_fd = fd;
  struct sigaction action = {.sa_handler = tell_end, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
  for (size_t next = 0; next < sizeof numbers / sizeof *numbers; next++) {
    sigaction(numbers[next], &action, NULL);
  }
}

int pawl_kill(int pid, int signal) { return kill(pid, signal) == 0 ? 0 : errno; }
