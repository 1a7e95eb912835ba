import CSupervise
import Foundation
import Journal
import Glibc
import Synchronization

/// Waits for jobs to end: one thread, asleep until the kernel says that a record appeared, or that
/// a supervisor's lock was closed: one that was killed leaves no record.
package final class JobWatch: Sendable {
  private struct Waiter {
    var job: String
    var resume: CheckedContinuation<JobState, Never>
  }

  private struct Table {
    /// By the watch of the job's folder.
    var waiters: [Int32: [Waiter]] = [:]
    /// The watch of a job's folder by the watch of its lock.
    var locks: [Int32: Int32] = [:]
    var files: [Int32: @Sendable () -> Void] = [:]
    var closed = false

    /// How long to sleep without being told anything; nil for ever.
    var patience: Duration? {
      if waiters.isEmpty { return nil }
      let isTold = waiters.keys.allSatisfy { $0 >= 0 && locks.values.contains($0) }
      return isTold ? .seconds(30) : .seconds(1)
    }
  }

  private let runner: LocalRunner
  private let descriptor: Int32
  private let wakeRead: Int32
  private let wakeWrite: Int32
  private let table = Mutex(Table())

  package init(runner: LocalRunner) {
    self.runner = runner
    descriptor = pawl_watch_open()
    var pipe: [Int32] = [-1, -1]
    _ = pawl_pipe(&pipe)
    wakeRead = pipe[0]
    wakeWrite = pipe[1]
    let thread = Thread { [self] in loop() }
    thread.name = "jobs"
    thread.start()
  }

  /// Gives how a job ended, at once if it is over.
  package func end(of job: String) async -> JobState {
    await withCheckedContinuation { continuation in
      let folder = runner.layout.job(job)
      let watch = pawl_watch_add_moves(descriptor, folder)
      let lock = pawl_watch_add(descriptor, folder + "/lock")
      table.withLock {
        $0.waiters[watch, default: []].append(Waiter(job: job, resume: continuation))
        if lock >= 0 { $0.locks[lock] = watch }
      }
      // It may have ended before it was watched.
      look(at: watch)
      // The thread may be asleep without a limit; somebody waits now.
      _ = pawl_wake(wakeWrite)
    }
  }

  /// Calls `body` whenever a file changes, on this watch's thread; false where nobody tells of it.
  package func onChange(of path: String, _ body: @escaping @Sendable () -> Void) -> Bool {
    watch(path, body) >= 0
  }

  /// Calls `body` whenever a file changes until that is forgotten; gives what to forget it by, or a
  /// negative number where nobody tells of changes.
  package func watch(_ path: String, _ body: @escaping @Sendable () -> Void) -> Int32 {
    let watch = pawl_watch_add(descriptor, path)
    if watch >= 0 { table.withLock { $0.files[watch] = body } }
    return watch
  }

  package func forget(_ watch: Int32) {
    guard watch >= 0 else { return }
    table.withLock { $0.files[watch] = nil }
    pawl_watch_remove(descriptor, watch)
  }

  /// Ends the thread; nobody may wait any more.
  package func close() {
    table.withLock { $0.closed = true }
    _ = pawl_wake(wakeWrite)
  }

  private func loop() {
    var name = [CChar](repeating: 0, count: 256)
    var looked = ContinuousClock.now
    while !table.withLock({ $0.closed }) {
      var watch: Int32 = -1
      let patience = table.withLock { $0.patience }
      // Counted from the last look: news of other files must not put the look off for ever.
      let left = patience.map { max(.zero, looked + $0 - .now) }
      let what = pawl_watch_next(
        descriptor, wakeRead, left.map { Int32($0 / .milliseconds(1)) + 1 } ?? -1, &watch, &name,
        name.count)
      if what == 1, watch >= 0 { changed(watch) }
      let isOverdue = patience.map { looked + $0 <= .now } ?? false
      guard isOverdue || what < 0 || (what == 1 && watch < 0) else { continue }
      lookAtAll()
      looked = .now
    }
    Glibc.close(descriptor)
    Glibc.close(wakeRead)
    Glibc.close(wakeWrite)
  }

  private func changed(_ watch: Int32) {
    let (body, folder) = table.withLock { ($0.files[watch], $0.locks[watch]) }
    if let body { return body() }
    look(at: folder ?? watch)
  }

  private func lookAtAll() {
    let (watches, files) = table.withLock { (Array($0.waiters.keys), Array($0.files.values)) }
    for watch in watches { look(at: watch) }
    for body in files { body() }
  }

  private func look(at watch: Int32) {
    let waiters = table.withLock { $0.waiters[watch] ?? [] }
    guard let job = waiters.first?.job else { return }
    let state = runner.state(of: job)
    if state == .running { return }
    if state == .interrupted { Orphans.end(of: runner.layout.job(job)) }
    let (done, lock) = table.withLock { table in
      let lock = table.locks.first { $0.value == watch }?.key
      if let lock { table.locks[lock] = nil }
      return (table.waiters.removeValue(forKey: watch) ?? [], lock)
    }
    for watch in [watch, lock ?? -1] where watch >= 0 { pawl_watch_remove(descriptor, watch) }
    for waiter in done { waiter.resume.resume(returning: state) }
  }
}
