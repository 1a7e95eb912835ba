// The entry of the supervisor: takes the job, leaves its starter behind, runs the job, records it.

#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

/// Turns the signals that matter into something to poll. They stay pending until then, so none that
/// arrives early is lost.
static int open_signals(void) {
  signal(SIGHUP, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGCHLD, SIG_DFL); // ignored, it would hide how children end
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_SETMASK, &set, NULL);
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/// Makes sure that 0, 1 and 2 are taken, so that no file of the job gets such a number.
static void fill_stdio(void) {
  int null;
  do {
    null = open("/dev/null", O_RDWR);
  } while (null >= 0 && null <= STDERR_FILENO);
  close(null);
}

static void leave_terminal(void) {
  setsid();
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    dup2(null, fd);
  }
  close(null);
}

static bool open_logs(struct pawl_run *run) {
  int dir = run->folder.dir;
  int64_t cap = run->job.log_cap;
  if (pawl_log_open(&run->out, dir, "out.log", "out.tail", cap) &&
      pawl_log_open(&run->err, dir, "err.log", "err.tail", cap)) {
    return true;
  }
  return pawl_complain("cannot write logs in '%s': %s", run->job.folder, strerror(errno));
}

int pawl_supervise_main(int argc, char **argv) {
  static struct pawl_run run;
  run.status = -1;
  if (!pawl_arguments(argc, argv, &run.job)) {
    return 2;
  }
  fill_stdio();
  closefrom(STDERR_FILENO + 1);
  if (!pawl_folder_open(&run.folder, &run.job) || !open_logs(&run)) {
    return 1;
  }
  run.signals = open_signals();
  if (run.signals < 0) {
    pawl_complain("cannot watch signals: %s", strerror(errno));
    return 1;
  }
  if (run.job.detach) {
    // The lock belongs to the open file, which the fork shares: it is held without a gap.
    pid_t child = fork();
    if (child < 0) {
      pawl_complain("cannot fork: %s", strerror(errno));
      return 1;
    }
    if (child > 0) {
      _exit(0);
    }
  }
  leave_terminal();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (pawl_start(&run)) {
    pawl_loop(&run);
  } else {
    run.ended = pawl_realtime();
    run.ended_monotonic = pawl_monotonic();
    run.ended_boottime = pawl_boottime();
  }
  pawl_log_finish(&run.out);
  pawl_log_finish(&run.err);
  return pawl_record_end(&run) ? 0 : 1;
}
