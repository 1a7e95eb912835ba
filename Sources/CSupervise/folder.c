// The job folder: its lock, the files a run writes, and the space its record will need.

#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RECORD_SPACE = 4096, HEARTBEAT_WIDTH = 96 };

int64_t pawl_write_at(int fd, const char *data, int64_t size, int64_t offset) {
  int64_t done = 0;
  while (done < size) {
    ssize_t count = pwrite(fd, data + done, (size_t)(size - done), offset + done);
    if (count > 0) {
      done += count;
    } else if (count == 0 || errno != EINTR) {
      break;
    }
  }
  return done;
}

static bool take_lock(struct pawl_folder *folder, const char *path) {
  char lock[PATH_MAX];
  if (snprintf(lock, sizeof lock, "%s/lock", path) >= (int)sizeof lock) {
    return pawl_complain("the path of the job folder is too long");
  }
  folder->lock = pawl_lock_try(lock);
  if (folder->lock >= 0) {
    return true;
  }
  if (errno == EWOULDBLOCK) {
    return pawl_complain("the job in '%s' is already running", path);
  }
  return pawl_complain("cannot lock '%s': %s", lock, strerror(errno));
}

static bool make_fifo(struct pawl_folder *folder, const char *path) {
  if (mkfifoat(folder->dir, "stdin", 0600) != 0 && errno != EEXIST) {
    return pawl_complain("cannot make a FIFO in '%s': %s", path, strerror(errno));
  }
  // Open in both directions: neither end waits for the other, and writers may come and go.
  folder->fifo = openat(folder->dir, "stdin", O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
  struct stat info;
  if (folder->fifo < 0 || fstat(folder->fifo, &info) != 0 || !S_ISFIFO(info.st_mode)) {
    return pawl_complain("'%s/stdin' cannot be used as a FIFO", path);
  }
  return true;
}

/// Reserves the blocks of the record, so that a disk which fills up meanwhile cannot lose it.
static bool reserve_record(struct pawl_folder *folder, const char *path) {
  folder->record = openat(folder->dir, "exit.tmp", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (folder->record < 0) {
    return pawl_complain("cannot write in '%s': %s", path, strerror(errno));
  }
  int error = posix_fallocate(folder->record, 0, RECORD_SPACE);
  if (error != 0) {
    return pawl_complain("no space for a record in '%s': %s", path, strerror(error));
  }
  return true;
}

bool pawl_folder_open(struct pawl_folder *folder, const struct pawl_job *job) {
  const char *path = job->folder;
  *folder = (struct pawl_folder){.dir = -1, .lock = -1, .record = -1, .heartbeat = -1, .fifo = -1};
  folder->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder->dir < 0) {
    return pawl_complain("cannot open the job folder '%s': %s", path, strerror(errno));
  }
  if (!take_lock(folder, path)) {
    return false;
  }
  if (faccessat(folder->dir, "exit.json", F_OK, 0) == 0) {
    return pawl_complain("the job in '%s' has already run", path);
  }
  if (!reserve_record(folder, path) || (job->stdin_fifo && !make_fifo(folder, path))) {
    return false;
  }
  folder->heartbeat = openat(folder->dir, "heartbeat", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (folder->heartbeat < 0) {
    return pawl_complain("cannot write in '%s': %s", path, strerror(errno));
  }
  pawl_heartbeat(folder, 0, 0);
  return true;
}

void pawl_folder_put(const struct pawl_folder *folder, const char *name, const char *text) {
  char temporary[64];
  snprintf(temporary, sizeof temporary, "%s.tmp", name);
  int file = openat(folder->dir, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) {
    return;
  }
  int64_t size = (int64_t)strlen(text);
  bool whole = pawl_write_at(file, text, size, 0) == size;
  close(file);
  if (whole) {
    renameat(folder->dir, temporary, folder->dir, name);
  } else {
    unlinkat(folder->dir, temporary, 0);
  }
}

void pawl_heartbeat(const struct pawl_folder *folder, int64_t cpu, int64_t rss) {
  char line[HEARTBEAT_WIDTH + 1];
  int64_t now = pawl_realtime();
  int length = snprintf(line, sizeof line, "{\"at\":%.6f,\"cpu\":%.6f,\"rss\":%lld}",
                        (double)now / PAWL_SECOND, (double)cpu / PAWL_SECOND, (long long)rss);
  if (length < 0 || length >= HEARTBEAT_WIDTH) {
    return;
  }
  // One write over the same bytes: it needs no space on the disk and no new name.
  memset(line + length, ' ', (size_t)(HEARTBEAT_WIDTH - length));
  line[HEARTBEAT_WIDTH - 1] = '\n';
  pawl_write_at(folder->heartbeat, line, HEARTBEAT_WIDTH, 0);
}
