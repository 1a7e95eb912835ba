#ifndef CSUPERVISE_H
#define CSUPERVISE_H

// The supervisor, and the few system calls that Swift cannot spell.
//
// Unless a line says otherwise, functions that return int give 0 for success and an errno value for
// failure, and every descriptor they make is close-on-exec.

#include <stddef.h>
#include <stdint.h>

// MARK: Supervisor

/// Runs one job from its command line (`argv[1]` is "supervise") and returns the exit status of the
/// process: 0 done, 1 the job could not be taken (one sentence on stderr), 2 wrong usage.
/// Call it before anything else: it closes every descriptor above 2 and may fork.
///
///     pawl supervise --job DIR --cwd DIR [--wall-ms N] [--cpu-ms N] [--grace-ms N] [--cores 0,2-3]
///         [--log-cap BYTES] [--stdin fifo|null|FILE] [--stdout FILE] [--detach] [--framed]
///         [--max-processes N] [--max-memory BYTES] [--max-disk BYTES] [--counted DIR]...
///         -- PROGRAM ARG...
///
/// A budget of 0 is none; the grace is 5 s and the cap of each log 64 MiB unless given. With
/// `--detach` the starter returns once the lock is held and the folder is ready.
/// SIGTERM, SIGINT and SIGUSR1 cancel the job, with a grace of at most 0.8 s.
///
/// `--framed` says that the program is bubblewrap around a command: the request to end goes to what
/// runs inside, as bubblewrap itself would end everything at once, and a status of 128 + n from it
/// counts as signal n. A tree with more processes or resident memory than allowed, or `--counted`
/// folders that hold more than `--max-disk`, end the job at once, with `processes`, `memory` or `disk`
/// as the reason; no single file may be longer than that either. 0 is no limit.
///
/// In DIR: `lock` (held for life), `proc.json` (who runs, once the program has been executed),
/// `heartbeat` (each second), `out.log` and `err.log` (they only grow; past half the cap the newest
/// half waits in `out.tail` and is appended at the end, after a line that counts what was left out),
/// `stdin` (the FIFO), and `exit.json` (how it ended, when no process of the tree is left).
int pawl_supervise_main(int argc, char **argv);

/// What stands behind the ring in `out.tail` once it has gone around: how many bytes it holds, and
/// how many ever went through it. The byte after the newest one is at their remainder.
enum { PAWL_RING_SIGN_SIZE = 24 };

/// Reads it from the last bytes of a ring's file of so many bytes: 1 done, 0 there is none.
int pawl_ring_sign_read(const uint8_t *bytes, int64_t count, int64_t size, int64_t *half,
                        int64_t *end);

// MARK: Locks

/// Takes the exclusive lock on a file, made if missing; gives a descriptor that holds the lock until
/// it is closed, or -1 with errno, EWOULDBLOCK if somebody holds it.
int pawl_lock_try(const char *path);

/// Tells whether somebody holds the lock: 1 held, 0 free or no such file, -1 with errno.
int pawl_lock_is_held(const char *path);

// MARK: Processes

/// Where a started program belongs: to the group and session of whoever starts it, to a session of its
/// own, or to a group of its own in the same session.
enum pawl_belonging { PAWL_TOGETHER = 0, PAWL_OWN_SESSION = 1, PAWL_OWN_GROUP = 2 };

/// Starts a program by path with default signals, an empty signal mask and no descriptor but the
/// three given; -1 means /dev/null. A relative path counts from `cwd_or_null`.
int pawl_spawn(const char *path, char *const argv[], char *const envp[], const char *cwd_or_null,
               int stdin_fd, int stdout_fd, int stderr_fd, int belonging, int *pid);

/// Waits for a child: `*code` is its status or -1, `*signal` the signal that ended it or 0.
int pawl_wait(int pid, int *code, int *signal);

/// Sends a signal to a process, or to a group if `pid` is negative.
int pawl_kill(int pid, int signal);

/// Gives a descriptor that is readable once a child has ended, before it is waited for; -1 where the
/// kernel has no such thing.
int pawl_child_watch(int pid);

/// Sends a signal to every descendant of a child but not to the child itself, which is bubblewrap; its
/// other process inside takes no signal that it does not wait for.
void pawl_signal_inside(int pid, int signal);

/// Sends a signal to the group that a child leads and to every descendant of it outside that group.
/// With SIGKILL their groups go with them, and who is forked meanwhile is looked for again.
/// The child must not have been waited for: its number could be another's.
void pawl_signal_tree(int pid, int signal);

/// Makes SIGTERM, SIGINT and SIGHUP of this process write a byte to a descriptor, and nothing else.
void pawl_catch_end(int fd);

/// When a process was started, in clock ticks since boot; -1 if it is gone or a zombie.
int64_t pawl_start_ticks(int pid);

/// Writes the identity of this boot of the machine, 36 characters and a zero.
int pawl_boot_id(char *buffer, size_t size);

/// User and system time of the calling process in microseconds.
int64_t pawl_process_cpu_us(void);

/// Resident memory of the calling process in bytes, -1 if unknown.
int64_t pawl_process_rss(void);

/// Makes large blocks mappings of their own, which go back to the system when they are freed: to be
/// called first by a program that stays for days.
void pawl_memory_begin(void);

/// Gives free memory back where there is much of it.
void pawl_memory_spare(void);

/// Gives back the memory that only starting has needed: free heap, and pages of code and constants,
/// which come back from their files as they are used again.
void pawl_memory_trim(void);

/// Makes writing to a closed pipe an error instead of the end of the process.
void pawl_default_signals(void);

/// Makes standard output show every line at once, in a pipe too.
void pawl_line_buffered_output(void);

/// Fills in the processor cores this process may use and gives how many they are, 0 if unknown.
int pawl_cores(int *cores, int capacity);

// MARK: Watching files

/// Opens an inotify descriptor, -1 with errno.
int pawl_watch_open(void);

/// Watches what happens to a file or in a folder; gives the watch's number, -1 with errno.
int pawl_watch_add(int fd, const char *path);

/// Watches only for files that are renamed into a folder; gives the watch's number, -1 with errno.
int pawl_watch_add_moves(int fd, const char *path);

/// Forgets a watch.
void pawl_watch_remove(int fd, int wd);

/// Waits for one event: 1 event, 0 time is up, 2 `wake_fd` (or -1) was readable and is drained, -1
/// with errno. `*wd` is -1 and `name` empty when events were lost and everything must be looked at
/// again. A negative `timeout_ms` waits for ever.
int pawl_watch_next(int fd, int wake_fd, int timeout_ms, int *wd, char *name, size_t size);

// MARK: Waking a poll

/// Makes a pipe whose both ends never block: `fds[0]` reads, `fds[1]` writes.
int pawl_pipe(int fds[2]);

/// Makes a pipe of which one end never blocks, `fds[easy]`; the other is for a program that expects
/// usual pipes.
int pawl_half_pipe(int fds[2], int easy);

/// Writes one byte; a full pipe counts as done, its reader is about to wake anyway.
int pawl_wake(int fd);

// MARK: Disk

/// Bytes that an ordinary user can still write on the file system of `path`.
int pawl_disk_free(const char *path, uint64_t *bytes);

#endif
