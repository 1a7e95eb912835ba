/// How a log ended, judged by its text alone; an exit status, where there is one, is worth more.
package enum LogEnd: String, Codable, Sendable, CaseIterable {
  case completed, crashed, cut, interrupted, diverged, unknown
}

/// Watches for the lines that tell how a log ended.
struct EndWatch: Sendable {
  typealias Bytes = UnsafeRawBufferPointer

  private var inTraceback = false
  private var crashLine = -1
  /// Lines that may follow the crash.
  private var crashWindow = 8
  private var isInterrupt = false
  /// The last line that said that something was done.
  var doneLine = -1

  /// Looks at one line that is not empty.
  @inline(__always)
  mutating func see(_ p: Bytes, line: Int) {
    if p[0] == UInt8(ascii: "T") || p[0] == UInt8(ascii: "^"),
      ASCIIWord.begins(p, p[0] == UInt8(ascii: "^") ? 2 : 0, p.count, "traceback (most recent")
    {
      inTraceback = true
    } else if p[0] == UInt8(ascii: "t"), ASCIIWord.begins(p, 0, p.count, "thread '"),
      Self.has(p, "' panicked at ")
    {
      (crashLine, crashWindow, isInterrupt) = (line, 8, false)
    } else if inTraceback, p[0].isLetter {
      seeException(p, line: line)
    }
  }

  private mutating func seeException(_ p: Bytes, line: Int) {
    var end = 0
    while end < p.count, p[end].isLetter || p[end].isDigit || p[end] == 46 || p[end] == 95 {
      end += 1
    }
    guard end == p.count || p[end] == UInt8(ascii: ":"), Self.isException(p, end) else { return }
    inTraceback = false
    crashLine = line
    // What starts the processes of a training goes on with a report.
    crashWindow = Self.has(UnsafeRawBufferPointer(rebasing: p[..<end]), "ChildFailedError") ? 64 : 8
    isInterrupt = ASCIIWord.equal(p, 0, end, "keyboardinterrupt")
  }

  private static func has(_ p: Bytes, _ text: StaticString) -> Bool {
    let words = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard p.count >= words.count else { return false }
    return (0...p.count - words.count).contains { p[$0...].starts(with: words) }
  }

  private static func isException(_ p: Bytes, _ end: Int) -> Bool {
    for word: StaticString in ["error", "exception", "interrupt", "exit", "warning", "expired"] {
      let size = word.utf8CodeUnitCount
      if end >= size, ASCIIWord.equal(p, end - size, end, word) { return true }
    }
    return false
  }

  /// Whether a process died at the end of the log; nil when nothing says so.
  ///
  /// A crash is the last thing in a log, give or take what other processes say on the way down.
  func death(line: Int, axisLine: Int, lastLine: [UInt8]) -> LogEnd? {
    if crashLine > axisLine, line - crashLine <= crashWindow {
      return isInterrupt && crashLine == line ? .interrupted : .crashed
    }
    return lastLine.withUnsafeBytes { p in
      for k in 0..<p.count where p[k] == UInt8(ascii: ":") {
        if ASCIIWord.begins(p, k, p.count, ": error: ") { return .crashed }
      }
      for word: StaticString in [
        "segmentation fault", "killed", "aborted", "bus error", "terminate called", "error: ",
        "fatal: ", "slurmstepd: error",
      ] where ASCIIWord.begins(p, 0, p.count, word) {
        return .crashed
      }
      return nil
    }
  }
}
