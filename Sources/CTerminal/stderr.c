#include "internal.h"

#include <fcntl.h>
#include <unistd.h>

enum { SHOWN = 16 * 1024, KEPT = 1024 * 1024 };

static int original = -1;
static int kept = -1;

void pawl_stderr_keep(void) {
  if (original >= 0 || !isatty(STDERR_FILENO)) return;
  if (kept < 0) {
    kept = pawl_output_memory_file();
    if (kept < 0) return;
    fcntl(kept, F_SETFL, O_APPEND);
  }
  original = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (original >= 0) dup2(kept, STDERR_FILENO);
}

void pawl_stderr_give_back(void) {
  if (original < 0) return;
  dup2(original, STDERR_FILENO);
  close(original);
  original = -1;
  off_t length = lseek(kept, 0, SEEK_END);
  off_t at = length > SHOWN ? length - SHOWN : 0;
  char part[512];
  ssize_t count;
  while ((count = pread(kept, part, sizeof part, at)) > 0) {
    if (write(STDERR_FILENO, part, (size_t)count) < 0) break;
    at += count;
  }
  if (ftruncate(kept, 0) != 0) return;
}

void pawl_stderr_bound(void) {
  if (original >= 0 && lseek(kept, 0, SEEK_END) > KEPT && ftruncate(kept, 0) != 0) return;
}
