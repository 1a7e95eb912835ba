// Starting the command. Whatever may wait, such as opening a FIFO, happens in the forked child, where
// the budget reaches it. A pipe that closes on exec tells the supervisor how it went.

#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum step { STEP_STDIN, STEP_STDOUT, STEP_CWD, STEP_EXEC };

/// What the child writes when it could not become the command.
struct failure {
  enum step step;
  int error;
};

enum { OUT_PIPE_SIZE = 256 * 1024, NOT_STARTED = 127 };

static _Noreturn void give_up(int status, enum step step) {
  struct failure failure = {.step = step, .error = errno};
  ssize_t written = write(status, &failure, sizeof failure);
  _exit(written == (ssize_t)sizeof failure ? NOT_STARTED : NOT_STARTED - 1);
}

static void default_signals(void) {
  for (int number = 1; number < NSIG; number++) {
    signal(number, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static int open_stdin(const struct pawl_run *run) {
  if (run->folder.fifo >= 0) {
    return openat(run->folder.dir, "stdin", O_RDONLY | O_CLOEXEC);
  }
  const char *path = run->job.stdin_path;
  return open(path != NULL ? path : "/dev/null", O_RDONLY | O_NOCTTY | O_CLOEXEC);
}

static _Noreturn void become_command(const struct pawl_run *run, int supervisor, int out, int err,
                                     int status) {
  const struct pawl_job *job = &run->job;
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != supervisor) {
    _exit(NOT_STARTED); // it died before the line above could tell
  }
  if (job->has_cores) {
    sched_setaffinity(0, sizeof job->cores, &job->cores);
  }
  if (job->max_disk > 0) {
    const struct rlimit longest = {.rlim_cur = (rlim_t)job->max_disk,
                                   .rlim_max = (rlim_t)job->max_disk};
    setrlimit(RLIMIT_FSIZE, &longest);
  }
  default_signals();
  int in = open_stdin(run);
  if (in < 0 || dup2(in, STDIN_FILENO) < 0) {
    give_up(status, STEP_STDIN);
  }
  if (job->stdout_path != NULL) {
    out = open(job->stdout_path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (out < 0 && errno == ENOENT) {
      out = open(job->stdout_path, O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC, 0644);
    }
  }
  if (out < 0 || dup2(out, STDOUT_FILENO) < 0) {
    give_up(status, STEP_STDOUT);
  }
  dup2(err, STDERR_FILENO);
  if (chdir(job->cwd) != 0) {
    give_up(status, STEP_CWD);
  }
  execvp(job->command[0], job->command);
  give_up(status, STEP_EXEC);
}

/// Makes a pipe that its reader polls and its writer may wait on.
static bool make_pipe(int *reader, int *writer) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return false;
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  *reader = ends[0];
  *writer = ends[1];
  return true;
}

bool pawl_start(struct pawl_run *run) {
  int out = -1;
  int err = -1;
  int status = -1;
  run->began = pawl_monotonic();
  run->began_boottime = pawl_boottime();
  run->started = pawl_realtime();
  if ((run->job.stdout_path != NULL || make_pipe(&run->out.pipe, &out)) &&
      make_pipe(&run->err.pipe, &err) && make_pipe(&run->status, &status)) {
    fcntl(out, F_SETPIPE_SZ, OUT_PIPE_SIZE); // fewer wake-ups; the default size will do as well
    int supervisor = getpid();
    run->leader = fork();
    if (run->leader == 0) {
      become_command(run, supervisor, out, err, status);
    }
  } else {
    run->leader = -1;
  }
  int error = errno;
  int written_elsewhere[] = {out, err, status};
  for (int next = 0; next < 3; next++) {
    if (written_elsewhere[next] >= 0) {
      close(written_elsewhere[next]);
    }
  }
  if (run->leader < 0) {
    snprintf(run->error, sizeof run->error, "cannot start a process: %s", strerror(error));
    return false;
  }
  run->tree.frame = run->job.framed ? run->leader : 0;
  struct pawl_stat stat;
  run->leader_start = pawl_stat_read(run->leader, &stat) ? stat.start : -1;
  if (run->job.stdin_path != NULL || run->job.stdout_path != NULL) {
    // Opening these may wait for another job: who wants to cancel must know whom to ask.
    pawl_record_start(run);
  }
  return true;
}

static void describe(struct pawl_run *run, struct failure failure) {
  const struct pawl_job *job = &run->job;
  const char *what = "cannot start";
  const char *whom = job->command[0];
  if (failure.step == STEP_STDIN) {
    what = "cannot read standard input from";
    whom = job->stdin_path != NULL ? job->stdin_path : "stdin";
  } else if (failure.step == STEP_STDOUT) {
    what = "cannot write standard output to";
    whom = job->stdout_path != NULL ? job->stdout_path : "out.log";
  } else if (failure.step == STEP_CWD) {
    what = "cannot enter";
    whom = job->cwd;
  }
  snprintf(run->error, sizeof run->error, "%s '%.1000s': %s", what, whom, strerror(failure.error));
}

void pawl_start_check(struct pawl_run *run) {
  struct failure failure;
  ssize_t count = read(run->status, &failure, sizeof failure);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
    return;
  }
  if (count == (ssize_t)sizeof failure) {
    describe(run, failure);
  } else {
    run->started = pawl_realtime();
    pawl_record_start(run);
  }
  close(run->status);
  run->status = -1;
}
