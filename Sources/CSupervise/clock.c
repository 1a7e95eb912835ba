// Clocks in microseconds.

#include "internal.h"

#include <time.h>

static int64_t read_clock(clockid_t clock) {
  struct timespec now = {0};
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * PAWL_SECOND + now.tv_nsec / 1000;
}

int64_t pawl_monotonic(void) { return read_clock(CLOCK_MONOTONIC); }

int64_t pawl_boottime(void) { return read_clock(CLOCK_BOOTTIME); }

int64_t pawl_realtime(void) { return read_clock(CLOCK_REALTIME); }
