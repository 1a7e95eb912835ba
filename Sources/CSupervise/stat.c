// What the kernel says about one process.

#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/// Reads a small file of /proc; gives its length, -1 with errno.
static ssize_t read_small(const char *path, char *buffer, size_t size) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return -1;
  }
  ssize_t count = read(file, buffer, size - 1);
  int error = errno;
  close(file);
  errno = error;
  if (count >= 0) {
    buffer[count] = '\0';
  }
  return count;
}

bool pawl_stat_read(int pid, struct pawl_stat *stat) {
  char path[40];
  char text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  if (read_small(path, text, sizeof text) <= 0) {
    return false;
  }
  // The name may contain anything, parentheses too: the fields begin after the last one.
  const char *fields = strrchr(text, ')');
  long long user, system, waited_user, waited_system, start, pages;
  if (fields == NULL ||
      sscanf(fields,
             ") %c %d %d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld %lld %lld %*d %*d %*d %*d %lld"
             " %*u %lld",
             &stat->state, &stat->parent, &stat->group, &user, &system, &waited_user,
             &waited_system, &start, &pages) != 9) {
    return false;
  }
  int64_t tick = PAWL_SECOND / sysconf(_SC_CLK_TCK);
  stat->cpu.user = (user + waited_user) * tick;
  stat->cpu.system = (system + waited_system) * tick;
  stat->start = start;
  stat->rss = pages * sysconf(_SC_PAGESIZE);
  return true;
}

int64_t pawl_start_ticks(int pid) {
  struct pawl_stat stat;
  if (!pawl_stat_read(pid, &stat) || stat.state == 'Z' || stat.state == 'X') {
    return -1;
  }
  return stat.start;
}

int pawl_boot_id(char *buffer, size_t size) {
  char text[64];
  if (read_small("/proc/sys/kernel/random/boot_id", text, sizeof text) < 0) {
    return errno;
  }
  text[strcspn(text, "\n")] = '\0';
  return snprintf(buffer, size, "%s", text) < (int)size ? 0 : ERANGE;
}

int64_t pawl_process_cpu_us(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * PAWL_SECOND + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

int64_t pawl_process_rss(void) {
  char text[128];
  long long pages;
  if (read_small("/proc/self/statm", text, sizeof text) <= 0 ||
      sscanf(text, "%*d %lld", &pages) != 1) {
    return -1;
  }
  return pages * sysconf(_SC_PAGESIZE);
}

void pawl_default_signals(void) { signal(SIGPIPE, SIG_IGN); }
