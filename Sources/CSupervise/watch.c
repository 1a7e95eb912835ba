// Waiting for files to change, and being woken while waiting.

#include "CSupervise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum { NAME_STEP = sizeof(struct inotify_event), NAME_SPACE = 256 };

int pawl_watch_open(void) { return inotify_init1(IN_NONBLOCK | IN_CLOEXEC); }

int pawl_watch_add(int fd, const char *path) {
  return inotify_add_watch(fd, path,
                           IN_MOVED_TO | IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_DELETE |
                               IN_DELETE_SELF | IN_MOVE_SELF);
}

int pawl_watch_add_moves(int fd, const char *path) {
  return inotify_add_watch(fd, path, IN_MOVED_TO | IN_ONLYDIR);
}

/// Reads exactly one event: the kernel refuses a buffer that is too small for the next one, and
/// names are padded to whole steps, so the first size that is accepted fits one event only.
static int read_event(int fd, int *wd, char *name, size_t size) {
  _Alignas(struct inotify_event) char buffer[sizeof(struct inotify_event) + NAME_SPACE];
  for (size_t space = sizeof(struct inotify_event); space <= sizeof buffer; space += NAME_STEP) {
    ssize_t count = read(fd, buffer, space);
    if (count > 0) {
      const struct inotify_event *event = (const struct inotify_event *)(const void *)buffer;
      *wd = event->wd;
      snprintf(name, size, "%s", event->len > 0 ? event->name : "");
      return 1;
    }
    if (count == 0 || errno != EINVAL) {
      return count < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
    }
  }
  return -1;
}

static int64_t now_ms(void) {
  struct timespec now = {0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void empty(int fd) {
  char bytes[64];
  while (read(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes) {
  }
}

int pawl_watch_next(int fd, int wake_fd, int timeout_ms, int *wd, char *name, size_t size) {
  int64_t deadline = timeout_ms < 0 ? INT64_MAX : now_ms() + timeout_ms;
  for (int wait = timeout_ms;;) {
    struct pollfd fds[] = {{.fd = wake_fd, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
    int ready = poll(fds, 2, wait);
    if (ready < 0 && errno != EINTR) {
      return -1;
    }
    if (ready > 0 && fds[0].revents != 0) {
      empty(wake_fd);
      return 2;
    }
    int result = ready > 0 ? read_event(fd, wd, name, size) : 0;
    if (result != 0) {
      return result;
    }
    if (timeout_ms >= 0) {
      int64_t left = deadline - now_ms();
      if (left <= 0) {
        return 0;
      }
      wait = (int)left;
    }
  }
}

int pawl_pipe(int fds[2]) { return pipe2(fds, O_CLOEXEC | O_NONBLOCK) == 0 ? 0 : errno; }

int pawl_half_pipe(int fds[2], int easy) {
  if (pipe2(fds, O_CLOEXEC) != 0) {
    return errno;
  }
  return fcntl(fds[easy], F_SETFL, O_NONBLOCK) == 0 ? 0 : errno;
}

int pawl_wake(int fd) {
  while (write(fd, "!", 1) < 0) {
    if (errno != EINTR) {
      return errno == EAGAIN ? 0 : errno;
    }
  }
  return 0;
}

int pawl_disk_free(const char *path, uint64_t *bytes) {
  struct statvfs info;
  if (statvfs(path, &info) != 0) {
    return errno;
  }
  *bytes = (uint64_t)info.f_bavail * info.f_frsize;
  return 0;
}

void pawl_watch_remove(int fd, int wd) {
    inotify_rm_watch(fd, wd);
}
