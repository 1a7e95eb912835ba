import Core
import Foundation

/// How fast logs are read on one core, by what kind of log it is.
///
///     swift run -c release Reading [FOLDER]
///
/// Each made log is fed in pieces of 256 KB, its points taken after each, and the best of five times
/// counts: CPU seconds of this process, which has one thread. With a folder, all files below it are read
/// as `pawl read` does, looked at as histories first. Says what is below 100 MB/s and ends with 1 then.
enum ReadingTimes {
  private static let wanted = 100.0
  private static let piece = 1 << 18

  static func run(_ arguments: [String]) -> Int32 {
    var isSlow = false
    for log in MadeLog.all {
      let bytes = log.bytes
      var points = 0
      let seconds = (0..<5).map { _ in measured { points = read(bytes) } }.min() ?? 0
      let speed = Double(bytes.count) / seconds / 1e6
      let mark = speed < wanted ? "  below \(Int(wanted))" : ""
      isSlow = isSlow || speed < wanted
      print(
        "\(padded(log.name, 34))\(padded(Int(speed), 5)) MB/s   \(padded(points, 8)) points of "
          + "\(bytes.count / 1_000_000) MB\(mark)")
    }
    for folder in arguments { time(folder) }
    return isSlow ? 1 : 0
  }

  private static func read(_ bytes: [UInt8]) -> Int {
    var reader = LogReader()
    var points = 0
    bytes.withUnsafeBytes { all in
      for start in stride(from: 0, to: all.count, by: piece) {
        reader.feed(UnsafeRawBufferPointer(rebasing: all[start..<min(all.count, start + piece)]))
        points += reader.drainNewPoints().count
      }
    }
    reader.finish()
    return points + reader.drainNewPoints().count
  }

  private static func time(_ folder: String) {
    let walk = FileManager.default.enumerator(atPath: folder)
    var files: [[UInt8]] = []
    while let name = walk?.nextObject() as? String {
      let path = folder + "/" + name
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue,
        let data = FileManager.default.contents(atPath: path)
      else { continue }
      files.append(Array(data))
    }
    var (histories, logs) = (0, 0)
    let seconds =
      (0..<5).map { _ in
        measured {
          histories = 0
          logs = 0
          for bytes in files {
            if History(bytes) != nil { histories += 1 } else if read(bytes) > 0 { logs += 1 }
          }
        }
      }.min() ?? 0
    let size = files.reduce(0) { $0 + $1.count }
    print(
      "\(folder): \(files.count) files, \(size / 1000) KB, \(histories) histories, \(logs) logs with "
        + "points, in \((seconds * 1000).rounded() / 1000) s")
  }

  private static func measured(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - "\(number)".count)) + "\(number)"
  }
}
