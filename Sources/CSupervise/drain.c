// Logs with a cap. The first half of the cap goes to the file as it comes. What follows runs through
// a ring file of the other half; at the end the ring is appended, after a line that counts what was
// left out. Readers of the growing file see bytes appended and nothing else.

#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { CHUNK = 256 * 1024 };

static char chunk[CHUNK];

/// Begins the sign behind a ring.
static const char magic[8] = {'p', 'a', 'w', 'l', 'r', 'i', 'n', 'g'};

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

static bool ends_line(char byte) { return byte == '\n' || byte == '\r'; }

bool pawl_log_open(struct pawl_log *log, int dir, const char *name, const char *ring, int64_t cap) {
  *log = (struct pawl_log){.dir = dir, .pipe = -1, .ring = -1, .ring_name = ring, .half = cap / 2};
  log->file = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  return log->file >= 0;
}

static void drop(struct pawl_log *log, int64_t size) {
  log->dropped += size;
  log->missing += size;
}

/// Says in the file how much is missing; false if even that does not fit on the disk.
static bool mark(struct pawl_log *log) {
  char line[80];
  int size = snprintf(line, sizeof line, "\n… %lld bytes left out …\n", (long long)log->missing);
  if (pawl_write_at(log->file, line, size, log->length) != size) {
    return false;
  }
  log->length += size;
  log->missing = 0;
  return true;
}

/// Appends to the file; what does not fit on the disk is counted, never an error.
static void append(struct pawl_log *log, const char *data, int64_t size) {
  if (size == 0) {
    return;
  }
  if (log->missing > 0 && !mark(log)) {
    drop(log, size);
    return;
  }
  int64_t written = pawl_write_at(log->file, data, size, log->length);
  log->length += written;
  if (written < size) {
    drop(log, size - written);
  }
}

static void append_to_ring(struct pawl_log *log, const char *data, int64_t size) {
  if (log->ring < 0) {
    log->ring =
        openat(log->dir, log->ring_name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  }
  while (size > 0) {
    int64_t at = log->ring_end % log->half;
    int64_t part = smaller(size, log->half - at);
    int64_t written = log->ring < 0 ? 0 : pawl_write_at(log->ring, data, part, at);
    log->ring_end += written;
    data += written;
    size -= written;
    if (written < part) {
      drop(log, size);
      return;
    }
  }
}

/// Says behind the ring where in it the newest byte is, once it has gone around: without that nobody
/// could read it before it is appended.
static void sign_ring(const struct pawl_log *log) {
  if (log->ring < 0 || log->ring_end <= log->half) {
    return;
  }
  char sign[PAWL_RING_SIGN_SIZE];
  memcpy(sign, magic, sizeof magic);
  memcpy(sign + 8, &log->half, sizeof log->half);
  memcpy(sign + 16, &log->ring_end, sizeof log->ring_end);
  // On a full disk an older place is read, no more.
  pawl_write_at(log->ring, sign, sizeof sign, log->half);
}

int pawl_ring_sign_read(const uint8_t *bytes, int64_t count, int64_t size, int64_t *half,
                        int64_t *end) {
  if (count != PAWL_RING_SIGN_SIZE || memcmp(bytes, magic, sizeof magic) != 0) {
    return 0;
  }
  memcpy(half, bytes + 8, sizeof *half);
  memcpy(end, bytes + 16, sizeof *end);
  return *half > 0 && *half + count == size && *end > *half;
}

/// How much of the data still belongs to the head. A number cut in two would be read as another
/// number, so the head ends with a line, a little late if it has to.
static int64_t head_part(const struct pawl_log *log, const char *data, int64_t size) {
  int64_t room = log->half - log->length;
  if (size <= room) {
    return size;
  }
  for (int64_t end = room; end > 0; end--) {
    if (ends_line(data[end - 1])) {
      return end;
    }
  }
  for (int64_t end = room > 0 ? room : 0; end < size; end++) {
    if (ends_line(data[end])) {
      return end + 1;
    }
  }
  return size <= room + CHUNK ? size : 0;
}

static void keep(struct pawl_log *log, const char *data, int64_t size) {
  if (!log->head_full) {
    int64_t head = head_part(log, data, size);
    log->head_full = head < size || (log->length + size > log->half && ends_line(data[size - 1]));
    append(log, data, head);
    data += head;
    size -= head;
  }
  append_to_ring(log, data, size);
  sign_ring(log);
}

int64_t pawl_log_drain(struct pawl_log *log, int64_t limit) {
  int64_t moved = 0;
  while (log->pipe >= 0 && moved < limit) {
    ssize_t count = read(log->pipe, chunk, (size_t)smaller(CHUNK, limit - moved));
    if (count > 0) {
      moved += count;
      log->produced += count;
      keep(log, chunk, count);
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
      close(log->pipe);
      log->pipe = -1;
    } else if (errno == EAGAIN) {
      break;
    }
  }
  return moved;
}

/// Where the first whole line in the ring begins, counted like `ring_end`.
static int64_t first_line(const struct pawl_log *log) {
  int64_t first = log->ring_end - log->half;
  int64_t at = first % log->half;
  ssize_t count = pread(log->ring, chunk, (size_t)smaller(CHUNK, log->half - at), at);
  for (ssize_t byte = 0; byte < count; byte++) {
    if (ends_line(chunk[byte])) {
      return first + byte + 1;
    }
  }
  return first;
}

static void append_ring(struct pawl_log *log) {
  int64_t at = 0;
  if (log->ring_end > log->half) {
    at = first_line(log);
    drop(log, at);
  }
  while (at < log->ring_end) {
    int64_t position = at % log->half;
    int64_t part = smaller(smaller(CHUNK, log->half - position), log->ring_end - at);
    ssize_t count = pread(log->ring, chunk, (size_t)part, position);
    if (count <= 0) {
      drop(log, log->ring_end - at);
      return;
    }
    append(log, chunk, count);
    at += count;
  }
}

void pawl_log_finish(struct pawl_log *log) {
  // Somebody outside the tree may hold the pipe and go on writing: take what is there now.
  int waiting = 0;
  if (log->pipe >= 0 && ioctl(log->pipe, FIONREAD, &waiting) == 0) {
    pawl_log_drain(log, waiting);
  }
  if (log->ring >= 0) {
    append_ring(log);
    close(log->ring);
    unlinkat(log->dir, log->ring_name, 0);
    log->ring = -1;
  }
  if (log->missing > 0) {
    mark(log);
  }
  if (log->pipe >= 0) {
    close(log->pipe);
    log->pipe = -1;
  }
  close(log->file);
  log->file = -1;
}
