#ifndef PAWL_INTERNAL_H
#define PAWL_INTERNAL_H

// The parts of the supervisor. Times are microseconds, sizes bytes, descriptors -1 when closed.

#include "CSupervise.h"

#include <sched.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/types.h>

#define PAWL_SECOND INT64_C(1000000)

enum { PAWL_COUNTED = 8 };

// MARK: Arguments (arguments.c)

/// What the command line asks for; a budget of 0 is no budget.
struct pawl_job {
  const char *folder;
  const char *cwd;
  const char *stdin_path; // NULL when standard input is the FIFO or empty
  const char *stdout_path;
  int64_t wall;
  int64_t cpu;
  int64_t grace;
  int64_t log_cap;
  int64_t max_processes; // 0 for no limit, as below
  int64_t max_memory;
  int64_t max_disk;
  const char *counted[PAWL_COUNTED]; // folders, up to the first NULL
  bool stdin_fifo;
  bool detach;
  bool framed; // the command is bubblewrap around another
  bool has_cores;
  cpu_set_t cores;
  char **command;
};

/// Reads the command line; false after a sentence on stderr.
bool pawl_arguments(int argc, char **argv, struct pawl_job *job);

/// Says one sentence on stderr; always false, so that a check can end with it.
bool pawl_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

// MARK: Clocks (clock.c)

int64_t pawl_monotonic(void);
int64_t pawl_boottime(void);
int64_t pawl_realtime(void);

// MARK: Job folder (folder.c)

/// The open files of a job folder.
struct pawl_folder {
  int dir;
  int lock;
  int record; // exit.tmp, its space reserved
  int heartbeat;
  int fifo;
};

/// Locks and prepares a job folder; false after a sentence on stderr.
bool pawl_folder_open(struct pawl_folder *folder, const struct pawl_job *job);

/// Writes all of it at an offset and tells how many bytes made it to the disk.
int64_t pawl_write_at(int fd, const char *data, int64_t size, int64_t offset);

/// Replaces a small file so that a reader sees the old one or the new one.
void pawl_folder_put(const struct pawl_folder *folder, const char *name, const char *text);

/// Writes the time, the tree's CPU time and its memory in a line of fixed width.
void pawl_heartbeat(const struct pawl_folder *folder, int64_t cpu, int64_t rss);

// MARK: Logs (drain.c)

/// One stream of the child on its way to a file with a cap: the first half as it comes, the last
/// half in a ring beside it that is appended at the end.
struct pawl_log {
  int dir;
  int pipe;
  int file;
  int ring;
  const char *ring_name;
  int64_t half;
  int64_t length;   // of the file
  bool head_full;
  int64_t ring_end; // bytes that ever went through the ring
  int64_t produced;
  int64_t dropped;
  int64_t missing;  // dropped, and no mark in the file yet
};

bool pawl_log_open(struct pawl_log *log, int dir, const char *name, const char *ring, int64_t cap);

/// Moves what the pipe holds, up to a limit, without waiting; tells how many bytes it was.
int64_t pawl_log_drain(struct pawl_log *log, int64_t limit);

/// Takes what is left in the pipe, appends the ring and closes everything.
void pawl_log_finish(struct pawl_log *log);

// MARK: Processes (stat.c, tree.c)

struct pawl_cpu {
  int64_t user;
  int64_t system;
};

/// One line of /proc/PID/stat.
struct pawl_stat {
  char state;
  int parent;
  int group;
  struct pawl_cpu cpu; // with that of its children it has waited for
  int64_t start;       // ticks since boot
  int64_t rss;
};

bool pawl_stat_read(int pid, struct pawl_stat *stat);

/// The descendants of this process, and what they used.
struct pawl_tree {
  int *pids;
  int count;
  int capacity;
  struct pawl_cpu reaped; // of the children this process has waited for
  struct pawl_cpu lost;   // of processes whose parent let the kernel forget them
  struct pawl_cpu seen;   // reaped and living, at the last look
  int64_t rss;
  int64_t max_rss;
  int living;
  int peak;
  int frame; // bubblewrap's own process; it and its child are not counted. 0 without one
};

/// Looks at every descendant and brings the sums up to date.
void pawl_tree_sample(struct pawl_tree *tree);

/// Counts a child that this process has waited for.
void pawl_tree_reap(struct pawl_tree *tree, const struct rusage *usage);

/// CPU time of the whole tree, the dead included.
struct pawl_cpu pawl_tree_cpu(const struct pawl_tree *tree);

/// Sends a signal once to every descendant; `group` is the leader's group while it is sure to be
/// the leader's, else 0.
void pawl_tree_signal(struct pawl_tree *tree, int group, int signal);

/// Sends a signal once to every descendant but the frame and its child; tells whether there was one.
bool pawl_tree_signal_inside(struct pawl_tree *tree, int signal);

// MARK: Disk (disk.c)

/// Bytes on disk below the counted folders of a job; links are not followed.
int64_t pawl_disk_used(const struct pawl_job *job);

// MARK: A run (start.c, loop.c, record.c)

enum pawl_phase { PAWL_RUNNING, PAWL_ASKED, PAWL_KILLING, PAWL_ENDED };

struct pawl_run {
  struct pawl_job job;
  struct pawl_folder folder;
  struct pawl_log out;
  struct pawl_log err;
  struct pawl_tree tree;
  enum pawl_phase phase;
  const char *reason;
  char error[1200]; // a sentence, or empty
  int signals;      // signalfd
  int status;       // the pipe that closes when the command has been executed
  int leader;
  bool leader_gone;
  int leader_status; // as wait4 gives it
  int64_t leader_start;
  int64_t began; // monotonic, at the fork
  int64_t began_boottime;
  int64_t started; // realtime, when the command had been executed
  int64_t ended;   // realtime
  int64_t ended_monotonic;
  int64_t ended_boottime;
  bool asked; // because of the budget
  int64_t asked_at;
  int64_t cpu_at_ask;
  int64_t ask_again_at; // 0 once somebody heard it
  int64_t disk_at;      // when the counted folders are looked at
  int64_t kill_at;
  int64_t sweep_at;
  int64_t sweep_pause;
  int64_t sample_at;
  int64_t beat_at;
  int64_t quiet_until; // logs are left alone until then
};

/// Forks the command; false with `error` set if that is impossible.
bool pawl_start(struct pawl_run *run);

/// Reads what the command's process says about its start; without waiting.
void pawl_start_check(struct pawl_run *run);

/// Supervises until no descendant is left.
void pawl_loop(struct pawl_run *run);

/// Writes who runs here.
void pawl_record_start(const struct pawl_run *run);

/// Writes how it ended, and renames it into place; false if the disk refused.
bool pawl_record_end(const struct pawl_run *run);

#endif
