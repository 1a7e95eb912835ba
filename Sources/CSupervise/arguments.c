// The supervisor's command line.

#include "internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool pawl_complain(const char *format, ...) {
  va_list rest;
  va_start(rest, format);
  fputs("pawl supervise: ", stderr);
  vfprintf(stderr, format, rest);
  fputc('\n', stderr);
  va_end(rest);
  return false;
}

static bool number(const char *option, const char *text, int64_t least, int64_t *result) {
  char *end = NULL;
  errno = 0;
  long long value = strtoll(text, &end, 10);
  // The upper bound leaves room for a change of unit.
  if (errno != 0 || end == text || *end != '\0' || value < least || value > INT64_MAX / 4000) {
    return pawl_complain("%s needs a whole number of at least %lld, not '%s'", option,
                         (long long)least, text);
  }
  *result = value;
  return true;
}

static bool milliseconds(const char *option, const char *text, int64_t *result) {
  if (!number(option, text, 0, result)) {
    return false;
  }
  *result *= 1000;
  return true;
}

/// Reads a list such as `0,1` or `0-3,8`.
static bool cores(const char *text, struct pawl_job *job) {
  CPU_ZERO(&job->cores);
  for (const char *at = text;; at++) {
    char *end = NULL;
    long first = strtol(at, &end, 10);
    long last = first;
    if (end == at) {
      break;
    }
    if (*end == '-') {
      at = end + 1;
      last = strtol(at, &end, 10);
    }
    if (end == at || first < 0 || last < first || last >= CPU_SETSIZE) {
      break;
    }
    for (long core = first; core <= last; core++) {
      CPU_SET((size_t)core, &job->cores);
    }
    if (*end == '\0') {
      job->has_cores = true;
      return true;
    }
    if (*end != ',') {
      break;
    }
    at = end;
  }
  return pawl_complain("--cores needs a list such as 0,1, not '%s'", text);
}

static bool counted(const char *folder, struct pawl_job *job) {
  for (int next = 0; next < PAWL_COUNTED; next++) {
    if (job->counted[next] == NULL) {
      job->counted[next] = folder;
      return true;
    }
  }
  return pawl_complain("--counted can be given %d times", PAWL_COUNTED);
}

static bool option(const char *name, const char *value, struct pawl_job *job) {
  if (strcmp(name, "--job") == 0) {
    job->folder = value;
  } else if (strcmp(name, "--cwd") == 0) {
    job->cwd = value;
  } else if (strcmp(name, "--wall-ms") == 0) {
    return milliseconds(name, value, &job->wall);
  } else if (strcmp(name, "--cpu-ms") == 0) {
    return milliseconds(name, value, &job->cpu);
  } else if (strcmp(name, "--grace-ms") == 0) {
    return milliseconds(name, value, &job->grace);
  } else if (strcmp(name, "--cores") == 0) {
    return cores(value, job);
  } else if (strcmp(name, "--log-cap") == 0) {
    return number(name, value, 1024, &job->log_cap);
  } else if (strcmp(name, "--max-processes") == 0) {
    return number(name, value, 0, &job->max_processes);
  } else if (strcmp(name, "--max-memory") == 0) {
    return number(name, value, 0, &job->max_memory);
  } else if (strcmp(name, "--max-disk") == 0) {
    return number(name, value, 0, &job->max_disk);
  } else if (strcmp(name, "--counted") == 0) {
    return counted(value, job);
  } else if (strcmp(name, "--stdin") == 0) {
    job->stdin_fifo = strcmp(value, "fifo") == 0;
    job->stdin_path = job->stdin_fifo || strcmp(value, "null") == 0 ? NULL : value;
  } else if (strcmp(name, "--stdout") == 0) {
    job->stdout_path = value;
  } else {
    return pawl_complain("there is no option '%s'", name);
  }
  return true;
}

bool pawl_arguments(int argc, char **argv, struct pawl_job *job) {
  *job = (struct pawl_job){.grace = 5 * PAWL_SECOND, .log_cap = INT64_C(64) << 20};
  int at = 2;
  while (at < argc && strcmp(argv[at], "--") != 0) {
    bool *flag = strcmp(argv[at], "--detach") == 0   ? &job->detach
                 : strcmp(argv[at], "--framed") == 0 ? &job->framed
                                                     : NULL;
    if (flag != NULL) {
      *flag = true;
      at += 1;
      continue;
    }
    if (at + 1 >= argc) {
      return pawl_complain("%s needs a value", argv[at]);
    }
    if (!option(argv[at], argv[at + 1], job)) {
      return false;
    }
    at += 2;
  }
  if (job->folder == NULL || job->cwd == NULL) {
    return pawl_complain("--job and --cwd are required");
  }
  if (at + 1 >= argc) {
    return pawl_complain("a command is required after --");
  }
  job->command = argv + at + 1;
  return true;
}
