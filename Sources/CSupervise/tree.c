// The descendants of the supervisor. It is their subreaper, so whatever loses its parent, in whatever
// session, becomes its child and stays in this tree.

#include "internal.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

static void add(struct pawl_tree *tree, int pid) {
  if (tree->count == tree->capacity) {
    int capacity = tree->capacity == 0 ? 64 : tree->capacity * 2;
    int *pids = realloc(tree->pids, (size_t)capacity * sizeof *pids);
    if (pids == NULL) {
      return;
    }
    tree->pids = pids;
    tree->capacity = capacity;
  }
  tree->pids[tree->count++] = pid;
}

/// Adds the children of every thread of a process.
static void add_children(struct pawl_tree *tree, int pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task", pid);
  DIR *threads = opendir(path);
  if (threads == NULL) {
    return;
  }
  for (struct dirent *thread; (thread = readdir(threads)) != NULL;) {
    int id = atoi(thread->d_name);
    if (id <= 0) {
      continue;
    }
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, id);
    FILE *children = fopen(path, "re");
    if (children == NULL) {
      continue;
    }
    for (int child; fscanf(children, "%d", &child) == 1;) {
      add(tree, child);
    }
    fclose(children);
  }
  closedir(threads);
}

/// Lists what descends from a process, parents before their children.
static void list(struct pawl_tree *tree, int root) {
  tree->count = 0;
  add_children(tree, root);
  for (int next = 0; next < tree->count; next++) {
    add_children(tree, tree->pids[next]);
  }
}

static int64_t sum(struct pawl_cpu cpu) { return cpu.user + cpu.system; }

/// Whether a process is one of bubblewrap's two, which stand around the command.
static bool is_frame(const struct pawl_tree *tree, int pid, const struct pawl_stat *stat) {
  return tree->frame > 0 && (pid == tree->frame || stat->parent == tree->frame);
}

/// What the tree has used by its own account: the living with those they waited for, and the reaped.
static struct pawl_cpu look(struct pawl_tree *tree) {
  struct pawl_cpu cpu = tree->reaped;
  int64_t rss = 0;
  int living = 0;
  list(tree, getpid());
  for (int next = 0; next < tree->count; next++) {
    struct pawl_stat stat;
    if (!pawl_stat_read(tree->pids[next], &stat)) {
      continue;
    }
    cpu.user += stat.cpu.user;
    cpu.system += stat.cpu.system;
    rss += stat.rss;
    living += stat.state != 'Z' && !is_frame(tree, tree->pids[next], &stat);
    tree->max_rss = stat.rss > tree->max_rss ? stat.rss : tree->max_rss;
  }
  tree->rss = rss;
  tree->living = living;
  tree->peak = living > tree->peak ? living : tree->peak;
  return cpu;
}

void pawl_tree_sample(struct pawl_tree *tree) {
  struct pawl_cpu now = look(tree);
  // A sum that falls has missed a process that moved while the tree was read: look again. If it
  // stays low, a parent that ignores SIGCHLD had the kernel forget what its children used.
  for (int attempt = 0; attempt < 2 && sum(now) < sum(tree->seen); attempt++) {
    now = look(tree);
  }
  if (sum(now) < sum(tree->seen)) {
    tree->lost.user += tree->seen.user - now.user;
    tree->lost.system += tree->seen.system - now.system;
  }
  tree->seen = now;
}

void pawl_tree_reap(struct pawl_tree *tree, const struct rusage *usage) {
  tree->reaped.user += usage->ru_utime.tv_sec * PAWL_SECOND + usage->ru_utime.tv_usec;
  tree->reaped.system += usage->ru_stime.tv_sec * PAWL_SECOND + usage->ru_stime.tv_usec;
  int64_t rss = (int64_t)usage->ru_maxrss * 1024;
  tree->max_rss = rss > tree->max_rss ? rss : tree->max_rss;
}

struct pawl_cpu pawl_tree_cpu(const struct pawl_tree *tree) {
  return (struct pawl_cpu){
      .user = tree->seen.user + tree->lost.user,
      .system = tree->seen.system + tree->lost.system,
  };
}

