// The supervisor's life between the start of the command and the end of its last descendant.
//
// running -> asked (budget or cancel: SIGTERM, a grace for the whole tree) -> killing -> ended
// running -> killing (the leader ended by itself and left somebody behind) -> ended

#include "internal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CANCEL_GRACE (800 * INT64_C(1000))
#define FIRST_SWEEP INT64_C(1000)
#define LOG_TURN (INT64_C(4) << 20)
#define LOG_PAUSE (5 * INT64_C(1000))
#define LOG_BUSY (32 * INT64_C(1024))
#define CPU_LOOK (20 * INT64_C(1000))
#define LIMIT_LOOK (250 * INT64_C(1000))
#define DISK_LOOK (2 * PAWL_SECOND)
#define DISK_SHARE 100
#define ASK_AGAIN (5 * INT64_C(1000))

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

static int64_t cpu_used(const struct pawl_run *run) {
  struct pawl_cpu cpu = pawl_tree_cpu(&run->tree);
  return cpu.user + cpu.system;
}

/// The leader's group while the leader, or its zombie, keeps the number from being used again.
static int group(const struct pawl_run *run) { return run->leader_gone ? 0 : run->leader; }

static void sweep(struct pawl_run *run, int64_t now) {
  if (run->phase != PAWL_KILLING) {
    // The end of a process namespace takes along what its processes used since they were looked at.
    pawl_tree_sample(&run->tree);
    run->phase = PAWL_KILLING;
    run->sweep_pause = FIRST_SWEEP;
  }
  pawl_tree_signal(&run->tree, group(run), SIGKILL);
  // What is forked meanwhile falls to the next sweep. A process that cannot be killed now, stuck in
  // the kernel or another user's, is waited for at an easy pace.
  run->sweep_at = now + run->sweep_pause;
  run->sweep_pause = smaller(run->sweep_pause * 2, PAWL_SECOND);
}

/// Passes on the request to end. A frame that has not started its command yet is asked again.
static void pass_on(struct pawl_run *run, int64_t now) {
  if (!run->job.framed) {
    pawl_tree_signal(&run->tree, group(run), SIGTERM);
    return;
  }
  run->ask_again_at = pawl_tree_signal_inside(&run->tree, SIGTERM) ? 0 : now + ASK_AGAIN;
}

static void ask(struct pawl_run *run, const char *reason, int64_t grace, int64_t now) {
  pawl_tree_sample(&run->tree);
  run->reason = reason;
  run->asked_at = now;
  run->cpu_at_ask = cpu_used(run);
  run->kill_at = now + grace;
  run->phase = PAWL_ASKED;
  pass_on(run, now);
}

static void cancel(struct pawl_run *run, int64_t now) {
  int64_t grace = smaller(run->job.grace, CANCEL_GRACE);
  if (run->phase == PAWL_RUNNING) {
    ask(run, "cancelled", grace, now);
  } else if (run->phase == PAWL_ASKED) {
    run->kill_at = smaller(run->kill_at, now + grace);
  }
}

static void read_signals(struct pawl_run *run, int64_t now) {
  struct signalfd_siginfo info;
  while (read(run->signals, &info, sizeof info) == (ssize_t)sizeof info) {
    if (info.ssi_signo != SIGCHLD) {
      cancel(run, now);
    }
  }
}

/// Waits for whoever has ended. The tree is empty when there is no child left to wait for.
static void reap(struct pawl_run *run, int64_t now) {
  int status;
  struct rusage usage;
  pid_t pid;
  while ((pid = wait4(-1, &status, WNOHANG | __WALL, &usage)) > 0) {
    pawl_tree_reap(&run->tree, &usage);
    run->sweep_pause = FIRST_SWEEP; // killing makes progress: keep the pace
    if (pid == run->leader) {
      run->leader_gone = true;
      run->leader_status = status;
    }
  }
  if (pid < 0 && errno == ECHILD) {
    run->phase = PAWL_ENDED;
  } else if (run->leader_gone && run->phase == PAWL_RUNNING) {
    sweep(run, now);
  }
}

/// When to look at the tree again: each second, sooner when all cores together could use up the CPU
/// budget before that.
static int64_t pause_between_looks(const struct pawl_run *run) {
  bool limited = run->job.max_processes > 0 || run->job.max_memory > 0;
  int64_t longest = limited ? LIMIT_LOOK : PAWL_SECOND;
  if (run->job.cpu == 0 || run->phase != PAWL_RUNNING) {
    return longest;
  }
  long cores = run->job.has_cores ? CPU_COUNT(&run->job.cores) : sysconf(_SC_NPROCESSORS_ONLN);
  int64_t left = larger(run->job.cpu - cpu_used(run), 0);
  return larger(CPU_LOOK, smaller(longest, left / larger(cores, 1)));
}

