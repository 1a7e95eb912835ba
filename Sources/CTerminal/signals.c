#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const int deaths[] = {
  SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGHUP, SIGTERM, SIGQUIT, SIGINT,
  // What ends a process that nobody told otherwise: limits, timers, other people's signals.
  SIGSYS, SIGXCPU, SIGXFSZ, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2,
#ifdef __linux__
  SIGIO, SIGPWR, SIGSTKFLT,
#endif
};
static const int notices[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGPIPE};
static const int caught_by_curses[] = {SIGTSTP, SIGINT, SIGTERM, SIGWINCH};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static struct sigaction before[NSIG];
static struct sigaction shielded[COUNT(caught_by_curses)];
static char stack[64 * 1024];
static int channel[2] = {-1, -1};
static _Atomic int arrived;
static _Atomic int lent_out;
static _Atomic pid_t lent_group;
static _Atomic int lent_tty;
static bool installed;

/// Whoever has the terminal is told that it is over, as by a window that closes.
static void end_tenant(void) {
  pid_t group = atomic_exchange(&lent_group, 0);
  if (group <= 0) return;
  kill(-group, SIGHUP);
  kill(-group, SIGCONT);
  // Every signal is blocked here, so that this does not stop the process.
  tcsetpgrp(atomic_load(&lent_tty), getpgrp());
}

static void on_death(int signal, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  // Ctrl-C in an editor the terminal was lent to is the editor's.
  if ((signal == SIGINT || signal == SIGQUIT) && atomic_load(&lent_out)) return;
  pawl_guard_note_death();
  pawl_guard_restore();
  end_tenant();
  sigaction(signal, &before[signal], NULL);
  // A real fault happens again on return, at its true place; everything else is sent again, and is
  // delivered when this handler returns, as it is blocked until then.
  bool fault = info->si_code > 0
    && (signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE);
  if (!fault) raise(signal);
  errno = error;
}

static void on_notice(int signal) {
  int error = errno;
  int bit = 0;
  if (signal == SIGWINCH) bit = PAWL_TERM_RESIZED;
  if (signal == SIGTSTP) bit = PAWL_TERM_STOP;
  if (signal == SIGCONT) bit = PAWL_TERM_CONTINUED;
  // SIGPIPE is only kept from being deadly, by a handler because an ignored one would be inherited.
  if (bit != 0) {
    atomic_fetch_or(&arrived, bit);
    // A full pipe is readable already.
    ssize_t ignored = write(channel[1], "", 1);
    (void)ignored;
  }
  errno = error;
}

static void set_notice(int signal) {
  struct sigaction action = {.sa_handler = on_notice, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

static int open_channel(void) {
  if (channel[0] >= 0) return 0;
  if (pipe(channel) != 0) return -errno;
  for (int i = 0; i < 2; i++) {
    fcntl(channel[i], F_SETFD, FD_CLOEXEC);
    fcntl(channel[i], F_SETFL, O_NONBLOCK);
  }
  return 0;
}

int pawl_signals_install(void) {
  int status = open_channel();
  if (status != 0) return status;
  atomic_store(&arrived, 0);

  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE) != 0) {
    stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&own, NULL);
  }
  struct sigaction action = {.sa_sigaction = on_death, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  // Nothing interrupts the restore. A fault inside it ends the process, blocked or not.
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < COUNT(deaths); i++) {
    sigaction(deaths[i], NULL, &before[deaths[i]]);
    // Ignored from the start is a wish: nohup.
    if (before[deaths[i]].sa_handler == SIG_IGN) continue;
    // Who handles a harmless one does not die of it.
    bool harmless = deaths[i] == SIGALRM || deaths[i] == SIGVTALRM || deaths[i] == SIGPROF
      || deaths[i] == SIGUSR1 || deaths[i] == SIGUSR2 || deaths[i] == SIGIO;
    if (harmless && before[deaths[i]].sa_handler != SIG_DFL) continue;
    sigaction(deaths[i], &action, NULL);
  }
  for (size_t i = 0; i < COUNT(notices); i++) {
    sigaction(notices[i], NULL, &before[notices[i]]);
    set_notice(notices[i]);
  }
  installed = true;
  return 0;
}

void pawl_signals_remove(void) {
  if (!installed) return;
  installed = false;
  for (size_t i = 0; i < COUNT(deaths); i++) sigaction(deaths[i], &before[deaths[i]], NULL);
  for (size_t i = 0; i < COUNT(notices); i++) sigaction(notices[i], &before[notices[i]], NULL);
}

void pawl_signals_lend(bool lent) {
  atomic_store(&lent_out, lent);
  if (!installed) return;
  if (lent) {
    sigaction(SIGTSTP, &before[SIGTSTP], NULL);
  } else {
    set_notice(SIGTSTP);
  }
}

void pawl_signals_lend_to(pid_t group, int tty) {
  atomic_store(&lent_tty, tty);
  atomic_store(&lent_group, group);
}

void pawl_signals_shield(bool on) {
  for (size_t i = 0; i < COUNT(caught_by_curses); i++) {
    int signal = caught_by_curses[i];
    if (on) {
      // Any handler will do; curses only replaces the default.
      struct sigaction action = {.sa_handler = SIG_IGN};
      sigaction(signal, NULL, &shielded[i]);
      if (shielded[i].sa_handler == SIG_DFL) sigaction(signal, &action, NULL);
    } else {
      sigaction(signal, &shielded[i], NULL);
    }
  }
}

void pawl_term_stop(void) {
  pawl_term_take_signals();
  kill(0, SIGTSTP);
  // The stop may take effect a moment later, and none comes where nobody could continue this process.
  // Either way this returns: soon after being continued, or soon.
  struct pollfd wanted = {.fd = channel[0], .events = POLLIN};
  poll(&wanted, 1, 200);
  // Continued in the background, by whoever ends it perhaps: the terminal is another's, and taking it would
  // stop this process again before it has ended.
  for (int i = 0; i < 30 && !pawl_guard_in_front(); i++) poll(NULL, 0, 10);
  // Being continued is no news to who asked to be stopped.
  pawl_term_take_signals();
}

int pawl_term_signal_descriptor(void) { return installed ? channel[0] : -1; }

int pawl_term_take_signals(void) {
  char bytes[64];
  while (channel[0] >= 0 && read(channel[0], bytes, sizeof bytes) > 0) continue;
  return atomic_exchange(&arrived, 0);
}
