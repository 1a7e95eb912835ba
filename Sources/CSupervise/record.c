// The two small JSON files that tell others who runs here and how it ended.

#include "internal.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/// Length of the UTF-8 character at the start of the text, 0 if there is none.
static size_t character(const char *text) {
  unsigned char first = (unsigned char)text[0];
  size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3
                : first < 0xF5 ? 4 : 0;
  for (size_t next = 1; next < length; next++) {
    if (((unsigned char)text[next] & 0xC0) != 0x80) {
      return 0;
    }
  }
  return length;
}

/// Writes a JSON string, or null for an empty one; bytes that are not UTF-8 become '?'.
static void quote(char *buffer, size_t size, const char *text) {
  if (text[0] == '\0') {
    snprintf(buffer, size, "null");
    return;
  }
  size_t used = 0;
  buffer[used++] = '"';
  // The longest step is an escape of six bytes; the closing quote and zero need two more.
  while (*text != '\0' && used + 8 < size) {
    size_t length = character(text);
    if (length == 0) {
      buffer[used++] = '?';
      length = 1;
    } else if (*text == '"' || *text == '\\') {
      buffer[used++] = '\\';
      buffer[used++] = *text;
    } else if ((unsigned char)*text < 0x20) {
      used += (size_t)snprintf(buffer + used, size - used, "\\u%04x", (unsigned)*text);
    } else {
      memcpy(buffer + used, text, length);
      used += length;
    }
    text += length;
  }
  buffer[used++] = '"';
  buffer[used] = '\0';
}

static double seconds(int64_t microseconds) { return (double)microseconds / PAWL_SECOND; }

void pawl_record_start(const struct pawl_run *run) {
  char boot[64] = "";
  char text[512];
  pawl_boot_id(boot, sizeof boot);
  snprintf(text, sizeof text,
           "{\"supervisor\":%d,\"supervisor_start\":%lld,\"child\":%d,\"child_start\":%lld,"
           "\"boot\":\"%s\",\"started\":%.6f}\n",
           getpid(), (long long)pawl_start_ticks(getpid()), run->leader,
           (long long)run->leader_start, boot, seconds(run->started));
  pawl_folder_put(&run->folder, "proc.json", text);
}

/// Writes a number, or null if it does not apply.
static void number_or_null(char *buffer, size_t size, bool applies, int number) {
  if (applies) {
    snprintf(buffer, size, "%d", number);
  } else {
    snprintf(buffer, size, "null");
  }
}

/// How the command ended: its status, or the signal that ended it.
struct ending {
  bool exited;
  bool signalled;
  int status;
};

static struct ending ending(const struct pawl_run *run) {
  int status = run->leader_status;
  if (run->leader_gone && WIFSIGNALED(status)) {
    return (struct ending){.signalled = true, .status = WTERMSIG(status)};
  }
  int code = WEXITSTATUS(status);
  // bubblewrap tells with 128 + n that its command was ended by signal n.
  if (run->leader_gone && run->job.framed && code > 128 && code <= 128 + SIGRTMAX) {
    return (struct ending){.signalled = true, .status = code - 128};
  }
  return (struct ending){.exited = run->leader_gone, .status = code};
}

bool pawl_record_end(const struct pawl_run *run) {
  char code[16];
  char signal[16];
  char error[2 * sizeof run->error];
  char text[4096];
  bool failed = run->error[0] != '\0';
  struct ending how = ending(run);
  number_or_null(code, sizeof code, how.exited || failed, failed ? 127 : how.status);
  number_or_null(signal, sizeof signal, how.signalled, how.status);
  quote(error, sizeof error, run->error);
  struct pawl_cpu cpu = pawl_tree_cpu(&run->tree);
  int64_t used = cpu.user + cpu.system;
  int64_t wall = run->ended_monotonic - run->began;
  int64_t suspended = run->ended_boottime - run->began_boottime - wall;
  bool asked = run->asked_at > 0;
  int length = snprintf(
      text, sizeof text,
      "{\"reason\":\"%s\",\"code\":%s,\"signal\":%s,\"error\":%s,\"asked\":%s,"
      "\"started\":%.6f,\"ended\":%.6f,\"wall\":%.6f,\"cpu\":%.6f,\"cpu_user\":%.6f,"
      "\"cpu_system\":%.6f,\"cpu_after_ask\":%.6f,\"wall_after_ask\":%.6f,\"max_rss\":%lld,"
      "\"suspended\":%.6f,\"bytes_out\":%lld,\"bytes_err\":%lld,\"dropped\":%lld,"
      "\"processes\":%d}\n",
      failed ? "error" : run->reason, code, signal, error, run->asked ? "true" : "false",
      seconds(run->started), seconds(run->ended), seconds(wall), seconds(used), seconds(cpu.user),
      seconds(cpu.system), asked ? seconds(used - run->cpu_at_ask) : 0.0,
      asked ? seconds(run->ended_monotonic - run->asked_at) : 0.0, (long long)run->tree.max_rss,
      // The two clocks are read one after the other; only a real suspension is worth a number.
      suspended > 1000 ? seconds(suspended) : 0.0, (long long)run->out.produced,
      (long long)run->err.produced, (long long)(run->out.dropped + run->err.dropped),
      run->tree.peak);
  int file = run->folder.record;
  return pawl_write_at(file, text, length, 0) == length && ftruncate(file, length) == 0 &&
         fsync(file) == 0 &&
         renameat(run->folder.dir, "exit.tmp", run->folder.dir, "exit.json") == 0;
}