/// Which limit the tree has broken, or NULL.
static const char *broken_limit(struct pawl_run *run, int64_t now) {
  const struct pawl_job *job = &run->job;
  if (job->max_processes > 0 && run->tree.living > job->max_processes) {
    return "processes";
  }
  if (job->max_memory > 0 && run->tree.rss > job->max_memory) {
    return "memory";
  }
  if (job->max_disk > 0 && now >= run->disk_at) {
    int64_t used = pawl_disk_used(job);
    int64_t took = pawl_monotonic() - now;
    // Large folders are looked at less often, so that counting them costs a hundredth of a core.
    run->disk_at = now + larger(DISK_LOOK, took * DISK_SHARE);
    if (used > job->max_disk) {
      return "disk";
    }
  }
  return NULL;
}

static void look(struct pawl_run *run, int64_t now) {
  pawl_tree_sample(&run->tree);
  run->sample_at = now + pause_between_looks(run);
  if (now >= run->beat_at) {
    run->beat_at = now + PAWL_SECOND;
    pawl_heartbeat(&run->folder, cpu_used(run), run->tree.rss);
  }
}

static void keep_time(struct pawl_run *run, int64_t now) {
  bool sampled = now >= run->sample_at;
  if (sampled) {
    look(run, now);
  }
  if (run->phase == PAWL_RUNNING) {
    bool wall_spent = run->job.wall > 0 && now - run->began >= run->job.wall;
    bool cpu_spent = run->job.cpu > 0 && cpu_used(run) >= run->job.cpu;
    const char *broken = sampled ? broken_limit(run, now) : NULL;
    if (broken != NULL) {
      run->reason = broken;
      sweep(run, now);
    } else if (wall_spent || cpu_spent) {
      run->asked = true;
      ask(run, "budget", run->job.grace, now);
    }
  } else if (run->phase == PAWL_ASKED && now >= run->kill_at) {
    sweep(run, now);
  } else if (run->phase == PAWL_ASKED && run->ask_again_at > 0 && now >= run->ask_again_at) {
    pass_on(run, now);
  } else if (run->phase == PAWL_KILLING && now >= run->sweep_at) {
    sweep(run, now);
  }
}

static int64_t next_deadline(const struct pawl_run *run, bool quiet) {
  int64_t next = run->sample_at;
  if (quiet) {
    next = smaller(next, run->quiet_until);
  }
  if (run->phase == PAWL_RUNNING && run->job.wall > 0) {
    next = smaller(next, run->began + run->job.wall);
  } else if (run->phase == PAWL_ASKED) {
    next = smaller(next, run->kill_at);
    if (run->ask_again_at > 0) {
      next = smaller(next, run->ask_again_at);
    }
  } else if (run->phase == PAWL_KILLING) {
    next = smaller(next, run->sweep_at);
  }
  return next;
}

static void wait_for_something(struct pawl_run *run) {
  int64_t now = pawl_monotonic();
  bool quiet = now < run->quiet_until;
  struct pollfd watched[] = {
      {.fd = run->signals, .events = POLLIN},
      {.fd = run->status, .events = POLLIN},
      {.fd = quiet ? -1 : run->out.pipe, .events = POLLIN},
      {.fd = quiet ? -1 : run->err.pipe, .events = POLLIN},
  };
  int64_t wait = larger(next_deadline(run, quiet) - now, 0);
  struct timespec timeout = {.tv_sec = wait / PAWL_SECOND, .tv_nsec = wait % PAWL_SECOND * 1000};
  ppoll(watched, sizeof watched / sizeof *watched, &timeout, NULL);
}

/// Empties the pipes. After a few lines they are left alone for a moment, so that a child that
/// writes line by line does not wake this process for every line.
static void drain(struct pawl_run *run, int64_t now) {
  if (now < run->quiet_until) {
    return;
  }
  int64_t moved = pawl_log_drain(&run->out, LOG_TURN) + pawl_log_drain(&run->err, LOG_TURN);
  if (moved > 0 && moved < LOG_BUSY) {
    run->quiet_until = now + LOG_PAUSE;
  }
}

void pawl_loop(struct pawl_run *run) {
  run->reason = "exited";
  run->beat_at = run->began + PAWL_SECOND;
  run->disk_at = run->began + DISK_LOOK;
  run->sample_at = run->began + pause_between_looks(run);
  while (run->phase != PAWL_ENDED) {
    wait_for_something(run);
    int64_t now = pawl_monotonic();
    if (run->status >= 0) {
      pawl_start_check(run);
    }
    drain(run, now);
    read_signals(run, now);
    reap(run, now);
    if (run->phase != PAWL_ENDED) {
      keep_time(run, now);
    }
  }
  run->ended = pawl_realtime();
  run->ended_monotonic = pawl_monotonic();
  run->ended_boottime = pawl_boottime();
  if (run->status >= 0) {
    pawl_start_check(run);
  }
  pawl_tree_sample(&run->tree);
  run->tree.peak = run->tree.peak > 0 ? run->tree.peak : 1;
}