/// Signals the process that was looked at, not one that got its number since.
static void signal_one(int pid, const struct pawl_stat *seen, int signal) {
  int handle = pidfd_open(pid, 0);
  if (handle < 0) {
    if (errno == ENOSYS) {
      kill(pid, signal);
    }
    return;
  }
  struct pawl_stat now;
  if (pawl_stat_read(pid, &now) && now.start == seen->start) {
    pidfd_send_signal(handle, signal, NULL, 0);
  }
  close(handle);
}

/// Sends SIGKILL to the group of a descendant at once, so that nobody in it can fork faster than this
/// process reads. A group lies in one session, and the sessions of descendants are made by descendants.
static void kill_group_of(const struct pawl_stat *stat) {
  if (stat->group > 1 && stat->group != getpgrp()) {
    kill(-stat->group, SIGKILL);
  }
}

void pawl_tree_signal(struct pawl_tree *tree, int group, int signal) {
  if (group > 0 && kill(-group, signal) != 0) {
    group = 0; // the leader is about to make its session
  }
  list(tree, getpid());
  for (int next = 0; next < tree->count; next++) {
    struct pawl_stat stat;
    int pid = tree->pids[next];
    if (!pawl_stat_read(pid, &stat) || stat.state == 'Z') {
      continue;
    }
    if (group == 0 || stat.group != group) {
      signal_one(pid, &stat, signal);
    }
    if (signal == SIGKILL) {
      kill_group_of(&stat);
    } else if (stat.state == 'T') {
      signal_one(pid, &stat, SIGCONT); // a stopped process cannot answer
    }
  }
}

/// Sends a signal to one process, which a stopped one can then answer.
static void signal_awake(int pid, const struct pawl_stat *stat, int signal) {
  signal_one(pid, stat, signal);
  if (stat->state == 'T' && signal != SIGKILL && signal != SIGSTOP) {
    signal_one(pid, stat, SIGCONT);
  }
}

bool pawl_tree_signal_inside(struct pawl_tree *tree, int signal) {
  bool heard = false;
  list(tree, getpid());
  for (int next = 0; next < tree->count; next++) {
    struct pawl_stat stat;
    int pid = tree->pids[next];
    if (pawl_stat_read(pid, &stat) && stat.state != 'Z' && !is_frame(tree, pid, &stat)) {
      heard = true;
      signal_awake(pid, &stat, signal);
    }
  }
  return heard;
}

void pawl_signal_inside(int pid, int signal) {
  struct pawl_tree tree = {0};
  list(&tree, pid);
  for (int next = 0; next < tree.count; next++) {
    struct pawl_stat stat;
    if (pawl_stat_read(tree.pids[next], &stat) && stat.state != 'Z' && stat.parent != pid) {
      signal_one(tree.pids[next], &stat, signal);
    }
  }
  free(tree.pids);
}

/// Signals the descendants of a process outside its group; tells how many lived.
static int signal_descendants(struct pawl_tree *tree, int root, int signal) {
  int living = 0;
  list(tree, root);
  for (int next = 0; next < tree->count; next++) {
    struct pawl_stat stat;
    int pid = tree->pids[next];
    if (!pawl_stat_read(pid, &stat) || stat.state == 'Z' || stat.group == root) {
      continue;
    }
    living++;
    signal_one(pid, &stat, signal);
    if (signal == SIGKILL) {
      kill_group_of(&stat);
    }
  }
  return living;
}

void pawl_signal_tree(int pid, int signal) {
  struct pawl_tree tree = {0};
  int looks = signal == SIGKILL ? 8 : 1;
  // The descendants first: they can no longer be told once their parent is gone.
  for (int look = 0; look < looks && signal_descendants(&tree, pid, signal) > 0; look++) {
  }
  if (kill(-pid, signal) != 0) {
    kill(pid, signal); // it is about to make its group
  }
  free(tree.pids);
}
