#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct {
  char *bytes;
  size_t start, end, capacity;
} queue;

int pawl_output_memory_file(void) {
#ifdef __linux__
  return memfd_create("pawl", MFD_CLOEXEC);
#else
  char path[] = "/tmp/pawl.XXXXXX";
  int file = mkstemp(path);
  if (file < 0) return -1;
  unlink(path);
  fcntl(file, F_SETFD, FD_CLOEXEC);
  return file;
#endif
}

static char *room(size_t length) {
  if (queue.start == queue.end) queue.start = queue.end = 0;
  if (queue.end + length > queue.capacity) {
    size_t capacity = (queue.end + length) * 2;
    char *bytes = realloc(queue.bytes, capacity);
    if (bytes == NULL) return NULL;
    queue.bytes = bytes;
    queue.capacity = capacity;
  }
  return queue.bytes + queue.end;
}

void pawl_output_add(const char *bytes, size_t length) {
  char *place = room(length);
  if (place == NULL) return;
  memcpy(place, bytes, length);
  queue.end += length;
}

size_t pawl_output_take(int file) {
  off_t length = lseek(file, 0, SEEK_CUR);
  if (length <= 0) return 0;
  // The file is written over from its start each time: no truncation, and it never outgrows one frame.
  lseek(file, 0, SEEK_SET);
  // Not into the queue itself: colours take more bytes there than here.
  static char *drawn;
  static size_t capacity;
  if ((size_t)length > capacity) {
    char *larger = realloc(drawn, (size_t)length * 2);
    if (larger == NULL) return 0;
    drawn = larger;
    capacity = (size_t)length * 2;
  }
  ssize_t count = pread(file, drawn, (size_t)length, 0);
  if (count <= 0) return 0;
  pawl_looks_spell(drawn, (size_t)count);
  return (size_t)count;
}

size_t pawl_output_pending(void) { return queue.end - queue.start; }

const char *pawl_output_bytes(void) { return queue.bytes + queue.start; }

void pawl_output_drop(void) { queue.start = queue.end = 0; }

static long writes;

long pawl_output_writes(void) { return writes; }

int pawl_output_write(int tty) {
  while (queue.start < queue.end) {
    if (!pawl_guard_begin_write()) return PAWL_TERM_GONE;
    ssize_t count = write(tty, queue.bytes + queue.start, queue.end - queue.start);
    int error = errno;
    pawl_guard_end_write();
    if (count > 0) {
      writes++;
      queue.start += (size_t)count;
      pawl_guard_note_cut(queue.start < queue.end);
    } else if (count < 0 && error == EINTR) {
      continue;
    } else if (count < 0 && (error == EAGAIN || error == EWOULDBLOCK)) {
      break;
    } else {
      return PAWL_TERM_GONE;
    }
  }
  return (int)(queue.end - queue.start);
}
